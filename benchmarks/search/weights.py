"""The weights of a search (graph/search/told/odds.py), fitted: python -m benchmarks.search.weights [--every].

Of each question of several made-up cities the entries of its kind are put in order, and whether the first
one is right, or whether there is anything (tests/cases/unanswerable_dev.jsonl), is given a chance: both with
the same weights. Fails where the product has others. `--every` leaves each city out in turn and prints what
the weights of the others make of it, beside a city and the questions that no weight was ever fitted on.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.answers.asked import Asked, ndcg, opened, the_encoder, unanswerable
from benchmarks.search.cities_asked import START, entries_in, pairs, sets_over_corpus
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.frame import seen
from keikaku.graph.search.index import Index
from keikaku.graph.search.nearness import dots, nearness
from keikaku.graph.search.told.odds import BY_MEANING, BY_WORDS, POWER, SHOWN, Weights
from keikaku.graph.search.widening import widened
from keikaku.graph.search.words import asked_terms, coverage, looked_up
from keikaku.ontology.japanese.text import fold

Floats = NDArray[np.float64]
KINDS = ("initiative", "faq")
HELD = "hoshikage"
OFF = 0.5
"""How much the questions that nothing answers weigh together, beside all others."""
RIDGE = 0.03
NEAR = 0.25
"""How far the weights of the product may be from those that are fitted."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Of one question: a row for each entry of its kind (best, whole, words), and which are right."""

    entries: Floats
    right: Floats
    elsewhere: float
    names: tuple[str, ...]
    asked: Asked


Told = dict[str, list[Signs]]
"""By city; `off` and `kept` are those of unanswerable_dev and unanswerable_last."""


def main() -> None:
    """Print the weights; with --every what they are worth to a city that is left out."""
    encoder = the_encoder()
    fitting, off, kept = told_in(encoder)
    if "--every" in sys.argv:
        every(fitting, off, kept)
    learned = {city: found for city, found in fitting.items() if city != HELD}
    weights, alone = fitted(learned, off, meaning=True), fitted(learned, off, meaning=False)
    print("BY_MEANING", rounded(weights))
    print("BY_WORDS", rounded(alone))
    close = partial(np.allclose, rtol=NEAR, atol=NEAR)
    if not (close(weights, BY_MEANING) and close(alone, BY_WORDS)):
        raise SystemExit("graph/search/told/odds.py has other weights: set them to these.")


def told_in(encoder: Encoder) -> tuple[Told, Told, Told]:
    """The signs of every question by city: those that something answers, and two sets that nothing does."""
    asked: dict[str, list[Asked]] = defaultdict(list)
    documents: dict[str, tuple[str, ...]] = {START: ()}
    for one in (*pairs(), *pairs("search_held")):
        documents.setdefault(one.city, one.documents)
        if one.use == "mend" or one.city == HELD:
            asked[one.city] += [one.here, one.abroad]
    asked[START] += sets_over_corpus("dev")
    several: tuple[Told, Told, Told] = ({}, {}, {})
    nothing = [
        [Asked(text, kind, frozenset()) for text in unanswerable(part) for kind in KINDS]
        for part in ("dev", "last")
    ]
    for city, names in documents.items():
        entries = entries_in(city, names)
        index = opened(entries, encoder)
        for into, questions in zip(several, (asked[city], *nothing), strict=True):
            into[city] = [one for each in questions if len((one := signs(index, encoder, each)).names)]
    return several


def signs(index: Index, encoder: Encoder, asked: Asked) -> Signs:
    """What the product knows of a question and each entry of its kind."""
    assert index.vectors is not None
    rows = index.catalogue.allowed(asked.kinds, None)
    text = index.heard.in_japanese(asked.question)
    found = looked_up(index.words, asked_terms(text))
    words = coverage(index.words, found, (one.gain for one in widened(index.words, index.widening, found)))
    vector = seen(index.vectors.frame, encoder.encode([text], "query")[0], text)
    near = nearness(index.vectors, vector)
    entries = (index.catalogue.entry(int(row)) for row in rows)
    names = tuple(fold(key if kind == "faq" else label) for key, kind, label in entries)
    return Signs(
        np.stack([near.best[rows], near.whole[rows], words[rows] ** POWER], axis=1).astype(np.float64),
        np.array([name in asked.relevant for name in names], np.float64),
        max(0.0, float(dots(index.vectors.frame.elsewhere, vector).max())),
        names,
        asked,
    )


