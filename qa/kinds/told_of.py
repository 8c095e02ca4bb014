"""Who, where in the plan, and what it says: the answers about an initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keikaku.qa import compile as sparql
from keikaku.qa import query as q
from keikaku.qa.answer import AnswerStatus, Citation, Item
from keikaku.qa.describe import pillar_name
from keikaku.qa.found import Found
from keikaku.qa.quotes import Source, opening, starts_of
from keikaku.qa.reading import Declined
from keikaku.qa.rows import CITED_COLUMNS, citation, cited, first_of_each, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.world import World


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
                "label": rows[0].item.label,
                "what": "担当" if language == "ja" else "responsible department",
            },
        )
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    return Found(
        text="\n".join(_who(row.item, language) for row in told),
        sparql=text,
        reading=f"{names}の担当" if language == "ja" else f"who is responsible for {names}",
        items=tuple(row.item for row in told),
        citations=tuple(row.citation for row in told if row.citation),
    )


def _who(item: Item, language: q.Language) -> str:
    units = "、".join((*item.departments, *item.sections))
    if language == "en":
        return f"{units} is responsible for “{item.label}” ({item.plan})."
    return f"「{item.label}」の担当は{units}です（{item.plan}）。"


CHAIN = """SELECT ?from ?kind ?to ?label ?class ?status ?ev ?file ?page ?line ?quote ?retelling WHERE {
  VALUES ?from { $keys }
  ?relation a plan:Relation ; plan:subject ?from ; plan:relationKind ?kind ; plan:object ?to ; plan:status ?status .
  FILTER(?kind IN ("individual_plan_of", "based_on"))
  ?to skos:prefLabel ?label ; a ?class . FILTER(STRSTARTS(STR(?class), "https://keikaku.example/"))
  OPTIONAL { $cited }
} ORDER BY ?from ?kind ?to ?ev"""


def answer_where(query: q.WhereInPlan, world: World, language: q.Language) -> Found | Declined:
    """Field, pillar, plan, and the plans above it."""
    rows, text = rows_of(query.subjects, world)
    if not rows:
        return _part_where(query, world, language)
    lines, citations = [], [row.citation for row in rows if row.citation]
    chains = {plan: plans_above(plan, world) for plan in dict.fromkeys(row.plan for row in rows)}
    for row in rows:
        above, cites = chains[row.plan]
        citations += cites
        lines.append(_chain(row.item, above, world, language))
    names = "、".join(f"「{row.item.label}」" for row in rows)
    return Found(
        text="\n".join(lines),
        sparql=text,
        reading=f"{names}の計画での位置" if language == "ja" else f"where {names} stands in the plan",
        items=tuple(row.item for row in rows),
        citations=tuple(dict.fromkeys(citations)),
    )


PART = """SELECT ?part ?label ?class ?pillarLabel ?number ?plan ?planLabel $columns WHERE {
  VALUES ?part { $keys } ?part skos:prefLabel ?label ; a ?class ; plan:inPlan ?plan .
  FILTER(?class IN (plan:Pillar, plan:Field)) ?plan skos:prefLabel ?planLabel .
  OPTIONAL { ?part plan:inPillar ?pillar . ?pillar skos:prefLabel ?pillarLabel . OPTIONAL { ?pillar skos:notation ?number } }
  OPTIONAL { $cited FILTER(?aspect = skos:prefLabel) }
} ORDER BY ?part ?ev"""


def _part_where(query: q.WhereInPlan, world: World, language: q.Language) -> Found | Declined:
    """Where a field or a pillar stands."""
    text = sparql.fill(PART, columns=CITED_COLUMNS, keys=sparql.iris(query.subjects), cited=cited("?part"))
    rows = first_of_each(world.facts.select(text))
    lines, citations = [], [citation(row[7], *row[8:13]) for row in rows if row[7]]
    chains = {plan: plans_above(plan, world) for plan in dict.fromkeys(row[5] for row in rows)}
    for row in rows:
        above, cites = chains[row[5]]
        citations += cites
        pillar = (
            f"{pillar_name(world.lexicon.heading(row[3], row[6]), row[4] or '')}「{row[3]}」"
            if row[3] and language == "ja"
            else f"pillar {row[4] or ''} {row[3]}"
        )
        steps = [*reversed(above), row[6], *([pillar] if row[3] else [])]
        arrow = " ＞ ".join(steps)
        lines.append(
            f"「{row[1]}」は、{arrow} にあります。"
            if language == "ja"
            else f"“{row[1]}” stands under: {arrow}."
        )
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    return Found(
        text="\n".join(lines),
        sparql=text,
        reading=f"{names}の計画での位置" if language == "ja" else f"where {names} stands in the plan",
        items=tuple(
            Item(iri=row[0], type=row[2].rpartition("#")[2], label=row[1], plan=row[6], pillar=row[3])
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
        query = sparql.fill(CHAIN, keys=" ".join(map(sparql.iri, level)), cited=cited("?relation"))
        level = []
        for _, _, to, label, _, status, ev, *rest in world.facts.select(query):
            if to not in seen:
                seen.add(to)
                level.append(to)
                names.append(label + ("（推定）" if status == "inferred" else ""))
                citations += [citation(ev, *rest[:5])] if ev else []
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


SAYS = """SELECT ?thing ?label ?class ?p ?text ?starts ?place ?file ?page ?retelling WHERE {
  VALUES ?thing { $keys } ?thing skos:prefLabel ?label ; a ?class .
  FILTER(?class IN (plan:Initiative, plan:Pillar, plan:Field, plan:Plan))
  OPTIONAL { ?p a plan:Passage ; plan:about ?thing ; plan:text ?text ; plan:lineStarts ?starts ; plan:order ?place ;
             plan:document ?doc . ?doc plan:file ?file . OPTIONAL { ?p plan:page ?page }
             OPTIONAL { ?doc plan:retelling ?retelling } }
} ORDER BY ?thing ?file ?place"""


def answer_what(query: q.WhatItSays, world: World, language: q.Language) -> Found | Declined:
    """The beginning of the thing's own prose, whole sentences, with what else is known of it."""
    text = sparql.fill(SAYS, keys=sparql.iris(query.subjects))
    rows = world.facts.select(text)
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    parts: list[str] = []
    citations: list[Citation] = []
    for one in query.subjects:
        told, cites = opening(_sources(rows, one.key), QUOTED // len(query.subjects))
        if told:
            parts.append(f"「{one.label}」: {told}")
            citations += cites
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


def _class_of(rows: Sequence[Sequence[Any]], key: str) -> str:
    return next((str(row[2]).rpartition("#")[2] for row in rows if row[0] == key), "Thing")


def _sources(rows: Sequence[Sequence[Any]], key: str) -> list[Source]:
    """The passages about the thing, of the document that says most."""
    by_file: dict[str, list[Source]] = {}
    for thing, _, _, p, text, starts, _, file, page, retelling in rows:
        if thing == key and p:
            source = Source(
                key=p, text=text, starts=starts_of(starts), file=file, page=page, retelling=bool(retelling)
            )
            by_file.setdefault(file, []).append(source)
    return max(by_file.values(), key=lambda found: sum(len(one.text) for one in found), default=[])
