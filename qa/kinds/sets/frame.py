"""Initiatives by conditions: a list, in an order, the first of them, whether there are any, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.frame import Draft, Frame, Using
from keikaku.qa.reading.scope import ASIDE, scope_of

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Ledger
    from keikaku.qa.world.world import World

ORDERS: tuple[tuple[str, q.Order], ...] = (
    ("BY_SOUND", "sound"),
    ("NEWEST_FIRST", "newest"),
    ("OLDEST_FIRST", "oldest"),
)
AXES: tuple[tuple[str, q.Axis], ...] = (
    ("AXIS_FIELD", q.Axis.FIELD),
    ("AXIS_PILLAR", q.Axis.PILLAR),
    ("AXIS_SECTION", q.Axis.SECTION),
    ("AXIS_DEPARTMENT", q.Axis.DEPARTMENT),
    ("AXIS_PLAN", q.Axis.PLAN),
)


def read_list(ledger: Ledger, world: World) -> Draft | None:
    """企画部の施策を五十音順に: needs a condition, and somebody who does something or is asked for."""
    if ledger.says("COUNT", "THAN", "DIFFERENCE", "SHARE", "HOW_MUCH") or ledger.names(
        "indicator", "initiative"
    ):
        return None
    use = Using(ledger)
    where = scope_of(use, world)
    if where is None or not (_asked(ledger) or _named_alone(ledger)):
        return None
    if not (where.conditions or _of_words_alone(ledger) or _of_all(ledger)):
        return None
    use.take_all(ASIDE)
    take_shown(use)
    each = ledger.says("EACH")
    axis = axis_of(use) if each else None
    use.take_all(("AXIS_" + axis.name,) if axis else ())
    if each and axis is None:
        return None
    use.take_all(("EACH",) if axis else ())
    orders = (order for concept, order in ORDERS if use.saying(concept))
    order: q.Order = next(orders, "document")
    whether = (
        bool(use.saying("YES_NO"))
        and not ledger.says("WHICH")
        and ledger.text.rstrip("?").endswith(("か", "ある", "ますか"))
    )
    use.take_all(("YES_NO",))
    return use.draft(q.ListInitiatives(where, order, first_few(use), axis, whether))


def take_shown(use: Using) -> None:
    """担当課つきで, 部署名も: what is wanted beside each thing, which every list shows."""
    pairs = zip(use.ledger.meant, use.ledger.meant[1:], strict=False)
    use.take(*(span for pair in pairs if pair[0].says(*SHOWN) and pair[1].says("WITH") for span in pair))


SHOWN = ("UNIT", "RESPONSIBLE", "AXIS_DEPARTMENT", "AXIS_SECTION", "AXIS_PLAN", "IN_NAME")


def _of_words_alone(ledger: Ledger) -> bool:
    """もふもふ関連の取組: initiatives of something that no name says; it is never admitted, but told as not read."""
    return ledger.language == "ja" and ledger.says("DOING") and bool(ledger.residue)


def _of_all(ledger: Ledger) -> bool:
    """アクションの一覧: every initiative, where no condition is said and somebody asks to see them."""
    return ledger.says("DOING") and ledger.says("FORM", "TELL")


def _asked(ledger: Ledger) -> bool:
    """Initiatives are asked for, or what somebody does, or words are looked for: a bare name asks nothing yet."""
    return ledger.says("DOING", "RESPONSIBLE", "WORD_STANDS", "TOGETHER", "FORM") or (
        ledger.says("THING", "UNDER")
        and ledger.says("FORM", "TELL", "WHICH", "YES_NO", "EXCEPT", "INCLUDING", "UNITED")
    )


def _named_alone(ledger: Ledger) -> bool:
    """企画部の案件: a place or a unit with a word for what it has, whichever word that is."""
    bound = ledger.names("plan", "pillar", "field", "department", "section")
    rest = [
        span for span in ledger.meant if span.kind not in {SpanKind.NAME, SpanKind.RESIDUE, SpanKind.YEAR}
    ]
    return bool(bound) and bool(ledger.residue) and all(set(span.concepts) <= ASIDE for span in rest)


def axis_of(use: Using) -> q.Axis | None:
    """What the initiatives are told apart by."""
    return next((axis for concept, axis in AXES if use.saying(concept)), None)


def first_few(use: Using) -> int | None:
    """上位3件, first 3."""
    spans = use.ledger.spans
    for at, span in enumerate(spans):
        figure = next((one for one in spans[at + 1 : at + 3] if one.kind is SpanKind.FIGURE), None)
        if span.says("FIRST_FEW") and figure:
            use.take(span, figure)
            return int(figure.value or 0)
    return None


def read_count(ledger: Ledger, world: World) -> Draft | None:
    """企画部の施策は何件, 施策は全部で何件."""
    if not ledger.says("COUNT") or ledger.names("indicator", "initiative"):
        return None
    if ledger.says(
        "EACH",
        "MOST",
        "LEAST",
        "THAN",
        "DIFFERENCE",
        "SHARE",
        "HOW_MUCH",
        "MANY_FIRST",
        "FEW_FIRST",
        "MORE_THAN",
    ):
        return None
    use = Using(ledger)
    where = scope_of(use, world)
    everything = where is not None and not where.conditions and ledger.says("DOING")
    if where is None or not (where.conditions or everything) or _only_in_a_table(where, world):
        return None
    use.take_all({*ASIDE, "COUNT", "YES_NO"})
    return use.draft(q.CountInitiatives(where))


def _only_in_a_table(where: q.AllOf, world: World) -> bool:
    """A pillar of which no initiative is known has its number in a table of its plan."""
    pillars = [part.pillar.key for part in where.conditions if isinstance(part, q.InPillar)]
    return any(not world.lexicon.things[key].initiatives and world.has_figures(key) for key in pillars)


FRAMES = (
    Frame(name="list", read=read_list, example="企画部の施策を五十音順に並べて"),
    Frame(name="count", read=read_count, example="企画部の施策は何件？"),
)
