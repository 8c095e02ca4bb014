"""総務部は, じゃあ令和7年度は, 違う、総務部じゃなくて土木部: what was asked before, of something else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.naming.ledger import ledger_of
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.reading.frame import Using
from keikaku.qa.reading.scope import scope_of
from keikaku.qa.recognise import recognise
from keikaku.qa.text.compact import compact
from keikaku.qa.turns.about import query_of
from keikaku.qa.turns.referents import SETS
from keikaku.qa.turns.turn import BESIDE, Resolved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.turns.turn import Turn

NOTE = ("前の問いの続きとして読みました",)
LEAVING = {*BESIDE, "COUNT", "HOW_MUCH", "BALANCE", "INCLUDING", "AXIS_YEAR", "SUM", "RESPONSIBLE", "WRONG"}
"""What a turn may say that names something and asks for nothing new."""
UNITS = frozenset({"department", "section"})


def of_something_else(turn: Turn) -> Resolved | None:
    """総務部は, 令和7年度だと: a name or a year that stands alone takes the place of the one before."""
    spans = turn.slots
    if not spans or turn.ledger.says("EXCEPT") or not turn.accounted(spans, LEAVING):
        return None
    if turn.ledger.says("SUM") and turn.ledger.says("COUNT"):
        return None
    query = _changed(turn, spans) or _said_again(turn, spans)
    return query and replace(query, notes=NOTE)


def _changed(turn: Turn, spans: tuple[Span, ...]) -> Resolved | None:
    query = _with(turn, spans)
    return Resolved(query=query) if query is not None else None


def _with(turn: Turn, spans: tuple[Span, ...]) -> q.Query | None:  # noqa: PLR0911 - one a kind of query
    """The query before with what is named now; None where it has no place for it."""
    before = turn.left.query
    things = tuple(q.Named(t.key, t.label) for span in spans for t in span.things)
    years = tuple(year for span in spans for year in span.years)
    kinds = {span.kind_of for span in spans if span.kind is SpanKind.NAME}
    match before:
        case q.ListInitiatives() | q.CountInitiatives() | q.Breakdown() if "initiative" not in kinds:
            return _narrowed(turn, before)
        case q.Observe() if kinds <= {"indicator"}:
            return replace(before, years=years or before.years, indicators=things or before.indicators)
        case q.AskOrganisation() if kinds <= UNITS:
            return replace(before, years=years or before.years, units=things or before.units)
        case q.AskPlan() if kinds == {"plan"} and not years:
            return replace(before, plans=things)
        case q.ListTargets() if kinds == set() and years:
            return replace(before, years=years)
        case q.ListTargets() if kinds <= OF_SETS and not years:
            return _of_other_targets(turn, before)
        case q.WhoIsResponsible() | q.WhereInPlan() | q.WhatItSays() if kinds == {"initiative"}:
            return replace(before, subjects=things)
        case q.ListTargets() | q.WhenHappens() if kinds == {"initiative"}:
            return query_of("target" if isinstance(before, q.ListTargets) else "when", things, turn.world)
        case _:
            return None


def _narrowed(turn: Turn, before: q.ListInitiatives | q.CountInitiatives | q.Breakdown) -> q.Query | None:
    """The set before, each condition of a kind that is said anew replaced, others added."""
    found = scope_of(Using(turn.ledger), turn.world)
    if found is None or not found.conditions:
        return None
    where = q.AllOf((*without_kinds(before.where.conditions, found.conditions), *found.conditions))
    if turn.ledger.says("COUNT") and not isinstance(before, q.Breakdown):
        return q.CountInitiatives(where)
    return replace(before, where=where)


OF_SETS = frozenset({"department", "section", "plan", "pillar", "field"})


def _of_other_targets(turn: Turn, before: q.ListTargets) -> q.ListTargets | None:
    """会計課は after the targets of 職員課; None where those were not of a condition of this kind."""
    found = scope_of(Using(turn.ledger), turn.world)
    kept = without_kinds(before.where.conditions, found.conditions) if found else before.where.conditions
    if found is None or len(kept) == len(before.where.conditions):
        return None
    return q.ListTargets(q.AllOf((*kept, *found.conditions)), count=before.count)


def without_kinds(kept: Iterable[q.Condition], added: Iterable[q.Condition]) -> tuple[q.Condition, ...]:
    """The conditions but for those of a kind that is among the added."""
    added = tuple(added)
    kinds = {kind for one in added for kind in _kinds(one)}
    kinds |= {q.InPillar, q.InField, q.InYear} if q.InPlan in kinds else set()
    plans = {one.plan.key for one in added if isinstance(one, q.InPillar)}
    return tuple(
        one
        for one in kept
        if not _kinds(one) & kinds and not (isinstance(one, q.InPlan) and plans and one.plan.key not in plans)
    )


def _kinds(condition: q.Condition) -> frozenset[type]:
    match condition:
        case q.AnyOf() | q.AllOf():
            return frozenset(kind for one in condition.conditions for kind in _kinds(one))
        case q.Not():
            return _kinds(condition.condition)
        case q.ByUnit() | q.ByWholeCity():
            return frozenset({q.ByUnit})
        case _:
            return frozenset({type(condition)})


def corrected(turn: Turn) -> Resolved | None:
    """違う、総務部じゃなくて土木部; いや、令和4年度のほう: the question before with the other name."""
    wrong, instead = turn.ledger.says("WRONG"), turn.ledger.says("EXCEPT")
    if not (wrong or instead) or not 1 <= len(turn.slots) <= 2 or not turn.accounted(turn.slots, CORRECTING):
        return None
    if len(turn.slots) == 1:
        return of_something_else(turn) if wrong and not instead else None
    old, new = turn.slots
    if old.kind_of != new.kind_of or old.kind is not new.kind:
        return None
    before = compact(turn.left.question)
    if old.text in before:
        return Resolved(text=before.replace(old.text, new.text), notes=NOTE)
    return _said_again(turn, (new,)) or of_something_else(_without(turn, old))


CORRECTING = {*BESIDE, "WRONG", "EXCEPT", "RESPONSIBLE", "DOING"}


def _without(turn: Turn, old: Span) -> Turn:
    """The turn without what it takes back."""
    kept = tuple(span for span in turn.ledger.spans if span is not old and not span.says("EXCEPT", "WRONG"))
    return replace(turn, ledger=replace(turn.ledger, spans=kept))


def _said_again(turn: Turn, spans: tuple[Span, ...]) -> Resolved | None:
    """The words of the question before with the new names in the place of those of their kind."""
    if isinstance(turn.left.query, SETS):
        return None
    text = compact(turn.left.question)
    ledger = _ledger(text, turn)
    for span in spans:
        old = next((one for one in ledger.spans if one.kind is span.kind and _alike(one, span)), None)
        if old is None:
            return None
        text = text.replace(text[old.start : old.end], span.text)
    return Resolved(text=text)


def _alike(one: Span, other: Span) -> bool:
    return one.kind_of == other.kind_of or {one.kind_of, other.kind_of} <= UNITS


def _ledger(text: str, turn: Turn) -> Ledger:
    return ledger_of(text, recognise(text, turn.world.lexicon), turn.world, turn.ledger.language)


def of_another_word(turn: Turn) -> Resolved | None:
    """しいたけのほうは: the same question of what only a word names."""
    if turn.slots or not isinstance(turn.left.query, ONE_THING) or not turn.ledger.says("LIKEWISE"):
        return None
    words = list(turn.ledger.residue)
    if len(words) != 1 or not turn.accounted(words, BESIDE):
        return None
    text = compact(turn.left.question)
    asks = asks_of(text)
    if not asks:
        return None
    return Resolved(text=f"{words[0].text}は{text[text.rindex(asks[-1].text) :]}", notes=NOTE)


ONE_THING = (AskFacts, q.WhoIsResponsible, q.WhereInPlan, q.WhatItSays, q.ListTargets, q.WhenHappens)
