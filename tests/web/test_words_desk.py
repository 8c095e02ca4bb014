"""Staff teach their city's words without a file, and see which words of questions nobody understood."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import midori
import pytest
from desks import pages_of, planned_desk, real_desk, send
from test_coverage_desk import hostile_parts

from keikaku.graph.store.publish import stored_facts
from keikaku.ontology.model.facts import CityWord, WordKind
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.web.desk.word_pages import choices
from keikaku.web.records.kept import Door, Records
from keikaku.web.records.unread import Asked, UnreadWords

PAGE = "/staff/words"


@pytest.fixture
def desk(tmp_path: Path):
    return planned_desk(tmp_path)


@pytest.fixture
def pages(desk):
    return pages_of(desk)


def teach(pages, form: str, kind: str = "life", means: str = ""):
    return send(pages, PAGE, form=form, kind=kind, means=means)


def test_a_word_waits_in_the_list_until_a_build_takes_it_and_can_be_taken_back(pages, desk):
    """The form asks for no name of the code: a choice tells what the word is."""
    assert teach(pages, "かぎ当番", "alias", "避難所の見直し").headers["location"] == PAGE
    assert teach(pages, "統括院", "unit").status_code == 303
    assert teach(pages, "打ち手", "concept:INITIATIVE").status_code == 303
    assert teach(pages, "打ち手", "concept:INITIATIVE").status_code == 303
    assert [(one.kind, one.form, one.means) for one in desk.taught.rows()] == [
        ("alias", "かぎ当番", "避難所の見直し"),
        ("unit", "統括院", "UNIT_SUFFIX"),
        ("concept", "打ち手", "INITIATIVE"),
    ]
    shown = pages.get(PAGE).text
    assert "グラフを作り直して反映する" in shown
    assert "INITIATIVE" not in re.sub(r'value="[^"]*"', "", shown)
    assert "教えた言葉を置き換えます" in pages.get("/staff/documents").text
    for row in desk.taught.rows():
        assert send(pages, f"{PAGE}/forget", id=row.id).status_code == 303
    assert desk.taught.rows() == ()
    assert send(pages, f"{PAGE}/forget", id="x").status_code == 404


@pytest.mark.parametrize(
    ("form", "kind", "means", "told"),
    [
        ("", "life", "備蓄", "言葉: 空です"),
        ("\x00 ", "life", "備蓄", "言葉: 空です"),
        ("かぎ", "alias", " ", "同じ意味の言葉: 空です"),
        ("かぎ", "color", "備蓄", "種類: 一覧にない種類です"),
        ("かぎ", "concept:NOTHING", "", "種類: 一覧にない種類です"),
        ("の", "life", "は", "検索の手がかりになる言葉でない"),
    ],
)
def test_a_word_that_cannot_be_taken_is_told_with_its_field(pages, desk, form, kind, means, told):
    answer = teach(pages, form, kind, means)
    assert (answer.status_code, told in answer.text) == (400, True)
    assert desk.taught.rows() == ()


def test_every_choice_of_the_form_can_be_taken(pages, desk):
    for at, kind in enumerate(choices()):
        assert teach(pages, f"もふ{at}", kind, "備蓄").status_code == 303, kind
    assert len(desk.taught.rows()) == len(choices())


@pytest.mark.slow
def test_taught_words_become_facts_of_the_graph_stay_and_go_with_the_last(pages, desk):
    teach(pages, "かぎ当番", "alias", "避難所の見直し")
    assert send(pages, "/staff/documents/build").status_code == 303
    desk.builds.wait()
    assert desk.builds.state().data_version, desk.builds.state()
    (word,) = stored_facts(desk.store, CityWord)
    assert (word.kind, word.form, word.means) == (WordKind.ALIAS, "かぎ当番", "避難所の見直し")
    assert "グラフを作り直して反映する" not in pages.get(PAGE).text
    assert [row.form for row in desk.taught.rows()] == ["かぎ当番"]
    send(pages, f"{PAGE}/forget", id=desk.taught.rows()[0].id)
    send(pages, "/staff/documents/build")
    desk.builds.wait()
    assert stored_facts(desk.store, CityWord) == ()


def test_words_that_nobody_understood_are_counted_masked_and_taught_by_one_click(pages, desk):
    """Of the name in the graph that is like it, the page offers the meaning."""
    answer = replace(
        midori.answer("x"), status=AnswerStatus.PARTIAL, unread=("避難所のかぎ", "0999-45-1151", "備蓄品")
    )
    records = Records(desk.store, frozenset({Door.PUBLIC}), lambda: date(2026, 7, 1))
    ask = records.listening(lambda _question, _previous: answer, Door.PUBLIC)
    ask("避難所のかぎと備蓄品は？", None)
    ask("備蓄品は？", None)
    records.listening(lambda _question, _previous: answer, Door.STAFF)("y", None)
    assert UnreadWords(desk.store).asked() == [
        Asked("避難所のかぎ", 2, "2026-07-01"),
        Asked("備蓄品", 2, "2026-07-01"),
    ]
    page = pages.get(PAGE).text
    row = next(row for row in page.split("<tr>") if "避難所のかぎ" in row)
    fields = dict(re.findall(r'name="(form|means)" value="([^"]*)"', row))
    assert fields == {"form": "避難所のかぎ", "means": "避難所の見直し"}
    assert send(pages, PAGE, kind="alias", **fields).status_code == 303
    assert [one.form for one in desk.taught.rows()] == ["避難所のかぎ"]
    assert [one.word for one in UnreadWords(desk.store).asked()] == ["備蓄品"]
    send(pages, f"{PAGE}/ignore", form="備蓄品")
    assert UnreadWords(desk.store).asked() == []


@pytest.mark.slow
def test_no_word_becomes_mark_up(pages, desk):
    for text in midori.HOSTILE:
        UnreadWords(desk.store).journal.add({"day": text, "word": text})
        teach(pages, text, "alias", text)
    page = pages.get(PAGE)
    assert page.status_code == 200
    assert hostile_parts(page.text) == []


def test_a_form_without_the_token_teaches_nothing(pages, desk):
    answer = pages.post(PAGE, data={"form": "かぎ", "kind": "alias", "means": "備蓄"})
    assert answer.status_code == 403
    assert desk.taught.rows() == ()


def test_a_store_without_a_graph_can_be_taught(tmp_path: Path):
    desk = real_desk(tmp_path / "store")
    assert teach(pages_of(desk), "かぎ当番", "life", "備蓄").status_code == 303
    assert "かぎ当番" in pages_of(desk).get(PAGE).text
