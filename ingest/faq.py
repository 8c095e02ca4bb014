"""The FAQ file becomes entries; a row that cannot be taken becomes a problem, and the others go on.

Rows count from 1 at the header, as a spreadsheet numbers them. Where a quotation mark never ends, the next
line is read as a row of its own again: one slip does not swallow the rest of the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from ingest.city import UNKNOWN
from ingest.formats.plain import DELIMITERS, read_whole
from ingest.readers import read_source
from ontology.model import FaqEntry, Key, Problem
from ontology.names import key
from ontology.text import fold

NEEDED = {"id": "id", "question": "質問（question）", "answer": "回答（answer）"}
"""The columns that every file has, each with its name in a sentence."""
COLUMNS = (*NEEDED, "department", "url", "updated")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file; its cells are None where its quotation marks do not match."""

    row: int
    cells: tuple[str, ...] | None


def read_faq(path: Path, municipality: str | None) -> tuple[tuple[FaqEntry, ...], tuple[Problem, ...]]:
    """The entries of a file in its order, and a sentence for every row that was left out.

    Nothing is taken from a file that cannot be read or lacks a column. Without a municipality the entries
    belong to none that is known, which is a problem too.
    """
    if not path.is_file():
        return (), (_refused(path.name, "FAQのファイルが見つかりません。パスを確かめてください。"),)
    source = read_source(path, {path.suffix.lower(): read_whole})
    if isinstance(source, Problem):
        return (), (source,)
    records = [one for one in _records(source.text) if one.cells != ()]
    names = [fold(name) for one in records[:1] for name in one.cells or ()]
    if fault := _table_fault(names, len(records)):
        return (), (_refused(source.file, fault),)
    entries, faults = _entries(records[1:], names, municipality or UNKNOWN, source.file)
    unknown = [_unknown_city(source.file)] if entries and municipality is None else []
    return entries, (*unknown, *(_left_out(source.file, row, fault) for row, fault in faults))


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


def _table_fault(names: Sequence[str], rows: int) -> str | None:
    """Why nothing can be taken: the names of the columns, or no row below them."""
    if missing := [name for name in NEEDED if name not in names]:
        return (
            f"列 {'、'.join(missing)} がありません。1行目に {', '.join(COLUMNS)} の見出しを書いてください。"
        )
    if twice := [name for name in COLUMNS if names.count(name) > 1]:
        return f"列 {'、'.join(twice)} が二つ以上あります。一つにしてください。"
    return "質問が1件もありません。見出しの下に1行に1件ずつ書いてください。" if rows < 2 else None


def _entries(
    records: Sequence[Record], names: Sequence[str], municipality: str, file: str
) -> tuple[tuple[FaqEntry, ...], list[tuple[int, str]]]:
    """What can be taken, and the row and the fault of what cannot."""
    rows: dict[Key, int] = {}
    entries: list[FaqEntry] = []
    faults: list[tuple[int, str]] = []
    for record in records:
        values = _values(record, names)
        if isinstance(values, str):
            faults.append((record.row, values))
            continue
        entry = _entry(values, municipality, record.row, file)
        if entry.key in rows:
            faults.append((record.row, f"id「{entry.id}」が{rows[entry.key]}行目と同じである"))
            continue
        rows[entry.key] = record.row
        entries.append(entry)
    return tuple(entries), faults


def _values(record: Record, names: Sequence[str]) -> dict[str, str] | str:
    """The cells by the names of their columns, or the fault of the row."""
    if record.cells is None:
        return '引用符（"）の閉じ方が正しくない'
    cells, more = record.cells[: len(names)], record.cells[len(names) :]
    if len(cells) < len(names) or any(more):
        return f"列の数が見出しと違う（見出し{len(names)}、この行{len(record.cells)}）"
    values = dict(zip(names, cells, strict=True))
    empty = [shown for name, shown in NEEDED.items() if not values[name]]
    return f"{'、'.join(empty)}が空の" if empty else values


def _entry(values: dict[str, str], municipality: str, row: int, file: str) -> FaqEntry:
    return FaqEntry(
        key=key(municipality, "faq", values["id"]),
        municipality=key(municipality, "municipality", municipality),
        order=row,
        file=file,
        id=values["id"],
        question=values["question"],
        answer=values["answer"],
        department=values.get("department", ""),
        url=values.get("url", ""),
        updated=values.get("updated", ""),
    )


def _unknown_city(file: str) -> Problem:
    message = f"{file}: どの自治体のFAQか分かりません。--municipality で名前を指定してください。"
    return Problem(file=file, message=message)


def _left_out(file: str, row: int, fault: str) -> Problem:
    message = f"{file}: {row}行目は{fault}ため取り込みませんでした。直してから読み込み直してください。"
    return Problem(file=file, message=message, line=row)


def _refused(file: str, message: str) -> Problem:
    return Problem(file=file, message=f"{file}: {message}", severity="refused")
