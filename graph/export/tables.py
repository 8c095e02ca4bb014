"""The tables of CONTRACTS.md, as rows of plain values in the order of the documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from keikaku.graph.review.links import COLUMNS as LINK_COLUMNS
from keikaku.graph.review.links import links
from keikaku.graph.store.snapshot import Row, Snapshot

Record = dict[str, Any]

WHOLE_CITY = "全庁"

INITIATIVES = """
SELECT ?i ?label ?city ?plan ?layer ?planYear ?year ?start ?end ?pillar ?number ?field ?whole ?order {
  ?i a plan:Initiative ; skos:prefLabel ?label ; plan:inPlan ?p ; plan:wholeCity ?whole ; plan:order ?order .
  ?p skos:prefLabel ?plan ; plan:municipality/skos:prefLabel ?city .
  OPTIONAL { VALUES ?layer { plan:BasicConcept plan:BasicPlan plan:IndividualPlan plan:DepartmentPolicy }
             ?p a ?layer }
  OPTIONAL { ?p plan:fiscalYear ?planYear }
  OPTIONAL { ?i plan:fiscalYear ?year }
  OPTIONAL { ?p plan:startYear ?start }
  OPTIONAL { ?p plan:endYear ?end }
  OPTIONAL { ?i plan:inPillar ?pl . ?pl skos:prefLabel ?pillar OPTIONAL { ?pl skos:notation ?number } }
  OPTIONAL { ?i plan:inField/skos:prefLabel ?field }
}"""
UNITS = """
SELECT ?i ?kind ?label {
  VALUES ?kind { plan:department plan:section }
  ?i plan:responsibility ?r ; ?kind ?unit . ?r plan:organisation ?unit ; plan:order ?order .
  ?unit skos:prefLabel ?label .
} ORDER BY ?i ?order"""
TARGETS = """
SELECT ?t ?subject ?label ?plan ?planYear ?start ?end ?year ?text ?order ?place {
  ?t a plan:Target ; plan:text ?text ; plan:order ?order ; plan:subject ?subject .
  OPTIONAL { ?subject skos:prefLabel ?label }
  OPTIONAL { ?subject plan:order ?place }
  OPTIONAL { ?subject plan:inPlan ?p . ?p skos:prefLabel ?plan
             OPTIONAL { ?p plan:fiscalYear ?planYear } OPTIONAL { ?p plan:startYear ?start }
             OPTIONAL { ?p plan:endYear ?end } }
  OPTIONAL { ?t plan:fiscalYear ?year }
}"""
FIGURES = """
SELECT ?t ?value ?unit ?comparator {
  ?t plan:figure ?f . ?f plan:value ?value ; plan:comparator ?comparator ; plan:order ?order .
  OPTIONAL { ?f plan:unit ?unit }
} ORDER BY ?t ?order"""
OBSERVATIONS = """
SELECT ?o ?indicator ?subject ?plan ?planYear ?start ?end ?year ?kind ?value ?unit ?text ?order {
  ?o a plan:Observation ; plan:indicator/skos:prefLabel ?indicator ; plan:subject ?s ;
    plan:observationKind ?kind ; plan:value ?value ; plan:text ?text ; plan:order ?order .
  OPTIONAL { ?s skos:prefLabel ?subject }
  OPTIONAL { ?o plan:unit ?unit }
  OPTIONAL { ?o plan:fiscalYear ?year }
  OPTIONAL { ?o plan:inPlan ?p . ?p skos:prefLabel ?plan
             OPTIONAL { ?p plan:fiscalYear ?planYear } OPTIONAL { ?p plan:startYear ?start }
             OPTIONAL { ?p plan:endYear ?end } }
}"""
ATTRIBUTES = """
SELECT ?a ?i ?label ?plan ?planYear ?start ?end ?year ?name ?text ?value ?unit ?order ?place {
  ?a a plan:Attribute ; plan:subject ?i ; plan:attributeName ?name ; plan:text ?text ; plan:order ?order .
  ?i skos:prefLabel ?label ; plan:order ?place ; plan:inPlan ?p . ?p skos:prefLabel ?plan
  OPTIONAL { ?p plan:fiscalYear ?planYear } OPTIONAL { ?p plan:startYear ?start }
  OPTIONAL { ?p plan:endYear ?end }
  OPTIONAL { ?a plan:fiscalYear ?year }
  OPTIONAL { ?a plan:value ?value }
  OPTIONAL { ?a plan:unit ?unit }
}"""
EVIDENCE = """
SELECT ?fact ?file ?page ?line ?quote ?main {
  ?fact a $class ; plan:evidence ?e . ?e plan:line ?line ; plan:quote ?quote ; plan:document/plan:file ?file .
  OPTIONAL { ?e plan:page ?page }
  BIND(EXISTS { ?e plan:supports $main } AS ?main)
}"""


def initiatives(snapshot: Snapshot) -> list[Record]:
    """One row an initiative, newest plan first, in the order of its document."""
    units, targets, kept = _units(snapshot), _targets_by_subject(snapshot), _kept(snapshot)
    places = _places(snapshot, "Initiative", "skos:prefLabel")
    rows = sorted(snapshot.select(INITIATIVES), key=lambda row: (*_newest(row[5:9], row[3]), row[13], row[0]))
    return [_initiative(row, units, (targets.get(row[0], []), kept.get(row[0], [])), places) for row in rows]


def targets(snapshot: Snapshot) -> list[Record]:
    """One row a figure of a target, and one for a target without any."""
    figures = _figures(snapshot)
    places = _places(snapshot, "Target", "plan:text")
    found = []
    for row in _target_rows(snapshot):
        for figure in figures.get(row[0]) or [dict.fromkeys(("value", "unit", "comparator"))]:
            year = row[7] if row[7] is not None else row[4]
            told = {"initiative": row[2], "plan": row[3], "fiscal_year": year, "text": row[8], **figure}
            found.append({**told, **_cited(places, row[0], "document", "line")})
    return found


def observations(snapshot: Snapshot) -> list[Record]:
    """One row a value of an indicator."""
    places = _places(snapshot, "Observation", "plan:value")
    rows = snapshot.select(OBSERVATIONS)
    rows.sort(key=lambda row: (*_newest((row[4], None, *row[5:7]), row[3]), row[12], row[0]))
    return [
        {
            "indicator": row[1],
            "subject": row[2],
            "plan": row[3],
            "fiscal_year": row[7],
            "kind": row[8],
            "value": _number(row[9]),
            "unit": row[10],
            "text": row[11],
            **_cited(places, row[0], "document", "line"),
        }
        for row in rows
    ]


def attributes(snapshot: Snapshot) -> list[Record]:
    """One row a cell that a table gives beside the known ones."""
    places = _places(snapshot, "Attribute", "plan:text")
    return [
        {
            "initiative": row[1],
            "initiative_label": row[2],
            "plan": row[3],
            "fiscal_year": row[7],
            "name": row[8],
            "text": row[9],
            "value": None if row[10] is None else _number(row[10]),
            "unit": row[11],
            **_cited(places, row[0], "document", "page", "line"),
        }
        for row in _attribute_rows(snapshot)
    ]


def _attribute_rows(snapshot: Snapshot) -> list[Row]:
    rows = snapshot.select(ATTRIBUTES)
    rows.sort(key=lambda row: (*_newest((row[4], None, *row[5:7]), row[3]), row[13], row[12], row[0]))
    return rows


def _kept(snapshot: Snapshot) -> dict[str, list[Record]]:
    """What tables give of each initiative beside the known things."""
    found: dict[str, list[Record]] = defaultdict(list)
    for row in _attribute_rows(snapshot):
        value = row[9] if row[10] is None else _number(row[10])
        found[row[1]].append(
            {"name": row[8], "value": value, "unit": row[11], "year": row[7], "text": row[9]}
        )
    return found


TABLES: Mapping[str, Callable[[Snapshot], list[Record]]] = {
    "initiatives": initiatives,
    "targets": targets,
    "observations": observations,
    "attributes": attributes,
    "links": links,
}

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "initiatives": (
        *("iri", "label", "municipality", "plan", "plan_kind", "fiscal_year", "period", "pillar"),
        *("pillar_number", "field", "departments", "sections", "targets", "kept"),
        *("document", "page", "line", "quote"),
    ),
    "targets": (
        *("initiative", "plan", "fiscal_year", "text", "value", "unit", "comparator", "document", "line"),
    ),
    "observations": (
        *("indicator", "subject", "plan", "fiscal_year", "kind", "value", "unit", "text", "document", "line"),
    ),
    "attributes": (
        *("initiative", "initiative_label", "plan", "fiscal_year", "name", "text", "value", "unit"),
        *("document", "page", "line"),
    ),
    "links": LINK_COLUMNS,
}
"""The columns of each table, also where it has no row."""


def _initiative(
    row: Row,
    units: Mapping[tuple[str, str], list[str]],
    told: tuple[list[Record], list[Record]],
    places: Mapping[str, Record],
) -> Record:
    """A row; `told` are the targets of the initiative and what tables give of it beside."""
    iri, label, city, plan, layer, plan_year, year, start, end, pillar, number, field, whole, _order = row
    fiscal_year = year if year is not None else plan_year
    named = units.get((iri, "department"), [])
    return {
        "iri": iri,
        "label": label,
        "municipality": city,
        "plan": plan,
        "plan_kind": layer.rpartition("#")[2] if layer else "Plan",
        "fiscal_year": fiscal_year,
        "period": [start, end] if fiscal_year is None else None,
        "pillar": pillar,
        "pillar_number": number,
        "field": field,
        "departments": [WHOLE_CITY, *named] if whole else named,
        "sections": units.get((iri, "section"), []),
        "targets": told[0],
        "kept": told[1],
        **_cited(places, iri, "document", "page", "line", "quote"),
    }


def _newest(years: Row, plan: str | None) -> tuple[int, str]:
    """Where a plan stands in a list: by its year, else its last, else its first one, then by its name."""
    plan_year, year, start, end = years
    return -next((one for one in (plan_year, year, end, start) if one is not None), 0), plan or ""


def _units(snapshot: Snapshot) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, kind, label in snapshot.select(UNITS):
        found[iri, kind.rpartition("#")[2]].append(label)
    return {key: list(dict.fromkeys(labels)) for key, labels in found.items()}


def _target_rows(snapshot: Snapshot) -> list[Row]:
    rows = snapshot.select(TARGETS)
    rows.sort(key=lambda row: (*_newest((row[4], None, *row[5:7]), row[3]), row[10] or 0, row[9], row[0]))
    return rows


def _targets_by_subject(snapshot: Snapshot) -> dict[str, list[Record]]:
    figures = _figures(snapshot)
    found: dict[str, list[Record]] = defaultdict(list)
    for row in _target_rows(snapshot):
        found[row[1]].append({"text": row[8], "figures": figures.get(row[0], [])})
    return found


def _figures(snapshot: Snapshot) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for target, value, unit, comparator in snapshot.select(FIGURES):
        found[target].append({"value": _number(value), "unit": unit, "comparator": comparator})
    return found


def _places(snapshot: Snapshot, name: str, main: str) -> dict[str, Record]:
    """Where each fact of a class stands.

    Of several documents the one that says most of the fact is cited, and in it the first words that support
    the main property.
    """
    query = EVIDENCE.replace("$class", f"plan:{name}").replace("$main", main)
    found: dict[str, list[Row]] = defaultdict(list)
    for fact, *place in snapshot.select(query):
        found[fact].append(tuple(place))
    return {fact: _place(rows) for fact, rows in found.items()}


def _place(rows: list[Row]) -> Record:
    told = Counter(row[0] for row in rows)
    first = min(rows, key=lambda row: (not row[4], -told[row[0]], row[0], row[1] or 0, row[2], row[3]))
    return dict(zip(("document", "page", "line", "quote"), first, strict=False))


def _cited(places: Mapping[str, Record], iri: str, *names: str) -> Record:
    place = places.get(iri, {})
    return {name: place.get(name) for name in names}


def _number(value: float) -> float | int:
    """A whole number without its point.

    >>> _number(6700000000.0), _number(94.4)
    (6700000000, 94.4)
    """
    return int(value) if value == int(value) else value
