"""How likely an entry is what was asked: one number that orders, cuts and says how near.

A logistic regression over what a question and an entry have of each other, fitted on the sets of several
made-up cities at once (python -m benchmarks.search.weights; docs/decisions/0037): the order of the entries
and whether the first one is right have the same weights. A score is the logarithm of the odds: 0 is as
likely as not, and what is told of it is the chance.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Weights(NamedTuple):
    """What each sign is worth, and what stands against every entry."""

    best: float  # how near the best part of the entry is
    whole: float  # how near all of its parts together are
    words: float  # the share of the question's words that it has, to the power of POWER
    elsewhere: float  # how near the nearest topic is that no city treats
    against: float


POWER = 1.5
"""One common word is little: shares count less than their size."""
BY_MEANING = Weights(3.8, 9.5, 12.2, -7.9, -2.7)
BY_WORDS = Weights(0.0, 0.0, 18.5, 0.0, -1.8)
"""Without vectors nothing but the words."""
SHOWN, LIKELY = 0.32, 0.6
"""From which chance on an entry is shown, and is said to concern what was asked and not only to be near."""


def scores(
    weights: Weights,
    best: NDArray[np.float32],
    whole: NDArray[np.float32],
    words: NDArray[np.float32],
    elsewhere: float,
) -> NDArray[np.float64]:
    """The logarithm of the odds of each entry."""
    near = weights.best * best.astype(np.float64) + weights.whole * whole.astype(np.float64)
    had = weights.words * np.maximum(words.astype(np.float64), 0) ** POWER
    return near + had + weights.elsewhere * elsewhere + weights.against


def chance(score: float) -> float:
    """The chance that a score stands for, rounded as it is told.

    >>> chance(0.0), chance(3.0), chance(-900.0)
    (0.5, 0.95, 0.0)
    """
    return round(0.5 + 0.5 * math.tanh(score / 2), 2)


def score_of(likely: float) -> float:
    """The score that stands for a chance, rounded as scores are.

    >>> score_of(0.5), score_of(0.95)
    (0.0, 2.94)
    """
    return round(math.log(likely / (1 - likely)), 2)
