"""Sparse rows of weighted terms: how rare a term is, and which rows share which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from keikaku.ingest.links.pairs.figures import Figures, rarity, terms
from keikaku.ingest.links.pairs.terms import Terms, terms_of
from keikaku.ingest.links.sides import Side

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """One row a side, one column a term; a cell is the term's rarity, more where it stands often.

    `words` are all terms of title, text and targets, `titles` those of the title, `names` the terms of
    `words` that are names, those of the title thrice.
    """

    words: Any  # csr_matrix (sides, terms)
    titles: Any
    names: Any
    found: NDArray[np.int64]  # in how many rows of `words` a term stands
    figures: Any  # the figures of each row as terms
    figures_found: NDArray[np.int64]
    rare: Mapping[tuple[str, str, int, int], float]  # how much each figure tells

    @cached_property
    def lengths(self) -> Floats:
        """The length of each row of words."""
        return _lengths(self.words)

    @cached_property
    def title_lengths(self) -> Floats:
        """The length of each row of title words."""
        return _lengths(self.titles)

    @cached_property
    def figure_lengths(self) -> Floats:
        """The length of each row of figures."""
        return _lengths(self.figures)


def weights_of(sides: Sequence[Side], background: Sequence[str] = ()) -> Weights:
    """The weighted rows. `background` are other texts of the same city: what they all say tells nothing."""
    heads = [terms_of(side.title, side.city) for side in sides]
    rows = [_whole(head, side) for head, side in zip(heads, sides, strict=True)]
    city = sides[0].city if sides else ""
    others = [terms_of(text, city) for text in background]
    known = Counter(term for row in (*rows, *others) for term in row.counts)
    columns = {term: column for column, term in enumerate(sorted({t for row in rows for t in row.counts}))}
    total = len(rows) + len(others)
    rare_terms = np.array([np.log((1 + total) / known[term]) for term in columns])
    words = _matrix(rows, columns, rare_terms)
    titles = _matrix(heads, columns, rare_terms)
    named = [_named(row, head) for row, head in zip(rows, heads, strict=True)]
    found = np.bincount(words.indices, minlength=len(columns))
    figures = [side.figures for side in sides]
    rare = rarity(figures)
    told, times = _figures(figures, rare)
    return Weights(words, titles, _matrix(named, columns, rare_terms), found, told, times, rare)


def _figures(
    rows: Sequence[Figures], rare: Mapping[tuple[str, str, int, int], float]
) -> tuple[Any, NDArray[np.int64]]:
    columns = {term: column for column, term in enumerate(rare)}
    cells = [(place, columns[term], rare[term]) for place, row in enumerate(rows) for term in terms(row)]
    at, of, values = (np.array([cell[part] for cell in cells]) for part in range(3))
    if not cells:
        return csr_matrix((len(rows), 1)), np.zeros(1, np.int64)
    matrix = csr_matrix((values, (at.astype(np.int64), of.astype(np.int64))), shape=(len(rows), len(columns)))
    return matrix, np.bincount(matrix.indices, minlength=len(columns))


def _whole(head: Terms, side: Side) -> Terms:
    """The terms of a side: those of its title, which splits by itself here as there, and of its text."""
    rest = terms_of("\n".join((side.text, *side.targets)), side.city)
    return Terms(head.counts + rest.counts, head.names | rest.names)


def _named(row: Terms, head: Terms) -> Terms:
    """The names of a row; one of its title counts as if it were told three times."""
    counts = Counter({term: row.counts[term] for term in row.names})
    for term in head.names:
        counts[term] += 2
    return Terms(counts, row.names)


def _matrix(rows: Sequence[Terms], columns: Mapping[str, int], rarity: Floats) -> Any:
    pairs = [(place, columns[t], n) for place, row in enumerate(rows) for t, n in row.counts.items()]
    at, of, counts = (np.array([pair[part] for pair in pairs], np.int64) for part in range(3))
    cells = rarity[of] * np.sqrt(1 + np.log(np.maximum(counts, 1))) if pairs else np.empty(0)
    return csr_matrix((cells, (at, of)), shape=(len(rows), len(columns)))


def _lengths(matrix: Any) -> Floats:
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    return np.asarray(np.sqrt(squares), np.float64)


def dots(matrix: Any, rows: NDArray[np.int64], columns: NDArray[np.int64], step: int = 50_000) -> Floats:
    """The product of row and column of each pair, in steps that keep the memory small."""
    found = [
        np.asarray(matrix[rows[at : at + step]].multiply(matrix[columns[at : at + step]]).sum(axis=1)).ravel()
        for at in range(0, len(rows), step)
    ]
    return np.concatenate(found) if found else np.empty(0)
