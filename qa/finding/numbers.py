"""Numbers of a published version: figures that stand in a source, and what is reckoned from them with its working."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any, NamedTuple

from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cite, citing, first_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.world import World


class FigureRow(NamedTuple):
    """A row of OBSERVATIONS."""

    o: str
    indicator: str
    name: str
    subject: str
    subject_name: str | None
    year: int | None
    kind: str
    value: float | None
    unit: str | None
    comparator: str | None
    text: str
    place: int | None
    evidence: Evidence


OBSERVATIONS = """SELECT ?o ?indicator ?name ?subject ?subjectName ?year ?kind ?value ?unit ?comparator ?text ?place
       $columns WHERE {
  VALUES ?indicator { $indicators }
  { ?o a plan:Observation ; plan:indicator ?indicator ; plan:subject ?subject ; plan:text ?text ; plan:value ?value ;
       plan:unit ?unit ; plan:observationKind ?kind ; plan:comparator ?comparator .
    OPTIONAL { ?o plan:fiscalYear ?year } }
  UNION
  { ?o a plan:Target ; plan:subject ?indicator ; plan:text ?text . BIND(?indicator AS ?subject) BIND("target" AS ?kind)
    OPTIONAL { ?o plan:figure ?figure . ?figure plan:value ?value ; plan:unit ?unit ; plan:comparator ?comparator } }
  ?indicator skos:prefLabel ?name . OPTIONAL { ?subject skos:prefLabel ?subjectName }
  OPTIONAL { ?o plan:order ?place } OPTIONAL { $cited }
} ORDER BY ?indicator ?subject ?year ?place ?o ?value ?ev"""


class CountedRow(NamedTuple):
    """A row of COUNTED."""

    i: str
    label: str
    evidence: Evidence


COUNTED = """SELECT DISTINCT ?i ?label $columns WHERE {
  $where ?i skos:prefLabel ?label . OPTIONAL { $named }
} ORDER BY ?i ?ev"""
WITHIN = {
    Comparator.EXACT: lambda value, bound: value == bound,
    Comparator.ABOUT: lambda value, bound: value == bound,
    Comparator.AT_LEAST: lambda value, bound: value >= bound,
    Comparator.AT_MOST: lambda value, bound: value <= bound,
    Comparator.MORE_THAN: lambda value, bound: value > bound,
    Comparator.LESS_THAN: lambda value, bound: value < bound,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure that a source tells, with where it stands."""

    iri: str
    indicator: q.Named
    subject: q.Named
    year: int | None
    kind: str
    value: float | None
    unit: str
    about: bool
    text: str
    place: int = 0
    citation: Citation | None = None
    comparator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a number comes to: None where a term of it is not told; `of` are the figures that it is made of."""

    number: q.Number | q.Series | q.Within | q.Kept
    value: float | None = None
    unit: str = ""
    about: bool = False
    of: tuple[Told, ...] = ()
    citations: tuple[Citation, ...] = ()
    years: tuple[int, ...] = ()  # that are told, where the one asked for is not
    parts: tuple[Value, ...] = ()


class Finder:
    """Evaluates numbers on one version and remembers the queries that it asked."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked: dict[str, None] = {}

    def told(self, indicator: q.Named) -> tuple[Told, ...]:
        """Every figure of the indicator, its targets among them."""
        text = sparql.fill(OBSERVATIONS, indicators=sparql.iri(indicator.key), **citing("?o"))
        self.asked[text] = None
        return tuple(_told(row) for row in first_of_each(self.world.facts.rows(FigureRow, text)))

    def counted(self, where: q.AllOf) -> tuple[int, tuple[Citation, ...]]:
        """How many initiatives meet the condition, and where their names stand."""
        text = sparql.fill(COUNTED, where=sparql.where(where), **citing("?i"))
        self.asked[text] = None
        rows = first_of_each(self.world.facts.rows(CountedRow, text))
        return len(rows), tuple(one for row in rows if (one := cite(row.evidence)))


