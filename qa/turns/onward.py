"""そのうち体系3のもの, 花と緑以外は, 何件, 内訳は, ほかには, 元に戻して: the set that was asked for, and what goes on from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.ontology.lexicon import current
from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.reading.frame import Using
from keikaku.qa.reading.scope import ASIDE, scope_of
from keikaku.qa.text.words import IDLE, content_words
from keikaku.qa.turns.about import subjects_of
from keikaku.qa.turns.instead import NOTE, without_kinds
from keikaku.qa.turns.referents import SETS
from keikaku.qa.turns.turn import BESIDE, Resolved
from keikaku.qa.units import of_department, own_units
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from keikaku.qa.turns.turn import Turn

LISTS = (q.ListInitiatives, q.CountInitiatives)
OF_A_SET = frozenset({"", "件", "つ", "個"})
"""Counters by which a set is counted; the empty one is いくつ."""
COUNTING = {*BESIDE, "COUNT", "SUM", "DOING", "WHOLE", "WITHIN"}
LEFT_TO_SAY = {
    "OTHERS",
    *ASIDE,
    *BESIDE,
    "COUNT",
    "TOGETHER",
    "INCLUDING",
    "WITHIN",
    "RESPONSIBLE",
    "AXIS_PILLAR",
    "AXIS_FIELD",
    "OF_PLAN",
}


def set_of(turn: Turn) -> tuple[q.AllOf, bool] | None:
    """The condition of the last set that was asked for or shown; true where it is not that of the last answer."""
    for steps, left in enumerate(turn.left.chain()):
        if isinstance(left.query, SETS):
            return left.query.where, steps > 0
        named = subjects_of(left.things, turn.world)
        if len(named) > 1:
            has = q.TextHas("・".join(one.label for one in named), tuple(one.key for one in named))
            return q.AllOf((has,)), steps > 0
    return None


def narrowed(turn: Turn) -> Resolved | None:
    """そのうち体系3のものは, 花と緑以外は何件, みどり部と組んでいるのは: the set with a further condition."""
    before = set_of(turn)
    goes_on = turn.ledger.says("EXCEPT", "TOGETHER", "THAT", "WITHIN", "OTHERS")
    if before is None or not goes_on or turn.ledger.names("indicator", "initiative", "municipality"):
        return None
    where, further = before
    added = _said(turn) or _themes(turn)
    if added is None or not (added.conditions or turn.ledger.says("COUNT")):
        return None
    if q.ByWholeCity() in added.conditions and own_units(where):
        return None
    beside = turn.ledger.says("OTHERS")  # 他に緑政課だけのものは: what they were of before narrows no longer
    of_units = any(isinstance(one, q.ByUnit) for one in where.conditions)
    parts = [
        one for one in added.conditions if not (of_units and isinstance(one, q.UnitNumber) and _shared(one))
    ]
    added = q.AllOf(tuple(parts))
    before_it = without_kinds(where.conditions, added.conditions) if beside else where.conditions
    kept = q.AllOf(tuple(dict.fromkeys((*before_it, *added.conditions))))
    kind = q.CountInitiatives if turn.ledger.says("COUNT") else q.ListInitiatives
    return Resolved(query=kind(kept), notes=NOTE, further=further)


def _shared(number: q.UnitNumber) -> bool:
    """組んでいる of a set of one unit: that it is shared follows from the two names."""
    return number.number == TWO and number.comparator is Comparator.AT_LEAST


TWO = 2


def _said(turn: Turn) -> q.AllOf | None:
    """The conditions, where they and words of going on are all that is said."""
    use = Using(turn.ledger)
    found = scope_of(use, turn.world)
    return found if found is not None and turn.accounted(use.used, LEFT_TO_SAY) else None


def _themes(turn: Turn) -> q.AllOf | None:
    """The same where a theme is named among them."""
    if not turn.ledger.says("THAT", "WITHIN") or content_words(turn.recognised.rest, IDLE):
        return None
    found = scope(turn.recognised, turn.world)
    return found.condition if not found.unmet and found.condition.conditions else None


def counted(turn: Turn) -> Resolved | None:
    """何件: how many the set has."""
    before = set_of(turn)
    alone = [span for span in turn.ledger.residue if span.text in current().concepts["NUMBER_ALONE"].ja]
    asks = (
        alone
        or turn.ledger.says("COUNT")
        or any(ask.kind == "count" and ask.counter in OF_A_SET for ask in asks_of(turn.text))
    )
    if before is None or turn.slots or not asks or not turn.accounted(alone, COUNTING):
        return None
    if before[1] and turn.left.things and not _of_items(turn):
        return None  # いくつある after a detour: of the thing told
    return Resolved(query=q.CountInitiatives(before[0]), notes=NOTE, further=before[1])


def _of_items(turn: Turn) -> bool:
    """何件 counts what was listed, whatever was told in between."""
    return turn.ledger.language == "en" or any(ask.counter == "件" for ask in asks_of(turn.text))


AXES = {
    "AXIS_DEPARTMENT": q.Axis.DEPARTMENT,
    "AXIS_SECTION": q.Axis.SECTION,
    "AXIS_PILLAR": q.Axis.PILLAR,
    "AXIS_FIELD": q.Axis.FIELD,
    "AXIS_PLAN": q.Axis.PLAN,
}


def broken_down(turn: Turn) -> Resolved | None:
    """内訳は, 部ごとだと: the set in groups."""
    before = set_of(turn)
    axis = next((axis for concept, axis in AXES.items() if turn.ledger.says(concept)), None)
    asks = turn.ledger.says("BREAKDOWN") or (
        axis and turn.ledger.says("EACH") and not turn.ledger.says("RESPONSIBLE")
    )
    if before is None or turn.slots or not asks or not turn.accounted([], {*COUNTING, *AXES, "BREAKDOWN"}):
        return None
    where, further = before
    return Resolved(query=q.Breakdown(where, axis or _finer(where, turn)), notes=NOTE, further=further)


def _finer(where: q.AllOf, turn: Turn) -> q.Axis:
    """By what the set is not one: pillars of a unit, departments of all else, sections where nothing names those."""
    if any(of_department(one) or isinstance(one, q.ByUnit) for one in where.conditions):
        return q.Axis.PILLAR
    shown = [q.Named(key, "") for one in where.conditions if isinstance(one, q.TextHas) for key in one.keys]
    items = [row.item for row in rows_of(shown, turn.world)[0]] if shown else []
    only_sections = bool(items) and not any(item.departments for item in items)
    return q.Axis.SECTION if only_sections else q.Axis.DEPARTMENT


def restored(turn: Turn) -> Resolved | None:
    """元に戻して: the widest set that this one was narrowed from, else the one before it."""
    if not turn.ledger.says("RESTORE") or turn.slots:
        return None
    if not turn.accounted([], {*BESIDE, "RESTORE", "WITHIN", "DOING", "NUMERIC", "COUNT"}):
        return None
    asked = [left.query for left in turn.left.chain() if isinstance(left.query, LISTS)]
    if not asked:
        return None
    now = frozenset(asked[0].where.conditions)
    wider = [one for one in asked if frozenset(one.where.conditions) < now]
    others = (
        asked if turn.left.query is not asked[0] else [one for one in asked if one.where != asked[0].where]
    )
    before = wider[-1] if wider else next(iter(others), None)
    return Resolved(query=q.ListInitiatives(before.where), notes=NOTE, further=True) if before else None
