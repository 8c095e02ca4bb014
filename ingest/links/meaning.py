"""One vector an initiative: the mean of its title and its sentences, seen from the collection's middle."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.frame import background, centred
from keikaku.graph.search.parts import parts
from keikaku.graph.search.vectors import vectors_of
from keikaku.ingest.links.pairs.terms import without_city
from keikaku.ingest.links.sides import Side

PART = 100
STEADY = 20
"""How many parts the topics elsewhere weigh in the middle: two initiatives would be their own."""


def side_vectors(sides: Sequence[Side], encoder: Encoder, cache: Path) -> NDArray[np.float32]:
    """One row of length one a side, (sides, dimensions); what was encoded before comes from the cache."""
    pieces = [_pieces(side) for side in sides]
    if not pieces:
        return np.empty((0, encoder.dimensions), np.float32)
    rows = vectors_of([piece for found in pieces for piece in found], "passage", encoder, cache)
    elsewhere = vectors_of(background()["elsewhere"], "passage", encoder, cache)
    middle = (rows.sum(axis=0) + STEADY * elsewhere.mean(axis=0)) / (len(rows) + STEADY)
    first = np.cumsum([0, *(len(found) for found in pieces[:-1])])
    sums = np.add.reduceat(centred(rows, middle), first, axis=0)
    return centred(sums, np.zeros(sums.shape[1], np.float32))


def _pieces(side: Side) -> tuple[str, ...]:
    title, text = without_city(side.title, side.city), without_city(side.text, side.city)
    return (title or side.title, *parts(text, PART))
