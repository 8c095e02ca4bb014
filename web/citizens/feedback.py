"""What citizens think of an answer or a page: a form without cookies, and a page of thanks."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.views.pages import thing
from keikaku.web.chat.finding import graph_of
from keikaku.web.guard.limits import FEEDBACK
from keikaku.web.guard.refusing import message
from keikaku.web.guard.staff import from_elsewhere
from keikaku.web.html.templating import Frame, frame_of, page
from keikaku.web.records.forms import read_form
from keikaku.web.records.kept import QUESTION_KEPT, Records, Said

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.qa.world.world import World

log = logging.getLogger(__name__)

VERSION = re.compile(r"[0-9a-f]{1,64}")
USEFUL = {"yes": True, "no": False}


def feedback_routes(records: Records, world: Callable[[], World]) -> list[BaseRoute]:
    """What the form sends, and the thanks that it leads to.

    There is no session that a page of another site could abuse, so the form carries no token: what comes
    from elsewhere is told by the browser's Origin and refused, and what hides it can do no more than any
    visitor can.
    """

    async def send(request: Request) -> Response:
        if from_elsewhere(request.scope, dict(request.scope["headers"])):
            return message(request, 403, "feedback_elsewhere")
        form = await read_form(request)
        if form is None:
            return message(request, 413, "feedback_large")
        return await run_in_threadpool(_kept, request, form)

    def _kept(request: Request, form: Mapping[str, str]) -> Response:
        said = _said(form, world)
        if said is None:
            return message(request, 400, "feedback_wrong")
        try:
            records.keep(said)
        except OSError as error:
            log.warning("a feedback was not kept: %s", error)
            return message(request, 503, "feedback_lost")
        return RedirectResponse(_thanks(frame_of(request), form), 303)

    def thanks(request: Request) -> Response:
        query = request.query_params
        return page(request, "thanks.html", back=_back(frame_of(request), query))

    return [
        Route(FEEDBACK, send, methods=["POST"]),
        Route(FEEDBACK, thanks, methods=["GET"]),
    ]


def _said(form: Mapping[str, str], world: Callable[[], World]) -> Said | None:
    """What a form says; None where it says nothing, or of nothing that this site shows."""
    key, question, version = (form.get(name, "") for name in ("key", "question", "version"))
    found = thing(graph_of(world()), key) if key else None
    if form.get("useful") not in USEFUL or (found is None if key else not question.strip()):
        return None
    return Said(
        useful=USEFUL[form["useful"]],
        question="" if found else question,
        key=key,
        label=found.label if found else "",
        comment=form.get("comment", ""),
        version=version if VERSION.fullmatch(version) else "",
    )


def _thanks(frame: Frame, form: Mapping[str, str]) -> str:
    """The page of thanks, with the way back in its address and nothing of what was said."""
    about = {"key": form["key"]} if form.get("key") else {"q": form["question"][:QUESTION_KEPT]}
    return frame.at(FEEDBACK, **about)


def _back(frame: Frame, query: Mapping[str, str]) -> str:
    """A page of this site: what is built from a key or a question leads nowhere else."""
    if query.get("key"):
        return frame.to(query["key"])
    return frame.at("/search", q=query["q"]) if query.get("q") else frame.at("/")
