"""The tables of CONTRACTS.md, as rows of plain values in the order of the documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from keikaku.graph.export.table_queries import (
    ATTRIBUTES,
    EVIDENCE,
    FIGURES,
    INITIATIVES,
    OBSERVATIONS,
    TARGETS,
    AttributeRow,
    EvidenceRow,
    FigureRow,
    InitiativeRow,
    InPlan,
    ObservationRow,
    TargetRow,
)
from keikaku.graph.review.links import COLUMNS as LINK_COLUMNS
from keikaku.graph.review.links import links
from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views.around import AROUND, Attribute, Shown, Told, around, told_query
from keikaku.ontology.places.municipalities import bodies_called

Record = dict[str, Any]

WHOLE_CITY = "全庁"


def initiatives(snapshot: Snapshot) -> list[Record]:
    """One row an initiative, newest plan first, in the order of its document."""
    columns = {one.name: _column(snapshot, one) for one in around(Shown.EXPORT)}
    places = _places(snapshot, "Initiative", "skos:prefLabel")
    rows = snapshot.rows(InitiativeRow, INITIATIVES)
    rows.sort(key=lambda row: (*_newest(row, row.year), row.order, row.i))
    return [
        {
            "iri": row.i,
            "label": row.label,
            **{name: value_of(row) for name, value_of in columns.items()},
            **_cited(places, row.i, "document", "page", "line", "quote"),
            "municipality_code": code_of(columns["municipality"](row)),
        }
        for row in rows
    ]


@cache
def code_of(name: str | None) -> str | None:
    """全国地方公共団体コード of a municipality; none for a name that several have.

    >>> code_of("昭島市"), code_of("府中市")
    ('132071', None)
    """
    found = bodies_called(name or "")
    return found[0].code if len(found) == 1 else None


Column: TypeAlias = Callable[[InitiativeRow], Any]


def _column(snapshot: Snapshot, attribute: Attribute) -> Column:
    """What stands in a column of each initiative: by a maker of its own, else by its pattern."""
    if attribute.name in _MADE:
        return _MADE[attribute.name](snapshot)
    told = told_texts(snapshot, attribute)
    if attribute.many:
        return lambda row: told.get(row.i, [])
    return lambda row: next(iter(told.get(row.i, ())), None)


def told_texts(snapshot: Snapshot, attribute: Attribute) -> dict[str, list[str]]:
    """The values of an attribute in words, each once, by initiative."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in snapshot.rows(Told, told_query(attribute)):
        found[row.thing].append(row.text)
    return {thing: list(dict.fromkeys(texts)) for thing, texts in found.items()}


def _departments(snapshot: Snapshot) -> Column:
    told = told_texts(snapshot, next(one for one in AROUND if one.name == "departments"))
    return lambda row: [*([WHOLE_CITY] if row.whole else []), *told.get(row.i, [])]


def _target_column(snapshot: Snapshot) -> Column:
    told = _targets_by_subject(snapshot)
    return lambda row: told.get(row.i, [])


def _kept_column(snapshot: Snapshot) -> Column:
    told = _kept(snapshot)
    return lambda row: told.get(row.i, [])


_MADE: Mapping[str, Callable[[Snapshot], Column]] = {
    "plan_kind": lambda _: lambda row: row.layer.rpartition("#")[2] if row.layer else "Plan",
    "fiscal_year": lambda _: lambda row: row.fiscal_year,
    "period": lambda _: lambda row: [row.start, row.end] if row.fiscal_year is None else None,
    "departments": _departments,
    "targets": _target_column,
    "kept": _kept_column,
}
"""The columns that are more than what a pattern finds."""


def targets(snapshot: Snapshot) -> list[Record]:
    """One row a figure of a target, and one for a target without any."""
    figures = _figures(snapshot)
    places = _places(snapshot, "Target", "plan:text")
    found = []
    for row in _target_rows(snapshot):
        for figure in figures.get(row.t) or [dict.fromkeys(("value", "unit", "comparator"))]:
            year = row.year if row.year is not None else row.plan_year
            told = {
                "iri": row.subject,
                "initiative": row.label,
                "plan": row.plan,
                "fiscal_year": year,
                "text": row.text,
                **figure,
            }
            found.append({**told, **_cited(places, row.t, "document", "line")})
    return found


