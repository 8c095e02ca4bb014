"""Grids for the tests of tables: rows as lists, None where a merged cell reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.ingest.grid.model import Grid, GridRow
from keikaku.ingest.signs.lines import make_line

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT, UP = "←", "↑"
"""Marks of cells that a merged cell to the left or above reaches into."""


def grid(*rows: Sequence[str], above: Sequence[str] = ()) -> Grid:
    """A grid of rows; `LEFT` and `UP` stand for the cell beside or above."""
    found: list[GridRow] = []
    for number, row in enumerate(rows, start=len(above) + 1):
        cells: list[str] = []
        for place, cell in enumerate(row):
            if cell == UP:
                cells.append(found[-1].cells[place])
            else:
                cells.append(cells[-1] if cell == LEFT else cell)
        own = tuple(cell not in (LEFT, UP) for cell in row)
        found.append(GridRow((make_line(number, "\t".join(row)),), tuple(cells), own))
    captions = tuple(make_line(number, text) for number, text in enumerate(above, start=1))
    return Grid(tuple(found), captions)
