"""Search by meaning: how near each entry is to a question, exact where it counts.

An entry has two nearnesses, of its best part and of all its parts together: the one finds the sentence,
the other keeps a stray sentence from winning. Up to 50,000 parts each vector is read. Beyond,
a first pass reads the third of each vector that tells most (its principal directions) and a second
one computes the best entries exactly. numpy multiplies 8-bit integers ten times as slowly as floats, so
this takes the place of int8.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from keikaku.graph.search.arrays import mapped
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.frame import Frame, centred, fit

EXACT = 50_000
KEPT = 128
FILES = ("rows", "first", "lengths", "questions", "middle", "elsewhere", "short", "basis")


@dataclass(frozen=True, slots=True)
class Vectors:
    """The parts' vectors, centred; entry i has the parts from first[i] to first[i+1], at least one."""

    rows: NDArray[np.float32]
    first: NDArray[np.int64]
    lengths: NDArray[np.float32]  # of the sum of each entry's parts
    frame: Frame
    short: NDArray[np.float32] | None = None  # the rows in few dimensions, where there are many
    basis: NDArray[np.float32] | None = None  # (dimensions, few)


def make_vectors(
    rows: NDArray[np.float32], first: NDArray[np.int64], encoder: Encoder, cache: Path, exact: int = EXACT
) -> Vectors:
    """The vectors of the parts, seen from their own middle."""
    frame = fit(rows, encoder, cache)
    moved = centred(rows, frame.middle)
    lengths = np.linalg.norm(np.add.reduceat(moved, first[:-1], axis=0), axis=1)
    lengths = np.maximum(lengths, 1e-9).astype(np.float32)
    if len(rows) <= exact:
        return Vectors(moved, first, lengths, frame)
    _, directions = np.linalg.eigh(moved.T @ moved)
    basis = np.ascontiguousarray(directions[:, -KEPT:], np.float32)
    return Vectors(moved, first, lengths, frame, moved @ basis, basis)


@dataclass(frozen=True, slots=True)
class Near:
    """How near each entry is, -1 to 1: its best part, and all its parts together."""

    best: NDArray[np.float32]
    whole: NDArray[np.float32]


def nearness(vectors: Vectors, query: NDArray[np.float32]) -> Near:
    """How near each entry is; where there are many, enough to choose whom to compute exactly."""
    if vectors.short is None or vectors.basis is None:
        return _of_entries(dots(vectors.rows, query), vectors.first, vectors.lengths)
    return _of_entries(dots(vectors.short, query @ vectors.basis), vectors.first, vectors.lengths)


def exact_nearness(vectors: Vectors, query: NDArray[np.float32], entries: NDArray[np.int64]) -> Near:
    """The same of some entries, from whole vectors."""
    counts = vectors.first[entries + 1] - vectors.first[entries]
    first = np.concatenate([[0], np.cumsum(counts)])
    parts = np.arange(first[-1]) + np.repeat(vectors.first[entries] - first[:-1], counts)
    return _of_entries(dots(vectors.rows[parts], query), first, vectors.lengths[entries])


def dots(rows: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row times the query, in one thread: BLAS's wait for each other longer than they compute."""
    return np.asarray(np.einsum("ij,j->i", rows, query), np.float32)


def _of_entries(parts: NDArray[np.float32], first: NDArray[np.int64], lengths: NDArray[np.float32]) -> Near:
    whole = np.add.reduceat(parts, first[:-1]) / lengths
    return Near(np.maximum.reduceat(parts, first[:-1]), np.asarray(whole, np.float32))


def save_vectors(vectors: Vectors, folder: Path) -> None:
    """Write the arrays as .npy files."""
    for name in FILES:
        array = getattr(vectors if hasattr(vectors, name) else vectors.frame, name)
        if array is not None:
            np.save(folder / f"vectors-{name}.npy", array)


def open_vectors(folder: Path) -> Vectors | None:
    """Map what `save_vectors` wrote; None where it wrote nothing."""
    files = {name: folder / f"vectors-{name}.npy" for name in FILES}
    if not files["rows"].exists():
        return None
    found = {name: mapped(file) for name, file in files.items() if file.exists()}
    frame = Frame(*(found.pop(name) for name in ("questions", "middle", "elsewhere")))
    return Vectors(frame=frame, **found)
