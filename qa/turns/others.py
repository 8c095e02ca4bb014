"""ほかには, 他に指標ある, 全庁の6件は: what stands beside what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.turns.about import subjects_of
from keikaku.qa.turns.asking_back import none_of, nothing_else
from keikaku.qa.turns.instead import NOTE
from keikaku.qa.turns.onward import LEFT_TO_SAY, LISTS
from keikaku.qa.turns.turn import BESIDE, Resolved
from keikaku.qa.turns.units import others_of, units_told, without
from keikaku.qa.units import of_department, own_units, whole_city, with_whole_city

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Span
    from keikaku.qa.turns.turn import Turn

LEVELS = {"AXIS_SECTION": "課", "AXIS_DEPARTMENT": "部"}


def others(turn: Turn) -> Resolved | None:
    """ほかには, 他に指標ある: the same but for what was told; where that is nothing, so it is said."""
    if not turn.ledger.says("OTHERS") or turn.slots:
        return None
    if turn.ledger.says("TARGET") and turn.accounted([], {*BESIDE, "OTHERS", "TARGET", "DOING", "COUNT"}):
        return _other_targets(turn)
    if turn.accounted([], {*BESIDE, "OTHERS", "DOING", "RESPONSIBLE", *LEVELS, "UNIT"}):
        return _others_of(turn)
    return None


def _others_of(turn: Turn) -> Resolved | None:
    """What else the unit does that is meant, what other targets there are, what else the set has; else asked back."""
    left = turn.left
    level = next((level for concept, level in LEVELS.items() if turn.ledger.says(concept)), None)
    if level and (units := units_told(left, level)):
        query = others_of(turn, left, units)
        return Resolved(query=query, notes=NOTE) if query else None
    if isinstance(left.query, q.ListTargets | q.Observe):
        return _other_targets(turn)
    if isinstance(left.query, q.ListInitiatives):
        where = q.AllOf((*left.conditions, *without(left)))
        return Resolved(query=q.ListInitiatives(where), notes=NOTE)
    return none_of(turn.text, [item.label for item in left.told]) if left.told else None


def _other_targets(turn: Turn) -> Resolved:
    """The targets of the same initiative, and its figures of tables, but for those told."""
    told = {item.iri for left in turn.left.chain() for item in left.things}
    query, world = turn.left.query, turn.world
    if isinstance(query, q.Observe):
        keys = {one.key for one in query.indicators}
        owners = {world.lexicon.things[key].subject for key in keys if key in world.lexicon.things}
        rest = tuple(
            one for owner in owners if owner for one in world.figures_of(owner) if one.key not in keys
        )
        return Resolved(query=q.Observe(rest), notes=NOTE) if rest else nothing_else(turn.text)
    subjects = subjects_of(turn.left.told, world)
    keys = {one.key for one in subjects}
    left = tuple(
        q.Named(one.key, one.text)
        for one in world.texts("target")
        if one.subject in keys and one.key not in told
    )
    has = q.TextHas("・".join(one.label for one in subjects), tuple(keys))
    return (
        Resolved(query=q.ListTargets(q.AllOf((has,)), left), notes=NOTE) if left else nothing_else(turn.text)
    )


def with_the_whole_city(turn: Turn) -> Resolved | None:
    """全庁の6件は, 全庁も含めて, 全庁は除いて after a list of departments: what it kept apart, beside it, or without it."""
    said, before = whole_city(turn.recognised), turn.left.query
    if said == "only" and turn.ledger.says("INCLUDING", "EXCEPT"):
        said = "also" if turn.ledger.says("INCLUDING") else "without"
    if said is None or turn.slots or turn.ledger.says("TARGET", "WHEN", "CONTENT", "UNIT"):
        return None
    if not isinstance(before, LISTS) or not own_units(before.where):
        return None
    whole = [span for span in turn.ledger.spans if span.says("WHOLE_CITY")]
    if not turn.accounted([*whole, *_figures(turn)], {*LEFT_TO_SAY, "EXCEPT"} - {"RESPONSIBLE"}):
        return None
    parts = before.where.conditions
    units = [part for part in parts if of_department(part)]
    rest = tuple(part for part in parts if part not in units)
    changed = (q.ByWholeCity(),) if said == "only" else tuple(with_whole_city(units, said))
    return Resolved(query=type(before)(q.AllOf((*rest, *changed))), notes=NOTE)


def _figures(turn: Turn) -> list[Span]:
    return [span for span in turn.ledger.spans if span.unit == "件"]
