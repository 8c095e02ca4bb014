"""How a request ends that is not answered: one sentence, as a page for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from keikaku.web.guard.problems import CODES, PROGRAMS, problem
from keikaku.web.html.templating import frame_of, page
from keikaku.web.html.words import WORDS

if TYPE_CHECKING:
    from starlette.types import Message, Scope, Send

Headers = Sequence[tuple[bytes, bytes]]


async def refuse(scope: Scope, send: Send, status: int, sentence: str, headers: Headers = ()) -> None:
    """Sends the sentence: a problem at the doors for programs, JSON below /api/, plain text elsewhere."""
    if scope["path"].startswith(PROGRAMS):
        told = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
        await problem(status, CODES.get(status, "refused"), sentence, told)(scope, _nothing, send)
        return
    api = scope["path"].startswith("/api/")
    kind = b"application/json" if api else b"text/plain; charset=utf-8"
    body = json.dumps({"error": sentence}, ensure_ascii=False) if api else sentence
    start = [(b"content-type", kind), *headers]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body.encode()})


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def message(request: Request, status: int, name: str) -> Response:
    """A whole page with the title and the text of a name; JSON below /api/."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": WORDS[name][0]}, status_code=status)
    say = frame_of(request).say
    text = f"{name}_text"
    return page(
        request,
        "message.html",
        status,
        title=say(name),
        text=say(text) if text in WORDS else say("not_found_text"),
    )
