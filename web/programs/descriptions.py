"""What the data are, for catalogues (DCAT), linked data (VoID), search engines and whoever watches the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pyoxigraph import Literal, NamedNode, Triple
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.rdf.rendering import anew
from keikaku.graph.sparql.writing import GRAPHS, graph_written
from keikaku.graph.store.history import Published, published
from keikaku.graph.store.versions import StoreError
from keikaku.graph.views import listing
from keikaku.ontology.model.vocabulary import RDF
from keikaku.web.api.cached import kept, tag
from keikaku.web.chat.finding import graph_of
from keikaku.web.html.rooted import here, told_base
from keikaku.web.html.templating import path_of
from keikaku.web.programs.accept import preferred
from keikaku.web.programs.downloads import DOWNLOADS, Download

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.graph.export.publication import Publication
    from keikaku.graph.sparql.writing import Form
    from keikaku.graph.store.snapshot import Snapshot
    from keikaku.qa.world.world import World

DCAT, DCTERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FOAF, VOID, VCARD = (
    "http://xmlns.com/foaf/0.1/",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/2006/vcard/ns#",
)
MEDIA = "https://www.iana.org/assignments/media-types/"
XSD = "http://www.w3.org/2001/XMLSchema#"
JAPANESE = "http://publications.europa.eu/resource/authority/language/JPN"
Told = list[tuple[str, str, NamedNode | Literal]]
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


def catalogue(graph: Snapshot, publication: Publication, form: Form) -> bytes:
    """The catalogue of one dataset with a distribution for each download and its services, VoID beside it."""
    base = told_base()
    data = f"{base}void#dataset"
    told = [*_dataset(graph, publication, base, data), *_services(base, data)]
    for one in DOWNLOADS:
        told += _distribution(one, base, data, publication)
    return graph_written([Triple(NamedNode(s), NamedNode(p), o) for s, p, o in told], form)


def _dataset(graph: Snapshot, publication: Publication, base: str, data: str) -> Told:
    cities = listing.cities(graph)
    names = "、".join(label for _, label in cities)
    catalog, agent = f"{base}catalog", f"{base}void#publisher"
    about = f"{names}の計画、施策、担当、目標、実績と、その根拠の原文。"
    told: Told = [
        (catalog, RDF.type, NamedNode(f"{DCAT}Catalog")),
        (catalog, f"{DCTERMS}title", Literal(publication.name, language="ja")),
        (catalog, f"{DCTERMS}description", Literal(about, language="ja")),
        (catalog, f"{DCTERMS}publisher", NamedNode(agent)),
        (catalog, f"{DCAT}dataset", NamedNode(data)),
        (data, RDF.type, NamedNode(f"{DCAT}Dataset")),
        (data, RDF.type, NamedNode(f"{VOID}Dataset")),
        (data, f"{DCTERMS}title", Literal(publication.name, language="ja")),
        (data, f"{DCTERMS}description", Literal(about, language="ja")),
        (data, f"{DCTERMS}identifier", Literal(data)),
        (data, f"{DCTERMS}language", NamedNode(JAPANESE)),
        (data, f"{DCTERMS}modified", _time(published(graph.folder)[0].published)),
        (data, f"{DCTERMS}publisher", NamedNode(agent)),
        (data, f"{DCAT}landingPage", NamedNode(base)),
        (data, f"{DCAT}version", Literal(graph.data_version)),
        (data, f"{DCAT}keyword", Literal("総合計画", language="ja")),
        (data, f"{VOID}uriSpace", Literal(f"{base}id/")),
        (data, f"{VOID}sparqlEndpoint", NamedNode(f"{base}sparql")),
        (data, f"{VOID}dataDump", NamedNode(f"{base}data/graph.ttl")),
        (data, f"{VOID}vocabulary", NamedNode("https://keikaku.example/ns/plan#")),
        (data, f"{VOID}triples", Literal(listing.counts(graph)["triples"])),
        (agent, RDF.type, NamedNode(f"{FOAF}Agent")),
        (agent, f"{FOAF}name", Literal(publication.publisher or names or publication.name, language="ja")),
    ]
    told += [(data, f"{DCTERMS}spatial", NamedNode(anew(city, base, graph.base))) for city, _ in cities]
    return told + _asked(publication, base, data)


def _asked(publication: Publication, base: str, data: str) -> Told:
    """Under which licence, and whom to ask, as far as the house says it."""
    told: Told = []
    if publication.license_iri:
        told.append((data, f"{DCTERMS}license", NamedNode(publication.license_iri)))
    elif publication.license:
        told.append((data, f"{DCTERMS}rights", Literal(publication.license, language="ja")))
    if publication.contact_iri:
        point = f"{base}void#contact"
        told += [
            (data, f"{DCAT}contactPoint", NamedNode(point)),
            (point, RDF.type, NamedNode(f"{VCARD}Kind")),
            (point, f"{VCARD}fn", Literal(publication.publisher or publication.name, language="ja")),
            (point, f"{VCARD}hasEmail", NamedNode(publication.contact_iri)),
        ]
    return told


def _time(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}dateTime"))


def _services(base: str, data: str) -> Told:
    found: Told = []
    for name, title, described in (
        ("sparql", "SPARQL 1.1", f"{base}sparql"),
        ("api/v1", "JSON API", f"{base}openapi.json"),
    ):
        service = f"{base}{name}"
        found += [
            (service, RDF.type, NamedNode(f"{DCAT}DataService")),
            (service, f"{DCTERMS}title", Literal(title)),
            (service, f"{DCAT}endpointURL", NamedNode(service)),
            (service, f"{DCAT}endpointDescription", NamedNode(described)),
            (service, f"{DCAT}servesDataset", NamedNode(data)),
            (f"{base}catalog", f"{DCAT}service", NamedNode(service)),
        ]
    return found


def _distribution(one: Download, base: str, data: str, publication: Publication) -> Told:
    file = f"{base}data/{one.name}"
    told: Told = [
        (data, f"{DCAT}distribution", NamedNode(file)),
        (file, RDF.type, NamedNode(f"{DCAT}Distribution")),
        (file, f"{DCTERMS}title", Literal(one.ja, language="ja")),
        (file, f"{DCTERMS}title", Literal(one.en, language="en")),
        (file, f"{DCAT}accessURL", NamedNode(file)),
        (file, f"{DCAT}downloadURL", NamedNode(file)),
        (file, f"{DCAT}mediaType", NamedNode(f"{MEDIA}{one.media}")),
    ]
    if publication.license_iri:
        told.append((file, f"{DCTERMS}license", NamedNode(publication.license_iri)))
    return told


def _sitemap(graph: Snapshot) -> bytes:
    base = told_base()
    paths = ["", "plans", "departments", "themes", "faq", "about", "ontology"]
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
