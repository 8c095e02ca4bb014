"""Where staff teach the words of their city: routes below /staff."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.store.lines import read_labels
from keikaku.ontology.model.facts import WordKind
from keikaku.web.desk import word_pages as pages
from keikaku.web.desk.desk import Desk
from keikaku.web.desk.forms import Fields, posted, sentence, shown
from keikaku.web.desk.taught import Taught, cleaned, csv_of
from keikaku.web.desk.uploads import WORDS
from keikaku.web.records.unread import Asked, UnreadWords

if TYPE_CHECKING:
    from starlette.requests import Request

NO_WORD = "その言葉はもうありません。一覧を開き直してください。"
EMPTY_FORM = "言葉: 空です。書き入れて、もう一度「加える」を押してください。"
EMPTY_MEANS = "同じ意味の言葉: 空です。書き入れて、もう一度「加える」を押してください。"
NO_KIND = "種類: 一覧にない種類です。選び直して、もう一度「加える」を押してください。"
ALIKE = 60
"""Of a hundred: a name as like a word as this is offered as what it means."""


def word_routes(desk: Desk, token: str) -> list[BaseRoute]:
    """The page, and what its forms do."""
    unread = UnreadWords(desk.store)

    def page(told: Sequence[str] = (), status: int = 200) -> Response:
        is_changed = desk.uploads.waiting(WORDS) is not None
        asked = _guessed(unread.asked()[: pages.AT_MOST], _labels(desk))
        text = pages.words_page(desk.taught.rows(), asked, token, is_changed=is_changed, told=told)
        return HTMLResponse(text, status)

    def add(fields: Fields) -> Response:
        row, fault = _row(fields, desk.reading.words)
        if fault or row is None:
            return page([fault], 400)
        desk.taught.add(row)
        unread.forget(row.form)
        return RedirectResponse(pages.WORDS, 303)

    def forget(fields: Fields) -> Response:
        if not desk.taught.remove(fields.get("id", "")):
            return sentence(404, NO_WORD, pages.WORDS)
        return RedirectResponse(pages.WORDS, 303)

    def ignore(fields: Fields) -> Response:
        unread.forget(fields.get("form", ""))
        return RedirectResponse(pages.WORDS, 303)

    def home(_: Request) -> Response:
        return page()

    return [
        Route(pages.WORDS, shown(home), methods=["GET"]),
        Route(pages.WORDS, posted(token, add), methods=["POST"]),
        Route(pages.FORGET, posted(token, forget), methods=["POST"]),
        Route(pages.IGNORE, posted(token, ignore), methods=["POST"]),
    ]


Reader = Callable[[Path], tuple[str, ...]]
"""Tells why rows of a words file cannot be taken."""


def _row(fields: Fields, faults: Reader) -> tuple[Taught | None, str]:
    """The word of a form, or none and a sentence with the field and the next step."""
    chosen = fields.get("kind", "")
    if chosen not in pages.choices():
        return None, NO_KIND
    kind, _, concept = chosen.partition(":")
    means = "UNIT_SUFFIX" if kind == WordKind.UNIT else concept or fields.get("means", "")
    row = cleaned(kind, fields.get("form", ""), means)
    if not row.form:
        return None, EMPTY_FORM
    if not row.means:
        return None, EMPTY_MEANS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "言葉.csv")
        path.write_text(csv_of([row]), encoding="utf-8-sig", newline="")
        told = faults(path)
    return (None, told[0]) if told else (row, "")


def _labels(desk: Desk) -> tuple[str, ...]:
    snapshot = desk.snapshot()
    return read_labels(snapshot) if snapshot else ()


def _guessed(asked: Sequence[Asked], labels: Sequence[str]) -> list[Asked]:
    """Each word with the name in the graph that it is most like, where one is like it."""
    found = ((one, process.extractOne(one.word, labels, scorer=fuzz.partial_ratio)) for one in asked)
    return [replace(one, guess=best[0]) if best and best[1] >= ALIKE else one for one, best in found]
