"""What ties a plan to plans, and its dates, as answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.japanese.eras import ERAS
from keikaku.qa import query as q
from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.describe import pillar_name, year_name
from keikaku.qa.telling.found import Found
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cites, citing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keikaku.qa.world.world import World


FORWARD = {
    q.PlanLink.INDIVIDUAL_PLAN_OF: ("individual_plan_of", "based_on"),
    q.PlanLink.PREDECESSOR: ("replaces", "revises"),
    q.PlanLink.PLACED_IN: ("placed_in",),
}
BACKWARD = {
    q.PlanLink.INDIVIDUAL_PLANS: ("individual_plan_of",),
    q.PlanLink.SUCCESSOR: ("replaces", "revises", "placed_in"),
}
"""The kinds of relation of a link, from the plan that the question names (forward) or towards it (backward)."""
TURNED = {q.PlanLink.SUCCESSOR: ("placed_in",)}
"""Relations that point the other way: what a plan was placed in stands after it."""

SAID: dict[q.PlanLink, tuple[str, str, str]] = {
    q.PlanLink.INDIVIDUAL_PLAN_OF: (
        "上位の計画",
        "「{plan}」は、{others}の個別計画（下位の計画）です。",
        "“{plan}” belongs to {others}.",
    ),
    q.PlanLink.INDIVIDUAL_PLANS: (
        "個別計画",
        "「{plan}」の個別計画は、{others}です。",
        "The individual plans of “{plan}” are {others}.",
    ),
    q.PlanLink.SUCCESSOR: (
        "後継の計画",
        "「{plan}」の後継は、{others}です。",
        "“{plan}” was followed by {others}.",
    ),
    q.PlanLink.PREDECESSOR: (
        "前の計画",
        "「{plan}」の前の計画は、{others}です。",
        "“{plan}” follows {others}.",
    ),
    q.PlanLink.PLACED_IN: (
        "位置付け先",
        "「{plan}」は、{others}に位置付けられています。",
        "“{plan}” was placed in {others}.",
    ),
    q.PlanLink.PARTS: (
        "体系と分野",
        "「{plan}」の{word}は次のとおりです。\n{others}",
        "The pillars of “{plan}”:\n{others}",
    ),
    q.PlanLink.FIELDS: ("分野", "「{plan}」の分野は、{others}です。", "The fields of “{plan}” are {others}."),
    q.PlanLink.PERIOD: ("計画の期間", "「{plan}」の期間は{others}です。", "“{plan}” holds for {others}."),
    q.PlanLink.DECIDED: (
        "策定の時期",
        "「{plan}」が策定（決定）されたのは{others}です。",
        "“{plan}” was decided in {others}.",
    ),
}


class LinkRow(NamedTuple):
    """A row of LINKS."""

    plan: str
    other: str
    label: str
    kind: str
    status: str
    class_: str | None
    evidence: Evidence


LINKS = """SELECT ?plan ?other ?label ?kind ?status ?class_ $columns WHERE {
  VALUES ?plan { $keys } VALUES ?kind { $kinds }
  ?relation a plan:Relation ; plan:relationKind ?kind ; plan:status ?status ; $ends .
  ?other skos:prefLabel ?label . OPTIONAL { ?other a ?class_ FILTER(?class_ IN (plan:Pillar, plan:Plan)) }
  FILTER NOT EXISTS { ?no plan:linkStatus "rejected" ; plan:earlier|plan:later ?plan ; plan:earlier|plan:later ?other }
  OPTIONAL { $cited }
} ORDER BY ?plan ?other ?ev"""


def answer_links(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    """The plans that the link leads to, each with the sentence that says so."""
    turned = TURNED.get(query.link, ())
    wanted = FORWARD.get(query.link) or BACKWARD[query.link]
    straight = tuple(kind for kind in wanted if kind not in turned)
    texts = [_link_query(query, straight, forward=query.link in FORWARD)]
    if turned:
        texts.append(_link_query(query, turned, forward=True))
    rows = [row for text in texts for row in world.facts.rows(LinkRow, text)]
    if not rows:
        return nothing_told(query, language)
    lines, items = [], []
    for plan in query.plans:
        others = list(
            dict.fromkeys(
                (row.other, row.label, row.status, row.class_) for row in rows if row.plan == plan.key
            )
        )
        if others:
            told = "、".join(
                f"{_of_plan(key, world)}「{label}」{'（推定）' if status == 'inferred' else ''}"
                for key, label, status, _ in others
            )
            lines.append(SAID[query.link][1 + (language == "en")].format(plan=plan.label, others=told))
            items += [_item(key, label, class_, world) for key, label, _, class_ in others]
    return Found(
        text="\n".join(lines),
        sparql="\n\n".join(texts),
        reading=reading_of(query, language),
        items=tuple(dict.fromkeys(items)),
        citations=cites(row.evidence for row in rows),
    )


def _link_query(query: q.AskPlan, kinds: Iterable[str], *, forward: bool) -> str:
    ends = "plan:subject ?plan ; plan:object ?other" if forward else "plan:object ?plan ; plan:subject ?other"
    keys = sparql.iris(query.plans)
    return sparql.fill(
        LINKS,
        **citing("?relation"),
        keys=keys,
        kinds=" ".join(map(sparql.literal, kinds)),
        ends=ends,
    )


def reading_of(query: q.AskPlan, language: q.Language) -> str:
    """What was asked, in words."""
    names = "、".join(f"「{plan.label}」" for plan in query.plans)
    what = SAID[query.link][0]
    return f"{names}の{what}" if language == "ja" else f"{query.link.value.replace('_', ' ')} of {names}"


def nothing_told(query: q.AskPlan, language: q.Language) -> Declined:
    """The refusal that names the plans and what the documents do not tell of them."""
    return Declined(
        status=AnswerStatus.NOT_IN_DOCUMENTS,
        phrase="no_fact",
        about={
            "label": query.plans[0].label,
            "what": SAID[query.link][0] if language == "ja" else query.link.value,
        },
    )


def _of_plan(key: str, world: World) -> str:
    """Before a pillar's name: its plan, its word and its number."""
    thing = world.lexicon.things.get(key)
    if thing is None or thing.kind != "pillar":
        return ""
    return f"「{world.lexicon.label(thing.plan)}」の{pillar_name(thing.heading, thing.number)}"


