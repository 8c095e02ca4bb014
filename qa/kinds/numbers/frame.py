"""Figures reckoned with: sums, differences, shares, averages, series, the highest, those beyond a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.conditions import best_plans, chosen_pillar, named
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.bounds import bound_of
from keikaku.qa.reading.frame import Draft, Frame, Using
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world.world import World

ASIDE = frozenset(
    {
        "TELL",
        "THING",
        "WHICH",
        "FORM",
        "UNDER",
        "BALANCE",
        "HOW_MUCH",
        "REACHED",
        "YES_NO",
        "THAT",
        "AXIS_YEAR",
    }
)


def start(ledger: Ledger, world: World) -> tuple[Using, list[Thing], q.Named | None] | None:
    """The indicators and the subject that the ledger names; None where the figures have no name."""
    use = Using(ledger)
    spans = ledger.names("indicator")
    if not spans:
        return None
    use.take(*spans, *ledger.names("municipality"))
    use.take(*_owners(ledger, spans, world))
    subject = subject_of(use, world)
    use.take_all(ASIDE)
    indicators = list(dict.fromkeys(_meant(span.things, subject, world) for span in spans))
    return use, indicators, subject


def _owners(ledger: Ledger, spans: tuple[Span, ...], world: World) -> list[Span]:
    """湖の of 湖のCOD: a word of the name of what the figure is counted of, right before it."""
    found = []
    for span in spans:
        at = ledger.spans.index(span)
        before = [one for one in ledger.spans[max(0, at - 2) : at] if one.text not in {"の", "」", "「"}]
        owners = [world.lexicon.label(thing.subject) for thing in span.things]
        found += [
            one
            for one in before
            if one.kind is SpanKind.RESIDUE and any(one.text in compact(owner) for owner in owners)
        ]
    return found


def _meant(things: tuple[Thing, ...], subject: q.Named | None, world: World) -> Thing:
    """Of indicators that share a name: the one that the subject has a figure of."""
    if subject and len(things) > 1:
        return next((one for one in things if world.has_figure(one.key, subject.key)), things[0])
    return things[0]


def subject_of(use: Using, world: World) -> q.Named | None:
    """The pillar, unit or plan that the figures are of, the narrowest that is named."""
    plans = [plan for span in use.ledger.names("plan") for plan in best_plans(span.things)]
    told = [plan for plan in plans if world.has_figures(plan.key)] or plans
    use.take(*use.ledger.names("plan", "pillar", "department", "section"))
    if told:
        use.take_all(("PREVIOUS_PLAN",))
    for span in use.ledger.names("pillar"):
        pillar = chosen_pillar(span.things, told, world)
        return named(pillar) if pillar else None
    for span in use.ledger.names("section", "department"):
        return named(span.things[0])
    if use.saying("WHOLE") and world.lexicon.municipalities and not told:
        return named(world.lexicon.municipalities[0])
    return named(told[0]) if told else None


def years_of(use: Using) -> tuple[int, ...]:
    """The fiscal years that the ledger names, accounted for."""
    spans = [span for span in use.ledger.spans if span.kind is SpanKind.YEAR]
    use.take(*spans)
    return tuple(dict.fromkeys(year for span in spans for year in span.years))


def read_reckoned(ledger: Ledger, world: World) -> Draft | None:
    """みどり基金とあおぞら基金を足すと, AはBよりいくら多い: two figures joined."""
    found = start(ledger, world)
    if not found or len(found[1]) != 2:
        return None
    use, indicators, subject = found
    years = years_of(use)
    year = years[0] if len(years) == 1 else None
    if len(years) > 1:
        return None
    first, second = (q.Figure(named(one), subject, year) for one in indicators)
    if use.saying("SUM"):
        return use.draft(q.AskNumbers((first, second, q.Sum((first, second)))))
    if use.saying("DIFFERENCE") or (ledger.says("THAN") and use.saying("MORE_THAN", "LESS_THAN")):
        use.take_all(("THAN", "MORE_THAN", "LESS_THAN"))
        return use.draft(q.AskNumbers((first, second, q.Difference(first, second))))
    return None


def read_series(ledger: Ledger, world: World) -> Draft | None:  # noqa: C901, PLR0911 - a way each
    """組織率の平均, 一番高い年と低い年の開き, 90%を下回った年度, 年ごとの推移"""
    found = start(ledger, world)
    if not found or len(found[1]) != 1:
        return None
    use, indicators, subject = found
    years = years_of(use)
    _so_many_years(use)
    series = q.Series(named(indicators[0]), subject, years)
    if not world.has_years(indicators[0].key) and len(years) != 1:
        return None
    if len(years) == 1 and ledger.says("HOW_MUCH", "DIFFERENCE") and ledger.says("MORE_THAN", "LESS_THAN"):
        use.take_all(("DIFFERENCE", "MORE_THAN", "LESS_THAN", "THAN"))
        old, new = q.Figure(named(indicators[0]), subject, years[0]), q.Figure(named(indicators[0]), subject)
        return use.draft(q.AskNumbers((old, new, q.Difference(new, old))))
    if use.saying("AVERAGE"):
        return use.draft(q.AskNumbers((series, q.Average(series))))
    if ledger.says("HIGHEST") and ledger.says("LOWEST") and ledger.says("DIFFERENCE", "THAN", "HOW_MUCH"):
        use.take_all(("HIGHEST", "LOWEST", "DIFFERENCE", "THAN"))
        high, low = q.Utmost(series), q.Utmost(series, lowest=True)
        return use.draft(q.AskNumbers((high, low, q.Difference(high, low))))
    if len(years) == 2 and ledger.says("THAN", "DIFFERENCE") and not ledger.says("SERIES"):
        use.take_all(("THAN", "DIFFERENCE", "MORE_THAN", "LESS_THAN"))
        old, new = (q.Figure(named(indicators[0]), subject, year) for year in sorted(years))
        return use.draft(q.AskNumbers((old, new, q.Difference(new, old))))
    utmost = _utmost(use, series)
    if utmost:
        use.take_all(("AXIS_YEAR", "SHARE", "COUNT", "WHEN"))
        return use.draft(q.AskNumbers(utmost))
    bound = bound_of(use, ("%", "円", "人", "件"))
    if bound:
        how_many = use.saying("COUNT") is not None
        if years and not how_many:
            return use.draft(q.AskNumbers((q.Within(series, bound),), whether=True))
        return use.draft(
            q.AskNumbers((q.Within(series, bound), *([q.HowMany(series, bound)] if how_many else [])))
        )
    if use.saying("SERIES"):
        return use.draft(q.AskNumbers((series,)))
    return None


def _utmost(use: Using, series: q.Series) -> tuple[q.Number, ...]:
    """一番高い年度は, 最も低かったのは: either, or both."""
    high, low = use.saying("HIGHEST", "MOST"), use.saying("LOWEST", "LEAST")
    return (
        *([q.Utmost(series)] if high else []),
        *([q.Utmost(series, lowest=True)] if low and low is not high else []),
    )


def _so_many_years(use: Using) -> None:
    """5年間 says how long the series is: it is told whole."""
    use.take(
        *(s for s in use.ledger.spans if s.kind is SpanKind.FIGURE and s.unit in {"年間", "か年", "年分"})
    )


def read_parts(ledger: Ledger, world: World) -> Draft | None:  # noqa: PLR0911 - a way each
    """計画で課題が10件以上ある体系, 着手が2件の体系, 課題が一番少ない体系: the rows of a table a pillar."""
    if not ledger.says("AXIS_PILLAR") or ledger.names("pillar"):
        return None
    use = Using(ledger)
    spans = ledger.names("indicator")
    plans = [
        plan
        for span in ledger.names("plan")
        for plan in best_plans(span.things)
        if world.counted_parts(plan.key)
    ]
    if not plans:
        return None
    use.take(*spans, *ledger.names("plan"))
    use.take_all({*ASIDE, "AXIS_PILLAR", "COUNT", "PREVIOUS_PLAN"})
    if len(spans) > 1 and not ledger.says(
        "MOST", "LEAST", "HIGHEST", "LOWEST", "AT_LEAST", "AT_MOST", "OVER", "BELOW"
    ):
        return _several(use, spans, plans[0], world)
    indicator = _counted(spans[0].things if spans else (), plans[0], world)
    if indicator is None:
        return None
    series = q.Series(indicator, None, (), named(plans[0]))
    bound = bound_of(use, ("件", "つ", ""))
    if bound:
        return use.draft(q.AskNumbers((q.Within(series, bound),)))
    if use.saying("MOST") or use.saying("HIGHEST"):
        return use.draft(q.AskNumbers((q.Utmost(series),)))
    if use.saying("LEAST") or use.saying("LOWEST"):
        return use.draft(q.AskNumbers((q.Utmost(series, lowest=True),)))
    if use.saying("EACH"):
        return use.draft(q.AskNumbers((series,)))
    return (
        use.draft(q.AskNumbers((q.Within(series, q.Bound(Comparator.AT_LEAST, 1.0, "件")),)))
        if spans
        else None
    )


def _several(use: Using, spans: tuple[Span, ...], plan: Thing, world: World) -> Draft | None:
    """着手と未達成が残ったのはどの体系か: the parts that have any of each."""
    wanted = dict.fromkeys(found for span in spans if (found := _counted(span.things, plan, world)))
    use.take_all(("EACH", "REACHED"))
    some = q.Bound(Comparator.AT_LEAST, 1.0, "件")
    parts = tuple(q.Within(q.Series(one, None, (), named(plan)), some) for one in wanted)
    return use.draft(q.AskNumbers(parts)) if parts else None


def read_family(ledger: Ledger, _: World) -> Draft | None:  # noqa: PLR0911 - a way each
    """基金の残高を4つとも, 残高が一番多い基金, 残高が目標を最も上回った基金: several figures of one kind."""
    spans = ledger.names("family")
    if len(spans) != 1 or ledger.names("indicator", "initiative"):
        return None
    use = Using(ledger)
    use.take(spans[0], *ledger.names("municipality", "plan"))
    years = years_of(use)
    if len(years) > 1 or any(figure.value != len(spans[0].things) for figure in _take_numbers(use)):
        return None
    use.take_all({*ASIDE, "EACH", "UNDER"})
    year = years[0] if years else None
    figures = tuple(q.Figure(named(one), None, year) for one in spans[0].things)
    if ledger.says("TARGET"):
        use.take_all(("TARGET",))
        goals = tuple(q.Figure(figure.indicator, target=True) for figure in figures)
        if not ledger.says("MOST", "HIGHEST"):
            return use.draft(q.AskNumbers((*figures, *goals)))
        over = tuple(map(q.Difference, figures, goals))
        use.take_all(("MOST", "HIGHEST", "OVER", "MORE_THAN"))
        return use.draft(q.AskNumbers((q.Best(over),)))
    if use.saying("SUM"):
        return use.draft(q.AskNumbers((*figures, q.Sum(figures))))
    if use.saying("MOST", "HIGHEST"):
        return use.draft(q.AskNumbers((q.Best(figures),)))
    if use.saying("LEAST", "LOWEST"):
        return use.draft(q.AskNumbers((q.Best(figures, lowest=True),)))
    return use.draft(q.AskNumbers(figures)) if ledger.says("BALANCE", "HOW_MUCH") else None


def _take_numbers(use: Using) -> list[Span]:
    spans = [span for span in use.ledger.spans if span.kind is SpanKind.FIGURE]
    use.take(*spans)
    return spans


def read_of_city(ledger: Ledger, world: World) -> Draft | None:
    """みどり課の職員は何人で、市全体の何%: the unit's figure in percent of the whole city's, of each that is named."""
    found = start(ledger, world)
    cities = world.lexicon.municipalities
    if not found or not ledger.says("SHARE") or not ledger.says("WHOLE") or len(cities) != 1:
        return None
    use, indicators, subject = found
    years = years_of(use)
    if subject is None or subject.key == cities[0].key or len(years) > 1:
        return None
    if not all(world.has_figure(one.key, of) for one in indicators for of in (subject.key, cities[0].key)):
        return None
    use.take_all(("SHARE", "WHOLE", "HOW_MUCH", "COUNT", "UNDER"))
    year = years[0] if years else None
    numbers: list[q.Number] = []
    for one in indicators:
        part = q.Figure(named(one), subject, year)
        whole = q.Figure(named(one), named(cities[0]), year)
        numbers += [part, whole, q.Ratio(part, whole)]
    return use.draft(q.AskNumbers(tuple(numbers)))


def _counted(things: tuple[Thing, ...], plan: Thing, world: World) -> q.Named | None:
    """The indicator that is named, else the one that counts what the plan's table is of."""
    told = world.counted_parts(plan.key)
    keys = {thing.key for thing in things}
    found = [one for one in told if one.key in keys] or [one for one in told if one.label.endswith("件数")]
    return found[0] if found else None


