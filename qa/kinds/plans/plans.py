"""How plans hang together: what a plan belongs to, replaces, is replaced by, consists of, and when it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import best_plans, chosen_pillar, named
from keikaku.qa.kinds.plans.links import answer_dates, answer_links
from keikaku.qa.kinds.plans.parts import answer_fields, answer_parts
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.found import Found
from keikaku.qa.text.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.world.world import World


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
        return answer_dates(query, world, language)
    if query.link is q.PlanLink.PARTS:
        return answer_parts(query, world, language)
    if query.link is q.PlanLink.FIELDS:
        return answer_fields(query, world, language)
    return answer_links(query, world, language)
