"""Which sentences of the prose tell what a question asks: by its words and by meaning at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from keikaku.graph.search.parts import PART, part_spans
from keikaku.qa import query as q
from keikaku.qa.finding.nearest import ranked
from keikaku.qa.text.compact import compact
from keikaku.qa.text.words import coverage, rarity
from keikaku.qa.world import compile as sparql

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.text.words import Word
    from keikaku.qa.world.world import World

CONSIDERED = 12
"""Passages by words, and as many by meaning, of which every part is scored."""
WORDS = 1.0
"""What a part gains that has all words of the question; the share is squared, as in `graph.search.index`."""


class TextRow(NamedTuple):
    """A row of TEXTS."""

    p: str
    text: str
    heading: str | None


TEXTS = """SELECT ?p ?text ?heading WHERE {
  VALUES ?p { $keys } ?p plan:text ?text . OPTIONAL { ?p plan:heading ?heading }
} ORDER BY ?p"""


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a passage with its score, the share of the question's words that it has, and its nearness."""

    part: q.Part
    text: str  # compact
    heading: str  # compact
    score: float
    words: float
    meaning: float


def told(world: World, text: str, words: Sequence[Word], allowed: frozenset[Key] | None) -> tuple[Told, ...]:
    """The parts that are nearest to the question, best first; by words alone where there is no index."""
    by_words = [near.of.key for near in ranked(world, "passage", words, allowed)[:CONSIDERED]]
    near = world.search.told(text, CONSIDERED) if world.search is not None else None
    subjects = {one.key: one.subject for one in world.texts("passage")}
    by_meaning = [
        key
        for key in (near.near if near else ())
        if allowed is None or key in allowed or subjects.get(key) in allowed
    ]
    keys = tuple(dict.fromkeys([*by_words, *by_meaning]))
    if not keys:
        return ()
    weights = rarity(words, [f"{one.title}\n{one.text}" for one in world.texts("passage")])
    scored = [
        one
        for row in world.facts.rows(
            TextRow, sparql.fill(TEXTS, keys=sparql.iris(q.Named(key, "") for key in keys))
        )
        for one in _scored(row, weights, near.near if near else {}, near.elsewhere if near else 0.0)
    ]
    order = {key: place for place, key in enumerate(keys)}
    return tuple(sorted(scored, key=lambda one: (-one.score, order[one.part.passage.key], one.part.start)))


def _scored(
    row: TextRow,
    weights: Mapping[Word, float],
    near: Mapping[Key, tuple[float, ...]],
    elsewhere: float,
) -> Iterable[Told]:
    key, text, heading = row
    title = compact(heading or "")
    spans = part_spans(text, PART)
    meanings = near.get(key, (0.0,) * len(spans))
    for (start, end), meaning in zip(spans, meanings, strict=True):
        own = compact(text[start:end])
        share, _ = coverage(weights, own, title)
        yield Told(
            part=q.Part(q.Named(key, heading or ""), start, end),
            text=own,
            heading=title,
            score=round(meaning + WORDS * share**2 - elsewhere, 4),
            words=share,
            meaning=meaning,
        )


def names(one: Told, about: str, wanted: Iterable[str], passage: str) -> bool:
    """True where everything that the question names stands in the part's passage or above it."""
    place = one.heading + compact(about) + passage
    return all(re.search(rf"(?:(?<![一-鿿])|(?<=[部局])){re.escape(name)}", place) for name in wanted)
