"""Pillars and fields as sides: by their titles, since many a plan tells no more of them."""

from __future__ import annotations

from collections.abc import Sequence

from keikaku.ingest.links.sides import Side, plan_year
from keikaku.ontology.model.facts import Fact, Field, Key, Pillar, Plan


def pillar_sides(facts: Sequence[Fact]) -> tuple[Side, ...]:
    """Every pillar and field of a plan whose year is known."""
    years = {fact.key: plan_year(fact) for fact in facts if isinstance(fact, Plan)}
    sides = [
        Side(key=one.key, plan=one.plan, year=year, title=one.label)
        for one in facts
        if isinstance(one, Pillar | Field) and (year := _year(one.plan, years))
    ]
    return tuple(sorted(sides, key=lambda side: (side.city, side.year, side.key)))


def _year(plan: Key, years: dict[Key, int | None]) -> int | None:
    """The year of a plan; one that nothing dates has the year that its name ends in."""
    name = plan.rsplit("/", 1)[-1][-4:]
    return years.get(plan) or (int(name) if name.isdigit() and name[:2] in {"19", "20"} else None)
