"""How plans hang together: what a plan belongs to, replaces, is replaced by, consists of, and when it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ontology.eras import ERAS
from qa import compile as sparql
from qa import query as q
from qa.answer import AnswerStatus, Citation, Item
from qa.conditions import best_plans, chosen_pillar, named
from qa.describe import pillar_name, year_name
from qa.found import Found
from qa.numerals import number_of
from qa.reading import Declined, Reading, Understood
from qa.rows import CITED_COLUMNS, citation, cited, first_of_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qa.lexicon import Thing
    from qa.world import World


# ---- reading -------------------------------------------------------------------------------------------------------


def reader(link: q.PlanLink) -> Callable[[Reading], Understood | None]:
    """The builder for questions about one kind of link; it needs a plan, named or the newest (今の計画)."""

    def read(reading: Reading) -> Understood | None:
        plans = [m for m in reading.recognised.of("plan") if m.things]
        if not plans:
            return _of_the_plan_meant(reading, link)
        chosen = chosen_plans(plans[0].things, link)
        return Understood(query=q.AskPlan(tuple(named(plan) for plan in chosen), link))

    return read


BESIDE_A_PLAN = frozenset({"municipality", "pillars", "fields"})
"""What a question may name that means the plan as a whole: この計画の基本目標は？"""
SO_MANY_PARTS = re.compile(r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})つの(?:柱|体系|基本)")


def _of_the_plan_meant(reading: Reading, link: q.PlanLink) -> Understood | None:
    """この計画の上位計画は？, 柱はいくつ？: where no plan is named, the newest that a document tells of."""
    meant = plan_meant(reading.world, with_parts=link is q.PlanLink.PARTS)
    if meant is None or any(m.kind not in BESIDE_A_PLAN for m in reading.recognised.mentions):
        return None
    if reading.topic and not _counts_its_parts(reading, meant):
        return None
    note = f"計画の指定がないので、いちばん新しい「{meant.label}」について読みました"
    return Understood(query=q.AskPlan((named(meant),), link), notes=(note,))


def _counts_its_parts(reading: Reading, plan: Thing) -> bool:
    """行政経営の四つの柱: the plan has as many."""
    told = SO_MANY_PARTS.search(reading.shape)
    parts = sum(pillar.plan == plan.key for pillar in reading.world.lexicon.of_kind("pillar"))
    return told is not None and parts == number_of(told[1])


def plan_meant(world: World, *, with_parts: bool = False) -> Thing | None:
    """The newest plan of a document of its own that is no department's; `with_parts`: that has pillars."""
    divided = {pillar.plan for pillar in world.lexicon.of_kind("pillar")}
    plans = [
        plan
        for plan in world.lexicon.of_kind("plan")
        if (plan.key in divided or not (with_parts or plan.mentioned_only)) and plan.plan_kind != OF_A_UNIT
    ]
    return max(plans, key=lambda plan: (plan.initiatives > 0, plan.newest), default=None)


OF_A_UNIT = "DepartmentPolicy"


def read_parts(reading: Reading) -> Understood | None:
    """The pillars of a plan; the fields of a pillar where one is named."""
    pillars = [m for m in reading.recognised.of("pillar") if m.things]
    if pillars:
        plans = [plan for m in reading.recognised.of("plan") for plan in m.things]
        pillar = chosen_pillar(pillars[0].things, plans, reading.world)
        if pillar and ("分野" in reading.shape or "field" in reading.shape):
            return Understood(query=q.AskPlan((named(pillar),), q.PlanLink.FIELDS))
        return None
    return reader(q.PlanLink.PARTS)(reading)


def chosen_plans(plans: Sequence[Thing], link: q.PlanLink) -> tuple[Thing, ...]:
    """All plans of that short name: a link is told of each, and those without one fall away when it is answered."""
    return best_plans(plans) if link is q.PlanLink.PARTS else tuple(plans)


# ---- answering -----------------------------------------------------------------------------------------------------

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

