"""What every response of the server has to keep: security headers, Japanese as the language, no uploads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from web.texts import LARGE_BODY, NO_UPLOADS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 1 << 20
# Gradio's page needs inline scripts and styles; nothing in it needs another host.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
# Gradio takes files even where no component asks for one, and fetches addresses for hosted spaces
CLOSED = re.compile(r"^/gradio_api/(?:upload|upload_progress|proxy=|runs|startup-events)")
# Gradio's script sets <html lang> from the browser; this page is Japanese in every browser
LANGUAGE = (
    b"<script>for(const [n,v] of [['language','ja'],['languages',['ja']]])"
    b"Object.defineProperty(Navigator.prototype,n,{get:()=>v});</script>"
)


class Protection:
    """Adds the headers to every response, closes what the page has no use for, and keeps ``lang="ja"``."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = _with_headers(send)
        if CLOSED.match(scope["path"]):
            await _sentence(send, 403, NO_UPLOADS)
        elif _length(scope) > BODY_LIMIT:
            await _sentence(send, 413, LARGE_BODY)
        elif scope["path"] == "/":
            await self.app(_uncompressed(scope), receive, _in_japanese(send))
        else:
            await self.app(scope, receive, send)


def japanese(page: bytes) -> bytes:
    """The page with Japanese as its language, whatever the browser prefers.

    >>> japanese(b'<html lang="en"><head></head>')[:23]
    b'<html lang="ja"><head><'
    """
    page = page.replace(b'lang="en"', b'lang="ja"', 1)
    return page.replace(b"<head>", b"<head>" + LANGUAGE, 1)


def _length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def _uncompressed(scope: Scope) -> Scope:
    """The request without the wish for compression, so that the page can be read on its way out."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
        await send(message)

    return sending


def _in_japanese(send: Send) -> Send:
    """Holds an HTML response back until it is whole and changes its language."""
    start: dict[str, Any] = {}
    parts: list[bytes] = []

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            start.update(message)
        elif message["type"] == "http.response.body" and start:
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                body = japanese(b"".join(parts))
                await send({**start, "headers": _measured(start["headers"], body)})
                await send({"type": "http.response.body", "body": body})
        else:
            await send(message)

    return sending


def _is_html(message: Message) -> bool:
    return any(
        name == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"]
    )


def _measured(headers: list[tuple[bytes, bytes]], body: bytes) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in headers if name != b"content-length"]
    return [*kept, (b"content-length", str(len(body)).encode())]


async def _sentence(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
