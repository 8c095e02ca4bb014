"""An answer as one line of HTML. Every word from data or from a visitor is escaped here and nowhere else.

One line, because the chat reads its messages as Markdown: an HTML block without a blank line in it is passed
through as it is, so that no asterisk, dollar or bracket of a document is taken for a mark-up.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from unicodedata import category

from qa.answer import Answer, AnswerStatus, Citation, Item
from qa.interpret import language_of
from qa.phrases import ENDINGS
from web import texts
from web.status import Status

CITATIONS_SHOWN = 3  # the rest opens on demand
QUESTION_SHOWN = 500  # characters
UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # controls, turns of direction, halves of characters


def answer_html(answer: Answer) -> str:
    """The answer as people read it: how it ends, sentence, table, citations, and the reading on demand."""
    return _element(
        "div",
        _status(answer.status),
        _told(answer),
        _table(answer.items, answer.citations),
        _citations(answer.citations),
        _details(texts.READING, _element("p", text_html(answer.reading))) if answer.reading else "",
        _details(texts.SPARQL, _element("pre", text_html(answer.sparql))) if answer.sparql else "",
        _version(answer.data_version),
        css="kk-answer",
    )


def question_html(question: str) -> str:
    """A visitor's question, shown as it was typed; of one that nobody reads to its end, the beginning."""
    shown = question if len(question) <= QUESTION_SHOWN else question[:QUESTION_SHOWN] + "…"
    return _element("div", text_html(shown), css="kk-question")


def header_html(status: Status) -> str:
    """The head of the page: what this is, whether the data are a 見本, and how much there is."""
    counts = "・".join(f"{name} {number:,}" for name, number in status.counts)
    return _element(
        "div",
        _element("h1", text_html(texts.TITLE)),
        _element("p", text_html(texts.PURPOSE), css="kk-purpose"),
        _retellings(status),
        _element(
            "p", text_html(f"{counts}　{texts.DATA_VERSION} {status.data_version}".strip()), css="kk-data"
        ),
        css="kk-header",
    )


def text_html(text: str) -> str:
    r"""Text for the inside of an element: escaped, control characters dropped, line breaks kept.

    >>> text_html("<b>1\n2</b>")
    '&lt;b&gt;1<br>2&lt;/b&gt;'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<br>".join(html.escape("".join(c for c in line if category(c) not in UNSEEN)) for line in lines)


def place(citation: Citation) -> str:
    """Where a citation stands, without its document: 3ページ 12行目."""
    page = f"{citation.page}ページ " if citation.page is not None else ""
    return f"{page}{citation.line}行目"


def _told(answer: Answer) -> str:
    """What the answer says, its first line in larger type; what the table lists is not said twice."""
    first, _, rest = answer.sentence.partition("\n")
    lines = _element("strong", text_html(first)) + (_element("span", text_html(rest)) if rest else "")
    return _element("p", lines, css="kk-text", lang=language_of(answer.question.lower()))


def _status(status: AnswerStatus) -> str:
    return _element("p", text_html(ENDINGS[status][0]), css=f"kk-status kk-{status.value}")


def _retellings(status: Status) -> str:
    if not status.retellings:
        return ""
    files = _list(_element("li", text_html(f"{one.title}（{one.file}）")) for one in status.retellings)
    summary = texts.RETELLINGS.format(count=len(status.retellings), total=len(status.documents))
    notice = _element("p", _badge(texts.RETELLING), text_html(texts.RETELLING_NOTICE))
    return _element("div", notice, _details(summary, files), css="kk-notice")


def _table(items: Sequence[Item], citations: Sequence[Citation]) -> str:
    if not items:
        return ""
    first = texts.INITIATIVE if all(item.type == "Initiative" for item in items) else texts.THING
    columns = (first, texts.RESPONSIBLE, texts.HEADINGS, texts.PLAN, texts.PLACE)
    head = _element("tr", *(_element("th", text_html(name), scope="col") for name in columns))
    rows = (_row(item, columns, citations) for item in items)
    table = _element("table", _element("thead", head), _element("tbody", *rows), css="kk-table")
    return _element("div", table, css="kk-scroll")


def _row(item: Item, columns: Sequence[str], citations: Sequence[Citation]) -> str:
    cells = (
        _element("strong", text_html(item.label)) + _small(item.reason),
        _words("\n".join((*item.departments, *item.sections))),
        _headings(item),
        _words(item.plan) + _small(_years(item)),
        _words(_places(item, citations)),
    )
    return _element("tr", *(_cell(name, cell) for name, cell in zip(columns, cells, strict=True)))


def _cell(name: str, inner: str) -> str:
    """A cell that carries its column's name, for narrow screens where a row becomes a card."""
    css = "" if inner else "kk-none"
    return _element("td", _element("span", text_html(name), css="kk-column"), inner or "—", css=css)


