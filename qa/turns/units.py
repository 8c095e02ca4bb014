"""そこ, その課, 同じ部: which unit a turn means by the answers before it, and what else that unit does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.frame import Using
from keikaku.qa.reading.scope import ASIDE
from keikaku.qa.turns.asking_back import lost, none_of
from keikaku.qa.turns.turn import BESIDE, Resolved

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.telling.answer import Item
    from keikaku.qa.turns.referents import Referents
    from keikaku.qa.turns.turn import Turn
    from keikaku.qa.world.world import World

_LEVEL = re.compile(r"の?(?P<level>[部課局室])(?![一-鿿])")
SECTIONS = frozenset("課室")
LEVELS = frozenset("部課局室")
UNITS = frozenset({"Department", "Section"})
OTHER = ASIDE | BESIDE | {
    "PLACE_BEFORE", "OTHERS", "RESPONSIBLE", "COUNT", "EXCEPT", "AXIS_SECTION", "AXIS_DEPARTMENT", "UNIT",
}  # fmt: skip
"""All that a turn may say which asks what else a unit does."""
OF_A_UNIT = ("OTHERS", "DOING", "OF_UNIT", "COUNT")
"""What a turn says that means a unit by そこ, and not the thing itself or where it is."""


def place_of(ledger: Ledger) -> tuple[Span, int, str] | None:
    """The words that stand for a unit, where they end, and the level that they name: 部, 課 or none."""
    span = next((one for one in ledger.spans if one.says("PLACE_BEFORE")), None)
    if span is None or not span.says("PLACE_BEFORE"):
        return _so_many(ledger)
    if span.text[-1] in LEVELS:
        return span, span.end, span.text[-1]
    match = _LEVEL.match(ledger.text, span.end)
    return (span, match.end(), match["level"]) if match else (span, span.end, "")


def _so_many(ledger: Ledger) -> tuple[Span, int, str] | None:
    """その二つの課: a demonstrative, a number and the word for what they are."""
    spans = [span for span in ledger.spans if span.text != "の"]
    for that, number, axis in zip(spans, spans[1:], spans[2:], strict=False):
        counted = number.kind is SpanKind.FIGURE and axis.says("AXIS_DEPARTMENT", "AXIS_SECTION")
        if that.says("THAT", "SAME") and counted and axis.text[-1] in LEVELS:
            return that, axis.end, axis.text[-1]
    return None


def of_the_unit(turn: Turn) -> Resolved | None:
    """そこの他の取組は, 同じ部で体系2に入っているもの: the unit that the answers before tell of."""
    place = place_of(turn.ledger)
    if place is None:
        return None
    span, end, level = place
    if not level and span.says("THAT") and not (turn.ledger.says(*OF_A_UNIT) or turn.names):
        return None  # そこの南側は: the thing itself
    left = next((one for one in turn.left.chain() if units_told(one, level)), None)
    if left is None:
        return lost(span.text)
    units = units_told(left, level)
    if others := others_of(turn, left, units):
        return Resolved(query=others, notes=(f"「{span.text}」は{'、'.join(units)}と読みました",))
    number = next((s.value for s in turn.ledger.spans if span.end <= s.start < end and s.value), 1)
    if len(units) != number:
        return none_of(turn.text[span.start : end], units)
    return Resolved(text=_worded(turn, left, "と".join(units), (span.start, end)))


def _worded(turn: Turn, left: Referents, unit: str, place: tuple[int, int]) -> str:
    text = turn.put(*place, unit)
    plans = {item.plan for item in left.things if item.plan}
    other = turn.ledger.says("PREVIOUS_PLAN", "NEXT_PLAN", "SAME_PLAN")
    in_a_plan = (
        len(plans) == 1 and not other and not turn.ledger.names("plan") and not turn.ledger.says("OF_UNIT")
    )
    if in_a_plan and turn.ledger.language == "ja":
        return f"{plans.pop()}で、{text}"
    return text


def units_told(left: Referents, level: str) -> list[str]:
    """The units of the level that the list was of, else those that were shown, those of the things, or of the nearest."""
    if isinstance(left.query, q.AskOrganisation):
        return [unit.label for unit in left.query.units]
    of_query = [part.unit.label for part in left.conditions if isinstance(part, q.ByUnit)]
    of_level = [unit for unit in of_query if not level or (unit[-1] in SECTIONS) == (level in SECTIONS)]
    if of_level:
        return of_level
    shown = [item.label for item in left.things if item.type in UNITS]
    return shown or list(dict.fromkeys(unit for item in left.told for unit in _of_level(item, level)))


def _of_level(item: Item, level: str) -> tuple[str, ...]:
    """課 asks for sections, 部 for departments; そこ for the one section, else for the departments."""
    small = (*(unit for unit in item.departments if unit[-1] in SECTIONS), *item.sections)
    large = tuple(unit for unit in item.departments if unit not in small)
    if level:
        return (small if level in SECTIONS else large) or item.departments
    return small if len(small) == 1 else large or small


def others_of(turn: Turn, left: Referents, units: list[str]) -> q.Query | None:
    """その課が担当してる事業、他には: what the units do but for what was told; None where the turn says more."""
    if not turn.ledger.says("OTHERS") or turn.slots:
        return None
    place = place_of(turn.ledger)
    end = place[1] if place else 0
    use = Using(turn.ledger)
    use.take_all(OTHER)
    if any(span not in use.used and span.start >= end for span in turn.ledger.meant):
        return None
    things = [thing for label in units for thing in _things(label, turn.world)]
    if not things or not left.things:
        return None
    of = tuple(q.ByUnit(q.Named(one.key, one.label), section=one.kind == "section") for one in things)
    where = q.AllOf((*(of if len(of) == 1 else (q.AnyOf(of),)), *plan_of(left, turn.world), *without(left)))
    return q.CountInitiatives(where) if turn.ledger.says("COUNT") else q.ListInitiatives(where)


def without(left: Referents) -> tuple[q.Condition, ...]:
    """All but what was told."""
    return tuple(q.Not(q.TextHas(item.label, (item.iri,))) for item in left.told if item.type == "Initiative")


def _things(label: str, world: World) -> list[Thing]:
    units = (*world.lexicon.of_kind("section"), *world.lexicon.of_kind("department"))
    return [one for one in units if one.label == label]


def plan_of(left: Referents, world: World) -> tuple[q.Condition, ...]:
    """The plan of what was told, where it was one."""
    plans = {item.plan for item in left.things}
    found = [one for one in world.lexicon.of_kind("plan") if plans == {one.label}]
    return (q.InPlan(q.Named(found[0].key, found[0].label)),) if len(found) == 1 else ()