def _item(key: str, label: str, class_: str | None, world: World) -> Item:
    thing = world.lexicon.things.get(key)
    return Item(
        iri=key,
        type=(class_ or "").rpartition("#")[2] or "Plan",
        label=label,
        plan=world.lexicon.label(thing.plan) or None if thing else None,
        fiscal_year=thing.fiscal_year if thing else None,
        period=(thing.start, thing.end)
        if thing and thing.kind == "plan" and thing.fiscal_year is None
        else None,
    )


class DateRow(NamedTuple):
    """A row of DATES."""

    plan: str
    year: int | None
    first: int | None
    last: int | None
    assumed: bool | None
    decided: str | None
    evidence: Evidence


DATES = """SELECT ?plan ?year ?first ?last ?assumed ?decided $columns WHERE {
  VALUES ?plan { $keys } ?plan a plan:Plan .
  OPTIONAL { ?plan plan:fiscalYear ?year } OPTIONAL { ?plan plan:startYear ?first }
  OPTIONAL { ?plan plan:endYear ?last } OPTIONAL { ?plan plan:startAssumed ?assumed }
  OPTIONAL { ?plan plan:decided ?decided }
  OPTIONAL { $cited }
} ORDER BY ?plan ?ev"""
SUPPORTING = {q.PlanLink.PERIOD: ("endYear", "startYear", "fiscalYear"), q.PlanLink.DECIDED: ("decided",)}


def answer_dates(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    """The period or the month of the decision, as the documents give it; what was assumed is said to be."""
    text = sparql.fill(DATES, **citing("?plan"), keys=sparql.iris(query.plans))
    rows = world.facts.rows(DateRow, text)
    lines, told = [], []
    for plan in query.plans:
        own = [row for row in rows if row.plan == plan.key]
        words = _date_words(own[0], query.link, language) if own else ""
        if words:
            lines.append(SAID[query.link][1 + (language == "en")].format(plan=plan.label, others=words))
            told.append(plan)
    if not lines:
        return nothing_told(query, language)
    kept = [row for row in rows if row.plan in {plan.key for plan in told}]
    wanted = [
        row
        for row in kept
        if row.evidence.aspect and row.evidence.aspect.rpartition("#")[2] in SUPPORTING[query.link]
    ]
    return Found(
        text="\n".join(lines),
        sparql=text,
        reading=reading_of(query, language),
        items=tuple(_item(plan.key, plan.label, None, world) for plan in told),
        citations=cites(row.evidence for row in (wanted or kept)),
        value=rows[0].last if query.link is q.PlanLink.PERIOD and len(told) == 1 else None,
    )


def _date_words(row: DateRow, link: q.PlanLink, language: q.Language) -> str:
    year, first, last, assumed, decided = row.year, row.first, row.last, row.assumed, row.decided
    if link is q.PlanLink.DECIDED:
        return _month(str(decided)) if decided and language == "ja" else str(decided or "")
    if year is not None:
        return year_name(year, language)
    if last is None:
        return f"{year_name(first, language)}から" if first is not None else ""
    until = (
        f"{last}（{year_name(last).removesuffix('年度')}）年度まで"
        if language == "ja"
        else f"until fiscal {last}"
    )
    if first is None:
        return until
    mark = ("（推定）" if language == "ja" else " (assumed)") if assumed else ""
    return f"{first}年度{mark}から{until}" if language == "ja" else f"from fiscal {first}{mark} {until}"


def _month(date: str) -> str:
    """2025-03 as people say it."""
    year, *rest = (int(part) for part in date.split("-"))
    told = "".join(f"{part}{unit}" for part, unit in zip(rest, "月日", strict=False))
    month = rest[0] if rest else LAST_MONTH
    era = [era for era in ERAS if (era.start.year, era.start.month) <= (year, month)][-1]
    return f"{year}年{told}（{era.name}{'元' if year == era.start.year else year - era.base}年{told}）"


LAST_MONTH = 12
