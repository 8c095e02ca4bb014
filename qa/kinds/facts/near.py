"""What ends a question that was not understood, though its words are written: the nearest passages, and no denial."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa.answer import AnswerStatus
from keikaku.qa.finding.passages import nearest, words_of
from keikaku.qa.finding.written import absent_of, stands, telling
from keikaku.qa.kinds.facts.card import read_card
from keikaku.qa.kinds.facts.frame import facts_of
from keikaku.qa.reading import Understood

if TYPE_CHECKING:
    from keikaku.qa.reading import Declined, Reading

UNTOLD = frozenset({"not_told", "no_fact", "no_holder", "nothing", "no_word"})
"""Declines that say only that nothing was found."""
PILLAR = "unknown_pillar"
"""A plan of which the graph has no pillars may tell of them in its prose: 柱2 in a newsletter."""
THERE = "there"
"""What a decline tells of that there is: then the name is truly of nothing."""
HELD = 0.6
"""A part that holds this share of the words, by their rarity, speaks against a list that is said to be empty."""


def read_near(reading: Reading, declined: Declined) -> Understood | None:
    """The sentences nearest to what is asked; None where the words were looked for and do not stand there."""
    if declined.status is not AnswerStatus.NOT_IN_DOCUMENTS or not _may_be_written(declined, reading):
        return None
    card = read_card(reading, declined)
    if card is not None:
        return card
    query = replace(facts_of(reading, yes_no=False), asks=(), named=(), years=())
    words = words_of(query)
    if not any(stands(word, reading.world) for word in telling(words)):
        return None
    found = nearest(query, reading.world)
    if not found and query.within:
        query = replace(query, within=())
        found = nearest(query, reading.world)
    if not found or (declined.phrase == "nothing" and found[0].words < HELD):
        return None
    absent = tuple(word.surface for word in absent_of(words, reading.world))
    return Understood(query=replace(query, absent=absent, sure=False))


def _may_be_written(declined: Declined, reading: Reading) -> bool:
    if declined.phrase != PILLAR:
        return declined.phrase in UNTOLD
    return not declined.about.get(THERE) and reading.world.written(declined.about["name"])
