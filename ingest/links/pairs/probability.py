"""How likely a pair is a succession: figures weighed and added, then what its sides found elsewhere.

Two steps with few parameters each, both fitted by `python -m benchmarks.links.weights` (decision 0027
says on what), with bounds so that nothing that speaks for a pair can count against it. The second step is the
calibration too: its value is the share of such pairs that are right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from keikaku.ingest.links.pairs.candidates import Pairs
from keikaku.ingest.links.pairs.exclusive import rivals
from keikaku.ingest.links.sides import Side

Floats = NDArray[np.float64]
SUREST = 0.99
"""Nobody has confirmed a proposal, so none is certain."""
MOST = 12.0
"""No sum of figures is surer than this, in log odds."""


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of the figures of a pair, and those of the second step: `own` sum, the rivals, `shift`."""

    weights: Mapping[str, float]
    bias: float
    own: float
    low: float  # the chosen pair of the side that found less
    high: float  # of the side that found more
    steady: float  # how many of the lists keep their names, for a pair that does not
    shift: float


WITH_MEANING = Model(
    {
        "meaning": 1.26,
        "words": 1.94,
        "units": 0.24,
        "sections": 0.1,
        "themes": 0.87,
        "same": 2.9,
        "figures": 2.0,
        "differ": -5.7,
        "best_later": 9.33,
        "best_earlier": 10.38,
        "other_plan": -3.01,
    },
    bias=-20.33,
    own=1.42,
    low=-6.73,
    high=0.0,
    steady=-3.84,
    shift=1.07,
)
WORDS_ALONE = Model(
    {
        "words": 3.4,
        "units": 0.39,
        "sections": 0.13,
        "themes": 0.72,
        "same": 2.73,
        "figures": 2.0,
        "differ": -5.73,
        "best_later": 9.38,
        "best_earlier": 10.23,
        "other_plan": -2.9,
    },
    bias=-20.18,
    own=1.46,
    low=-4.79,
    high=0.0,
    steady=-3.78,
    shift=0.86,
)


def first_sums(figures: Mapping[str, Floats], model: Model, easier: float = 0.0) -> Floats:
    """The log odds of each pair by its own figures; `easier` stands for those that a kind cannot have."""
    return np.asarray(
        model.bias + easier + sum(weight * figures[name] for name, weight in model.weights.items()),
        np.float64,
    )


def second_terms(
    sides: Sequence[Side],
    pairs: Pairs,
    sums: Floats,
    same: Floats,
    beside: NDArray[np.bool_] | None = None,
) -> Floats:
    """What the second step weighs, a row a pair: its own sum, what its sides found elsewhere, and the lists.

    Where most things keep their names (`same` is 1 for such pairs), what has no equal has rather ended than
    been renamed. Pairs of plans `beside` each other are no successions, so they take nothing from others.
    """
    likely = logistic(sums)
    found = rivals(sides, pairs, likely if beside is None else np.where(beside, 0.0, likely))
    low, high = (np.where(found.chosen, 0.0, rival) for rival in (found.low, found.high))
    smaller = max(1, min(len(np.unique(pairs.earlier)), len(np.unique(pairs.later))))
    steady = (found.chosen & (same > 0)).sum() / smaller * (1 - same)
    return np.stack([np.clip(sums, -MOST, MOST), low, high, steady], axis=1)


def probabilities(  # noqa: PLR0913, PLR0917 - a pair, what is known of it, and how to weigh it
    sides: Sequence[Side],
    pairs: Pairs,
    figures: Mapping[str, Floats],
    model: Model,
    beside: NDArray[np.bool_] | None = None,
    easier: float = 0.0,
) -> Floats:
    """Between 0 and SUREST, to two decimals."""
    terms = second_terms(sides, pairs, first_sums(figures, model, easier), figures["same"], beside)
    weights = np.array([model.own, model.low, model.high, model.steady])
    return np.minimum(logistic(terms @ weights + model.shift).round(2), SUREST)


def logistic(sums: Floats) -> Floats:
    """Log odds as shares."""
    return np.asarray(1 / (1 + np.exp(-sums)), np.float64)
