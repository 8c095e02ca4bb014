"""A question on the prose: its words, and each thing that it asks of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.lexicon import current
from keikaku.qa import query as q
from keikaku.qa.finding.nearest import sought
from keikaku.qa.finding.passages import SURE, SURE_ENGLISH, dated, nearest
from keikaku.qa.finding.written import any_written, telling
from keikaku.qa.kinds import about
from keikaku.qa.kinds.passages import FIGURE, SHORTEST, everything, of_those
from keikaku.qa.naming.asks import Ask, asks_of, says, whether
from keikaku.qa.naming.spelling import only_asks
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.reading import Declined, Understood
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.text.words import ASKING, IDLE, content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.finding.sentences import Told
    from keikaku.qa.reading import Reading
    from keikaku.qa.text.words import Word

OPEN = (q.TellPassage, q.WhenHappens, q.SearchInitiatives)
"""What is told by sentences: the facts that are asked are checked in them."""
SEVERAL = (q.ListTargets, q.WhoIsResponsible, q.WhereInPlan)
"""What tells one thing: where several are asked, the sentences tell them."""
CLEAR = 0.4
"""What is as likely as this (as a score: a chance of .6) helps, though words of the question stand nowhere."""
TYPED = frozenset({"when", "count", "extent", "money", "phone", "amount"})


def read_facts(reading: Reading, outcome: Understood | Declined | None) -> Understood | Declined | None:
    """The question as one on the prose, where what was made of it is open; the outcome itself where it is not."""
    text = reading.recognised.text
    asks, yes_no = asks_of(text), whether(text)
    outcome = _of_a_unit(reading, outcome, asks)
    if not _open(outcome, asks, text) or not (asks or yes_no):
        return outcome
    query = facts_of(reading, yes_no=yes_no and not asks)
    goes_on = reading.context and asks and not reading.recognised.mentions
    typed = any(ask.kind in TYPED for ask in asks)
    if (
        not query.within
        and not goes_on
        and not typed
        and sum(len(stem) for _, stem, _ in query.words) < SHORTEST
    ):
        return outcome
    if isinstance(outcome, Understood) and _told_well(outcome.query, query, reading.language):
        return outcome
    found = nearest(query, reading.world)
    absent = unwritten_nouns(reading, asks)
    if found and (query.within or _sure(found[0].score, reading, absent)):
        return Understood(query=replace(query, absent=_names(absent)))
    if query.whether and query.years:
        query = replace(query, years=())  # another year may be written than the one that is asked for
        found = nearest(query, reading.world)
        if found and _sure(found[0].score, reading, absent) and find_times(dated(query, found).text):
            return Understood(query=query)
    lost = not goes_on and _about_something_else(reading, query, found)
    unsure = None if lost else _unsure(reading, outcome, query, absent, goes_on=bool(goes_on))
    return unsure if not lost else _searched(outcome) or _not_told(reading)


def _searched(outcome: Understood | Declined | None) -> Understood | None:
    """What the search is sure of is near, though no word of it is the question's."""
    if not isinstance(outcome, Understood) or not isinstance(outcome.query, q.SearchInitiatives):
        return None
    return outcome if outcome.query.hits else None


NEAR_MEANING = 0.27
"""What is as near as this in meaning may tell it in other words."""


def _about_something_else(reading: Reading, query: AskFacts, found: Sequence[Told]) -> bool:
    """True where no noun of a question of its own stands in the documents, and nothing is near in meaning."""
    nouns = telling(everything(reading))
    alone = not (reading.before or query.within or reading.recognised.of(*OF_OURS))
    near = any(one.meaning >= NEAR_MEANING for one in found)
    return alone and bool(nouns) and not near and not any_written(nouns, reading.world)


OF_OURS = ("initiative", "indicator", "department", "section", "plan", "pillar", "field", "post", "theme")
"""Names of what the documents tell of."""


def _not_told(reading: Reading) -> Declined:
    topic = "・".join(word.surface for word in everything(reading))
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told", about={"topic": topic})


def _names(absent: tuple[str, ...]) -> tuple[str, ...]:
    """Of the words that stand nowhere the names: another word may be said otherwise in what is told."""
    return tuple(word for word in absent if any(token.pos2 == "固有名詞" for token in tokenize(word)))


def _told_well(told: q.Query, query: AskFacts, language: q.Language) -> bool:
    """The dated sentences of an initiative that is named; what is told where nothing but 何 is asked."""
    if isinstance(told, q.WhenHappens):
        return bool(query.within) and len(query.asks) == 1
    open_asks = bool(query.asks) and all(ask.kind == "what" for ask in query.asks)
    return isinstance(told, q.TellPassage) and open_asks and language == "ja" and len(query.asks) == 1


def _of_a_unit(
    reading: Reading, outcome: Understood | Declined | None, asks: tuple[Ask, ...]
) -> Understood | Declined | None:
    """Who does something that only its words name: not the list of a theme, nor of everything."""
    if len(asks) != 1 or asks[0].kind != "unit" or not isinstance(outcome, Understood):
        return outcome
    query = outcome.query
    if isinstance(query, q.WhatItSays):
        return Understood(query=q.WhoIsResponsible(query.subjects))
    listed = isinstance(query, q.ListInitiatives) and all(
        isinstance(c, q.WithTheme) for c in query.where.conditions
    )
    words = replace(reading, topic=content_words(reading.recognised.text, IDLE))
    return (about.read_who(words) or outcome) if listed else outcome


