"""A table whose columns somebody named is read so, whatever its heads and values look like."""

from __future__ import annotations

from collections.abc import Sequence

from keikaku.ingest.grid.heads import HEADS_AT_MOST, paths_of
from keikaku.ingest.grid.model import Column, Grid, Path, Regular
from keikaku.ingest.grid.regular import body_of, padded
from keikaku.ingest.taught.shapes import TableShape, known_shapes, table_shape


def heads_of(paths: Sequence[Path]) -> tuple[str, ...]:
    """The head paths as one text each."""
    return tuple(" ".join(dict.fromkeys(path)) for path in paths)


def taught_table(grid: Grid) -> Regular | None:
    """The grid with the roles that were taught for its heads; None where none were.

    The heads are looked for in every row, one to three at a time: nobody but the teacher may know that they
    are heads.
    """
    shapes = {one.fingerprint: one for one in known_shapes() if isinstance(one, TableShape)}
    if not shapes:
        return None
    for first in range(min(len(grid.rows), 2 * HEADS_AT_MOST)):
        for count in range(1, HEADS_AT_MOST + 1):
            table = with_head(grid, first, count)
            shape = shapes.get(table_shape(heads_of([c.path for c in table.columns]), ()).fingerprint)
            if shape is not None and len(shape.roles) == len(table.columns):
                columns = tuple(Column(c.path, r) for c, r in zip(table.columns, shape.roles, strict=True))
                return Regular(columns, table.head, table.body, table.above, table.sheet, table.titles)
    return None


def with_head(grid: Grid, first: int, count: int) -> Regular:
    """The grid with some of its rows as its head."""
    rows = tuple(padded(row, grid.width) for row in grid.rows)
    head = rows[first : first + count]
    columns = tuple(Column(path) for path in paths_of(head, grid.width))
    body = body_of(rows[first + count :], head, grid.width)
    return Regular(columns, head, body, grid.above, grid.sheet, rows[:first])
