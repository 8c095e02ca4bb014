"""What search finds, by row: written as lines, mapped, and read only where a hit stands."""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from keikaku.graph.search.arrays import mapped
from keikaku.ontology.model.values import Key


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. The order of the entries is the order of the documents."""

    key: Key
    kind: str  # initiative, passage, target, observation, faq
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Key, kind and label of every row; keys are looked up by their digest."""

    lines: bytes | mmap.mmap
    starts: NDArray[np.int64]
    kinds: NDArray[np.uint64]  # digests, by row
    keys: NDArray[np.uint64]  # digests, ascending
    key_rows: NDArray[np.int64]  # the row of each of them

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.kinds)

    def entry(self, row: int) -> tuple[Key, str, str]:
        """Key, kind and label of a row."""
        key, kind, label = json.loads(self.lines[int(self.starts[row]) : int(self.starts[row + 1])])
        return key, kind, label

    def allowed(self, kinds: frozenset[str] | None, keys: frozenset[Key] | None) -> NDArray[np.int64]:
        """The rows of those kinds and keys, ascending; None allows all."""
        rows = np.arange(self.count) if keys is None else self._rows(keys)
        if kinds is None:
            return rows
        return np.asarray(rows[np.isin(self.kinds[rows], _digests(kinds))], np.int64)

    def not_under(self, prefixes: tuple[str, ...]) -> NDArray[np.int64]:
        """The rows whose key begins with none of the prefixes, ascending; reads every row once."""
        kept = (row for row in range(self.count) if not self.entry(row)[0].startswith(prefixes))
        return np.fromiter(kept, np.int64)

    def _rows(self, keys: frozenset[Key]) -> NDArray[np.int64]:
        digests = _digests(keys)
        first, last = (np.searchsorted(self.keys, digests, side=side) for side in ("left", "right"))
        found = [self.key_rows[a:b] for a, b in zip(first, last, strict=True) if a < b]
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)


def save_catalogue(entries: Sequence[Entry], folder: Path) -> None:
    """Write the entries without their texts."""
    lines = [json.dumps((e.key, e.kind, e.label), ensure_ascii=False).encode() + b"\n" for e in entries]
    keys = _digests([entry.key for entry in entries])
    order = np.argsort(keys, kind="stable")
    (folder / "entries.jsonl").write_bytes(b"".join(lines))
    np.save(folder / "entries-starts.npy", np.cumsum([0, *map(len, lines)]))
    np.save(folder / "entries-kinds.npy", _digests([entry.kind for entry in entries]))
    np.save(folder / "entries-keys.npy", keys[order])
    np.save(folder / "entries-key_rows.npy", order)


def open_catalogue(folder: Path) -> Catalogue:
    """Map what `save_catalogue` wrote."""
    names = ("starts", "kinds", "keys", "key_rows")
    arrays = (mapped(folder / f"entries-{name}.npy") for name in names)
    with (folder / "entries.jsonl").open("rb") as file:
        empty = file.seek(0, 2) == 0
        lines = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Catalogue(lines, *arrays)


def _digests(texts: Sequence[str] | frozenset[str]) -> NDArray[np.uint64]:
    found = [hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest() for text in texts]
    return np.array([int.from_bytes(one) for one in found], np.uint64)
