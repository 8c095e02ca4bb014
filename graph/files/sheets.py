"""Tables as files: JSON lines, CSV that Excel opens, and workbooks. The same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Record = dict[str, Any]

_RUNS = re.compile(r"[\s'\"]*[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_TIMES = re.compile(rb"<dcterms:(?:created|modified)[^>]{0,400}>[^<]{0,99}</dcterms:(?:created|modified)>")
_LONGEST = 32_767


def jsonl(_columns: Sequence[str], rows: Iterable[Record], _heads: Sequence[str] = ()) -> bytes:
    """One JSON object a line; lists stay lists, and names stay what programs know."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def csv_bytes(columns: Sequence[str], rows: Iterable[Record], heads: Sequence[str] = ()) -> bytes:
    """CSV with a byte order mark and CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads or columns)
    writer.writerows([harmless(flat(row[column])) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def tsv(columns: Sequence[str], rows: Iterable[Record]) -> str:
    r"""The rows for a clipboard: a spreadsheet that is pasted into takes a cell for a cell, and runs none.

    >>> tsv(["a", "b"], [{"a": "=1+1", "b": ["x", "y"]}])
    "a\tb\n'=1+1\tx; y\n"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(flat(row[column])) for column in columns] for row in rows)
    return text.getvalue()


def xlsx(columns: Sequence[str], rows: Iterable[Record], heads: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet; every text is a text, whatever it begins with. The head stays in sight."""
    from openpyxl import Workbook  # noqa: PLC0415 - only this format needs it

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(heads or columns))
    for row in rows:
        sheet.append([_shown(flat(row[column])) for column in columns])
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.quotePrefix = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for letter, width in _widths(sheet):
        sheet.column_dimensions[letter].width = width
    return _reproducible(book)


NARROWEST, WIDEST, LOOKED_AT = 8, 60, 200
"""Characters of a column, and the rows of which the widest tells how many it has."""


def _widths(sheet: Worksheet) -> Iterator[tuple[str, int]]:
    """The letter of each column with a width that shows most of its cells; a wide character counts twice."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - only this format needs it

    for at, column in enumerate(sheet.iter_cols(max_row=LOOKED_AT, values_only=True), 1):
        longest = max(sum(2 if ord(one) > _LATIN else 1 for one in str(value or "")) for value in column)
        yield get_column_letter(at), min(max(longest + 2, NARROWEST), WIDEST)


_LATIN = 0x2FF
"""The last code of letters that are half as wide as a kanji."""


def _shown(value: str | float | None) -> str | float | None:
    """A text without the characters that a workbook cannot hold."""
    return _CONTROL.sub("", value)[:_LONGEST] if isinstance(value, str) else value


def _reproducible(book: Workbook) -> bytes:
    """The workbook's bytes without the time of their writing."""
    written, same = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            target.writestr(zipfile.ZipInfo(name), _TIMES.sub(b"", source.read(name)), zipfile.ZIP_DEFLATED)
    return same.getvalue()


FORMATS = {".jsonl": jsonl, ".csv": csv_bytes, ".xlsx": xlsx}


def flat(value: Any) -> str | float | None:
    """What one cell holds: lists joined by "; ", a target by its text, a kept cell by its head and text.

    >>> flat(["企画部", "総務部"]), flat([2025, None]), flat([{"text": "90％以上", "figures": []}])
    ('企画部; 総務部', '2025; ', '90％以上')
    >>> flat([{"name": "評価", "text": "A"}])
    '評価: A'
    """
    if isinstance(value, list):
        return "; ".join(str(_single(one)) for one in value)
    known: str | float | None = value
    return known


def _single(value: Any) -> Any:
    if isinstance(value, dict):
        return f"{value['name']}: {value['text']}" if "name" in value else value["text"]
    return "" if value is None else value


def harmless(value: str | float | None) -> str | float | None:
    """A text that a spreadsheet would run as a formula, with an apostrophe before it; numbers as they are.

    >>> harmless("=1+1"), harmless("＝SUM(A1)"), harmless("-12.5"), harmless(-3)
    ("'=1+1", "'＝SUM(A1)", '-12.5', -3)
    """
    if isinstance(value, str) and _RUNS.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
