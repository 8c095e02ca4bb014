"""Where the pages of successions stand: one list that a server mounts. Deciding only where it is allowed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.files.sheets import csv_bytes
from keikaku.graph.review.deciding import CannotDecideError, Review, add, decide
from keikaku.graph.review.links import links
from keikaku.graph.review.texts import side_text
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.graph.store.versions import StoreError
from keikaku.graph.views.discrepancies import COLUMNS as DISCREPANCIES
from keikaku.graph.views.discrepancies import discrepancies
from keikaku.graph.views.history import comparison, csv_of, flow, plans_with_initiatives, timeline
from keikaku.graph.views.pages import thing as thing_of
from keikaku.ontology.model.facts import LinkRelation, LinkStatus
from keikaku.web.api.routes import read_body
from keikaku.web.html.markup import words
from keikaku.web.html.texts import LARGE_BODY
from keikaku.web.links import overviews, pages

if TYPE_CHECKING:
    from starlette.requests import Request

LONGEST = 300
"""Characters of a comment that are kept."""
STALE = "画面が古くなっています。一覧を開き直して、もう一度確認してください。"
NO_LINK = "このつながりはありません。一覧から選び直してください。"
NO_PLAN = "比べる計画がありません。一覧から選び直してください。"


def link_routes(store: Path, *, review: bool = False) -> list[BaseRoute]:
    """The pages over a store; `review`: decisions are taken, by forms that carry this process's own token."""
    token = secrets.token_urlsafe(16) if review else ""

    def page(render: Callable[[Snapshot, Request], Response]) -> Callable[[Request], object]:
        async def shown(request: Request) -> Response:
            return await run_in_threadpool(_shown, store, render, request)

        return shown

    def listed(snapshot: Snapshot, request: Request) -> Response:
        everything = bool(request.query_params.get("all"))
        add_html = pages.add_form(token) if review else words("p", pages.READ_ONLY)
        return HTMLResponse(
            pages.list_page(links(snapshot, everything=everything), everything=everything, add=add_html)
        )

    def single(snapshot: Snapshot, request: Request) -> Response:
        wanted = request.path_params["link"]
        row = next((one for one in links(snapshot, everything=True) if one["id"] == wanted), None)
        if row is None:
            return _sentence(404, NO_LINK)
        form = pages.review_form(row, token) if review else words("p", pages.READ_ONLY)
        one, other = side_text(snapshot, row["from"]), side_text(snapshot, row["to"])
        return HTMLResponse(pages.link_page(row, one, other, form))

    async def decided(request: Request) -> Response:
        body = await read_body(request)
        if body is None:
            return _sentence(413, LARGE_BODY)
        return await run_in_threadpool(_decided, store, request.path_params.get("link"), body, token)

    found: list[BaseRoute] = [
        Route("/staff/links", page(listed), methods=["GET"]),
        Route("/staff/links/{link}", page(single), methods=["GET"]),
        Route("/staff/timeline", page(_timeline), methods=["GET"]),
        Route("/staff/timeline.csv", page(_timeline_csv), methods=["GET"]),
        Route("/staff/compare", page(_compare), methods=["GET"]),
        Route("/staff/compare.csv", page(_compare_csv), methods=["GET"]),
        Route("/staff/discrepancies", page(_discrepancies), methods=["GET"]),
        Route("/staff/discrepancies.csv", page(_discrepancies_csv), methods=["GET"]),
        Route("/staff/flow", page(_flow), methods=["GET"]),
        Route("/staff/flow.csv", page(_flow_csv), methods=["GET"]),
    ]
    if review:
        found += [
            Route("/staff/links", decided, methods=["POST"]),
            Route("/staff/links/{link}", decided, methods=["POST"]),
        ]
    return found


def _shown(store: Path, render: Callable[[Snapshot, Request], Response], request: Request) -> Response:
    try:
        return render(_newest(store), request)
    except StoreError as sentence:
        return _sentence(503, str(sentence))


