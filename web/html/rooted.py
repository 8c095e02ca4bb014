"""A site below a path of its host, as `serve --root-path /keikaku` has it.

No page and no guard knows of the path: it is taken off a request before anything else sees it, and put
before every address that goes out, in pages (`here`), in redirects and in cookies. Gradio wants to know of
it, and gets it back (`Restored`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from keikaku.ontology.model.vocabulary import BASE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PLAIN = re.compile(r"(?:/[A-Za-z0-9_~-]+)*")
COOKIE_PATH = re.compile(rb"(; *path=)(?=/)", re.IGNORECASE)
ORIGIN = re.compile(rb"(https?://[^/]+)?(?=/)")
_ROOT: ContextVar[str] = ContextVar("root", default="")
_BASE: ContextVar[str] = ContextVar("base", default=BASE)


def here(address: str) -> str:
    """An address as the browser has to ask for it; one that does not begin with a slash stays as it is.

    >>> with below("/keikaku"):
    ...     here("/staff/"), here("https://example.jp/"), here("#main")
    ('/keikaku/staff/', 'https://example.jp/', '#main')
    """
    return _ROOT.get() + address if address.startswith("/") else address


def told_base() -> str:
    """The base under which this site tells its things, whatever they are stored under."""
    return _BASE.get()


@contextmanager
def below(root: str, base: str = BASE) -> Iterator[None]:
    """While it lasts, pages are written for this path and this base."""
    before, told = _ROOT.set(root), _BASE.set(base)
    try:
        yield
    finally:
        _ROOT.reset(before)
        _BASE.reset(told)


def root_of(text: str) -> str:
    """The path as it stands before ours: with a slash in front and none behind; raises ValueError.

    >>> root_of("/keikaku/"), root_of("/")
    ('/keikaku', '')
    """
    root = text.rstrip("/")
    if not PLAIN.fullmatch(root):
        raise ValueError(text)
    return root


class Rooted:
    """Hands requests on as if the site stood at the top of its host.

    A proxy may pass the path on or have taken it off already.
    """

    def __init__(self, app: ASGIApp, root: str, base: str = BASE) -> None:
        self.app, self.root, self.base = app, root, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one websocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        if not self.root:
            with below("", self.base):
                await self.app(scope, receive, send)
            return

        host = dict(scope["headers"]).get(b"host", b"")

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [self._told(name, value, host) for name, value in message.get("headers", ())]
                message = {**message, "headers": headers}
            await send(message)

        with below(self.root, self.base):
            await self.app(self._stripped(scope), receive, sending)

    def _stripped(self, scope: Scope) -> Scope:
        path, root = scope["path"], self.root
        if path != root and not path.startswith(f"{root}/"):
            return scope
        raw = scope["raw_path"].removeprefix(root.encode())
        return {**scope, "path": path.removeprefix(root) or "/", "raw_path": raw or b"/"}

    def _told(self, name: bytes, value: bytes, host: bytes) -> tuple[bytes, bytes]:
        if name.lower() == b"location" and (value[:1] == b"/" or value.split(b"/")[2:3] == [host]):
            value = ORIGIN.sub(lambda found: found[0] + self.root.encode(), value, count=1)
        elif name.lower() == b"set-cookie":
            value = COOKIE_PATH.sub(lambda found: found[1] + self.root.encode(), value)
        return name, value


class Restored:
    """Hands requests to a mounted application as they came to the host."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self.app, self.root = app, root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one websocket."""
        whole = {
            "path": self.root + scope["path"],
            "raw_path": self.root.encode() + scope["raw_path"],
            "root_path": self.root + scope["root_path"],
        }
        await self.app({**scope, **whole}, receive, send)
