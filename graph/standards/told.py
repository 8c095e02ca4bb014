"""The default graph as it is told at the doors: what is stored, and what that is in standard words.

Nothing of it is stored or digested (docs/decisions/0044-standards-are-said-at-the-doors.md). Two claims of
the store are not repeated: that a value which is no point of a cube is one, and a place in our own notation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from pyoxigraph import DefaultGraph, Quad, Store

from keikaku.graph.rdf.iris import node
from keikaku.graph.standards import cubes, names, schemes, sources
from keikaku.graph.standards.declared import declared
from keikaku.graph.standards.index import Index, Said
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.vocabulary import OA, QB, RDF

RULES: tuple[Callable[[Index], Said], ...] = (
    names.labels,
    names.titles,
    names.periods,
    names.years,
    sources.tags,
    sources.fragments,
    sources.readings,
    sources.agents,
    schemes.top_concepts,
    schemes.successions,
    cubes.observations,
    cubes.units,
    cubes.structure,
    declared,
)


def told(quads: Iterable[Quad], base: str) -> list[Quad]:
    """The quads of a default graph with everything that the rules say of them, none twice."""
    stored = list(quads)
    index = Index(stored, base)
    no_points = cubes.incomplete(index)
    places = frozenset(index.those(OA.FragmentSelector))
    kept = [one for one in stored if not _taken_back(one, no_points, places)]
    said = (
        Quad(subject, node(predicate), term, DefaultGraph())
        for rule in RULES
        for subject, predicate, term in rule(index)
        if not (subject in no_points and predicate == QB.dataSet)
        and not (subject in no_points and predicate == RDF.type and term == node(QB.Observation))
    )
    return list(dict.fromkeys((*kept, *said)))


def _taken_back(quad: Quad, no_points: frozenset[object], places: frozenset[object]) -> bool:
    if quad.subject in no_points:
        cube = quad.predicate.value == QB.dataSet
        return cube or (quad.predicate.value == RDF.type and quad.object == node(QB.Observation))
    return quad.subject in places and quad.predicate.value == RDF.value


@lru_cache(maxsize=2)
def told_store(snapshot: Snapshot) -> Store:
    """The same of a version, to be asked; it never changes."""
    store = Store()
    store.bulk_extend(told(snapshot.quads(), snapshot.base))
    return store