def read_ratio(ledger: Ledger, world: World) -> Draft | None:
    """着手は何件で、全体の何%: a part in percent of what it is a part of."""
    found = start(ledger, world)
    if not found or len(found[1]) != 1 or not ledger.says("SHARE"):
        return None
    use, indicators, subject = found
    if subject is None:
        return None
    part, whole = _part_and_whole(indicators[0], subject, world)
    if part is None or whole is None:
        return None
    use.take_all(("SHARE", "COUNT", "SUM", "WHOLE"))
    use.take(*(s for s in ledger.spans if s.kind is SpanKind.FIGURE and s.unit == "件"))
    first, second = q.Figure(part, subject), q.Figure(whole, subject)
    return use.draft(q.AskNumbers((first, second, q.Ratio(first, second))))


def _part_and_whole(
    indicator: Thing, subject: q.Named, world: World
) -> tuple[q.Named | None, q.Named | None]:
    """達成率 of a subject that has none is what was reached in percent of all; a rate that is told needs no reckoning."""
    head = compact(indicator.label).rpartition("の")[0]
    told = [
        one for one in world.lexicon.of_kind("indicator") if compact(one.label).rpartition("の")[0] == head
    ]
    had = [one for one in told if world.has_figure(one.key, subject.key)]
    whole = next((named(one) for one in had if one.label.endswith(("件数", "総数", "合計"))), None)
    if not indicator.label.endswith("率"):
        return (named(indicator) if indicator in had else None), whole
    if indicator in had:
        return None, whole
    stem = compact(indicator.label).rpartition("の")[2].removesuffix("率")
    part = next((named(one) for one in had if compact(one.label).rpartition("の")[2].startswith(stem)), None)
    return part, whole


