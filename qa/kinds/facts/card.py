"""Several things asked of one initiative: its card, in the place of a denial of all because one of them is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import named
from keikaku.qa.finding.subject import clear_subject
from keikaku.qa.finding.written import absent_of
from keikaku.qa.kinds.facts.card_subject import subject_of
from keikaku.qa.kinds.passages import everything
from keikaku.qa.naming.asks import Ask, says, whether
from keikaku.qa.naming.attributes import attributes_of
from keikaku.qa.query.card import AskCard
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.reading import Declined, Understood
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.reading import Reading

OF_ONE = (
    q.ListTargets,
    q.WhoIsResponsible,
    q.WhereInPlan,
    q.WhatItSays,
    q.TellPassage,
    q.WhenHappens,
    q.SearchInitiatives,
    q.AskCells,
    AskFacts,
)
"""What is told of one thing, or of words: a card tells more of it."""
NO_UNIT = "unknown_unit"
"""A unit that no document has may be said to do what another does."""
UNTOLD = frozenset({"not_told", "no_fact", "no_holder", "nothing", "no_word"})


def read_card(reading: Reading, outcome: Understood | Declined | None) -> Understood | None:
    """The card of the one initiative that the question is about, where several things are asked of it, or one is said.

    Where nothing else tells it and the words point at one thing, what is written of that.
    """
    if not _open(outcome):
        return None
    asks = attributes_of(_without_names(reading))
    said = tuple(m.text for m in reading.recognised.of("department", "section", "unknown"))
    claimed = bool(said) and bool(says("RESPONSIBLE", reading.recognised.text))
    abroad = _told_abroad(reading, asks)
    if len(asks) > 1 or (asks and claimed) or abroad:
        if (said and not claimed) or not (_structured(asks) or _unsure(outcome) or abroad):
            return None
        return _card(reading, outcome, subject_of(reading, outcome), asks, said)
    return _of_what_is_meant(reading, outcome, asks, said)


def _of_what_is_meant(
    reading: Reading, outcome: Understood | Declined | None, asks: tuple[Ask, ...], said: tuple[str, ...]
) -> Understood | None:
    """What is written of the one thing that the words point at, where nothing else tells it."""
    if not _lost(outcome) or (isinstance(outcome, Declined) and outcome.phrase == NO_UNIT):
        return None
    if said:
        doer = whether(reading.recognised.text) and _as_doer(reading)
        return _card(reading, outcome, clear_subject(reading), (WHO,), said) if doer else None
    if _denied(reading, outcome, asks):
        return None
    return _card(reading, outcome, clear_subject(reading), asks or (WHAT,), ())


def card_of(reading: Reading, outcome: Declined, thing: Thing) -> Understood | None:
    """The card of a thing that alone holds a word of the question, where nothing else was found."""
    asks = attributes_of(_without_names(reading)) or (WHAT,)
    return _card(reading, outcome, thing, asks, ())


def _denied(reading: Reading, outcome: Understood | Declined | None, asks: tuple[Ask, ...]) -> bool:
    """True where a thing named in full was looked up and has none of it, or where a word of it stands nowhere."""
    if asks and all(ask.kind == "what" for ask in asks):
        return False
    named_in_full = bool(reading.recognised.of("initiative")) and isinstance(outcome, Declined)
    return named_in_full or bool(absent_of(reading.topic, reading.world))


def _as_doer(reading: Reading) -> bool:
    """会計課が: the unit is what the question says to do it."""
    text = reading.recognised.text
    return any(text.startswith("が", m.end) for m in reading.recognised.of("department", "section"))


SHOWN = frozenset({"unit", "target", "baseline", "result", "when", "count", "money", "phone", "amount"})
"""What is asked of which it shows whether it is told."""
WHO = Ask("unit", "担当", "担当")
WHAT = Ask("what", "", "")


def _card(
    reading: Reading,
    outcome: Understood | Declined | None,
    subject: Thing | None,
    asks: tuple[Ask, ...],
    said: tuple[str, ...],
) -> Understood | None:
    cells = _cells(outcome)
    asks = tuple(ask for ask in asks if not _in_a_cell(ask, cells))
    if subject is None or not asks or (_figures(asks) and _of_other_years(reading, subject)):
        return None
    query = AskCard(
        subject=named(subject),
        asks=asks,
        text=reading.recognised.text,
        words=tuple((word.surface, word.stem, word.noun) for word in everything(reading)),
        said=said,
        claims=_without_names(reading),
        cells=cells,
        absent=_absent(reading, asks),
        sure=not _lost(outcome) or len(asks) > 1 or all(ask.kind in SHOWN for ask in asks),
        language=reading.language,
    )
    return Understood(query=query)


def _figures(asks: tuple[Ask, ...]) -> bool:
    return any(ask.kind in OF_A_YEAR for ask in asks)


OF_A_YEAR = frozenset({"count", "money", "amount"})
"""What is asked of which a figure of another year tells nothing."""


def _of_other_years(reading: Reading, subject: Thing) -> bool:
    """True where the question names fiscal years, and neither the thing's plan nor a passage on it is of any of them."""
    years = frozenset(reading.recognised.years)
    plan = reading.world.lexicon.things.get(subject.plan or "")
    if not years or (plan is not None and plan.fiscal_year in years):
        return False
    told = reading.world.passages_of(years)
    return not any(one.key in told for one in reading.world.texts("passage") if one.subject == subject.key)


