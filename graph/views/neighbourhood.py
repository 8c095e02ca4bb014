"""What stands around one thing: its neighbours in groups, and its chain from basic concept to department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views.chain import Edge, Node, chain_edges, chain_rows
from keikaku.graph.views.page_queries import CLASSES
from keikaku.graph.views.pages import LAYERS, Named, Thing, related, thing, thing_node
from keikaku.ontology.model.values import Key
from keikaku.ontology.model.vocabulary import PLAN

ALSO: tuple[tuple[str, str, str], ...] = (
    ("fact", "targets", "?node a plan:Target ; plan:subject $thing ; plan:order ?order"),
    ("fact", "dates", "?node a plan:Occurrence ; plan:subject $thing ; plan:order ?order"),
    ("list", "missions", "?node a plan:Mission ; plan:organisation $thing ; plan:order ?order"),
    ("list", "plans", "?node a plan:Plan ; plan:evidence/plan:document $thing"),
    ("list", "documents", "$thing plan:evidence/plan:document ?node"),
)
"""Neighbours that a page tells in words, without a link of their own."""
DESCRIBED = """
SELECT ?node ?label ?said ?asked ?english ?class_ WHERE {
  VALUES ?node { $nodes } ?node a ?class_ .
  OPTIONAL { ?node skos:prefLabel ?label FILTER(LANG(?label) != 'en') }
  OPTIONAL { ?node skos:prefLabel ?english FILTER(LANG(?english) = 'en') }
  OPTIONAL { ?node plan:text ?said }
  OPTIONAL { ?node plan:question ?asked }
}"""


class Described(NamedTuple):
    """A row of DESCRIBED."""

    node: str
    label: str | None
    said: str | None
    asked: str | None
    english: str | None
    class_: str


MORE = {"target": "Target", "passage": "Passage", "mission": "Mission", "occurrence": "Occurrence"}
_KIND = {PLAN.iri + name: kind for kind, name in {**CLASSES, **MORE}.items()}
_LAYER = {PLAN.iri + layer: layer for layer in LAYERS}


@dataclass(frozen=True, slots=True)
class Group:
    """All neighbours of one relation; `part` (fact or list) and `name` as in `page_queries`."""

    part: str
    name: str
    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A thing, the rows of its chain from the top down (itself in one of them), its edges and neighbours.

    A thing that is in no chain, as a document, has one row of itself. `whole_city` is what is said of an
    initiative that concerns every department (全庁), which are no neighbours of it; else empty.
    """

    centre: Node
    chain: tuple[tuple[Node, ...], ...]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...]
    whole_city: str = ""

    @property
    def rooted(self) -> bool:
        """True where the chain begins with a basic concept; a template asks."""
        return any(node.layer == LAYERS[0] for row in self.chain for node in row)

    @property
    def placed(self) -> frozenset[Key]:
        """The keys of the chain."""
        return frozenset(node.key for row in self.chain for node in row)


def neighbourhood(snapshot: Snapshot, key: Key) -> Neighbourhood | None:
    """What stands around the key; None where the graph does not know it."""
    found = thing(snapshot, key)
    if found is None:
        return None
    edges = chain_edges(snapshot, key, found.kind)
    named = _named(snapshot, found)
    ends = (end for edge in edges for end in (edge.upper, edge.lower))
    nodes = _described(snapshot, (key, *ends, *(one.key for _, _, values in named for one in values)))
    nodes[key] = replace(nodes[key], label=found.label)
    edges = tuple(edge for edge in edges if edge.upper in nodes and edge.lower in nodes)
    return Neighbourhood(
        centre=nodes[key],
        chain=chain_rows(edges, nodes) or ((nodes[key],),),
        edges=edges,
        groups=_groups(named, nodes),
        whole_city="".join(one.label for one in found.named("whole_city")),
    )


def _named(snapshot: Snapshot, found: Thing) -> list[tuple[str, str, tuple[Named, ...]]]:
    """Part, name and values of every relation whose other end can be opened."""
    told = [("fact", *fact) for fact in found.facts] + [("list", *one) for one in found.lists]
    node = thing_node(snapshot, found.key)
    told += [(part, name, related(snapshot, node, pattern)) for part, name, pattern in ALSO]
    opened: dict[tuple[str, str], tuple[Named, ...]] = {}
    for part, name, values in told:
        if ends := tuple(one for one in values if one.key):
            opened.setdefault((part, name), ends)
    return [(part, name, ends) for (part, name), ends in opened.items()]


def _groups(
    named: Iterable[tuple[str, str, tuple[Named, ...]]], nodes: Mapping[Key, Node]
) -> tuple[Group, ...]:
    """The relations as groups, each neighbour once in each, by the name that its page gives it."""
    found = (
        Group(part, name, tuple(replace(nodes[one.key], label=one.label) for one in ends if one.key in nodes))
        for part, name, ends in named
    )
    return tuple(group for group in found if group.members)


def _described(snapshot: Snapshot, keys: Iterable[Key]) -> dict[Key, Node]:
    """The things of the keys that the graph knows, with label and kind."""
    asked = [thing_node(snapshot, key) for key in dict.fromkeys(keys)]
    found: dict[Key, Node] = {}
    for row in snapshot.rows(Described, DESCRIBED, nodes=asked):
        key = snapshot.key(row.node)
        name = row.label or row.asked or row.said or key.rpartition("/")[2]
        before = found.get(key, Node(key, name, english=row.english or ""))
        kind, layer = _KIND.get(row.class_, before.kind), _LAYER.get(row.class_, before.layer)
        found[key] = replace(before, kind=kind, layer=layer)
    return found
