"""ひとつ前の年度だと, その年, その前のプラン: the year and the plan that stood in the answer before, or those beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.ontology.model.values import LinkStatus
from keikaku.qa import query as q
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.turns.asking_back import lost
from keikaku.qa.turns.turn import BESIDE, Resolved
from keikaku.qa.world.links import shown_links

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.turns.referents import Referents
    from keikaku.qa.turns.turn import Turn
    from keikaku.qa.world.world import World


def of_a_year_beside(turn: Turn) -> Resolved | None:
    """ひとつ前の年度だと: what was asked before, a year earlier or later."""
    span = next((s for s in turn.ledger.spans if s.says("YEAR_BEFORE", "YEAR_AFTER")), None)
    if span is None or any(s.kind is SpanKind.YEAR for s in turn.ledger.spans):
        return None
    step = -1 if span.says("YEAR_BEFORE") else 1
    year = _year(turn.left)
    if year is None:
        return None
    query = _in_year(turn.left.query, year + step) if turn.accounted([span], ALONE) else None
    if query is not None:
        return Resolved(query=query)
    return Resolved(text=turn.put(span.start, span.end, f"{year + step}年度"))


ALONE = {*BESIDE, "HOW_MUCH", "COUNT", "BALANCE"}


def of_that_year(turn: Turn) -> Resolved | None:
    """その年の歳出は, 同じ年度で: the year that stood in the answer before."""
    span = next((s for s in turn.ledger.spans if s.says("SAME_YEAR")), None)
    year = _year(turn.left) if span else None
    return Resolved(text=turn.put(span.start, span.end, f"{year}年度")) if span and year else None


def _year(left: Referents) -> int | None:
    years = getattr(left.query, "years", ())
    years = years or [part.fiscal_year for part in left.conditions if isinstance(part, q.InYear)]
    return years[0] if len(years) == 1 else None


def _in_year(query: q.Query | None, year: int) -> q.Query | None:
    match query:
        case q.Observe() | q.AskOrganisation():
            return replace(query, years=(year,))
        case q.ListInitiatives() | q.CountInitiatives() | q.Breakdown():
            conditions = query.where.conditions
            kept = tuple(q.InYear(year) if isinstance(part, q.InYear) else part for part in conditions)
            return replace(query, where=q.AllOf(kept))
        case _:
            return None


def of_the_same_year(turn: Turn) -> Resolved | None:
    """じゃあ歳出は after the 市税 of a year: another figure of that year."""
    before = turn.left.query
    years = before.years if isinstance(before, q.Observe) else ()
    names = turn.ledger.names("indicator")
    other = len(names) == 1 and len(turn.slots) == 1
    if len(years) != 1 or not other or not turn.accounted(names, {*BESIDE, "HOW_MUCH"}):
        return None
    return Resolved(text=f"{years[0]}年度の{names[0].text}は")


def of_that_plan(turn: Turn) -> Resolved | None:
    """その前のプランだと, 同じ計画で: the plan that was told of, or the one before or after it."""
    span = next((s for s in turn.ledger.spans if s.says("PREVIOUS_PLAN", "NEXT_PLAN", "SAME_PLAN")), None)
    if span is None or turn.ledger.names("plan", "initiative"):
        return None
    plan = next((plan for left in turn.left.chain() if (plan := plan_told(left, turn.world))), None)
    if plan is None:
        return lost(span.text) if not span.says("PREVIOUS_PLAN") else None
    meant = plan if span.says("SAME_PLAN") else beside(plan, turn.world, earlier=span.says("PREVIOUS_PLAN"))
    if meant is None:
        return lost(span.text)
    start = span.start - 2 if turn.text[: span.start].endswith("その") else span.start
    note = (f"「{turn.text[start : span.end]}」は「{meant.label}」と読みました",)
    if turn.accounted([span], BESIDE) and isinstance(turn.left.query, q.ListInitiatives | q.CountInitiatives):
        kept = tuple(one for one in turn.left.conditions if not isinstance(one, OF_PLANS))
        return Resolved(query=replace(turn.left.query, where=q.AllOf((*kept, _in(meant)))), notes=note)
    if not (turn.names or turn.ledger.says("DOING", "TARGET", "PLACE_BEFORE", "OF_PLAN", "PERIOD", "WHEN")):
        return None  # 似たのは前の計画にあった: of the thing told, not of the plan
    return Resolved(text=turn.put(start, span.end, f"「{meant.label}」"), notes=note)


OF_PLANS = (q.InPlan, q.InYear, q.InPillar, q.InField)


def _in(plan: Thing) -> q.InPlan:
    return q.InPlan(q.Named(plan.key, plan.label))


def plan_told(left: Referents, world: World) -> Thing | None:
    """The one plan of the conditions, else of the things told."""
    named = {part.plan.key for part in left.conditions if isinstance(part, q.InPlan)}
    labels = {item.plan or (item.label if item.type == "Plan" else None) for item in left.told} - {None}
    found = [one for one in world.lexicon.of_kind("plan") if one.key in named]
    found = found or [one for one in world.lexicon.of_kind("plan") if one.label in labels]
    return found[0] if len(found) == 1 else None


def beside(plan: Thing, world: World, *, earlier: bool) -> Thing | None:
    """The plan that it follows or that follows it: by what is stated or inferred, else the nearest by its time."""
    links = [
        link for link in shown_links(world) if link.level == "plan" and link.status is not LinkStatus.PROPOSED
    ]
    keys = [
        link.earlier if earlier else link.later
        for link in links
        if plan.key == (link.later if earlier else link.earlier)
    ]
    linked = [world.lexicon.things[key] for key in keys if key in world.lexicon.things]
    if linked:
        return linked[0]
    alike = [one for one in world.lexicon.of_kind("plan") if one.initiatives and one.city == plan.city]
    alike = [
        one
        for one in alike
        if one.newest and (one.newest < plan.newest) == earlier and one.newest != plan.newest
    ]
    return (max if earlier else min)(alike, key=lambda one: one.newest, default=None)
