"""What an answer looks like, and that nothing in it is ever mark-up."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import midori
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.qa.telling.answer import Answer, AnswerStatus, Item
from keikaku.qa.telling.phrases import ENDINGS
from keikaku.web.chat.render import answer_html, header_html, question_html
from keikaku.web.chat.status import Status
from keikaku.web.chat.table import place
from keikaku.web.html.markup import text_html

LAYOUT = frozenset({"blockquote", "br", "div", "h1", "h2", "li", "p", "pre", "small", "span", "strong", "ul"})
TABLE = frozenset({"table", "tbody", "td", "th", "thead", "tr"})
ELEMENTS = LAYOUT | TABLE | {"button", "details", "summary"}
ATTRIBUTES = frozenset({"class", "lang", "scope", "type"})


class Reader(HTMLParser):
    """Collects the elements, the attributes and the text of a piece of HTML."""

    def __init__(self, page: str) -> None:
        """Reads at once."""
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.cells: list[str] = []
        self.in_cell = False
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        """Notes an element."""
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag == "td":
            self.cells.append("")
            self.in_cell = True

    def handle_endtag(self, tag) -> None:
        """Leaves a cell."""
        self.in_cell = self.in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        """Notes a text."""
        self.text += data
        if self.in_cell:
            self.cells[-1] += data


@pytest.mark.parametrize("text", midori.HOSTILE)
def test_hostile_text_stays_text(text):
    """Whatever a document or a visitor writes, the page has only its own elements and attributes."""
    read = Reader(answer_html(midori.everywhere(text)) + question_html(text))
    assert read.elements <= ELEMENTS
    assert read.attributes <= ATTRIBUTES
    head = Reader(header_html(Status(data_version=text)))
    assert head.elements <= ELEMENTS | {"a", "nav"}
    assert head.attributes <= ATTRIBUTES | {"aria-label", "href"}


@given(st.text())
def test_any_text_stays_text(text):
    """The same of every string there is."""
    read = Reader(answer_html(midori.everywhere(text)))
    assert read.elements <= ELEMENTS
    assert read.attributes <= ATTRIBUTES


@given(st.text())
def test_an_answer_is_one_line(text):
    """The chat reads Markdown: a line break would end the block and let marks inside a document count."""
    assert "\n" not in answer_html(midori.everywhere(text))
    assert "\r" not in question_html(text)


def test_a_list_shows_every_item_with_its_place():
    """Forty initiatives are forty rows of five cells, each with the place of its own citation."""
    cells = Reader(answer_html(midori.listing("q", 40))).cells
    assert len(cells) == 40 * 5
    assert cells[4].endswith("[1] 107行目")
    assert "[40] 380行目" in cells[199]


def test_every_citation_is_in_the_page():
    """The citations that open on demand are there with their words."""
    answer = midori.listing("q", 40)
    text = Reader(answer_html(answer)).text
    assert all(citation.quote in text for citation in answer.citations)
    assert "ほかの出典 37件を見る" in text


def test_a_retelling_is_marked_on_each_of_its_citations():
    """Three citations of a 見本 and one of an original carry three marks."""
    answer = midori.listing("q", 3)
    original = replace(midori.citation(9), retelling=False)
    page = answer_html(replace(answer, citations=(*answer.citations, original)))
    assert page.count('<span class="kk-badge">見本</span>') == 3


def test_the_head_says_that_the_data_are_a_retelling():
    """One 見本 among the documents is enough; without one there is no notice."""
    assert "このデータは見本です" in header_html(midori.STATUS)
    assert "ログインなしで開いています" in header_html(midori.STATUS, locked=False)
    assert "ログインなしで" not in header_html(midori.STATUS, locked=True)
    assert "見本" not in header_html(replace(midori.STATUS, documents=()))


@pytest.mark.parametrize("status", AnswerStatus)
def test_every_ending_has_a_japanese_name(status):
    """No page shows an English status."""
    page = answer_html(Answer(question="q", status=status, text="t"))
    assert f">{ENDINGS[status][0]}<" in page
    assert status.value not in Reader(page).text


def test_an_english_answer_is_marked_as_english():
    """A screen reader changes its voice by this mark."""
    english = replace(midori.listing("How many initiatives are there?", 1), language="en")
    assert 'lang="en"' in answer_html(english)
    assert 'lang="ja"' in answer_html(midori.listing("施策は何件？", 1))


def test_a_place_names_the_page_where_there_is_one():
    """A text file has lines only."""
    assert place(midori.citation(1)) == "107行目"
    assert place(replace(midori.citation(1), page=3)) == "3ページ 107行目"


def test_items_without_an_iri_of_their_own_citation_are_found_by_their_words():
    """A citation may name the evidence instead of the thing; its words then tell whose it is."""
    answer = midori.listing("q", 2)
    evidence = tuple(
        replace(one, iri=f"http://127.0.0.1:7860/id/e/{n}") for n, one in enumerate(answer.citations)
    )
    assert Reader(answer_html(replace(answer, citations=evidence))).cells[9].endswith("[2] 114行目")


def test_white_space_of_a_document_is_kept_and_controls_are_dropped():
    """A full-width space is part of the words; an override of the writing direction is not."""
    assert text_html("計画　案\u202e\x00\n次") == "計画　案<br>次"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"fiscal_year": 2027}, "2027年度"),
        ({"period": (2026, 2030)}, "2026～2030年度"),
        ({"period": (2026, None)}, "2026年度～"),
        ({"period": (None, 2030)}, "～2030年度"),
    ],
)
def test_years_are_told_as_fiscal_years(fields, shown):
    """A one-year plan shows its year, another its span, open ends open."""
    item = Item(iri="i", type="Initiative", label="施策", plan="計画", **fields)
    answer = Answer(question="q", status=AnswerStatus.ANSWERED, text="t", items=(item,))
    assert f"<small>{shown}</small>" in answer_html(answer)


def test_a_question_of_many_pages_is_shown_by_its_beginning():
    """A paste gone wrong does not push the sentence about it out of view."""
    assert len(question_html("長" * 100_000)) < 600


def test_other_things_than_initiatives_have_the_columns_that_say_something():
    """A number of a year has no department; alone, it stands beside every citation."""
    item = Item(iri="i", type="Observation", label="緑被率", fiscal_year=2027)
    cited = (
        replace(midori.citation(1), quote="緑 被 率 31.4％"),
        replace(midori.citation(2), quote="目標は35％"),
    )
    page = answer_html(
        Answer(question="q", status=AnswerStatus.ANSWERED, text="t", items=(item,), citations=cited)
    )
    assert re.findall(r"<th scope=\"col\">(.*?)</th>", page) == ["項目", "計画・年度", "出典の箇所"]
    assert Reader(page).cells[2] == "出典の箇所[1] 107行目"
    unnamed = replace(item, label="森の広さ")
    page = answer_html(
        Answer(question="q", status=AnswerStatus.ANSWERED, text="t", items=(unnamed,), citations=cited)
    )
    assert Reader(page).cells[2] == "出典の箇所[1] 107行目[2] 114行目"
