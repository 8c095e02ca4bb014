"""A file of JSON lines that several processes write to, that stays bounded, and that no broken line stops."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from keikaku.graph.files.whole import OWN, write_whole

Entry = dict[str, Any]

LARGEST = 4 << 20  # bytes; some 15,000 entries
APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT
PATIENCE = 5.0  # seconds that a writer waits for another
_QUEUE = (
    threading.Lock()
)  # of this process's writers: the lock of a file is asked for again and again instead


@dataclass(frozen=True, slots=True)
class Journal:
    """Entries in the order of their arrival; beyond `largest` bytes the older half is dropped.

    Writers hold a lock beside the file, so that two processes lose nothing; readers need none. What cannot
    be written raises OSError (where another writer does not end, its TimeoutError).
    """

    path: Path
    largest: int = LARGEST

    def add(self, entry: Entry) -> None:
        """Appends an entry; a line that a killed writer left without its end stays a line of its own."""
        line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        with self._held():
            if self._size() + len(line) > self.largest:
                self._write(_newest(self._lines(), self.largest // 2))
            with os.fdopen(os.open(self.path, APPEND, 0o600), "ab") as file:
                file.write(line if self._ends_whole() else b"\n" + line)

    def entries(self) -> tuple[Entry, ...]:
        """One for each line, the oldest first; an empty one where a line is broken."""
        return tuple(_read(line) for line in self._lines())

    def remove(self, chosen: Callable[[Entry], bool]) -> int:
        """Takes the chosen entries out and tells how many."""
        with self._held():
            lines = self._lines()
            kept = [line for line in lines if not chosen(_read(line))]
            if len(kept) < len(lines):
                self._write(kept)
            return len(lines) - len(kept)

    def clear(self) -> None:
        """Takes everything out, broken lines too."""
        with self._held():
            self.path.unlink(missing_ok=True)

    @contextmanager
    def _held(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not _QUEUE.acquire(timeout=PATIENCE):
            raise TimeoutError(str(self.path))
        try:
            with FileLock(f"{self.path}.lock", timeout=PATIENCE):
                yield
        finally:
            _QUEUE.release()

    def _lines(self) -> list[bytes]:
        try:
            return [line for line in self.path.read_bytes().split(b"\n") if line.strip()]
        except FileNotFoundError:
            return []

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def _ends_whole(self) -> bool:
        if not self._size():
            return True
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _write(self, lines: list[bytes]) -> None:
        """Replaces the file in one step; nobody but its owner may read it."""
        write_whole(self.path, b"".join(line + b"\n" for line in lines), OWN)


def _newest(lines: list[bytes], room: int) -> list[bytes]:
    """The last lines that fit into so many bytes."""
    first = len(lines)
    while first and (room := room - len(lines[first - 1]) - 1) >= 0:
        first -= 1
    return lines[first:]


def _read(line: bytes) -> Entry:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return entry if isinstance(entry, dict) else {}
