"""Who, where in the plan, and what it says: the answers about an initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import AnswerStatus, Citation, Item
from keikaku.qa.telling.describe import pillar_name
from keikaku.qa.telling.found import Found
from keikaku.qa.telling.quotes import Source, opening, starts_of
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cites, citing, first_of_each, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.world.world import World


QUOTED = 360
"""How much of a thing's own prose an answer gives, in characters, cut after a sentence."""


def answer_who(query: q.WhoIsResponsible, world: World, language: q.Language) -> Found | Declined:
    """The departments and sections that the text names as responsible."""
    rows, text = rows_of(query.subjects, world)
    told = [row for row in rows if row.item.departments or row.item.sections]
    if not told:
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="no_fact",
            about={
                "label": query.subjects[0].label,
                "what": "担当" if language == "ja" else "responsible department",
            },
        )
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    return Found(
        text="\n".join(_who(row.item, world, language) for row in told),
        sparql=text,
        reading=f"{names}の担当" if language == "ja" else f"who is responsible for {names}",
        items=tuple(row.item for row in told),
        citations=tuple(row.citation for row in told if row.citation),
    )


def _who(item: Item, world: World, language: q.Language) -> str:
    units = "、".join(units_told(item, world))
    if language == "en":
        return f"{units} is responsible for “{item.label}” ({item.plan})."
    return f"「{item.label}」の担当は{units}です（{item.plan}）。"


def units_told(item: Item, world: World) -> tuple[str, ...]:
    """Each department with its sections behind it, as the city says them: 総務部人事課.

    A section of which the department is not named, or that several have, stands by itself.
    """
    departments = {thing.key: thing.label for thing in world.lexicon.of_kind("department")}
    owners: dict[str, str] = {}
    for section in world.lexicon.of_kind("section"):
        own = [departments[key] for key in section.departments if departments.get(key) in item.departments]
        if section.label in item.sections and len(own) == 1:
            owners[section.label] = own[0]
    bare = [unit for unit in item.departments if unit not in owners.values()]
    told = [
        f"{department}{section}"
        for department in item.departments
        for section in item.sections
        if owners.get(section) == department
    ]
    alone = [section for section in item.sections if section not in owners]
    order = (*item.departments, *item.sections)
    return tuple(sorted((*bare, *told, *alone), key=lambda unit: _place(unit, order)))


def _place(unit: str, order: Sequence[str]) -> int:
    return next(place for place, name in enumerate(order) if unit.startswith(name))


class ChainRow(NamedTuple):
    """A row of CHAIN."""

    plan: str
    kind: str
    to: str
    label: str
    class_: str
    status: str
    evidence: Evidence


CHAIN = """SELECT ?plan ?kind ?to ?label ?class_ ?status $columns WHERE {
  VALUES ?plan { $keys }
  ?relation a plan:Relation ; plan:subject ?plan ; plan:relationKind ?kind ; plan:object ?to ; plan:status ?status .
  FILTER(?kind IN ("individual_plan_of", "based_on"))
  ?to skos:prefLabel ?label ; a ?class_ . FILTER(STRSTARTS(STR(?class_), "https://keikaku.example/"))
  OPTIONAL { $cited }
} ORDER BY ?plan ?kind ?to ?ev"""


def answer_where(query: q.WhereInPlan, world: World, language: q.Language) -> Found | Declined:
    """Field, pillar, plan, and the plans above it."""
    rows, text = rows_of(query.subjects, world)
    if not rows:
        return _part_where(query, world, language)
    lines, citations = [], [row.citation for row in rows if row.citation]
    chains = {plan: plans_above(plan, world) for plan in dict.fromkeys(row.plan for row in rows)}
    for row in rows:
        above, above_cites = chains[row.plan]
        citations += above_cites
        lines.append(_chain(row.item, above, world, language))
    names = "、".join(f"「{row.item.label}」" for row in rows)
    return Found(
        text="\n".join(lines),
        sparql=text,
        reading=f"{names}の計画での位置" if language == "ja" else f"where {names} stands in the plan",
        items=tuple(row.item for row in rows),
        citations=tuple(dict.fromkeys(citations)),
    )


class PartRow(NamedTuple):
    """A row of PART."""

    part: str
    label: str
    class_: str
    pillar_label: str | None
    number: str | None
    plan: str
    plan_label: str
    evidence: Evidence


PART = """SELECT ?part ?label ?class_ ?pillarLabel ?number ?plan ?planLabel $columns WHERE {
  VALUES ?part { $keys } ?part skos:prefLabel ?label ; a ?class_ ; plan:inPlan ?plan .
  FILTER(?class_ IN (plan:Pillar, plan:Field)) ?plan skos:prefLabel ?planLabel .
  OPTIONAL { ?part plan:inPillar ?pillar . ?pillar skos:prefLabel ?pillarLabel . OPTIONAL { ?pillar skos:notation ?number } }
  OPTIONAL { $named }
} ORDER BY ?part ?ev"""


