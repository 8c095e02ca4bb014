"""What of a title the other side tells again: work that goes on keeps its object, a look-alike swaps it.

橋の架替え(甲橋) and 橋の架替え(乙橋) share most letters, and neither tells of the other's bridge; a title
that is only lengthened, or whose words stand in the other's text, loses nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from keikaku.ingest.links.pairs.weights import Weights, dots

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ALIKE = 0.4
"""Titles that share fewer letters were written anew, and what one of them says is no object of the other."""


def letters(one: str, other: str) -> float:
    """The share of letters that stand alike, in the same order.

    >>> letters("橋の補修", "橋の点検")
    0.5
    """
    return ratio(one, other) / 100


def swapped(weights: Weights, one: Ints, other: Ints, alike: Floats) -> dict[str, Floats]:
    """How much two titles that are alike (by their letters) say that the other side does not.

    `lost` is what the earlier title says and the later side nowhere tells, `gained` the other way round, and
    `swapped` where both happen: one object in another's place.
    """
    lost, gained = _untold(weights, one, other), _untold(weights, other, one)
    near = np.clip(alike - ALIKE, 0, None)
    return {"lost": near * lost, "gained": near * gained, "swapped": alike**2 * np.minimum(lost, gained)}


def _untold(weights: Weights, titles: Ints, texts: Ints) -> Floats:
    """The share of each title's weight that the other's title and text do not have, 0 to 1."""
    there = weights.words.tocsr().copy()
    there.data = np.ones_like(there.data)
    whole = np.asarray(weights.titles.sum(axis=1), np.float64).ravel()[titles]
    told = dots(weights.titles, titles, texts, there)
    return np.clip(1 - told / np.maximum(whole, 1e-9), 0, 1)
