"""Figures as proof: what two years tell alike of the same year, which hardly anything else does by chance."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.model.facts import Attribute, Fact, Indicator, Key, Observation

Counted = tuple[str, str, int]
"""What is counted, its unit, and the year that it is told for (0: none)."""
Figures = Mapping[Counted, float]

CLOSE = 0.02
"""Two figures that differ by less are one: one list counts in 円, the other in 百万円."""
STEPS = 1 / CLOSE
BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]|[\s・:：]")
NOTHING: Figures = {}


def figures_of(facts: Iterable[Fact]) -> dict[Key, Figures]:
    """The figures of every subject by what they count."""
    found: dict[Key, dict[Counted, float]] = defaultdict(dict)
    owners = {fact.key: fact for fact in facts if isinstance(fact, Indicator)}
    names: dict[str, str] = {}
    for fact in facts:
        if isinstance(fact, Attribute) and fact.value is not None:
            name = names.setdefault(fact.name, counted(fact.name))
            found[fact.subject].setdefault((name, fact.unit, fact.fiscal_year or 0), fact.value)
        elif isinstance(fact, Observation) and (owner := owners.get(fact.indicator)):
            what = (counted(f"{owner.label}{fact.kind.value}"), fact.unit, fact.fiscal_year or 0)
            for subject in {fact.subject, owner.subject or fact.subject}:
                found[subject].setdefault(what, fact.value)
    return dict(found)


def counted(head: str) -> str:
    """What a head counts, without year, unit and signs, so that the heads of two years are one.

    >>> counted("令和5年度当初予算額（千円）"), counted("2024年度 当初予算額（円）")
    ('当初予算額', '当初予算額')
    """
    for time in reversed(find_times(head)):
        head = head[: time.start] + head[time.end :]
    return BRACKETS.sub("", normalise(head).text)


def alike(one: float, other: float) -> bool:
    """Whether two figures are one, as rounding goes.

    >>> alike(14_995_000, 15_000_000), alike(8, 9)
    (True, False)
    """
    return abs(one - other) <= CLOSE * max(abs(one), abs(other))


def terms(figures: Figures) -> tuple[tuple[str, str, int, int], ...]:
    """The figures as words that can be looked up: nearly the same value gives the same word, or the next."""
    return tuple((*what, step) for what, value in figures.items() if value for step in _steps(value))


def _steps(value: float) -> tuple[int, ...]:
    place = math.log(abs(value)) * STEPS / 2
    return (math.floor(place), math.floor(place) + 1)


def rarity(sides: Sequence[Figures]) -> dict[tuple[str, str, int, int], float]:
    """How much it tells that a figure stands somewhere: the fewer have it, the more."""
    known = Counter(term for figures in sides for term in terms(figures))
    told = Counter(what for figures in sides for what in figures)
    return {term: math.log((1 + told[term[:3]]) / count) for term, count in known.items()}


def agreement(
    one: Figures, other: Figures, rare: Mapping[tuple[str, str, int, int], float]
) -> tuple[float, int, int]:
    """What agrees, by its rarity, and how many different figures agree and differ.

    A figure that is repeated (budget and settlement of three years, all 15) counts once; one that no year
    dates proves by agreeing and disproves nothing, since aims change.
    """
    same: dict[int, float] = {}
    differ = set()
    for what in one.keys() & other.keys():
        first, second = one[what], other[what]
        if not first and not second:
            continue
        if alike(first, second):
            place = _steps(second)[0]
            best = max(rare.get((*what, step), 0.0) for step in _steps(second))
            same[place] = max(same.get(place, 0.0), best)
        elif what[2]:
            differ.add((what[2], _steps(first or second)[0]))
    return sum(same.values()), len(same), len(differ)


def shared(one: Figures, other: Figures) -> tuple[tuple[Counted, float], ...]:
    """The dated figures that both tell alike, newest first, each value once."""
    found: dict[float, Counted] = {}
    for what in sorted(one.keys() & other.keys(), key=lambda what: (-what[2], what[0])):
        if what[2] and other[what] and alike(one[what], other[what]):
            found.setdefault(other[what], what)
    return tuple((what, value) for value, what in found.items())