def _part_where(query: q.WhereInPlan, world: World, language: q.Language) -> Found | Declined:
    """Where a field or a pillar stands."""
    text = sparql.fill(PART, keys=sparql.iris(query.subjects), **citing("?part"))
    rows = first_of_each(world.facts.rows(PartRow, text))
    lines, citations = [], list(cites(row.evidence for row in rows))
    chains = {plan: plans_above(plan, world) for plan in dict.fromkeys(row.plan for row in rows)}
    for row in rows:
        above, above_cites = chains[row.plan]
        citations += above_cites
        pillar = (
            f"{pillar_name(world.lexicon.heading(row.pillar_label, row.plan_label), row.number or '')}「{row.pillar_label}」"
            if row.pillar_label and language == "ja"
            else f"pillar {row.number or ''} {row.pillar_label}"
        )
        steps = [*reversed(above), row.plan_label, *([pillar] if row.pillar_label else [])]
        arrow = " ＞ ".join(steps)
        lines.append(
            f"「{row.label}」は、{arrow} にあります。"
            if language == "ja"
            else f"“{row.label}” stands under: {arrow}."
        )
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    return Found(
        text="\n".join(lines),
        sparql=text,
        reading=f"{names}の計画での位置" if language == "ja" else f"where {names} stands in the plan",
        items=tuple(
            Item(
                iri=row.part,
                type=row.class_.rpartition("#")[2],
                label=row.label,
                plan=row.plan_label,
                pillar=row.pillar_label,
            )
            for row in rows
        ),
        citations=tuple(dict.fromkeys(citations)),
    )


def plans_above(plan: str, world: World) -> tuple[list[str], list[Citation]]:
    """The plans that a plan belongs to, from the nearest up, with the sentences that say so."""
    names: list[str] = []
    citations: list[Citation] = []
    seen, level = {plan}, [plan]
    while level:
        query = sparql.fill(CHAIN, keys=" ".join(map(sparql.iri, level)), **citing("?relation"))
        level = []
        for row in world.facts.rows(ChainRow, query):
            if row.to not in seen:
                seen.add(row.to)
                level.append(row.to)
                names.append(row.label + ("（推定）" if row.status == "inferred" else ""))
                citations += cites([row.evidence])
    return names, citations


def _chain(item: Item, above: Sequence[str], world: World, language: q.Language) -> str:
    pillar = (
        f"{world.lexicon.heading(item.pillar, item.plan or '') or '柱'}「{item.pillar}」"
        if item.pillar and language == "ja"
        else f"pillar {item.pillar}"
        if item.pillar
        else ""
    )
    field = (
        f"{world.lexicon.heading(item.field, item.plan or '') or '分野'}「{item.field}」"
        if item.field and language == "ja"
        else f"field {item.field}"
        if item.field
        else ""
    )
    steps = [step for step in (*reversed(above), item.plan or "", pillar, field) if step]
    arrow = " ＞ ".join(steps)
    if language == "en":
        return f"“{item.label}” stands under: {arrow}."
    return f"「{item.label}」は、{arrow} にあります。"


class SaysRow(NamedTuple):
    """A row of SAYS."""

    thing: str
    label: str
    class_: str
    p: str | None
    text: str | None
    starts: str | None
    place: int | None
    file: str | None
    page: int | None
    retelling: str | None


SAYS = """SELECT ?thing ?label ?class_ ?p ?text ?starts ?place ?file ?page ?retelling WHERE {
  VALUES ?thing { $keys } ?thing skos:prefLabel ?label ; a ?class_ .
  FILTER(?class_ IN (plan:Initiative, plan:Pillar, plan:Field, plan:Plan))
  OPTIONAL { ?p a plan:Passage ; plan:about ?thing ; plan:text ?text ; plan:lineStarts ?starts ; plan:order ?place ;
             plan:document ?doc . ?doc plan:file ?file . OPTIONAL { ?p plan:page ?page }
             OPTIONAL { ?doc plan:retelling ?retelling } }
} ORDER BY ?thing ?file ?place"""


def answer_what(query: q.WhatItSays, world: World, language: q.Language) -> Found | Declined:
    """The beginning of the thing's own prose, whole sentences, with what else is known of it."""
    text = sparql.fill(SAYS, keys=sparql.iris(query.subjects))
    rows = world.facts.rows(SaysRow, text)
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    parts: list[str] = []
    citations: list[Citation] = []
    for one in query.subjects:
        told, told_cites = opening(_sources(rows, one.key), QUOTED // len(query.subjects))
        if told:
            parts.append(f"「{one.label}」: {told}")
            citations += told_cites
    if not parts:
        what = "内容" if language == "ja" else "content"
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="no_fact",
            about={"label": query.subjects[0].label, "what": what},
        )
    initiatives, _ = rows_of(query.subjects, world)
    items = tuple(row.item for row in initiatives) or tuple(
        Item(iri=one.key, type=_class_of(rows, one.key), label=one.label) for one in query.subjects
    )
    return Found(
        text="\n".join(parts),
        sparql=text,
        reading=f"{names}の内容" if language == "ja" else f"what {names} says",
        items=items,
        citations=tuple(citations),
    )


def _class_of(rows: Sequence[SaysRow], key: str) -> str:
    return next((row.class_.rpartition("#")[2] for row in rows if row.thing == key), "Thing")


def _sources(rows: Sequence[SaysRow], key: str) -> list[Source]:
    """The passages about the thing, of the document that says most."""
    by_file: dict[str, list[Source]] = {}
    for row in rows:
        if row.thing == key and row.p and row.text and row.file:
            source = Source(
                key=row.p,
                text=row.text,
                starts=starts_of(row.starts or ""),
                file=row.file,
                page=row.page,
                retelling=bool(row.retelling),
            )
            by_file.setdefault(row.file, []).append(source)
    return max(by_file.values(), key=lambda found: sum(len(one.text) for one in found), default=[])
