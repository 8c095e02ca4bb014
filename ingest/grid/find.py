"""Where the grids of a document are: runs of its lines that are rows, with the lines that caption them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from keikaku.ingest.grid.laid.drawn import drawn_rows
from keikaku.ingest.grid.model import Grid, GridRow, make_row
from keikaku.ingest.signs.lines import Line

PIPE_RULE = re.compile(r"^[\s|:+-]*-[\s|:+-]*$")
BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,300}\)")
MARKS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|`|~~")
CAPTIONS_AT_MOST = 3  # lines above a grid
TEXTS_OF_A_TITLE = 2  # （単位：千円） stands at the right of a title or a note
LONGEST_CAPTION = 60  # characters


def cells_of(line: Line) -> tuple[str, ...]:
    """The cells of a line with tabs or pipes; empty where it has none.

    >>> from keikaku.ingest.signs.lines import make_line
    >>> cells_of(make_line(1, "| 防災訓練 | 防災課 |"))
    ('防災訓練', '防災課')
    """
    if line.hint.row:
        return tuple(cell.strip() for cell in line.text.split("\t"))
    if "\t" in line.text.strip():
        return tuple(cell.strip() for cell in line.text.strip("\n\r ").split("\t"))
    text = line.text.strip().replace("｜", "|")
    return tuple(_unmarked(cell) for cell in text.strip("|").split("|")) if "|" in text else ()


def _unmarked(cell: str) -> str:
    """The words of a cell of Markdown as a page shows them.

    >>> _unmarked(" **窓口の<br>予約制** "), _unmarked("[古紙](https://example.test/)"), _unmarked("`12か所`")
    ('窓口の予約制', '古紙', '12か所')
    """
    return MARKS.sub("", LINK.sub(r"\1", BREAK.sub("", cell))).strip()


def row_of(line: Line) -> GridRow | None:
    """A line as a row: merged cells are filled as its reader says; None where it is no row."""
    cells = cells_of(line)
    if len(cells) < (1 if line.hint.row else 2):
        return None
    filled = dict(line.hint.filled)
    told = [*cells, *("",) * (max(filled, default=-1) + 1 - len(cells))]
    told = [cell or filled.get(place, "") for place, cell in enumerate(told)]
    own = [place not in filled or (place < len(cells) and bool(cells[place])) for place in range(len(told))]
    return make_row((line,), told, own)


def grid_at(lines: Sequence[Line], index: int) -> tuple[Grid, int] | None:
    """The grid that begins with a line, and how many lines it takes; None where none begins."""
    if drawn := drawn_rows(lines, index):
        return Grid(drawn, _captions(lines, index)), sum(len(row.lines) for row in drawn)
    rows: list[GridRow] = []
    place = index
    while place < len(lines):
        line = lines[place]
        if rows and PIPE_RULE.match(line.plain) and "|" in line.plain:
            rows[-1] = GridRow((*rows[-1].lines, line), rows[-1].cells, rows[-1].own)
        elif (row := row_of(line)) and not _is_apart(lines, index, place):
            rows.append(row)
        else:
            break
        place += 1
    if not rows or len(rows[0].cells) < 2:  # a text alone above the others is no part of the table
        return None
    return Grid(tuple(rows), _captions(lines, index)), place - index


def _is_apart(lines: Sequence[Line], index: int, place: int) -> bool:
    """Whether a row begins another table: another kind of row, or blank lines in a sheet."""
    line, before = lines[place], lines[place - 1]
    if place == index:
        return False
    is_other = line.hint.row != before.hint.row or line.hint.table != before.hint.table
    return is_other or (line.hint.row and line.gap > 0)


def _captions(lines: Sequence[Line], index: int) -> tuple[Line, ...]:
    """The short lines right above a grid, or rows of its sheet with no more than a title and a unit."""
    found: list[Line] = []
    for line in reversed(lines[max(0, index - CAPTIONS_AT_MOST) : index]):
        if line.hint.row:
            if len([cell for cell in cells_of(line) if cell]) > TEXTS_OF_A_TITLE:
                break
        elif line.ends_sentence or len(line.plain) > LONGEST_CAPTION:
            break
        found.append(line)
    return tuple(reversed(found))


def find_grids(lines: Sequence[Line]) -> Iterator[tuple[int, Grid]]:
    """Every grid of a document with the index of its first line."""
    index = 0
    while index < len(lines):
        found = grid_at(lines, index)
        if found:
            yield index, found[0]
        index += found[1] if found else 1