def _told(row: FigureRow) -> Told:
    return Told(
        iri=row.o,
        indicator=q.Named(row.indicator, row.name),
        subject=q.Named(row.subject, row.subject_name or ""),
        year=row.year,
        kind=row.kind,
        value=row.value,
        unit=row.unit or "",
        about=row.comparator == Comparator.ABOUT,
        comparator=row.comparator or "",
        text=row.text,
        place=row.place or 0,
        citation=cite(row.evidence),
    )


def _of(finder: Finder, series: q.Series) -> list[Told]:
    """The figures of a series in their order: years, or the pillars of a plan."""
    rows = [one for one in finder.told(series.indicator) if one.kind != "target" and one.value is not None]
    things = finder.world.lexicon.things
    if series.pillars_of:
        plan = series.pillars_of.key
        found = [row for row in rows if row.subject.key in things and things[row.subject.key].plan == plan]
        return sorted(found, key=lambda row: things[row.subject.key].order)
    rows = _of_subject(rows, series.subject, finder.world)
    return sorted((row for row in rows if row.year is not None), key=lambda row: row.year or 0)


def _of_subject(rows: list[Told], subject: q.Named | None, world: World) -> list[Told]:
    """The rows of the subject; where none is named, those of the city, else of the only subject."""
    if subject:
        return [row for row in rows if row.subject.key == subject.key]
    cities = {city.key for city in world.lexicon.municipalities}
    of_city = [row for row in rows if row.subject.key in cities]
    return of_city or (rows if len({row.subject.key for row in rows}) == 1 else [])


def _value_of(number: Any, rows: Sequence[Told], value: float | None, unit: str, **more: Any) -> Value:
    return Value(
        number=number,
        value=None if value is None else round(value, 6),
        unit=unit,
        about=any(row.about for row in rows),
        of=tuple(rows),
        citations=tuple(dict.fromkeys(row.citation for row in rows if row.citation)),
        **more,
    )


@singledispatch
def evaluate(number: object, _finder: Finder) -> Value:
    """What the number comes to on the finder's version."""
    raise TypeError(f"no value for {number!r}")


@evaluate.register
def _(number: q.Figure, finder: Finder) -> Value:
    rows = list(finder.told(number.indicator))
    if number.target:
        rules = [row for row in rows if row.kind in {"target", "rule"}]
        return _value_of(number, rules[:1], rules[0].value if rules else None, rules[0].unit if rules else "")
    of = [row for row in rows if row.kind == "target" and row.year is not None and row.year == number.year]
    aimed = [row for row in of if not number.subject or row.subject.key == number.subject.key][:1]
    rows = _of_subject([row for row in rows if row.kind != "target"], number.subject, finder.world)
    years = tuple(sorted({row.year for row in rows if row.year is not None}))
    wanted = number.year if number.year is not None else max(years, default=None)
    found = [row for row in rows if row.year == wanted][:1] or aimed
    if not found:
        return Value(number=number, years=years)
    return _value_of(number, found, found[0].value, found[0].unit)


@evaluate.register
def _(number: q.Series, finder: Finder) -> Value:
    rows = _of(finder, number)
    kept = [row for row in rows if not number.years or row.year in number.years]
    years = tuple(row.year for row in rows if row.year is not None)
    return _value_of(number, kept, None, kept[0].unit if kept else "", years=years)


@evaluate.register
def _(number: q.Within, finder: Finder) -> Value:
    series = evaluate(number.of, finder)
    kept = [row for row in series.of if satisfies(row.value, number.bound)]
    return replace(_value_of(number, kept, None, series.unit, years=series.years), parts=(series,))


@evaluate.register
def _(number: q.Kept, finder: Finder) -> Value:
    series = evaluate(number.of, finder)
    goal = evaluate(q.Figure(number.of.indicator, target=True), finder)
    kept = [row for row in series.of if goal.of and keeps(row, goal.of[0])]
    cites = (*series.citations, *goal.citations)
    found = replace(_value_of(number, kept, None, series.unit, years=series.years), parts=(series, goal))
    return replace(found, citations=tuple(dict.fromkeys(cites)))


