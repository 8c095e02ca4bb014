"""The corrections file: what staff put right where a reading is wrong, one row a value, without any code."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from keikaku.ingest.formats.plain import DELIMITERS, text_of
from keikaku.ingest.formats.readers import name_of
from keikaku.ingest.source import Unreadable
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import Key, Problem

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "file": ("文書", "document", "ファイル"),
    "place": ("行", "line", "箇所", "場所"),
    "iri": ("iri",),
    "item": ("項目", "property"),
    "right": ("正しい値", "value", "値"),
    "reason": ("理由", "reason"),
    "role": ("役割", "role", "担当者"),
}
"""What each column may be called."""
NEEDED = ("item", "right", "reason", "role")
HEADER = "文書, 行, IRI, 項目, 正しい値, 理由, 役割"
BYTES_AT_MOST = 5_000_000
PLAIN_LINE = re.compile(r"^(\d+)行目?$")
KEY_IN_IRI = re.compile(r"^(?:https?://.*?/id/|)(?P<key>[^/]+/\w+/.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One row: which value of which thing is what; a thing is named by its key, or its document and line."""

    row: int
    item: str  # 担当, 名前
    right: str
    reason: str
    role: str
    file: str = ""
    place: str = ""  # a number of a line, or a place as a citation tells it
    key: Key = ""

    @property
    def told(self) -> str:
        """Where it is said to be, in words."""
        line = f"{self.place}行目" if self.place.isdecimal() else self.place
        return f"{self.file} {line}".strip() or self.key


def read_corrections(path: Path) -> tuple[tuple[Asked, ...], tuple[Problem, ...]]:
    """The rows of a file, and a sentence for each that cannot be taken; nothing of a file that is none."""
    try:
        rows = _rows(path)
    except Unreadable as fault:
        return (), (_refused(path, f"{fault.reason}。{fault.step}"),)
    except OSError:
        return (), (_refused(path, "訂正のファイルを開けません。パスと権限を確かめてください。"),)
    return read_rows(path, rows)


def read_rows(path: Path, rows: Sequence[Sequence[str]]) -> tuple[tuple[Asked, ...], tuple[Problem, ...]]:
    """The same of rows of cells, the first of them the header; `path` is named in the sentences."""
    columns = _columns(rows[0] if rows else ())
    missing = [COLUMNS[name][0] for name in NEEDED if name not in columns]
    if missing or not {"iri", "file"} & columns.keys():
        told = "、".join(missing or ["文書と行、またはIRI"])
        return (), (_refused(path, f"列 {told} がありません。1行目に {HEADER} の見出しを書いてください。"),)
    found = [_asked(number, row, columns) for number, row in enumerate(rows[1:], start=2) if any(row)]
    faults = tuple(
        _left_out(path, number, fault) for number, fault in (one for one in found if isinstance(one, tuple))
    )
    return tuple(one for one in found if isinstance(one, Asked)), faults


def _rows(path: Path) -> list[list[str]]:
    if path.stat().st_size > BYTES_AT_MOST:
        raise Unreadable("大きすぎます", "訂正だけを書いたCSVを指定してください。")
    text = text_of(path.read_bytes())
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise Unreadable("引用符の閉じ方が正しくないCSVです", "Excelなどで保存し直してください。") from fault
    return [[cell.strip() for cell in row] for row in rows]


def _columns(header: Sequence[str]) -> dict[str, int]:
    """The place of each column that is there."""
    names = [fold(cell) for cell in header]
    return {
        column: names.index(name)
        for column, aliases in COLUMNS.items()
        for name in reversed([fold(alias) for alias in aliases if fold(alias) in names])
    }


def _asked(number: int, row: Sequence[str], columns: Mapping[str, int]) -> Asked | tuple[int, str]:
    """A row, or its number and why it cannot be taken."""
    cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
    empty = [COLUMNS[name][0] for name in NEEDED if not cells.get(name)]
    if empty:
        return number, f"{'、'.join(empty)}が空である"
    iri = KEY_IN_IRI.match(cells.get("iri", ""))
    if cells.get("iri") and not iri:
        return number, "IRIの形が違う"
    if not iri and not (cells.get("file") and cells.get("place")):
        return number, "文書と行、またはIRIが空である"
    return Asked(
        row=number,
        item=cells["item"],
        right=cells["right"],
        reason=cells["reason"],
        role=cells["role"],
        file=cells.get("file", ""),
        place=PLAIN_LINE.sub(r"\1", cells.get("place", "")),
        key=iri["key"] if iri else "",
    )


def _left_out(path: Path, row: int, fault: str) -> Problem:
    name = name_of(path)
    message = f"{name}: {row}行目は{fault}ため反映しませんでした。直してから読み込み直してください。"
    return Problem(file=name, message=message, line=row)


def _refused(path: Path, message: str) -> Problem:
    name = name_of(path)
    return Problem(file=name, message=f"{name}: {message}", severity="refused")
