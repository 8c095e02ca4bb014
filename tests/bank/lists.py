"""Lists of initiatives: by department, pillar, field, section, year, words, and by what is left out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from tests.bank.facts import Heading, Initiative, World
from tests.bank.forms import number_forms, plan_forms, reading, year_forms
from tests.bank.made import Question, declined, listing, number

Test = Callable[[Initiative], bool]
ENDINGS = {"部": "ぶ", "課": "か", "室": "しつ"}
FEW = 3  # of what has no answer one of so many is asked


def questions(world: World) -> Iterator[Question]:
    """All kinds of lists."""
    for kind in (
        by_department,
        by_pillar,
        by_two,
        left_out,
        by_section,
        by_year,
        by_plan,
        whole_city,
    ):
        yield from kind(world)


def where(world: World, test: Test) -> list[Initiative]:
    """The initiatives that pass."""
    return [each for each in world.initiatives if test(each)]


def named(label: str) -> dict[str, list[str]]:
    """An organisation's name, with its last character in kana, and all in kana."""
    return {
        "d": [label],
        "d_kana": [label[:-1] + ENDINGS.get(label[-1], label[-1])],
        "d_reading": [reading(label)],
    }


def plans_of(world: World, label: str) -> list[str]:
    """The ways to name a plan."""
    return plan_forms(label, world.city, [each.label for each in world.plans])


def pillar_forms(world: World, pillar: Heading) -> list[str]:
    """The ways to name a pillar; by its bare number only where that means this one."""
    bare = number_forms(pillar.number) if world.numbered(pillar.number) == pillar else []
    full = [f"体系{pillar.number}「{pillar.label}」"] if bare else []
    return [*bare[:1], pillar.label, *bare[1:], f"「{pillar.label}」", *full]


def held_pillars(world: World) -> list[Heading]:
    """The pillars that have initiatives."""
    held = {(each.plan, each.pillar) for each in world.initiatives}
    return [each for each in world.pillars if (each.plan, each.label) in held]


def owning(world: World) -> list[str]:
    """The departments that have initiatives."""
    held = {name for each in world.initiatives for name in each.owners}
    return [name for name in world.departments if name in held]


def asked(kind: str, slots: dict[str, list[str]], found: Sequence[Initiative]) -> Iterator[Question]:
    """A list, and the same as a count."""
    yield Question(f"{kind}-list", slots, listing(found) if found else declined())
    if found:
        yield Question(f"{kind}-count", slots, number(len(found)))


def by_department(world: World) -> Iterator[Question]:
    """Of one department, in all plans and in each."""
    for name in world.departments:
        found = where(world, lambda each, name=name: name in each.owners)
        if not found:
            yield Question("dept-none", named(name), declined())
            continue
        everybody = [each for each in world.initiatives if each.whole_city]
        told = (
            {"says": [[f"全庁[^0-9]*{len(everybody)}件", f"{len(everybody)}[^0-9]*全庁"]]}
            if everybody
            else {}
        )
        yield Question("dept-list", named(name), {**listing(found), **told})
        yield Question("dept-count", named(name), number(len(found)))
        for plan in dict.fromkeys(each.plan for each in world.initiatives if each.years):
            within = [each for each in found if each.plan == plan]
            # 基本構想 stands in two versions under one name, which only a year tells apart
            if within and sum(each.label == plan for each in world.plans) == 1:
                yield from asked("dept-plan", named(name) | {"plan": plans_of(world, plan)}, within)


def by_pillar(world: World) -> Iterator[Question]:
    """Of one pillar, of one field, and of a field in its pillar."""
    for pillar in held_pillars(world):
        found = where(world, lambda each, at=pillar: (each.plan, each.pillar) == (at.plan, at.label))
        yield from asked("pillar", {"p": pillar_forms(world, pillar)}, found)
        if pillar.plan == world.newest:
            slots = {"plan": plans_of(world, pillar.plan), "n": number_forms(pillar.number)}
            yield Question("pillar-plan-list", slots, listing(found))
    for field in world.fields:
        found = where(world, lambda each, at=field: (each.plan, each.field) == (at.plan, at.label))
        yield from asked("field", {"f": [field.label]}, found)
        above = next(each for each in world.pillars if (each.plan, each.label) == (field.plan, field.pillar))
        yield Question(
            "pillar-field-list", {"f": [field.label], "p": pillar_forms(world, above)}, listing(found)
        )


