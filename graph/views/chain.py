"""The chain that a thing hangs on: from the basic concept down to the departments, as edges and as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views.page_queries import SUBJECT, Subject
from keikaku.graph.views.pages import LAYERS, thing_node
from keikaku.ontology.model.values import Key

RANKS = (*LAYERS[:2], "plan", "pillar", "field", "initiative", "department", "section")
"""The chain from its top, by layer or kind; a plan of any other layer counts as `plan`."""
ABOVE = """
SELECT DISTINCT ?node ?above ?distance ?inferred WHERE {
  VALUES ?node { $nodes }
  { ?node plan:inField ?above BIND(1 AS ?distance) } UNION { ?node plan:inPillar ?above BIND(2 AS ?distance) }
  UNION { ?node plan:inPlan ?above BIND(3 AS ?distance) }
  UNION { ?node plan:individualPlanOf|plan:basedOn|plan:placedIn ?above BIND(0 AS ?distance) }
  UNION { ?r plan:subject ?node ; plan:status 'inferred' ; plan:relationKind ?kind ; plan:object ?above
          FILTER(?kind IN ('individual_plan_of', 'based_on', 'placed_in'))
          BIND(0 AS ?distance) BIND(true AS ?inferred) }
} ORDER BY ?node ?distance ?above"""
UNITS = """
SELECT ?unit ?of WHERE {
  $thing plan:responsibility ?r . ?r plan:organisation ?unit ; plan:order ?order .
  OPTIONAL { ?unit plan:sectionOf ?of . $thing plan:responsibleUnit ?of }
} ORDER BY ?order ?unit ?of"""
DEPARTMENTS = """
SELECT ?unit (COUNT(DISTINCT ?i) AS ?n) WHERE {
  ?i a plan:Initiative ; plan:responsibleUnit ?r ;
    plan:inPlan|plan:inPillar|plan:inField+|plan:hasTheme $thing .
  OPTIONAL { ?r plan:sectionOf ?of } BIND(COALESCE(?of, ?r) AS ?unit)
} GROUP BY ?unit ORDER BY DESC(?n) ?unit"""
HEADINGS = """
SELECT ?heading (COUNT(DISTINCT ?i) AS ?n) WHERE {
  ?i a plan:Initiative ; plan:inPlan ?plan ;
    plan:hasTheme|plan:responsibleUnit|(plan:responsibleUnit/plan:sectionOf) $thing .
  OPTIONAL { ?i plan:inPillar ?pillar } BIND(COALESCE(?pillar, ?plan) AS ?heading)
} GROUP BY ?heading ORDER BY DESC(?n) ?heading"""
OWNER = "SELECT ?of WHERE { $thing plan:sectionOf ?of } ORDER BY ?of"


class Above(NamedTuple):
    """A row of ABOVE."""

    node: str
    above: str
    distance: int
    inferred: bool | None


class Unit(NamedTuple):
    """A row of UNITS."""

    unit: str
    of: str | None


class Counted(NamedTuple):
    """A row of DEPARTMENTS."""

    unit: str
    n: int


class Heading(NamedTuple):
    """A row of HEADINGS."""

    heading: str
    n: int


@dataclass(frozen=True, slots=True)
class Node:
    """A thing as the picture names it; `layer` is that of a plan.

    `kind` is a key of CLASSES or of MORE, or "other"; `english` is a label that a vocabulary gives.
    """

    key: Key
    label: str
    kind: str = "other"
    layer: str = ""
    english: str = ""

    @property
    def rank(self) -> int:
        """Where the chain has things of its kind; 0 for what no chain has."""
        names = [name for name in (self.layer, self.kind) if name in RANKS]
        return RANKS.index(names[0]) if names else 0


@dataclass(frozen=True, slots=True)
class Edge:
    """From the upper to the lower; `count` initiatives lie between the two (0: they touch)."""

    upper: Key
    lower: Key
    count: int = 0
    inferred: bool = False


def chain_edges(snapshot: Snapshot, key: Key, kind: str) -> tuple[Edge, ...]:
    """The edges above a thing up to where no document says more, and those down to its departments.

    A department and a theme hang below the pillars (of a plan without them, the plans) of their initiatives;
    a target, a number or a passage below what it is about.
    """
    below, above = _below(snapshot, key, kind), _beside(snapshot, key, kind)
    starts = {edge.upper for edge in above} or {key}
    return tuple(dict.fromkeys((*_climbed(snapshot, starts), *above, *below)))


def _below(snapshot: Snapshot, key: Key, kind: str) -> list[Edge]:
    if kind == "initiative":
        units = snapshot.rows(Unit, UNITS, thing=thing_node(snapshot, key))
        return [Edge(snapshot.key(one.of) if one.of else key, snapshot.key(one.unit)) for one in units]
    if kind in {"plan", "pillar", "field", "theme"}:
        counted = snapshot.rows(Counted, DEPARTMENTS, thing=thing_node(snapshot, key))
        return [Edge(key, snapshot.key(one.unit), one.n) for one in counted]
    return []


def _beside(snapshot: Snapshot, key: Key, kind: str) -> list[Edge]:
    """What is above a thing that the plans do not hold themselves."""
    node = thing_node(snapshot, key)
    if kind in {"department", "section", "theme"}:
        owners = [Edge(snapshot.key(one.of), key) for one in snapshot.rows(Subject, OWNER, thing=node)]
        headings = snapshot.rows(Heading, HEADINGS, thing=node)
        return [*(Edge(snapshot.key(one.heading), key, one.n) for one in headings), *owners]
    if kind in {"observation", "other"}:
        subjects = sorted(snapshot.rows(Subject, SUBJECT, thing=node))
        return [Edge(snapshot.key(one.of), key) for one in subjects]
    return []


def _climbed(snapshot: Snapshot, starts: Iterable[Key]) -> list[Edge]:
    """Every edge above the starts; each thing is climbed from once, so that a circle ends."""
    found: list[Edge] = []
    seen: set[Key] = set()
    waiting = set(starts)
    while waiting:
        seen |= waiting
        nodes = [thing_node(snapshot, key) for key in sorted(waiting)]
        step = _nearest(snapshot, snapshot.rows(Above, ABOVE, nodes=nodes))
        found += step
        waiting = {edge.upper for edge in step} - seen
    return found


def _nearest(snapshot: Snapshot, rows: Iterable[Above]) -> list[Edge]:
    """Of field, pillar and plan only the nearest, which hangs on the others itself; of plans all."""
    least: dict[str, int] = {}
    found = []
    for row in rows:
        if row.distance and least.setdefault(row.node, row.distance) != row.distance:
            continue
        found.append(Edge(snapshot.key(row.above), snapshot.key(row.node), inferred=bool(row.inferred)))
    return found


def chain_rows(edges: Iterable[Edge], nodes: Mapping[Key, Node]) -> tuple[tuple[Node, ...], ...]:
    """The things of a chain in rows from the top: each below what it hangs on, and where its kind stands."""
    edges = tuple(edges)
    ends = dict.fromkeys(end for edge in edges for end in (edge.upper, edge.lower))
    ranks = {key: nodes[key].rank for key in ends}
    for _ in ranks:  # at most as many steps as there are things, also where plans rest on each other
        lower = {
            edge.lower: ranks[edge.upper] + 1 for edge in edges if ranks[edge.upper] >= ranks[edge.lower]
        }
        if not lower:
            break
        ranks |= lower
    rows: dict[int, list[Node]] = defaultdict(list)
    for key in ends:
        rows[ranks[key]].append(nodes[key])
    return tuple(tuple(rows[rank]) for rank in sorted(rows))
