"""What the graph says of a thing, as triples: its own, what points at it, the words behind it, and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad

from keikaku.graph.rdf.iris import node
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.vocabulary import PLAN, SKOS

POINTING = 1000
"""So many triples that point at a thing; a document has more, and SPARQL gives them all."""
_BEHIND = (PLAN.evidence, PLAN.responsibility, PLAN.figure)
"""Parts that say nothing alone: told whole with the thing that has them."""


def description(snapshot: Snapshot, thing: NamedNode) -> tuple[Quad, ...]:
    """Everything about a thing that a reader needs without asking again; empty where it is none."""
    own = list(_out(snapshot, thing))
    if not own:
        return ()
    behind = [
        quad
        for one in own
        if one.predicate.value in _BEHIND and isinstance(one.object, NamedNode)
        for quad in _out(snapshot, one.object)
    ]
    pointing = list(islice(_in(snapshot, thing), POINTING))
    others = {quad.object for quad in (*own, *behind)} | {quad.subject for quad in pointing}
    named = _names(snapshot, (one for one in others if isinstance(one, NamedNode)))
    return tuple(dict.fromkeys((*own, *behind, *pointing, *named)))


def _out(snapshot: Snapshot, thing: NamedNode) -> Iterator[Quad]:
    return snapshot.store.quads_for_pattern(thing, None, None, DefaultGraph())


def _in(snapshot: Snapshot, thing: NamedNode) -> Iterator[Quad]:
    return snapshot.store.quads_for_pattern(None, None, thing, DefaultGraph())


def _names(snapshot: Snapshot, things: Iterable[NamedNode]) -> Iterator[Quad]:
    label = node(SKOS.prefLabel)
    for thing in things:
        yield from snapshot.store.quads_for_pattern(thing, label, None, DefaultGraph())
