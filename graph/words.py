"""Search by words: BM25 scores computed once by bm25s, kept as arrays that a cold process maps and adds up.

Importing bm25s costs 0.3 s and 150 MB, so only a build does it. Terms are kept by their digest, in order: a
question finds its few rows by bisection, and no vocabulary is read. A collision of 64 bits would give a wrong
hit, not a wrong fact.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ontology.text import normalise
from ontology.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

K1, B = 1.2, 0.75
FILES = ("terms", "starts", "rows", "scores")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a question: as it is looked up and as it was written."""

    key: str
    surface: str


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Postings by term: the scores of term i stand in scores[starts[i]:starts[i+1]], for those rows."""

    count: int
    terms: NDArray[np.uint64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]

    def postings(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The rows that hold the term, ascending, and its score in each."""
        at = int(np.searchsorted(self.terms, term_digest(term)))
        if at == len(self.terms) or self.terms[at] != term_digest(term):
            return self.rows[:0], self.scores[:0]
        start, end = self.starts[at], self.starts[at + 1]
        return self.rows[start:end], self.scores[start:end]

    def rarity(self, term: str) -> float:
        """The term's inverse document frequency as BM25 has it; of a term that no row holds the highest."""
        found = len(self.postings(term)[0])
        return math.log1p((self.count - found + 0.5) / (found + 0.5))


def terms(text: str) -> tuple[Term, ...]:
    """The words of a text that say something by themselves, by their dictionary form, in their order.

    >>> [term.key for term in terms("窓口での申請を見直した")]
    ['窓口', '申請', '見直す']
    """
    normal = normalise(text).text
    return tuple(Term(token.lemma.casefold(), token.surface) for token in tokenize(normal) if token.content)


def word_index(texts: Sequence[Sequence[str]]) -> WordIndex:
    """The index over rows of terms."""
    from bm25s import BM25  # noqa: PLC0415 - 0.3 s that only a build pays

    if not any(texts):
        return WordIndex(
            len(texts), *(np.empty(0, kind) for kind in (np.uint64, np.int64, np.int32, np.float32))
        )
    model = BM25(method="lucene", k1=K1, b=B)
    model.index([list(row) for row in texts], show_progress=False)
    data, rows, starts = (np.asarray(model.scores[part]) for part in ("data", "indices", "indptr"))
    columns = {term_digest(term): column for term, column in model.vocab_dict.items() if term}
    order = sorted(columns)
    pieces = [_sorted_piece(rows, data, starts, columns[digest]) for digest in order]
    lengths = np.cumsum([0, *(len(piece) for piece, _ in pieces)])
    return WordIndex(
        len(texts),
        np.array(order, np.uint64),
        lengths.astype(np.int64),
        np.concatenate([piece for piece, _ in pieces]).astype(np.int32),
        np.concatenate([scores for _, scores in pieces]).astype(np.float32),
    )


def _sorted_piece(
    rows: NDArray[np.int32], data: NDArray[np.float32], starts: NDArray[np.int64], column: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    start, end = starts[column], starts[column + 1]
    order = np.argsort(rows[start:end], kind="stable")
    return rows[start:end][order], data[start:end][order]


def word_scores(index: WordIndex, keys: Sequence[str]) -> NDArray[np.float32]:
    """BM25 of every row for the terms, each counted once."""
    found = np.zeros(index.count, np.float32)
    for key in dict.fromkeys(keys):
        rows, scores = index.postings(key)
        found[rows] += scores
    return found


def save_words(index: WordIndex, folder: Path) -> None:
    """Write the arrays as .npy files."""
    for name in FILES:
        np.save(folder / f"{name}.npy", getattr(index, name))


def open_words(folder: Path, count: int) -> WordIndex:
    """Map what `save_words` wrote."""
    return WordIndex(count, *(np.load(folder / f"{name}.npy", mmap_mode="r") for name in FILES))


def term_digest(term: str) -> int:
    """Sixty-four bits that stand for the term."""
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=8).digest())
