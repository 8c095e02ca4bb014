"""The corrections that staff want: those of the graph, and a file of the store while they differ from them.

The file has the columns that `build --corrections` reads. It comes into being with the first change, holds
the whole list from then on, and is put aside by the build that takes it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import threading
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path

from keikaku.graph.store.lines import read_corrections
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.store.versions import StoreMissing

COLUMNS = ("文書", "行", "IRI", "項目", "正しい値", "理由", "役割")
LONGEST = {"right": 2000}
SHORTER = 300
"""Characters of a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One row of the file; a thing is named by its IRI, or by its document and line."""

    file: str = ""
    place: str = ""
    iri: str = ""
    item: str
    right: str
    reason: str
    role: str

    @property
    def id(self) -> str:
        """What names the row in a form."""
        return hashlib.sha256("\x00".join(astuple(self)).encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def told(self) -> str:
        """Where it is, in words."""
        line = f"{self.place}行目" if self.place.isdecimal() else self.place
        return f"{self.file} {line}".strip() or self.iri


NAMES = tuple(one.name for one in fields(Wanted))


def cleaned(told: dict[str, str]) -> dict[str, str]:
    """The cells of a form: one line each, without characters that nobody sees, no longer than kept."""
    return {name: _clean(told.get(name, ""), LONGEST.get(name, SHORTER)) for name in NAMES}


def _clean(text: str, longest: int) -> str:
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(seen.split())[:longest]


@dataclass(frozen=True, slots=True)
class WantedList:
    """The list over a store; `file` is where its changes wait."""

    store: Path
    file: Path
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def rows(self) -> tuple[Wanted, ...]:
        """All that are wanted, in their order."""
        if not self.file.is_file():
            return self.built()
        with self.file.open(encoding="utf-8-sig", newline="") as file:
            return tuple(
                Wanted(**dict(zip(NAMES, row, strict=True))) for row in list(csv.reader(file))[1:] if any(row)
            )

    def built(self) -> tuple[Wanted, ...]:
        """Those that the graph follows, or would if their thing came back."""
        try:
            stored = read_corrections(open_snapshot(self.store))
        except StoreMissing:
            return ()
        return tuple(
            Wanted(
                file=one.place,
                iri=one.subject,
                item=one.property,
                right=one.right,
                reason=one.why,
                role=one.role,
            )
            for one in stored
        )

    def add(self, rows: Sequence[Wanted]) -> None:
        """Puts rows behind the others; one that names the same value of the same place goes out."""
        with self._lock:
            new = {_subject(row) for row in rows}
            self._write([*(row for row in self.rows() if _subject(row) not in new), *rows])

    def remove(self, wanted: str) -> bool:
        """Takes a row out; False where it is not there."""
        with self._lock:
            rows = self.rows()
            kept = [row for row in rows if row.id != wanted]
            if len(kept) == len(rows):
                return False
            self._write(kept)
            return True

    def forget(self, names: Collection[str]) -> None:
        """Takes the waiting rows of those documents out."""
        if not self.file.is_file():
            return
        with self._lock:
            rows = self.rows()
            self._write([row for row in rows if not any(row.file.startswith(name) for name in names)])

    def _write(self, rows: Sequence[Wanted]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([COLUMNS, *map(astuple, rows)])
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_suffix(".new")
        new.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        new.replace(self.file)


def _subject(row: Wanted) -> tuple[str, ...]:
    return (row.iri, row.item) if row.iri else (row.file, row.place, row.item)
