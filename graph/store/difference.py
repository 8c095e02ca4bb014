"""What comes and what goes from one version to the next, found by comparing facts before any quad is made.

A fact that stays makes the quads that it made. What a fact that goes made may be told by another one too (a
selector of one line serves every fact that stands there): such quads stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import DefaultGraph, Quad, Store

from keikaku.graph.rdf.iris import node_of
from keikaku.graph.rdf.mapping import Value, canonical, to_quads
from keikaku.graph.rdf.properties import properties
from keikaku.graph.rdf.reference import fiscal_years, theme_quads
from keikaku.ontology.model import facts as model
from keikaku.ontology.model.vocabulary import BASE

_BESIDE: dict[type, str] = {
    model.ThemeTag: "subject",
    model.Relation: "subject",
    model.Succession: "earlier",
}
"""Facts that say something of another thing than themselves, and the field that names it."""
Spot = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a version tells: its documents with their own facts, and the facts of the default graph."""

    extractions: Sequence[model.Extraction]
    facts: Sequence[Any]

    def values(self) -> list[Value]:
        """Everything of the default graph that has a key: documents, facts and the years that they name."""
        documents = [extraction.document for extraction in self.extractions]
        return [*documents, *self.facts, *fiscal_years(self.facts)]

    def own(self) -> dict[model.Key, list[Value]]:
        """What stands in the named graph of each document."""
        return {one.document.key: [one.document, *one.facts] for one in self.extractions}

    def shares(self, other: Told) -> bool:
        """Whether a document tells the same in both."""
        own, others = self.own(), other.own()
        return any(others.get(key) == values for key, values in own.items())


@dataclass(frozen=True, slots=True)
class Change:
    """The quads that a version has no longer, and those that it did not have."""

    gone: frozenset[Quad]
    come: frozenset[Quad]


def quads_of(told: Told) -> Iterator[Quad]:
    """The default graph of a version."""
    yield from to_quads(told.values(), BASE)
    yield from theme_quads(told.facts)


def difference(store: Store, before: Told, now: Told) -> Change:
    """What makes the content of a store, which tells `before`, tell `now` and nothing else."""
    gone, come = _default(store, before, now)
    old, new = before.own(), now.own()
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key):
            gone |= set(store.quads_for_pattern(None, None, None, node_of(key, BASE)))
            come |= set(to_quads(new.get(key, ()), BASE, graph=key))
    return effect(store, gone, come)


def effect(store: Store, gone: set[Quad], come: set[Quad]) -> Change:
    """What taking some quads out of a store and putting others in really changes; what does both stays."""
    out = frozenset(quad for quad in gone - come if quad in store)
    return Change(out, frozenset(quad for quad in come if quad not in store))


def _default(store: Store, before: Told, now: Told) -> tuple[set[Quad], set[Quad]]:
    """What the facts that went or changed made and no other makes; what the new and changed ones make."""
    old = {value.key: value for value in before.facts}
    stay: list[Value] = []
    changed: list[Value] = []
    for value in map(canonical, now.values()):
        (stay if old.get(value.key) == value else changed).append(value)
    left = [old[key] for key in old.keys() - {value.key for value in stay}]
    come = {*to_quads(changed, BASE), *theme_quads(now.facts)}
    gone = {*to_quads(left, BASE), *theme_quads(before.facts), *_about(store, left)}
    shared: set[Spot] = {spot for value in left for spot in (*_shared(value), (value.key,))}
    shared -= {spot for value in changed for spot in _spots(value)}  # what these make is among what comes
    sharing = [value for value in stay if shared and not shared.isdisjoint(_shared(value))]
    return gone - set(to_quads(sharing, BASE)), come


def _about(store: Store, values: Iterable[Value]) -> Iterator[Quad]:
    """What the store says of some things in its default graph."""
    for value in values:
        yield from store.quads_for_pattern(node_of(value.key, BASE), None, None, DefaultGraph())


def _shared(value: Value) -> set[Spot]:
    """What the quads of a fact may share with those of another one: its evidence, and whom it speaks of."""
    beside = _BESIDE.get(type(value))
    return _spots(value) | ({(getattr(value, beside),)} if beside else set())


def _spots(value: Value) -> set[Spot]:
    """The evidence of a fact and its selectors, each by what its key is made of: the same, the same quads."""
    found: set[Spot] = set()
    for one in getattr(value, "evidence", ()):
        city = one.document.split("/", 1)[0]
        supports = properties(type(value), one.aspect)[0]
        place = one.page, one.line
        found |= {(city, *place), (city, one.quote), (one.document, *place, one.quote, supports)}
    return found
