"""What the measures gave at commit d43c134, before the house was put in order: run on a copy of that commit."""

from __future__ import annotations

from dataclasses import dataclass

from tests.house.measure import Patterns


@dataclass(frozen=True)
class Before:
    """The same figures as of today, of another day."""

    modules_a_folder: dict[str, int]
    patterns: dict[str, Patterns]
    lines: dict[str, int]
    positional_rows: int
    tests_per_line: float


BEFORE = Before(
    modules_a_folder={"ingest": 61, "web": 56, "graph": 46, "qa": 39, "ontology": 22, "qa/kinds": 18},
    patterns={"qa": Patterns(150, 1601), "ingest": Patterns(117, 485), "ontology": Patterns(68, 284)},
    lines={"qa": 8332, "ingest": 9539, "ontology": 2799},
    positional_rows=251,
    tests_per_line=0.51,
)
