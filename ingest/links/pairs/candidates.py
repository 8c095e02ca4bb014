"""Which pairs are looked at: of each side the nearest of every later and every earlier year, found by blocks.

Comparing 10,000 with 10,000 one by one is a hundred million pairs; a block of a thousand rows is one product
of matrices, and only its best twenty columns go on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import diags

from keikaku.ingest.links.pairs.weights import Weights
from keikaku.ingest.links.sides import Side

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Halves = tuple[Any, Any]
NEAREST = 20
"""Of each side and each other year so many go on."""
BLOCK = 1000
COMMON = 0.02, 60
"""A term of more than this share of the rows, and of more than so many, brings nobody together."""
SAME = 0.02, 40
"""Likewise a figure."""
MEANING, WORDS, FIGURES = 0.5, 1.0, 1.0
"""What the kinds of nearness count when the nearest are chosen."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Places of the earlier and of the later sides, a pair a place, each pair once."""

    earlier: Ints
    later: Ints

    def __len__(self) -> int:
        return len(self.earlier)


def candidates(sides: Sequence[Side], weights: Weights, vectors: NDArray[np.float32] | None) -> Pairs:
    """The pairs of two years of one city that are worth a second look.

    `vectors` has one row of length one a side, or is None where words alone decide.
    """
    words = _rare(weights.words, weights.lengths, weights.found, COMMON)
    figures = _rare(weights.figures, weights.figure_lengths, weights.figures_found, SAME)
    found: set[tuple[int, int]] = set()
    for first, second in _years(sides):
        for one, other in ((first, second), (second, first)):
            for row, column in _nearest(one, other, words, figures, vectors):
                found.add((row, column) if one is first else (column, row))
    ordered = np.array(sorted(found), np.int64).reshape(-1, 2)
    return Pairs(ordered[:, 0], ordered[:, 1])


def _years(sides: Sequence[Side]) -> Iterator[tuple[Ints, Ints]]:
    """The places of every two years of a city, the earlier first."""
    groups: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, side in enumerate(sides):
        groups[side.city][side.year].append(place)
    for years in groups.values():
        for earlier, later in combinations(sorted(years), 2):
            yield np.array(years[earlier], np.int64), np.array(years[later], np.int64)


def _rare(matrix: Any, lengths: Floats, found: Ints, common: tuple[float, int]) -> Halves:
    """The rows of length one, whole on the left, without common terms on the right."""
    rows = (diags(1 / np.maximum(lengths, 1e-9)) @ matrix).tocsr()
    most = max(common[0] * rows.shape[0], common[1])
    kept = diags((found <= most).astype(float))
    return rows @ kept, (rows @ kept).T.tocsc()


def _nearest(
    one: Ints, other: Ints, words: Halves, figures: Halves, vectors: NDArray[np.float32] | None
) -> Iterator[tuple[int, int]]:
    """Each of `one` with its nearest of `other`."""
    columns, told = words[1][:, other], figures[1][:, other]
    count = min(NEAREST, len(other))
    for start in range(0, len(one), BLOCK):
        rows = one[start : start + BLOCK]
        near = WORDS * (words[0][rows] @ columns).toarray() + FIGURES * (figures[0][rows] @ told).toarray()
        if vectors is not None:
            near += MEANING * (vectors[rows] @ vectors[other].T)
        best = np.argpartition(-near, count - 1, axis=1)[:, :count]
        for place, row in enumerate(rows.tolist()):
            yield from ((row, column) for column in other[best[place]].tolist())