def read_target(ledger: Ledger, world: World) -> Draft | None:
    """基金の目標と残高は, 目標は上回ったの, 目標の何%まで: a figure beside its target."""
    found = start(ledger, world)
    if not found or len(found[1]) != 1 or not ledger.says("TARGET"):
        return None
    use, indicators, subject = found
    years = years_of(use)
    use.take_all(("TARGET",))
    actual = q.Figure(named(indicators[0]), subject, years[0] if len(years) == 1 else None)
    goal = q.Figure(named(indicators[0]), target=True)
    if use.saying("SHARE"):
        return use.draft(q.AskNumbers((actual, goal, q.Ratio(actual, goal))))
    whether = ledger.says("MORE_THAN", "LESS_THAN", "KEPT")
    use.take_all(("MORE_THAN", "LESS_THAN", "KEPT", "OVER", "BELOW"))
    if not whether and not ledger.says("BALANCE"):
        return None
    return use.draft(q.AskNumbers((actual, goal), whether=whether))


def read_row(ledger: Ledger, world: World) -> Draft | None:
    """体系11は何件のうち何件が達成で、残りは: all that the plan's table tells of the pillar."""
    if not ledger.says("COUNT") or not ledger.names("pillar") or ledger.says("SHARE", "THAN"):
        return None
    use = Using(ledger)
    subject = subject_of(use, world)
    told = [one for one in world.figures_of(subject.key) if not one.label.endswith("率")] if subject else []
    if len(told) < 2 or not (ledger.says("REST", "ACHIEVED") or len(ledger.names("indicator")) > 1):
        return None
    use.take(*ledger.names("indicator"))
    use.take_all({*ASIDE, "COUNT", "REST", "ACHIEVED", "DOING", "AXIS_PILLAR", "RESPONSIBLE"})
    return use.draft(q.AskNumbers(tuple(q.Figure(one, subject) for one in told)))


FRAMES = (
    Frame(name="target", read=read_target, example="基金の目標と残高は？"),
    Frame(name="row", read=read_row, example="体系3は何件のうち何件が達成で、残りは？"),
    Frame(name="reckoned", read=read_reckoned, example="二つの基金の残高を足すと？"),
    Frame(name="parts", read=read_parts, example="課題が10件以上ある体系は？"),
    Frame(name="family", read=read_family, example="基金の残高を4つとも"),
    Frame(name="of_city", read=read_of_city, example="公園課の職員は何人で、市全体の何%？"),
    Frame(name="ratio", read=read_ratio, example="着手は何件で、全体の何%？"),
    Frame(name="series", read=read_series, example="比率の5か年の平均は？"),
)