def observations(snapshot: Snapshot) -> list[Record]:
    """One row a value of an indicator."""
    places = _places(snapshot, "Observation", "plan:value")
    rows = snapshot.rows(ObservationRow, OBSERVATIONS)
    rows.sort(key=lambda row: (*_newest(row), row.order, row.o))
    return [
        {
            "iri": row.of,
            "indicator": row.indicator,
            "subject": row.subject,
            "plan": row.plan,
            "fiscal_year": row.year,
            "kind": row.kind,
            "value": _number(row.value),
            "unit": row.unit,
            "text": row.text,
            **_cited(places, row.o, "document", "line"),
        }
        for row in rows
    ]


def attributes(snapshot: Snapshot) -> list[Record]:
    """One row a cell that a table gives beside the known ones."""
    places = _places(snapshot, "Attribute", "plan:text")
    return [
        {
            "initiative": row.i,
            "initiative_label": row.label,
            "plan": row.plan,
            "fiscal_year": row.year,
            "name": row.name,
            "text": row.text,
            "value": None if row.value is None else _number(row.value),
            "unit": row.unit,
            **_cited(places, row.a, "document", "page", "line"),
        }
        for row in _attribute_rows(snapshot)
    ]


def _attribute_rows(snapshot: Snapshot) -> list[AttributeRow]:
    rows = snapshot.rows(AttributeRow, ATTRIBUTES)
    rows.sort(key=lambda row: (*_newest(row), row.place, row.order, row.a))
    return rows


def _kept(snapshot: Snapshot) -> dict[str, list[Record]]:
    """What tables give of each initiative beside the known things."""
    found: dict[str, list[Record]] = defaultdict(list)
    for row in _attribute_rows(snapshot):
        value = row.text if row.value is None else _number(row.value)
        found[row.i].append(
            {"name": row.name, "value": value, "unit": row.unit, "year": row.year, "text": row.text}
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
        *("iri", "label"),
        *(one.name for one in around(Shown.EXPORT)),
        *("document", "page", "line", "quote", "municipality_code"),
    ),
    "targets": (
        *("iri", "initiative", "plan", "fiscal_year", "text"),
        *("value", "unit", "comparator", "document", "line"),
    ),
    "observations": (
        *("iri", "indicator", "subject", "plan", "fiscal_year", "kind"),
        *("value", "unit", "text", "document", "line"),
    ),
    "attributes": (
        *("initiative", "initiative_label", "plan", "fiscal_year", "name", "text", "value", "unit"),
        *("document", "page", "line"),
    ),
    "links": LINK_COLUMNS,
}
"""The columns of each table, also where it has no row."""


def _newest(row: InPlan, own: int | None = None) -> tuple[int, str]:
    """Where a plan stands in a list: by its year, else its last, else its first one, then by its name."""
    years = (row.plan_year, own, row.end, row.start)
    return -next((one for one in years if one is not None), 0), row.plan or ""


def _target_rows(snapshot: Snapshot) -> list[TargetRow]:
    rows = snapshot.rows(TargetRow, TARGETS)
    rows.sort(key=lambda row: (*_newest(row), row.place or 0, row.order, row.t))
    return rows


def _targets_by_subject(snapshot: Snapshot) -> dict[str, list[Record]]:
    figures = _figures(snapshot)
    found: dict[str, list[Record]] = defaultdict(list)
    for row in _target_rows(snapshot):
        found[row.subject].append({"text": row.text, "figures": figures.get(row.t, [])})
    return found


def _figures(snapshot: Snapshot) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in snapshot.rows(FigureRow, FIGURES):
        found[row.t].append({"value": _number(row.value), "unit": row.unit, "comparator": row.comparator})
    return found


def _places(snapshot: Snapshot, name: str, main: str) -> dict[str, Record]:
    """Where each fact of a class stands.

    Of several documents the one that says most of the fact is cited, and in it the first words that support
    the main property.
    """
    query = EVIDENCE.replace("$class", f"plan:{name}").replace("$main", main)
    found: dict[str, list[EvidenceRow]] = defaultdict(list)
    for row in snapshot.rows(EvidenceRow, query):
        found[row.fact].append(row)
    return {fact: _place(rows) for fact, rows in found.items()}


def _place(rows: list[EvidenceRow]) -> Record:
    told = Counter(row.file for row in rows)
    first = min(
        rows, key=lambda row: (not row.main, -told[row.file], row.file, row.page or 0, row.line, row.quote)
    )
    return {"document": first.file, "page": first.page, "line": first.line, "quote": first.quote}


def _cited(places: Mapping[str, Record], iri: str, *names: str) -> Record:
    place = places.get(iri, {})
    return {name: place.get(name) for name in names}


def _number(value: float) -> float | int:
    """A whole number without its point.

    >>> _number(6700000000.0), _number(94.4)
    (6700000000, 94.4)
    """
    return int(value) if value == int(value) else value
