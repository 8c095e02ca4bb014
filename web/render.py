"""An answer as one line of HTML.

One line, because the chat reads its messages as Markdown: an HTML block without a blank line in it is passed
through as it is, so that no asterisk, dollar or bracket of a document is taken for a mark-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.answer import Answer, Citation
from qa.phrases import ENDINGS
from web import texts
from web.markup import details, element, language_of, text_html, words
from web.status import Status
from web.table import place, table_html

CITATIONS_SHOWN = 3  # the rest opens on demand
QUESTION_SHOWN = 500  # characters


def answer_html(answer: Answer) -> str:
    """The answer as people read it: how it ends, sentence, table, citations, and the reading on demand."""
    return element(
        "div",
        words("p", ENDINGS[answer.status][0], css=f"kk-status kk-{answer.status.value}"),
        _told(answer),
        table_html(answer.items, answer.citations),
        _citations(answer.citations),
        details(texts.READING, words("p", answer.reading)) if answer.reading else "",
        details(texts.SPARQL, words("pre", answer.sparql)) if answer.sparql else "",
        _version(answer.data_version),
        css="kk-answer",
    )


def question_html(question: str) -> str:
    """A visitor's question, shown as it was typed; of one that nobody reads to its end, the beginning."""
    shown = question if len(question) <= QUESTION_SHOWN else question[:QUESTION_SHOWN] + "…"
    return element("div", text_html(shown), css="kk-question", lang=language_of(shown))


def header_html(status: Status, *, locked: bool = True) -> str:
    """The head of the page: what this is, whose door, whether the data are a 見本, and how much there is."""
    counts = "・".join(f"{name} {number:,}" for name, number in status.counts)
    return element(
        "div",
        _door(locked=locked),
        words("h1", texts.TITLE),
        words("p", texts.PURPOSE, css="kk-purpose"),
        _retellings(status),
        words("p", f"{counts}　{texts.DATA_VERSION} {status.data_version}".strip(), css="kk-data"),
        css="kk-header",
    )


def _door(*, locked: bool) -> str:
    """Whose page this is, the way to the citizens' pages and the way out."""
    links = element("a", text_html(texts.CITIZENS_DOOR), href="/")
    if locked:
        links += "　" + element("a", text_html(texts.LOGOUT), href="/staff/logout")
    said = texts.SIGNED_IN if locked else texts.OPEN_DOOR
    return element("p", words("span", said), "　", links, css="kk-door")


def _told(answer: Answer) -> str:
    """What the answer says, its first line in larger type; what the table lists is not said twice."""
    first, _, rest = answer.sentence.partition("\n")
    return element("p", words("strong", first), words("span", rest), css="kk-text", lang=answer.language)


def _retellings(status: Status) -> str:
    if not status.retellings:
        return ""
    files = _list(words("li", f"{one.title}（{one.file}）") for one in status.retellings)
    summary = texts.RETELLINGS.format(count=len(status.retellings), total=len(status.documents))
    notice = element("p", _badge(), text_html(texts.RETELLING_NOTICE))
    return element("div", notice, details(summary, files), css="kk-notice")


def _citations(citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    entries = [_citation(number, one) for number, one in enumerate(citations, start=1)]
    more = len(entries) - CITATIONS_SHOWN
    # one more is shown rather than hidden behind a line of its own
    shown = len(entries) if more <= 1 else CITATIONS_SHOWN
    rest = _list(entries[shown:])
    return element(
        "div",
        words("h2", texts.CITATIONS),
        _list(entries[:shown]),
        details(texts.MORE_CITATIONS.format(count=more), rest) if entries[shown:] else "",
        css="kk-citations",
    )


def _citation(number: int, citation: Citation) -> str:
    badge = _badge() if citation.retelling else ""
    where = text_html(f"[{number}] {citation.document}　{place(citation)}")
    return element("li", element("span", badge, where, css="kk-source"), words("blockquote", citation.quote))


def _list(entries: Iterable[str]) -> str:
    return element("ul", *entries)


def _version(version: str) -> str:
    return words("p", f"{texts.DATA_VERSION} {version}", css="kk-data") if version else ""


def _badge() -> str:
    return words("span", texts.RETELLING, css="kk-badge")
