"""The FAQ file becomes entries; a row that cannot be taken becomes a problem, and the others go on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from keikaku.ingest.cities.city import UNKNOWN
from keikaku.ingest.formats.csv_records import Record, records_of, values_of
from keikaku.ingest.formats.plain import read_whole
from keikaku.ingest.formats.readers import read_source
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import FaqEntry, Key, Problem
from keikaku.ontology.model.names import key

NEEDED = {"id": "id", "question": "質問（question）", "answer": "回答（answer）"}
"""The columns that every file has, each with its name in a sentence."""
COLUMNS = (*NEEDED, "department", "url", "updated")


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
    records = records_of(source.text)
    names = [fold(name) for one in records[:1] for name in one.cells or ()]
    if fault := _table_fault(names, len(records)):
        return (), (_refused(source.file, fault),)
    entries, faults = _entries(records[1:], names, municipality or UNKNOWN, source.file)
    unknown = [_unknown_city(source.file)] if entries and municipality is None else []
    return entries, (*unknown, *(_left_out(source.file, row, fault) for row, fault in faults))


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
        values = values_of(record, names, NEEDED)
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
