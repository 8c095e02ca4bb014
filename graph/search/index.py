"""Search over what the graph tells, by words and by meaning at once.

An entry's score is the logarithm of the odds that it is what was asked (`odds`), from how near it is in
meaning and what share of the question's words it has. Both are absolute: a z-score would make the best of
the bad look good. What is nearer to the weather than to any plan loses by it. Scores are rounded to two
decimals and equal ones stand in the order of the entries, so that the same text gives the same bytes. An
index is a folder of arrays, mapped and not read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from keikaku.graph.search.abroad.heard import FILE, Heard, save_heard
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.entries import Catalogue, Entry, open_catalogue, save_catalogue
from keikaku.graph.search.frame import seen
from keikaku.graph.search.nearness import (
    Near,
    Vectors,
    dots,
    exact_nearness,
    make_vectors,
    nearness,
    open_vectors,
    save_vectors,
)
from keikaku.graph.search.parts import PART, parts
from keikaku.graph.search.told.odds import BY_MEANING, BY_WORDS, SHOWN, chance, score_of, scores
from keikaku.graph.search.vectors import vectors_of
from keikaku.graph.search.widening import (
    Widened,
    Widening,
    open_widening,
    save_widening,
    told,
    widened,
    widening,
)
from keikaku.graph.search.words import (
    Found,
    WordIndex,
    asked_terms,
    coverage,
    looked_up,
    matched,
    open_words,
    save_words,
    terms,
    whole,
    word_index,
)
from keikaku.ontology.model.values import Key
from keikaku.ontology.thesaurus.concepts import load_concepts, with_life

__all__ = ["Entry", "Hit", "Index", "PartsNear", "SearchResult", "build_index", "open_index"]

NAMED = frozenset({"initiative", "faq"})
"""Kinds whose label is a text of its own, and not a heading that many entries share."""
LABELLED = frozenset({"target", "observation"})
"""Kinds whose text says little without its label."""
LABEL_TIMES = 2
"""A title says in five words what its text says in a hundred."""
REJECTED = 5
"""How many of the next candidates a result names."""
LONGEST_QUESTION = 1000
"""Characters of a question that are read."""
RESCORED = 3000
"""How many entries are computed exactly after a first pass: of real ones .98 of the best ten are in 3%."""
ELSEWHERE = 0.7
"""How much of the nearness to the nearest topic elsewhere is taken off of a sentence's."""
CUT = score_of(SHOWN)
"""Below this nothing is shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry with its score, both sides of it, and the words that it shares with the question.

    `widened` are the words of the question that it has in other words: 「預ける」→保育.
    """

    key: Key
    kind: str
    label: str
    score: float
    words: float  # share of the question's words, 0 to 1
    meaning: float  # of its best part
    matched: tuple[str, ...]
    widened: tuple[str, ...] = ()

    @property
    def chance(self) -> float:
        """The probability that this is what was asked, 0 to 1."""
        return chance(self.score)

    def to_dict(self, ids: Mapping[Key, str]) -> dict[str, str | float | list[str]]:
        """The hit as CONTRACTS.md has it; `ids` are those that the FAQ file gives its entries."""
        told: dict[str, str | float | list[str]] = {
            "id": ids.get(self.key, self.key),
            "iri": self.key,
            "type": self.kind,
            "label": self.label,
            "score": self.score,
        }
        return told | {"widened": list(self.widened)} if self.widened else told


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits best first, the next candidates, whether meaning had a part, and the cut that parts the two."""

    hits: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    meaning: bool
    cut: float


@dataclass(frozen=True, slots=True)
class PartsNear:
    """By entry how near each of its parts is in meaning, and what topics elsewhere take off of that."""

    near: Mapping[Key, tuple[float, ...]]
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question as both sides read it; `vector` is None where meaning has no part."""

    found: tuple[Found, ...]
    widened: tuple[Widened, ...]
    vector: NDArray[np.float32] | None
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Index:
    """An opened index; `vectors` is None where it was built without an encoder."""

    catalogue: Catalogue
    words: WordIndex
    vectors: Vectors | None
    encoder_name: str
    widening: Widening
    heard: Heard

    def search(  # noqa: PLR0913 - the filters are the question's
        self,
        text: str,
        encoder: Encoder | None,
        *,
        kinds: frozenset[str] | None = None,
        keys: frozenset[Key] | None = None,
        within: NDArray[np.int64] | None = None,
        k: int = 10,
        cut: bool = True,
    ) -> SearchResult:
        """The k best of `kinds`, `keys` and rows `within`, by words alone where no encoder fits the index.

        With `cut`, those below it are rejected by name; without, the k best are hits whatever their score.
        """
        question = self._question(text, encoder)
        hits = self._ranked(question, shared(self.catalogue.allowed(kinds, keys), within), k + REJECTED)
        shown = sum(1 for hit in hits[:k] if not cut or hit.score >= CUT)
        return SearchResult(hits[:shown], hits[shown : shown + REJECTED], question.vector is not None, CUT)

    def near_parts(
        self,
        text: str,
        encoder: Encoder | None,
        kind: str,
        k: int,
        within: NDArray[np.int64] | None = None,
    ) -> PartsNear | None:
        """How near every part of the k entries with the nearest parts is; None where meaning has no part.

        Only for kinds whose parts are those of their text (see `units`).
        """
        question = self._question(text, encoder)
        if question.vector is None or self.vectors is None:
            return None
        rows = shared(self.catalogue.allowed(frozenset({kind}), None), within)
        near = dots(self.vectors.rows, question.vector)
        best = np.array([near[self._parts_of(row)].max(initial=-1.0) for row in rows])
        chosen = rows[np.argsort(-best.round(4), kind="stable")[:k]]
        found = {
            self.catalogue.entry(int(row))[0]: tuple(near[self._parts_of(row)].astype(float).round(4))
            for row in chosen
        }
        return PartsNear(found, ELSEWHERE * question.elsewhere)

    def near_units(self, text: str, encoder: Encoder | None, keys: frozenset[Key]) -> dict[Key, list[float]]:
        """How near each of `units` of these entries is; nothing where meaning has no part."""
        question = self._question(text, encoder)
        if question.vector is None or self.vectors is None:
            return {}
        near = {}
        for row in self.catalogue.allowed(None, keys):
            parts_of_it = self.vectors.rows[self._parts_of(row)]
            near[self.catalogue.entry(int(row))[0]] = [
                float(one) for one in dots(parts_of_it, question.vector)
            ]
        return near

    def asked(self, text: str) -> frozenset[str]:
        """The terms that a question asks for, in the city's words too, by their key."""
        question = self._question(text, None)
        own = [one.term.key for one in question.found]
        other = [term.key for one in question.widened for words in one.shares for term in terms(words)]
        return frozenset([*own, *other])

    def _parts_of(self, row: np.int64) -> slice:
        assert self.vectors is not None
        return slice(int(self.vectors.first[row]), int(self.vectors.first[row + 1]))

    def _question(self, text: str, encoder: Encoder | None) -> Question:
        """Without a vector where the index has none, or those of another model."""
        text = self.heard.in_japanese(text[:LONGEST_QUESTION])
        found = looked_up(self.words, asked_terms(text))
        other = widened(self.words, self.widening, found)
        if encoder is None or self.vectors is None or encoder.name != self.encoder_name:
            return Question(found, other, None, 0.0)
        vector = seen(self.vectors.frame, encoder.encode([text], "query")[0], text)
        elsewhere = float(dots(self.vectors.frame.elsewhere, vector).max())
        return Question(found, other, vector, max(0.0, elsewhere))

    def _ranked(self, question: Question, rows: NDArray[np.int64], count: int) -> tuple[Hit, ...]:
        words = coverage(self.words, question.found, (one.gain for one in question.widened))
        most = whole(self.words, question.found)
        near = Near(np.zeros_like(words), np.zeros_like(words))
        if question.vector is not None and self.vectors is not None:
            near = nearness(self.vectors, question.vector)
            if self.vectors.short is not None:
                first = fused(words, near, question)
                rows = np.sort(best_rows(first[rows], rows, RESCORED))
                exact = exact_nearness(self.vectors, question.vector, rows)
                near.best[rows], near.whole[rows] = exact.best, exact.whole
        found = fused(words, near, question).round(2)
        return tuple(
            Hit(
                *self.catalogue.entry(int(row)),
                score=float(found[row]),
                words=round(float(words[row]), 2),
                meaning=round(float(near.best[row]), 2),
                matched=matched(question.found, int(row)),
                widened=told(question.widened, int(row), most),
            )
            for row in best_rows(found[rows], rows, count)
        )


