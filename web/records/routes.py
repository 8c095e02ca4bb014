"""Where staff read what people left behind, delete it and take it along."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.files.sheets import csv_bytes
from keikaku.web.guard.journal import Journal
from keikaku.web.html.texts import LARGE_BODY
from keikaku.web.links.pages import sentence_page
from keikaku.web.records import pages
from keikaku.web.records.forms import read_form
from keikaku.web.records.groups import groups, subject_of
from keikaku.web.records.kept import Feedback, Records, Unanswered, drop, kept

if TYPE_CHECKING:
    from starlette.requests import Request

PAGE = "/staff/records"
COLUMNS = {
    "questions": ("day", "question", "status", "version", "door"),
    "feedback": ("day", "useful", "question", "key", "label", "comment", "version"),
}
STALE = "画面が古くなっています。記録の画面を開き直して、もう一度消してください。"
LOCKED = "いまは消せません（{reason}）。少し待ってから、もう一度消してください。"
NO_FILE = "この記録はありません。記録の画面から選び直してください。"


def record_routes(records: Records) -> list[BaseRoute]:
    """The page, its two files, and deletion by forms that carry this process's own token."""
    token = secrets.token_urlsafe(16)

    def shown(_: Request) -> Response:
        return HTMLResponse(_page(records, token))

    def saved(request: Request) -> Response:
        return _csv(records, request.path_params["log"])

    async def deleted(request: Request) -> Response:
        form = await read_form(request)
        if form is None:
            return _sentence(413, LARGE_BODY)
        return await run_in_threadpool(_deleted, records, form, token)

    return [
        Route(PAGE, shown, methods=["GET"]),
        Route(PAGE, deleted, methods=["POST"]),
        Route(f"{PAGE}/{{log}}.csv", saved, methods=["GET"]),
    ]


def _page(records: Records, token: str) -> str:
    asked, broken = kept(records.questions, Unanswered)
    said, torn = kept(records.feedback, Feedback)
    return pages.records_page(
        pages.questions_html(groups(asked), _unread(records.questions, broken), token, sorted(records.doors)),
        pages.feedback_html(groups(said), _unread(records.feedback, torn), token),
    )


def _unread(journal: Journal, count: int) -> str:
    return pages.UNREAD.format(count=count, file=journal.path.name) if count else ""


def _csv(records: Records, log: str) -> Response:
    if log not in COLUMNS:
        return _sentence(404, NO_FILE)
    rows = (
        kept(records.questions, Unanswered)[0] if log == "questions" else kept(records.feedback, Feedback)[0]
    )
    headers = {"content-disposition": f'attachment; filename="{log}.csv"'}
    content = csv_bytes(COLUMNS[log], map(asdict, rows))
    return Response(content, media_type="text/csv", headers=headers)


def _deleted(records: Records, form: Mapping[str, str], token: str) -> Response:
    if not secrets.compare_digest(form.get("token", "").encode(), token.encode()):
        return _sentence(403, STALE)
    try:
        done = _delete(records, form)
    except OSError as error:
        return _sentence(503, LOCKED.format(reason=error.strerror or "ほかの処理が使っています"))
    return RedirectResponse(PAGE, 303) if done else _sentence(400, STALE)


def _delete(records: Records, form: Mapping[str, str]) -> bool:
    """Whether the form asked for something that can be deleted; what is gone already counts as deleted."""
    log, what, name = form.get("log"), form.get("what"), form.get("id", "")
    if (
        log not in COLUMNS
        or what not in {"entry", "group", "all"}
        or (what == "all") != bool(form.get("sure"))
    ):
        return False

    def chosen(one: Unanswered | Feedback) -> bool:
        return name == (one.id if what == "entry" else subject_of(one))

    if what == "all":
        (records.questions if log == "questions" else records.feedback).clear()
    elif log == "questions":
        drop(records.questions, Unanswered, chosen)
    else:
        drop(records.feedback, Feedback, chosen)
    return True


def _sentence(status: int, sentence: str) -> Response:
    return HTMLResponse(sentence_page(pages.TITLE, sentence), status_code=status)
