"""What a figure of the question is held against: 10件以上, 90%を下回る, 14%台, 2件."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.naming.spans import SpanKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from keikaku.qa.naming.spans import Span
    from keikaku.qa.reading.frame import Using

COMPARED = {
    "AT_LEAST": Comparator.AT_LEAST,
    "AT_MOST": Comparator.AT_MOST,
    "OVER": Comparator.MORE_THAN,
    "BELOW": Comparator.LESS_THAN,
}


def bound_of(use: Using, units: Collection[str]) -> q.Bound | None:
    """The bound that a figure in one of the units makes with the word behind it (before it, in English)."""
    spans = use.ledger.meant
    for at, span in enumerate(spans):
        if span.kind is not SpanKind.FIGURE or span.unit not in units or span in use.used:
            continue
        beside = [*spans[at + 1 : at + 2], *(spans[at - 1 : at] if use.ledger.language == "en" else ())]
        found = _bound(span, beside, use)
        if found:
            return found
    return None


def _bound(figure: Span, beside: list[Span], use: Using) -> q.Bound | None:
    value = figure.value or 0.0
    for word in beside:
        if word.says("BAND"):
            use.take(figure, word)
            step = 10.0 if value % 10 == 0 else 1.0
            return q.Bound(Comparator.AT_LEAST, value, figure.unit, value + step)
        for concept, comparator in COMPARED.items():
            if word.says(concept):
                use.take(figure, word)
                return q.Bound(comparator, value, figure.unit)
    if figure.unit == "件" and any(word.says("REACHED", "UNDER", "BALANCE") for word in beside):
        use.take(figure)
        return q.Bound(Comparator.EXACT, value, figure.unit)
    return None
