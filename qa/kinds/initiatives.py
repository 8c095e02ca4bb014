"""Lists and counts of initiatives by any combination of conditions; what is told apart, the most and the least."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.model.vocabulary import THEME
from keikaku.qa import query as q
from keikaku.qa.conditions import chosen_pillar, named, scope
from keikaku.qa.cues import DOING
from keikaku.qa.finding.nearest import members, ranked
from keikaku.qa.kinds.figures.observations import how_far
from keikaku.qa.kinds.passages import read_passage
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.describe import describe_condition, pillar_name, year_name
from keikaku.qa.telling.found import Found
from keikaku.qa.text.aliases import sound
from keikaku.qa.units import of_department, own_units
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import DetailRow, Row, details, fold_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.world.world import World

LISTED = 60
"""How many names the sentence of an answer writes out; the items are always complete."""


# ---- reading -------------------------------------------------------------------------------------------------------


def read_list(reading: Reading) -> Understood | Declined | None:
    """A list by the scope that the question names, narrowed by the words that are left."""
    return narrowed(reading)


def narrowed(reading: Reading) -> Understood | Declined | None:
    """The initiatives that the question means; None where its words have to be searched for instead."""
    found = scope(reading.recognised, reading.world, soft=not reading.topic)
    if found.unmet:
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="unknown_pillar",
            about=pillars_there(reading, found.unmet[0]),
        )
    condition = found.condition
    if reading.topic:
        if len(reading.topic) >= A_DESCRIPTION and (told := read_passage(reading)):
            return told
        with_words = _with_words(reading, condition)
        if with_words is None:
            return None
        condition = with_words
    if not condition.conditions and not _asks_for_all(reading):
        return None
    return Understood(query=q.ListInitiatives(condition), notes=found.notes)


A_DESCRIPTION = 4
"""So many words beside a scope describe one thing: 市長表彰の優秀賞をもらった会社の取り組み is told by a sentence."""


def _asks_for_all(reading: Reading) -> bool:
    return any(
        word in reading.shape
        for word in ("施策", "取組", "取り組み", "事業", "initiative", "project", "measure")
    )


def _with_words(reading: Reading, condition: q.AllOf) -> q.AllOf | None:
    """The scope and the words of the topic, where some initiative of the scope holds every one of them."""
    allowed = members(reading.world, condition)
    near = ranked(reading.world, "initiative", reading.topic, allowed)
    every = [one.of.key for one in near if len(one.matched) == len(reading.topic)]
    if not every:
        return None
    words = "・".join(word.surface for word in reading.topic)
    return q.AllOf((*condition.conditions, q.TextHas(words, tuple(sorted(every)))))


def pillars_there(reading: Reading, name: str) -> dict[str, str]:
    """What pillars there are in the plan that was meant."""
    named = [m.things[0] for m in reading.recognised.of("plan") if m.things]
    plan = named[0] if named else reading.world.newest_plan
    if plan is None:
        return {"name": name, "where": "文書", "there": ""}
    pillars = sorted((p for p in reading.world.lexicon.of_kind("pillar") if p.plan == plan.key), key=_place)
    there = "、".join(f"{pillar_name(p.heading, p.number)}「{p.label}」" for p in pillars[:8])
    return {"name": name, "where": f"「{plan.label}」", "there": f"あるのは{there}です。" if there else ""}


def _place(thing: Thing) -> int:
    return thing.order


COUNTABLE = re.compile(rf"{DOING}|課題|目標")
"""What the graph counts: how many 提案 or 応募 there were only a sentence tells."""


def read_count(reading: Reading) -> Understood | Declined | None:
    """How many there are; of a pillar that is only counted in a table, the table's number."""
    counted = _only_counted(reading)
    if counted:
        return counted
    if reading.topic and not COUNTABLE.search(reading.shape):
        return read_passage(reading)
    understood = narrowed(reading)
    if not isinstance(understood, Understood) or not isinstance(understood.query, q.ListInitiatives):
        return understood
    return Understood(query=q.CountInitiatives(understood.query.where), notes=understood.notes)


