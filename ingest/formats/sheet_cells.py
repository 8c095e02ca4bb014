"""The cells of a sheet that Excel shows: no hidden row or column, no struck word, no cell shown as nothing.

A merged cell is shown where the first row and column of its range are that can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet._reader import WorkSheetParser

from keikaku.ingest.formats.left_out import HIDDEN, HIDDEN_COLUMN, HIDDEN_ROW, STRUCK
from keikaku.ingest.formats.writing import Writing

MERGED = re.compile(
    rb"<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']"
)
MERGED_AT_MOST = 100_000
UNSAVED = re.compile(
    rb"<(?:\w{1,20}:)?c r=[\"']([A-Z]{1,3}\d{1,7})[\"'][^>]{0,100}>\s{0,9}"
    rb"<(?:\w{1,20}:)?f(?:\s[^>]{0,200})?>[^<]{0,9000}</(?:\w{1,20}:)?f>\s{0,9}"
    rb"(?:<(?:\w{1,20}:)?v\s?/>|<(?:\w{1,20}:)?v></(?:\w{1,20}:)?v>)?\s{0,9}</(?:\w{1,20}:)?c>"
)
SAVE = "Excelで開いて保存し直してください。"
REACH_AT_MOST = 200  # columns that a merged cell fills
SEEN_FROM = 0.1  # points of height, characters of width
ROWS_AT_MOST = 1_048_576  # that Excel has
BEHIND_ROWS = b"sheetData>"
Range = tuple[int, int, int, int]  # the first column and row, the last column and row
Place = tuple[int, int]  # row and column
Ranged = tuple[Range | None, Any]  # a cell with the range that it is merged over


@dataclass(slots=True)
class Sheet:
    """A sheet while its rows are gone through; `name` says it in a place."""

    writing: Writing
    name: str
    parser: WorkSheetParser
    merged: Mapping[Place, Range]  # by their first cell
    waiting: list[tuple[Range, Any]] = field(default_factory=list)  # merged cells whose first row is hidden
    reaching: list[tuple[Range, Any]] = field(default_factory=list)  # merged cells that were shown

    def leave(self, kind: str, where: str) -> None:
        """Note what is left out of the sheet."""
        self.writing.leave(kind, f"{self.name} {where}")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number, how far it reaches, its cells in visible columns; None where it is hidden.

    `filled` holds by the place of a visible column the merged cell that reaches into it.
    """

    number: int
    width: int
    cells: list[Any] | None
    filled: Mapping[int, Any] = field(default_factory=dict)


def visible_rows(writing: Writing, sheet: Any, name: str) -> Iterator[SheetRow]:
    """Each row of a sheet.

    openpyxl's read-only sheets tell neither what is hidden nor how the parts of a text are written, and its
    other sheets are held in memory whole, so that its parser is called here.
    """
    book, (merged, unsaved) = sheet.parent, _told_raw(sheet)
    if unsaved:
        more = f"など{len(unsaved)}か所" if len(unsaved) > 1 else ""
        writing.faults.append(
            f"{name} {unsaved[0]}{more}は計算式の結果が保存されていないので、読めません。{SAVE}"
        )
    with sheet._get_source() as source:  # noqa: SLF001 - see above, and below
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            rich_text=True,
        )
        one = Sheet(writing, name, parser, merged)
        for number, told in parser.parse():
            cells = {cell["column"]: ReadOnlyCell(sheet, **cell) for cell in told}
            width = max(cells, default=0)
            ranged = [(one.merged.get((number, column)), cell) for column, cell in sorted(cells.items())]
            if _is_hidden(parser.row_dimensions.get(str(number), {}), "ht"):
                _put_off(one, number, ranged)
                yield SheetRow(number, width, None)
            else:
                yield SheetRow(number, width, *_seen(one, number, [*ranged, *_arrived(one, number)]))
        _arrived(one, ROWS_AT_MOST)


