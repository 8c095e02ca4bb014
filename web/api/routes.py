"""The JSON routes: one answer, search hits, and what the graph holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from keikaku.graph.rdf.rendering import rendered
from keikaku.qa.world.search import SCOPES, faq_ids
from keikaku.web.guard.middleware import BODY_LIMIT
from keikaku.web.html.rooted import told_base
from keikaku.web.html.texts import LARGE_BODY, NO_INDEX, WRONG_BODY, WRONG_SEARCH

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.qa.world.world import World
    from keikaku.web.chat.asking import Answering
    from keikaku.web.chat.status import Status

MOST = 100  # hits
TEN = "10"


def routes(ask: Answering, status: Callable[[], Status], world: Callable[[], World]) -> list[BaseRoute]:
    """``/api/ask`` with a body or ``?q=``, ``/api/search?q=&scope=&k=``, ``/api/status``."""

    async def answer(request: Request) -> JSONResponse:
        if request.method == "GET":
            question = request.query_params.get("q")
        else:
            body = await read_body(request)
            if body is None:
                return _refusal(413, LARGE_BODY)
            question = _question(body)
        if question is None:
            return _refusal(400, WRONG_BODY)
        found = await run_in_threadpool(ask, question, None)
        return JSONResponse(rendered(found.to_dict(), told_base()))

    def search(request: Request) -> JSONResponse:
        given = request.query_params
        text, scope, count = given.get("q", "").strip(), given.get("scope", "all"), given.get("k", TEN)
        number = int(count) if count.isascii() and count.isdigit() and len(count) <= len(TEN) + 1 else 0
        if not text or scope not in SCOPES or not 1 <= number <= MOST:
            return _refusal(400, WRONG_SEARCH)
        return _hits(world(), text, scope, number)

    async def state(_: Request) -> JSONResponse:
        return JSONResponse(status().to_dict())

    return [
        Route("/api/ask", answer, methods=["GET", "POST"]),
        Route("/api/search", search, methods=["GET"]),
        Route("/api/status", state, methods=["GET"]),
    ]


def _hits(world: World, text: str, scope: str, k: int) -> JSONResponse:
    if world.search is None:
        return _refusal(503, NO_INDEX)
    result = world.search.ranked(text, scope, k=k)
    ids = faq_ids(world.facts, result.hits)
    hits = [hit.to_dict(ids) for hit in result.hits]
    return JSONResponse(rendered({"hits": hits, "meaning": result.meaning}, told_base()))


async def read_body(request: Request) -> bytes | None:
    """The body, None as soon as it is larger than allowed, whatever its header said."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > BODY_LIMIT:
            return None
    return bytes(parts)


def _question(body: bytes) -> str | None:
    try:
        plain: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    question = plain.get("question") if isinstance(plain, dict) else None
    return question if isinstance(question, str) else None


def _refusal(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status_code=status)