def _only_counted(reading: Reading) -> Understood | None:
    pillars = [m for m in reading.recognised.of("pillar") if m.things]
    plans = [plan for m in reading.recognised.of("plan") for plan in m.things]
    pillar = chosen_pillar(pillars[0].things, plans, reading.world) if pillars else None
    if pillar is None or pillar.initiatives:
        return None
    rows = reading.world.facts.rows(Counted, sparql.fill(COUNTED, pillar=sparql.iri(pillar.key)))
    told = tuple(q.Named(row.indicator, row.label) for row in rows)
    asked = how_far(told, reading.recognised.text)
    indicators = asked or tuple(one for one in told if one.label.endswith("件数"))
    return Understood(query=q.Observe(indicators, (), (named(pillar),))) if indicators else None


class Counted(NamedTuple):
    """A row of COUNTED."""

    indicator: str
    label: str


COUNTED = """SELECT DISTINCT ?indicator ?label WHERE {
  ?o a plan:Observation ; plan:subject $pillar ; plan:indicator ?indicator . ?indicator skos:prefLabel ?label
} ORDER BY ?indicator"""


# ---- answering -----------------------------------------------------------------------------------------------------


def answer_list(query: q.ListInitiatives, world: World, language: q.Language) -> Found | Declined:
    """The whole list, newest plan first, with 全庁 kept apart."""
    rows, text = _rows(query.where, world)
    reading = describe_condition(query.where, language)
    own, whole = _apart(query.where, rows)
    if not own:
        return _none(query.where, world, language)
    number = len(own)
    own = _ordered(own, query.order)[: query.first]
    return Found(
        text=_list_text(own, whole, reading, language, query, number),
        sparql=text,
        reading=reading + form_words(query, language),
        items=tuple(row.item for row in own),
        citations=tuple(row.citation for row in own if row.citation),
    )


def answer_count(query: q.CountInitiatives, world: World, language: q.Language) -> Found | Declined:
    """How many, with those that were counted."""
    found = answer_list(q.ListInitiatives(query.where), world, language)
    if isinstance(found, Declined):
        return found
    number = len(found.items)
    return replace(found, value=number, unit="件" if language == "ja" else "initiatives")


def _rows(where: q.AllOf, world: World) -> tuple[tuple[Row, ...], str]:
    themes = [THEME.iri + part.theme.key for part in where.conditions if isinstance(part, q.WithTheme)]
    text = details(sparql.where(_with_whole_city(where)), themes)
    return fold_rows(world.facts.rows(DetailRow, text)), text


def _with_whole_city(where: q.AllOf) -> q.AllOf:
    """A list for one department also finds what the whole city office does, to be told apart."""
    if not own_units(where):
        return where
    parts = (q.AnyOf((part, q.ByWholeCity())) if of_department(part) else part for part in where.conditions)
    return q.AllOf(tuple(parts))


def _apart(where: q.AllOf, rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    if not own_units(where):
        return tuple(rows), ()
    return tuple(row for row in rows if not row.whole_city), tuple(row for row in rows if row.whole_city)


class PlanYears(NamedTuple):
    """A row of the plans of `_none`."""

    label: str
    year: int | None
    first: int | None
    last: int | None


def _none(where: q.AllOf, world: World, language: q.Language) -> Declined:
    """Why the list is empty: the year that was asked has nothing, or nothing at all meets the conditions."""
    parts = where.conditions
    years = [part for part in parts if isinstance(part, q.InYear)]
    without = q.AllOf(tuple(part for part in parts if not isinstance(part, q.InYear)))
    if years:
        plans = world.facts.rows(
            PlanYears,
            "SELECT DISTINCT ?label ?year ?first ?last WHERE { "
            + sparql.where(without)
            + " ?plan skos:prefLabel ?label . OPTIONAL { ?plan plan:fiscalYear ?year } "
            "OPTIONAL { ?plan plan:startYear ?first } OPTIONAL { ?plan plan:endYear ?last } } ORDER BY ?label",
        )
        if plans:
            return Declined(
                status=AnswerStatus.OTHER_YEAR,
                phrase="other_year",
                about={
                    "reading": describe_condition(without, language),
                    "asked": year_name(years[0].fiscal_year, language),
                    "years": "、".join(
                        f"「{one.label}」（{_span(one.year, one.first, one.last)}）" for one in plans
                    ),
                },
            )
    words = [part.words for part in parts if isinstance(part, q.Mentions)]
    if words:
        rest = q.AllOf(tuple(part for part in parts if not isinstance(part, q.Mentions)))
        about = {"name": "」「".join(words), "what": describe_condition(rest, language)}
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="no_word", about=about)
    return Declined(
        status=AnswerStatus.NOT_IN_DOCUMENTS,
        phrase="nothing",
        about={"reading": describe_condition(where, language)},
    )


