"""Figures that the documents tell differently: the same indicator of the same thing and year, two values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from keikaku.ontology.japanese.eras import era_name
from keikaku.ontology.model.facts import Comparator, Fact, Indicator, Key, Observation, Problem

NEAR = 0.05  # of a value that is told with 約


def differing(facts: Iterable[Fact]) -> tuple[tuple[Observation, ...], ...]:
    """The observations that cannot all be right, in groups; of no year only those of one document."""
    groups: dict[tuple[object, ...], dict[tuple[float, str], Observation]] = defaultdict(dict)
    for fact in facts:
        if isinstance(fact, Observation) and fact.evidence:
            undated = fact.evidence[0].document if fact.fiscal_year is None and fact.date is None else ""
            of = (fact.indicator, fact.subject, fact.fiscal_year, fact.date, fact.kind, undated)
            groups[of].setdefault((fact.value, fact.unit), fact)
    told = (tuple(group.values()) for group in groups.values())
    return tuple(group for group in told if any(_differ(*pair) for pair in combinations(group, 2)))


def _differ(one: Observation, other: Observation) -> bool:
    if one.unit != other.unit:
        return bool(one.unit and other.unit)
    about = Comparator.ABOUT in (one.comparator, other.comparator)
    return abs(one.value - other.value) > (NEAR * max(abs(one.value), abs(other.value)) if about else 0)


def problems_of_differing(facts: Sequence[Fact], files: Mapping[Key, str]) -> Iterator[Problem]:
    """Each group as a sentence that names both values and their places."""
    labels = {fact.key: fact.label for fact in facts if isinstance(fact, Indicator)}
    for group in differing(facts):
        year = group[0].fiscal_year
        name = labels.get(group[0].indicator, "") + (f"（{era_name(year)}年度）" if year else "")
        told = [(files.get(one.evidence[0].document, ""), one.evidence[0].line, one.text) for one in group]
        values = "、".join(f"{text}＝{file} {line}行目" for file, line, text in told)
        yield Problem(
            file=told[0][0],
            line=told[0][1],
            message=f"{told[0][0]} {told[0][1]}行目: 「{name}」の値が食い違っています（{values}）。"
            "どちらも取り込みました。原本を確かめてください。",
        )
