"""What the data are, for catalogues (DCAT), linked data (VoID), search engines and whoever watches the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.sparql.writing import GRAPHS
from keikaku.graph.store.history import Published, published
from keikaku.graph.store.versions import StoreError
from keikaku.graph.views import listing
from keikaku.web.api.cached import kept, tag
from keikaku.web.chat.finding import graph_of
from keikaku.web.html.rooted import here, told_base
from keikaku.web.html.templating import path_of
from keikaku.web.programs.accept import preferred
from keikaku.web.programs.catalogue import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.graph.export.publication import Publication
    from keikaku.graph.store.snapshot import Snapshot
    from keikaku.qa.world.world import World

SUFFIXES = {form.name: form for form in GRAPHS}


def description_routes(world: Callable[[], World], publication: Publication) -> list[BaseRoute]:
    """The catalogue, VoID, the map of the site, robots, health and numbers."""

    def described(request: Request) -> Response:
        suffix = request.url.path.rpartition(".")[2]
        form = SUFFIXES.get(suffix) or preferred(request.headers.get("accept", "*/*"), GRAPHS) or GRAPHS[0]
        graph = graph_of(world())
        headers = {"vary": "Accept", "keikaku-data-version": graph.data_version}
        etag = tag(graph.data_version, graph.folder.name, "catalog", form.name, repr(publication))
        return kept(request, etag, form.media, lambda: catalogue(graph, publication, form), headers)

    def sitemap(request: Request) -> Response:
        graph = graph_of(world())
        return kept(
            request, tag(graph.data_version, "sitemap"), "application/xml", lambda: _sitemap(graph), {}
        )

    def health(_: Request) -> Response:
        try:
            return JSONResponse({"status": "ok", "data_version": graph_of(world()).data_version})
        except (StoreError, OSError):
            return JSONResponse({"status": "no_data"}, status_code=503)

    def metrics(_: Request) -> Response:
        return PlainTextResponse(_metrics(graph_of(world())), media_type="text/plain; version=0.0.4")

    def feed(request: Request) -> Response:
        return _feed_of(request, graph_of(world()), publication)

    return [
        *(Route(path, described, methods=["GET"]) for path in DESCRIBED),
        Route("/sitemap.xml", sitemap, methods=["GET"]),
        Route("/robots.txt", _robots, methods=["GET"]),
        Route("/feed.atom", feed, methods=["GET"]),
        Route("/healthz", health, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
    ]


DESCRIBED = (
    *(
        f"/{name}{suffix}"
        for name in ("catalog", "void")
        for suffix in ("", *(f".{form.name}" for form in GRAPHS))
    ),
    "/.well-known/void",
)
"""Where the one description of the data stands, in each of its formats."""


def _robots(_: Request) -> Response:
    hidden = "".join(
        f"Disallow: {here(path)}\n" for path in ("/staff", "/search", "/sparql", "/api/", "/graph/")
    )
    return PlainTextResponse(f"User-agent: *\n{hidden}Sitemap: {told_base()}sitemap.xml\n")


def _feed_of(request: Request, graph: Snapshot, publication: Publication) -> Response:
    found = published(graph.folder)
    etag = tag(graph.data_version, "feed", repr(found), repr(publication))
    return kept(request, etag, "application/atom+xml", lambda: _feed(found, publication), {})


def _sitemap(graph: Snapshot) -> bytes:
    base = told_base()
    paths = ["", "plans", "departments", "themes", "faq", "about", "api", "ontology"]
    things = (path_of(graph.key(one)).removeprefix("/") for one in listing.with_pages(graph))
    found = "".join(f"<url><loc>{escape(base + path)}</loc></url>\n" for path in (*paths, *things))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{found}</urlset>\n'.encode()


def _feed(found: Sequence[Published], publication: Publication) -> bytes:
    """An entry for each version that can still be opened (RFC 4287), the newest first."""
    base = told_base()
    who = escape(publication.publisher or publication.name)
    entries = "".join(
        f"<entry><id>{base}feed.atom#{one.data_version}-{one.number}</id><updated>{one.published}</updated>"
        f"<title>データの版 {one.data_version}</title>"
        f'<link href="{base}catalog.ttl" type="text/turtle"/>'
        f"<summary>{one.number}番目の版を公開しました。</summary></entry>\n"
        for one in found
    )
    head = (
        f"<id>{base}feed.atom</id><title>{escape(publication.name)}</title><author><name>{who}</name></author>"
        f'<updated>{found[0].published}</updated><link rel="self" href="{base}feed.atom"/><link href="{base}"/>'
    )
    space = 'xmlns="http://www.w3.org/2005/Atom" xml:lang="ja"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<feed {space}>\n{head}\n{entries}</feed>\n'.encode()


def _metrics(graph: Snapshot) -> str:
    """Numbers of the data in the text format of Prometheus; none of who asked what."""
    told = [f'keikaku_data_info{{version="{graph.data_version}"}} 1']
    told += [f"keikaku_{name} {number}" for name, number in listing.counts(graph).items()]
    return "".join(f"# TYPE {line.split('{')[0].split(' ')[0]} gauge\n{line}\n" for line in told)
