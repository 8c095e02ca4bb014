"""Every door for programs, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.web.programs.sparql import sparql_routes

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from keikaku.web.server import Site


def program_routes(site: Site) -> list[BaseRoute]:
    """The routes of all of them."""
    return [*sparql_routes(site.world, site.base)]
