"""Initiatives counted a group: each, the most, the third most, those of so many; and counts side by side."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import named
from keikaku.qa.kinds.sets.frame import axis_of, first_few
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.bounds import bound_of
from keikaku.qa.reading.frame import Draft, Frame, Using
from keikaku.qa.reading.scope import ASIDE, conditions_in, scope_of

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world.world import World

SIDES = ("department", "section", "pillar", "field", "plan")


def read_groups(ledger: Ledger, world: World) -> Draft | None:
    """施策数が3番目に多い部は？, 10件を超える部は？, 部ごとの件数"""
    if ledger.names("indicator", "initiative") or ledger.says("DIFFERENCE", "SHARE", "HOW_MUCH", "AVERAGE"):
        return None
    use = Using(ledger)
    first = first_few(use) or 0
    axis = axis_of(use)
    where = scope_of(use, world)
    if axis is None or where is None:
        return None
    if not where.conditions and world.newest_plan and axis in {q.Axis.PILLAR, q.Axis.FIELD}:
        newest = world.newest_plan
        use.notes.append(f"計画の指定がないので、いちばん新しい「{newest.label}」で数えました")
        where = q.AllOf((q.InPlan(named(newest)),))
    _so_many_parts(use, axis, where, world)
    extreme, rank = _extreme(use)
    having = bound_of(use, ("件", "つ", "")) if not extreme else None
    counts = use.saying("COUNT") is not None
    each = use.saying("EACH") is not None
    if first and not extreme:
        extreme = "least" if use.saying("FEW_FIRST", "LESS_THAN") else "most"
    if not (extreme or having or (each and counts) or _both_ends(ledger)):
        return None
    total = bool(counts and not (extreme or having)) and use.saying("SUM", "WHOLE") is not None
    use.take_all(
        {
            *ASIDE,
            "COUNT",
            "EACH",
            "RESPONSIBLE",
            "MANY_FIRST",
            "MORE_THAN",
            "YES_NO",
            "AXIS_" + axis.name,
            "THAT",
        }
    )
    return use.draft(q.Breakdown(where, axis, extreme, rank, having, first, total))


def _so_many_parts(use: Using, axis: q.Axis, where: q.AllOf, world: World) -> None:
    """五つの基本目標: how many parts the plan has, where it has as many."""
    plans = {part.plan.key for part in where.conditions if isinstance(part, q.InPlan)}
    kind = {q.Axis.PILLAR: "pillar", q.Axis.FIELD: "field"}.get(axis, "")
    pillars = {part.pillar.key for part in where.conditions if isinstance(part, q.InPillar)}
    parts = world.lexicon.of_kind(kind) if kind else ()
    number = sum(thing.pillar in pillars if pillars else thing.plan in plans for thing in parts)
    spans = [span for span in use.ledger.meant if span.text != "の"]
    for figure, part in itertools.pairwise(spans):
        counts = figure.kind is SpanKind.FIGURE and figure.unit in {"つ", ""} and figure.value == number
        if counts and part.says("AXIS_" + axis.name):
            use.take(figure)


def _both_ends(ledger: Ledger) -> bool:
    """いちばん多い部と少ない部: every group tells both."""
    return ledger.says("MOST") and ledger.says("LEAST", "LESS_THAN")


def _extreme(use: Using) -> tuple[q.Extreme | None, int]:
    spans = use.ledger.spans
    rank = next((one for one in spans if one.kind is SpanKind.FIGURE and one.unit in {"番目", "位"}), None)
    if rank and use.ledger.says("MORE_THAN", "LESS_THAN", "NTH_MOST", "NTH_LEAST"):
        use.take(rank)
        least = use.saying("LESS_THAN", "NTH_LEAST") is not None
        use.take_all(("MORE_THAN", "NTH_MOST"))
        return ("least" if least else "most"), int(rank.value or 1)
    if _both_ends(use.ledger):
        use.take_all(("MOST", "LEAST", "LESS_THAN"))
        return None, 1
    if use.saying("MOST"):
        return "most", 1
    return ("least", 1) if use.saying("LEAST") else (None, 1)


def read_sides(ledger: Ledger, world: World) -> Draft | None:
    """体系1は体系3より何件多い, 企画部と総務部それぞれ何件"""
    if ledger.names("indicator", "initiative") or not ledger.says("COUNT", "MORE_THAN", "LESS_THAN"):
        return None
    kind = next((kind for kind in SIDES if len(ledger.names(kind)) == 2), None)
    if kind is None:
        return None
    more = ledger.says("MORE_THAN", "LESS_THAN")
    compared = ledger.says("THAN", "DIFFERENCE", "COMPARED") or (more and ledger.says("WHICH"))
    if not compared and not ledger.says("EACH"):
        return None
    use = Using(ledger)
    sides = ledger.names(kind)
    counts = [count for side in sides if (count := _count(use, side, kind, world))]
    if len(counts) != 2:
        return None
    use.take_all(
        {
            *ASIDE,
            "COUNT",
            "RESPONSIBLE",
            "MORE_THAN",
            "LESS_THAN",
            "THAN",
            "DIFFERENCE",
            "EACH",
            "YES_NO",
            "COMPARED",
        }
    )
    use.take_all(("AXIS_FIELD", "AXIS_PILLAR"))
    first, second = counts
    if compared and not _so_many(ledger):
        fewer = ledger.says("LESS_THAN") and not ledger.says("MORE_THAN")
        names = [_side_name(side, count) for side, count in zip(sides, counts, strict=True)]
        return use.draft(q.Compare(((names[0], first.where), (names[1], second.where)), fewer))
    difference = (q.Difference(first, second),) if compared else ()
    return use.draft(q.AskNumbers((first, second, *difference)))


def _side_name(side: Span, count: q.CountOf) -> q.Named:
    """What one side is called: of things that share its words the one that is counted."""
    held = [getattr(one, part.name) for one in conditions_in(count.where) for part in fields(one)]
    keys = {value.key for value in held if isinstance(value, q.Named)}
    meant = [thing for thing in side.things if thing.key in keys]
    return named((meant or list(side.things))[0])


def _so_many(ledger: Ledger) -> bool:
    """何件多い asks for the difference; 施策の数はどちらが多い asks which."""
    return any(
        span.says("COUNT") and span.text.startswith(("何", "いく", "how many")) for span in ledger.spans
    )


def _count(use: Using, side: Span, kind: str, world: World) -> q.CountOf | None:
    """How many initiatives one side has, under what else is named."""
    only = Using(_without(use.ledger, [span for span in use.ledger.names(kind) if span is not side]))
    where = scope_of(only, world)
    use.take(*only.used)
    use.notes += only.notes
    return q.CountOf(where) if where and where.conditions else None


def read_ways(ledger: Ledger, world: World) -> Draft | None:
    """公園課が単独で担当する施策と、ほかの課と共同で担当する施策はそれぞれ何件: one unit, both ways."""
    alone = [span for span in ledger.spans if span.says("ALONE")]
    shared = [span for span in ledger.spans if span.says("TOGETHER", "OTHER_UNITS") and span not in alone]
    units = ledger.names("department", "section")
    if len(units) != 1 or not alone or not shared or not ledger.says("COUNT"):
        return None
    use, counts = Using(ledger), []
    for others in (shared, alone):
        only = Using(_without(ledger, others))
        where = scope_of(only, world)
        if where is None or not any(isinstance(part, q.UnitNumber) for part in where.conditions):
            return None
        use.take(*only.used)
        counts.append(q.CountOf(where))
    use.take_all({*ASIDE, "COUNT", "RESPONSIBLE", "EACH", "YES_NO"})
    return use.draft(q.AskNumbers(tuple(counts)))


def _without(ledger: Ledger, others: list[Span]) -> Ledger:
    return replace(ledger, spans=tuple(span for span in ledger.spans if span not in others))


def read_share(ledger: Ledger, world: World) -> Draft | None:
    """70件のうち二つ以上の部で受け持つものは何件、何割"""
    if (
        not ledger.says("SHARE")
        or not ledger.says("COUNT", "DOING", "RESPONSIBLE")
        or ledger.names("indicator")
    ):
        return None
    use = Using(ledger)
    where = scope_of(use, world)
    plans = [part for part in where.conditions if isinstance(part, q.InPlan | q.InYear)] if where else []
    if where is None or not plans or len(plans) == len(where.conditions):
        return None
    part, whole = q.CountOf(where), q.CountOf(q.AllOf(tuple(plans)))
    total = next((s for s in ledger.spans if s.kind is SpanKind.FIGURE and s.unit == "件"), None)
    if total:
        use.take(total)
    use.take_all({*ASIDE, "COUNT", "SHARE", "HOW_MUCH", "RESPONSIBLE", "WHOLE", "YES_NO", "THAT"})
    return use.draft(q.AskNumbers((part, whole, q.Ratio(part, whole))))


FRAMES = (
    Frame(name="groups", read=read_groups, example="施策が3番目に多い部は？"),
    Frame(name="sides", read=read_sides, example="体系1は体系3より何件多い？"),
    Frame(
        name="ways", read=read_ways, example="公園課が単独で担当する施策と共同で担当する施策はそれぞれ何件？"
    ),
    Frame(name="share", read=read_share, example="計画の施策のうち、二つ以上の部で受け持つものは何割？"),
)
