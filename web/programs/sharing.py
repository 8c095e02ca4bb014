"""Who else may read the doors for programs from a page of their own (CORS): nobody, until the house says so.

What is behind them is public, but the network that they stand in may not be: a page from outside would read
them through the browser of whoever sits inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

DOORS = (
    *(
        "/sparql",
        "/id/",
        "/theme/",
        "/ontology",
        "/ns/",
        "/api/",
        "/data/",
        "/catalog",
        "/openapi.json",
        "/mcp",
    ),
    *("/void", "/.well-known/void", "/healthz", "/feed"),
)
ALLOWED = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (
        b"access-control-allow-headers",
        b"accept, content-type, if-none-match, mcp-protocol-version, mcp-session-id",
    ),
    (b"access-control-max-age", b"86400"),
)
SHOWN = b"etag, link, location, content-location, keikaku-data-version, keikaku-truncated, x-request-id"


class Sharing:
    """Tells browsers that pages of an origin may read these doors, `*` for all, and nothing where it is empty."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self.app, self.origin = app, origin.encode("latin-1", "ignore")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not self.origin or not scope["path"].startswith(DOORS):
            await self.app(scope, receive, send)
            return
        shared = [(b"access-control-allow-origin", self.origin), (b"access-control-expose-headers", SHOWN)]
        if scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": [*shared, *ALLOWED]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *shared]}
            await send(message)

        await self.app(scope, receive, sending)
