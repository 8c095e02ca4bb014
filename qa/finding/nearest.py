"""Which initiatives, targets, dated sentences or passages the words of a question point at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.text.words import coverage, rarity
from keikaku.qa.world import compile as sparql

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.reading import Reading
    from keikaku.qa.text.words import Word
    from keikaku.qa.world.world import TextOf, World

LEAST = 0.6
"""The part of the words' weight that a text must hold to be what the question points at."""
BESIDE = 0.93
"""What comes this near to the best is meant as well: the same thing in another plan."""


@dataclass(frozen=True, slots=True)
class Near:
    """A text that the words point at."""

    of: TextOf
    score: float
    matched: tuple[str, ...]


def members(world: World, condition: q.AllOf) -> frozenset[Key] | None:
    """The initiatives that meet the condition; None where it does not narrow."""
    if not condition.conditions:
        return None
    rows = world.facts.rows(_Found, f"SELECT DISTINCT ?i WHERE {{ {sparql.where(condition)} }}")
    return frozenset(row.i for row in rows)


class _Found(NamedTuple):
    i: str


def ranked(
    world: World, kind: str, words: Sequence[Word], allowed: frozenset[Key] | None = None
) -> tuple[Near, ...]:
    """Every text of the kind that holds any of the words, best first; ties in the order of the store."""
    texts = world.texts(kind)
    weights = rarity(words, [f"{one.title}\n{one.text}" for one in texts])
    found = []
    for one in texts:
        if allowed is not None and one.key not in allowed and one.subject not in allowed:
            continue
        score, matched = _score(weights, one, kind)
        if score:
            found.append(Near(one, score, matched))
    return tuple(sorted(found, key=lambda near: -near.score))


OWN = {"occurrence": 0.75, "target": 0.6}
"""Of a sentence under a title: how much its own words count, the rest being for both together."""


def _score(weights: Mapping[Word, float], one: TextOf, kind: str) -> tuple[float, tuple[str, ...]]:
    both, matched = coverage(weights, one.title, one.text)
    if kind not in OWN:
        return both, matched
    own, _ = coverage(weights, one.text, "")
    return round(OWN[kind] * own + (1 - OWN[kind]) * both, 4), matched


def pointed_at(near: Sequence[Near], least: float = LEAST, beside: float = BESIDE) -> tuple[Near, ...]:
    """The best and what is as good as the best; nothing where the best holds too little of the words."""
    if not near or near[0].score < least:
        return ()
    return tuple(one for one in near if one.score >= beside * near[0].score)


def sought(reading: Reading) -> str:
    """The question without its end and the name of a city: that is near to every title that has it, whatever is asked."""
    text = reading.recognised.text
    for city in reading.world.lexicon.municipalities:
        stem = city.label[:-1]
        text = re.sub(
            rf"{re.escape(city.label)}(?:内|民)?(?:の|で|は|に|を)?|{re.escape(stem)}(?:の|で|は|に)",
            "",
            text,
        )
    return _END.sub("", text) or reading.recognised.text


_END = re.compile(r"(?:は|って|わ)?[?!。 ]*$")
"""How a question ends says nothing of what is sought: 空き家の片付けは？"""
