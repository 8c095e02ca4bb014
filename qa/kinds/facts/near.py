"""What ends a question that was not understood, though its words are written: the nearest passages, and no denial."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.holding import things_of
from keikaku.qa.finding.passages import nearest, words_of
from keikaku.qa.finding.written import absent_of, any_written, telling
from keikaku.qa.kinds.facts.card import card_of, read_card
from keikaku.qa.kinds.facts.frame import facts_of
from keikaku.qa.naming.attributes import says_who
from keikaku.qa.reading import Understood
from keikaku.qa.telling.answer import AnswerStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.query.facts import AskFacts
    from keikaku.qa.reading import Declined, Reading
    from keikaku.qa.text.words import Word

UNTOLD = frozenset({"not_told", "no_fact", "no_holder", "nothing", "no_word"})
"""Declines that say only that nothing was found."""
PILLAR = "unknown_pillar"
"""A plan of which the graph has no pillars may tell of them in its prose: 柱2 in a newsletter."""
THERE = "there"
"""What a decline tells of that there is: then the name is truly of nothing."""
HELD = 0.6
"""A part that holds this share of the words, by their rarity, speaks against a list that is said to be empty."""


def read_near(reading: Reading, declined: Declined, asked: q.Query | None = None) -> Understood | None:
    """The sentences nearest to what is asked; None where the words were looked for and do not stand there."""
    if declined.status is not AnswerStatus.NOT_IN_DOCUMENTS or not _may_be_written(declined, reading):
        return None
    card = read_card(reading, declined)
    if card is not None:
        return card
    query = replace(facts_of(reading, yes_no=False), asks=(), named=(), years=())
    if not _written(words_of(query), reading):
        return None
    query = replace(query, absent=_absent(query, reading), sure=False)
    for within in dict.fromkeys((query.within, ())):
        found = nearest(replace(query, within=within), reading.world)
        if found:
            near = declined.phrase != "nothing" or isinstance(asked, q.ListTargets) or found[0].words >= HELD
            return Understood(query=replace(query, within=within)) if near else None
    return _of_things(reading, declined, query)


def _absent(query: AskFacts, reading: Reading) -> tuple[str, ...]:
    return tuple(word.surface for word in absent_of(words_of(query), reading.world))


def _of_things(reading: Reading, declined: Declined, query: AskFacts) -> Understood | None:
    """Where no sentence is near: the card of the one thing that holds a word, or the few that do."""
    things = things_of(words_of(query), reading.world) if declined.phrase != "nothing" else ()
    alone = len(things) == 1 and not query.absent and not reading.recognised.years
    if alone and not says_who(reading.recognised.text):
        return card_of(reading, declined, things[0])
    keys = tuple(thing.key for thing in things)
    return Understood(query=replace(query, within=keys)) if keys else None


def _written(words: Sequence[Word], reading: Reading) -> bool:
    """True where a word that says what it is about stands there; where no word stands nowhere, any word at all."""
    if any_written(telling(words), reading.world):
        return True
    nouns = [word for word in words if word.noun]
    return not absent_of(words, reading.world) and any_written(nouns, reading.world)


def _may_be_written(declined: Declined, reading: Reading) -> bool:
    if declined.phrase != PILLAR:
        return declined.phrase in UNTOLD
    return not declined.about.get(THERE) and reading.world.written(declined.about["name"])
