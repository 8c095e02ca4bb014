"""Linked data: every thing in the format that a request wants, at its own address and at one for each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, Triple

from keikaku.graph.rdf.rendering import moved
from keikaku.graph.sparql.writing import GRAPHS, Form, graph_written
from keikaku.graph.views.description import description
from keikaku.graph.views.pages import thing_node
from keikaku.web.api.cached import kept, tag
from keikaku.web.guard.problems import problem
from keikaku.web.html.rooted import here, told_base
from keikaku.web.html.templating import path_of
from keikaku.web.programs.accept import HTML, preferred

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from keikaku.graph.store.snapshot import Snapshot
    from keikaku.ontology.model.values import Key

NOT_FOUND = "その番地のものはありません。番地を確かめるか、/api/v1/search で探してください。"
NOT_SO = "その形式では返せません。HTML、Turtle、N-Triples、JSON-LD、RDF/XML のどれかを選んでください。"
SUFFIXES = {f".{form.name}": form for form in GRAPHS}


def wanted_data(request: Request, graph: Snapshot, key: Key) -> Response | None:
    """The thing as data where its address or the request asks for data; None where a page is wanted.

    A name may end like a suffix: what is there under the whole name is that.
    """
    for suffix, form in SUFFIXES.items():
        if key.endswith(suffix) and not _told(graph, key):
            return _data(request, graph, key.removesuffix(suffix), form)
    wanted = preferred(request.headers.get("accept", "*/*"), (HTML, *GRAPHS))
    if wanted is None:
        return problem(406, "format", NOT_SO, {"vary": "Accept"})
    return None if wanted == HTML else _data(request, graph, key, wanted)


def alternates(key: Key) -> dict[str, str]:
    """What a page tells of its other formats, and that it may be another one for another request."""
    path = here(path_of(key))
    links = [f'<{path}.{form.name}>; rel="alternate"; type="{form.media}"' for form in GRAPHS]
    return {"vary": "Accept", "link": ", ".join(links)}


def _data(request: Request, graph: Snapshot, key: Key, form: Form) -> Response:
    quads = _told(graph, key)
    if not quads:
        return problem(404, "not_found", NOT_FOUND, {"vary": "Accept"})
    base = told_base()

    def content() -> bytes:
        told = (moved(quad, base, graph.base) for quad in quads)
        return graph_written([Triple(one.subject, one.predicate, one.object) for one in told], form)

    path = here(path_of(key))
    headers = {
        **alternates(key),
        "content-location": f"{path}.{form.name}",
        "keikaku-data-version": graph.data_version,
    }
    headers["link"] += f', <{path}>; rel="canonical", <{path}>; rel="describes"'
    return kept(request, tag(graph.data_version, form.name, key), form.media, content, headers)


def _told(graph: Snapshot, key: Key) -> tuple[Quad, ...]:
    try:
        return description(graph, thing_node(graph, key))
    except ValueError:  # no IRI can be written so
        return ()