def _open(outcome: Understood | Declined | None) -> bool:
    if isinstance(outcome, Declined):
        return outcome.status is AnswerStatus.NOT_IN_DOCUMENTS and outcome.phrase in {*UNTOLD, NO_UNIT}
    return outcome is None or isinstance(outcome.query, OF_ONE)


def _cells(outcome: Understood | Declined | None) -> tuple[q.Named, ...]:
    """The cells that the question names by their heads."""
    query = outcome.query if isinstance(outcome, Understood) else None
    return query.cells if isinstance(query, q.AskCells) else ()


def _in_a_cell(ask: Ask, cells: Sequence[q.Named]) -> bool:
    """True where a cell's head is what is asked: 事業費 of 事業費はいくら."""
    heads = [compact(cell.label) for cell in cells]
    return any(head.startswith(ask.text) or (ask.head and head.startswith(ask.head)) for head in heads)


def _told_abroad(reading: Reading, asks: tuple[Ask, ...]) -> bool:
    """What does the city do for 刃物 makers: an English question of which the one Japanese word says what it is about."""
    japanese = any(not word.surface.isascii() for word in reading.topic)
    return reading.language == "en" and japanese and [ask.kind for ask in asks] == ["what"]


def _absent(reading: Reading, asks: tuple[Ask, ...]) -> tuple[str, ...]:
    """The words beyond what is asked that stand nowhere."""
    if reading.language == "en":
        return ()
    asking = "".join(ask.text for ask in asks)
    absent = absent_of(reading.topic, reading.world)
    return tuple(word.surface for word in absent if word.surface not in asking)


def _structured(asks: tuple[Ask, ...]) -> bool:
    """True where the graph tells one of them: who does it, or its target."""
    return any(ask.kind in {"unit", "target"} for ask in asks)


def _unsure(outcome: Understood | Declined | None) -> bool:
    """True where no sentence was found that tells it for sure."""
    if isinstance(outcome, Understood) and isinstance(outcome.query, AskFacts):
        return not outcome.query.sure
    return not isinstance(outcome, Understood) or isinstance(outcome.query, q.SearchInitiatives)


def _lost(outcome: Understood | Declined | None) -> bool:
    """True where nothing of the prose or of the graph was found to tell it."""
    if isinstance(outcome, Understood):
        return isinstance(outcome.query, AskFacts) and not outcome.query.sure
    return True


def _without_names(reading: Reading) -> str:
    """The text with a blank in the place of what it names: a name asks nothing."""
    text = reading.recognised.text
    for mention in reading.recognised.of("initiative", "plan", "pillar", "field", "indicator"):
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text
