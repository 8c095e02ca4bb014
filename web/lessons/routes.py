"""Where staff see how a document is read and teach its shape: routes below /staff that a server mounts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.web.citizens.public import whole
from keikaku.web.desk.desk import Desk
from keikaku.web.desk.forms import Fields, posted, sentence, shown
from keikaku.web.desk.pages import HOME, SHAPES
from keikaku.web.desk.routes import BUSY, NOT_STARTED
from keikaku.web.desk.uploads import Upload
from keikaku.web.lessons import pages
from keikaku.web.lessons.asking import Lessons, NotTaughtError, Taught

if TYPE_CHECKING:
    from starlette.requests import Request

FIELDS_AT_MOST = 1000
NOT_HERE = (
    "「{name}」のファイルを預かっていません。「文書」の画面でもう一度送ると、読み方を見て教えられます。"
)
FEW = "印が{count}つです。同じ形の施策の行に、三つ印を付けてください。"
NO_TITLE = "施策名の列が選ばれていません。施策名の列を一つ選んで、もう一度押してください。"
NO_SHAPE = "その形はもうありません。一覧を開き直してください。"
TAUGHT = "教わりました。施策は{before:,}件から{after:,}件になります{such}。"


@dataclass(frozen=True, slots=True)
class Teaching:
    """The pages over the desk of a store."""

    desk: Desk
    lessons: Lessons
    token: str

    def routes(self) -> list[BaseRoute]:
        """What a server mounts."""
        return [
            Route(SHAPES, shown(self.home), methods=["GET"]),
            Route(pages.DOCUMENT, shown(self.document), methods=["GET"]),
            *(
                Route(path, posted(self.token, act, FIELDS_AT_MOST), methods=["POST"])
                for path, act in (
                    (pages.COLUMNS, self.columns),
                    (pages.LINES, self.lines),
                    (pages.FORGET, self.forget),
                    (pages.REREAD, self.reread),
                )
            ),
        ]

    def home(self, _: Request) -> Response:
        """The documents and the shapes."""
        return _or_why(lambda: HTMLResponse(self._home()))

    def document(self, request: Request) -> Response:
        """How one document is read."""
        start = whole(request, "from") if "from" in request.query_params else 0
        return self._of(request.query_params.get("file", ""), lambda one: self._page(one, start))

    def columns(self, fields: Fields) -> Response:
        """Teaches the roles of the columns of a table."""
        chosen = {
            name.removeprefix(pages.ROLE): role.replace("-", "")
            for name, role in fields.items()
            if _number(name.removeprefix(pages.ROLE)) and role.replace("-", "") in self.lessons.roles
        }
        options = [f"--table={_number(fields.get('table', ''))}"]
        options += [f"{self.lessons.options[role]}={place}" for place, role in chosen.items()]
        fault = "" if "title" in chosen.values() else NO_TITLE
        return self._taught(fields, options, fault)

    def lines(self, fields: Fields) -> Response:
        """Teaches the form of the lines that were marked."""
        numbers = [number for name in fields if (number := _number(name.removeprefix(pages.MARK)))]
        options = [f"--line={one}" for one in numbers]
        name = fields.get("name", "").strip()
        options += [f"--example={name}"] if name else []
        fault = "" if len(numbers) >= pages.MARKS else FEW.format(count=len(numbers))
        return self._taught(fields, options, fault)

    def forget(self, fields: Fields) -> Response:
        """Forgets a shape."""

        def forgotten() -> Response:
            if not self.lessons.forget(fields.get("id", "")):
                return sentence(404, NO_SHAPE, SHAPES)
            return RedirectResponse(SHAPES, 303)

        return _or_why(forgotten)

    def reread(self, fields: Fields) -> Response:
        """Begins to build one document again."""
        return self._of(fields.get("file", ""), self._reread)

    def _reread(self, one: Upload) -> Response:
        try:
            is_begun = self.desk.reread(one)
        except OSError as error:
            return sentence(500, NOT_STARTED.format(reason=error.strerror), SHAPES)
        return RedirectResponse(f"{HOME}#build", 303) if is_begun else sentence(409, BUSY, SHAPES)

    def _taught(self, fields: Fields, options: Sequence[str], fault: str) -> Response:
        """The page after a lesson; with why nothing was taught where it was none."""
        first = _number(fields.get("start", ""))

        def teach(one: Upload) -> Response:
            try:
                done = "" if fault else _told(self.lessons.teach(one.path, options))
            except NotTaughtError as why:
                return self._page(one, first, str(why), 400)
            return self._page(one, first, fault or done, 400 if fault else 200)

        return self._of(fields.get("file", ""), teach)

    def _of(self, name: str, act: Callable[[Upload], Response]) -> Response:
        """What is done with a document whose file is here."""
        found = next((one for one in self.desk.uploads.documents() if one.name == name), None)
        if found is None:
            return sentence(404, NOT_HERE.format(name=name), HOME)
        return _or_why(lambda: act(found))

    def _page(self, one: Upload, start: int, told: str = "", status: int = 200) -> Response:
        found = self.lessons.show(one.path, one.digest)
        seen = pages.Seen(
            name=one.name,
            shown=found,
            start=min(start, max(0, len(found.lines) - 1)),
            told=told,
            is_running=self.desk.builds.state().is_running,
        )
        page = pages.reading_page(seen, self.lessons.roles, self.token)
        return HTMLResponse(page, status)

    def _home(self) -> str:
        here = [one.name for one in self.desk.uploads.documents()]
        missing = [one.file for one in self.desk.documents() if one.file not in here]
        return pages.shapes_page(here, missing, self.lessons.shapes(), self.token)


def lesson_routes(desk: Desk, lessons: Lessons) -> list[BaseRoute]:
    """The pages of lessons; every form carries this process's own token."""
    return Teaching(desk, lessons, secrets.token_urlsafe(16)).routes()


def _number(text: str) -> int:
    """A whole number of a form; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _told(done: Taught) -> str:
    such = f"（例: {'／'.join(done.labels[: pages.MARKS])}）" if done.labels else ""
    return TAUGHT.format(before=done.before, after=done.after, such=such)


def _or_why(render: Callable[[], Response]) -> Response:
    try:
        return render()
    except NotTaughtError as why:
        return sentence(503, str(why), SHAPES)
