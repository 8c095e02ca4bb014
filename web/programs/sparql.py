"""The SPARQL 1.1 Protocol at /sparql: a gate, workers that may die, and results in the format that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.sparql.gate import QueryRefused, QueryResult
from keikaku.graph.sparql.writing import GRAPHS, ROWS, written
from keikaku.graph.store.versions import StoreError
from keikaku.web.api.routes import read_body
from keikaku.web.chat.finding import graph_of
from keikaku.web.guard.problems import problem
from keikaku.web.html.texts import LARGE_BODY
from keikaku.web.programs.accept import HTML, named, preferred
from keikaku.web.programs.sparql_page import EXAMPLES, query_page, service_description

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.graph.sparql.pool import Pool
    from keikaku.graph.sparql.writing import Form
    from keikaku.qa.world.world import World

PATH = "/sparql"
SECONDS, MOST = 2.0, 10_000
QUERY, UPDATE, FORM_BODY = (
    "application/sparql-query",
    "application/sparql-update",
    "application/x-www-form-urlencoded",
)
OF_PAGES = frozenset({"lang", "furigana"})
"""Names in an address that only say how a page looks."""
VARY = {"vary": "Accept"}
REFUSALS = {"too_long": 413, "update": 403, "too_slow": 503, "too_heavy": 503, "busy": 503}
"""The status of a refusal by its code; every other is a query that is not well-formed here: 400."""
AGAIN = {"retry-after": "5"}
SENTENCES = {
    "no_query": "query が一つ要ります。query=SELECT… の形か、application/sparql-query の本文で送ってください。",
    "dataset": "default-graph-uri と named-graph-uri は使えません。名前付きグラフは GRAPH で指定してください。",
    "encoding": "本文を UTF-8 として読めません。UTF-8 で送ってください。",
    "media": f"本文は {QUERY} か {FORM_BODY} で送ってください。",
    "read_only": "読み取り専用です。更新は受け付けていません。",
    "format": "その形式では返せません。"
    "SELECT と ASK は JSON、XML、CSV、TSV、CONSTRUCT と DESCRIBE は Turtle、N-Triples、JSON-LD、RDF/XML です。",
    "closed": "データを入れ替えています。少し待って、もう一度実行してください。",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the name of a format, where the address gives one."""

    query: str
    form: str = ""


class WrongRequest(Exception):  # noqa: N818 - a response, not a fault
    """A request that is no query; holds its status and the code of its sentence."""

    def __init__(self, status: int, code: str) -> None:
        self.response = problem(status, code, SENTENCES.get(code, LARGE_BODY))
        super().__init__(code)


def sparql_routes(world: Callable[[], World], pool: Pool) -> list[BaseRoute]:
    """GET with a query or without one, and POST in both ways."""

    async def asked(request: Request) -> Response:
        try:
            found = await _asked(request)
        except WrongRequest as wrong:
            return wrong.response
        if found is None:
            return _described(request)
        return await run_in_threadpool(_answered, request, found, pool, world)

    return [Route(PATH, asked, methods=["GET", "POST"])]


async def _asked(request: Request) -> Asked | None:
    """What is asked; None for the endpoint itself. Raises WrongRequest."""
    parameters = parse_qsl(request.url.query, keep_blank_values=True)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST":
        body = await read_body(request)
        if body is None:
            raise WrongRequest(413, "too_large")
        if media == UPDATE:
            raise WrongRequest(403, "read_only")
        if media not in {QUERY, FORM_BODY}:
            raise WrongRequest(415, "media")
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise WrongRequest(400, "encoding") from None
        given = [("query", text)] if media == QUERY else parse_qsl(text, keep_blank_values=True)
        parameters = [*parameters, *given]
    elif not {name for name, _ in parameters} - OF_PAGES:
        return None
    return _of_parameters(parameters)


def _of_parameters(parameters: list[tuple[str, str]]) -> Asked:
    names = [name for name, _ in parameters]
    if "update" in names:
        raise WrongRequest(403, "read_only")
    if any(name in names for name in ("default-graph-uri", "named-graph-uri")):
        raise WrongRequest(400, "dataset")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise WrongRequest(400, "no_query")
    return Asked(queries[0], next((value for name, value in parameters if name in {"format", "output"}), ""))


def _answered(request: Request, asked: Asked, pool: Pool, world: Callable[[], World]) -> Response:
    accept = request.headers.get("accept", "*/*")
    wants_page = not asked.form and preferred(accept, (*ROWS, *GRAPHS, HTML)) == HTML
    try:
        graph = graph_of(world())
        result = pool.run(graph.folder, asked.query, seconds=SECONDS, rows=MOST)
    except StoreError:
        return problem(503, "closed", SENTENCES["closed"], AGAIN)
    if isinstance(result, QueryRefused):
        return _refused(request, asked, result, page=wants_page)
    if wants_page:
        return query_page(request, asked.query, result)
    forms = GRAPHS if result.triples else ROWS
    form = named(asked.form, forms) or preferred(accept, forms)  # clients send names of their own too
    if form is None:
        return problem(406, "format", SENTENCES["format"], VARY)
    return _told(result, form, graph.data_version)


def _told(result: QueryResult, form: Form, data_version: str) -> Response:
    headers = {**VARY, "keikaku-data-version": data_version}
    if result.truncated:
        headers["keikaku-truncated"] = str(len(result.rows))
    return Response(written(result, form), media_type=form.media, headers=headers)


def _refused(request: Request, asked: Asked, refused: QueryRefused, *, page: bool) -> Response:
    status = REFUSALS.get(refused.code, 400)
    if page:
        return query_page(request, asked.query, refused, status)
    return problem(status, refused.code, refused.reason, {**VARY, **(AGAIN if status == 503 else {})})


def _described(request: Request) -> Response:
    """The endpoint itself: a page for people, its service description for programs."""
    form = preferred(request.headers.get("accept", "*/*"), (*GRAPHS, HTML))
    if form is None:
        return problem(406, "format", SENTENCES["format"], VARY)
    if form == HTML:
        return query_page(request, EXAMPLES[0].query)
    return Response(service_description(form), media_type=form.media, headers=VARY)