def _told_raw(sheet: Any) -> tuple[dict[Place, Range], list[str]]:
    """The merged ranges of a sheet, which stand behind its rows, and its formulas without a saved value."""
    with sheet._get_source() as source:  # noqa: SLF001
        raw = source.read()
    found = MERGED.findall(raw, max(0, raw.rfind(BEHIND_ROWS)))[:MERGED_AT_MOST]
    ranges: list[Any] = [range_boundaries(one.decode("ascii")) for one in found]
    merged = {(first_row, first): (first, first_row, last, end) for first, first_row, last, end in ranges}
    return merged, [one.decode("ascii") for one in UNSAVED.findall(raw)]


def _put_off(sheet: Sheet, number: int, cells: Sequence[Ranged]) -> None:
    """A hidden row is left out, but for merged cells that reach below it."""
    for of, cell in cells:
        if of and of[3] > number:
            sheet.waiting.append((of, cell))
        elif _has_words(cell):
            sheet.leave(HIDDEN_ROW, f"{number}行目")


def _arrived(sheet: Sheet, number: int) -> list[Ranged]:
    """The merged cells that waited for this row; those that no row showed are left out."""
    here = [(of, cell) for of, cell in sheet.waiting if of[3] >= number]
    for of, cell in sheet.waiting:
        if of[3] < number and _has_words(cell):
            sheet.leave(HIDDEN_ROW, f"{of[1]}行目")
    sheet.waiting.clear()
    return list(here)


def _seen(sheet: Sheet, number: int, cells: Sequence[Ranged]) -> tuple[list[Any], dict[int, Any]]:
    """The cells of a row in its visible columns, a merged one in its first; and where others reach."""
    hidden = _hidden_columns(sheet.parser)
    found: dict[int, Any] = {}
    for of, cell in cells:
        columns = range(of[0], of[2] + 1) if of else (cell.column,)
        at = next((column for column in columns if not _is_in(column, hidden)), 0)
        if at and (at not in found or _has_words(cell)):
            found[at] = cell
            sheet.reaching += [(of, cell)] if of and _has_words(cell) else []
        elif not at and _has_words(cell):
            sheet.leave(HIDDEN_COLUMN, f"{get_column_letter(cell.column)}列")
    filled = _filled(sheet, number, found)
    last = max((*found, *filled), default=0)
    shown = [column for column in range(1, last + 1) if not _is_in(column, hidden)]
    told = {place: filled[column] for place, column in enumerate(shown) if column in filled}
    return [found.get(column) for column in shown], told


def _filled(sheet: Sheet, number: int, found: Mapping[int, Any]) -> dict[int, Any]:
    """The columns of a row that merged cells reach into and that hold no words themselves."""
    sheet.reaching = [(of, cell) for of, cell in sheet.reaching if of[3] >= number]
    return {
        column: cell
        for of, cell in sheet.reaching
        for column in range(of[0], min(of[2], of[0] + REACH_AT_MOST) + 1)
        if found.get(column) is not cell and not (column in found and _has_words(found[column]))
    }


def _hidden_columns(parser: WorkSheetParser) -> list[Place]:
    """The first and last columns of each run of hidden ones."""
    told = parser.column_dimensions.values()
    return [(int(one["min"]), int(one["max"])) for one in told if _is_hidden(one, "width")]


def _is_hidden(told: Mapping[str, str], size: str) -> bool:
    """Whether a row or column is hidden, also by having hardly any height or width."""
    return told.get("hidden") in ("1", "true") or float(told.get(size) or 1) < SEEN_FROM


def _is_in(column: int, runs: list[Place]) -> bool:
    return any(first <= column <= last for first, last in runs)


def _has_words(cell: Any) -> bool:
    return bool(str(cell.value if cell.value is not None else "").strip())


def kept_value(cell: Any) -> tuple[Any, str]:
    """The value of a cell without what is struck or shown as nothing, and the kind of what is left out."""
    value = cell.value
    if value is None:
        return None, ""
    is_struck = bool(cell.font and cell.font.strike)
    parts = list(value) if isinstance(value, CellRichText) else [value]
    kept = [part for part in parts if not (part.font.strike if isinstance(part, TextBlock) else is_struck)]
    why = STRUCK if len(kept) < len(parts) else ""
    if kept and cell.number_format and not cell.number_format.strip(";"):
        return None, HIDDEN
    if isinstance(value, CellRichText):
        return "".join(map(str, kept)), why
    return (value if kept else None), why
