"""The most, the least, comparisons and breakdowns."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping

from tests.bank.facts import World
from tests.bank.forms import fold, roman_of
from tests.bank.lists import held_pillars, owning, pillar_forms, plans_of
from tests.bank.made import Expect, Question, number, saying


def questions(world: World) -> Iterator[Question]:
    """All kinds of comparisons, within the newest plan."""
    mine = [each for each in world.initiatives if each.plan == world.newest]
    plan = {"plan": plans_of(world, world.newest)}
    counts = {
        "dept": Counter(name for each in mine for name in each.owners),
        "pillar": Counter(each.pillar for each in mine if each.pillar),
        "field": Counter(each.field for each in mine if each.field),
    }
    for kind, count in ((kind, count) for kind, count in counts.items() if count):
        yield Question(f"most-{kind}", plan, extreme(count, max(count.values())))
        yield Question(f"least-{kind}", plan, extreme(count, min(count.values())))
    for kind in ("pillar", "dept"):
        if counts[kind]:
            yield Question(f"per-{kind}", plan, breakdown(counts[kind]))
    yield from pairs(world, counts)
    yield from headings(world, counts["field"])


def extreme(count: Mapping[str, int], value: int) -> Expect:
    """Every name with this count, and the count."""
    return saying(*([name] for name, held in count.items() if held == value), [str(value)])


def breakdown(count: Mapping[str, int]) -> Expect:
    """Every name and, near it, its count."""
    return {"says": [[rf"{name}」?[^0-9]{{0,6}}{held}(?:件|(?![0-9]))"] for name, held in count.items()]}


def more(one: str, two: str, count: Mapping[str, int], names: Mapping[str, str] | None = None) -> Expect:
    """Both counts, and which is more by one of its names, or that they are the same."""
    if count[one] == count[two]:
        return {"says": [["同じ|同数|同件数|等しい|equal|same"], [str(count[one])]]}
    winner, loser = sorted((one, two), key=lambda name: -count[name])
    name = f"({'|'.join([winner, *([names[winner]] if names else [])])})"
    told = [
        rf"多いのは[^。]{{0,8}}{name}",
        rf"{name}」?(の方|のほう)?が[^。]{{0,12}}多",
        rf"{name}[^.]{{0,30}}(has)?more",
        rf"more[^.]{{0,30}}{name}",
    ]
    return {"says": [told, [str(count[winner])], [str(count[loser])]]}


def pairs(world: World, counts: Mapping[str, Mapping[str, int]]) -> Iterator[Question]:
    """Two departments, two pillars, two fields."""
    plan = {"plan": plans_of(world, world.newest)}
    known = [name for name in owning(world) if name in counts["dept"]]
    for nth, (one, two) in enumerate(itertools.combinations(known, 2)):
        if nth % 2 == 0:
            yield Question("compare-depts", plan | {"d": [one], "e": [two]}, more(one, two, counts["dept"]))
    pillars = [each for each in held_pillars(world) if each.plan == world.newest]
    for one, two in itertools.combinations(pillars, 2):
        slots = {"p": pillar_forms(world, one), "q": pillar_forms(world, two)}
        names = {
            each.label: f"体系({each.number}|{fold(roman_of(each.number) or each.number)})"
            for each in (one, two)
        }
        yield Question("compare-pillars", slots, more(one.label, two.label, counts["pillar"], names))
    fields = [each.label for each in world.fields if each.plan == world.newest]
    for nth, (one, two) in enumerate(itertools.combinations(fields, 2)):
        if nth % 4 == 0:
            yield Question("compare-fields", {"f": [one], "g": [two]}, more(one, two, counts["field"]))


def headings(world: World, fields: Mapping[str, int]) -> Iterator[Question]:
    """The fields of a pillar, the pillars of a plan."""
    for pillar in held_pillars(world):
        under = [
            each.label for each in world.fields if (each.plan, each.pillar) == (pillar.plan, pillar.label)
        ]
        if under:
            slots = {"p": pillar_forms(world, pillar)}
            count = {name: fields[name] for name in under}
            yield Question("per-field", slots, breakdown(count))
            yield Question("most-field-in-pillar", slots, extreme(count, max(count.values())))
            yield Question("fields-of", slots, saying(*([name] for name in under)))
            yield Question("fields-count", slots, number(len(under)))
    for plan in dict.fromkeys(each.plan for each in world.pillars):
        if sum(each.label == plan for each in world.plans) == 1:
            under = [each.label for each in world.pillars if each.plan == plan]
            slots = {"plan": plans_of(world, plan)}
            yield Question("pillars-of", slots, saying(*([name] for name in under)))
            yield Question("pillars-count", slots, number(len(under)))
