"""Observations as answers: values of an indicator, the highest, the change between years, the target beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.japanese.scales import written
from keikaku.qa import query as q
from keikaku.qa.kinds.numbers.figures import amount
from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import AnswerStatus, Citation, Item
from keikaku.qa.telling.describe import year_name
from keikaku.qa.telling.found import Found
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cites, citing, first_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.world.world import World


class ObservationRow(NamedTuple):
    """A row of OBSERVATIONS."""

    o: str
    indicator: str
    name: str
    subject: str
    subject_name: str | None
    year: int | None
    date: str | None
    kind: str
    value: float | None
    unit: str | None
    comparator: str | None
    text: str
    place: int | None
    evidence: Evidence
    own: str | None


OBSERVATIONS = """SELECT ?o ?indicator ?name ?subject ?subjectName ?year ?date ?kind ?value ?unit ?comparator ?text ?place
       $columns ?own WHERE {
  VALUES ?indicator { $indicators }
  { ?o a plan:Observation ; plan:indicator ?indicator ; plan:subject ?subject ; plan:text ?text ; plan:value ?value ;
       plan:observationKind ?kind ; plan:comparator ?comparator .
    OPTIONAL { ?o plan:unit ?unit } OPTIONAL { ?o plan:fiscalYear ?year } OPTIONAL { ?o plan:date ?date } }
  UNION
  { ?o a plan:Target ; plan:subject ?indicator ; plan:text ?text . BIND("target" AS ?kind)
    OPTIONAL { ?indicator plan:subject ?whose } BIND(COALESCE(?whose, ?indicator) AS ?subject)
    OPTIONAL { ?o plan:fiscalYear ?year }
    OPTIONAL { ?o plan:figure ?f . ?f plan:value ?value ; plan:comparator ?comparator . OPTIONAL { ?f plan:unit ?unit }
               FILTER NOT EXISTS { ?o plan:figure ?g FILTER(?g != ?f) } } }
  OPTIONAL { ?indicator plan:subject ?own }
  ?indicator skos:prefLabel ?name . OPTIONAL { ?subject skos:prefLabel ?subjectName }
  OPTIONAL { ?o plan:order ?place }
  OPTIONAL { $cited }
} ORDER BY ?indicator ?subject ?year ?place ?o ?ev"""


def answer_observations(query: q.Observe, world: World, language: q.Language) -> Found | Declined:
    """The numbers of the years and subjects that are asked; which years there are, where that year has none."""
    text = sparql.fill(OBSERVATIONS, indicators=sparql.iris(query.indicators), **citing("?o"))
    told = world.facts.rows(ObservationRow, text)
    rows = _of_subjects(first_of_each(told), query)
    reading = _reading(query, language)
    in_years = _in_years(rows, query)
    if not in_years:
        return _no_year(query, rows, reading, language)
    parts = _parts(in_years, world) if query.pick in EXTREMES else in_years
    chosen = _picked(parts, query.pick)
    counted = {of for row in chosen for of in ((row.indicator, row.subject), (row.indicator, row.indicator))}
    rules = [r for r in rows if r.kind in RULES and r not in chosen and (r.indicator, r.subject) in counted]
    missing = tuple(
        year_name(year, language) for year in query.years if year not in {row.year for row in in_years}
    )
    missing = () if any(row.year is None for row in in_years) else missing
    return Found(
        text=_text(chosen, rules, query.pick, language),
        sparql=text,
        reading=reading,
        items=tuple(
            Item(iri=row.o, type="Observation", label=_label(row), fiscal_year=row.year, reason=_words(row))
            for row in chosen
        ),
        citations=_citations((*chosen, *rules), told),
        value=_number(chosen[0].value)
        if len(chosen) == 1 or query.pick in EXTREMES
        else _difference(chosen, query.pick),
        unit=chosen[0].unit if chosen else None,
        missing=missing,
    )


RULES = frozenset({"target", "rule"})
"""What is to be reached; one whose subject is the indicator itself holds for all that is counted by it."""


def _of_subjects(rows: Sequence[ObservationRow], query: q.Observe) -> list[ObservationRow]:
    """The rows about what is asked; a city has what is counted of its initiatives too, where it tells no other."""
    asked = {subject.key for subject in query.subjects}
    found = [row for row in rows if not asked or row.subject in asked or row.kind == "target"]
    return found if any(row.kind != "target" for row in found) else [row for row in rows if row.own] or found


def _in_years(rows: Sequence[ObservationRow], query: q.Observe) -> list[ObservationRow]:
    """What is told of the years that are asked: the figure, and where a year has none yet, its target.

    A rule without a year holds in every year that has figures.
    """
    rules = [row for row in rows if row.kind in RULES]
    actual = [row for row in rows if row.kind not in RULES] or rules
    if not query.years:
        return rules if query.pick == "target" and rules else actual
    told = [row for row in actual if row.year in query.years]
    if query.pick == "target" and rules:
        asked = [row for row in rules if row.year in query.years]
        return asked or ([row for row in rules if row.year is None] if told else [])
    have = {(row.indicator, row.subject, row.year) for row in told}
    aims = (
        row for row in rules if row.year in query.years and (row.indicator, row.subject, row.year) not in have
    )
    return list({row.o: row for row in (*told, *aims)}.values())


ASPECTS = ("#value", "#text", "#indicator", "#unit")


def _citations(shown: Sequence[ObservationRow], told: Sequence[ObservationRow]) -> tuple[Citation, ...]:
    """The row of each figure, then the head and the caption that are needed to read it."""
    evidence: dict[str, list[Evidence]] = {}
    for row in told:
        evidence.setdefault(row.o, []).append(row.evidence)
    return cites(one for row in shown for one in sorted(evidence[row.o], key=_aspect))


def _aspect(row: Evidence) -> tuple[int, str]:
    place = next((at for at, one in enumerate(ASPECTS) if str(row.aspect).endswith(one)), len(ASPECTS))
    return place, str(row.ev)


def _reading(query: q.Observe, language: q.Language) -> str:
    names = "、".join(dict.fromkeys(one.label for one in query.indicators))
    years = "・".join(year_name(year, language) for year in query.years)
    subjects = "、".join(dict.fromkeys(one.label for one in query.subjects))
    if language == "en":
        return names + (f" of {subjects}" if subjects else "") + (f" in {years}" if years else "")
    return (f"{subjects}の" if subjects else "") + (f"{years}の" if years else "") + names


def _no_year(
    query: q.Observe, rows: Sequence[ObservationRow], reading: str, language: q.Language
) -> Declined:
    years = list(dict.fromkeys(row.year for row in rows if row.year is not None))
    if query.years and years:
        return Declined(
            status=AnswerStatus.OTHER_YEAR,
            phrase="other_year",
            about={
                "reading": "、".join(dict.fromkeys(one.label for one in query.indicators)),
                "asked": "・".join(f"{year_name(year, language)}" for year in query.years),
                "years": "、".join(year_name(year, language) for year in sorted(years)),
            },
            choices=tuple(
                f"{year_name(year)}の{query.indicators[0].label}は？" for year in sorted(years)[-3:]
            ),
        )
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="nothing", about={"reading": reading})


EXTREMES = frozenset({"highest", "lowest"})


def _parts(rows: Sequence[ObservationRow], world: World) -> list[ObservationRow]:
    """The rows of what is compared: the total of a plan is none of its pillars."""
    things = world.lexicon.things
    parts = [row for row in rows if row.subject not in things or things[row.subject].kind != "plan"]
    return parts if len(parts) > 1 else list(rows)


def _picked(rows: Sequence[ObservationRow], pick: q.Pick | None) -> list[ObservationRow]:
    numbers = {row: row.value for row in rows if row.value is not None}
    if pick == "newest":
        last = max((row.year for row in rows if row.year is not None), default=None)
        return [row for row in rows if row.year == last]
    if pick in EXTREMES and numbers:
        best = (max if pick == "highest" else min)(numbers.values())
        return [row for row in rows if row.value == best]
    return list(rows)


def _difference(rows: Sequence[ObservationRow], pick: q.Pick | None) -> float | None:
    """The last value less the first, where the change of one indicator is asked."""
    dated = [
        (row.year, row.indicator, row.value) for row in rows if row.year is not None and row.value is not None
    ]
    if pick != "change" or len(dated) < 2 or len({indicator for _, indicator, _ in dated}) > 1:
        return None
    (*_, first), (*_, last) = min(dated, key=_year), max(reversed(dated), key=_year)
    return round(last - first, 6)


def _year(dated: tuple[int, str, float]) -> int:
    return dated[0]


def _number(value: float | None) -> float | int | None:
    return value if value is None or value != int(value) else int(value)


def _label(row: ObservationRow) -> str:
    """The indicator, with its subject where the subject is a thing of its own."""
    if row.own and row.own == row.subject:
        return f"「{row.subject_name}」の{row.name}"
    return (
        row.name
        if not row.subject_name or row.subject_name == row.name
        else f"{row.subject_name}の{row.name}"
    )


def _when(row: ObservationRow, language: q.Language) -> str:
    if row.year is None:
        return ""
    year = f"{year_name(row.year)}（{row.year}年度）" if language == "ja" else f"fiscal {row.year}"
    return f"{year}の" if language == "ja" else f" in {year}"


def _signed(change: float, unit: str, language: q.Language) -> str:
    """A difference with its sign, written as figures are: +68億円 and never +6.8e+09円."""
    sign = "+" if change > 0 else "-" if change < 0 else ""
    return sign + amount(abs(change), unit, language=language)


def _text(
    rows: Sequence[ObservationRow], rules: Sequence[ObservationRow], pick: q.Pick | None, language: q.Language
) -> str:
    lines = list(dict.fromkeys(_told(row, language) + _source(row, rows, language) for row in rows))
    change = _difference(rows, pick)
    if change is not None:
        told_unit = rows[0].unit or ""
        unit = "ポイント" if told_unit == "%" else told_unit
        lines.append(
            f"最初と最後の年の差は{_signed(change, unit, language)}です。"
            if language == "ja"
            else f"The difference between the first and the last year is {_signed(change, told_unit, language)}."
        )
    for label in dict.fromkeys(map(_label, rules)):
        told = dict.fromkeys(_words(row) + _of_year(row, language) for row in rules if _label(row) == label)
        head = "目標" if language == "ja" else "Target"
        several = f"（{label}）" if len({_label(row) for row in rules}) > 1 else ""
        lines.append(f"{head}{several}: {'、'.join([*told][:TARGETS_TOLD])}")
    return "\n".join(lines)


TARGETS_TOLD = 4
"""So many of an indicator's targets stand in the text; all of them are cited."""


