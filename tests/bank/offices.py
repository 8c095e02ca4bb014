"""Missions, posts, contacts and sections of departments, and what ties plans to plans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.bank.facts import Plan, World
from tests.bank.figures import date_words
from tests.bank.forms import era, fold, year_forms
from tests.bank.lists import plans_of
from tests.bank.made import Question, declined, saying

NEAR = 20  # so many characters behind a section's name a telephone is its own
ENOUGH = 14  # so many characters tell one mission from another
TIES = {
    "individual_plan_of": "individual-plan-of",
    "-individual_plan_of": "individual-plans",
    "-replaces": "replaced-by",
    "replaces": "replaces",
    "placed_in": "placed-in",
}


def questions(world: World) -> Iterator[Question]:
    """All that is asked about organisations and plans."""
    for kind in (missions, posts, contacts, sections):
        yield from kind(world)
    for plan in world.plans:
        if sum(each.label == plan.label for each in world.plans) == 1:
            yield from of_plan(world, plan)


def missions(world: World) -> Iterator[Question]:
    """Each department's mission of each year: its headline, else its first sentence; other years are declined."""
    told = {(each.organisation, each.year) for each in world.told if each.kind in ("mission", "headline")}
    for department, year in sorted(told):
        own = [
            e
            for e in world.told
            if (e.organisation, e.year) == (department, year) and e.kind in ("mission", "headline")
        ]
        best = next((each for each in own if each.kind == "headline"), own[0])
        slots = {"d": [department], "y": year_forms(year or 0), "western": [str(year)]}
        yield Question("mission", slots, saying([fold(best.text)[:ENOUGH]]))
        if sum(name == department for name, _ in told) == 1:
            yield Question("mission-only", slots, saying([fold(best.text)[:ENOUGH]]))
        yield Question(
            "mission",
            slots | {"y": year_forms((year or 0) + 6), "western": [str((year or 0) + 6)]},
            declined(),
        )
    for department in world.departments:
        if department not in {name for name, _ in told}:
            yield Question("mission-only", {"d": [department]}, declined())


def posts(world: World) -> Iterator[Question]:
    """Who held a post in the document's year; another year is declined."""
    for each in world.told:
        if each.kind == "post" and each.year:
            post, holder = each.text.split("|")
            slots = {"post": [post], "y": year_forms(each.year), "western": [str(each.year)]}
            yield Question("post", slots, saying([holder]))


def contacts(world: World) -> Iterator[Question]:
    """What is told, and for sections of which nothing is told a decline."""
    held = {each.organisation for each in world.told if each.kind == "phone"}
    for each in world.told:
        if each.kind in ("phone", "fax", "address"):
            yield Question(each.kind, {"s": [each.organisation]}, saying([each.text]))
    for name in world.sections:
        told_in_prose = re.search(rf"{re.escape(fold(name))}.{{0,{NEAR}}}(電話|TEL|内線)", world.text)
        if name not in held and not told_in_prose:
            yield Question("phone", {"s": [name]}, declined())


def sections(world: World) -> Iterator[Question]:
    """A department's sections and a section's department."""
    for department in world.departments:
        own = [name for name, owner in world.sections.items() if owner == department]
        if own:
            yield Question("sections", {"d": [department]}, saying(*([name] for name in own)))
        elif not any(fold(f"{department}{word}") in world.text for word in ("に", "の課")):
            yield Question("sections", {"d": [department]}, declined())
    for name, owner in world.sections.items():
        if owner:
            yield Question("section-of", {"s": [name]}, saying([owner]))


def of_plan(world: World, plan: Plan) -> Iterator[Question]:
    """What it belongs to, what came before and after, when it was decided, until when it holds."""
    slots = {"plan": plans_of(world, plan.label)}
    for tie, kind in TIES.items():
        names = [name for own, name in plan.ties if own == tie]
        if names:
            yield Question(kind, slots, saying(*([name] for name in names)))
    if plan.decided:
        year = int(plan.decided[:4])
        name, _, number = era(year)
        yield Question(
            "decided",
            slots,
            saying([*date_words(plan.decided), f"{name}{number}({year})年{int(plan.decided[5:7])}月"]),
        )
    if plan.end:
        yield Question(
            "target-year", slots, saying([str(plan.end), f"{era(plan.end)[0]}{era(plan.end)[2]}年度"])
        )
