"""The weights of successions, fitted: python -m benchmarks.links.weights FOLDER [--meaning].

A logistic regression with bounds, by L-BFGS-B: what speaks for a pair may not count against it, what speaks
against it not for it, and figures that agree count for something (LEAST) whatever else explains the pairs.
Every list weighs as much as CAP of its right pairs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.links.cases import (
    RIGHT,
    UNKNOWN,
    WRONG,
    Case,
    Link,
    Vectors,
    cases,
    compared,
    facts_of,
    ministries,
    wordless,
)
from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.links.meaning import side_vectors
from keikaku.ingest.links.pairs.probability import Model, first_sums, second_terms
from keikaku.ingest.links.sides import initiative_sides
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.model.facts import Initiative
from tests.links.measure import gold_rows, sources

Floats = NDArray[np.float64]
AGAINST = frozenset({"differ", "other_plan"})
LEAST = {"figures": 2.0}
CAP = {"三鷹市": 80.0, "葦原市": 200.0}
CAP_OF_OTHERS = 60.0
RIVALS = [0.0, None, None, None], [None, 0.0, 0.0, 0.0]
"""The bounds of the second step."""
RIDGE = 0.5, 0.05
CITIES = {"right": RIGHT, "wrong": WRONG, "arguable": UNKNOWN}


def main() -> None:
    """Print the two steps as `probability.py` holds them."""
    folder, meaning = Path(sys.argv[1]), "--meaning" in sys.argv
    encoder = default_encoder(cold=False) if meaning else None
    vectors: Vectors = (lambda sides: side_vectors(sides, encoder, cache_folder())) if encoder else wordless
    found = [case for name in ministries(folder) for case in cases(folder, name, vectors)]
    print(fitted([*made_up(vectors), *found]))


def made_up(vectors: Vectors) -> list[Case]:
    """The cities with a list of judged pairs; a pair that nobody judged counts as wrong."""
    return [_city(name, paths, vectors) for name, paths in sources().items()]


def _city(name: str, paths: Sequence[Path], vectors: Vectors) -> Case:
    facts = facts_of(paths, None)
    sides = initiative_sides(facts)
    pairs, figures = compared(sides, vectors)
    keys = {normalise(fact.label).text: fact.key for fact in facts if isinstance(fact, Initiative)}
    judged = {
        tuple(keys[normalise(row[end][1]).text] for end in ("from", "to")): CITIES[row["verdict"]]
        for row in gold_rows()
        if row["city"] == name
    }
    ends = [(sides[a].key, sides[b].key) for a, b in zip(pairs.earlier, pairs.later, strict=True)]
    verdicts = np.array([judged.get(end, WRONG) for end in ends], np.int64)
    known = {end: Link(renamed=True, moved=False) for end, verdict in judged.items() if verdict == RIGHT}
    return Case(name, "as it is", sides, pairs, figures, verdicts, known)


def fitted(found: Sequence[Case]) -> Model:
    """The model of these cases: first the figures of the pairs, then what their sides found elsewhere."""
    names = [name for name in found[0].figures if any(case.figures[name].any() for case in found)]
    low = [None if name in AGAINST else LEAST.get(name, 0.0) for name in names]
    high = [0.0 if name in AGAINST else None for name in names]
    first = _logistic(
        found, lambda case: np.stack([case.figures[n] for n in names], 1), (low, high), RIDGE[0]
    )
    half = Model(
        dict(zip(names, first[:-1].tolist(), strict=True)), float(first[-1]), 1.0, 0.0, 0.0, 0.0, 0.0
    )
    second = _logistic(found, lambda case: _rivals(case, half), RIVALS, RIDGE[1])
    return Model(half.weights, half.bias, *(float(value) for value in second))


def _rivals(case: Case, half: Model) -> Floats:
    return second_terms(case.sides, case.pairs, first_sums(case.figures, half), case.figures["same"])


def _logistic(
    found: Sequence[Case],
    terms: Callable[[Case], Floats],
    bounds: tuple[Sequence[float | None], Sequence[float | None]],
    ridge: float,
) -> Floats:
    """The weights and, last, the bias that lose least."""
    known = [case.verdicts != UNKNOWN for case in found]
    x = np.concatenate([terms(case)[use] for case, use in zip(found, known, strict=True)])
    y = np.concatenate([case.verdicts[use] for case, use in zip(found, known, strict=True)]).astype(float)
    w = np.concatenate([np.full(use.sum(), _weight(case)) for case, use in zip(found, known, strict=True)])

    def loss(now: Floats) -> tuple[float, Floats]:
        sums = x @ now[:-1] + now[-1]
        slope = w * (1 / (1 + np.exp(-sums)) - y)
        value = (w * np.logaddexp(0, -sums * (2 * y - 1))).sum() + ridge / 2 * (now[:-1] ** 2).sum()
        return float(value), np.append(x.T @ slope + ridge * now[:-1], slope.sum())

    start = np.array([*(one or 0.0 for one in bounds[0]), 0.0])
    limits = [*zip(*bounds, strict=True), (None, None)]
    done = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": 1500})
    return np.asarray(done.x, np.float64)


def _weight(case: Case) -> float:
    right = max(1, int((case.verdicts == RIGHT).sum()))
    return CAP.get(case.name, min(CAP_OF_OTHERS, right)) / right


if __name__ == "__main__":
    main()
