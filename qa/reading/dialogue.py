"""What a turn means on the answer before it: a reference is replaced by the name of what it refers to.

The outcome is a question that stands on its own (its text, or the query that it is), so that everything after reads it
as if it had been asked so; None where the turn refers to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.frame import Using
from keikaku.qa.reading.scope import ASIDE, scope_of
from keikaku.qa.reading.units_before import conditions_of, others_of, place_of, units_told

if TYPE_CHECKING:
    from keikaku.qa.answer import Answer
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The question that a turn stands for: in words, or as a query with what accounts for the turn."""

    text: str = ""
    query: q.Query | None = None
    notes: tuple[str, ...] = ()


def resolved(ledger: Ledger, previous: Answer, world: World) -> Resolved | None:
    """The turn with what it refers to put in; None where it stands on its own."""
    for way in (
        _replaced,
        _item_of,
        _of_the_thing,
        _unit_of,
        _year_beside,
        _same_year,
        _joined,
        _target_of,
        _added,
    ):
        found = way(ledger, previous, world)
        if found is not None:
            return found
    return None


def _put(ledger: Ledger, span: Span, words: str) -> str:
    return ledger.text[: span.start] + words + ledger.text[span.end :]


def _replaced(ledger: Ledger, previous: Answer, _: World) -> Resolved | None:
    """違う、総務部じゃなくて土木部: the question before with the other name."""
    names = [span for span in ledger.spans if span.kind is SpanKind.NAME]
    instead = len(names) == 2 and names[0].kind_of == names[1].kind_of and ledger.says("EXCEPT")
    if not instead or not _accounted(
        ledger, names, ("WRONG", "EXCEPT", "THING", "TELL", "RESPONSIBLE", "DOING")
    ):
        return None
    before, old, new = previous.stands_for or previous.question, names[0].text, names[1].text
    return Resolved(text=before.replace(old, new)) if old in before else None


def _accounted(ledger: Ledger, spans: list[Span], concepts: tuple[str, ...]) -> bool:
    return all(span in spans or span.says(*concepts) for span in ledger.meant)


def _item_of(ledger: Ledger, previous: Answer, _: World) -> Resolved | None:
    """5番目の担当は, 最後のはいつから: of the list before."""
    span = next(
        (s for s in ledger.spans if (s.kind is SpanKind.FIGURE and s.unit == "番目") or s.says("LAST_ONE")),
        None,
    )
    if span is None or not previous.items or ledger.says("MORE_THAN", "LESS_THAN", "AXIS_DEPARTMENT"):
        return None
    place = len(previous.items) if span.kind is SpanKind.CONCEPT else int(span.value or 0)
    if not 1 <= place <= len(previous.items):
        return None
    text = _put(ledger, span, f"「{previous.items[place - 1].label}」")
    text = re.sub(r"」(?:の)?の(?=は|が)", "」", text)
    text = re.sub(r"」は(?=は|いつ|どこ|だれ|誰)", "」は", text)
    return Resolved(text=re.sub(r"」(?=いつ|どこ)", "」は", text))


def _unit_of(ledger: Ledger, previous: Answer, world: World) -> Resolved | None:
    """そこの他の取組は, 同じ部で体系2に入っているもの: the unit that the answer before tells of."""
    place = place_of(ledger)
    if place is None:
        return None
    span, end, level = place
    units = units_told(previous, level)
    if others := others_of(ledger, previous, units, world):
        return Resolved(query=others, notes=(f"「{span.text}」は{'、'.join(units)}と読みました",))
    if len(units) != 1:
        return None
    text = ledger.text[: span.start] + units[0] + ledger.text[end:]
    plans = {item.plan for item in previous.items}
    if len(plans) == 1 and not ledger.names("plan") and (plan := previous.items[0].plan):
        text = f"{plan}で、{text}"
    return Resolved(text=text)


def _of_the_thing(ledger: Ledger, previous: Answer, _: World) -> Resolved | None:
    """担当は一つの課だけ: who is responsible for the one thing that was told."""
    named = any(span.kind is SpanKind.NAME for span in ledger.spans)
    one = len(previous.items) == 1 and previous.items[0].type == "Initiative"
    opens = ledger.spans[0].says("RESPONSIBLE") if ledger.spans else False
    if named or not one or not opens or ledger.says("DOING", "EACH", "OTHERS", "COUNT"):
        return None
    thing = q.Named(previous.items[0].iri, previous.items[0].label)
    return Resolved(query=q.WhoIsResponsible((thing,)), notes=("前の回答の施策について読みました",))


def _same_year(ledger: Ledger, previous: Answer, _: World) -> Resolved | None:
    """じゃあ歳出は after the 市税 of a year: another figure of that year."""
    query = previous.query
    years = query.years if isinstance(query, q.Observe) else ()
    other = len(ledger.names("indicator")) == 1 and not any(s.kind is SpanKind.YEAR for s in ledger.spans)
    if len(years) != 1 or not other or len(ledger.names("indicator", "pillar", "plan", "municipality")) > 1:
        return None
    if not _accounted(ledger, list(ledger.names("indicator")), (*ASIDE, "HOW_MUCH", "YES_NO")):
        return None
    return Resolved(text=f"{years[0]}年度の{_BARE_TURN.sub('', ledger.text)}")


_BARE_TURN = re.compile(r"^(?:じゃあ?|では|それでは|なら|ほな|で)、?")


REFERENCES = ("PLACE_BEFORE", "LAST_ONE")


