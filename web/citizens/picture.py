"""The picture of the graph around one thing: its page, with the same content as tables, and what is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.views.chain import Edge, Node
from keikaku.graph.views.neighbourhood import Group, Neighbourhood, neighbourhood
from keikaku.web.chat.finding import graph_of, theme_key
from keikaku.web.html.templating import Frame, frame_of, key_of_path, page, seen
from keikaku.web.html.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.ontology.model.values import Key
    from keikaku.qa.world.world import World
    from keikaku.web.chat.status import Status

SHOWN = 6
"""Boxes that a row or a group of the picture has at most; the tables have all."""
CHAIN = "chain"
Value = dict[str, Any]


class Pictures:
    """The pages below /graph/: `world` opens the newest graph, `status` tells whether it is a sample."""

    def __init__(self, world: Callable[[], World], status: Callable[[], Status]) -> None:
        self.world, self.status = world, status

    def routes(self) -> list[BaseRoute]:
        """A theme's IRI was minted by its vocabulary, so its page has a path of its own."""
        pages = {"/graph/theme/{name}": self.theme, "/graph/{key:path}": self.thing}
        return [Route(path, endpoint, methods=["GET"]) for path, endpoint in pages.items()]

    def theme(self, request: Request) -> Response:
        """The picture around a theme."""
        return self._page(request, theme_key(request.path_params["name"]))

    def thing(self, request: Request) -> Response:
        """The picture around anything that has an IRI under the base."""
        return self._page(request, key_of_path(request.scope["raw_path"].decode("latin-1"), "/graph/"))

    def _page(self, request: Request, key: Key) -> Response:
        graph = graph_of(self.world())
        found = neighbourhood(graph, key)
        if found is None:
            raise HTTPException(404)
        frame = frame_of(request)
        return page(
            request,
            "graph.html",
            found=found,
            name=named(found.centre, frame),
            named=lambda node: named(node, frame),
            kind=lambda node: kind(node, frame),
            relation=lambda group: relation(group, frame),
            edges=found.edges,
            nodes={node.key: node for row in found.chain for node in row},
            drawn=drawn(found, frame),
            status=self.status(),
            version=graph.data_version,
        )


def drawn(found: Neighbourhood, frame: Frame) -> Value:
    """What the script draws: rows of the chain, edges, groups; at most SHOWN of each, the rest as a number.

    A box has `id, kind, of, name, href, note`; one without a kind leads to the rest in the table.
    """
    counted = [(end, edge.count) for edge in found.edges if edge.count for end in (edge.upper, edge.lower)]
    notes = {end: frame.say("between", n=count) for end, count in counted}
    notes[found.centre.key] = found.whole_city
    rows = []
    for number, row in enumerate(found.chain):
        shown = [_box(node, frame, node.key, notes.get(node.key, "")) for node in row[:SHOWN]]
        rows.append(shown + _more(len(row) - SHOWN, f"row{number}", CHAIN, frame))
    kept = {box["id"] for row in rows for box in row}
    return {
        "centre": found.centre.key,
        "rows": rows,
        "edges": [_line(edge, frame) for edge in found.edges if {edge.upper, edge.lower} <= kept],
        "groups": [
            _group(found, number, frame) for number in range(len(found.groups)) if _beside(found, number)
        ],
    }


def _beside(found: Neighbourhood, number: int) -> list[Node]:
    """The members of a group that the chain does not show already."""
    return [node for node in found.groups[number].members if node.key not in found.placed]


def _group(found: Neighbourhood, number: int, frame: Frame) -> Value:
    members = _beside(found, number)
    boxes = [_box(node, frame, f"g{number} {node.key}") for node in members[:SHOWN]]
    name = f"{relation(found.groups[number], frame)} {frame.say('count', n=len(members))}"
    more = _more(len(members) - SHOWN, f"g{number}", f"g{number}", frame)
    return {"id": f"g{number}", "name": name, "members": boxes + more}


def _box(node: Node, frame: Frame, name: str, note: str = "") -> Value:
    box = {"id": name, "kind": kind(node, frame), "of": node.kind, "name": seen(named(node, frame))}
    return box | {"href": frame.picture(node.key), "note": note}


def _more(count: int, name: str, table: str, frame: Frame) -> list[Value]:
    if count <= 0:
        return []
    told = {"kind": "", "of": "more", "name": frame.say("more", n=count), "note": ""}
    return [{"id": f"more {name}", **told, "href": f"#{table}"}]


def _line(edge: Edge, frame: Frame) -> Value:
    return {"from": edge.upper, "to": edge.lower, "label": frame.say("inferred") if edge.inferred else ""}


def named(node: Node, frame: Frame) -> str:
    """The name of a thing; a theme has one in each language."""
    return node.english if frame.language == "en" and node.english else node.label


def kind(node: Node, frame: Frame) -> str:
    """What a thing is."""
    return frame.say(f"layer_{node.layer}" if node.layer else f"kind_{node.kind}")


def relation(group: Group, frame: Frame) -> str:
    """How a group touches the thing; a property that no page names has no words of its own."""
    name = f"{group.part}_{group.name}"
    return frame.say(name if name in WORDS else "connected")
