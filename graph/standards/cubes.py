"""The values of indicators as whole data cubes: each dimension has a value, no two points the same ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

import keikaku.ontology
from keikaku.graph.rdf.iris import node
from keikaku.graph.standards.index import Index, Said
from keikaku.graph.standards.names import instant
from keikaku.ontology.model.facts import ObservationKind
from keikaku.ontology.model.vocabulary import (
    PLAN,
    QB,
    RDF,
    RDFS,
    SDMX_ATTRIBUTE,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SKOS,
)

KINDS = {
    ObservationKind.ACTUAL.value: PLAN.kindActual,
    ObservationKind.TARGET.value: PLAN.kindTarget,
    ObservationKind.RULE.value: PLAN.kindRule,
}
_STRUCTURE = (
    *(PLAN.ObservationStructure, PLAN.valueKinds, *KINDS.values(), PLAN.periodNotStated),
    *(PLAN.subject, PLAN.valueKind, PLAN.statement, PLAN.comparator),
    *(SDMX_DIMENSION.refPeriod, SDMX_MEASURE.obsValue, SDMX_ATTRIBUTE.unitMeasure),
)


_NAMED = (SDMX_DIMENSION.refPeriod, PLAN.valueKind, PLAN.statement)


def incomplete(index: Index) -> frozenset[NamedNode]:
    """Observations that are no points of a cube: no place, subject or number, or there twice."""
    seen: set[tuple[Any, ...]] = set()
    found = set()
    for one in index.those(PLAN.Observation):
        point = (*index.nodes(one, PLAN.indicator), *_dimensions(index, one))
        if None in point or not index.of(one, PLAN.value) or point in seen:
            found.add(one)
        seen.add(point)
    return frozenset(found)


def observations(index: Index) -> Said:
    """Each point with its dimensions, its value and its unit as SDMX names them."""
    left_out = incomplete(index)
    for one in index.those(PLAN.Observation):
        if one in left_out:
            continue
        _, period, kind, statement = _dimensions(index, one)
        for predicate, term in zip(_NAMED, (period, kind, statement), strict=True):
            assert term is not None  # else it is left out
            yield one, predicate, term
        for value in index.of(one, PLAN.value)[:1]:
            yield one, SDMX_MEASURE.obsValue, value
        if unit := index.text(one, PLAN.unit):
            yield one, SDMX_ATTRIBUTE.unitMeasure, unit_of(index, unit)
        if (day := _day(index, one)) and period:
            yield from instant(one, SDMX_DIMENSION.refPeriod, period, day)


def _dimensions(index: Index, one: NamedNode) -> tuple[NamedNode | None, ...]:
    subject, statement = (next(iter(index.nodes(one, name)), None) for name in (PLAN.subject, PLAN.evidence))
    kind = KINDS.get(index.text(one, PLAN.observationKind))
    return subject, _period(index, one), node(kind) if kind else None, statement


def _period(index: Index, one: NamedNode) -> NamedNode:
    if year := index.text(one, PLAN.fiscalYear):
        return node(f"{index.base}id/fy/{year}")
    return index.part(one, "period") if _day(index, one) else node(PLAN.periodNotStated)


def _day(index: Index, one: NamedNode) -> str:
    """The day of a value that has no fiscal year and a whole date."""
    text = "" if index.text(one, PLAN.fiscalYear) else index.text(one, PLAN.date)
    return text if len(text) == 10 else ""


def unit_of(index: Index, unit: str) -> NamedNode:
    """The code of a unit, which is the text of the documents."""
    return index.of_set("unit-" + "".join(c if c.isalnum() else f"-{ord(c):x}" for c in unit))


def units(index: Index) -> Said:
    """Every unit that the values have, in one code list."""
    found = {index.text(one, PLAN.unit) for one in index.those(PLAN.Observation)} - {""}
    scheme = index.of_set("units")
    if found:
        yield scheme, RDF.type, node(SKOS.ConceptScheme)
        yield scheme, RDFS.label, Literal("単位", language="ja")
    for unit in sorted(found):
        code = unit_of(index, unit)
        yield code, RDF.type, node(SKOS.Concept)
        yield code, SKOS.prefLabel, Literal(unit, language="ja")
        yield code, RDFS.label, Literal(unit, language="ja")
        yield code, SKOS.notation, Literal(unit)
        yield code, SKOS.inScheme, scheme
        yield code, SKOS.topConceptOf, scheme
        yield scheme, SKOS.hasTopConcept, code


def structure(index: Index) -> Said:
    """The definition of the cubes, where there are any: a reader needs no second file."""
    if index.those(PLAN.Indicator):
        for one in _structure():
            subject: Any = one.subject
            term: Any = one.object
            yield subject, one.predicate.value, term


@cache
def ontology() -> tuple[Triple, ...]:
    """The vocabulary's own file."""
    path = Path(str(keikaku.ontology.__file__)).parent / "plan.ttl"
    return tuple(one.triple for one in parse(path=path, format=RdfFormat.TURTLE))


@cache
def _structure() -> tuple[Triple, ...]:
    told = ontology()
    parts = {one.object for one in told if one.predicate.value == QB.component}
    kept = {*map(node, _STRUCTURE), *parts}
    return tuple(one for one in told if one.subject in kept)
