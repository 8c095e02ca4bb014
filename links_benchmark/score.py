"""Precision and recall of predicted links, in all and by kind.

`python -m links_benchmark.score PREDICTIONS.csv`, whose columns are city, earlier, later. A pair that was
not judged a link is wrong; of an earlier initiative that ended, nothing may be predicted.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from links_benchmark.data import City, cities

KINDS = ("same", "renamed", "moved", "merged", "split")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one city.

    >>> Score("a", 8, 2, 10, 3, 5).line()
    'a            P .800  R .800  F .800  ended and left alone 3 of 5'
    """

    name: str
    right: int
    wrong: int
    gold: int
    left_alone: int
    ended: int

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what is right that was predicted."""
        return self.right / self.gold if self.gold else 0.0

    def line(self) -> str:
        """The figures in one line."""
        both = self.precision + self.recall
        f1 = 2 * self.precision * self.recall / both if both else 0.0
        figures = "  ".join(
            f"{name} {share:.3f}".replace("0.", ".", 1)
            for name, share in (("P", self.precision), ("R", self.recall), ("F", f1))
        )
        return f"{self.name:12} {figures}  ended and left alone {self.left_alone} of {self.ended}"


def score(city: City, predicted: Iterable[Pair]) -> Score:
    """What of the predictions for a city is right."""
    found = set(predicted)
    gold = {(link.earlier, link.later) for link in city.links if link.later}
    ended = {link.earlier for link in city.links if not link.later}
    gone_on = {earlier for earlier, _ in found}
    return Score(city.name, len(found & gold), len(found - gold), len(gold), len(ended - gone_on), len(ended))


def by_kind(city: City, predicted: Iterable[Pair]) -> dict[str, tuple[int, int]]:
    """Of the links of each kind, how many were found, and how many there are."""
    found = set(predicted)
    return {
        kind: (
            sum((link.earlier, link.later) in found for link in city.links if link.kind == kind),
            sum(link.kind == kind for link in city.links),
        )
        for kind in KINDS
    }


def told(predicted: Iterable[tuple[str, str, str]], found: Iterable[City]) -> list[str]:
    """The lines of a report: a city each, and its kinds below."""
    everything = list(predicted)
    lines = []
    for city in found:
        own = [(earlier, later) for name, earlier, later in everything if name == city.name]
        kinds = by_kind(city, own).items()
        lines.append(score(city, own).line())
        lines.append(
            "             recall by kind: " + ", ".join(f"{kind} {hits}/{of}" for kind, (hits, of) in kinds)
        )
    return lines


def main() -> None:
    """Print the report for a file of predictions."""
    with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as opened:
        rows = [(row["city"], row["earlier"], row["later"]) for row in csv.DictReader(opened)]
    print("\n".join(told(rows, cities())))


if __name__ == "__main__":
    main()
