"""The vocabulary at /ontology: a page with an anchor for each term, and the file in every format of RDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple
from starlette.routing import BaseRoute, Route

from keikaku.graph.sparql.writing import GRAPHS, graph_written
from keikaku.ontology.model.vocabulary import PLAN, PREFIXES, SKOS
from keikaku.web.api.cached import kept, tag
from keikaku.web.guard.problems import problem
from keikaku.web.html.rooted import here
from keikaku.web.html.templating import page
from keikaku.web.programs.accept import HTML, preferred
from keikaku.web.programs.downloads import our_file
from keikaku.web.programs.resources import NOT_SO

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

RDFS, OWL = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2002/07/owl#"
VERSION = "1.1"
"""Of the vocabulary, as its owl:versionIRI has it; the file of a version never changes."""
SUFFIXES = {form.name: form for form in GRAPHS}


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary: its name, labels and definitions by language, what it stands under."""

    name: str
    labels: dict[str, str]
    definitions: dict[str, str]
    above: tuple[str, ...]
    is_class: bool


def ontology_routes(version: Callable[[], str]) -> list[BaseRoute]:
    """The vocabulary at /ontology and, for a house whose name it carries, at its own path."""

    def shown(request: Request) -> Response:
        suffix = request.url.path.rpartition(".")[2]
        forms = (SUFFIXES[suffix],) if suffix in SUFFIXES else (HTML, *GRAPHS)
        asked = "*/*" if suffix in SUFFIXES else request.headers.get("accept", "*/*")
        form = preferred(asked, forms)
        if form is None:
            return problem(406, "format", NOT_SO, {"vary": "Accept"})
        links = ", ".join(
            f'<{here(f"/ontology.{one.name}")}>; rel="alternate"; type="{one.media}"' for one in GRAPHS
        )
        headers = {"vary": "Accept", "link": links}
        if form != HTML:
            content = our_file("plan.ttl")
            return kept(
                request,
                tag(version(), "ontology", form.name),
                form.media,
                lambda: _as(content, form.name),
                headers,
            )
        found = terms()
        response = page(request, "ontology.html", terms=found, iri=PLAN.iri)
        response.headers.update(headers)
        return response

    paths = ["/ontology", *(f"/ontology.{form.name}" for form in GRAPHS), "/ns/plan", f"/ns/plan/{VERSION}"]
    return [Route(path, shown, methods=["GET"]) for path in paths]


def _store(content: bytes) -> Store:
    store = Store()
    store.load(content, format=RdfFormat.TURTLE)
    return store


def _as(content: bytes, name: str) -> bytes:
    if name == "ttl":
        return content
    quads = _store(content).quads_for_pattern(None, None, None)
    return graph_written([Triple(one.subject, one.predicate, one.object) for one in quads], SUFFIXES[name])


@cache
def terms() -> tuple[Term, ...]:
    """Every own term, classes first, by name."""
    store = _store(our_file("plan.ttl"))
    found = [_term(store, PLAN.iri + name, name) for name in PLAN.names()]
    return tuple(sorted(found, key=lambda one: (not one.is_class, one.name)))


def _term(store: Store, iri: str, name: str) -> Term:
    def of(predicate: str) -> list[NamedNode | Literal]:
        quads = store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None)
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode | Literal)]

    def texts(predicate: str) -> dict[str, str]:
        return {one.language or "": one.value for one in of(predicate) if isinstance(one, Literal)}

    above = [*of(f"{RDFS}subClassOf"), *of(f"{RDFS}subPropertyOf")]
    return Term(
        name,
        texts(f"{RDFS}label"),
        texts(SKOS.definition),
        tuple(sorted(_short(one.value) for one in above)),
        name[0].isupper(),
    )


def _short(address: str) -> str:
    return next(
        (f"{p}:{address[len(iri) :]}" for p, iri in PREFIXES.items() if address.startswith(iri)), address
    )
