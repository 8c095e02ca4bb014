"""What every response keeps: security headers, limits, Japanese as the chat's language, no traceback."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from web.refusing import message, refuse
from web.texts import LARGE_BODY, LARGE_UPLOAD, NO_LENGTH, NO_UPLOADS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

BODY_LIMIT = 1 << 20
UPLOAD, UPLOAD_LIMIT = "/staff/documents/upload", 50 << 20  # the one route that takes files
# The citizens' pages run no script at all; a data block of JSON-LD is none.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# The pages with a picture of the graph run our own script and the library that draws, from files alone.
PICTURE_POLICY = f"{POLICY}; script-src 'self'"
# Gradio's page needs inline scripts and styles; nothing in it needs another host.
CHAT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
CHAT = "/staff/"
# Gradio takes files even where no component asks for one, and fetches addresses for hosted spaces
CLOSED = re.compile(r"^/staff/+gradio_api/+(?:upload|upload_progress|proxy=|runs|startup-events)")
MANIFEST = re.compile(rb'<link rel="manifest"[^>]*>')  # of an app to install, which this is not
# Gradio's script sets <html lang> from the browser; this page is Japanese in every browser
LANGUAGE = (
    b"<script>for(const [n,v] of [['language','ja'],['languages',['ja']]])"
    b"Object.defineProperty(Navigator.prototype,n,{get:()=>v});</script>"
)


class Protection:
    """Adds the headers to every response, closes what no page uses, and tells a fault in a sentence."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sending = Sending(send, scope["path"])
        try:
            await self._answer(scope, receive, sending)
        except Exception:  # the visitor is owed a page whatever broke; the log keeps the rest
            log.exception("no answer to %s %s", scope["method"], scope["path"])
            if not sending.started:
                await message(Request(scope), 500, "broken")(scope, receive, sending)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = _length(scope)
        if CLOSED.match(scope["path"]):
            await refuse(scope, send, 403, NO_UPLOADS)
        elif length is not None and length > (UPLOAD_LIMIT if scope["path"] == UPLOAD else BODY_LIMIT):
            await refuse(scope, send, 413, LARGE_UPLOAD if scope["path"] == UPLOAD else LARGE_BODY)
        elif length is None and scope["path"].startswith("/staff") and _has_body(scope):
            await refuse(scope, send, 411, NO_LENGTH)
        elif scope["path"] == CHAT:
            await self.app(_uncompressed(scope), receive, _in_japanese(send))
        else:
            await self.app(scope, receive, send)


class Sending:
    """Sends with the headers, and knows whether it began; no response ever carries them twice."""

    def __init__(self, send: Send, path: str) -> None:
        self.send, self.path, self.started = send, path, False

    async def __call__(self, message: Message) -> None:
        """One message of a response."""
        if message["type"] == "http.response.start":
            self.started = True
            message = {**message, "headers": [*message.get("headers", ()), *self._headers(message)]}
        await self.send(message)

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        given = {name for name, _ in message.get("headers", ())}
        chat = self.path.startswith("/staff") and not self.path.startswith(("/staff/login", "/staff/logout"))
        own = PICTURE_POLICY if self.path.startswith("/graph/") else POLICY
        policy = (b"content-security-policy", (CHAT_POLICY if chat else own).encode())
        kept = [(b"cache-control", b"no-store")] if self.path.startswith("/staff") else []
        return [policy, *HEADERS, *(one for one in kept if one[0] not in given)]


def japanese(page: bytes) -> bytes:
    """The page with Japanese as its language, whatever the browser prefers.

    >>> japanese(b'<html lang="en"><head></head>')[:23]
    b'<html lang="ja"><head><'
    """
    page = MANIFEST.sub(b"", page.replace(b'lang="en"', b'lang="ja"', 1), count=1)
    return page.replace(b"<head>", b"<head>" + LANGUAGE, 1)


def _header(scope: Scope, wanted: bytes) -> bytes:
    return next((value for name, value in scope["headers"] if name == wanted), b"")


def _length(scope: Scope) -> int | None:
    value = _header(scope, b"content-length")
    return int(value) if value.isdigit() else None


def _has_body(scope: Scope) -> bool:
    return bool(_header(scope, b"transfer-encoding"))


def _uncompressed(scope: Scope) -> Scope:
    """The request without the wish for compression, so that the page can be read on its way out."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


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
