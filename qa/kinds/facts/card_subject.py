"""Which initiative a card is of: by the words of the question, by the search, or by the nearest passage, each with a margin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.passages import clear_winner, nearest
from keikaku.qa.finding.subject import BESIDE, clear_subject
from keikaku.qa.finding.written import absent_of
from keikaku.qa.kinds.facts.frame import facts_of
from keikaku.qa.kinds.search import read_search
from keikaku.qa.reading import Understood

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.reading import Declined, Reading


def subject_of(reading: Reading, outcome: Understood | Declined | None) -> Thing | None:
    """The initiative; None where none is clearly meant."""
    found = clear_subject(reading)
    if found is not None or (reading.language == "ja" and absent_of(reading.topic, reading.world)):
        return found  # a word that stands nowhere may be what the question is about
    return _by_search(reading, outcome) or _by_passage(reading)


def _by_search(reading: Reading, outcome: Understood | Declined | None) -> Thing | None:
    """The initiative that is nearest in words and meaning, where no other comes near."""
    if reading.language == "en" and not reading.recognised.of("initiative"):
        outcome = read_search(reading)  # no word of it stands in the documents
    query = outcome.query if isinstance(outcome, Understood) else None
    if not isinstance(query, q.SearchInitiatives):
        return None
    (first, score), *others = query.hits
    if others and others[0][1] > BESIDE * score:
        return None
    return reading.world.lexicon.things.get(first.key)


def _by_passage(reading: Reading) -> Thing | None:
    """The initiative that the nearest passage is of, where it wins clearly."""
    if reading.recognised.of("initiative"):
        return None
    query = replace(facts_of(reading, yes_no=False), asks=(), named=())
    found = nearest(query, reading.world)
    if not found or not clear_winner(query, found, reading.world):
        return None
    subjects = {one.key: one.subject for one in reading.world.texts("passage")}
    thing = reading.world.lexicon.things.get(subjects.get(found[0].part.passage.key, ""))
    return thing if thing and thing.kind == "initiative" else None