def _newest(store: Path) -> Snapshot:
    """The current version; where others decide at the same time, it may be gone before it is opened."""
    try:
        return open_snapshot(store)
    except StoreError:
        return open_snapshot(store)


def _timeline(snapshot: Snapshot, request: Request) -> Response:
    thing = request.query_params.get("of", "")
    if not _is_address(snapshot, thing):
        return _sentence(404, NO_LINK)
    return HTMLResponse(overviews.timeline_page(timeline(snapshot, thing), thing))


def _timeline_csv(snapshot: Snapshot, request: Request) -> Response:
    thing = request.query_params.get("of", "")
    if not _is_address(snapshot, thing):
        return _sentence(404, NO_LINK)
    return _csv("timeline", csv_of("timeline", timeline(snapshot, thing)))


def _is_address(snapshot: Snapshot, thing: str) -> bool:
    """Whether it is an IRI of the graph: anything else never becomes part of a query."""
    return thing_of(snapshot, snapshot.key(thing)) is not None


def _compare(snapshot: Snapshot, request: Request) -> Response:
    plans = plans_with_initiatives(snapshot)
    known = [plan["iri"] for plan in plans]
    before, after = (request.query_params.get(side, "") for side in ("from", "to"))
    if before in known and after in known:
        return HTMLResponse(overviews.compare_page(plans, before, after, comparison(snapshot, before, after)))
    one, two = (known[-2], known[-1]) if len(known) > 1 else ("", "")
    return HTMLResponse(overviews.compare_page(plans, one, two, None))


def _compare_csv(snapshot: Snapshot, request: Request) -> Response:
    known = {plan["iri"] for plan in plans_with_initiatives(snapshot)}
    before, after = (request.query_params.get(side, "") for side in ("from", "to"))
    if not {before, after} <= known:
        return _sentence(404, NO_PLAN)
    return _csv("compare", csv_of("compare", comparison(snapshot, before, after).rows))


def _flow(snapshot: Snapshot, _request: Request) -> Response:
    return HTMLResponse(overviews.flow_page(flow(snapshot)))


def _flow_csv(snapshot: Snapshot, _request: Request) -> Response:
    return _csv("flow", csv_of("flow", flow(snapshot)))


def _discrepancies(snapshot: Snapshot, _request: Request) -> Response:
    return HTMLResponse(overviews.discrepancies_page(discrepancies(snapshot)))


def _discrepancies_csv(snapshot: Snapshot, _request: Request) -> Response:
    rows = [asdict(one) for one in discrepancies(snapshot)]
    return _csv("discrepancies", csv_bytes(DISCREPANCIES, rows))


def _decided(store: Path, link: str | None, body: bytes, token: str) -> Response:
    """Take a decision of a form and lead back to the link's page."""
    told = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    if not secrets.compare_digest(told.get("token", ""), token):
        return _sentence(403, STALE)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    review = Review(by=told.get("by", "")[:LONGEST], at=at, comment=told.get("comment", "")[:LONGEST])
    try:
        relation = LinkRelation(told.get("relation", "continues"))
        if link is None:
            done = add(store, told.get("from", ""), told.get("to", ""), relation, review)
        else:
            verdict = relation if told.get("verdict") == "retype" else LinkStatus(told.get("verdict", ""))
            done = decide(store, link, verdict, review)
    except ValueError:
        return _sentence(400, STALE)
    except (CannotDecideError, StoreError) as sentence:
        return _sentence(409, str(sentence))
    return RedirectResponse(f"/staff/links/{done.link.key.rsplit('/', 1)[-1]}", status_code=303)


def _csv(name: str, content: bytes) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(content, media_type="text/csv", headers=headers)


def _sentence(status: int, sentence: str) -> Response:
    return HTMLResponse(pages.sentence_page("後継", sentence), status_code=status)
