"""3番目, 最後の, 上から2つ, the second one: things by their place in the list that was shown last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.turns.about import asked_of, subjects_of
from keikaku.qa.turns.asking_back import lost, none_of

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Span
    from keikaku.qa.telling.answer import Item
    from keikaku.qa.turns.turn import Resolved, Turn

NTH = "番目"
OF_NUMBERS = (
    "MORE_THAN", "LESS_THAN", "MOST", "LEAST", "NTH_MOST", "NTH_LEAST", "HIGHEST", "LOWEST", "MANY_FIRST",
)  # fmt: skip
"""Where these stand, a place is one in an order of numbers."""
SO_MANY = frozenset({"つ", "個", "件", ""})
KINDS = {
    "Initiative": ("DOING", "THING"),
    "Target": ("TARGET", "THING"),
    "Department": ("AXIS_DEPARTMENT", "THING"),
    "Section": ("AXIS_SECTION", "THING"),
    "Pillar": ("AXIS_PILLAR", "THING"),
    "Field": ("AXIS_FIELD", "THING"),
    "Plan": ("AXIS_PLAN", "THING"),
}
"""How a turn may call a thing of each kind: 2番目の施策, 2番目のやつ."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand, and the places that they mean: from the end where negative."""

    start: int
    end: int
    first: int
    number: int = 1


def place_of(turn: Turn) -> Place | None:
    """The place in a list that the turn means; None where it means none."""
    spans = turn.ledger.spans
    if turn.ledger.says(*OF_NUMBERS):
        return None
    for at, span in enumerate(spans):
        following = spans[at + 1] if at + 1 < len(spans) else None
        if any(name.end <= span.start for name in turn.names):
            return None
        figure = following if following and following.kind is SpanKind.FIGURE else None
        if span.kind is SpanKind.FIGURE and span.unit == NTH:
            return Place(span.start, span.end, int(span.value or 0))
        if span.says("LAST_ONE", "FIRST_FEW"):
            return _from_an_end(span, figure, last=span.says("LAST_ONE"))
    return None


def _from_an_end(span: Span, figure: Span | None, *, last: bool) -> Place | None:
    if figure is None:
        return Place(span.start, span.end, -1 if last else 1)
    number = int(figure.value or 0)
    if figure.unit == NTH:
        return Place(span.start, figure.end, -number if last else number)
    if figure.unit not in SO_MANY:
        return None
    return Place(span.start, figure.end, -number if last else 1, number)


def of_the_next(turn: Turn) -> Resolved | None:
    """その次のは: what follows the one thing that was told, in the last list that holds it."""
    span = next((one for one in turn.ledger.spans if one.says("NEXT_ONE")), None)
    if span is None or turn.names:
        return None
    last = subjects_of(turn.left.told, turn.world)[:1]
    for left in turn.left.chain():
        keys = [one.iri for one in left.things]
        at = keys.index(last[0].key) + 1 if last and last[0].key in keys else 0
        if len(keys) > 1 and 0 < at < len(keys):
            found = asked_of(
                turn, left.things[at : at + 1], span.start, _end(turn, span.end, left.things[at])
            )
            return found and replace(found, further=True)
    return lost(span.text)


def of_the_list(turn: Turn) -> Resolved | None:
    """5番目の担当は: of the last list that has so many; where none has, the turn is asked back."""
    place = place_of(turn)
    if place is None:
        return None
    shown = [left.things for left in turn.left.chain() if left.things]
    lists = [things for things in shown if len(things) > 1] or shown
    for things in lists:
        chosen = _chosen(place, things)
        if chosen:
            end = _end(turn, place.end, chosen[0])
            found = asked_of(turn, chosen, place.start, end)
            return found and replace(found, further=things is not turn.left.things)
    return none_of(turn.text[place.start : place.end], [one.label for one in (lists[0] if lists else ())])


def _chosen(place: Place, things: tuple[Item, ...]) -> tuple[Item, ...]:
    if len(things) == 1 and (place.first, place.number) != (-1, 1) and abs(place.first) != 1:
        return ()
    first = place.first - 1 if place.first > 0 else len(things) + place.first
    if place.first == 0 or first < 0 or first + place.number > len(things):
        return ()
    return things[first : first + place.number]


def _end(turn: Turn, end: int, thing: Item) -> int:
    """2番目の施策の担当は: the word for what the things are goes with the place."""
    spans = [span for span in turn.ledger.spans if span.start >= end]
    said = [span for span in spans if span.text != "の"][:1]
    if said and said[0].says(*KINDS.get(thing.type, ("THING",))) and not said[0].says("WHICH"):
        return said[0].end
    return end
