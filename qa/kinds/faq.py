"""The entry of the FAQ that fits a question: the city's own words, told whole and before what the plans tell.

It fits where it is asked for word for word; else where no name or fact of the graph answers, only words and meaning,
and where it is almost surely what was asked and more likely so than any initiative, with room to spare. Off-topic questions and those that the graph
reads as they stand get none, and cost no model.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.nearest import sought
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import Answer, AnswerStatus
from keikaku.qa.text.compact import compact
from keikaku.qa.world.entries import ENTRIES, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keikaku.qa.world.entries import Entry
    from keikaku.qa.world.world import World

FITS = 0.95
"""The least chance of an entry that fits: none of the questions without an answer has it (tests/qa/test_faq_first.py)."""
AHEAD = 1.0
"""By how much its score must be above that of the likeliest initiative, which may be what is meant: 2.7 times the odds."""
BEFORE_NEXT = 1.5
"""By how much its score must be above that of the next entry: of two near ones the second is often the right one."""
OPEN = (q.SearchInitiatives, q.TellPassage)
"""Queries that words and meaning alone have found."""
UNTOLD = frozenset({"not_told", "no_fact"})
"""Why a question is declined that an entry may answer yet."""
BESIDE = ("計画の文書では、次のとおりです。", "In the plans:")
"""What stands between the entry and what the plans tell."""
READ = ("よくある質問「{question}」", "the FAQ entry “{question}”")


def with_entry(answer: Answer, entry: Entry) -> Answer:
    """The answer with the entry first; of one that was declined nothing else is left."""
    english = answer.language == "en"
    first = told(entry, "en" if english else "ja")
    rest = "" if answer.abstained else f"{BESIDE[english]}\n{answer.text}"
    items = (entry.item, *(() if answer.abstained else answer.items))
    return replace(
        answer,
        status=AnswerStatus.ANSWERED if answer.abstained else answer.status,
        text=f"{first}\n{rest}" if rest else first,
        told_first=first,
        items=items,
        total=len(items),
        citations=(entry.citation, *answer.citations),
        suggestions=(),
        sparql=answer.sparql or ENTRIES,
        reading=READ[english].format(question=entry.question)
        + (f" / {answer.reading}" if answer.reading else ""),
    )


def fitting(reading: Reading, understood: Understood | Declined) -> Entry | None:
    """The entry that fits what was asked, if any does."""
    if isinstance(understood, Declined) and understood.status is AnswerStatus.AMBIGUOUS:
        return None  # which city is meant comes first
    entries = reading.world.faq
    if not entries:
        return None
    same = next((one for one in entries if _same(one.question, reading)), None)
    return same or (_nearest(reading, entries) if _is_open(understood) else None)


def _is_open(understood: Understood | Declined) -> bool:
    if isinstance(understood, Declined):
        return understood.phrase in UNTOLD
    return isinstance(understood.query, OPEN)


def _same(question: str, reading: Reading) -> bool:
    return _bare(question, reading.world) == _bare(reading.asked, reading.world)


def _bare(question: str, world: World) -> str:
    """The question without signs and without the name of a city."""
    text = compact(question)
    for city in world.lexicon.of_kind("municipality"):
        text = text.replace(compact(city.label), "")
    return _SIGNS.sub("", text)


_SIGNS = re.compile(r"[\s?!。、,.「」]|^[のはでに]")


def _nearest(reading: Reading, entries: Iterable[Entry]) -> Entry | None:
    search = reading.world.search
    if search is None:
        return None
    found = search.ranked(sought(reading), "faq", k=2)
    rival = search.ranked(sought(reading), "initiatives", k=1)
    if not found.hits:
        return None
    first = found.hits[0]
    ahead = max((first.score - hit.score for hit in rival.hits), default=AHEAD)
    alone = all(first.score - hit.score >= BEFORE_NEXT for hit in found.hits[1:])
    fits = first.chance >= FITS and ahead >= AHEAD and alone
    return next((one for one in entries if fits and one.iri == first.key), None)
