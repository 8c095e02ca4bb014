"""Several things asked of one plan: its period, the plans above, before and after it, each told in its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import best_plans, named
from keikaku.qa.naming.attributes import plan_attributes_of
from keikaku.qa.query.card import AskCard
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.reading import Declined, Understood
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.reading import Reading

OF_A_PLAN = (
    q.AskPlan,
    q.PlanUntil,
    q.FindSuccessors,
    q.TellPassage,
    q.WhatItSays,
    q.SearchInitiatives,
    AskFacts,
)
"""What is told of a plan, or of words."""
BESIDE = frozenset({"plan", "municipality", "pillars", "fields", "theme"})


def read_plan_card(reading: Reading, outcome: Understood | Declined | None) -> Understood | None:
    """The card of the one plan that is named, where several things are asked of it and nothing else is."""
    if isinstance(outcome, Understood) and not isinstance(outcome.query, OF_A_PLAN):
        return None
    mentions = [m for m in reading.recognised.of("plan") if m.things]
    if len(mentions) != 1 or any(m.kind not in BESIDE for m in reading.recognised.mentions):
        return None
    plans = best_plans(mentions[0].things)
    text = reading.recognised.text[: mentions[0].start] + " " + reading.recognised.text[mentions[0].end :]
    asks = plan_attributes_of(text)
    if len(plans) != 1 or len(asks) < 2 or not _nothing_else(reading, plans, asks):
        return None
    return Understood(
        query=AskCard(named(plans[0]), asks, reading.recognised.text, language=reading.language)
    )


def _nothing_else(reading: Reading, plans: Sequence[Thing], asks: Sequence[Ask]) -> bool:
    """True where every word that is left is one of the plan's name or of what is asked."""
    own = compact(plans[0].label) + "".join(ask.text for ask in asks)
    return all(word.stem in own or word.surface in own for word in reading.topic if word.noun)