def fitted(
    told: Mapping[str, Sequence[Signs]], off: Mapping[str, Sequence[Signs]], *, meaning: bool
) -> Weights:
    """The weights by which the right entries come first, and their chance is what comes true."""
    on = [one for found in told.values() for one in found if one.right.any()]
    none = [one for city in told for one in off[city]]
    used = np.array([meaning, meaning, True, meaning, True], float)
    firsts = [(_first(one, meaning=meaning), 1.0) for one in on]
    firsts += [(_first(one, meaning=meaning), OFF * len(on) / len(none)) for one in none]
    top = np.array([row for (row, _), _ in firsts]) * used
    right, much = np.array([right for (_, right), _ in firsts]), np.array([much for _, much in firsts])
    lists = [(one.entries * used[:3], one.right / one.right.sum()) for one in on]

    def loss(values: Floats) -> tuple[float, Floats]:
        first, by_first = _chances(values[:5], top, right, much)
        order, by_order = _orders(values[:3] * np.exp(values[5]), lists)
        by = np.zeros(6)
        by[:5] += by_first
        by[:3] += by_order * np.exp(values[5]) + RIDGE * values[:3]
        by[5] += by_order @ values[:3] * np.exp(values[5])
        return first + order + RIDGE / 2 * float(values[:3] @ values[:3]), by

    start = np.array([5, 5, 5, -5, -3, 0]) * np.append(used, 1.0)
    return Weights(*minimize(loss, start, jac=True, method="L-BFGS-B").x[:5])


def _first(one: Signs, *, meaning: bool) -> tuple[Floats, float]:
    """The signs of the entry that stands first by a plain sum, and whether it is right."""
    sums = one.entries @ (np.array([0.5, 0.5, 1.0]) if meaning else np.array([0.0, 0.0, 1.0]))
    at = int(np.argmax(sums))
    return np.array([*one.entries[at], one.elsewhere, 1.0]), float(one.right[at])


def _chances(weights: Floats, top: Floats, right: Floats, much: Floats) -> tuple[float, Floats]:
    """Log loss of the chance of each first entry, with its gradient."""
    scored = top @ weights
    wrong = 0.5 + 0.5 * np.tanh(scored / 2) - right
    return float(np.sum(much * (np.logaddexp(0, scored) - right * scored))), top.T @ (much * wrong)


def _orders(weights: Floats, lists: Sequence[tuple[Floats, Floats]]) -> tuple[float, Floats]:
    """Log loss of choosing the right entries among all of their kind, with its gradient."""
    loss, by = 0.0, np.zeros(3)
    for entries, right in lists:
        scored = entries @ weights
        scored -= scored.max()
        chosen = np.exp(scored) / np.exp(scored).sum()
        loss -= float(right @ np.log(chosen + 1e-12))
        by -= entries.T @ (right - chosen)
    return loss, by


def scored(weights: Weights, one: Signs) -> Floats:
    """The log odds of each entry."""
    near = one.entries @ np.array(weights[:3]) + weights.elsewhere * one.elsewhere + weights.against
    return np.asarray(near, np.float64)


def every(told: Told, off: Told, kept: Told) -> None:
    """Print of each city what the weights of the others make of it, then how calibrated the chances are."""
    firsts: list[tuple[float, float]] = []
    shown: dict[str, list[float]] = defaultdict(list)
    print("city".ljust(14), "questions first nDCG@10 shown | nothing answers: shown")
    for city, questions in told.items():
        others = {name: found for name, found in told.items() if name not in {city, HELD}}
        weights = fitted(others, off, meaning=True)
        best = [best_of(weights, one) for one in questions]
        off_best = [best_of(weights, one)[0] for one in kept[city]]
        gains = [ndcg(in_order(weights, one), one.asked.relevant) for one in questions]
        row = (np.mean([right for _, right in best]), np.mean(gains), share([c for c, _ in best]))
        print(
            city.ljust(14), f"{len(questions):9}", *(f"{one:.3f}" for one in row), f"| {share(off_best):.3f}"
        )
        firsts += best
        shown["off"] += off_best
    chances, right = np.array(firsts).T
    print(
        f"all: first {right.mean():.3f}, shown {share(chances):.3f}, "
        f"of what nothing answers {share(shown['off']):.3f}"
    )
    print(f"Brier of the first {np.mean((chances - right) ** 2):.3f}; of each band, what came true:")
    for low, high in ((0, 0.35), (0.35, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01)):
        band = (chances >= low) & (chances < high)
        print(f"  {low:.2f} to {min(high, 1):.2f}: {band.sum()} questions, {right[band].mean():.2f}")


def best_of(weights: Weights, one: Signs) -> tuple[float, float]:
    """The chance of the entry that stands first, and whether it is right."""
    values = scored(weights, one)
    at = int(np.argmax(values))
    return float(0.5 + 0.5 * np.tanh(values[at] / 2)), float(one.right[at])


def in_order(weights: Weights, one: Signs) -> list[str]:
    """The names of the ten best entries."""
    return [one.names[at] for at in np.argsort(-scored(weights, one).round(2), kind="stable")[:10]]


def share(chances: Sequence[float] | Floats) -> float:
    """How many are shown."""
    return float((np.asarray(chances) >= SHOWN).mean())


def rounded(weights: Weights) -> Weights:
    """As they stand in the product."""
    return Weights(*(round(float(one), 1) for one in weights))


if __name__ == "__main__":
    main()
