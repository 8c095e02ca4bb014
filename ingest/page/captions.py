"""What stands beside a table and holds for all of it: the unit of its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from keikaku.ingest.grid.tabular import Table
from keikaku.ingest.signs.heads import units_of_caption
from keikaku.ingest.signs.lines import Line

LINES_ABOVE = 3


def with_captions(tables: Mapping[int, Table], lines: Sequence[Line]) -> dict[int, Table]:
    """The tables of values with the units that their first head, or a line above, names for all of it."""
    ends = {index + len(table.lines) for index, table in tables.items()}
    return {
        index: _captioned(table, _above(lines, index, ends)) if table.kind == "values" else table
        for index, table in tables.items()
    }


def _above(lines: Sequence[Line], index: int, ends: set[int]) -> Sequence[Line]:
    """The lines right above a table, nearest first, down to the end of another table."""
    found: list[Line] = []
    for place in range(index, max(0, index - LINES_ABOVE), -1):
        if place in ends:
            break
        found.append(lines[place - 1])
    return found


def _captioned(table: Table, above: Sequence[Line]) -> Table:
    if units := units_of_caption(table.header[0]):
        return replace(table, units=units)
    for line in above:
        if line.ends_sentence:
            break
        if units := units_of_caption(line.plain):
            return replace(table, units=units, caption=(line,))
    return table