def refers(ledger: Ledger) -> bool:
    """True for a turn that means nothing without what it refers to: そこの担当は, 3番目のは, それはいつ."""
    ordinal = any(s.kind is SpanKind.FIGURE and s.unit == "番目" for s in ledger.spans)
    opens = bool(ledger.spans) and ledger.spans[0].says("THAT")
    named = any(span.kind in {SpanKind.NAME, SpanKind.YEAR} for span in ledger.spans)
    return not named and (ordinal or opens or ledger.says(*REFERENCES))


def _year_beside(ledger: Ledger, previous: Answer, _: World) -> Resolved | None:
    """ひとつ前の年度だと: the figure before, a year earlier or later."""
    span = next((s for s in ledger.spans if s.says("YEAR_BEFORE", "YEAR_AFTER")), None)
    if span is None:
        return None
    step = -1 if span.says("YEAR_BEFORE") else 1
    query = previous.query
    if isinstance(query, q.Observe) and len(query.years) == 1:
        return Resolved(query=replace(query, years=(query.years[0] + step,)))
    years = [part for part in conditions_of(query) if isinstance(part, q.InYear)]
    if len(years) == 1 and isinstance(query, q.ListInitiatives | q.CountInitiatives):
        kept = tuple(q.InYear(p.fiscal_year + step) if p in years else p for p in conditions_of(query))
        return Resolved(query=replace(query, where=q.AllOf(kept)))
    return None


def _figure(query: q.Query | None) -> q.Figure | None:
    """The one figure that a query asked for."""
    if isinstance(query, q.Observe) and len(query.indicators) == 1 and len(query.years) < 2:
        subject = query.subjects[0] if len(query.subjects) == 1 else None
        return q.Figure(query.indicators[0], subject, query.years[0] if query.years else None)
    if isinstance(query, q.AskNumbers) and isinstance(query.numbers[-1], q.Figure):
        return query.numbers[-1]
    return None


def _joined(ledger: Ledger, previous: Answer, world: World) -> Resolved | None:
    """合わせると全体の何%: the two figures before, added up, and in percent of what they are parts of."""
    if not ledger.says("SUM", "DIFFERENCE") or not _accounted(
        ledger,
        [],
        (
            "SUM",
            "DIFFERENCE",
            "SHARE",
            "WHOLE",
            "HOW_MUCH",
            "COUNT",
            "THING",
            "TELL",
            "WHICH",
            "UNDER",
            "YES_NO",
            "THAT",
        ),
    ):
        return None
    figures = [figure for figure in map(_figure, (*previous.earlier[-1:], previous.query)) if figure]
    if len(figures) != 2:
        return None
    named = next((figure.subject for figure in figures if figure.subject), None)
    figures = [replace(figure, subject=figure.subject or named) for figure in figures]
    both: q.Number = q.Sum(tuple(figures)) if ledger.says("SUM") else q.Difference(*figures)
    whole = _whole_of(figures[0], world)
    if ledger.says("SHARE"):
        if whole is None:
            return None
        return Resolved(query=q.AskNumbers((*figures, both, q.Ratio(both, whole))))
    return Resolved(query=q.AskNumbers((*figures, both)))


def _whole_of(figure: q.Figure, world: World) -> q.Figure | None:
    """The count of everything that the figure is a part of."""
    if figure.subject is None:
        return None
    head = figure.indicator.label.rpartition("の")[0]
    told = world.figures_of(figure.subject.key)
    whole = next(
        (one for one in told if one.label.startswith(head) and one.label.endswith(("件数", "総数", "合計"))),
        None,
    )
    return q.Figure(whole, figure.subject, figure.year) if whole else None


def _target_of(ledger: Ledger, previous: Answer, _: World) -> Resolved | None:
    """それは目標におさまってる: the figure before against its target."""
    figure = _figure(previous.query)
    if figure is None or not ledger.says("TARGET") or ledger.names("indicator"):
        return None
    if not _accounted(
        ledger, [], ("TARGET", "KEPT", "THAT", "THING", "MORE_THAN", "LESS_THAN", "YES_NO", "TELL", "REACHED")
    ):
        return None
    whether = ledger.says("KEPT", "MORE_THAN", "LESS_THAN")
    return Resolved(query=q.AskNumbers((figure, replace(figure, target=True)), whether=whether))


def _added(ledger: Ledger, previous: Answer, world: World) -> Resolved | None:
    """花と緑以外は何件, みどり部と組んでいるのは: the list before with a further condition."""
    query = previous.query
    if not isinstance(query, q.ListInitiatives | q.CountInitiatives) or ledger.names(
        "plan", "indicator", "initiative"
    ):
        return None
    elsewhere = ledger.says("WHOLE_CITY", "INCLUDING") or ledger.names("municipality")
    goes_on = ledger.says("EXCEPT", "TOGETHER", "THAT") and not elsewhere
    use = Using(ledger)
    found = scope_of(use, world) if goes_on else None
    if found is None or not (found.conditions or ledger.says("COUNT")):
        return None
    use.take_all({*ASIDE, "COUNT", "TOGETHER", "THAT", "INCLUDING", "YES_NO", "SAYS_SO"})
    if any(span not in use.used for span in ledger.meant):
        return None
    where = _merged(query.where.conditions, found.conditions)
    kind = q.CountInitiatives if ledger.says("COUNT") else q.ListInitiatives
    return Resolved(query=kind(q.AllOf(where)), notes=("前の問いの続きとして読みました",))


def _merged(before: tuple[q.Condition, ...], added: tuple[q.Condition, ...]) -> tuple[q.Condition, ...]:
    """The conditions before and those of the turn, each once."""
    return tuple(dict.fromkeys((*before, *added)))