def _span(year: int | None, first: int | None, last: int | None) -> str:
    if year is not None:
        return f"{year}年度"
    return f"{first if first is not None else '?'}～{last if last is not None else '?'}年度"


def _ordered(rows: Sequence[Row], order: q.Order) -> tuple[Row, ...]:
    """In the order asked for; ties stay in document order."""
    if order == "sound":
        return tuple(sorted(rows, key=lambda row: sound(row.item.label)))
    if order == "oldest":
        return tuple(sorted(rows, key=lambda row: row.newest))
    return tuple(rows)


FORMS: dict[str, tuple[str, str]] = {
    "sound": ("五十音順", "in the order of their sound"),
    "newest": ("新しい計画の順", "newest plan first"),
    "oldest": ("古い計画の順", "oldest plan first"),
}


def form_words(query: q.ListInitiatives, language: q.Language) -> str:
    """What was obeyed of the form that is asked for."""
    told = [FORMS[query.order][language == "en"]] if query.order in FORMS else []
    if query.first:
        told.append(f"はじめの{query.first}件" if language == "ja" else f"the first {query.first}")
    if not told:
        return ""
    return f"（{'、'.join(told)}）" if language == "ja" else f" ({', '.join(told)})"


def _side(row: Row, query: q.ListInitiatives) -> str:
    """Under which heading a list tells the initiative: its plan, or the side that is asked for."""
    item = row.item
    side = {
        q.Axis.PILLAR: item.pillar,
        q.Axis.FIELD: item.field,
        q.Axis.DEPARTMENT: "、".join(item.departments),
        q.Axis.SECTION: "、".join(item.sections),
    }.get(query.by or q.Axis.PLAN, item.plan)
    return side or item.plan or ""


def _list_text(  # noqa: PLR0913, PLR0917 - what a list tells of itself
    own: Sequence[Row],
    whole: Sequence[Row],
    reading: str,
    language: q.Language,
    query: q.ListInitiatives,
    number: int,
) -> str:
    lines = [_head(number, reading, language, query)]
    if query.by or query.order == "sound":
        own = sorted(own, key=lambda row: _side(row, query)) if query.by else own
    for plan, group in groupby(own, key=lambda row: "" if query.order == "sound" else _side(row, query)):
        rows = list(group)
        if plan:
            lines.append(_plan_head(plan, rows, language))
        lines += [f"・{row.item.label}{_units(row.item)}{_why(row.item)}" for row in rows[:LISTED]]
        if len(rows) > LISTED:
            lines.append(
                f"（ほか{len(rows) - LISTED}件は一覧にあります）"
                if language == "ja"
                else f"({len(rows) - LISTED} more in the table)"
            )
    if whole:
        lines.append(
            f"ほかに全庁の取組が{len(whole)}件あります。"
            if language == "ja"
            else f"Besides, {len(whole)} initiatives concern the whole city office (全庁)."
        )
    return "\n".join(lines)


def _why(item: Item) -> str:
    return f"〔{item.reason}〕" if item.reason else ""


def _head(number: int, reading: str, language: q.Language, query: q.ListInitiatives) -> str:
    """How many there are; of the first few, that they are not all."""
    cut = query.first is not None and query.first < number
    if language == "en":
        told = f"There are {number} {reading}." if number != 1 else f"There is 1 of the {reading}."
        told = f"Yes: {told}" if query.whether else told
        return f"{told} These are the first {query.first}." if cut else told
    told = f"はい、{reading}は{number}件あります。" if query.whether else f"{reading}は{number}件です。"
    return f"{told}はじめの{query.first}件を示します。" if cut else told


def _plan_head(plan: str, rows: Sequence[Row], language: q.Language) -> str:
    first = rows[0]
    assumed = ""
    if first.assumed and first.item.period:
        assumed = (
            f"（期間は策定の翌年度の{first.item.period[0]}年度からと推定）"
            if language == "ja"
            else f" (assumed to hold from fiscal {first.item.period[0]}, the year after its decision)"
        )
    return f"【{plan}】{len(rows)}件{assumed}" if language == "ja" else f"[{plan}] {len(rows)}{assumed}"


def _units(item: Item) -> str:
    units = "、".join((*item.departments, *item.sections))
    return f"（{units}）" if units else ""
