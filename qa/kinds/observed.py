"""Observations as answers: values of an indicator, the highest, the change between years, the target beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qa import compile as sparql
from qa import query as q
from qa.answer import AnswerStatus, Item
from qa.describe import year_name
from qa.found import Found
from qa.reading import Declined
from qa.rows import citation, cited, first_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.world import World


OBSERVATIONS = """SELECT ?o ?indicator ?name ?subject ?subjectName ?year ?date ?kind ?value ?unit ?comparator ?text ?place
       ?ev ?file ?page ?line ?quote ?retelling ?aspect WHERE {
  VALUES ?indicator { $indicators }
  { ?o a plan:Observation ; plan:indicator ?indicator ; plan:subject ?subject ; plan:text ?text ; plan:value ?value ;
       plan:unit ?unit ; plan:observationKind ?kind ; plan:comparator ?comparator .
    OPTIONAL { ?o plan:fiscalYear ?year } OPTIONAL { ?o plan:date ?date } }
  UNION
  { ?o a plan:Target ; plan:subject ?indicator ; plan:text ?text . BIND(?indicator AS ?subject) BIND("target" AS ?kind) }
  ?indicator skos:prefLabel ?name . OPTIONAL { ?subject skos:prefLabel ?subjectName }
  OPTIONAL { ?o plan:order ?place }
  OPTIONAL { $cited }
} ORDER BY ?indicator ?subject ?year ?place ?o ?ev"""


def answer_observations(query: q.Observe, world: World, language: q.Language) -> Found | Declined:
    """The numbers of the years and subjects that are asked; which years there are, where that year has none."""
    text = sparql.fill(OBSERVATIONS, indicators=sparql.iris(query.indicators), cited=cited("?o"))
    rows = first_of_each(world.facts.select(text))
    asked = {subject.key for subject in query.subjects}
    of_subject = [row for row in rows if not asked or row[3] in asked or row[7] == "target"]
    actual = [row for row in of_subject if row[7] != "target"] or of_subject
    in_years = [row for row in actual if not query.years or row[5] in query.years]
    reading = _reading(query, language)
    if not in_years:
        return _no_year(query, actual, reading, language)
    rules = [row for row in of_subject if row[7] in {"target", "rule"}]
    chosen = (
        rules
        if query.pick == "target" and rules
        else _picked(_parts(in_years, world) if query.pick in EXTREMES else in_years, query.pick)
    )
    rules = [row for row in rules if row not in chosen]
    missing = tuple(
        year_name(year, language) for year in query.years if year not in {row[5] for row in in_years}
    )
    return Found(
        text=_text(chosen, rules, query.pick, language),
        sparql=text,
        reading=reading,
        items=tuple(
            Item(iri=row[0], type="Observation", label=_label(row), fiscal_year=row[5], reason=row[11])
            for row in chosen
        ),
        citations=tuple(
            dict.fromkeys(citation(row[13], *row[14:19]) for row in (*chosen, *rules) if row[13])
        ),
        value=_number(chosen[0][8])
        if len(chosen) == 1 or query.pick in EXTREMES
        else _difference(chosen, query.pick),
        unit=chosen[0][9] if chosen else None,
        missing=missing,
    )


def _reading(query: q.Observe, language: q.Language) -> str:
    names = "、".join(dict.fromkeys(one.label for one in query.indicators))
    years = "・".join(year_name(year, language) for year in query.years)
    subjects = "、".join(dict.fromkeys(one.label for one in query.subjects))
    if language == "en":
        return names + (f" of {subjects}" if subjects else "") + (f" in {years}" if years else "")
    return (f"{subjects}の" if subjects else "") + (f"{years}の" if years else "") + names


def _no_year(query: q.Observe, rows: Sequence[Sequence[Any]], reading: str, language: q.Language) -> Declined:
    years = list(dict.fromkeys(row[5] for row in rows if row[5] is not None))
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


def _parts(rows: Sequence[Sequence[Any]], world: World) -> list[Sequence[Any]]:
    """The rows of what is compared: the total of a plan is none of its pillars."""
    things = world.lexicon.things
    parts = [row for row in rows if row[3] not in things or things[row[3]].kind != "plan"]
    return parts if len(parts) > 1 else list(rows)


def _picked(rows: Sequence[Sequence[Any]], pick: q.Pick | None) -> list[Sequence[Any]]:
    numbers = [row for row in rows if row[8] is not None]
    if pick == "newest":
        last = max((row[5] for row in rows if row[5] is not None), default=None)
        return [row for row in rows if row[5] == last]
    if pick in EXTREMES and numbers:
        best = (max if pick == "highest" else min)(row[8] for row in numbers)
        return [row for row in numbers if row[8] == best]
    return list(rows)


def _difference(rows: Sequence[Sequence[Any]], pick: q.Pick | None) -> float | None:
    """The last value less the first, where the change of one indicator is asked."""
    dated = sorted((row for row in rows if row[5] is not None and row[8] is not None), key=lambda row: row[5])
    if pick != "change" or len(dated) < 2 or len({row[1] for row in dated}) > 1:
        return None
    return float(round(dated[-1][8] - dated[0][8], 6))


def _number(value: float | None) -> float | int | None:
    return value if value is None or value != int(value) else int(value)


def _label(row: Sequence[Any]) -> str:
    """The indicator, with its subject where the subject is a thing of its own."""
    return row[2] if not row[4] or row[4] == row[2] else f"{row[4]}の{row[2]}"


def _when(row: Sequence[Any], language: q.Language) -> str:
    if row[5] is None:
        return ""
    year = f"{year_name(row[5])}（{row[5]}年度）" if language == "ja" else f"fiscal {row[5]}"
    return f"{year}の" if language == "ja" else f" in {year}"


def _text(
    rows: Sequence[Sequence[Any]], rules: Sequence[Sequence[Any]], pick: q.Pick | None, language: q.Language
) -> str:
    lines = [_told(row, language) for row in rows]
    change = _difference(rows, pick)
    if change is not None:
        unit = "ポイント" if rows[0][9] == "%" else rows[0][9]
        lines.append(
            f"最初と最後の年の差は{change:+g}{unit}です。"
            if language == "ja"
            else f"The difference between the first and the last year is {change:+g}{rows[0][9]}."
        )
    told = list(dict.fromkeys(row[11] for row in rules))
    if told:
        lines.append(("目標: " if language == "ja" else "Target: ") + "、".join(told[:4]))
    return "\n".join(lines)


def _told(row: Sequence[Any], language: q.Language) -> str:
    text = row[11] + (row[9] or "") if _BARE.fullmatch(row[11]) else row[11]
    if row[7] == "target":
        return (
            f"{_label(row)}の目標は「{text}」です。"
            if language == "ja"
            else f"The target of {_label(row)}: {text}"
        )
    if language == "en":
        return f"{_label(row)}{_when(row, language)}: {text}"
    return f"{_when(row, language)}{_label(row)}は{text}です。"


_BARE = re.compile(r"[0-9０-９,，.．]+")
"""A cell that holds a number alone: the unit stands in its table's head."""
