"""/mcp: the Model Context Protocol over HTTP, one message a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from keikaku.web.api.mcp import handled_text
from keikaku.web.api.routes import read_body
from keikaku.web.guard.problems import problem
from keikaku.web.guard.staff import from_elsewhere
from keikaku.web.html.texts import LARGE_BODY, OTHER_SITE

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.web.api.reading import Reading

NO_STREAM = "ここから送るものはありません。要求を POST で送ってください。"


def mcp_routes(reading: Reading, shared: str) -> list[BaseRoute]:
    """POST alone: there are no sessions to end and no streams to open. `shared` is the origin that may ask."""

    async def asked(request: Request) -> Response:
        if not _welcome(request, shared):
            return problem(403, "origin", OTHER_SITE)
        if request.method != "POST":
            return problem(405, "no_stream", NO_STREAM, {"allow": "POST"})
        body = await read_body(request)
        if body is None:
            return problem(413, "too_large", LARGE_BODY)
        told = await run_in_threadpool(handled_text, reading, body.decode("utf-8", "replace"))
        if told is None:
            return Response(status_code=202)
        return Response(told.encode("utf-8", "replace"), media_type="application/json")

    return [Route("/mcp", asked, methods=["GET", "POST", "DELETE"])]


def _welcome(request: Request, shared: str) -> bool:
    """Whether the page that asks, where one does, may: the specification wants its origin looked at."""
    elsewhere = from_elsewhere(request.scope, dict(request.scope["headers"]))
    return not elsewhere or (shared != "" and shared in {"*", request.headers["origin"]})
