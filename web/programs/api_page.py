"""/api: every door for programs on one page, for the people who write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute, Route

from keikaku.web.api.openapi import CALLS
from keikaku.web.guard.limits import RATE
from keikaku.web.html.templating import page
from keikaku.web.programs.downloads import DOWNLOADS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

OTHERS = (
    "/openapi.json",
    "/sparql",
    "/mcp",
    "/ontology",
    "/catalog.ttl",
    "/void.ttl",
    "/sitemap.xml",
    "/healthz",
)


def api_page_routes() -> list[BaseRoute]:
    """The page."""

    def shown(request: Request) -> Response:
        return page(request, "api.html", calls=CALLS, downloads=DOWNLOADS, others=OTHERS, rate=RATE)

    return [Route("/api", shown, methods=["GET"])]