def facts_of(reading: Reading, *, yes_no: bool) -> AskFacts:
    """What is asked, as a query."""
    text = reading.recognised.text
    mentions = reading.recognised
    initiatives = tuple(t.key for m in mentions.of("initiative") for t in m.things)
    named = tuple(m.text for m in mentions.of("indicator", "post", "department", "section")) + tuple(
        m[0] for m in FIGURE.finditer(text)
    )
    words = beside_plans(reading) or everything(reading)
    return AskFacts(
        text=sought(reading),
        words=tuple((word.surface, word.stem, word.noun) for word in words),
        asks=asks_of(text),
        whether=yes_no,
        years=mentions.years,
        within=initiatives or (reading.listed if of_those(reading) else ()),
        named=named,
        adds=any(span in text for span in current_sums()),
        language=reading.language,
    )


SAID_ELSEWHERE = frozenset({"year", "municipality", "initiative"})
"""What a query on the prose has in other ways than by words."""


def beside_plans(reading: Reading) -> tuple[Word, ...]:
    """The words beside the names of plans, which say where to look and not what for; none where nothing is named else."""
    named = reading.recognised.of("plan")
    if not named:
        return ()
    told = tuple(m for m in reading.recognised.mentions if m in named or m.kind in SAID_ELSEWHERE)
    words = content_words(replace(reading.recognised, mentions=told).rest, ASKING)
    return words if any(word.noun for word in words) else ()


def _open(outcome: Understood | Declined | None, asks: tuple[Ask, ...], text: str) -> bool:
    if outcome is None:
        return True
    if isinstance(outcome, Declined):
        return outcome.status is AnswerStatus.NOT_IN_DOCUMENTS and outcome.phrase in {"not_told", "no_fact"}
    if isinstance(outcome.query, q.WhereInPlan) and any(ask.text in {"名前", "名称"} for ask in asks):
        return True
    if isinstance(outcome.query, q.AskPlan | q.WhatItSays):
        plans = isinstance(outcome.query, q.AskPlan) and outcome.query.link is q.PlanLink.INDIVIDUAL_PLANS
        all_of_it = plans and whether(text) and not asks and bool(says("UNIVERSAL", text))
        return all_of_it if isinstance(outcome.query, q.AskPlan) else bool(asks) or whether(text)
    return isinstance(outcome.query, OPEN) or (len(asks) > 1 and isinstance(outcome.query, SEVERAL))


def current_sums() -> tuple[str, ...]:
    """The words that ask for a sum."""
    return current().concepts["ASK_SUM"].stems


def _sure(score: float, reading: Reading, absent: tuple[str, ...]) -> bool:
    if reading.language == "en":
        return score >= SURE_ENGLISH
    return score >= SURE + (0.3 if absent else 0.0)


def unwritten_nouns(reading: Reading, asks: tuple[Ask, ...]) -> tuple[str, ...]:
    """Nouns that the question is about and that stand nowhere in the documents, as the question writes them."""
    text = reading.recognised.text
    heads = "".join(ask.head for ask in asks)
    found: dict[str, None] = {}
    for word in everything(reading):
        solid = re.search("[一-鿿ァ-ヴ]{2,}", word.surface) or re.fullmatch("[一-鿿]", word.surface)
        if (
            word.noun
            and solid
            and not only_asks(word.surface)
            and word.surface not in IDLE
            and word.surface not in heads
            and not reading.world.written(word.surface)
        ):
            run = next(
                (m[0] for m in re.finditer("[一-鿿々ァ-ヴー]+", text) if word.surface in m[0]), word.surface
            )
            found[run] = None
    return tuple(found)


def _unsure(
    reading: Reading,
    outcome: Understood | Declined | None,
    query: AskFacts,
    absent: tuple[str, ...],
    *,
    goes_on: bool,
) -> Understood | Declined | None:
    """No sentence tells it for sure: what is near in meaning may still help, where no figure or date is wanted."""
    typed = any(ask.kind in TYPED for ask in query.asks)
    if goes_on:
        note = "前の回答について読みました"
        both = replace(reading, recognised=replace(reading.recognised, text=f"{reading.before} {query.text}"))
        words = tuple(
            word for word in content_words(both.recognised.text, IDLE) if word.surface not in absent
        )
        return Understood(
            query=replace(
                query,
                text=both.recognised.text,
                words=tuple((word.surface, word.stem, word.noun) for word in words),
                within=reading.context,
                absent=absent,
            ),
            notes=(note,),
        )
    near = outcome.query if isinstance(outcome, Understood) else None
    by_meaning = reading.world.search is not None
    clear = by_meaning and isinstance(near, q.SearchInitiatives) and near.hits[0][1] >= CLEAR
    of_it = any(noun in ask.segment for noun in absent for ask in query.asks)
    asked = bool(query.asks) and (typed or (of_it and not clear))
    if isinstance(outcome, Understood) and not asked:
        return outcome
    return Understood(query=replace(query, sure=False, absent=absent))
