"""The JSON routes: one answer, and what the graph holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from web.middleware import BODY_LIMIT
from web.texts import LARGE_BODY, WRONG_BODY

if TYPE_CHECKING:
    from starlette.requests import Request

    from web.asking import Answering
    from web.status import Status


def routes(ask: Answering, status: Callable[[], Status]) -> list[BaseRoute]:
    """``POST /api/ask`` {"question"} -> the answer object; ``GET /api/status``."""

    async def answer(request: Request) -> JSONResponse:
        body = await read_body(request)
        if body is None:
            return _refusal(413, LARGE_BODY)
        question = _question(body)
        if question is None:
            return _refusal(400, WRONG_BODY)
        found = await run_in_threadpool(ask, question, None)
        return JSONResponse(found.to_dict())

    async def state(_: Request) -> JSONResponse:
        return JSONResponse(status().to_dict())

    return [Route("/api/ask", answer, methods=["POST"]), Route("/api/status", state, methods=["GET"])]


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
