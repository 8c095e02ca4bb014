"""What a turn means on the answers before it: read with each slot that it lacks filled, or as a question of its own.

The outcome is a question that stands on its own (its text, or the query that it is), so that everything after reads it
as if it had been asked so; None where the turn refers to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.admit import readings
from keikaku.qa.turns.about import of_what_was_told
from keikaku.qa.turns.asking_back import lost
from keikaku.qa.turns.figures import against_its_target, at_its_extreme, joined
from keikaku.qa.turns.instead import corrected, of_another_word, of_something_else
from keikaku.qa.turns.onward import (
    broken_down,
    counted,
    narrowed,
    restored,
)
from keikaku.qa.turns.ordinals import of_the_list, of_the_next
from keikaku.qa.turns.others import others, with_the_whole_city
from keikaku.qa.turns.own_words import in_its_own_words
from keikaku.qa.turns.times import of_a_year_beside, of_that_plan, of_that_year, of_the_same_year
from keikaku.qa.turns.units import of_the_unit

if TYPE_CHECKING:
    from keikaku.qa.turns.turn import Resolved, Turn

REFERRING = (
    corrected,
    restored,
    of_the_list,
    of_the_next,
    with_the_whole_city,
    of_a_year_beside,
    of_that_year,
    of_that_plan,
    of_the_unit,
    joined,
    against_its_target,
    at_its_extreme,
    others,
    of_the_same_year,
    of_something_else,
    narrowed,
    counted,
    broken_down,
    of_what_was_told,
)
"""Words that mean nothing without what they refer to: tried before the turn is read as a question of its own."""
LACKING = (of_another_word, in_its_own_words)
"""What a turn lacks that names nothing: filled where it is no question of its own."""


def resolved(turn: Turn) -> Resolved | None:
    """The turn with what it refers to put in; None where it stands on its own."""
    found = next((one for way in REFERRING if (one := way(turn)) is not None), None)
    if found is not None or stands_alone(turn):
        return found
    found = next((one for way in LACKING if (one := way(turn)) is not None), None)
    return lost(turn.text) if found is None and refers(turn) else found


BY_NAME = (of_the_unit, of_that_plan, of_that_year)
"""References that may stand beside another one: その課の取組で前のプランにあったのは."""


def resolved_further(turn: Turn) -> Resolved | None:
    """What else a turn refers to, whose first reference was put in by its name."""
    return next((one for way in BY_NAME if (one := way(turn)) is not None), None)


def stands_alone(turn: Turn) -> bool:
    """True where every word is accounted for by a reading that does not ask for everything."""
    found = readings(turn.ledger, turn.world)
    return bool(found) and found[0].whole and found[0].draft.query not in EVERYTHING


EVERYTHING = (q.CountInitiatives(q.AllOf(())), q.ListInitiatives(q.AllOf(())))


def refers(turn: Turn) -> bool:
    """True for a turn that means nothing without what it refers to: そこの担当は, 3番目のは, それはいつ."""
    ledger = turn.ledger
    ordinal = any(s.kind is SpanKind.FIGURE and s.unit == "番目" for s in ledger.spans)
    opens = bool(ledger.spans) and ledger.spans[0].says("THAT") and not turn.left.things
    named = any(span.kind in {SpanKind.NAME, SpanKind.YEAR} for span in ledger.spans)
    return not named and (ordinal or opens or ledger.says("PLACE_BEFORE", "LAST_ONE"))
