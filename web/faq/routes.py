"""Where staff take over questions and answers: routes below /staff that a server mounts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.faq import board
from keikaku.graph.faq.values import Entry, Source
from keikaku.web.citizens.public import whole
from keikaku.web.desk.desk import Desk
from keikaku.web.desk.forms import Fields, posted, sentence, shown
from keikaku.web.desk.routes import BUSY, NOT_STARTED
from keikaku.web.faq import pages
from keikaku.web.faq.entry_page import Shown, entry_page
from keikaku.web.faq.near import Nearest
from keikaku.web.faq.office import ASKED, Look, Office, picked, written
from keikaku.web.records.kept import Records, today

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.graph.faq.board import Row

GONE = "その質問はもうありません。一覧を開き直して、選び直してください。"
MOVED = "下書きが、画面を開いたあとで変わりました。一覧を開き直し、読み直してから承認してください。"
EMPTY = "{name}: 空です。書き入れて、もう一度「この言葉で承認する」を押してください。"
NOTHING = "公開を待っている変更はありません。先に下書きを承認してください。"
NAMES = {"question": "質問", "answer": "答え"}
LOCKED = "いまは書き込めません（{reason}）。少し待ってから、もう一度押してください。"


@dataclass(frozen=True, slots=True)
class Taking:
    """The pages over the office of a store."""

    office: Office
    token: str

    def routes(self) -> list[BaseRoute]:
        """What a server mounts."""
        forms = (
            (pages.APPROVE, self.approve),
            (pages.DISCARD, self.discard),
            (pages.RESTORE, self.restore),
            (pages.ASK, self.ask),
            (pages.PUBLISH, self.publish),
        )
        return [
            Route(pages.HOME, shown(self.home), methods=["GET"]),
            Route(pages.ENTRY, shown(self.entry), methods=["GET"]),
            *(Route(path, posted(self.token, act), methods=["POST"]) for path, act in forms),
        ]

    def home(self, request: Request) -> Response:
        """The list."""
        start = whole(request, "from") if "from" in request.query_params else 0
        state = self.office.desk.builds.state()
        return HTMLResponse(pages.home_page(self.office.look(), state, self.token, start))

    def entry(self, request: Request) -> Response:
        """One question in a form."""
        return self._of(request.query_params.get("id", ""), self._entry)

    def approve(self, fields: Fields) -> Response:
        """Keeps words as approved, those of a draft as they are or those of a form."""
        return self._of(fields.get("id", ""), lambda look, row: self._approve(look, row, fields))

    def discard(self, fields: Fields) -> Response:
        """Keeps that a draft is not wanted."""
        return self._done(fields, lambda row: board.discard(self._store.store, row, self._today))

    def restore(self, fields: Fields) -> Response:
        """Takes a decision back."""
        return self._done(fields, lambda row: board.restore(self._store.store, row, self._today))

    def ask(self, fields: Fields) -> Response:
        """Makes a draft of a question that was not answered."""
        group = fields.get("group", "")
        question = self.office.look().question(group)
        if not question:
            return sentence(404, GONE, pages.HOME)
        name = ASKED.format(group=group)
        kept = _kept(lambda: board.ask(self._store.store, name, question, self._today))
        return kept or RedirectResponse(f"{pages.ENTRY}?id={name}", 303)

    def publish(self, _: Fields) -> Response:
        """Begins to build what was approved into the graph."""
        if not self.office.look().waiting:
            return sentence(400, NOTHING, pages.HOME)
        try:
            is_begun = self._store.publish_faq()
        except OSError as error:
            return sentence(500, NOT_STARTED.format(reason=error.strerror), pages.HOME)
        return RedirectResponse(pages.HOME, 303) if is_begun else sentence(409, BUSY, pages.HOME)

    @property
    def _store(self) -> Desk:
        return self.office.desk

    @property
    def _today(self) -> str:
        return today().isoformat()

    def _entry(self, look: Look, row: Row) -> Response:
        return self._form(look, row, row.entry)

    def _form(self, look: Look, row: Row, said: Entry, told: str = "") -> Response:
        near = self._near(look, row)
        page = Shown(row=row, said=said, near=near, version=look.version, told=told)
        return HTMLResponse(entry_page(page, self.token), 400 if told else 200)

    def _near(self, look: Look, row: Row) -> tuple[Source, ...]:
        """Of a question that was asked the nearest passages; a draft has its own."""
        return () if row.draft else self.office.near(look.version, row.entry.question)

    def _approve(self, look: Look, row: Row, fields: Fields) -> Response:
        if row.draft and row.draft.mark != fields.get("mark"):
            return sentence(409, MOVED, pages.HOME)
        as_drawn = fields.get("words") == "draft" and row.draft is not None
        said = board.entry_of(row.draft) if as_drawn and row.draft else written(row.entry, fields)
        if empty := next((name for part, name in NAMES.items() if not getattr(said, part)), ""):
            return self._form(look, row, said, EMPTY.format(name=empty))
        more = picked(self._near(look, row), fields) if "form" in fields else ()
        said = replace(said, day=self._today)
        kept = _kept(lambda: board.approve(self._store.store, look.version, row, said, more))
        return kept or RedirectResponse(pages.DRAFTS, 303)

    def _done(self, fields: Fields, act: Callable[[Row], None]) -> Response:
        def done(_: Look, row: Row) -> Response:
            return _kept(lambda: act(row)) or RedirectResponse(pages.DRAFTS, 303)

        return self._of(fields.get("id", ""), done)

    def _of(self, wanted: str, act: Callable[[Look, Row], Response]) -> Response:
        look = self.office.look()
        row = look.row(wanted)
        return act(look, row) if row else sentence(404, GONE, pages.HOME)


def faq_routes(desk: Desk, records: Records | None, nearest: Nearest) -> list[BaseRoute]:
    """The pages of questions and answers; every form carries this process's own token."""
    return Taking(Office(desk, records, nearest), secrets.token_urlsafe(16)).routes()


def _kept(act: Callable[[], object]) -> Response | None:
    """Nothing where it was kept; else the sentence why not."""
    try:
        act()
    except OSError as error:
        return sentence(503, LOCKED.format(reason=error.strerror or "ほかの処理が使っています"), pages.HOME)
    return None
