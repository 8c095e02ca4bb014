"""What the graph says of a thing, as triples: its own, what points at it, the words behind it, and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from keikaku.graph.rdf.iris import node
from keikaku.graph.standards.told import told_store
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.vocabulary import PLAN, SKOS

POINTING = 1000
"""So many triples that point at a thing; a document has more, and SPARQL gives them all."""
_BEHIND = (PLAN.evidence, PLAN.responsibility, PLAN.figure)
"""Parts that say nothing alone: told whole with the thing that has them."""


def description(snapshot: Snapshot, thing: NamedNode) -> tuple[Quad, ...]:
    """Everything about a thing that a reader needs without asking again; empty where it is none."""
    told = told_store(snapshot)
    own = list(_out(told, thing))
    if not own:
        return ()
    behind = [
        quad
        for one in own
        if one.predicate.value in _BEHIND and isinstance(one.object, NamedNode)
        for quad in _out(told, one.object)
    ]
    pointing = list(islice(_in(told, thing), POINTING))
    others = {quad.object for quad in (*own, *behind)} | {quad.subject for quad in pointing}
    named = _names(told, (one for one in others if isinstance(one, NamedNode)))
    return tuple(dict.fromkeys((*own, *behind, *pointing, *named)))


def _out(told: Store, thing: NamedNode) -> Iterator[Quad]:
    return told.quads_for_pattern(thing, None, None, DefaultGraph())


def _in(told: Store, thing: NamedNode) -> Iterator[Quad]:
    return told.quads_for_pattern(None, None, thing, DefaultGraph())


def _names(told: Store, things: Iterable[NamedNode]) -> Iterator[Quad]:
    label = node(SKOS.prefLabel)
    for thing in things:
        yield from told.quads_for_pattern(thing, label, None, DefaultGraph())