def _words(row: ObservationRow) -> str:
    """A figure with the unit that its table tells."""
    return written(row.text, row.value, row.unit or "")


def _of_year(row: ObservationRow, language: q.Language) -> str:
    """The year of a target, in brackets, where its own words do not tell it."""
    if row.year is None:
        return ""
    return f"（{year_name(row.year)}）" if language == "ja" else f" ({year_name(row.year, 'en')})"


def _source(row: ObservationRow, rows: Sequence[ObservationRow], language: q.Language) -> str:
    """The document and the line, where the documents tell another figure of the same."""
    same = [
        one
        for one in rows
        if (one.indicator, one.subject, one.year, one.date, one.kind)
        == (row.indicator, row.subject, row.year, row.date, row.kind)
    ]
    if len({(one.value, one.unit) for one in same}) < 2 or not row.evidence.file:
        return ""
    file, line = row.evidence.file, row.evidence.line
    return f"（{file} {line}行目）" if language == "ja" else f" ({file}, line {line})"


def _told(row: ObservationRow, language: q.Language) -> str:
    text = _words(row)
    if row.kind == "target":
        if language == "en":
            return f"The target of {_label(row)}{_when(row, language)}: {text}"
        return f"{_when(row, language)}{_label(row)}の目標は「{text}」です。"
    if language == "en":
        return f"{_label(row)}{_when(row, language)}: {text}"
    return f"{_when(row, language)}{_label(row)}は{text}です。"
