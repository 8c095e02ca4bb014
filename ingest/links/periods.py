"""Time first: which plan can follow which, by their periods and names, before anything else is compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from keikaku.ingest.plans.names import DRAFT
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.model.facts import Fact, Key, Plan, Relation

NUMBERS = re.compile(r"第\d+[次期]|(?:平成|令和|昭和)?(?:\d+|元)年度?|\d+|[（(].*?[）)]|\s")
Apart = frozenset[tuple[Key, Key]]
"""Two plans, in both orders."""


@dataclass(frozen=True, slots=True)
class Times:
    """Which plans time keeps apart: those in force side by side, and those that are one."""

    beside: Apart = frozenset()
    one: Apart = frozenset()


NO_TIMES = Times()


def times_of(facts: Sequence[Fact]) -> Times:
    """What time says of the plans."""
    return Times(side_by_side(facts), drafts(facts))


def side_by_side(facts: Sequence[Fact]) -> Apart:
    """Plans in force together: their periods share more than a year, and neither is said to follow the other.

    Plans of one name with other years follow each other although they overlap: 2024～2026 and 2025～2027 of
    a rolling plan.
    """
    told = {(fact.subject, fact.object) for fact in facts if isinstance(fact, Relation)}
    return _both_ways(
        (one, other)
        for one, other in _neighbours(facts)
        if _overlap(one, other) > 1
        and stem(one) != stem(other)
        and not {(one.key, other.key), (other.key, one.key)} & told
    )


def drafts(facts: Sequence[Fact]) -> Apart:
    """A plan and its own draft: one thing, so that nothing of the one follows anything of the other."""
    return _both_ways((one, other) for one, other in _neighbours(facts) if _settled(one) == _settled(other))


def stem(plan: Plan) -> str:
    """The name of a plan without number, year and revision.

    >>> stem(Plan(key="市/plan/第2次緑の計画(改定版)", label="", municipality="市"))
    '緑の計画'
    """
    return NUMBERS.sub("", _name(plan))


def period(plan: Plan) -> tuple[int, int] | None:
    """The first and the last fiscal year in which a plan is in force; None where either is unknown."""
    if plan.fiscal_year:
        return plan.fiscal_year, plan.fiscal_year
    return (plan.start, plan.end) if plan.start and plan.end else None


def _neighbours(facts: Iterable[Fact]) -> Iterable[tuple[Plan, Plan]]:
    plans = [fact for fact in facts if isinstance(fact, Plan)]
    return (pair for pair in combinations(plans, 2) if pair[0].municipality == pair[1].municipality)


def _overlap(one: Plan, other: Plan) -> int:
    """How many years two plans are in force together; a year inside a longer period counts as two."""
    first, second = period(one), period(other)
    if not first or not second:
        return 0
    years = min(first[1], second[1]) - max(first[0], second[0]) + 1
    inside = first != second and years == min(end - start + 1 for start, end in (first, second))
    return years + 1 if inside and years > 0 else years


def _settled(plan: Plan) -> str:
    return re.sub(DRAFT, "", _name(plan))


def _name(plan: Plan) -> str:
    """The canonical name, as the key has it, in the normal form."""
    return normalise(plan.key.split("/")[2]).text


def _both_ways(pairs: Iterable[tuple[Plan, Plan]]) -> Apart:
    return frozenset(ends for one, other in pairs for ends in ((one.key, other.key), (other.key, one.key)))
