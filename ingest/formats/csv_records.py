"""The rows of a CSV file as people write them by hand: a slip in one row does not swallow the others.

Rows count from 1 at the header, as a spreadsheet numbers them. Where a quotation mark never ends, the next
line is read as a row of its own again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from keikaku.ingest.formats.plain import DELIMITERS


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file; its cells are None where its quotation marks do not match."""

    row: int
    cells: tuple[str, ...] | None


def records_of(text: str) -> list[Record]:
    """The rows that are not blank."""
    return [one for one in _records(text) if one.cells != ()]


def _records(text: str) -> Iterator[Record]:
    """The rows, blank ones with no cells."""
    lines = list(StringIO(text, newline=""))
    first = next(line for line in lines if line.strip())
    delimiter = max(DELIMITERS, key=first.count)
    at = row = 0
    while at < len(lines):
        cells, used = _cells(lines, at, delimiter)
        at, row = at + used, row + 1
        yield Record(row, cells if cells is None or any(cells) else ())


def _cells(lines: Sequence[str], at: int, delimiter: str) -> tuple[tuple[str, ...] | None, int]:
    """The cells of the row that begins at a line, and how many lines it takes.

    csv refuses cells of more than 131,072 characters: an open quotation mark is followed no farther.
    """
    rest = (lines[line] for line in range(at, len(lines)))
    reader = csv.reader(rest, delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        return tuple("\n".join(cell.strip().splitlines()) for cell in next(reader)), reader.line_num
    except csv.Error:
        return None, 1


def values_of(
    record: Record, names: Sequence[str], needed: Mapping[str, str], instead: Mapping[str, str] | None = None
) -> dict[str, str] | str:
    """The cells by the names of their columns, or the fault of the row; `needed` ones are not empty.

    `instead` has what an empty cell of a column stands for.
    """
    if record.cells is None:
        return '引用符（"）の閉じ方が正しくない'
    cells, more = record.cells[: len(names)], record.cells[len(names) :]
    if len(cells) < len(names) or any(more):
        return f"列の数が見出しと違う（見出し{len(names)}、この行{len(record.cells)}）"
    values = dict(zip(names, cells, strict=True))
    values |= {name: value for name, value in (instead or {}).items() if not values.get(name)}
    empty = [shown for name, shown in needed.items() if not values[name]]
    return f"{'、'.join(empty)}が空の" if empty else values
