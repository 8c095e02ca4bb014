"""An answer as one line of HTML.

One line, because the chat reads its messages as Markdown: an HTML block without a blank line in it is passed
through as it is, so that no asterisk, dollar or bracket of a document is taken for a mark-up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from keikaku.graph.rdf.rendering import queried
from keikaku.qa.telling.answer import Answer, Citation
from keikaku.qa.telling.phrases import ENDINGS
from keikaku.web.chat.addresses import NOWHERE, Addresses
from keikaku.web.chat.copying import copied_table
from keikaku.web.chat.status import Status
from keikaku.web.chat.table import place, place_html, table_html
from keikaku.web.html import texts
from keikaku.web.html.markup import details, element, language_of, text_html, words
from keikaku.web.html.menu import menu_html
from keikaku.web.html.rooted import told_base

CITATIONS_SHOWN = 3  # the rest opens on demand
QUESTION_SHOWN = 500  # characters


def answer_html(answer: Answer, to: Addresses = NOWHERE) -> str:
    """The answer as people read it: how it ends, sentence, table, citations, and the reading on demand.

    `to` says where its citations and the answer itself are opened.
    """
    return element(
        "div",
        element("p", words("span", texts.INTERNAL, css="kk-badge"), css="kk-internal")
        if answer.internal
        else "",
        words("p", ENDINGS[answer.status][0], css=f"kk-status kk-{answer.status.value}"),
        _told(answer),
        table_html(answer.items, answer.citations, to.citations),
        _copy(answer),
        _citations(answer.citations, to.citations),
        details(texts.READING, words("p", answer.reading)) if answer.reading else "",
        details(texts.SPARQL, words("pre", queried(answer.sparql, told_base()))) if answer.sparql else "",
        _version(answer.data_version, to.answer),
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
        menu_html("kk-menu"),
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


def _copy(answer: Answer) -> str:
    """The button that takes the table along, and unseen what it takes: the chat drops attributes of ours."""
    table = copied_table(answer.items, answer.citations)
    if not table:
        return ""
    held = words("span", json.dumps(table, ensure_ascii=False), css="kk-held")
    return element("div", element("button", text_html(texts.COPY_TABLE), css="kk-copy", type="button"), held)


def _citations(citations: Sequence[Citation], opened: Sequence[str]) -> str:
    if not citations:
        return ""
    entries = [_citation(number, one, opened) for number, one in enumerate(citations, start=1)]
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


def _citation(number: int, citation: Citation, opened: Sequence[str]) -> str:
    badge = _badge() if citation.retelling else ""
    where = place_html(f"[{number}] {citation.document}　{place(citation)}", number, opened)
    return element("li", element("span", badge, where, css="kk-source"), words("blockquote", citation.quote))


def _list(entries: Iterable[str]) -> str:
    return element("ul", *entries)


def _version(version: str, to: str) -> str:
    if not version:
        return ""
    own = element("a", text_html(texts.PERMANENT), css="kk-permanent", href=to) if to else ""
    return element("p", text_html(f"{texts.DATA_VERSION} {version}　"), own, css="kk-data")


def _badge() -> str:
    return words("span", texts.RETELLING, css="kk-badge")
