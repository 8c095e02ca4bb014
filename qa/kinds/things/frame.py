"""One initiative that is named, and who does it; a plan, and until when it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import best_plans, named
from keikaku.qa.kinds.plans.plans import plan_meant
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.frame import Draft, Frame, Using

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Ledger
    from keikaku.qa.world.world import World

ASIDE = frozenset({"TELL", "THING", "WHICH", "FORM", "UNDER", "DOING"})


def read_who(ledger: Ledger, _: World) -> Draft | None:
    """窓口の改善はどこの部: a named initiative, and the unit that does it."""
    spans = ledger.names("initiative")
    asked = ledger.says("UNIT") or (
        ledger.says("RESPONSIBLE", "AXIS_DEPARTMENT") and ledger.says("WHICH", "UNIT")
    )
    if not spans or not asked:
        return None
    use = Using(ledger)
    use.take(*spans, *ledger.names("plan"))
    use.take_all({*ASIDE, "UNIT", "RESPONSIBLE", "AXIS_DEPARTMENT", "AXIS_SECTION", "SUM", "AXIS_PLAN"})
    plans = {plan.key for span in ledger.names("plan") for plan in best_plans(span.things)}
    things = [thing for span in spans for thing in span.things if not plans or thing.plan in plans]
    return use.draft(q.WhoIsResponsible(tuple(map(named, things)))) if things else None


def read_until(ledger: Ledger, _: World) -> Draft | None:
    """計画は令和10年度までですよね, until when does the plan run"""
    spans = ledger.names("plan")
    if len(spans) != 1 or ledger.says("DOING", "RESPONSIBLE", "COUNT"):
        return None
    use = Using(ledger)
    use.take(*spans)
    use.take_all({"TELL", "THING", "AXIS_PLAN", "UNTIL", "PERIOD", "YES_NO"})
    plans = tuple(map(named, best_plans(spans[0].things)))
    years = [span for span in ledger.spans if span.kind is SpanKind.YEAR]
    use.take(*years)
    if len(years) == 1 and ledger.text[years[0].end :].startswith("まで"):
        return use.draft(q.PlanUntil(plans, years[0].years[-1]))
    if not years and ledger.says("UNTIL"):
        return use.draft(q.AskPlan(plans, q.PlanLink.PERIOD))
    return None


def read_parts(ledger: Ledger, world: World) -> Draft | None:
    """体系の一覧, 基本政策は: the parts of a plan, of the newest one that has any where none is named."""
    if not ledger.says("AXIS_PILLAR", "AXIS_FIELD") or any(
        span.kind is SpanKind.NAME and span not in ledger.names("plan") for span in ledger.spans
    ):
        return None
    use = Using(ledger)
    use.take_all({"AXIS_PILLAR", "AXIS_FIELD", "AXIS_PLAN", "TELL", "THING", "WHICH", "FORM", "UNDER"})
    spans = ledger.names("plan")
    use.take(*spans)
    meant = plan_meant(world, with_parts=True)
    plans = best_plans([thing for span in spans for thing in span.things]) or ([meant] if meant else [])
    if not plans:
        return None
    if not spans:
        use.notes.append(f"計画の指定がないので、いちばん新しい「{plans[0].label}」について読みました")
    return use.draft(q.AskPlan(tuple(map(named, plans)), q.PlanLink.PARTS))


FRAMES = (
    Frame(name="headings", read=read_parts, example="体系の一覧"),
    Frame(name="who", read=read_who, example="窓口の改善はどこの部？"),
    Frame(name="until", read=read_until, example="計画は令和10年度までですよね？"),
)
