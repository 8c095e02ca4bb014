"""そこ, その課, 同じ部: which unit a turn means by the answer before it, and what else that unit does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.reading.frame import Using
from keikaku.qa.reading.scope import ASIDE

if TYPE_CHECKING:
    from keikaku.qa.answer import Answer, Item
    from keikaku.qa.lexicon import Thing
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world import World

_LEVEL = re.compile(r"の?(?P<level>[部局課室])(?![一-鿿])")
SECTIONS = frozenset("課室")
OTHER = ASIDE | {"PLACE_BEFORE", "OTHERS", "RESPONSIBLE", "COUNT", "YES_NO", "THAT", "EXCEPT"}
"""All that a turn may say which asks what else a unit does."""


def place_of(ledger: Ledger) -> tuple[Span, int, str] | None:
    """The words that stand for a unit, where they end, and the level that they name: 部, 課 or none."""
    span = next((one for one in ledger.spans if one.says("PLACE_BEFORE")), None)
    if span is None:
        return None
    if span.text[-1] in "部局課室":
        return span, span.end, span.text[-1]
    match = _LEVEL.match(ledger.text, span.end)
    return (span, match.end(), match["level"]) if match else (span, span.end, "")


def units_told(previous: Answer, level: str) -> list[str]:
    """The units of the level that the list before was of, else those of the one thing told, or of the nearest."""
    of_query = [part.unit.label for part in conditions_of(previous.query) if isinstance(part, q.ByUnit)]
    if of_query:
        return of_query
    return list(dict.fromkeys(unit for item in told_of(previous) for unit in _of_level(item, level)))


def told_of(previous: Answer) -> tuple[Item, ...]:
    """What the answer before told of: of what is only near, the nearest."""
    return previous.items[:1] if isinstance(previous.query, q.SearchInitiatives) else previous.items


def _of_level(item: Item, level: str) -> tuple[str, ...]:
    """課 asks for sections, 部 for departments; そこ for the one section, else for the departments."""
    small = (*(unit for unit in item.departments if unit[-1] in SECTIONS), *item.sections)
    large = tuple(unit for unit in item.departments if unit not in small)
    if level:
        return (small if level in SECTIONS else large) or item.departments
    return small if len(small) == 1 else large or small


def conditions_of(query: q.Query | None) -> tuple[q.Condition, ...]:
    """The conditions of a query for initiatives."""
    if isinstance(query, q.ListInitiatives | q.CountInitiatives | q.Breakdown):
        return query.where.conditions
    return ()


def others_of(ledger: Ledger, previous: Answer, units: list[str], world: World) -> q.Query | None:
    """その課が担当してる事業、他には: what the units do but for what was told; None where the turn says more."""
    if not ledger.says("OTHERS") or ledger.names("plan", "pillar", "field", "initiative", "indicator"):
        return None
    use = Using(ledger)
    use.take_all(OTHER)
    level = place_of(ledger)
    end = level[1] if level else 0
    if any(span not in use.used and span.start >= end for span in ledger.meant):
        return None
    things = [thing for label in units for thing in _things(label, world)]
    if not things or not previous.items:
        return None
    told = tuple(
        q.Not(q.TextHas(item.label, (item.iri,))) for item in told_of(previous) if item.type == "Initiative"
    )
    of = tuple(q.ByUnit(q.Named(one.key, one.label), section=one.kind == "section") for one in things)
    where = q.AllOf((*(of if len(of) == 1 else (q.AnyOf(of),)), *_plan(previous, world), *told))
    return q.CountInitiatives(where) if ledger.says("COUNT") else q.ListInitiatives(where)


def _things(label: str, world: World) -> list[Thing]:
    units = (*world.lexicon.of_kind("section"), *world.lexicon.of_kind("department"))
    return [one for one in units if one.label == label]


def _plan(previous: Answer, world: World) -> tuple[q.Condition, ...]:
    """The plan of what was told, where it was one."""
    plans = {item.plan for item in previous.items}
    found = [one for one in world.lexicon.of_kind("plan") if plans == {one.label}]
    return (q.InPlan(q.Named(found[0].key, found[0].label)),) if len(found) == 1 else ()
