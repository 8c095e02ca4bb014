"""Every door for programs, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.graph.sparql.pool import Pool
from keikaku.web.api.reading import Reading
from keikaku.web.api.v1 import v1_routes
from keikaku.web.chat.asking import guarded
from keikaku.web.chat.finding import graph_of
from keikaku.web.programs.api_page import api_page_routes
from keikaku.web.programs.descriptions import description_routes
from keikaku.web.programs.downloads import download_routes
from keikaku.web.programs.mcp import mcp_routes
from keikaku.web.programs.ontology import ontology_routes
from keikaku.web.programs.sparql import sparql_routes

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from keikaku.web.server import Site


def program_routes(site: Site) -> list[BaseRoute]:
    """The routes of all of them, over the public part alone: none is handed the internal one."""
    pool = Pool(site.base)
    reading = Reading(guarded(site.answering), site.world, site.base, pool)
    return [
        *sparql_routes(site.world, pool),
        *v1_routes(reading, site.publication.name),
        *mcp_routes(reading, site.cors),
        *download_routes(site.world),
        *description_routes(site.world, site.publication),
        *ontology_routes(lambda: graph_of(site.world()).data_version),
        *api_page_routes(site.world, site.publication),
    ]
