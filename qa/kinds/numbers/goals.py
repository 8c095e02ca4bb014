"""Figures against their targets, and what changes between two years: of one, of several, of all that a plan has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import best_plans, named
from keikaku.qa.kinds.numbers.frame import ASIDE, start, subject_of, years_of
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.frame import Draft, Frame, Using
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world.world import World

EXCEEDING = ("MORE_THAN", "LESS_THAN", "OVER", "BELOW", "DIFFERENCE")
BESIDE = {
    "TARGET",
    "BALANCE",
    "HOW_MUCH",
    "COUNT",
    "AXIS_PLAN",
    "THAN",
    "MORE_THAN",
    "LESS_THAN",
    "DIFFERENCE",
    "TELL",
}
TWO = 2


def read_changes(ledger: Ledger, world: World) -> Draft | None:
    """来館者数と貸出冊数は令和5年度から令和9年度までに何冊増やすか: each figure at both ends, and what lies between."""
    found = start(ledger, world)
    if (
        not found
        or not ledger.says("MORE_THAN", "LESS_THAN", "DIFFERENCE")
        or ledger.says("SERIES", "HIGHEST", "LOWEST")
    ):
        return None
    use, indicators, subject = found
    ends = [span for span in ledger.spans if span.kind is SpanKind.YEAR]
    years = sorted(years_of(use))
    years = [years[0], years[-1]] if len(ends) == 1 and len(years) > TWO else years
    if len(years) != TWO or not (len(indicators) > 1 or ledger.says("HOW_MUCH", "COUNT")):
        return None
    use.take_all(BESIDE)
    numbers: list[q.Number] = []
    for one in indicators:
        of = named_subject(one.subject, world) or subject
        first, last = (q.Figure(named(one), of, year) for year in years)
        numbers += [first, last, q.Difference(last, first)]
    return use.draft(q.AskNumbers(tuple(numbers)))


def named_subject(key: str | None, world: World) -> q.Named | None:
    """What an indicator is counted of, where that is one thing."""
    return named(world.lexicon.things[key]) if key and key in world.lexicon.things else None


def read_exceeding(ledger: Ledger, world: World) -> Draft | None:
    """みどり基金、あおぞら基金のうち目標額を最も上回ったのは, それぞれの超過額: each figure less its target, and the best."""
    found = start(ledger, world)
    if not found or len(found[1]) < TWO or not ledger.says("TARGET") or not ledger.says(*EXCEEDING):
        return None
    use, indicators, _ = found
    years = years_of(use)
    if len(years) > 1:
        return None
    use.take_all({*EXCEEDING, "TARGET", "BALANCE", "EACH", "THAT", "WHICH"})
    use.take(*(span for span in ledger.residue if _is_kind_of(span.text, indicators)))
    year = years[0] if years else None
    over = tuple(
        q.Difference(q.Figure(named(one), None, year), q.Figure(named(one), target=True))
        for one in indicators
    )
    best = (q.Best(over),) if use.saying("HIGHEST", "MOST") else ()
    return use.draft(q.AskNumbers((*over, *best)))


def read_sum(ledger: Ledger, world: World) -> Draft | None:
    """一般会計と二つの特別会計を合わせた予算: figures that are named, and those of one kind, added up."""
    use = Using(ledger)
    spans = ledger.names("indicator", "family")
    things = list(dict.fromkeys(thing for span in spans for thing in span.things))
    years = years_of(use)
    if len(things) < TWO or not ledger.names("family") or not ledger.says("SUM") or len(years) > 1:
        return None
    use.take(*spans, *ledger.names("municipality"))
    subject = subject_of(use, world)
    for family in ledger.names("family"):
        use.take(
            *(one for one in ledger.spans if one.kind is SpanKind.FIGURE and one.value == len(family.things))
        )
    use.take_all({*ASIDE, "SUM"})
    use.take(*(span for span in ledger.meant if len(span.text) > 1 and _is_kind_of(span.text, things)))
    parts = tuple(q.Figure(named(one), subject, years[0] if years else None) for one in things)
    return use.draft(q.AskNumbers((*parts, q.Sum(parts))))


WITHOUT = "を除く"
"""How the name of a figure says that it leaves something out."""


def read_rest(ledger: Ledger, world: World) -> Draft | None:
    """予算のうち繰出金に当たる分は差引きで: a figure less the one whose name says that it leaves that out."""
    found = start(ledger, world)
    if not found or len(found[1]) != 1 or not ledger.says("DIFFERENCE"):
        return None
    use, indicators, subject = found
    years = years_of(use)
    left = [one for one in world.lexicon.of_kind("indicator") if WITHOUT in one.label]
    told = [one for one in left if subject is None or world.has_figure(one.key, subject.key)]
    words = [span for span in ledger.residue if len(span.text) > 1]
    fits = [one for one in told if words and all(word.text in compact(one.label) for word in words)]
    if len(fits) != 1 or len(years) > 1:
        return None
    use.take(*(span for span in ledger.residue if span.text in compact(fits[0].label)))
    use.take_all({*BESIDE, "WHOLE", "THAT"})
    year = years[0] if years else None
    whole, rest = (q.Figure(named(one), subject, year) for one in (indicators[0], fits[0]))
    return use.draft(q.AskNumbers((whole, rest, q.Difference(whole, rest))))


def _is_kind_of(word: str, indicators: list) -> bool:  # type: ignore[type-arg]
    """基金 of みどり基金 and あおぞら基金: what all of them are."""
    return all(word in one.label for one in indicators)


def read_kept(ledger: Ledger, world: World) -> Draft | None:
    """計画の指標で目標を達成しているものといないもの: every figure that has a target, against it."""
    if not ledger.says("KEPT", "ACHIEVED") or not ledger.says("TARGET"):
        return None
    if ledger.names("indicator", "initiative", "family", "department", "section", "pillar", "field"):
        return None
    use = Using(ledger)
    use.take(*ledger.names("plan", "municipality"))
    plans = {plan.key for span in ledger.names("plan") for plan in best_plans(span.things)}
    years = years_of(use)
    told = world.with_targets(plans)
    if not told or len(years) > 1:
        return None
    use.take_all(
        {*ASIDE, "TARGET", "KEPT", "ACHIEVED", "BALANCE", "EACH", "LACKING", "DENIED", "EXCEPT", "COUNT"}
    )
    for kind, word in zip(ledger.spans, ledger.spans[1:], strict=False):
        if kind.kind is SpanKind.RESIDUE and word.says("TARGET"):
            use.take(kind)
            use.notes.append(f"「{kind.text}{word.text}」は目標のある指標すべてと読みました")
    year = years[0] if years else None
    pairs = tuple(pair for one in told for pair in (q.Figure(one, None, year), q.Figure(one, target=True)))
    return use.draft(q.AskNumbers(pairs, whether=True))


def read_years_kept(ledger: Ledger, world: World) -> Draft | None:
    """比率が目標を達成したのは何年度か, 3か年とも目標内だったか: the years of a series that keep its target."""
    found = start(ledger, world)
    if not found or len(found[1]) != 1 or not ledger.says("TARGET"):
        return None
    use, indicators, subject = found
    every = [s for s in ledger.spans if s.kind is SpanKind.FIGURE and s.unit in {"年間", "か年", "年分"}]
    asks_years = ledger.says("KEPT", "ACHIEVED") and ledger.says("AXIS_YEAR")
    if not (every or asks_years) or not world.has_years(indicators[0].key):
        return None
    use.take(*every, *_inside(ledger))
    use.take_all({"TARGET", "KEPT", "ACHIEVED", "AXIS_YEAR", "BALANCE", "WHEN", "EACH"})
    series = q.Series(named(indicators[0]), subject, years_of(use))
    return use.draft(q.AskNumbers((q.Kept(series),)))


def _inside(ledger: Ledger) -> list[Span]:
    """目標内."""
    ends = {span.end for span in ledger.spans if span.says("TARGET")}
    return [span for span in ledger.residue if span.start in ends and span.text == "内"]


FRAMES = (
    Frame(name="sum", read=read_sum, example="一般会計と二つの特別会計を合わせた予算は？"),
    Frame(name="rest", read=read_rest, example="予算のうち繰出金に当たる分は差引きでいくら？"),
    Frame(name="exceeding", read=read_exceeding, example="二つの基金のうち、目標を最も上回ったのは？"),
    Frame(name="changes", read=read_changes, example="貸出冊数は令和5年度から令和9年度までに何冊増やす？"),
    Frame(name="years_kept", read=read_years_kept, example="比率が目標を達成したのは何年度？"),
    Frame(name="kept", read=read_kept, example="計画の指標で目標を達成しているものは？"),
)
