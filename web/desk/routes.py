"""Where the documents of staff are brought, built and taken out: routes below /staff that a server mounts."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.web.desk import pages
from keikaku.web.desk.coverage_routes import coverage_routes
from keikaku.web.desk.desk import Desk
from keikaku.web.desk.forms import STALE, Fields, fits, posted, sentence, shown
from keikaku.web.desk.uploads import NotKeptError, safe_name
from keikaku.web.desk.word_routes import word_routes

if TYPE_CHECKING:
    from starlette.requests import Request

FILES_AT_ONCE = 50
SCRIPT = Path(__file__).parents[1] / "static" / "desk.js"
KEPT = "{name}: 預かりました（未反映）。"
SAME = "{name}: 同じ中身の文書がすでにあります。"
KEPT_FAQ = "よくある質問のCSVを預かりました（未反映）。"
ADDED = "訂正 {count:,}件を一覧に加えました（未反映）。"
CHOOSE = "ファイルを選んでから「送る」を押してください。"
BROKEN = "送られたものを読み取れませんでした。ファイルは一度に50件までにして、もう一度送ってください。"
BUSY = "いま別の取り込みが進んでいます。終わるのを待って、もう一度押してください。"
NOTHING = "取り込むものがありません。先に文書を送るか、「読み直す」に印を付けてください。"
GONE = "その名前のものはありません。画面を開き直して、選び直してください。"
NOT_STARTED = "取り込みを始められませんでした（{reason}）。空き容量と権限を管理者に確かめてもらってください。"


def desk_routes(desk: Desk) -> list[BaseRoute]:
    """The pages of the desk; every form carries this process's own token."""
    token = secrets.token_urlsafe(16)
    return [*Documents(desk, token).routes(), *coverage_routes(desk, token), *word_routes(desk, token)]


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents, the files that wait, and the build."""

    desk: Desk
    token: str

    def routes(self) -> list[BaseRoute]:
        """What a server mounts."""
        return [
            Route(pages.HOME, shown(self.home), methods=["GET"]),
            Route(pages.UPLOAD, self.upload, methods=["POST"]),
            Route(pages.BUILD, posted(self.token, self.build), methods=["POST"]),
            Route(pages.REMOVE, posted(self.token, self.remove), methods=["POST"]),
            Route(pages.DROP, shown(self.ask_drop), methods=["GET"]),
            Route(pages.DROP, posted(self.token, self.drop), methods=["POST"]),
            Route(pages.PROGRESS, shown(self.progress), methods=["GET"]),
            Route(pages.SCRIPT, shown(script), methods=["GET"]),
        ]

    def home(self, _: Request) -> Response:
        """The page."""
        return HTMLResponse(pages.documents_page(self.desk, self.token))

    async def upload(self, request: Request) -> Response:
        """Files of a form, which the server keeps on disk while they come."""
        try:
            async with request.form(max_files=FILES_AT_ONCE + 2, max_fields=10) as form:
                return await run_in_threadpool(_uploaded, self.desk, self.token, form)
        except (HTTPException, MultiPartException, ClientDisconnect):
            return sentence(400, BROKEN)

    def build(self, fields: Fields) -> Response:
        """Begins to build what waits."""
        again = bool(fields.get("again"))
        if not (self.desk.waiting() or (again and self.desk.uploads.documents())):
            return sentence(400, NOTHING)
        return _begun(lambda: self.desk.build(again=again, municipality=_city(fields)))

    def remove(self, fields: Fields) -> Response:
        """Takes back a file that waits."""
        if not self.desk.uploads.remove(fields.get("name", "")):
            return sentence(404, GONE)
        return RedirectResponse(pages.HOME, 303)

    def ask_drop(self, request: Request) -> Response:
        """Asks before a document is taken out."""
        wanted = request.query_params.get("file", "")
        found = next((one for one in self.desk.documents() if one.file == wanted), None)
        return HTMLResponse(pages.drop_page(found, self.token)) if found else sentence(404, GONE)

    def drop(self, fields: Fields) -> Response:
        """Begins to take a document out."""
        name = fields.get("name", "")
        if name not in {one.file for one in self.desk.documents()}:
            return sentence(404, GONE)
        return _begun(lambda: self.desk.drop(name))

    def progress(self, _: Request) -> Response:
        """How far the build is."""
        return JSONResponse(self.desk.builds.state().to_dict())


def script(_: Request) -> Response:
    """What asks for the progress again and again."""
    return FileResponse(SCRIPT, media_type="text/javascript")


def _city(fields: Fields) -> str:
    """The name of a city as a form gives it: one line of what people write."""
    return " ".join("".join(c if c.isprintable() else " " for c in fields.get("municipality", "")).split())[
        :40
    ]


def _begun(start: Callable[[], bool]) -> Response:
    try:
        is_begun = start()
    except OSError as error:
        return sentence(500, NOT_STARTED.format(reason=error.strerror))
    return RedirectResponse(f"{pages.HOME}#build", 303) if is_begun else sentence(409, BUSY)


def _uploaded(desk: Desk, token: str, form: FormData) -> Response:
    """Keeps the files of a form and shows the page with a sentence for each; 400 where none was kept."""
    if not fits(token, str(form.get("token", ""))):
        return sentence(403, STALE)
    told = [*_documents(desk, form), *_faq(desk, form), *_corrections(desk, form)]
    status = 200 if any(is_kept for is_kept, _ in told) else 400
    return HTMLResponse(pages.documents_page(desk, token, [words for _, words in told] or [CHOOSE]), status)


def _chosen(form: FormData, name: str) -> Iterator[tuple[str, UploadFile]]:
    """The files of a field; a field that nobody filled comes as a file without a name."""
    for one in form.getlist(name):
        if isinstance(one, UploadFile) and one.filename:
            yield one.filename, one


def _documents(desk: Desk, form: FormData) -> Iterator[tuple[bool, str]]:
    known = {one.file: one.digest for one in desk.documents()}
    for given, one in _chosen(form, "documents"):
        try:
            kept, is_new = desk.uploads.keep(given, one.file, known, replacing=bool(form.get("replace")))
        except NotKeptError as fault:
            yield False, str(fault)
        else:
            yield True, (KEPT if is_new else SAME).format(name=kept.name)


def _faq(desk: Desk, form: FormData) -> Iterator[tuple[bool, str]]:
    for given, one in _chosen(form, "faq"):
        try:
            desk.uploads.keep_faq(given, one.file)
        except NotKeptError as fault:
            yield False, str(fault)
        else:
            yield True, KEPT_FAQ


def _corrections(desk: Desk, form: FormData) -> Iterator[tuple[bool, str]]:
    for given, one in _chosen(form, "corrections"):
        try:
            name = safe_name(given)
        except NotKeptError as fault:
            yield False, str(fault)
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(one.file.read())
            rows, problems = desk.reading.rows(path)
        if rows:
            desk.wanted.add(rows)
            yield True, ADDED.format(count=len(rows))
        yield from ((bool(rows), problem) for problem in problems)
