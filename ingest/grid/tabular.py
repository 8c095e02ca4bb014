"""Tables as values: a header and rows of cells, each with its lines."""

from __future__ import annotations

from dataclasses import dataclass

from keikaku.ingest.grid.model import Record
from keikaku.ingest.signs.lines import Line

TOTALS = ("合計", "総計", "計", "全体", "総数", "小計")
"""What names a row that sums up the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `cells` are the document's own words, wrapped lines joined, one for each column."""

    lines: tuple[Line, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` is empty where the document prints none. `kind` is values or initiatives.

    The records of initiatives tell what its rows, cards or sheets say, whatever their shape.

    Of a table of values: `paths` are the heads over each column where they stand on several lines, `labels`
    the number of columns before the values, the last of which names the row, and `units` those of a caption.
    """

    kind: str
    header: tuple[str, ...]
    header_lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    records: tuple[Record, ...] = ()
    roles: tuple[str, ...] = ()  # what each column of a list of initiatives holds
    paths: tuple[tuple[str, ...], ...] = ()
    labels: int = 1
    units: tuple[str, ...] = ()
    caption: tuple[Line, ...] = ()  # the line that names the units

    def path(self, column: int) -> tuple[str, ...]:
        """The heads over a column, outermost first."""
        return self.paths[column] if self.paths else (self.header[column],)

    @property
    def is_card(self) -> bool:
        """Whether it is the card of one initiative: labels beside values, without a head."""
        return self.kind == "initiatives" and not self.header and len(self.records) == 1

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines in their order."""
        return self.header_lines + tuple(line for row in self.rows for line in row.lines)
