"""A table of numbers: which columns label its rows, which hold figures, and what its rows stand under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.model import BodyRow, Path, Regular
from keikaku.ingest.grid.tabular import Row
from keikaku.ingest.grid.words import closed, vote
from keikaku.ingest.signs.cell_figures import figure_of
from keikaku.ingest.signs.heads import UNIT_WORD, year_told
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.source import CELL_BREAK
from keikaku.ontology.japanese.scales import is_bare
from keikaku.ontology.japanese.text import join_lines, normalise

VALUES_AT_LEAST = 0.5  # of the cells of a column that say anything
VALUE_AT_MOST = 24  # characters
FIGURES = ("BUDGET", "ACTUAL", "TARGET")


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


def label_columns(table: Regular) -> int:
    """How many columns stand before the first that holds figures, or before that of the units; 0 for none."""
    rows = figure_rows(table)
    for place, column in enumerate(table.columns):
        told = [row.cells[place] for row in rows if kind_of(row.cells[place]) != "blank"]
        holds = told and sum(map(is_value, told)) >= VALUES_AT_LEAST * len(told)
        if place and (UNIT_WORD in column.path or holds):
            return place
        if holds and place == 0 and not _may_label(column.path):
            return 0
    return 0


def _may_label(path: Path) -> bool:
    """Whether numbers below a head may name rows: it is no number, no year and no word for figures."""
    if not path or kind_of(path[-1]) == "number":
        return False
    found = vote(path[-1])
    return year_told(path[-1]) is None and not (found and found.concept in FIGURES)


def tells_numbers(table: Regular) -> bool:
    """Whether a table has a label and figures in each row, and its heads tell its columns apart."""
    labels = label_columns(table)
    paths = [column.path for column in table.columns[labels:] if column.path]
    rows = figure_rows(table)
    has_figures = any(is_value(cell) for row in rows for cell in row.cells[labels:])
    return bool(labels and paths and has_figures) and len(set(paths)) == len(paths)


def figure_rows(table: Regular) -> tuple[BodyRow, ...]:
    """The rows with figures: sums belong to a table of numbers."""
    return tuple(row for row in table.body if row.kind in ("record", "total"))


def value_paths(table: Regular) -> tuple[tuple[Path, ...], int]:
    """The head path of every column and how many of them label; sections stand in one of their own."""
    paths, labels = tuple(column.path or ("",) for column in table.columns), label_columns(table)
    return ((("",), *paths), labels + 1) if _has_sections(table) else (paths, labels)


def _has_sections(table: Regular) -> bool:
    return any(row.kind == "section" for row in table.body)


def value_rows(table: Regular, rows: Sequence[BodyRow]) -> Iterator[Row]:
    """The rows at full width below their section; an empty outer label means the one above."""
    sectioned, labels = _has_sections(table), value_paths(table)[1]
    above: tuple[str, ...] = ("",) * labels
    section = ""
    waiting: list[Line] = []
    for row in rows:
        if row.kind == "section":
            section, above = _joined(row.row.told[0]), ("",) * labels
        if row.kind not in ("record", "total"):
            waiting += row.row.lines
            continue
        cells = tuple(map(_joined, row.cells))
        cells = (section, *cells) if sectioned else cells
        outer = tuple(cell or above[place] for place, cell in enumerate(cells[: labels - 1]))
        above = (*outer, cells[labels - 1])
        yield Row((*waiting, *row.row.lines), (*above, *cells[labels:]))
        waiting = []


def _joined(cell: str) -> str:
    return closed(join_lines(cell.split(CELL_BREAK)))
