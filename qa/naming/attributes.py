"""What a question asks of one thing, attribute by attribute, and what it says of it that may not be so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.ontology.lexicon import current
from keikaku.qa.naming.asks import Ask, asks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOUNS = {
    "RESPONSIBLE": "unit",
    "TARGET": "target",
    "ASK_UNIT": "unit",
    "BASELINE": "baseline",
    "RESULT": "result",
    "PURPOSE": "what",
    "ASK_CONTENT": "what",
}
"""Concepts that name an attribute by themselves: 担当と目標を教えて."""
_BREAK = re.compile(r"[、。?!,]|(?<=[とや])(?=[一-鿿])| and ")
TAKEN_IN = {
    "unit": frozenset({"where", "who", "what", "unit"}),
    "target": frozenset({"count", "extent", "what", "amount", "money"}),
    "result": frozenset({"count", "extent", "what", "amount", "money"}),
    "what": frozenset({"what"}),
    "baseline": frozenset({"count", "extent", "what", "amount", "money", "when"}),
}
"""What is asked in the clause of an attribute is asked of it: 目標は何件, 担当はどこ."""


def attributes_of(text: str) -> tuple[Ask, ...]:
    """Each attribute that a compact question asks, in its order.

    >>> [(ask.kind, ask.counter) for ask in attributes_of("担当と、講習を年何回開くかの成果指標を教えて")]
    [('unit', ''), ('target', '回')]
    >>> [ask.kind for ask in attributes_of("どこの課が担当で、いつから始まり、目標は何人?")]
    ['unit', 'when', 'target']
    >>> [ask.kind for ask in attributes_of("what is the target for guests, and what is the baseline")]
    ['target', 'baseline']
    >>> [ask.kind for ask in attributes_of("地域担当職員は何人ずつ置く")]
    ['count']
    >>> attributes_of("用地課が担当する取組は?")
    ()
    """
    found: list[tuple[int, Ask]] = []
    for start, clause in _clauses(text):
        nouns = list(_nouns(clause))
        asks = [ask for ask in asks_of(clause) if not _taken(ask, nouns)]
        counters = [ask for ask in asks_of(clause) if ask.kind in {"count", "money"} and _taken(ask, nouns)]
        for at, noun in nouns:
            asked = counters[0] if counters and noun.kind != "unit" else None
            found.append((start + at, replace(noun, counter=_counter(asked)) if asked else noun))
        found += [(start + clause.index(ask.text), ask) for ask in asks]
    found.sort(key=lambda one: one[0])
    return _once(ask for _, ask in found)


def _counter(ask: Ask) -> str:
    return "円" if ask.kind == "money" else ask.counter


def _clauses(text: str) -> Iterable[tuple[int, str]]:
    start = 0
    for match in _BREAK.finditer(text):
        if match.start() > start:
            yield start, text[start : match.start()]
        start = match.end()
    if start < len(text):
        yield start, text[start:]


_SAID = re.compile("(?:する|している|した)(?=[一-鿿])")
"""用地課が担当する取組: who does it is said, not asked."""


def says_who(text: str) -> bool:
    """True where a question names things by who is responsible for them: a set, which no one place tells.

    >>> says_who("用地課が担当する取組は?"), says_who("夏の市は誰の担当?")
    (True, False)
    """
    return any(_SAID.match(text, one.end) for one in current().find(text, ("RESPONSIBLE",)))


def _nouns(clause: str) -> Iterable[tuple[int, Ask]]:
    found: dict[str, tuple[int, Ask]] = {}
    for one in current().find(clause, tuple(NOUNS)):
        kind = NOUNS[one.concept]
        if kind == "unit" and _PART_OF_A_WORD.search(clause[: one.start] + "＿" + clause[one.end :]):
            continue
        if kind == "unit" and _SAID.match(clause, one.end):
            continue
        found.setdefault(kind, (one.start, Ask(kind, clause[one.start : one.end], clause)))
    return found.values()


_PART_OF_A_WORD = re.compile("[一-鿿]＿[一-鿿]|＿[者職員]")
"""地域担当職員, 担当者: no word for who does it."""


def _taken(ask: Ask, nouns: Sequence[tuple[int, Ask]]) -> bool:
    return any(ask.kind in TAKEN_IN[noun.kind] for _, noun in nouns)


OF_PLANS = {
    "ASK_PERIOD": "period",
    "ASK_UNTIL": "period",
    "UPPER_PLAN": "individual_plan_of",
    "PLAN_BEFORE": "predecessor",
    "PLAN_AFTER": "successor",
    "PLAN_DECIDED": "decided",
    "PLAN_PARTS": "parts",
}
"""Concepts that name what is asked of a plan, by the links of the query."""


def plan_attributes_of(text: str) -> tuple[Ask, ...]:
    """Each thing that a compact question asks of a plan, in its order.

    >>> [ask.kind for ask in plan_attributes_of("期間と上位計画、どの計画の後継か")]
    ['period', 'individual_plan_of', 'predecessor']
    """
    asks: dict[str, Ask] = {}
    for one in current().find(text, tuple(OF_PLANS)):
        word = text[one.start : one.end]
        asks.setdefault(OF_PLANS[one.concept], Ask(OF_PLANS[one.concept], word, word))
    return tuple(asks.values())


def _once(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Each attribute once, but what is counted or dated may be asked several times."""
    found: dict[object, Ask] = {}
    for ask in asks:
        found.setdefault(ask.kind if ask.kind in TAKEN_IN else (ask.kind, ask.segment, ask.text), ask)
    return tuple(found.values())
