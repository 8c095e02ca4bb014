"""Values of indicators by year, subject and plan; the highest, the lowest, the change; targets beside them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from tests.bank.facts import Observed, World
from tests.bank.forms import date_forms, fold, number_forms, year_forms
from tests.bank.lists import plans_of
from tests.bank.made import Expect, Question, declined, number, saying

ACHIEVED = {
    "件数": "achieved",
    "達成・一部達成": "achieved-done",
    "着手": "achieved-begun",
    "未達成": "achieved-not",
}
KINDS_BY_UNIT = {"人": "staff", "%": "ratio-staff", "円": "budget"}


def questions(world: World) -> Iterator[Question]:
    """All kinds of figures."""
    series: dict[str, list[Observed]] = {}
    for each in world.observed:
        if each.subject == world.city and each.year and each.indicator not in _of_departments(world):
            series.setdefault(each.indicator, []).append(each)
    for indicator, values in series.items():
        yield from in_years(indicator, values)
        yield from aimed(world, indicator, values)
        if len(values) > 1:
            yield from over_years(indicator, values)
    yield from of_departments(world)
    yield from of_pillars(world)


def _of_departments(world: World) -> set[str]:
    return {each.indicator for each in world.observed if each.subject in world.departments}


def told(each: Observed) -> Expect:
    """The value and the document's own words for it."""
    return number(each.value) | saying([fold(each.text), *_plain(each)])


def _plain(each: Observed) -> list[str]:
    return [f"{each.value:g}{each.unit}", f"{each.value:,}{each.unit}"] if each.value < 10**6 else []


def in_years(indicator: str, values: Sequence[Observed]) -> Iterator[Question]:
    """Each year; years that are not told are declined; without a year all, or the newest."""
    names = {"k": [indicator]}
    for each in values:
        slots = names | {"y": year_forms(each.year or 0), "western": [str(each.year)]}
        yield Question("observation", slots, told(each))
    years = {each.year for each in values}
    for year in sorted({min(years) - 3, max(years) + 2, max(years) + 12} - years):
        yield Question("observation", names | {"y": year_forms(year), "western": [str(year)]}, declined())
    newest = max(values, key=lambda each: each.year or 0)
    yield Question("observation-newest", names, saying([fold(newest.text), *_plain(newest)]))
    yield Question("observation-only", names, saying([fold(newest.text), *_plain(newest)]))


def aimed(world: World, indicator: str, values: Sequence[Observed]) -> Iterator[Question]:
    """The target of an indicator, alone and beside the values."""
    own = [target for target in world.targets if target.subject == indicator]
    newest = max(values, key=lambda each: each.year or 0)
    for target in own:
        yield Question("indicator-target", {"k": [indicator]}, saying([target.text]))
        slots = {"k": [indicator], "y": year_forms(newest.year or 0)}
        yield Question("indicator-beside", slots, saying([target.text], [fold(newest.text), *_plain(newest)]))


def over_years(indicator: str, values: Sequence[Observed]) -> Iterator[Question]:
    """The highest, the lowest, the trend, and the change between two years."""
    names = {"k": [indicator]}
    for kind, extreme in (("highest", max), ("lowest", min)):
        value = extreme(each.value for each in values)
        found = [each for each in values if each.value == value]
        years = [[*year_forms(each.year or 0), f"fiscal {each.year}"] for each in found]
        yield Question(kind, names, saying(*years, [fold(found[0].text), *_plain(found[0])]))
    yield Question("trend", names, saying(*([fold(each.text), *_plain(each)] for each in values)))
    for one, two in itertools.pairwise(values):
        yield from _two(names, one, two)
    yield from _two(names, values[0], values[-1])


def _two(names: dict[str, list[str]], one: Observed, two: Observed) -> Iterator[Question]:
    slots = names | {"y": year_forms(one.year or 0), "z": year_forms(two.year or 0), "u": [_points(one)]}
    both = [[fold(each.text), *_plain(each)] for each in (one, two)]
    yield Question("both-years", slots, saying(*both))
    yield Question("change", slots, saying(*both, _gap(one, two)))


def _gap(one: Observed, two: Observed) -> list[str]:
    """The difference in points or in the unit; none may be told in words."""
    gap, unit = round(abs(two.value - one.value), 1), _points(one)
    forms = [f"{gap:.1f}", f"{gap:g}{unit}", f"{gap:,.0f}{unit}"]
    return forms if gap else [*forms, "0.0", "同じ", "変わ", "差はありません"]


def _points(each: Observed) -> str:
    """A share changes by points."""
    return "ポイント" if each.unit == "%" else each.unit


def of_departments(world: World) -> Iterator[Question]:
    """What is told of one department: staff, shares, budget; another year and another department are declined."""
    for each in world.observed:
        if each.subject == world.city and each.indicator in _of_departments(world):
            slots = {"d": ["市全体", world.city], "k": _names(each.indicator)}
            yield Question("staff", slots | {"y": year_forms(each.year or 0)}, told(each))
        if each.subject in world.departments and each.year:
            kind = KINDS_BY_UNIT[each.unit]
            slots = {"d": [each.subject], "k": _names(each.indicator)}
            yield Question(kind, slots | {"y": year_forms(each.year)}, told(each))
            if kind == "staff":
                yield from _elsewhere(world, each, slots)


def _names(indicator: str) -> list[str]:
    return [indicator, f"{indicator}数"] if indicator.endswith("職員") else [indicator]


def _elsewhere(world: World, each: Observed, slots: dict[str, list[str]]) -> Iterator[Question]:
    for year in ((each.year or 0) + 1, (each.year or 0) + 5):
        yield Question(
            "observation",
            {"k": [f"{each.subject}の{each.indicator}"], "y": year_forms(year), "western": [str(year)]},
            declined(),
        )
    for other in world.departments:
        if not any(one.subject == other for one in world.observed):
            yield Question("staff", slots | {"d": [other], "y": year_forms(each.year or 0)}, declined())


def of_pillars(world: World) -> Iterator[Question]:
    """The figures of each pillar of a plan, and of the plan as a whole."""
    pillars = {(each.plan, each.label): each for each in world.pillars}
    for each in world.observed:
        pillar = pillars.get((each.plan, each.subject))
        _, _, what = each.indicator.rpartition("の")
        slots = {"plan": plans_of(world, each.plan)}
        if pillar and what in ACHIEVED:
            yield Question(ACHIEVED[what], slots | {"n": number_forms(pillar.number)}, told(each))
        elif each.subject == each.plan:
            yield Question("achieved-all", slots | {"k": [each.indicator]}, told(each))


def date_words(text: str) -> list[str]:
    """A date of the graph (2025-03) as people tell it."""
    return date_forms(f"{text}-01", f"{text}-28", text) if len(text) == len("2025-03") else [text]
