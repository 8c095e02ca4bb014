"""Tables as values: the grid that a reader hands over, and what it is when it was made regular."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keikaku.ingest.signs.lines import Line

Path = tuple[str, ...]
"""The words above a column, the widest first: ("計画額（千円）", "令和8年度")."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its lines in the document and a text for every column.

    Where a merged cell reaches, `cells` repeats its text; `own` tells which cells hold their text themselves.
    """

    lines: tuple[Line, ...]
    cells: tuple[str, ...]
    own: tuple[bool, ...]

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that hold words."""
        return tuple(place for place, cell in enumerate(self.cells) if cell.strip())

    @property
    def told(self) -> tuple[str, ...]:
        """The words of the row, a merged cell once."""
        return tuple(cell for cell, own in zip(self.cells, self.own, strict=True) if own and cell.strip())

    @property
    def texts(self) -> frozenset[str]:
        """Its different texts, those of merged cells too."""
        return frozenset(cell for cell in self.cells if cell.strip())


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table, the lines above it that speak of it whole, and the name of its sheet."""

    rows: tuple[GridRow, ...]
    above: tuple[Line, ...] = ()
    sheet: str = ""

    @property
    def width(self) -> int:
        """The number of its columns."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its head path and what it holds; an unknown role is kept as an attribute."""

    path: Path
    role: str = ""

    @property
    def head(self) -> str:
        """The head path as one text."""
        return " ".join(self.path)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row below the head: record, section, total, note, head (again) or again (再掲)."""

    row: GridRow
    cells: tuple[str, ...]  # ditto marks and merged cells carried down
    kind: str = "record"


@dataclass(frozen=True, slots=True)
class Regular:
    """A table made regular: what stands above it, its head rows and its body."""

    columns: tuple[Column, ...]
    head: tuple[GridRow, ...]
    body: tuple[BodyRow, ...]
    above: tuple[Line, ...] = ()
    sheet: str = ""
    titles: tuple[GridRow, ...] = ()  # rows of the grid above the head: its title, （単位：千円）

    @property
    def records(self) -> tuple[BodyRow, ...]:
        """The rows that tell of one thing each."""
        return tuple(row for row in self.body if row.kind == "record")


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell that has a row and a head, and no other role: 評価 is A, 計画額 of 2026 is 62,000千円."""

    path: Path
    text: str
    lines: tuple[Line, ...]
    unit: str = ""  # as head, caption, neighbour or label tell it
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One initiative of a table: what its row, its card or its sheet tells."""

    lines: tuple[Line, ...]
    label: str
    number: str = ""
    units: tuple[str, ...] = ()  # the words of the cells that name who is responsible
    pillar: str = ""
    field: str = ""
    year: str = ""
    targets: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


def make_row(lines: Sequence[Line], cells: Sequence[str], own: Sequence[bool] = ()) -> GridRow:
    """A row whose cells are its own unless `own` tells otherwise."""
    return GridRow(tuple(lines), tuple(cells), tuple(own) or (True,) * len(cells))
