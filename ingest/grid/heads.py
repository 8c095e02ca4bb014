"""Which rows of a grid are its head: below its title one to three rows, joined to a path a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.model import Grid, GridRow, Path
from keikaku.ingest.grid.words import bare, closed, is_label, vote

HEADS_AT_MOST = 3
TITLES_AT_MOST = 6
LONGEST_HEAD = 26  # characters of a head; what is longer is a cell of the body
LOOKED_AT = 40  # rows of the body that a head is compared with
WORD, NO_HEAD, AGAIN = 1.0, -2.0, -1.0


def part_head(grid: Grid) -> tuple[int, int]:
    """The index of the first head row and of the first row below the head; both equal where there is none.

    Rows with one text alone above the head are the title of the table and what is said of it.
    """
    first = _first_row(grid.rows)
    rows = grid.rows[first:]
    stop = 0
    while stop < min(HEADS_AT_MOST, len(rows) - 1) and _goes_on(rows, stop):
        stop += 1
    if len(rows) == 1 and len(rows[0].told) > 1 and all(map(is_label, rows[0].told)):
        stop = 1
    return first, first + stop


def _first_row(rows: Sequence[GridRow]) -> int:
    """The first row with more than one text, unless the rows above are part of the body."""
    for place, row in enumerate(rows[:TITLES_AT_MOST]):
        if len(row.told) > 1:
            return place
    return 0


def _goes_on(rows: Sequence[GridRow], place: int) -> bool:
    """Whether a row is a head, given that all above it are."""
    if head_points(rows[place], rows[place + 1 : place + 1 + LOOKED_AT]) <= 0:
        return False
    return place == 0 or _is_below(rows[place - 1], rows[place])


def _is_below(upper: GridRow, lower: GridRow) -> bool:
    """Whether a head row parts the columns of the one above, which leaves cells open or reaches over them."""
    open_above = [not own or not cell for cell, own in zip(upper.cells, upper.own, strict=True)]
    told = [own and bool(cell) for cell, own in zip(lower.cells, lower.own, strict=True)]
    return any(a and b for a, b in zip(open_above, told, strict=False))


def head_points(row: GridRow, below: Sequence[GridRow]) -> float:
    """How much a row looks like a head: its words, years, and what differs from the cells below it."""
    points = 0.0
    told = [place for place in row.filled if row.own[place]]
    for place in told:
        points += _points(
            row.cells[place], [r.cells[place] for r in below if place < len(r.cells) and r.own[place]]
        )
    return points if len(told) > 1 else 0.0


def _points(cell: str, below: Sequence[str]) -> float:
    kind = kind_of(cell)
    is_again = not is_label(cell) and bare(cell) in {bare(other) for other in below}
    if is_again or vote(cell) or kind == "year":
        return AGAIN if is_again else WORD
    if kind in ("number", "prose", "code", "ditto") or len(bare(cell)) > LONGEST_HEAD:
        return NO_HEAD
    usual = Counter(kind_of(other) for other in below if other.strip())
    if usual and usual.most_common(1)[0][0] in ("number", "code", "year", "prose"):
        return WORD
    return NO_HEAD / 2 if kind == "unit" else 0.1


def paths_of(head: Sequence[GridRow], width: int) -> tuple[Path, ...]:
    """The head path of every column: the texts above it, each once, an open cell going on from the left."""
    spread = [_spread(row, head[place + 1 :]) for place, row in enumerate(head)]
    return tuple(
        tuple(_once([closed(cells[place]) for cells in spread if place < len(cells)]))
        for place in range(width)
    )


def _spread(row: GridRow, lower: Sequence[GridRow]) -> list[str]:
    """The texts of a head row; one over several columns stands over each that a row below tells apart."""
    cells = [" ".join(cell.split()) for cell in row.cells]
    for place, (before, cell) in enumerate(pairwise(list(cells)), start=1):
        parted = any(place < len(r.cells) and r.own[place] and r.cells[place].strip() for r in lower)
        if not cell and before is not None and parted and cells[place - 1]:
            cells[place] = cells[place - 1]
    return cells


def _once(texts: Sequence[str]) -> list[str]:
    return [text for place, text in enumerate(texts) if text and text not in texts[:place]]
