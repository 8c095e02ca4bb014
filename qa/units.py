"""How the units that a question names belong together: both, either, and 全庁 among them, beside them or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from keikaku.qa import query as q

if TYPE_CHECKING:
    from collections.abc import Sequence


def with_whole_city(
    units: Sequence[q.Condition], whole: Literal["only", "also", "without"] | None
) -> list[q.Condition]:
    """The conditions on units with 全庁 among them, beside them or left out of them."""
    if whole is None:
        return list(units)
    if whole == "without":
        return [*units, q.Not(q.ByWholeCity())]
    kept = [part for part in units if not isinstance(part, q.Not)]
    if whole == "only" or not kept:
        return [*units, *([q.ByWholeCity()] if whole == "only" or not units else [])]
    each = kept[0] if len(kept) == 1 else q.AllOf(tuple(kept))
    return [q.AnyOf((each, q.ByWholeCity())), *(part for part in units if part not in kept)]


def of_department(part: q.Condition) -> bool:
    """True where a department narrows, or any of several."""
    if isinstance(part, q.AnyOf):
        return all(map(of_department, part.conditions))
    return isinstance(part, q.ByUnit) and not part.section


def own_units(where: q.AllOf) -> bool:
    """True where departments narrow the list, or are taken out of it, and 全庁 itself is not asked for."""
    named = any(
        of_department(part.condition if isinstance(part, q.Not) else part) for part in where.conditions
    )
    return named and not any(isinstance(part, q.ByWholeCity) for part in where.conditions)
