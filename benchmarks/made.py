"""Made passages and vectors: as many as a measurement needs, the same in every run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.asked import collection
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.parts import parts

DIMENSIONS = 384
CHARACTERS = 100
"""As long as one part of an entry: a passage then has one vector with everybody."""


class Made:
    """An encoder that makes vectors for made entries and asks the real one for questions."""

    dimensions = DIMENSIONS

    def __init__(self, real: Encoder) -> None:
        self.real, self.name = real, real.name
        self.random = np.random.default_rng(7)
        self.centres = self.random.standard_normal((200, DIMENSIONS))

    def encode(self, texts: Iterable[str], kind: str) -> NDArray[np.float32]:
        """Clustered like a city's plans: each text near one of 200 centres."""
        texts = list(texts)
        if kind == "query":
            return self.real.encode(texts, "query")
        near = self.centres[self.random.integers(0, len(self.centres), len(texts))]
        rows = near + 0.8 * self.random.standard_normal(near.shape)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def made_passages(count: int) -> list[str]:
    """Different texts of at most CHARACTERS, made of the sentences of corpus/."""
    known = sorted({part for entry in collection() for part in parts(entry.text, CHARACTERS)})
    made = halves([part for part in known if 40 <= len(part) <= CHARACTERS], count)
    return [text[:CHARACTERS] for text in made]


def halves(known: Sequence[str], count: int) -> list[str]:
    """As many different texts, each the first half of one and the second half of another.

    Where there are not enough pairs, the number of the round stands behind.
    """
    chosen, found = random.Random(7), dict[str, None]()
    while len(found) < count:
        first, second = chosen.choice(known), chosen.choice(known)
        behind = "" if len(found) < len(known) ** 2 / 2 else str(len(found))
        found[first[: len(first) // 2] + second[len(second) // 2 :] + behind] = None
    return list(found)


def in_turns(calls: Sequence[Callable[[str], object]], asked: Sequence[str]) -> list[list[float]]:
    """The milliseconds of each call on each question, one call after the other; three questions go before."""
    taken: list[list[float]] = [[] for _ in calls]
    for text in [*asked[:3], *asked]:
        for times, call in zip(taken, calls, strict=True):
            start = time.perf_counter()
            call(text)
            times.append(1000 * (time.perf_counter() - start))
    return [times[3:] for times in taken]