def keeps(row: Told, rule: Told) -> bool:
    """True where the figure is what its target asks for: at least so much, where the target says no other."""
    if row.value is None or rule.value is None:
        return False
    if "超えない" in rule.text:
        return row.value <= rule.value
    told = Comparator(rule.comparator) if rule.comparator else Comparator.AT_LEAST
    bounded = told in {Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.MORE_THAN}
    return bool(WITHIN[told if bounded else Comparator.AT_LEAST](row.value, rule.value))


def satisfies(value: float | None, bound: q.Bound) -> bool:
    """True where the value is told and within the bound."""
    if value is None or not WITHIN[bound.comparator](value, bound.value):
        return False
    return bound.upper is None or value < bound.upper


@evaluate.register
def _(number: q.HowMany, finder: Finder) -> Value:
    within = evaluate(q.Within(number.of, number.bound), finder)
    return replace(within, number=number, value=float(len(within.of)), unit="")


@evaluate.register
def _(number: q.Average, finder: Finder) -> Value:
    series = evaluate(number.of, finder)
    values = [row.value or 0.0 for row in series.of]
    mean = round(sum(values) / len(values), 2) if values else None
    return replace(_value_of(number, series.of, mean, series.unit, years=series.years), parts=(series,))


@evaluate.register
def _(number: q.Utmost, finder: Finder) -> Value:
    series = evaluate(number.of, finder)
    values = sorted({row.value or 0.0 for row in series.of}, reverse=not number.lowest)
    if len(values) < number.rank:
        return Value(number=number, years=series.years)
    best = values[number.rank - 1]
    rows = [row for row in series.of if row.value == best]
    return replace(_value_of(number, rows, best, series.unit), parts=(series,))


@evaluate.register
def _(number: q.Best, finder: Finder) -> Value:
    parts = [part for part in (evaluate(one, finder) for one in number.of) if part.value is not None]
    if not parts or len({part.unit for part in parts}) > 1:
        return Value(number=number)
    values = [part.value or 0.0 for part in parts]
    best = min(values) if number.lowest else max(values)
    kept = tuple(part for part in parts if part.value == best)
    rows = [row for part in kept for row in part.of]
    return _value_of(number, rows, best, kept[0].unit, parts=kept)


@evaluate.register
def _(number: q.CountOf, finder: Finder) -> Value:
    count, citations = finder.counted(number.where)
    return Value(number=number, value=float(count), unit="件", citations=citations)


@evaluate.register
def _(number: q.Sum, finder: Finder) -> Value:
    parts = tuple(evaluate(part, finder) for part in number.parts)
    return _joined(number, parts, sum)


@evaluate.register
def _(number: q.Difference, finder: Finder) -> Value:
    parts = (evaluate(number.first, finder), evaluate(number.second, finder))
    found = _joined(number, parts, lambda values: values[0] - values[1])
    return replace(found, unit="ポイント") if found.unit == "%" else found


@evaluate.register
def _(number: q.Ratio, finder: Finder) -> Value:
    parts = (evaluate(number.part, finder), evaluate(number.whole, finder))
    found = _joined(number, parts, lambda values: 100 * values[0] / values[1] if values[1] else 0.0)
    return replace(found, value=None if found.value is None else round(found.value, 1), unit="%")


def _joined(number: Any, parts: tuple[Value, ...], reckon: Any) -> Value:
    """Reckoned only where every term is told, in one unit."""
    units = {part.unit for part in parts}
    whole = all(part.value is not None for part in parts) and len(units) == 1
    value = round(reckon([part.value for part in parts]), 6) if whole else None
    return Value(
        number=number,
        value=value,
        unit=parts[0].unit if whole else "",
        about=any(part.about for part in parts),
        of=tuple(row for part in parts for row in part.of),
        citations=tuple(dict.fromkeys(cite for part in parts for cite in part.citations)),
        parts=parts,
    )
