"""A set that was understood but for some words: it is answered in part, and the words are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa import query as q
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.scope import conditions_in
from keikaku.qa.text.words import content_words

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.reading.admit import Admission
    from keikaku.qa.world.world import World

NARROWING = (q.ByUnit, q.InPlan, q.InPillar, q.InField, q.UnitNumber, q.HasTarget, q.TargetNumber, q.HasUnit)
"""Conditions of which one at least has to be understood; a year alone says too little."""
OPERATIONS = frozenset(
    {
        "COUNT", "EACH", "SUM", "DIFFERENCE", "MORE_THAN", "LESS_THAN", "MOST", "LEAST", "AXIS_DEPARTMENT", "AXIS_SECTION",
        "AXIS_PILLAR", "AXIS_FIELD", "AXIS_PLAN", "AXIS_YEAR", "RESPONSIBLE", "UNDER", "THING", "THAT", "FORM", "TELL", "DOING", "TARGET",
        "BALANCE", "OTHERS", "UNITED", "INCLUDING", "NUMERIC", "YES_NO", "SAYS_SO", "REACHED", "IN_NAME", "IN_TEXT", "WHICH", "KEPT", "ACHIEVED",
    }
)  # fmt: skip
"""Words of asking that tell a set otherwise; the others (いつ, なぜ, いくら) ask for something that is no set."""
TOPIC = ("に関する", "に関連する", "関連", "についての", "に係る")


def partly(
    found: tuple[Admission, ...], ledger: Ledger, world: World
) -> tuple[Admission, tuple[str, ...]] | None:
    """The best reading of a set of which only words that stand nowhere were not read, and those words."""
    for one in found:
        if one.whole or not _binds(one.draft.query):
            continue
        held = isinstance(one.draft.query, q.AskNumbers) and one.draft.query.whether
        if all((held and _premise(span)) or _idle(span, ledger, world) for span in one.unread):
            return one, tuple(dict.fromkeys(span.text for span in one.unread))
    return None


def _binds(query: q.Query) -> bool:
    if isinstance(query, q.AskNumbers):
        return any(not isinstance(number, q.CountOf) for number in query.numbers)
    if not isinstance(query, q.ListInitiatives | q.CountInitiatives | q.Breakdown):
        return False
    return any(isinstance(part, NARROWING) for part in conditions_in(query.where))


def _premise(span: Span) -> bool:
    """目標の50億円に届かなかった: what a question takes for granted, beside the figures that say how it is."""
    return span.kind is SpanKind.FIGURE or span.says("DENIED")


def _idle(span: Span, ledger: Ledger, world: World) -> bool:
    """A word that no document has, that is no name and no topic; or a word of asking that a set can go without."""
    if span.kind is SpanKind.CONCEPT:
        return bool(set(span.concepts) <= OPERATIONS)
    if span.kind is not SpanKind.RESIDUE or ledger.text.startswith(TOPIC, span.end):
        return False
    if any(name.start == span.end and name.text[0].isdigit() for name in ledger.names("plan")):
        return False  # NP2030 is another plan than MP2030
    if any(token.pos2 == "固有名詞" for token in tokenize(span.text)):
        return False
    nouns = [word.stem for word in content_words(span.text, frozenset()) if word.noun]
    return not any(map(world.written, nouns))
