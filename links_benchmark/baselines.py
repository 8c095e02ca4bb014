"""What simple ways find.

`python -m links_benchmark.baselines [OUT_FOLDER]`. Each scores every pair of two generations; a pair is
predicted where it is the best of both its sides and reaches a threshold, which is chosen on the other cities.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from keikaku.graph.search.encoder import default_encoder
from links_benchmark.agreement import bigrams
from links_benchmark.data import City, Initiative, cities
from links_benchmark.score import Pair, score, told

Scores = NDArray[np.float64]
Way = Callable[[Sequence[Initiative], Sequence[Initiative]], Scores]


def words(row: Initiative) -> str:
    """What a baseline reads of an initiative."""
    return f"{row.title} {row.text}"


def by_bigrams(earlier: Sequence[Initiative], later: Sequence[Initiative]) -> Scores:
    """The cosine of the pairs of neighbouring characters."""
    sides = [[bigrams(words(row)) for row in rows] for rows in (earlier, later)]
    norm = [[float(np.sqrt(sum(n * n for n in one.values()))) for one in side] for side in sides]
    return np.array(
        [
            [
                sum(count * other[gram] for gram, count in one.items()) / (norm[0][i] * norm[1][j] or 1)
                for j, other in enumerate(sides[1])
            ]
            for i, one in enumerate(sides[0])
        ]
    )


def by_bm25(earlier: Sequence[Initiative], later: Sequence[Initiative]) -> Scores:
    """BM25 over pairs of characters, in the share of what a row scores with itself."""

    def tokens(rows: Sequence[Initiative]) -> list[list[str]]:
        return [list(bigrams(words(row)).elements()) for row in rows]

    index = bm25s.BM25()
    index.index([*tokens(later), *tokens(earlier)], show_progress=False)
    scores = np.array([index.get_scores(one) for one in tokens(earlier)], dtype=np.float64)
    own = np.array([scores[at, len(later) + at] for at in range(len(earlier))])
    return np.asarray(scores[:, : len(later)] / own[:, None])


def by_meaning(earlier: Sequence[Initiative], later: Sequence[Initiative]) -> Scores:
    """The cosine of a small multilingual model's vectors."""
    encoder = default_encoder(cold=False)
    if encoder is None:
        raise SystemExit("no model on this machine: set KEIKAKU_MODEL")
    one, other = (encoder.encode([words(row) for row in rows], "passage") for rows in (earlier, later))
    return np.asarray(one @ other.T, dtype=np.float64)


WAYS: dict[str, Way] = {"bigrams": by_bigrams, "bm25": by_bm25, "embeddings": by_meaning}
THRESHOLDS = tuple(np.linspace(0, 1, 101))


def matched(scores: Scores, threshold: float) -> list[tuple[int, int]]:
    """The pairs that are best for both sides and reach the threshold.

    >>> matched(np.array([[0.9, 0.2], [0.8, 0.1]]), 0.5)
    [(0, 0)]
    """
    best, back = scores.argmax(axis=1), scores.argmax(axis=0)
    return [(i, int(j)) for i, j in enumerate(best) if back[j] == i and scores[i, j] >= threshold]


def predicted(city: City, found: Sequence[Scores], threshold: float) -> list[Pair]:
    """The predicted pairs of a city by their ids."""
    return [
        (earlier[i].id, later[j].id)
        for (earlier, later), scores in zip(city.pairs(), found, strict=True)
        for i, j in matched(scores, threshold)
    ]


def f1(city: City, pairs: Sequence[Pair]) -> float:
    """The harmonic mean of precision and recall."""
    one = score(city, pairs)
    return 2 * one.right / (one.right + one.wrong + one.gold)


def main() -> None:
    """Print the report of each way, and write its predictions where a folder is named."""
    every = cities()
    for name, way in WAYS.items():
        scores = {city.name: [way(*pair) for pair in city.pairs()] for city in every}
        rows = []
        for city in every:
            others = [other for other in every if other is not city]
            threshold = max(
                THRESHOLDS,
                key=lambda at: sum(f1(one, predicted(one, scores[one.name], at)) for one in others),
            )
            rows += [(city.name, *pair) for pair in predicted(city, scores[city.name], threshold)]
        print(name)
        print("\n".join(told(rows, every)))
        if len(sys.argv) > 1:
            _write(Path(sys.argv[1]) / f"{name}.csv", rows)


def _write(file: Path, rows: Sequence[tuple[str, str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("city", "earlier", "later"), *rows])


if __name__ == "__main__":
    main()