def by_two(world: World) -> Iterator[Question]:
    """Department and pillar, department and field, two departments together, one or the other."""
    for name, pillar in itertools.product(owning(world), held_pillars(world)):
        if pillar.plan == world.newest:
            found = where(
                world,
                lambda each, n=name, at=pillar: (
                    n in each.owners and (each.plan, each.pillar) == (at.plan, at.label)
                ),
            )
            yield from asked("dept-pillar", named(name) | {"p": pillar_forms(world, pillar)}, found)
    for nth, (name, field) in enumerate(itertools.product(owning(world), world.fields)):
        found = where(
            world,
            lambda each, n=name, at=field: (
                n in each.owners and (each.plan, each.field) == (at.plan, at.label)
            ),
        )
        if found or nth % FEW == 0:
            yield from asked("dept-field", named(name) | {"f": [field.label]}, found)
    for nth, (one, two) in enumerate(itertools.combinations(owning(world), 2)):
        yield from _pair(world, one, two, nth)


def _pair(world: World, one: str, two: str, nth: int) -> Iterator[Question]:
    slots = {"d": [one], "e": [two]}
    both = where(world, lambda each: one in each.owners and two in each.owners)
    if both or nth % FEW == 0:
        yield from asked("together", slots, both)
    if nth % FEW == 0:
        either = where(world, lambda each: each.plan == world.newest and bool({one, two} & set(each.owners)))
        yield Question("either-list", slots | {"plan": plans_of(world, world.newest)}, listing(either))


def left_out(world: World) -> Iterator[Question]:
    """What is left without a department or a pillar; whether 全庁 and what is shared is left can be argued."""
    headings = [
        ("pillar", each, pillar_forms(world, each))
        for each in held_pillars(world)
        if each.plan == world.newest
    ]
    headings += [("field", each, [each.label]) for each in world.fields if each.plan == world.newest]
    for kind, heading, forms in headings:
        under = where(
            world, lambda each, k=kind, at=heading: (each.plan, getattr(each, k)) == (at.plan, at.label)
        )
        slot = kind[0]
        for name in dict.fromkeys(owner for each in under for owner in each.owners):
            rest = [each for each in under if name not in each.owners and not each.whole_city]
            argued = [
                each for each in under if each.whole_city or (name in each.owners and len(each.owners) > 1)
            ]
            if rest:
                yield Question(f"{kind}-not-dept", {slot: forms, "d": [name]}, listing(rest, argued))
    for name, pillar in itertools.product(owning(world), held_pillars(world)):
        if pillar.plan == world.newest:
            yield from _department_without(world, name, pillar)


def _department_without(world: World, name: str, pillar: Heading) -> Iterator[Question]:
    mine = where(world, lambda each: each.plan == world.newest and name in each.owners)
    rest = [each for each in mine if each.pillar != pillar.label]
    if rest and len(rest) < len(mine):
        slots = {"plan": plans_of(world, world.newest), "d": [name], "p": pillar_forms(world, pillar)}
        yield Question("dept-not-pillar", slots, listing(rest))


def by_section(world: World) -> Iterator[Question]:
    """Of one section; a section without any is declined."""
    for name in world.sections:
        found = where(world, lambda each, name=name: name in each.sections)
        if found:
            yield from asked("section", {"s": [name]}, found)
        else:
            yield Question("section-none", {"s": [name]}, declined())


def by_year(world: World) -> Iterator[Question]:
    """Of a fiscal year, with a department and with a pillar."""
    for year in sorted({year for each in world.initiatives for year in each.years}):
        slots = {"y": year_forms(year), "western": [str(year)]}
        found = where(world, lambda each, year=year: year in each.years)
        yield from asked("year", slots, found)
        for name in owning(world):
            mine = [each for each in found if name in each.owners]
            if mine:
                yield from asked("dept-year", slots | named(name), mine)
        for pillar in held_pillars(world):
            under = [each for each in found if (each.plan, each.pillar) == (pillar.plan, pillar.label)]
            if under:
                yield Question("pillar-year-list", slots | {"p": pillar_forms(world, pillar)}, listing(under))


def by_plan(world: World) -> Iterator[Question]:
    """All of a plan whose name means one plan."""
    for plan in dict.fromkeys(each.plan for each in world.initiatives):
        if sum(each.label == plan for each in world.plans) == 1:
            found = where(world, lambda each, plan=plan: each.plan == plan)
            yield from asked("plan", {"plan": plans_of(world, plan)}, found)


def whole_city(world: World) -> Iterator[Question]:
    """What every department does."""
    found = where(world, lambda each: each.whole_city)
    if found:
        yield from asked("whole-city", {}, found)
    for pillar in held_pillars(world):
        under = [each for each in found if (each.plan, each.pillar) == (pillar.plan, pillar.label)]
        if under:
            yield Question("whole-city-pillar", {"p": pillar_forms(world, pillar)}, listing(under))
