"""Search over what the graph tells, by words and by meaning at once.

An entry's score is the cosine of its best part with the question, plus what share of the question's words it
has, in units of the model's spread. Both are absolute: a z-score would make the best of the bad look good,
and let one common word outweigh the meaning. Scores are rounded to two decimals and equal ones stand in the
order of the entries, so that the same text gives the same bytes. The index is a folder of arrays, mapped and
not read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.encoder import DEFAULT_NAME, Encoder
from graph.entries import Catalogue, Entry, open_catalogue, save_catalogue
from graph.nearness import Vectors, nearness, open_vectors, save_vectors, with_short
from graph.parts import parts
from graph.vectors import passage_vectors
from graph.words import (
    Term,
    WordIndex,
    asked_terms,
    coverage,
    matched,
    open_words,
    save_words,
    terms,
    word_index,
)
from ontology.model import Key

__all__ = ["Entry", "Hit", "Index", "SearchResult", "build_index", "open_index"]

PART = 100
"""Characters of a part: on two made-up sets, parts of one to three sentences beat whole paragraphs."""
NAMED = frozenset({"initiative", "faq"})
"""Kinds whose label is a text of its own, and not a heading that many entries share."""
LABEL_TIMES = 2
"""A title says in five words what its text says in a hundred."""
REJECTED = 5
"""How many of the next candidates a result names."""
SPREAD = {DEFAULT_NAME: 0.02}
"""How far cosines of unlike passages lie apart in a model; of another model the index measures it."""
WORDS = 5.0
"""What a row gains that has all of the question's words, in spreads (see benchmarks/calibrate.py)."""
CUT, CUT_WORDS = 21.9, 2.5
"""Below this nothing is shown, with meaning and by words alone (see benchmarks/calibrate.py)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry with the fused score, both sides of it, and the words that it shares with the question."""

    key: Key
    kind: str
    label: str
    score: float
    words: float  # share of the question's words, 0 to 1
    meaning: float  # cosine
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits best first, the next candidates, whether meaning had a part, and the cut that parts the two."""

    hits: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    meaning: bool
    cut: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Of every entry: the fused score, rounded, and its two sides."""

    fused: NDArray[np.float64]
    words: NDArray[np.float32]
    meaning: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Index:
    """An opened index; `vectors` is None where it was built without an encoder."""

    catalogue: Catalogue
    words: WordIndex
    vectors: Vectors | None
    encoder_name: str
    spread: float

    def search(  # noqa: PLR0913 - the filters are the question's
        self,
        text: str,
        encoder: Encoder | None,
        *,
        kinds: frozenset[str] | None = None,
        keys: frozenset[Key] | None = None,
        k: int = 10,
        cut: bool = True,
    ) -> SearchResult:
        """The k best entries of `kinds` and `keys`, by words alone where no encoder fits the index.

        With `cut`, those below it are rejected by name; without, the k best are hits whatever their score.
        """
        asked = asked_terms(text)
        by_meaning = self._by_meaning(text, encoder)
        scores = self._fused(coverage(self.words, asked), by_meaning)
        limit = CUT_WORDS if by_meaning is None else CUT
        rows = best_rows(scores.fused, self.catalogue.allowed(kinds, keys), k + REJECTED)
        shown = sum(1 for row in rows[:k] if not cut or scores.fused[row] >= limit)
        found = tuple(self._hit(row, scores, asked) for row in rows)
        return SearchResult(found[:shown], found[shown : shown + REJECTED], by_meaning is not None, limit)

    def _by_meaning(self, text: str, encoder: Encoder | None) -> NDArray[np.float32] | None:
        """Cosines, or None where the index has no vectors or those of another model."""
        if encoder is None or self.vectors is None or encoder.name != self.encoder_name:
            return None
        return nearness(self.vectors, encoder.encode([text], "query")[0])

    def _fused(self, words: NDArray[np.float32], meaning: NDArray[np.float32] | None) -> Scores:
        """Half of the mean cosine is taken off: it tells how general the question is, or its language."""
        fused = WORDS * words.astype(np.float64)
        if meaning is None:
            return Scores(fused.round(2), words, np.zeros_like(words))
        fused += (meaning - meaning.mean() / 2) / self.spread
        return Scores(fused.round(2), words, meaning)

    def _hit(self, row: int, scores: Scores, asked: Sequence[Term]) -> Hit:
        key, kind, label = self.catalogue.entry(row)
        return Hit(
            key=key,
            kind=kind,
            label=label,
            score=float(scores.fused[row]),
            words=round(float(scores.words[row]), 2),
            meaning=round(float(scores.meaning[row]), 2),
            matched=matched(self.words, asked, row),
        )


def best_rows(scores: NDArray[np.float64], allowed: NDArray[np.int64], count: int) -> list[int]:
    """The allowed rows with the highest scores, equal ones in their order; sorts no more than it gives."""
    found = scores[allowed]
    if len(found) > count:
        least = np.partition(found, -count)[-count]
        allowed, found = allowed[found >= least], found[found >= least]
    return [int(row) for row in allowed[np.argsort(-found, kind="stable")][:count]]


def build_index(entries: Sequence[Entry], encoder: Encoder | None, folder: Path, cache: Path) -> None:
    """Write the index of the entries into `folder`; vectors come from the cache where they are known."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [[*_keys(entry.label) * LABEL_TIMES, *_keys(entry.text)] for entry in entries]
    save_words(word_index(rows), folder)
    save_catalogue(entries, folder)
    spread = 1.0
    if encoder is not None and entries:
        pieces = [units(entry) for entry in entries]
        found = passage_vectors([unit for piece in pieces for unit in piece], encoder, cache)
        first = np.cumsum([0, *(len(piece) for piece in pieces)])
        save_vectors(with_short(found, first), folder)
        spread = SPREAD.get(encoder.name) or measured_spread(found)
    settings = {"encoder": encoder.name if encoder else "", "spread": spread}
    (folder / "index.json").write_text(json.dumps(settings, ensure_ascii=False) + "\n", encoding="utf-8")


def units(entry: Entry) -> tuple[str, ...]:
    """The texts of an entry that get a vector: its name and the parts of its text, or both joined."""
    found = parts(entry.text, PART)
    if entry.kind in NAMED:
        return (entry.label, *found)
    return tuple(f"{entry.label} {part}".strip() for part in found) or (entry.label,)


def measured_spread(rows: NDArray[np.float32]) -> float:
    """The standard deviation of the cosines between every part and its neighbours at some distance."""
    sample = rows[:: max(1, len(rows) // 500)]
    cosines = (sample @ sample.T)[np.triu_indices(len(sample), 1)]
    return float(cosines.std()) or 1.0 if len(cosines) else 1.0


def _keys(text: str) -> list[str]:
    return [term.key for term in terms(text)]


def open_index(folder: Path) -> Index:
    """Map what `build_index` wrote."""
    settings = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    catalogue = open_catalogue(folder)
    words = open_words(folder, catalogue.count)
    return Index(catalogue, words, open_vectors(folder), settings["encoder"], settings["spread"])