LINKS = """SELECT ?plan ?other ?label ?kind ?status ?class $columns WHERE {
  VALUES ?plan { $keys } VALUES ?kind { $kinds }
  ?relation a plan:Relation ; plan:relationKind ?kind ; plan:status ?status ; $ends .
  ?other skos:prefLabel ?label . OPTIONAL { ?other a ?class FILTER(?class IN (plan:Pillar, plan:Plan)) }
  FILTER NOT EXISTS { ?no plan:linkStatus "rejected" ; plan:earlier|plan:later ?plan ; plan:earlier|plan:later ?other }
  OPTIONAL { $cited }
} ORDER BY ?plan ?other ?ev"""


def answer_plan(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    """What the graph tells of the link, else of the one that answers the same; what only follows is marked 推定."""
    found = _answer_link(query, world, language)
    other = INSTEAD.get(query.link)
    if isinstance(found, Found) or other is None:
        return found
    instead = _answer_link(q.AskPlan(query.plans, other), world, language)
    return instead if isinstance(instead, Found) else found


INSTEAD = {
    q.PlanLink.PLACED_IN: q.PlanLink.INDIVIDUAL_PLAN_OF,
    q.PlanLink.INDIVIDUAL_PLAN_OF: q.PlanLink.PLACED_IN,
}
"""Where a plan went: into a pillar of another, or under one."""


def _answer_link(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    if query.link in {q.PlanLink.PERIOD, q.PlanLink.DECIDED}:
        return _dates(query, world, language)
    if query.link is q.PlanLink.PARTS:
        return _parts(query, world, language)
    if query.link is q.PlanLink.FIELDS:
        return _fields(query, world, language)
    return _links(query, world, language)


def _links(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    turned = TURNED.get(query.link, ())
    wanted = FORWARD.get(query.link) or BACKWARD[query.link]
    straight = tuple(kind for kind in wanted if kind not in turned)
    texts = [_link_query(query, straight, forward=query.link in FORWARD)]
    if turned:
        texts.append(_link_query(query, turned, forward=True))
    rows = [row for text in texts for row in world.facts.select(text)]
    if not rows:
        return _nothing(query, language)
    lines, items = [], []
    for plan in query.plans:
        others = list(dict.fromkeys((row[1], row[2], row[4], row[5]) for row in rows if row[0] == plan.key))
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
        reading=_reading(query, language),
        items=tuple(dict.fromkeys(items)),
        citations=_citations(row[6:] for row in rows),
    )


def _link_query(query: q.AskPlan, kinds: Iterable[str], *, forward: bool) -> str:
    ends = "plan:subject ?plan ; plan:object ?other" if forward else "plan:object ?plan ; plan:subject ?other"
    keys = sparql.iris(query.plans)
    return sparql.fill(
        LINKS,
        columns=CITED_COLUMNS,
        cited=cited("?relation"),
        keys=keys,
        kinds=" ".join(map(sparql.literal, kinds)),
        ends=ends,
    )


def _reading(query: q.AskPlan, language: q.Language) -> str:
    names = "、".join(f"「{plan.label}」" for plan in query.plans)
    what = SAID[query.link][0]
    return f"{names}の{what}" if language == "ja" else f"{query.link.value.replace('_', ' ')} of {names}"


def _nothing(query: q.AskPlan, language: q.Language) -> Declined:
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


def _citations(rows: Iterable[Sequence[Any]]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation(row[0], *row[1:6]) for row in rows if row[0]))


DATES = """SELECT ?plan ?year ?first ?last ?assumed ?decided $columns WHERE {
  VALUES ?plan { $keys } ?plan a plan:Plan .
  OPTIONAL { ?plan plan:fiscalYear ?year } OPTIONAL { ?plan plan:startYear ?first }
  OPTIONAL { ?plan plan:endYear ?last } OPTIONAL { ?plan plan:startAssumed ?assumed }
  OPTIONAL { ?plan plan:decided ?decided }
  OPTIONAL { $cited }
} ORDER BY ?plan ?ev"""
SUPPORTING = {q.PlanLink.PERIOD: ("endYear", "startYear", "fiscalYear"), q.PlanLink.DECIDED: ("decided",)}


def _dates(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    text = sparql.fill(DATES, columns=CITED_COLUMNS, cited=cited("?plan"), keys=sparql.iris(query.plans))
    rows = world.facts.select(text)
    lines, told = [], []
    for plan in query.plans:
        own = [row for row in rows if row[0] == plan.key]
        words = _date_words(own[0], query.link, language) if own else ""
        if words:
            lines.append(SAID[query.link][1 + (language == "en")].format(plan=plan.label, others=words))
            told.append(plan)
    if not lines:
        return _nothing(query, language)
    kept = [row[6:] for row in rows if row[0] in {plan.key for plan in told}]
    wanted = [row for row in kept if row[6] and row[6].rpartition("#")[2] in SUPPORTING[query.link]]
    return Found(
        text="\n".join(lines),
        sparql=text,
        reading=_reading(query, language),
        items=tuple(_item(plan.key, plan.label, None, world) for plan in told),
        citations=_citations(wanted or kept),
        value=rows[0][3] if query.link is q.PlanLink.PERIOD and len(told) == 1 else None,
    )


def _date_words(row: Sequence[Any], link: q.PlanLink, language: q.Language) -> str:
    _, year, first, last, assumed, decided, *_ = row
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


PARTS = """SELECT ?pillar ?label ?number ?place ?field ?fieldLabel ?fieldPlace $columns WHERE {
  ?pillar a plan:Pillar ; plan:inPlan $plan ; skos:prefLabel ?label .
  OPTIONAL { ?pillar skos:notation ?number } OPTIONAL { ?pillar plan:order ?place }
  OPTIONAL { ?field a plan:Field ; plan:inPillar ?pillar ; skos:prefLabel ?fieldLabel .
                OPTIONAL { ?field plan:order ?fieldPlace } }
  OPTIONAL { $cited FILTER(?aspect = skos:prefLabel) }
} ORDER BY ?place ?pillar ?fieldPlace ?ev"""


def _parts(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    plan = query.plans[0]
    text = sparql.fill(PARTS, columns=CITED_COLUMNS, cited=cited("?pillar"), plan=sparql.iri(plan.key))
    rows = world.facts.select(text)
    if not rows:
        return _nothing(query, language)
    pillars = dict.fromkeys((row[0], row[1], row[2] or "") for row in rows)
    heading = world.lexicon.things[rows[0][0]].heading
    lines = []
    for key, label, number in pillars:
        fields = list(dict.fromkeys(row[5] for row in rows if row[0] == key and row[5]))
        head = pillar_name(heading, number) if language == "ja" else f"Pillar {number}"
        tail = (
            f"（分野: {'、'.join(fields)}）"
            if fields and language == "ja"
            else f" (fields: {', '.join(fields)})"
            if fields
            else ""
        )
        lines.append(f"・{head}「{label}」{tail}")
    return Found(
        text=SAID[query.link][1 + (language == "en")].format(
            plan=plan.label, others="\n".join(lines), word=heading or "柱"
        ),
        sparql=text,
        reading=_reading(query, language),
        items=tuple(Item(iri=key, type="Pillar", label=label, plan=plan.label) for key, label, _ in pillars),
        citations=_citations(row[7:] for row in first_of_each(rows)),
        value=len(pillars),
        unit=(heading or "柱") if language == "ja" else "pillars",
    )


FIELDS = """SELECT ?field ?label ?place $columns WHERE {
  ?field a plan:Field ; plan:inPillar $pillar ; skos:prefLabel ?label . OPTIONAL { ?field plan:order ?place }
  OPTIONAL { $cited FILTER(?aspect = skos:prefLabel) }
} ORDER BY ?place ?field ?ev"""


def _fields(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    pillar = query.plans[0]
    text = sparql.fill(FIELDS, columns=CITED_COLUMNS, cited=cited("?field"), pillar=sparql.iri(pillar.key))
    rows = world.facts.select(text)
    if not rows:
        return _nothing(query, language)
    fields = dict.fromkeys((row[0], row[1]) for row in rows)
    others = "、".join(f"「{label}」" for _, label in fields)
    return Found(
        text=SAID[query.link][1 + (language == "en")].format(plan=pillar.label, others=others),
        sparql=text,
        reading=_reading(query, language),
        items=tuple(Item(iri=key, type="Field", label=label, pillar=pillar.label) for key, label in fields),
        citations=_citations(row[3:] for row in first_of_each(rows)),
        value=len(fields),
        unit="分野" if language == "ja" else "fields",
    )
