"""Ruled tables: pdfplumber tells where the rules are, and the page's own characters fill the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from keikaku.ingest.formats.pdf.characters import Char
from keikaku.ingest.formats.pdf.columns import reading_order
from keikaku.ingest.formats.pdf.lines import TextLine, lines_of
from keikaku.ingest.formats.pdf.open_tables import open_tables
from keikaku.ingest.signs.units import looks_like_unit
from keikaku.ontology.japanese.text import glue

COLUMNS_AT_LEAST = 2
ROWS_AT_LEAST = 2
CELLS_AT_MOST = 3_000  # of one page: more are a drawing

SAME_EDGE = 2.0  # points
ROOM = 3.0  # em: padding on both sides, and a character that may not begin a line
LIST_MARKS = ("・", "･", "●", "○", "■", "①", "②", "③", "④", "⑤", "※")

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the boxes of its cells row by row, None where a cell of a row above reaches down."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]
    chars: tuple[Char, ...]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.box[1]

    def holds(self, char: Char) -> bool:
        """Whether a character stands in it."""
        return _is_inside(char, self.box)


def find_grids(page: Any, chars: Sequence[Char], before: Grid | None = None) -> tuple[Grid, ...]:
    """The tables of a page; none where pdfplumber finds none or cannot read the page.

    `before` is the last table of the page before: its last row may stand alone on this one.
    """
    found: list[Grid] = []
    with suppress(Exception):  # pdfplumber raises anything at an odd page, which is read without tables then
        for table in page.find_tables():
            rows = tuple(tuple(row.cells) for row in table.rows)
            if sum(map(len, rows)) > CELLS_AT_MOST:
                continue
            inside = tuple(char for char in chars if _is_inside(char, table.bbox))
            grid = Grid(tuple(table.bbox), rows, inside)
            if (_is_table(grid) or _goes_on(grid, before)) and not any(
                _overlap(grid.box, other.box) for other in found
            ):
                found.append(grid)
        for box, cells in open_tables(page, chars):
            grid = Grid(box, cells, tuple(char for char in chars if _is_inside(char, box)))
            if _is_table(grid) and not any(_overlap(box, other.box) for other in found):
                found.append(grid)
        page.close()  # what it kept of the page goes
    return tuple(found)


def rows_of(grid: Grid) -> Iterator[tuple[list[str], dict[int, str]]]:
    """The words of each row that has any, and by column those of the cells that reach into it."""
    texts = {box: _text(grid, box) for row in grid.rows for box in row if box}
    for row in grid.rows:
        cells = [texts[box] if box else "" for box in row]
        if any(cells):
            yield cells, {place: texts[box] for place, box in _reached(grid, row) if texts[box]}


def _reached(grid: Grid, row: Sequence[Box | None]) -> Iterator[tuple[int, Box]]:
    """The columns of a row in which no cell begins, with the cell that covers each."""
    own = [box for box in row if box]
    low = min(own, key=lambda box: box[3] - box[1])
    middle = (low[1] + low[3]) / 2
    for place, box in enumerate(row):
        narrow = (
            [other[place] for other in grid.rows if place < len(other) and other[place]] if not box else []
        )
        column = min((one for one in narrow if one), key=lambda one: one[2] - one[0], default=None)
        if column:
            across = (column[0] + column[2]) / 2
            over = (one for other in grid.rows for one in other if one and _covers(one, across, middle))
            yield from ((place, one) for one in list(over)[:1])


def _covers(box: Box, across: float, middle: float) -> bool:
    return box[0] < across < box[2] and box[1] < middle < box[3]


def _goes_on(grid: Grid, before: Grid | None) -> bool:
    """Whether a table of one row goes on with the columns of the table that the page before ends with."""
    if before is None or not any(sum(map(bool, cells)) >= COLUMNS_AT_LEAST for cells, _ in rows_of(grid)):
        return False
    edges, above = _edges(grid), _edges(before)
    return len(edges) == len(above) and all(
        abs(a - b) <= SAME_EDGE for a, b in zip(edges, above, strict=True)
    )


def _edges(grid: Grid) -> list[float]:
    """Where the columns of a table begin and the last one ends."""
    boxes = [box for row in grid.rows for box in row if box]
    return sorted({round(box[0]) for box in boxes} | {round(grid.box[2])})


def _is_table(grid: Grid) -> bool:
    """Whether at least two rows have two filled cells: all else is a frame around text."""
    filled = [sum(map(bool, cells)) for cells, _ in rows_of(grid)]
    return sum(count >= COLUMNS_AT_LEAST for count in filled) >= ROWS_AT_LEAST


def _text(grid: Grid, box: Box) -> str:
    """The words of a cell: lines that its width broke are joined, others are not."""
    lines = list(reading_order(lines_of([char for char in grid.chars if _is_inside(char, box)])))
    if not lines:
        return ""
    text = lines[0].text
    for before, line in pairwise(lines):
        text += _seam(before, line, box) + line.text
    return text


def _seam(before: TextLine, line: TextLine, box: Box) -> str:
    """What stands between two lines of a cell: the end of a line where there was room, or in a list."""
    room = box[2] - box[0] - before.width
    em = min(before.size, box[2] - box[0])
    is_list = line.text.startswith(LIST_MARKS) or all(looks_like_unit(one.text) for one in (before, line))
    if room > ROOM * em or is_list:
        return "\n"
    is_cut_number = before.text[-1].isdigit() and line.text[0].isdigit()
    return "" if is_cut_number else glue(before.text, line.text)


def _is_inside(char: Char, box: Box) -> bool:
    across = (char.left + char.right) / 2
    return box[0] <= across <= box[2] and box[1] <= char.middle <= box[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
