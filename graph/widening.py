"""What a question asks in other words: the thesaurus, as far as the texts of one index hold its words.

A form of a concept in the question (預ける) stands for the words of the city (保育) too. A row that has those is
taken to have part of the form, by how much of them it has; what it has of the question's own words counts
where that is more. The table is made with the index, by numbers of its terms, and holds a city's own words.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.words import Found, WordIndex, term_digest, terms
from ontology.thesaurus.concepts import Concept
from ontology.thesaurus.forms import Form, by_key, forms_of, named, word_key

FILE = "widening.json"
WEIGHT = 0.5
"""What a word of the city is worth for one of the question."""
TOLD = 0.05
"""A share of the question's words that is worth telling."""


@dataclass(frozen=True, slots=True)
class Target:
    """Words that the texts have: the numbers of their terms, and the most that a row can gain by them."""

    text: str
    columns: tuple[int, ...]
    most: float


@dataclass(frozen=True, slots=True)
class Widening:
    """The forms that a question may have by their first word, and the targets of each concept."""

    forms: Mapping[str, Sequence[Form]]
    targets: Sequence[Sequence[Target]]


@dataclass(frozen=True, slots=True)
class Widened:
    """A form of the question, and of each of its targets what share of it each row has."""

    form: str
    mass: float  # BM25's weight of the form's own words
    own: NDArray[np.float32]  # what each row has of it
    shares: Sequence[tuple[str, NDArray[np.float32]]]

    def gain(self) -> NDArray[np.float32]:
        """What each row gains beyond the question's own words."""
        best = np.maximum.reduce([share for _, share in self.shares])
        return np.maximum(0, np.float32(WEIGHT * self.mass) * best - self.own)


NONE = Widening({}, ())


def widening(index: WordIndex, concepts: Sequence[Concept]) -> Widening:
    """The part of the thesaurus by which something in the index can be found."""
    targets = [tuple(_targets(index, (one.label, *one.official))) for one in concepts]
    forms = [Form(one.text, one.keys, tuple(n for n in one.concepts if targets[n])) for one in forms_of(concepts)]
    return Widening(by_key(form for form in forms if form.concepts), targets)


def _targets(index: WordIndex, words: Iterable[str]) -> Iterable[Target]:
    for word in words:
        found = terms(word)
        columns = {term.key: _column(index, term.key) for term in found}
        if any(term.surface for term in found) and all(columns[t.key] is not None for t in found if t.surface):
            held = tuple(column for column in columns.values() if column is not None)
            most = sum(index.rarity(int(index.starts[one + 1] - index.starts[one])) for one in held)
            yield Target(word, held, round(most, 4))


def _column(index: WordIndex, key: str) -> int | None:
    digest = term_digest(key)
    at = int(index.terms.searchsorted(np.uint64(digest)))
    return at if at < len(index.terms) and index.terms[at] == digest else None


def widened(index: WordIndex, table: Widening, found: Sequence[Found]) -> tuple[Widened, ...]:
    """The forms that a question has, with what the rows have of their targets."""
    asked = [one for one in found if one.term.surface]
    words = [word_key(one.term.key) for one in asked]
    several = (
        _widened(index, table, one.form, [asked[place] for place in one.places], found)
        for one in named(words, table.forms)
    )
    return tuple(one for one in several if one.shares)


def _widened(
    index: WordIndex, table: Widening, form: Form, asked: Sequence[Found], found: Sequence[Found]
) -> Widened:
    keys = {term.key for term in terms(form.text) if not term.surface}
    own = [*asked, *(one for one in found if not one.term.surface and one.term.key in keys)]
    held = np.zeros(index.count, np.float32)
    for one in own:
        held[one.rows] += one.scores
    targets = {
        target.text: target for number in form.concepts for target in table.targets[number] if target.text != form.text
    }
    return Widened(
        form.text,
        sum(index.rarity(len(one.rows)) for one in own),
        held,
        [(target.text, _share(index, target)) for target in targets.values()],
    )


def _share(index: WordIndex, target: Target) -> NDArray[np.float32]:
    share = np.zeros(index.count, np.float32)
    for column in target.columns:
        start, end = index.starts[column], index.starts[column + 1]
        share[index.rows[start:end]] += index.scores[start:end]
    return share / np.float32(target.most or 1)


def told(several: Sequence[Widened], row: int, most: float) -> tuple[tuple[str, str], ...]:
    """The forms by which a row gained enough to be told, each with the words that it has instead."""
    return tuple(
        (one.form, max(one.shares, key=lambda share: float(share[1][row]))[0])
        for one in several
        if float(one.gain()[row]) >= TOLD * most
    )


def save_widening(table: Widening, folder: Path) -> None:
    """Write the table beside its index."""
    forms = [[one.text, one.keys, one.concepts] for several in table.forms.values() for one in several]
    targets = [[[one.text, one.columns, one.most] for one in several] for several in table.targets]
    (folder / FILE).write_text(json.dumps([forms, targets], ensure_ascii=False), encoding="utf-8")


def open_widening(folder: Path) -> Widening:
    """Read what `save_widening` wrote; nothing where an index has none."""
    file = folder / FILE
    if not file.exists():
        return NONE
    forms, targets = json.loads(file.read_text(encoding="utf-8"))
    made = (Form(text, tuple(keys), tuple(concepts)) for text, keys, concepts in forms)
    return Widening(by_key(made), [[Target(text, tuple(columns), most) for text, columns, most in one] for one in targets])
