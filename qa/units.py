"""How the units that a question names belong together: both, either, and 全庁 among them, beside them or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from keikaku.qa import query as q
from keikaku.qa.scope_words import (
    ALSO_AFTER,
    ALSO_BEFORE,
    BESIDE,
    EITHER,
    EXCLUDED_AFTER,
    EXCLUDED_BEFORE,
    SO_MANY,
    TAKEN_AWAY,
    TOGETHER,
    WHOLE_CITY,
)
from keikaku.qa.text.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.names.mentions import Recognised

WholeCity = Literal["only", "also", "without"]


def are_together(recognised: Recognised) -> bool:
    """True where all the units that are named share what is asked: 共同で, and 二つの部 beside two names."""
    so_many = SO_MANY.search(recognised.rest)
    number = so_many and number_of(so_many[1] or so_many["after"] or so_many["en"])
    named_units = recognised.of("department", "section")
    if EITHER.search(recognised.rest):
        return False
    return bool(TOGETHER.search(recognised.rest)) or (len(named_units) > 1 and number == len(named_units))


def whole_city(recognised: Recognised) -> WholeCity | None:
    """How 全庁 stands in the question: left out, beside the units that are named, or a condition of its own."""
    match = WHOLE_CITY.search(recognised.text)
    if not match:
        return None
    before, after = recognised.text[: match.start()], recognised.text[match.end() :]
    if TAKEN_AWAY.match(after) or EXCLUDED_AFTER.search(after) or EXCLUDED_BEFORE.search(before):
        return "without"
    if ALSO_AFTER.match(after) or ALSO_BEFORE.search(before):
        return "also"
    units = recognised.of("department", "section")
    gaps = [recognised.text[m.end : match.start()] for m in units if m.end <= match.start()][-1:]
    gaps += [recognised.text[match.end() : m.start] for m in units if m.start >= match.end()][:1]
    beside = any(BESIDE.fullmatch(gap) for gap in gaps) and not are_together(recognised)
    return "also" if beside else "only"


def with_whole_city(units: Sequence[q.Condition], whole: WholeCity | None) -> list[q.Condition]:
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
