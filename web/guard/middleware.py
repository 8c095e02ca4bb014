"""What every response keeps: security headers, limits, Japanese as the chat's language, no traceback."""

from __future__ import annotations

import logging
import re
import secrets
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.requests import Request

from keikaku.web.guard.problems import PROGRAMS
from keikaku.web.guard.refusing import message, refuse
from keikaku.web.html.texts import LARGE_BODY, LARGE_UPLOAD, NO_LENGTH, NO_UPLOADS

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


def _own(kind: str) -> str:
    """The hashes of our own files of a kind, which some pages hold inline; nothing else runs there."""
    files = sorted((Path(__file__).parents[1] / "inline").glob(f"*.{kind}"))
    return " ".join(f"'sha256-{b64encode(sha256(one.read_bytes()).digest()).decode()}'" for one in files)


STAFF_POLICY = (
    f"default-src 'none'; script-src 'self' {_own('js')}; style-src 'self' {_own('css')}; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Gradio compiles its messages with eval and writes style attributes; the scripts that it was sent with carry
# a mark of the response, so that no other script and no handler runs. Nothing in it needs another host.
CHAT_POLICY = (
    f"default-src 'self'; script-src 'self' 'nonce-{{nonce}}' 'unsafe-eval' {_own('js')}; "
    "style-src 'self' 'unsafe-inline'; "
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
FORMS = ("/staff/login", "/staff/logout")  # pages of the citizens' frame
SCRIPT = re.compile(rb"<script\b(.*?</script>)", re.DOTALL | re.IGNORECASE)
# Gradio takes files even where no component asks for one, and fetches addresses for hosted spaces
CLOSED = re.compile(r"^/staff/+gradio_api/+(?:upload|upload_progress|proxy=|runs|startup-events)")
MANIFEST = re.compile(rb'<link rel="manifest"[^>]*>')  # of an app to install, which this is not
# Gradio's script sets <html lang> from the browser; this page is Japanese in every browser
REQUEST_ID = b"x-request-id"
PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
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
        sending = Sending(send, scope["path"], secrets.token_urlsafe(16), request_id(scope))
        try:
            await self._answer(scope, receive, sending)
        except Exception:  # the visitor is owed a page whatever broke; the log keeps the rest
            log.exception("no answer to %s %s", scope["method"], scope["path"])
            if not sending.started:
                await message(Request(scope), 500, "broken")(scope, receive, sending)

    async def _answer(self, scope: Scope, receive: Receive, send: Sending) -> None:
        length = _length(scope)
        if CLOSED.match(scope["path"]):
            await refuse(scope, send, 403, NO_UPLOADS)
        elif length is not None and length > (UPLOAD_LIMIT if scope["path"] == UPLOAD else BODY_LIMIT):
            await refuse(scope, send, 413, LARGE_UPLOAD if scope["path"] == UPLOAD else LARGE_BODY)
        elif length is None and scope["path"].startswith("/staff") and _has_body(scope):
            await refuse(scope, send, 411, NO_LENGTH)
        elif scope["path"] == CHAT:
            await self.app(_uncompressed(scope), receive, _in_japanese(send, send.nonce))
        else:
            await self.app(scope, receive, send)


class Sending:
    """Sends with the headers, and knows whether it began; no response ever carries them twice."""

    def __init__(self, send: Send, path: str, nonce: str, number: bytes) -> None:
        self.send, self.path, self.nonce, self.number, self.started = send, path, nonce, number, False

    async def __call__(self, message: Message) -> None:
        """One message of a response."""
        if message["type"] == "http.response.start":
            self.started = True
            message = {**message, "headers": [*message.get("headers", ()), *self._headers(message)]}
        await self.send(message)

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        given = {name for name, _ in message.get("headers", ())}
        policy = (b"content-security-policy", policy_of(self.path).format(nonce=self.nonce).encode())
        kept = [(b"cache-control", b"no-store")] if self.path.startswith("/staff") else []
        kept += [(REQUEST_ID, self.number)] if self.path.startswith(PROGRAMS) else []
        return [policy, *HEADERS, *(one for one in kept if one[0] not in given)]


def request_id(scope: Scope) -> bytes:
    """The number by which a program finds its request again: its own where that is plain, else a new one.

    >>> request_id({"headers": [(b"x-request-id", b"8d3c-1")]}), len(request_id({"headers": []}))
    (b'8d3c-1', 32)
    """
    given = dict(scope["headers"]).get(REQUEST_ID, b"")
    return given if PLAIN_ID.fullmatch(given.decode("latin-1")) else uuid4().hex.encode()


def policy_of(path: str) -> str:
    """What a page may load and run: the citizens' pages nothing, staff's our own files, the chat Gradio's."""
    if path == CHAT:
        return CHAT_POLICY
    if path.startswith("/graph/"):
        return PICTURE_POLICY
    return STAFF_POLICY if path.startswith("/staff") and not path.startswith(FORMS) else POLICY


def japanese(page: bytes, nonce: str) -> bytes:
    """The page with Japanese as its language, whatever the browser prefers, and the mark on its own scripts.

    >>> japanese(b'<html lang="en"><head></head>', "x")[:40]
    b'<html lang="ja"><head><script nonce="x">'
    """
    page = MANIFEST.sub(b"", page.replace(b'lang="en"', b'lang="ja"', 1), count=1)
    page = page.replace(b"<head>", b"<head>" + LANGUAGE, 1)
    return SCRIPT.sub(rb'<script nonce="' + nonce.encode() + rb'"\1', page)


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


def _in_japanese(send: Send, nonce: str) -> Send:
    """Holds an HTML response back until it is whole and changes its language."""
    start: dict[str, Any] = {}
    parts: list[bytes] = []

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            start.update(message)
        elif message["type"] == "http.response.body" and start:
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                body = japanese(b"".join(parts), nonce)
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
