"""How likely a pair is a succession: figures weighed and added, then what its sides found elsewhere.

Two steps with few parameters each, both fitted by `python -m benchmarks.links.weights` (decision 0042
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
        "meaning": 3.82,
        "prose": 4.77,
        "themes": 1.3,
        "same": 2.22,
        "figures": 4.0,
        "best_later": 5.91,
        "best_earlier": 6.21,
        "differ": -14.81,
        "other_plan": -6.9,
        "lost": -1.9,
        "gained": -17.4,
        "swapped": -9.7,
    },
    bias=-13.7,
    own=0.92,
    low=-4.71,
    high=0.0,
    steady=-1.03,
    shift=0.7,
)
WORDS_ALONE = Model(
    {
        "prose": 6.65,
        "themes": 1.8,
        "same": 4.04,
        "figures": 4.0,
        "best_later": 4.66,
        "best_earlier": 4.81,
        "differ": -14.4,
        "other_plan": -7.44,
        "lost": -1.96,
        "gained": -10.35,
        "swapped": -8.07,
    },
    bias=-11.06,
    own=0.82,
    low=-5.1,
    high=-0.83,
    steady=0.0,
    shift=0.55,
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
