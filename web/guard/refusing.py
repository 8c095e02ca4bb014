"""How a request ends that is not answered: one sentence, as a page for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from keikaku.web.html.templating import frame_of, page
from keikaku.web.html.words import WORDS

if TYPE_CHECKING:
    from starlette.types import Scope, Send

Headers = Sequence[tuple[bytes, bytes]]


async def refuse(scope: Scope, send: Send, status: int, sentence: str, headers: Headers = ()) -> None:
    """Sends the sentence, as JSON below /api/ and as plain text elsewhere."""
    api = scope["path"].startswith("/api/")
    kind = b"application/json" if api else b"text/plain; charset=utf-8"
    body = json.dumps({"error": sentence}, ensure_ascii=False) if api else sentence
    start = [(b"content-type", kind), *headers]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body.encode()})


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
