"""The place of the documents that a question points at, and the chance that what is asked stands there."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa.finding.passages import TYPED, clear_winner, value_in, words_of
from keikaku.qa.finding.written import telling
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.recognise import recognise
from keikaku.qa.text.compact import compact
from keikaku.qa.text.words import coverage, rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.finding.sentences import Told
    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.query.facts import AskFacts
    from keikaku.qa.world.world import TextOf, World

NAMING = frozenset({"plan", "department", "section", "pillar", "field", "initiative", "indicator"})
MANY = 6
"""Nouns held beyond which more of them say nothing more."""
_SOLID = re.compile("[一-鿿々ァ-ヴー]{3,}")
LONGEST = 12
"""Words of a question beyond which more of them say nothing more."""


class Signs(NamedTuple):
    """What speaks for a place, each from about 0 to 1."""

    near: float  # the score of its best sentence
    meaning: float  # the nearness of that sentence in meaning
    ahead: float  # by how much that score is above the best of any other place
    held: float  # how many of the question's nouns stand there
    in_title: float  # the share that stands in its name and heading
    typed: float  # the share of the dates, figures and sums asked for that some sentence of it has
    named: float  # the share of what the question names that stands there
    long: float  # how many words the question has
    general: float  # 1 for a passage on a whole plan or city, which speaks of everything
    clear: float  # 1 where its best sentence wins clearly, with each figure and date that is asked
    other: float  # 1 where it has no word of the very thing that is asked of, or of what narrows it
    wordy: float  # 1 where words alone were compared: no vectors, or no model
    why: float  # 1 where a reason is asked
    open: float  # 1 where the question asks nothing in so many words


WEIGHTS = Signs(
    near=-0.66,
    meaning=1.42,
    ahead=1.98,
    held=2.13,
    in_title=1.34,
    typed=0.94,
    named=1.61,
    long=2.56,
    general=-0.73,
    clear=0.61,
    other=-0.73,
    wordy=0.06,
    why=0.55,
    open=-0.91,
)
BIAS = -5.01
"""Fitted by `python -m benchmarks.answers.place_odds` on tests/cases/places_asked.jsonl."""


@dataclass(frozen=True, slots=True)
class Place:
    """An initiative with all that is written of it, or a passage; its parts are best first."""

    key: Key
    parts: tuple[Told, ...]
    signs: Signs

    @property
    def chance(self) -> float:
        """The probability that all that is asked stands there."""
        return odds(self.signs)


def odds(signs: Signs) -> float:
    """The probability that the signs speak for."""
    return 1 / (1 + math.exp(-BIAS - sum(w * sign for w, sign in zip(WEIGHTS, signs, strict=True))))


def place_of(query: AskFacts, found: Sequence[Told], world: World) -> Place | None:
    """The place of the best sentence; None where nothing is near."""
    if not found:
        return None
    passages = {one.key: one for one in world.texts("passage")}
    key = _place_key(found[0], passages, world)
    own = tuple(one for one in found if _place_key(one, passages, world) == key)
    others = (one.score for one in found if _place_key(one, passages, world) != key)
    written = [one for one in passages.values() if key in {one.key, one.subject}]
    about = world.lexicon.things.get(passages[found[0].part.passage.key].subject)
    title = compact((about.label if about else "") + "\n".join(one.title for one in written))
    text = title + compact("\n".join(one.text for one in written))
    words = words_of(query)
    weights = rarity(words, [f"{one.title}\n{one.text}" for one in passages.values()])
    nouns, asks = telling(words), asks_of(query.text)
    named = [one for one in recognise(query.text, world.lexicon).mentions if one.kind in NAMING]
    keys = {key, about.key if about else "", about.plan if about else ""}
    there = [compact(one.text) in text or any(thing.key in keys for thing in one.things) for one in named]
    signs = Signs(
        near=found[0].score,
        meaning=found[0].meaning,
        ahead=found[0].score - max(others, default=0.0),
        held=min(sum(word.stem in text for word in nouns), MANY) / MANY,
        in_title=coverage(weights, title, "")[0],
        typed=_share([tells(ask, own, query) for ask in asks if ask.kind in TYPED]),
        named=_share(there),
        long=min(len(words), LONGEST) / LONGEST,
        general=float(about is not None and about.kind in {"plan", "municipality"}),
        clear=float(clear_winner(query, found, world)),
        other=float(of_another(query, [word.surface for word in nouns if word.stem not in text], text)),
        wordy=float(not any(one.meaning for one in found)),
        why=float(any(ask.kind == "why" for ask in asks)),
        open=float(not asks),
    )
    return Place(key, own, signs)


def shown(place: Place, query: AskFacts) -> tuple[Told, ...]:
    """What an answer quotes of a place: its best part, then what tells more of what is asked, in their order."""
    kept, rest = [place.parts[0]], list(place.parts[1:])
    while rest and len(kept) < MOST:
        best = max(rest, key=lambda one: (_adds(one, kept, query), one.score))
        rest.remove(best)
        same = best.part.passage == place.parts[0].part.passage
        fits = sum(len(one.text) for one in (*kept, best)) <= QUOTED
        if fits and (same or _adds(best, kept, query)):
            kept.append(best)
    order = list(dict.fromkeys(one.part.passage.key for one in place.parts))
    return tuple(sorted(kept, key=lambda one: (order.index(one.part.passage.key), one.part.start)))


MOST, QUOTED = 6, 500
"""Parts, and characters, that are quoted of a place."""


def _adds(one: Told, kept: Sequence[Told], query: AskFacts) -> int:
    """How many dates and figures that are asked, and nouns of the question, it tells and the others do not."""
    asks = [ask for ask in asks_of(query.text) if ask.kind in TYPED]
    told = sum(tells(ask, [one], query) and not tells(ask, kept, query) for ask in asks)
    text = "".join(other.heading + other.text for other in kept)
    nouns = [word.stem for word in words_of(query) if word.noun and len(word.stem) > 1]
    return 2 * told + sum(noun in one.text and noun not in text for noun in nouns)


def of_another(query: AskFacts, lacking: Sequence[str], text: str) -> bool:
    """True where the passage has no word of the very thing that is asked of, or of what narrows it.

    A passage on 経常収支比率 tells nothing of 将来負担比率, one on 教育 and 館長 nothing of 教育長, nor one on a
    city's 人口 of another city's.
    """
    heads = [ask.head for ask in asks_of(query.text)]
    if any(word in head for head in heads for word in lacking):
        return True
    if any(_SOLID.fullmatch(head) and head not in text for head in heads):
        return True
    held = [word.surface for word in words_of(query) if word.surface not in lacking]
    return any(
        f"{word}{joint}{noun}" in query.text for word in lacking for noun in held for joint in ("", "の")
    )


def _place_key(one: Told, passages: dict[Key, TextOf], world: World) -> Key:
    passage = passages[one.part.passage.key]
    about = world.lexicon.things.get(passage.subject)
    return passage.subject if about is not None and about.kind == "initiative" else passage.key


def tells(ask: Ask, parts: Sequence[Told], query: AskFacts) -> bool:
    """True where one of the parts has a date, a figure or a sum of what is asked."""
    return any(value_in(one.text, ask, query) is not None for one in parts)


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 1.0
