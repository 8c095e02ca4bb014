"""/api: every door for programs on one page, for the people who write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import BaseRoute, Route

from keikaku.web.api.openapi import CALLS
from keikaku.web.guard.limits import RATE
from keikaku.web.html.templating import page
from keikaku.web.programs.downloads import DOWNLOADS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Door(NamedTuple):
    """A door that is no call of the JSON API; `shown` where a browser has something to show of it."""

    path: str
    ja: str
    en: str
    shown: bool = True


OTHERS = (
    Door("/openapi.json", "JSON の API の説明書（OpenAPI 3.1）", "the JSON API described (OpenAPI 3.1)"),
    Door("/sparql", "グラフ全体への問い合わせ（SPARQL 1.1）", "queries over the whole graph (SPARQL 1.1)"),
    Door(
        "/mcp", "対話の道具からの入り口（MCP、POST だけ）", "for assistants (MCP, by POST alone)", shown=False
    ),
    Door("/ontology", "このグラフの語彙", "the vocabulary of the graph"),
    Door("/catalog.ttl", "データの目録（DCAT）", "the catalogue of the data (DCAT)"),
    Door("/void.ttl", "データセットの説明（VoID）", "the dataset described (VoID)"),
    Door("/feed.atom", "新しいデータの版のお知らせ（Atom）", "news of data versions (Atom)"),
    Door("/sitemap.xml", "すべてのページの番地", "the address of every page"),
    Door("/healthz", "動いているかどうか", "whether it runs"),
)


def api_page_routes() -> list[BaseRoute]:
    """The page."""

    def shown(request: Request) -> Response:
        return page(request, "api.html", calls=CALLS, downloads=DOWNLOADS, others=OTHERS, rate=RATE)

    return [Route("/api", shown, methods=["GET"])]
