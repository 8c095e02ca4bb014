"""The JSON API /api/v1 over its table of calls; the same question on the same data has the same ETag."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.store.versions import StoreError
from keikaku.web.api.cached import is_known, tag
from keikaku.web.api.openapi import CALLS, Call, described
from keikaku.web.api.reading import NotFound, Reading, Wrong
from keikaku.web.api.routes import read_body
from keikaku.web.guard.problems import problem
from keikaku.web.html.texts import LARGE_BODY, WRONG_BODY

if TYPE_CHECKING:
    from starlette.requests import Request

Values = dict[str, Any]


def v1_routes(reading: Reading, title: str) -> list[BaseRoute]:
    """A route for each call, and the document that describes them."""

    def answering(call: Call) -> Route:
        async def answered(request: Request) -> Response:
            try:
                given = await _given(request, call)
            except Wrong as wrong:
                return problem(413 if wrong.code == "too_large" else 400, wrong.code, str(wrong))
            return await run_in_threadpool(_answered, request, reading, call, given)

        methods = ["GET", "POST"] if call.name == "ask" else ["GET"]
        return Route(call.path, answered, methods=methods)

    def document(_: Request) -> Response:
        return JSONResponse(described(reading.base, title))

    return [*(answering(call) for call in CALLS), Route("/openapi.json", document, methods=["GET"])]


async def _given(request: Request, call: Call) -> Values:
    if request.method != "POST":  # HEAD asks as GET does
        return _of_address(request, call)
    body = await read_body(request)
    if body is None:
        raise Wrong("too_large", LARGE_BODY)
    try:
        plain: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise Wrong("body", WRONG_BODY) from None
    if not isinstance(plain, dict):
        raise Wrong("body", WRONG_BODY)
    return checked(call.read(plain), call)


def _of_address(request: Request, call: Call) -> Values:
    """The parameters of an address as values; one that may stand many times is a list."""
    found: Values = {}
    kinds = {one.name: one.schema.get("type") for one in call.given}
    for name in request.query_params:
        many = request.query_params.getlist(name)
        found[name] = many if kinds.get(name) == "array" else _value(many[-1], kinds.get(name))
    return checked(found, call)


def _value(text: str, kind: Any) -> Any:
    if kind == "integer" and text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 12:
        return int(text)
    if kind == "boolean" and text.lower() in {"true", "false", "1", "0"}:
        return text.lower() in {"true", "1"}
    return text


def checked(given: Values, call: Call) -> Values:
    """The parameters, each as its schema has it; raise Wrong with the name of the first that is not."""
    known = {one.name: one for one in call.given}
    for name, value in given.items():
        if name not in known or not _valid(value, known[name].schema):
            raise Wrong("parameter", f"{name} を読めません。/openapi.json にある名前と値を指定してください。")
    for one in call.given:
        if one.required and one.name not in given:
            raise Wrong("parameter", f"{one.name} が要ります。/openapi.json を確かめてください。")
    return given


def _valid(value: Any, schema: dict[str, Any]) -> bool:
    if "enum" in schema:
        return value in schema["enum"]
    kind = schema.get("type")
    if kind == "array":
        within = isinstance(value, list) and len(value) <= schema["maxItems"]
        return within and all(_valid(one, schema["items"]) for one in value)
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        right = isinstance(value, int) and not isinstance(value, bool)
        return right and schema["minimum"] <= value <= schema.get("maximum", value)
    return isinstance(value, str) and len(value) <= schema.get("maxLength", len(value))


def _answered(request: Request, reading: Reading, call: Call, given: Values) -> Response:
    try:
        graph = reading.graph()
        version = graph.data_version
        etag = tag(version, graph.folder.name, call.name, json.dumps(given, sort_keys=True))
        headers = {"etag": etag, "cache-control": "no-cache", "keikaku-data-version": version}
        if request.method != "POST" and is_known(request, etag):
            return Response(status_code=304, headers=headers)
        told = DOING[call.name](reading, given)
    except Wrong as wrong:
        return problem(503 if wrong.code == "no_index" else 400, wrong.code, str(wrong))
    except NotFound as none:
        return problem(404, "not_found", str(none))
    except StoreError as error:
        return problem(503, "no_data", str(error))
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, media_type="application/json", headers=headers)


def _without(given: Values, *names: str) -> Values:
    return {name: value for name, value in given.items() if name not in names}


DOING: dict[str, Callable[[Reading, Values], Any]] = {
    "ask": lambda r, g: r.ask(g["q"], g.get("turns", ()), g.get("limit")),
    "search": lambda r, g: r.search(g["q"], g.get("scope", "all"), g.get("k", 10)),
    "list": lambda r, g: r.list(g["kind"], **_without(g, "kind")),
    "get": lambda r, g: r.get(g["iri"]),
    "links": lambda r, g: r.links(everything=g.get("all", False)),
    "compare": lambda r, g: r.compare(g["earlier"], g["later"]),
    "documents": lambda r, _: r.documents(),
    "rows": lambda r, g: r.rows(g["table"], **_without(g, "table")),
    "versions": lambda r, _: r.versions(),
}
"""What each call of the table does."""
