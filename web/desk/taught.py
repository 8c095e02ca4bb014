"""The words that staff teach: those of the graph, and a file of the store while they differ from them.

The file has the columns that `build --words` reads. It comes into being with the first change, holds
the whole list from then on, and is put aside by the build that takes it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import threading
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from keikaku.graph.store.publish import stored_facts
from keikaku.ontology.model.facts import CityWord
from keikaku.web.html.templating import seen

COLUMNS = ("kind", "form", "means")
LONGEST = 100
"""Characters of a word and of what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """One row of the file; `kind` is one of `WordKind`."""

    kind: str
    form: str
    means: str

    @property
    def id(self) -> str:
        """What names the row in a form."""
        return hashlib.sha256("\x00".join(astuple(self)).encode("utf-8", "replace")).hexdigest()[:16]


def cleaned(kind: str, form: str, means: str) -> Taught:
    """The row of a form: one line each, without characters that nobody sees."""
    return Taught(kind=_clean(kind), form=_clean(form), means=_clean(means))


def _clean(text: str) -> str:
    return " ".join(seen(text).split())[:LONGEST]


@dataclass(frozen=True, slots=True)
class TaughtList:
    """The list over a store; `file` is where its changes wait."""

    store: Path
    file: Path
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def rows(self) -> tuple[Taught, ...]:
        """All that are wanted, in their order."""
        if not self.file.is_file():
            return self.built()
        with self.file.open(encoding="utf-8-sig", newline="") as file:
            return tuple(cleaned(*row) for row in list(csv.reader(file))[1:] if len(row) == len(COLUMNS))

    def built(self) -> tuple[Taught, ...]:
        """Those that the graph holds."""
        words = sorted(stored_facts(self.store, CityWord), key=lambda one: one.order)
        return tuple(Taught(kind=one.kind.value, form=one.form, means=one.means) for one in words)

    def add(self, row: Taught) -> None:
        """Puts a row behind the others; one that says the same stays the only one."""
        with self._lock:
            self._write([*(one for one in self.rows() if one != row), row])

    def remove(self, wanted: str) -> bool:
        """Takes a row out; False where it is not there."""
        with self._lock:
            rows = self.rows()
            kept = [row for row in rows if row.id != wanted]
            if len(kept) == len(rows):
                return False
            self._write(kept)
            return True

    def _write(self, rows: Sequence[Taught]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_suffix(".new")
        new.write_text(csv_of(rows), encoding="utf-8-sig", newline="")
        new.replace(self.file)


def csv_of(rows: Sequence[Taught]) -> str:
    """The rows as `build --words` reads them."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *map(astuple, rows)])
    return text.getvalue()
