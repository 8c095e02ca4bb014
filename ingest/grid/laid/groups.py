"""A label that reaches down over several rows, each with a label of its own: 点検 over 必要度, 速さ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.model import GridRow
from keikaku.ingest.grid.words import bare, vote

ROWS_AT_LEAST = 2
LABEL_AT_MOST = 20  # characters
ABOVE = ("PILLAR", "FIELD", "RESPONSIBLE", "NUMBER", "YEAR")
"""Concepts that say by themselves what a cell holds, whatever stands over them."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """A row below such a label, without it."""

    group: str
    row: GridRow

    def pairs(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Its label path with each of its values."""
        label, *values = self.row.told
        found = vote(label)
        path = (label,) if found and found.concept in ABOVE else (self.group, label)
        for value in values:
            yield path, value


def grouped(rows: Sequence[GridRow]) -> dict[int, Grouped]:
    """The rows that stand below a label over several, by their place."""
    found: dict[int, Grouped] = {}
    starts = [place for place, row in enumerate(rows) if not _goes_on(rows, place)]
    for first, stop in pairwise((*starts, len(rows))):
        inner = [replace(row, cells=("", *row.cells[1:])) for row in rows[first:stop]]
        if len(inner) >= ROWS_AT_LEAST and _labels(inner):
            group = rows[first].cells[0]
            found |= {first + at: Grouped(group, row) for at, row in enumerate(inner)}
    return found


def _goes_on(rows: Sequence[GridRow], place: int) -> bool:
    """Whether the first cell of a row is that of the row above, which reaches into it."""
    if not place or not rows[place].cells or rows[place].own[0]:
        return False
    return bool(rows[place].cells[0].strip()) and rows[place].cells[0] == rows[place - 1].cells[0]


def _labels(rows: Sequence[GridRow]) -> bool:
    """Whether each row begins with a short word of its own before what it says."""
    if any(len(row.told) < 2 for row in rows):
        return False
    firsts = [bare(row.told[0]) for row in rows]
    return len(set(firsts)) == len(firsts) and all(
        len(first) <= LABEL_AT_MOST and kind_of(first) not in ("number", "year", "prose", "code")
        for first in firsts
    )
