"""Whether a plan runs until the year that is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.kinds.plans.plans import answer_plan
from keikaku.qa.telling.describe import year_name
from keikaku.qa.telling.found import Found

if TYPE_CHECKING:
    from keikaku.qa.reading import Declined
    from keikaku.qa.world.world import World


def answer_until(query: q.PlanUntil, world: World, language: q.Language) -> Found | Declined:
    """Yes or no by the year in which the plan ends, then what is told of its period."""
    found = answer_plan(q.AskPlan(query.plans, q.PlanLink.PERIOD), world, language)
    things = world.lexicon.things
    ends = {things[plan.key].end for plan in query.plans if plan.key in things} - {None}
    if not isinstance(found, Found) or len(ends) != 1:
        return found
    end = next(iter(ends)) or 0
    same = end == query.fiscal_year
    if language == "en":
        verdict = f"{'Yes' if same else 'No'}: until {year_name(end, 'en')}."
    else:
        verdict = f"{'はい' if same else 'いいえ'}、{year_name(end)}（{end}年度）までです。"
    return replace(found, text=f"{verdict}\n{found.text}", value=None, unit=None)
