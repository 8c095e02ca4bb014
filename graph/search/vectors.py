"""Vectors of texts, kept by their digest: what was encoded once is never encoded again.

One file a model, a record a text: the digest, a checksum, the vector. Records are only ever appended, under a
lock, and whole: what a killed build left behind is cut off or fails its checksum, and is encoded again.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.parts import Kind

DIGEST = 20  # bytes of SHA-256: no two texts of any city share them
BATCH = 512  # texts between two appends: what a kill can lose


def vectors_of(texts: Sequence[str], kind: Kind, encoder: Encoder, cache: Path) -> NDArray[np.float32]:
    """One row a text, from the cache where it is there, else encoded and added to it."""
    file = store_file(cache, encoder.name)
    digests = [_digest(text, kind) for text in texts]
    known = read_vectors(file, digests, encoder.dimensions)
    missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
    for batch in _batches(list(missing.items())):
        rows = encoder.encode([text for _, text in batch], kind)
        fresh = dict(zip((digest for digest, _ in batch), rows, strict=True))
        append_vectors(file, fresh)
        known |= fresh
    if not texts:
        return np.empty((0, encoder.dimensions), np.float32)
    return np.stack([known[digest] for digest in digests])


def store_file(cache: Path, name: str) -> Path:
    """The file of a model's vectors; the digest keeps apart names that look the same as file names."""
    readable = re.sub(r"[^A-Za-z0-9.-]+", "_", name)[-60:]
    return cache / "vectors" / f"{readable}.{hashlib.sha256(name.encode()).hexdigest()[:8]}.bin"


def read_vectors(file: Path, digests: Iterable[bytes], dimensions: int) -> dict[bytes, NDArray[np.float32]]:
    """The vectors of those digests that the file has whole; of the others nothing."""
    record = _record(dimensions)
    count = file.stat().st_size // record.itemsize if file.exists() else 0
    if not count:
        return {}
    records = np.memmap(file, dtype=record, mode="r", shape=(count,))
    rows = {digest: row for row, digest in enumerate(records["digest"].tolist())}
    found = {digest: records[rows[digest]] for digest in digests if digest in rows}
    return {digest: one["vector"] for digest, one in found.items() if one["check"] == _check(one["vector"])}


def append_vectors(file: Path, rows: dict[bytes, NDArray[np.float32]]) -> None:
    """Add records in one write; a record that a killed process left half written is cut off first."""
    if not rows:
        return
    record = _record(len(next(iter(rows.values()))))
    fresh = np.zeros(len(rows), record)
    fresh["digest"] = [np.void(digest) for digest in rows]
    fresh["vector"] = list(rows.values())
    fresh["check"] = [_check(row) for row in fresh["vector"]]
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{file}.lock"), file.open("ab") as store:
        store.truncate(store.tell() // record.itemsize * record.itemsize)
        store.write(fresh.tobytes())


def _record(dimensions: int) -> np.dtype[Any]:
    return np.dtype([("digest", f"V{DIGEST}"), ("check", "<u4"), ("vector", "<f4", (dimensions,))])


def _check(vector: NDArray[np.float32]) -> int:
    return zlib.crc32(vector.tobytes())


def _digest(text: str, kind: Kind) -> bytes:
    return hashlib.sha256(f"{kind}\0{text}".encode("utf-8", "replace")).digest()[:DIGEST]


def _batches(items: list[tuple[bytes, str]]) -> Iterable[list[tuple[bytes, str]]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
