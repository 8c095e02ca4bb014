"""Search by words: BM25 scores computed once by bm25s, kept as arrays that a cold process maps and adds up.

Importing bm25s costs 0.3 s and 150 MB, so only a build does it. Terms are kept by their digest, in order: a
question finds its few rows by bisection, and no vocabulary is read. A collision of 64 bits would give a wrong
hit, not a wrong fact.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keikaku.graph.search.arrays import mapped
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

K1, B = 1.2, 0.75
UNASKED = 2
"""Rare words that each question is taken to have asked for besides its own."""
FILES = ("terms", "starts", "rows", "scores")
PAIRED = re.compile(r"[ァ-ヺー]+|[一-鿿々〆]+")
ASKING = frozenset(
    {
        "教える",
        "知る",
        "知らせる",
        "下さる",
        "何処",
        "何",
        "誰",
        "何時",
        "何故",
        "幾ら",
        "幾つ",
        "何方",
        "如何",
    }
)
"""Words of asking: they say nothing about what is asked."""


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked up. `surface` is how the text has it, empty for a pair of characters."""

    key: str
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A term of a question, the rows that hold it, ascending, and its score in each."""

    term: Term
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Postings by term: the scores of term i stand in scores[starts[i]:starts[i+1]], for those rows."""

    count: int
    terms: NDArray[np.uint64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]

    def postings(self, key: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The rows that hold the term, ascending, and its score in each."""
        at = term_column(self, key)
        if at is None:
            return self.rows[:0], self.scores[:0]
        start, end = self.starts[at], self.starts[at + 1]
        return self.rows[start:end], self.scores[start:end]

    def rarity(self, found: int) -> float:
        """BM25's weight of a term that stands in `found` rows: the most that a row can gain by it."""
        return math.log1p((self.count - found + 0.5) / (found + 0.5))


def terms(text: str) -> tuple[Term, ...]:
    """The words that say something by themselves, by their dictionary form, then pairs of characters.

    The pairs, of ideographs and of katakana, find what the dictionary cut otherwise or what has a slip.

    >>> [term.key for term in terms("窓口での申請") if term.surface]
    ['窓口', '申請']
    """
    normal = normalise(text).text
    words = (Term(token.lemma.casefold(), token.surface) for token in tokenize(normal) if token.content)
    return (*words, *_pairs(normal))


def asked_terms(text: str) -> tuple[Term, ...]:
    """The terms of a question, each once, without its words of asking."""
    return tuple({term.key: term for term in terms(text) if term.key not in ASKING}.values())


def _pairs(normal: str) -> Iterator[Term]:
    for run in PAIRED.findall(normal):
        yield from (Term(f"2:{run[start : start + 2]}") for start in range(len(run) - 1))


def looked_up(index: WordIndex, asked: Sequence[Term]) -> tuple[Found, ...]:
    """The terms of a question with their rows."""
    return tuple(Found(term, *index.postings(term.key)) for term in asked)


def coverage(
    index: WordIndex, found: Sequence[Found], gains: Iterable[NDArray[np.float32]] = ()
) -> NDArray[np.float32]:
    """How much of the question each row has: BM25 by the most that any row could have, between 0 and 1.

    Unlike a z-score it stays small where only a common word is shared, and also where one word is the whole
    question: two rare words more are taken to have been asked for. `gains` is what rows have by other words.
    """
    total = np.zeros(index.count, np.float32)
    for one in found:
        total[one.rows] += one.scores
    for gain in gains:
        total += gain
    return total / np.float32(whole(index, found) or 1)


def mass(index: WordIndex, found: Iterable[Found]) -> float:
    """The most that a row can gain by these terms."""
    return sum(index.rarity(len(one.rows)) for one in found)


def whole(index: WordIndex, found: Iterable[Found]) -> float:
    """What a row would have that has all that was asked."""
    return mass(index, found) + UNASKED * math.log1p(index.count)


def matched(found: Sequence[Found], row: int) -> tuple[str, ...]:
    """The words of the question that the row has, as the question writes them."""
    return tuple(one.term.surface for one in found if one.term.surface and _has(one.rows, row))


def _has(rows: NDArray[np.int32], row: int) -> bool:
    at = int(rows.searchsorted(row))
    return at < len(rows) and int(rows[at]) == row


def word_index(texts: Sequence[Sequence[str]]) -> WordIndex:
    """The index over rows of terms."""
    if not any(texts):
        empty = (
            np.empty(0, np.uint64),
            np.zeros(1, np.int64),
            np.empty(0, np.int32),
            np.empty(0, np.float32),
        )
        return WordIndex(len(texts), *empty)
    from bm25s import BM25  # noqa: PLC0415 - 0.3 s that only a build pays

    model = BM25(method="lucene", k1=K1, b=B)
    model.index([list(row) for row in texts], show_progress=False)
    scores, rows, starts = (np.asarray(model.scores[part]) for part in ("data", "indices", "indptr"))
    columns = {term_digest(term): column for term, column in model.vocab_dict.items() if term}
    digests = sorted(columns)
    order = [columns[digest] for digest in digests]
    # bm25s numbers its terms by the order of a set, which changes from process to process: sorted here.
    place = np.concatenate([_place(rows, starts, column) for column in order])
    lengths = np.diff(starts)[order]
    return WordIndex(
        len(texts),
        np.array(digests, np.uint64),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        rows[place].astype(np.int32),
        scores[place].astype(np.float32),
    )


def _place(rows: NDArray[np.int32], starts: NDArray[np.int64], column: int) -> NDArray[np.int64]:
    """Where a term's postings stand, in the order of their rows."""
    start = int(starts[column])
    return np.asarray(start + np.argsort(rows[start : starts[column + 1]], kind="stable"), np.int64)


def save_words(index: WordIndex, folder: Path) -> None:
    """Write the arrays as .npy files."""
    for name in FILES:
        np.save(folder / f"words-{name}.npy", getattr(index, name))


def open_words(folder: Path, count: int) -> WordIndex:
    """Map what `save_words` wrote."""
    return WordIndex(count, *(mapped(folder / f"words-{name}.npy") for name in FILES))


def term_column(index: WordIndex, key: str) -> int | None:
    """The number of a term, None where no text has it."""
    digest = term_digest(key)
    at = int(index.terms.searchsorted(np.uint64(digest)))
    return at if at < len(index.terms) and index.terms[at] == digest else None


def term_digest(key: str) -> int:
    """Sixty-four bits that stand for the term."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest())
