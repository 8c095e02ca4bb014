"""Search by meaning: the cosine of a question with every part of every entry, exact where it counts.

Up to 50,000 parts each vector is read. Beyond, a first pass reads the quarter of each vector that tells most
(its principal directions) and a second one computes the best of them exactly. numpy multiplies 8-bit integers
ten times as slowly as floats, so this takes the place of int8.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

EXACT = 50_000
KEPT = 96
RESCORED = 2_000


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of the parts; entry i has the parts from first[i] to first[i+1], at least one."""

    rows: NDArray[np.float32]
    first: NDArray[np.int64]
    short: NDArray[np.float32] | None = None  # the parts in few dimensions
    basis: NDArray[np.float32] | None = None  # (dimensions, few)
    middle: NDArray[np.float32] | None = None  # the mean vector, left out of `short`


def nearness(vectors: Vectors, query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each entry's cosine with the query: that of its best part."""
    return np.asarray(np.maximum.reduceat(_parts(vectors, query), vectors.first[:-1]), np.float32)


def _parts(vectors: Vectors, query: NDArray[np.float32]) -> NDArray[np.float32]:
    if vectors.short is None or vectors.basis is None or vectors.middle is None:
        return np.asarray(vectors.rows @ query, np.float32)
    found = vectors.short @ (query @ vectors.basis) + vectors.middle @ query
    best = np.argpartition(found, -RESCORED)[-RESCORED:]
    found[best] = vectors.rows[best] @ query
    return np.asarray(found, np.float32)


def with_short(rows: NDArray[np.float32], first: NDArray[np.int64], exact: int = EXACT) -> Vectors:
    """The vectors, with their short forms where there are more than `exact` of them."""
    if len(rows) <= exact:
        return Vectors(rows, first)
    middle = rows.mean(axis=0)
    centred = rows - middle
    _, directions = np.linalg.eigh(centred.T @ centred)
    basis = np.ascontiguousarray(directions[:, -KEPT:], np.float32)
    return Vectors(rows, first, centred @ basis, basis, middle)


def save_vectors(vectors: Vectors, folder: Path) -> None:
    """Write the arrays as .npy files."""
    for name in ("rows", "first", "short", "basis", "middle"):
        if (array := getattr(vectors, name)) is not None:
            np.save(folder / f"vectors-{name}.npy", array)


def open_vectors(folder: Path) -> Vectors | None:
    """Map what `save_vectors` wrote; None where it wrote nothing."""
    files = {name: folder / f"vectors-{name}.npy" for name in ("rows", "first", "short", "basis", "middle")}
    if not files["rows"].exists():
        return None
    found = {name: np.load(file, mmap_mode="r") for name, file in files.items() if file.exists()}
    return Vectors(**found)
