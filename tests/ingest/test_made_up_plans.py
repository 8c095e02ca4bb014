"""Action plans in every shape that other cities may give them: the reading is measured, not believed."""

from __future__ import annotations

from collections import Counter

import pytest
from made_up_plans import folded, make_plan
from reading import extraction, rows

SEEDS = range(60)
PARTS = ("pillar", "field", "units", "whole", "targets")


def found(text: str) -> dict[str, tuple[object, ...]]:
    """The initiatives that are read, by title."""
    return {
        folded(row["label"]): (
            folded(row["pillar"] or ""),
            folded(row["field"] or ""),
            tuple(sorted(folded(unit) for unit in (*row["departments"], *row["sections"]))),
            row["whole_city"],
            tuple(folded(target) for target in row["targets"]),
        )
        for row in rows(extraction(text))
    }


def measure(seeds) -> tuple[float, dict[str, float]]:
    """F1 of the initiatives, and the share of those found whose parts are right."""
    sums: Counter[str] = Counter()
    for seed in seeds:
        text, gold = make_plan(seed)
        read = found(text)
        both = [entry for entry in gold if entry[0] in read]
        sums.update(gold=len(gold), read=len(read), both=len(both))
        for place, part in enumerate(PARTS):
            sums[part] += sum(read[entry[0]][place] == entry[place + 1] for entry in both)
    return 2 * sums["both"] / (sums["gold"] + sums["read"]), {p: sums[p] / sums["both"] for p in PARTS}


@pytest.mark.slow
def test_initiatives_of_made_up_plans_are_found_with_their_parts():
    score, parts = measure(SEEDS)
    assert score >= 0.99
    assert min(parts.values()) >= 0.99


@pytest.mark.parametrize("seed", [3, 14, 15, 92, 65])
def test_a_made_up_plan_is_read_without_a_fault(seed):
    text, gold = make_plan(seed)
    assert found(text) == {entry[0]: entry[1:] for entry in gold}
