"""Who is responsible, where in the plan a thing stands, what it aims at, and when it happens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.bank.facts import Initiative, Moment, World
from tests.bank.forms import date_forms, fold, quoted, year_forms
from tests.bank.made import Expect, Question, about, listing, number, saying

COMPARATORS = {"at_least": ["以上"], "about": ["程度", "約", "概ね"], "at_most": ["以下", "超えない"]}


def questions(world: World) -> Iterator[Question]:
    """All that is asked about one initiative."""
    for each in world.initiatives:
        yield from responsible(each)
        yield from located(world, each)
    for field in world.fields:
        yield Question("field-where", {"f": [field.label]}, saying([field.pillar or ""]))
    yield from aims(world)
    yield from times(world)


def responsible(each: Initiative) -> Iterator[Question]:
    """Who: every department and section that the text names."""
    told = [*each.departments, *each.sections]
    if told:
        expect = about(each.label, saying(*([name] for name in told)))
        yield Question("who", {"i": [quoted(each.label)]}, expect)
        yield Question("who-plain", {"i": [each.label]}, expect)


def located(world: World, each: Initiative) -> Iterator[Question]:
    """Where: pillar and field, or the plan where it has no pillar."""
    slots = {"i": [quoted(each.label), each.label]}
    if each.pillar:
        groups = [[name] for name in (each.pillar, each.field) if name]
        yield Question("where", slots, about(each.label, saying(*groups)))
    else:
        yield Question("where-plan", slots, about(each.label, saying([each.plan])))
    above = [
        name
        for plan in world.plans
        if plan.label == each.plan
        for tie, name in plan.ties
        if tie == "individual_plan_of"
    ]
    if above and world.initiatives.index(each) % 6 == 0:
        yield Question("chain", slots, about(each.label, saying([each.plan], *([name] for name in above))))


def aims(world: World) -> Iterator[Question]:
    """The targets of an initiative, their number, each figure by what is measured, and figures from a limit on."""
    for each in world.initiatives:
        own = [target for target in world.targets if (target.subject, target.plan) == (each.label, each.plan)]
        if own:
            slots = {"i": [quoted(each.label), each.label]}
            yield Question("targets-of", slots, saying(*([target.text] for target in own)))
            yield Question("targets-count", slots, number(len(own)))
    yield from measured(world)
    yield from over(world)


def measured(world: World) -> Iterator[Question]:
    """A target's figure, asked for by the words that stand before it in a short target."""
    subjects = {each.label for each in world.initiatives}
    for target in world.targets:
        parts = re.split(r"[0-9,]{1,12}", fold(target.text).replace("計4", "4"))
        if (
            target.subject not in subjects
            or not target.year
            or not target.figures
            or len(parts) != len(target.figures) + 1
            or target.text.endswith("。")
        ):
            continue
        for nth, (value, unit, comparator) in enumerate(target.figures):
            what = re.sub(r"^.{0,6}以?上?(及び|と|、)", "", parts[nth]) if nth else parts[nth]
            words = [f"{value:,}{unit}", f"{value}{unit}"]
            expect = number(value) | saying(
                [word + end for word in words for end in COMPARATORS.get(comparator, [""])] + [target.text]
            )
            yield Question(
                "target-figure", {"t": [what.strip("：:の")], "y": year_forms(target.year or 0)}, expect
            )


def over(world: World) -> Iterator[Question]:
    """Initiatives with a target figure of at least so much."""
    held = {(each.label, each.plan): each for each in world.initiatives}
    figures = [
        (v, u, held[t.subject, t.plan])
        for t in world.targets
        for v, u, _ in t.figures
        if (t.subject, t.plan) in held
    ]
    for unit in sorted({unit for _, unit, _ in figures}):
        for limit in sorted({value for value, own, _ in figures if own == unit}):
            found = list(
                {each.iri: each for value, own, each in figures if own == unit and value >= limit}.values()
            )
            texts = [t.text for t in world.targets if any(u == unit and v >= limit for v, u, _ in t.figures)]
            # the targets themselves are as good an answer as the initiatives that have them
            yield Question("target-over", {"v": [str(limit)], "u": [unit]}, listing(found), (_labels(texts),))


def _labels(texts: Sequence[str]) -> Expect:
    return {"must": list(dict.fromkeys(texts)), "may": [], "min_recall": 1.0, "min_precision": 1.0}


def times(world: World) -> Iterator[Question]:
    """When an initiative with one date in its prose moves, and what moves in a year."""
    for each in world.initiatives:
        own = [moment for moment in world.moments if moment.initiative == each.label]
        if len(own) == 1:
            expect = about(each.label, saying(date_forms(own[0].first, own[0].last, own[0].text)))
            yield Question("when", {"i": [quoted(each.label), each.label]}, expect)
    own_years = {year for each in world.initiatives for year in each.years if len(each.years) == 1}
    for year in sorted({moment.year for moment in world.moments} - own_years):
        yield from _moving(world, year)


def _moving(world: World, year: int) -> Iterator[Question]:
    """A calendar year lies in two fiscal years, a range in several: those may stand in the list."""
    labels = {moment.initiative: _touch(moment, year) for moment in world.moments}
    for moment in world.moments:
        labels[moment.initiative] = max(labels[moment.initiative], _touch(moment, year))
    must = [each for each in world.initiatives if labels.get(each.label) == 2]
    may = [each for each in world.initiatives if labels.get(each.label) == 1]
    if must:
        yield Question("moves-in", {"y": year_forms(year), "western": [str(year)]}, listing(must, may))


def _touch(moment: Moment, year: int) -> int:
    """2 where a date lies in the fiscal year, 1 where it may, 0 where not."""
    first, last = f"{year}-04-01", f"{year + 1}-03-31"
    if first <= moment.first and moment.last <= last:
        return 2
    return int(moment.first <= last and moment.last >= first)