def _headings(item: Item) -> str:
    if item.pillar and item.field:
        return _element("span", text_html(item.pillar), css="kk-pillar") + _words(item.field)
    return _words(item.pillar or item.field)


def _years(item: Item) -> str:
    if item.fiscal_year is not None:
        return f"{item.fiscal_year}年度"
    if item.period is None:
        return ""
    start, end = ("" if year is None else str(year) for year in item.period)
    return f"{start}～{end}年度" if end else f"{start}年度～"


def _places(item: Item, citations: Sequence[Citation]) -> str:
    """Numbers and places of an item's citations: its own by IRI, else those whose words hold its label."""
    numbered = list(enumerate(citations, start=1))
    own = [(number, one) for number, one in numbered if _about(one, item.iri)]
    label = _fold(item.label)
    found = own or [(number, one) for number, one in numbered if label and label in _fold(one.quote)]
    return "\n".join(f"[{number}] {place(one)}" for number, one in found[:CITATIONS_SHOWN])


def _about(citation: Citation, iri: str) -> bool:
    return bool(iri) and (citation.iri == iri or citation.iri.startswith((f"{iri}/", f"{iri}#")))


def _fold(text: str) -> str:
    return "".join(text.split())


def _citations(citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    entries = [_citation(number, one) for number, one in enumerate(citations, start=1)]
    more = len(entries) - CITATIONS_SHOWN
    # one more is shown rather than hidden behind a line of its own
    shown = len(entries) if more <= 1 else CITATIONS_SHOWN
    rest = _list(entries[shown:])
    return _element(
        "div",
        _element("h2", text_html(texts.CITATIONS)),
        _list(entries[:shown]),
        _details(texts.MORE_CITATIONS.format(count=more), rest) if entries[shown:] else "",
        css="kk-citations",
    )


def _citation(number: int, citation: Citation) -> str:
    badge = _badge(texts.RETELLING) if citation.retelling else ""
    where = text_html(f"[{number}] {citation.document}　{place(citation)}")
    source = _element("span", badge, where, css="kk-source")
    return _element("li", source, _element("blockquote", text_html(citation.quote)))


def _list(entries: Iterable[str]) -> str:
    return _element("ul", *entries)


def _details(summary: str, inner: str) -> str:
    return _element("details", _element("summary", text_html(summary)), inner)


def _version(version: str) -> str:
    return _element("p", text_html(f"{texts.DATA_VERSION} {version}"), css="kk-data") if version else ""


def _words(text: str | None) -> str:
    return _element("span", text_html(text)) if text else ""


def _small(text: str | None) -> str:
    return _element("small", text_html(text)) if text else ""


def _badge(text: str) -> str:
    return _element("span", text_html(text), css="kk-badge")


def _element(name: str, *inner: str, css: str = "", **attributes: str) -> str:
    """An element around HTML that is escaped already; attributes are escaped here."""
    pairs = {"class": css, **attributes}
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in pairs.items() if value)
    return f"<{name}{written}>{''.join(inner)}</{name}>"
