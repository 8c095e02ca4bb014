"""/api: every door for programs on one page, for the people who write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.routing import BaseRoute, Route

from keikaku.web.api.openapi import CALLS
from keikaku.web.chat.finding import graph_of
from keikaku.web.guard.limits import RATE
from keikaku.web.html.templating import page
from keikaku.web.programs.catalogue import dataset_ld
from keikaku.web.programs.downloads import DOWNLOADS

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from keikaku.graph.export.publication import Publication
    from keikaku.qa.world.world import World


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


def api_page_routes(world: Callable[[], World], publication: Publication) -> list[BaseRoute]:
    """The page, which tells search engines of the data too."""

    def shown(request: Request) -> Response:
        doors: dict[str, Any] = {"calls": CALLS, "downloads": DOWNLOADS, "others": OTHERS, "rate": RATE}
        return page(request, "api.html", ld=dataset_ld(graph_of(world()), publication), **doors)

    return [Route("/api", shown, methods=["GET"])]
