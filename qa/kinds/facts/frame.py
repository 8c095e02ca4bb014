"""A question on the prose: its words, and each thing that it asks of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa import query as q
from qa.answer import AnswerStatus
from qa.finding.passages import SURE, SURE_ENGLISH, nearest
from qa.kinds.passages import FIGURE, everything
from qa.naming.asks import asks_of, whether
from qa.nearest import sought
from qa.query.facts import AskFacts
from qa.reading import Declined, Understood

if TYPE_CHECKING:
    from qa.reading import Reading

OPEN = (q.TellPassage, q.WhenHappens, q.SearchInitiatives)
"""What is told by sentences: the facts that are asked are checked in them."""
SEVERAL = (q.ListTargets, q.WhoIsResponsible, q.WhereInPlan, q.WhatItSays)
"""What tells one thing: where several are asked, the sentences tell them."""
TYPED = frozenset({"when", "count", "money", "phone", "amount"})


def read_facts(reading: Reading, outcome: Understood | Declined | None) -> Understood | Declined | None:
    """The question as one on the prose, where what was made of it is open; the outcome itself where it is not."""
    text = reading.recognised.text
    asks, yes_no = asks_of(text), whether(text)
    if not _open(outcome, len(asks)) or not (asks or yes_no):
        return outcome
    query = facts_of(reading, yes_no=yes_no and not asks)
    found = nearest(query, reading.world)
    absent = unwritten_nouns(reading)
    if found and _sure(found[0].score, reading, absent):
        return Understood(query=query)
    return _unsure(reading, outcome, query, absent)


def facts_of(reading: Reading, *, yes_no: bool) -> AskFacts:
    """What is asked, as a query."""
    text = reading.recognised.text
    mentions = reading.recognised
    initiatives = tuple(t.key for m in mentions.of("initiative") for t in m.things)
    named = tuple(m.text for m in mentions.of("indicator", "post")) + tuple(m[0] for m in FIGURE.finditer(text))
    return AskFacts(
        text=sought(reading),
        words=tuple((word.surface, word.stem, word.noun) for word in everything(reading)),
        asks=asks_of(text),
        whether=yes_no,
        years=mentions.years,
        within=initiatives,
        named=named,
    )


def _open(outcome: Understood | Declined | None, asks: int) -> bool:
    if outcome is None:
        return True
    if isinstance(outcome, Declined):
        return outcome.status is AnswerStatus.NOT_IN_DOCUMENTS and outcome.phrase in {"not_told", "no_fact", "no_holder"}
    return isinstance(outcome.query, OPEN) or (asks > 1 and isinstance(outcome.query, SEVERAL))


def _sure(score: float, reading: Reading, absent: tuple[str, ...]) -> bool:
    if reading.language == "en":
        return score >= SURE_ENGLISH
    return score >= SURE + (0.3 if absent else 0.0)


def unwritten_nouns(reading: Reading) -> tuple[str, ...]:
    """Nouns of the question that stand nowhere in the documents."""
    nouns = [word.surface for word in everything(reading) if word.noun and re.search("[一-鿿ァ-ヴ]", word.surface)]
    return tuple(noun for noun in nouns if not reading.world.written(noun))


def _unsure(
    reading: Reading, outcome: Understood | Declined | None, query: AskFacts, absent: tuple[str, ...]
) -> Understood | Declined | None:
    """No sentence tells it for sure: what is near in meaning may still help, where no figure or date is wanted."""
    typed = any(ask.kind in TYPED for ask in query.asks)
    asked = bool(query.asks) and (typed or bool(absent))
    if isinstance(outcome, Understood) and not asked:
        return outcome
    return Understood(query=replace(query, sure=False))
