"""合わせると全体の何%, それは目標におさまってる: the figures that were asked for before, joined or held against their target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.turns.turn import Resolved

if TYPE_CHECKING:
    from keikaku.qa.turns.turn import Turn
    from keikaku.qa.world.world import World

JOINING = (
    "SUM", "DIFFERENCE", "SHARE", "WHOLE", "HOW_MUCH", "COUNT", "THING", "TELL", "WHICH", "UNDER", "YES_NO",
    "THAT", "LIKEWISE", "FORM", "REACHED", "UNITED", "EACH",
)  # fmt: skip
HOLDING = ("TARGET", "KEPT", "THAT", "THING", "MORE_THAN", "LESS_THAN", "YES_NO", "TELL", "REACHED")


def _figure(query: q.Query | None) -> q.Figure | q.CountOf | None:
    """The one figure that a query asked for."""
    if isinstance(query, q.Observe) and len(query.indicators) == 1 and len(query.years) < 2:
        subject = query.subjects[0] if len(query.subjects) == 1 else None
        return q.Figure(query.indicators[0], subject, query.years[0] if query.years else None)
    if isinstance(query, q.AskNumbers) and isinstance(query.numbers[-1], q.Figure):
        return query.numbers[-1]
    return q.CountOf(query.where) if isinstance(query, q.CountInitiatives) else None


def joined(turn: Turn) -> Resolved | None:
    """合わせると全体の何%: the two figures before, added up, and in percent of what they are parts of."""
    if not turn.ledger.says("SUM", "DIFFERENCE", "UNITED") or not turn.accounted([], JOINING):
        return None
    asked = [left.query for left in turn.left.chain()][:2][::-1]
    if union := _united(asked, turn):
        return Resolved(query=union, further=True)
    figures = [figure for figure in map(_figure, asked) if figure]
    if len(figures) != 2:
        return None
    figures = _of_one_subject(figures)
    both: q.Number = q.Sum(tuple(figures)) if turn.ledger.says("SUM") else q.Difference(*figures)
    if not turn.ledger.says("SHARE"):
        return Resolved(query=q.AskNumbers((*figures, both)), further=True)
    whole = _whole_of(figures[0], turn.world)
    if whole is None:
        return None
    return Resolved(query=q.AskNumbers((*figures, both, q.Ratio(both, whole))), further=True)


def _united(asked: list[q.Query | None], turn: Turn) -> q.CountInitiatives | None:
    """How many two sets have together: what is in both is counted once."""
    able = (q.CountInitiatives, q.ListInitiatives) if turn.ledger.says("UNITED") else (q.CountInitiatives,)
    sets = [query.where for query in asked if isinstance(query, able)]
    if len(sets) != 2 or not turn.ledger.says("SUM", "UNITED") or turn.ledger.says("DIFFERENCE", "SHARE"):
        return None
    return q.CountInitiatives(q.AllOf((q.AnyOf(tuple(sets)),)))


def _of_one_subject(figures: list[q.Figure | q.CountOf]) -> list[q.Figure | q.CountOf]:
    subjects = (one.subject for one in figures if isinstance(one, q.Figure) and one.subject)
    named = next(subjects, None)
    return [
        replace(one, subject=one.subject or named) if isinstance(one, q.Figure) else one for one in figures
    ]


def _whole_of(figure: q.Figure | q.CountOf, world: World) -> q.Figure | None:
    """The count of everything that the figure is a part of."""
    if isinstance(figure, q.CountOf) or figure.subject is None:
        return None
    head = figure.indicator.label.rpartition("の")[0]
    told = world.figures_of(figure.subject.key)
    whole = next(
        (one for one in told if one.label.startswith(head) and one.label.endswith(("件数", "総数", "合計"))),
        None,
    )
    return q.Figure(whole, figure.subject, figure.year) if whole else None


EXTREMES = ("HIGHEST", "LOWEST", "MOST", "LEAST")


def at_its_extreme(turn: Turn) -> Resolved | None:
    """一番低いのは何年度 after the figures of all years."""
    before = turn.left.query
    if not isinstance(before, q.Observe) or len({one.label for one in before.indicators}) != 1:
        return None
    if turn.slots or not turn.accounted([], {*JOINING, *EXTREMES, "AXIS_YEAR", "WHEN"}):
        return None
    if not turn.ledger.says(*EXTREMES):
        return None
    return Resolved(text=f"{before.indicators[0].label}が{turn.text}")


def against_its_target(turn: Turn) -> Resolved | None:
    """それは目標におさまってる: the figure before against its target; 目標は: what the target is."""
    before, figure = turn.left.query, _figure(turn.left.query)
    if not turn.ledger.says("TARGET") or turn.slots:
        return None
    if isinstance(figure, q.Figure) and turn.accounted([], HOLDING):
        whether = turn.ledger.says("KEPT", "MORE_THAN", "LESS_THAN")
        return Resolved(query=q.AskNumbers((figure, replace(figure, target=True)), whether=whether))
    if isinstance(before, q.Observe) and turn.accounted([], {*HOLDING, "WHICH", "LIKEWISE"}):
        return Resolved(query=replace(before, pick="target"))
    return None
