"""Tables of numbers whose cells are set apart: heads of several rows become a path for each column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from ingest.cell_figures import figure_of
from ingest.heads import UNIT_WORD, split_unit, unspaced, year_told
from ingest.layout import Layout
from ingest.lines import Line
from ingest.row_tables import PIPE_RULE, cells_of, column_roles, is_initiative_header
from ingest.source import CELL_BREAK
from ingest.tabular import Row, Table
from ontology.scales import is_bare
from ontology.text import join_lines, normalise

HEAD_ROWS_AT_MOST = 3
BLANKS = frozenset("-–—ー‐―…*＊・/／")
"""What stands in a cell that tells no number."""
VALUES_AT_LEAST = 0.5  # of the cells of a column that say anything
VALUE_AT_MOST = 24  # characters


@dataclass(frozen=True, slots=True)
class _Cells:
    """One line with its cells."""

    line: Line
    cells: tuple[str, ...]

    @property
    def told(self) -> int:
        """How many cells say anything."""
        return sum(map(bool, self.cells))

    @property
    def has_value(self) -> bool:
        """Whether a cell behind the first holds a number that is no year."""
        return any(map(is_value, self.cells[1:]))

    @property
    def is_section(self) -> bool:
        """Whether only its first cell says anything: what the rows below are about."""
        return bool(self.cells[0]) and self.told == 1

    @property
    def is_head(self) -> bool:
        """Whether its cells tell years or units, or it names no row: the head of what is below."""
        told = any(year_told(cell) is not None or split_unit(cell)[1] for cell in self.cells[1:])
        return told or not self.cells[0]


def is_value(cell: str) -> bool:
    """Whether a cell holds one number, bare or with its unit; a year is a head.

    >>> [is_value(cell) for cell in ("7,538", "62.5％", "約67億円", "R6", "2023年", "2023", "市民課")]
    [True, True, True, False, False, False, False]
    """
    text = normalise(cell).text.strip()
    if not any(character.isdigit() for character in text) or len(text) > VALUE_AT_MOST:
        return False
    if is_bare(text):
        return year_told(text) is None or "," in text or "." in text
    return figure_of(cell) is not None


def find_cell_tables(lines: Sequence[Line], layout: Layout, taken: Iterable[int]) -> dict[int, Table]:
    """Find the tables of numbers among lines with tabs, pipes or cells, by the index of their first line.

    `taken` are the indexes of lines of tables with one initiative a row: these go before.
    """
    found: dict[int, Table] = {}
    for start, run in _runs(lines, frozenset(taken)):
        place = 0
        while place < len(run):
            table = _table(run[place:], layout)
            if table:
                found[start + place] = table
            place += len(table.lines) if table else 1
    return found


def _runs(lines: Sequence[Line], taken: frozenset[int]) -> Iterator[tuple[int, list[_Cells]]]:
    """The runs of lines with cells, with the index of the first."""
    run: list[_Cells] = []
    for index, line in enumerate(lines):
        cells = () if index in taken else tuple(map(_joined, cells_of(line)))
        if len(cells) > 1:
            run.append(_Cells(line, cells))
        elif run:
            yield index - len(run), run
            run = []
    if run:
        yield len(lines) - len(run), run


def _joined(cell: str) -> str:
    return unspaced(join_lines(cell.split(CELL_BREAK)))


def _table(run: Sequence[_Cells], layout: Layout) -> Table | None:
    """The table whose heads begin with the first row: rows that hold no number, then rows that do."""
    height = next((at for at, row in enumerate(run[: HEAD_ROWS_AT_MOST + 2]) if row.has_value), 0)
    while height > 1 and run[height - 1].is_section:
        height -= 1
    heads = [row for row in run[:height] if not PIPE_RULE.match(row.line.plain)]
    is_list = any(is_initiative_header(column_roles(head.cells, layout)) for head in heads)
    if is_list or not heads or len(heads) > HEAD_ROWS_AT_MOST or any(head.told < 2 for head in heads):
        return None
    if any(all(upper.cells) and all(lower.cells) for upper, lower in pairwise(heads)):
        return None  # a head that stands over others leaves cells free
    return _with_heads([row.line for row in run[:height]], heads, _below(run[height:]))


def _with_heads(lines: Sequence[Line], heads: Sequence[_Cells], below: Sequence[_Cells]) -> Table | None:
    paths = _paths([head.cells for head in heads], max(len(row.cells) for row in below))
    labels = _labels(paths, below)
    if not 0 < labels < len(paths) or _is_repeated(paths[labels:]):
        return None
    if any(row.is_section for row in below):  # one more column before the others: what the rows stand under
        paths, labels = (("",), *paths), labels + 1
    return Table(
        "values",
        tuple(" ".join(dict.fromkeys(filter(None, path))) for path in paths),
        tuple(lines),
        tuple(_carried(below, labels, len(paths))),
        paths=paths,
        labels=labels,
    )


def _below(run: Sequence[_Cells]) -> Sequence[_Cells]:
    """The rows up to the last with a number that comes before another head."""
    last = 0
    for place, row in enumerate(run, start=1):
        if row.has_value:
            last = place
        elif row.is_head:
            break
    return run[:last]


def _paths(heads: Sequence[tuple[str, ...]], width: int) -> tuple[tuple[str, ...], ...]:
    """The heads over each column: one that spans columns stands in the first of them."""
    spread = [_wide(cells, width) for cells in heads]
    for depth, cells in enumerate(spread[:-1]):
        for place in range(1, width):
            if not cells[place] and spread[depth + 1][place] and place > 1:
                cells[place] = cells[place - 1]
    return tuple(zip_longest(*spread, fillvalue=""))


def _wide(cells: tuple[str, ...], width: int) -> list[str]:
    return [*cells, *("",) * (width - len(cells))][:width]


def _labels(paths: Sequence[tuple[str, ...]], rows: Sequence[_Cells]) -> int:
    """How many columns stand before the first that holds numbers, or before that of the units."""
    for column in range(1, len(paths)):
        told = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column]]
        told = [cell for cell in told if cell not in BLANKS]
        if UNIT_WORD in paths[column] or (told and sum(map(is_value, told)) >= VALUES_AT_LEAST * len(told)):
            return column
    return 0


def _is_repeated(paths: Sequence[tuple[str, ...]]) -> bool:
    """Whether two columns have the same heads: nothing then tells whose figure is whose."""
    named = [path for path in paths if any(path)]
    return len(set(named)) < len(named)


def _carried(rows: Sequence[_Cells], labels: int, width: int) -> Iterator[Row]:
    """The rows at full width, with the line of their section; an empty outer label means the one above."""
    above: tuple[str, ...] = ("",) * labels
    section: tuple[str, ...] = ()
    sectioned = any(row.is_section for row in rows)
    waiting: list[Line] = []
    for row in rows:
        if row.is_section:
            section, above, waiting = (row.cells[0],), ("",) * labels, [*waiting, row.line]
            continue
        cells = _wide((*(section or ("",)), *row.cells) if sectioned else row.cells, width)
        outer = tuple(cell or above[place] for place, cell in enumerate(cells[: labels - 1]))
        above = (*outer, cells[labels - 1])
        yield Row((*waiting, row.line), (*above, *cells[labels:]))
        waiting = []
