"""Search over what the graph tells: words and meaning, both exact, fused.

An index is a folder of arrays that are mapped, not read. Scores are rounded to two decimals, equal ones stand in the
order of the entries, so that the same text gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph.parts import parts
from graph.vectors import passage_vectors
from graph.words import WordIndex, open_words, save_words, terms, word_index, word_scores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from graph.encoder import Encoder
    from ontology.model import Key

LABEL_WEIGHT = 2
"""How often a label's words count: a title says in five words what its text says in a hundred."""
REJECTED = 5
"""How many of the next candidates a result names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. The order of the entries is the order of the documents."""

    key: Key
    kind: str  # initiative, passage, target, observation, faq
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry with the scores of both sides, the fused one, and the words that the question shares with it."""

    key: Key
    kind: str
    label: str
    score: float
    words: float
    meaning: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits best first, the next candidates, and whether meaning had a part in it."""

    hits: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    meaning: bool


@dataclass(frozen=True, slots=True)
class Index:
    """An opened index; `vectors` is None where it was built without an encoder."""

    entries: tuple[tuple[Key, str, str], ...]
    words: WordIndex
    vectors: NDArray[np.float32] | None
    first_part: NDArray[np.int64]
    encoder_name: str

    def search(
        self,
        text: str,
        encoder: Encoder | None,
        *,
        kinds: frozenset[str] | None = None,
        keys: frozenset[Key] | None = None,
        k: int = 10,
    ) -> SearchResult:
        """The k best entries among those of `kinds` and `keys`; by words alone where no encoder fits the index."""
        asked = terms(text)
        by_words = word_scores(self.words, [term.key for term in asked])
        by_meaning = self._meaning(text, encoder)
        scores = _z(by_words) if by_meaning is None else _z(by_words) + _z(by_meaning)
        scores = np.round(scores, 2)
        allowed = [
            row
            for row, (key, kind, _) in enumerate(self.entries)
            if (kinds is None or kind in kinds) and (keys is None or key in keys)
        ]
        order = sorted(allowed, key=lambda row: -scores[row])[: k + REJECTED]
        meaning = np.zeros(len(self.entries)) if by_meaning is None else by_meaning
        hits = tuple(
            Hit(
                *self.entries[row],
                float(scores[row]),
                round(float(by_words[row]), 2),
                round(float(meaning[row]), 2),
                self._matched(row, asked),
            )
            for row in order
        )
        return SearchResult(hits[:k], hits[k:], by_meaning is not None)

    def _meaning(self, text: str, encoder: Encoder | None) -> NDArray[np.float32] | None:
        if encoder is None or self.vectors is None or encoder.name != self.encoder_name or not self.entries:
            return None
        nearness = self.vectors @ encoder.encode([text], "query")[0]
        return np.maximum.reduceat(nearness, self.first_part[:-1])

    def _matched(self, row, asked):
        return tuple(dict.fromkeys(t.surface for t in asked if row in self.words.postings(t.key)[0]))


def _z(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    deviation = scores.std() if len(scores) else 0
    return (scores - scores.mean()) / deviation if deviation else scores * 0


def build_index(entries: Sequence[Entry], encoder: Encoder | None, folder: Path, cache: Path) -> None:
    """Write the index of the entries into `folder`; vectors come from the cache where they are known."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [[t.key for t in terms(e.label)] * LABEL_WEIGHT + [t.key for t in terms(e.text)] for e in entries]
    save_words(word_index(rows), folder)
    pieces = [units(entry) for entry in entries]
    np.save(folder / "parts.npy", np.cumsum([0, *(len(piece) for piece in pieces)]))
    if encoder is not None:
        np.save(
            folder / "vectors.npy", passage_vectors([p for piece in pieces for p in piece], encoder, cache)
        )
    meta = {
        "encoder": encoder.name if encoder else "",
        "entries": [(entry.key, entry.kind, entry.label) for entry in entries],
    }
    (folder / "index.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")


def units(entry: Entry) -> tuple[str, ...]:
    """What of an entry has a vector: its label, and its label with each part of its text."""
    return tuple(f"{entry.label}。{part}" for part in parts(entry.text)) or (entry.label,)


def open_index(folder: Path) -> Index:
    """Map what `build_index` wrote."""
    meta = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    entries = tuple((key, kind, label) for key, kind, label in meta["entries"])
    vectors = np.load(folder / "vectors.npy", mmap_mode="r") if meta["encoder"] else None
    first = np.load(folder / "parts.npy")
    return Index(entries, open_words(folder, len(entries)), vectors, first, meta["encoder"])
