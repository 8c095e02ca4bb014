"""What an answer leaves for the next turn: the things that it showed, in their order, and what was asked of them.

The kind of answer does not matter: a set, a sentence of the prose, a date, a target, a figure, or passages that are
only near. An answer that tells nothing leaves what stood before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.written import telling
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.text.compact import compact
from keikaku.qa.text.words import content_words
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keikaku.ontology.model.values import Key
    from keikaku.qa.telling.answer import Answer, Item
    from keikaku.qa.world.world import World

KEPT = 6
"""So many answers back a turn can refer to."""
SETS = (q.ListInitiatives, q.CountInitiatives, q.Breakdown)
"""Queries whose condition a turn can narrow."""
PROSE = (AskFacts, q.TellPassage, q.SearchInitiatives)
"""Queries that words alone make: one that found nothing says nothing that a turn could change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referents:
    """What the turns so far left; `asked` gives it again, asked in that order, `before` is what stood before it."""

    question: str  # in full
    query: q.Query | None
    things: tuple[Item, ...]
    cities: tuple[Key, ...]
    asked: tuple[str, ...]
    before: Referents | None = None

    def chain(self) -> Iterator[Referents]:
        """This and all before it, the last one first."""
        yield self
        if self.before:
            yield from self.before.chain()

    @property
    def told(self) -> tuple[Item, ...]:
        """What the turn can be about: of what is only near, the nearest."""
        return self.things[:1] if isinstance(self.query, q.SearchInitiatives) else self.things

    @property
    def conditions(self) -> tuple[q.Condition, ...]:
        """The conditions of the set that was asked for."""
        return self.query.where.conditions if isinstance(self.query, SETS) else ()


def left_by(answer: Answer, previous: Answer | None, world: World) -> Referents:
    """What the answer leaves, on what the answer before it left."""
    last = previous.referents if previous else None
    things = _shown(answer, world)
    told = not answer.abstained or things
    if not told and last:
        query = last.query if answer.query is None or isinstance(answer.query, PROSE) else answer.query
        asked = (*last.asked, answer.question)
        return replace(last, query=query, asked=asked, cities=answer.cities or last.cities)
    return Referents(
        question=answer.stands_for or answer.question,
        query=answer.query,
        things=things,
        cities=answer.cities or (last.cities if last else ()),
        asked=(*answer.rests_on, answer.question),
        before=_cut(last, KEPT) if last else None,
    )


def rests_on(previous: Answer, *, further: bool) -> tuple[str, ...]:
    """The questions that leave again what a turn leans on; `further`: more than the last answer."""
    left = previous.referents
    if left is None:
        return (*previous.rests_on, previous.question)
    if not further:
        return left.asked
    found: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    for asked in [one.asked for one in left.chain()][::-1]:
        goes_on = bool(last) and asked[: len(last)] == last
        found = (found[: len(found) - len(last)] if goes_on else found) + asked
        last = asked
    return found


def _cut(left: Referents, depth: int) -> Referents | None:
    if depth == 0:
        return None
    return replace(left, before=_cut(left.before, depth - 1)) if left.before else left


def _shown(answer: Answer, world: World) -> tuple[Item, ...]:
    """The items; of an answer without any what its question names, else what the nearest passage is about."""
    if answer.items:
        return answer.items
    named = _named(answer.query)
    if not named and answer.citations and isinstance(answer.query, PROSE):
        named = _nearest(answer, world)
    initiatives = [q.Named(key, "") for key in named if key in world.lexicon.things]
    return tuple(row.item for row in rows_of(initiatives, world)[0]) if initiatives else ()


def _named(query: q.Query | None) -> tuple[Key, ...]:
    """The initiatives that a query names."""
    match query:
        case AskFacts():
            return query.within
        case q.WhoIsResponsible() | q.WhereInPlan() | q.WhatItSays() | q.FindSuccessors():
            return tuple(one.key for one in query.subjects)
        case q.ListTargets():
            has = [one for one in query.where.conditions if isinstance(one, q.TextHas)]
            return tuple(key for one in has for key in one.keys)
        case _:
            return ()


def _nearest(answer: Answer, world: World) -> tuple[Key, ...]:
    """The initiative of the passage quoted first, where the question says a word of its name."""
    keys = {citation.iri for citation in answer.citations[:1]}
    words = telling(content_words(compact(answer.stands_for or answer.question)))
    for one in world.texts("passage"):
        thing = world.lexicon.things.get(one.subject) if one.key in keys else None
        if thing and thing.kind == "initiative":
            name = compact(thing.label)
            return (thing.key,) if any(word.stem in name for word in words) else ()
    return ()
