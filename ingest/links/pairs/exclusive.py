"""Links are exclusive by default: of two years' things the best pairs first, and what each leaves to others.

One thing has one heir and one origin unless something speaks for a split or a merger; so a pair whose sides
have both found somebody better is hardly one, and a pair with one free side may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from keikaku.ingest.links.pairs.candidates import Pairs
from keikaku.ingest.links.sides import Side

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rivals:
    """For each pair whether it was chosen, and how good the chosen pair of each of its sides is (0: none)."""

    chosen: NDArray[np.bool_]
    low: Floats  # of the side that found less
    high: Floats  # of the side that found more


def rivals(sides: Sequence[Side], pairs: Pairs, likely: Floats) -> Rivals:
    """Choose greedily, pair of years by pair of years; equal pairs by how near they stand in their lists."""
    years = np.array([side.year for side in sides], np.int64)
    order = np.array([side.order for side in sides], np.int64)
    apart = np.abs(order[pairs.earlier] - order[pairs.later])
    best: dict[tuple[int, int], float] = {}
    chosen = np.zeros(len(pairs), bool)
    worth = likely.round(4)
    for place in np.lexsort((np.arange(len(pairs)), apart, -worth)).tolist():
        if not worth[place]:
            break
        one, other = int(pairs.earlier[place]), int(pairs.later[place])
        ends = (one, int(years[other])), (other, int(years[one]))
        if not any(end in best for end in ends):
            chosen[place] = True
            best |= dict.fromkeys(ends, float(likely[place]))
    found = np.array(
        [
            [best.get((one, int(years[other])), 0.0), best.get((other, int(years[one])), 0.0)]
            for one, other in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)
        ]
    ).reshape(-1, 2)
    return Rivals(chosen, found.min(axis=1), found.max(axis=1))