def shared(rows: NDArray[np.int64], within: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """The rows that stand in both, ascending; None allows all."""
    return rows if within is None else np.intersect1d(rows, within, assume_unique=True)


def fused(words: NDArray[np.float32], near: Near, question: Question) -> NDArray[np.float64]:
    """The score of each entry from its two sides."""
    weights = BY_WORDS if question.vector is None else BY_MEANING
    return scores(weights, near.best, near.whole, words, question.elsewhere)


def best_rows(scored: NDArray[np.float64], rows: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The rows with the highest scores, equal ones in their order; sorts no more than it gives."""
    if len(rows) > count:
        least = np.partition(scored, -count)[-count]
        rows, scored = rows[scored >= least], scored[scored >= least]
    return np.asarray(rows[np.argsort(-scored, kind="stable")][:count], np.int64)


def build_index(
    entries: Sequence[Entry],
    encoder: Encoder | None,
    folder: Path,
    cache: Path,
    life: Sequence[tuple[str, str]] = (),
) -> None:
    """Write the index of the entries into `folder`; vectors come from the cache where they are known.

    `life` are a city's own words of life with what they mean, before those of the thesaurus.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = word_index([[*_keys(entry.label) * LABEL_TIMES, *_keys(entry.text)] for entry in entries])
    save_words(words, folder)
    save_widening(widening(words, with_life(load_concepts(), life)), folder)
    save_heard(_once(entries), folder)
    save_catalogue(entries, folder)
    if encoder is not None and entries:
        pieces = [units(entry) for entry in entries]
        found = vectors_of([unit for piece in pieces for unit in piece], "passage", encoder, cache)
        first = np.cumsum([0, *(len(piece) for piece in pieces)])
        save_vectors(make_vectors(found, first, encoder, cache), folder)
    settings = {"encoder": encoder.name if encoder else ""}
    (folder / "index.json").write_text(json.dumps(settings, ensure_ascii=False) + "\n", encoding="utf-8")


def units(entry: Entry) -> tuple[str, ...]:
    """The texts of an entry that get a vector: its name and the parts of its text, or both joined.

    A part of an initiative is the part of a passage too: without the name before it, one vector serves both.
    """
    found = parts(entry.text, PART)
    if entry.kind in NAMED or not found:
        return (entry.label, *found)
    return tuple(f"{entry.label} {part}" for part in found) if entry.kind in LABELLED else found


def _once(entries: Sequence[Entry]) -> list[str]:
    """Every text that the entries are made of once: that of an initiative stands in its passages."""
    named = [entry.label for entry in entries]
    return [*dict.fromkeys(named), *(entry.text for entry in entries if entry.kind != "initiative")]


def _keys(text: str) -> list[str]:
    return [term.key for term in terms(text)]


def open_index(folder: Path) -> Index:
    """Map what `build_index` wrote."""
    settings = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    catalogue = open_catalogue(folder)
    words, vectors = open_words(folder, catalogue.count), open_vectors(folder)
    return Index(catalogue, words, vectors, settings["encoder"], open_widening(folder), Heard(folder / FILE))


def encoder_of(folder: Path) -> str | None:
    """The name of the model of an index, empty where it has words alone; None where there is no index."""
    try:
        return str(json.loads((folder / "index.json").read_text(encoding="utf-8"))["encoder"])
    except (OSError, ValueError, KeyError):
        return None


def keys_in(folder: Path) -> list[Key]:
    """What an index can find, in its order."""
    catalogue = open_catalogue(folder)
    return [catalogue.entry(row)[0] for row in range(catalogue.count)]
