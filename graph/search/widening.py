"""What a question asks in other words: the thesaurus, as far as the texts of one index hold its words.

A form of a concept in the question (預ける) stands for the words of the city (保育) too. A row that has those
is taken to have part of the form, by how much of them it has; what it has of the question's own words counts
where that is more. The table is made with the index, by the numbers of its terms, and holds a city's own
words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from keikaku.graph.search.words import Found, WordIndex, mass, term_digest, terms
from keikaku.ontology.thesaurus.concepts import Concept
from keikaku.ontology.thesaurus.forms import Form, forms_of, named, word_key

FILE = "widening.json"
TOLD = 0.05
"""The share of a question's words that a row must gain by other words for these to be told."""


@dataclass(frozen=True, slots=True)
class Widening:
    """Forms by the first of their words, and of each concept its words: text, numbers of terms, their mass.

    As lists, as the file has them: of thousands a question needs five.
    """

    forms: Mapping[str, Sequence[Sequence[Any]]]
    targets: Sequence[Sequence[Sequence[Any]]]

    def named(self, words: Sequence[str]) -> Iterable[tuple[Form, tuple[int, ...]]]:
        """The forms that the words have, with their places."""
        near = {
            word: [Form(text, tuple(keys), tuple(concepts)) for text, keys, concepts in self.forms[word]]
            for word in words
            if word in self.forms
        }
        return ((one.form, one.places) for one in named(words, near))


@dataclass(frozen=True, slots=True)
class Widened:
    """A form of the question, what each row gains by it, and its share of each of the city's words."""

    form: str
    gain: NDArray[np.float32]
    shares: Mapping[str, NDArray[np.float32]]


NONE = Widening({}, ())


def widening(index: WordIndex, concepts: Sequence[Concept]) -> Widening:
    """The part of the thesaurus by which something in the index can be found."""
    columns = {digest: column for column, digest in enumerate(index.terms.tolist())}
    targets = [_targets(index, columns, (one.label, *one.official)) for one in concepts]
    forms: dict[str, list[list[Any]]] = {}
    for one in _forms(tuple(concepts)):
        if held := [number for number in one.concepts if targets[number]]:
            forms.setdefault(one.keys[0], []).append([one.text, list(one.keys), held])
    return Widening(forms, targets)


@lru_cache(maxsize=2)
def _forms(concepts: tuple[Concept, ...]) -> tuple[Form, ...]:
    """The same for every build of a process whose city has the same words."""
    return forms_of(concepts)


def _targets(index: WordIndex, columns: Mapping[int, int], words: Iterable[str]) -> list[list[Any]]:
    """Those of a concept's words that the texts have, every one of their parts."""
    found = []
    for word in words:
        digests = _digests(word)
        if all(digest in columns for digest, surface in digests if surface):
            held = sorted({columns[digest] for digest, _ in digests if digest in columns})
            counts = (int(index.starts[one + 1] - index.starts[one]) for one in held)
            found += [[word, held, round(sum(map(index.rarity, counts)), 4)]] if held else []
    return found


@lru_cache(maxsize=1 << 15)
def _digests(word: str) -> tuple[tuple[int, str], ...]:
    """The terms of a word of the thesaurus as an index has them, each once, with their surfaces."""
    return tuple((term_digest(term.key), term.surface) for term in dict.fromkeys(terms(word)))


def widened(index: WordIndex, table: Widening, found: Sequence[Found]) -> tuple[Widened, ...]:
    """The forms that a question has, where there are other words for them."""
    asked = [one for one in found if one.term.surface]
    several = (
        _widened(index, table, form, [asked[place] for place in places], found)
        for form, places in table.named([word_key(one.term.key) for one in asked])
    )
    return tuple(one for one in several if one is not None)


def _widened(
    index: WordIndex, table: Widening, form: Form, asked: Sequence[Found], found: Sequence[Found]
) -> Widened | None:
    several = {text: (columns, most) for n in form.concepts for text, columns, most in table.targets[n]}
    shares = {text: _share(index, *target) for text, target in several.items() if text != form.text}
    if not shares:
        return None
    pairs = {term.key for term in terms(form.text) if not term.surface}
    own = [*asked, *(one for one in found if not one.term.surface and one.term.key in pairs)]
    held = np.zeros(index.count, np.float32)
    for one in own:
        held[one.rows] += one.scores
    best = np.maximum.reduce(list(shares.values()))
    return Widened(form.text, np.maximum(0, np.float32(mass(index, own)) * best - held), shares)


def _share(index: WordIndex, columns: Iterable[int], most: float) -> NDArray[np.float32]:
    share = np.zeros(index.count, np.float32)
    for column in columns:
        start, end = index.starts[column], index.starts[column + 1]
        share[index.rows[start:end]] += index.scores[start:end]
    return share / np.float32(most or 1)


def told(several: Sequence[Widened], row: int, most: float) -> tuple[str, ...]:
    """By which other words a row gained enough to be told: 「預ける」→保育."""
    return tuple(
        f"「{one.form}」→{max(one.shares, key=lambda text: float(one.shares[text][row]))}"
        for one in several
        if float(one.gain[row]) >= TOLD * most
    )


def save_widening(table: Widening, folder: Path) -> None:
    """Write the table beside its index."""
    (folder / FILE).write_text(json.dumps([table.forms, table.targets], ensure_ascii=False), encoding="utf-8")


def open_widening(folder: Path) -> Widening:
    """Read what `save_widening` wrote; nothing where an index of an earlier build has none."""
    file = folder / FILE
    return Widening(*json.loads(file.read_text(encoding="utf-8"))) if file.exists() else NONE
