"""Excel: each row of each sheet is one line, so that a place is the sheet and the row that people see."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl

from keikaku.ingest.formats.left_out import HIDDEN_SHEET
from keikaku.ingest.formats.packages import opened
from keikaku.ingest.formats.sheet_cells import ROWS_AT_MOST, kept_value, visible_rows
from keikaku.ingest.formats.writing import SPLIT, Writing
from keikaku.ingest.source import Content, Unreadable
from keikaku.ontology.japanese.eras import era_year

CELLS_AT_MOST = 500_000
SHEETS_AT_MOST = 200
BLANK_AT_MOST = 3  # rows without a word that are kept as blank lines
NEEDED = "xl/workbook.xml"
QUOTED = re.compile(r'"([^"]{1,12})"|\\(.)')
DIGITS = re.compile(r"[#0?]")
ERA = re.compile(r"\[\$-411\]|g{1,3}e", re.IGNORECASE)
PERCENT = re.compile(r"0(?:\.(0+))?%")


def read(content: bytes) -> Content:
    """Read every sheet that is shown, as it is shown; what is hidden or struck is told as a fault."""
    opened(content, NEEDED, "Excel").close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, rich_text=True)
        if len(book.worksheets) > SHEETS_AT_MOST:
            raise Unreadable(
                f"シートが多すぎます（{len(book.worksheets):,}枚、上限 {SHEETS_AT_MOST}枚）", SPLIT
            )
        writing, left = Writing(), CELLS_AT_MOST
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                writing.leave(HIDDEN_SHEET, f"シート「{sheet.title}」")
                continue
            left = _sheet(writing, sheet, left)
    return writing.content()


def _sheet(writing: Writing, sheet: Any, left: int) -> int:
    """Write the rows of a sheet that are shown; give how many cells may still come."""
    name = f"シート「{sheet.title}」"
    writing.part(name)
    writing.table()
    last, blank, is_cut, in_table = 0, 0, False, False
    for row in visible_rows(writing, sheet, name):
        left, number = left - row.width, row.number
        if left < 0 or number > ROWS_AT_MOST:
            raise Unreadable(f"セルが多すぎます（上限 {CELLS_AT_MOST:,}）", SPLIT)
        blank, last = blank + number - last - 1, number
        cells = [_told(writing, f"{name} {number}行目", cell) for cell in row.cells or ()]
        if any(cells):
            _skip(writing, name, number, blank=blank, is_cut=is_cut)
            filled = {place: _words(cell) for place, cell in row.filled.items()}
            in_table = _row(writing, cells, filled, in_table=in_table and not blank)
            blank, is_cut = 0, False
        elif row.cells is None:
            is_cut = True
        else:
            blank += 1
    return left


def _told(writing: Writing, where: str, cell: Any) -> str:
    """A cell as people read it; what it holds beside that is noted."""
    value, left_out = (None, "") if cell is None else kept_value(cell)
    if left_out:
        writing.leave(left_out, where)
    return shown(value, cell.number_format) if value is not None else ""


def _skip(writing: Writing, name: str, number: int, *, blank: int, is_cut: bool) -> None:
    """Leave as many lines free as rows are, or a few; where rows are missing, count on from the row."""
    for _ in range(min(blank, BLANK_AT_MOST)):
        writing.blank()
    if blank > BLANK_AT_MOST or is_cut:
        writing.part(name, first=number)


def _words(cell: Any) -> str:
    """A merged cell as it stands in the columns that it reaches into."""
    value, _ = kept_value(cell)
    return shown(value, cell.number_format) if value is not None else ""


def _row(writing: Writing, cells: Sequence[str], filled: Mapping[int, str], *, in_table: bool) -> bool:
    """Write a row; one text alone is a line of text, if it does not stand below the rows of a table."""
    told = [place for place, cell in enumerate(cells) if cell]
    alone = len(told) == 1 and not {text for text in filled.values() if text} - {cells[told[0]]}
    if alone and not in_table:
        writing.add(" ".join(cells[told[0]].split()) if "\n" in cells[told[0]] else cells[told[0]])
        return False
    writing.row(cells, filled=filled)
    return True


def shown(value: Any, style: str = "") -> str:
    """A cell as people read it: percentages, thousands and dates as its style shows them.

    >>> shown(0.6, "0%"), shown(1200, "#,##0"), shown(dt.date(2026, 4, 1)), shown(None)
    ('60%', '1,200', '2026年4月1日', '')
    >>> shown(1200, '#,##0"台"'), shown(dt.date(2025, 10, 1), '[$-411]ggge"年"m"月"d"日"')
    ('1,200台', '令和7年10月1日')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, style or "")
    if isinstance(value, dt.date):
        year = era_year(value) if ERA.search(style or "") else str(value.year)
        return f"{year}年{value.month}月{value.day}日"
    return str(value).strip()


def _beside(style: str) -> tuple[str, str]:
    """The words that a style shows before and behind a number; of a style in parts those of its first."""
    first = style.split(";", maxsplit=1)[0]
    told = [(match.start(), match[1] or match[2]) for match in QUOTED.finditer(first)]
    digits = DIGITS.search(first)
    if not digits:
        return "", ""
    before = "".join(words for at, words in told if at < digits.start())
    return before, "".join(words for at, words in told if at >= digits.start())


def _number(value: float, style: str) -> str:
    """A number in its style; a whole one without its point."""
    before, behind = _beside(style)
    if before or behind:
        return f"{before}{_number(value, QUOTED.sub('', style))}{behind}"
    percent = PERCENT.search(style)
    if percent:
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    text = str(int(value)) if value == int(value) else repr(value)
    return f"{int(text):,}" if "#,##" in style and text.lstrip("-").isdecimal() else text
