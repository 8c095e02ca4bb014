"""Questions about what became of what they name: read by proof, so that no other word changes what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from keikaku.qa import query as q
from keikaku.qa.conditions import best_plans, named
from keikaku.qa.kinds.changes.words import Asked, accounts_for, asked
from keikaku.qa.kinds.succession import hits_of, trace_of, year_of
from keikaku.qa.kinds.unlinked import unlinked_of
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.frame import Draft, Frame, Using
from keikaku.qa.world.links import shown_links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world.links import Link
    from keikaku.qa.world.world import World

ASIDE = frozenset(
    "FORM TELL THING WHICH HOW DOING UNDER SAYS_SO NOW UNIT AXIS_PILLAR AXIS_FIELD AXIS_SECTION AXIS_DEPARTMENT "
    "AXIS_PLAN AXIS_YEAR COUNT YES_NO WHEN UNTIL RESPONSIBLE SUCCESSOR SERIES COURSE EACH OF_PLAN".split()
)
"""Words that a question about changes may hold beside what it names."""
SHOWING = frozenset({"TARGET", "OF_UNIT", "HOW_MUCH", "DIFFERENCE"})
"""What is to be shown of each step, which all are."""
UNITS = ("department", "section")
PLACES = ("pillar", "field")
ALLOWED = frozenset({"initiative", "plan", "municipality", *UNITS, *PLACES})
SUBJECTS = 4


def read_left(ledger: Ledger, world: World) -> Draft | None:
    """次期計画でなくなった施策は, 新しく始まった取組: what one of two plans has alone."""
    asking, spans = asked(ledger), ledger.names("plan")
    part: Literal["pillar", "initiative"] = (
        "pillar" if ledger.says("AXIS_PILLAR", "AXIS_FIELD") else "initiative"
    )
    if not spans or not asking.asks("GONE", "NEW") or _others(ledger, "plan", "municipality"):
        return None
    if not ledger.says("DOING", "AXIS_PILLAR", "AXIS_FIELD", "THING"):
        return None
    plans = [plan for span in spans for plan in best_plans(span.things)]
    query = unlinked_of(plans, part, world, new=asking.asks("NEW") and not asking.asks("GONE"))
    return _drafted(ledger, asking, query) if query else None


def read_changed(ledger: Ledger, world: World) -> Draft | None:
    """Xの後継は, Xはいつから, Xは何が変わった: a thing that is named, and what became of it."""
    asking = asked(ledger)
    spans = next((found for kinds in (("initiative",), UNITS, PLACES) if (found := ledger.names(*kinds))), ())
    if not spans or _others(ledger, *ALLOWED) or not (asking.concepts or _today(ledger)):
        return None
    own, elsewhere = _told_apart(spans, ledger, world)
    if not own or (spans[0].kind_of in UNITS and ledger.says("DOING") and ledger.says("RESPONSIBLE")):
        return None  # 部がやることになっている施策 is what it does, not what became of it
    if spans[0].kind_of in PLACES and ledger.says("COUNT"):
        return None  # いくつの分野に分かれている counts its parts of today
    query = _query(own, elsewhere, asking, ledger, world)
    return _drafted(ledger, asking, query) if query else None


def read_plan(ledger: Ledger, world: World) -> Draft | None:
    """計画の後継は, where no document tells it: the plan that took its work over."""
    asking, spans = asked(ledger), ledger.names("plan")
    if not spans or _others(ledger, "plan", "municipality"):
        return None
    if ledger.says("DOING", "AXIS_PILLAR", "AXIS_FIELD"):
        return None
    if asking.asks("GONE", "NEW", "SINCE", "DIFFERS") or not asking.asks("LATER", "EARLIER", "PARTS"):
        return None
    plans = [plan for span in spans for plan in best_plans(span.things)]
    earlier = asking.asks("EARLIER")
    links = [link for link in shown_links(world) if link.level == "plan"]
    subjects = tuple(dict.fromkeys(map(named, plans)))[:SUBJECTS]
    keys = {one.key for one in subjects}
    direct = [link for link in links if (link.later if earlier else link.earlier) in keys]
    if any(link.sure for link in direct) and not asking.asks("PARTS") and ledger.language == "ja":
        return None
    hits = hits_of(subjects, direct, world, earlier=earlier)
    return _drafted(ledger, asking, q.FindSuccessors(subjects, hits, earlier)) if hits else None


def _today(ledger: Ledger) -> bool:
    """広報室は今の何課: which unit of today stands for a unit that is named."""
    counted = any(span.text == WHICH_OR_COPIES for span in ledger.spans)
    asked_for = ledger.says("WHICH", "UNIT") and ledger.says("AXIS_SECTION", "AXIS_DEPARTMENT", "UNIT")
    return bool(
        ledger.names(*UNITS)
        and ledger.says("NOW")
        and (asked_for or counted)
        and not ledger.says("DOING", "RESPONSIBLE")
    )


WHICH_OR_COPIES = "何部"
"""Counts copies, and behind a unit of before asks which one it is now."""


def _others(ledger: Ledger, *kinds: str) -> bool:
    return any(span.kind is SpanKind.NAME and span.kind_of not in kinds for span in ledger.spans)


def _drafted(ledger: Ledger, asking: Asked, query: q.Query) -> Draft:
    use = Using(ledger)
    use.take_all(ASIDE | SHOWING)
    use.take(*(one for one in ledger.meant if one.kind in {SpanKind.NAME, SpanKind.YEAR}))
    use.take(*(one for one in ledger.meant if accounts_for(asking, one)))
    return use.draft(query)


def _told_apart(
    spans: Sequence[Span], ledger: Ledger, world: World
) -> tuple[tuple[Thing, ...], frozenset[str]]:
    """The things that are asked about, and the plans in which their heirs are wanted.

    A plan or a year that one of the things stands in says which is meant; another says where to look.
    """
    things = [thing for span in spans for thing in span.things]
    plans = {plan.key for span in ledger.names("plan") for plan in best_plans(span.things)}
    years = [year for span in ledger.spans if span.kind is SpanKind.YEAR for year in span.years]
    plans |= {
        plan.key
        for plan in world.lexicon.of_kind("plan")
        if any((plan.start or plan.fiscal_year or 0) <= year <= plan.newest for year in years)
    }
    own = tuple(thing for thing in things if thing.plan in plans)
    wanted = frozenset(plans - {thing.plan for thing in own})
    return own or tuple(things), wanted


def _query(
    own: Sequence[Thing], elsewhere: frozenset[str], asking: Asked, ledger: Ledger, world: World
) -> q.Query | None:
    links = shown_links(world)
    by_year = sorted(own, key=lambda thing: year_of(thing, world))
    if asking.asks("SINCE") and not asking.asks("LATER", "EARLIER", "LASTING"):
        of_work = own[0].kind == "initiative" and not ledger.says("AXIS_PLAN")
        return None if of_work or _until(ledger) else _since(named(by_year[0]), links, world)
    if asking.asks("TRACE", "LASTING"):
        return trace_of([named(thing) for thing in own[:SUBJECTS]], links, world)
    if asking.asks("DIFFERS") or ledger.says("TARGET"):
        if own[0].kind != "initiative":
            return None
        starts = [named(thing) for thing in own[:SUBJECTS]]
        return q.TellChanges(tuple(starts), trace_of(starts, links, world).steps, "change")
    if asking.asks("NEW"):
        return None
    earlier = asking.asks("EARLIER")
    subjects = tuple(named(thing) for thing in _ends(by_year, earlier=earlier)[:SUBJECTS])
    hits = hits_of(subjects, links, world, earlier=earlier, within=elsewhere)
    return q.FindSuccessors(subjects, hits, earlier)


def _until(ledger: Ledger) -> bool:
    """いつまで is another question, which links do not answer; so is いつから of work, which asks when it begins."""
    return any(span.says("WHEN") and span.says("UNTIL") for span in ledger.spans)


def _since(start: q.Named, links: Sequence[Link], world: World) -> q.TellChanges:
    """Since when something is there, with all that stood before it."""
    before = hits_of([start], links, world, earlier=True)
    steps = tuple((year_of(world.lexicon.things.get(one.thing.key), world), one) for one in before)
    return q.TellChanges((start,), steps, "since")


def _ends(by_year: Sequence[Thing], *, earlier: bool) -> list[Thing]:
    """Of things of one name in several plans the first, whose heirs are asked; the last, whose origin is."""
    found: dict[str, Thing] = {}
    for thing in by_year if earlier else reversed(by_year):
        found[thing.label] = thing
    return list(found.values())[::-1] if not earlier else list(found.values())


FRAMES = (
    Frame(name="left", read=read_left, example="行動計画2027で新しく始まった取組は？"),
    Frame(name="changed", read=read_changed, example="窓口の改善は何に引き継がれましたか"),
    Frame(name="heir", read=read_plan, example="行動計画2022の後継の計画は？"),
)
