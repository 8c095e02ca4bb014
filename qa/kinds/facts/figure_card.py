"""A figure that is asked or said of an indicator in words that nothing reads: what is written of the indicator is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import named
from keikaku.qa.kinds.figures.observations import narrowed, of_the_owner, subjects_of
from keikaku.qa.naming.asks import asks_of, says
from keikaku.qa.reading import Declined, Understood
from keikaku.qa.telling.answer import AnswerStatus

if TYPE_CHECKING:
    from keikaku.qa.reading import Reading

UNTOLD = frozenset({"not_told", "no_fact", "no_holder", "nothing", "no_word"})
FIGURES = frozenset({"count", "money", "extent"})
_SAID = re.compile(r"[0-9][0-9,.]*(?:億|万|千)?(?:円|%|人|件)")


def read_figure(reading: Reading, outcome: Understood | Declined | None) -> Understood | None:
    """The figures of the one indicator that is named, where the words pointed at the targets of something else."""
    mentions = reading.recognised.of("indicator")
    if len(mentions) != 1 or reading.recognised.of("initiative") or not _untold(outcome):
        return None
    text = reading.recognised.text
    asked = any(ask.kind in FIGURES for ask in asks_of(text)) or says("TARGET", text)
    if not (asked and (_SAID.search(text) or says("TARGET", text))):
        return None
    things = tuple(map(named, of_the_owner(mentions[0], reading)))
    if not things:
        return None
    return Understood(query=q.Observe(narrowed(things, text), reading.recognised.years, subjects_of(reading)))


def _untold(outcome: Understood | Declined | None) -> bool:
    """True for a denial, and for the targets of an initiative that the question does not name."""
    if isinstance(outcome, Understood):
        return isinstance(outcome.query, q.ListTargets) and not outcome.query.targets
    return outcome is None or (outcome.status is AnswerStatus.NOT_IN_DOCUMENTS and outcome.phrase in UNTOLD)
