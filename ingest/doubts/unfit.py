"""What breaks a shape is left out, so that it costs nothing else a build: a value, else its document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from keikaku.graph.rdf.iris import key_of
from keikaku.graph.rdf.mapping import to_quads
from keikaku.graph.rdf.reference import fiscal_years
from keikaku.graph.store.shapes import Violation, violations
from keikaku.ontology.model.facts import (
    Department,
    Document,
    Extraction,
    Fact,
    Field,
    Initiative,
    Key,
    Municipality,
    Pillar,
    Plan,
    Problem,
    Section,
)

HOLDING = (Municipality, Document, Plan, Pillar, Field, Initiative, Department, Section)
"""What others hang on: where one of these breaks a shape, the document does."""
OF_PERIOD = ("startYear", "endYear")
"""The properties that a plan may do without: it loses its period alone where one of these breaks a shape."""
HANGING = ("subject", "about", "indicator", "object", "earlier", "later")
"""The properties by which one fact is of another, and goes with it."""


def barred(facts: Iterable[Fact], found: Sequence[Violation], base: str) -> dict[Key, str]:
    """The keys of the facts that break a shape and may be left out alone, each with what is asked of it."""
    asked = {violation.node: violation.message for violation in found}
    periods = {one.node for one in found if one.path.endswith(OF_PERIOD)}
    mine = [fact for fact in facts if not isinstance(fact, HOLDING) or _has_period(fact)]
    return {
        fact.key: why
        for fact in mine
        if (why := next((asked[node] for node in _nodes(fact, base) if node in asked), ""))
        and (not isinstance(fact, Plan) or periods.intersection(_nodes(fact, base)))
    }


def _has_period(fact: Fact) -> bool:
    return isinstance(fact, Plan) and bool(fact.start or fact.end)


def _nodes(fact: Fact, base: str) -> Iterator[str]:
    """The nodes that tell of a fact: its own, its figures, its evidence."""
    return (str(quad.subject)[1:-1] for quad in to_quads([fact], base))


def without(facts: Iterable[Fact], keys: Mapping[Key, str]) -> tuple[Fact, ...]:
    """The facts but for those of the keys and what is of one of those; a plan stays without its period."""
    told = tuple(facts)
    plans = {fact.key for fact in told if isinstance(fact, Plan)}
    gone = keys.keys() - plans
    return tuple(
        replace(fact, start=None, end=None, start_assumed=False)
        if isinstance(fact, Plan) and fact.key in keys
        else fact
        for fact in told
        if fact.key not in gone and not any(getattr(fact, name, None) in gone for name in HANGING)
    )


def trimmed(
    extractions: Sequence[Extraction], keys: Mapping[Key, str]
) -> tuple[tuple[Extraction, ...], tuple[Problem, ...]]:
    """The documents without the facts of the keys, and a sentence for each of those."""
    told = tuple(
        _value_left_out(one, fact, keys[fact.key])
        for one in extractions
        for fact in one.facts
        if fact.key in keys and (not isinstance(fact, Plan) or _has_period(fact))
    )
    return tuple(_trimmed(one, keys) for one in extractions), told


def _trimmed(extraction: Extraction, keys: Mapping[Key, str]) -> Extraction:
    """A document without some facts: what it is read as again, if it is given again, and told again."""
    facts = without(extraction.facts, keys)
    return extraction if facts == extraction.facts else replace(extraction, facts=facts, read_as="")


def _value_left_out(extraction: Extraction, fact: Fact, why: str) -> Problem:
    file = extraction.document.file
    told = sorted(getattr(fact, "evidence", ()), key=lambda one: one.aspect != "end")
    line = next((one.line for one in told), None)
    words = str(getattr(fact, "text", "") or getattr(fact, "label", ""))[:40]
    where = f" {line}行目" if line else ""
    what = f"の期間（{_years(fact)}）" if isinstance(fact, Plan) else ""
    message = (
        f"{file}{where}: 「{words}」{what}は{why}。この値だけ取り込みませんでした。"
        "build --explain で行の読まれ方を確かめてください。"
    )
    return Problem(file=file, line=line, message=message)


def _years(plan: Plan) -> str:
    start, end = (f"{year}年度" if year else "不明" for year in (plan.start, plan.end))
    return f"{start}から{end}まで"


def unfit(
    extractions: Sequence[Extraction], found: Sequence[Violation], base: str
) -> dict[str, tuple[Extraction, Problem]]:
    """The documents that violations come from, by their keys, each with the sentence that says so."""
    nodes = {key_of(violation.node, base) for violation in found}
    return {
        one.document.key: (one, _left_out(one))
        for one in extractions
        if nodes & {one.document.key, *(fact.key for fact in one.facts)} or _breaks(one, base)
    }


def _breaks(extraction: Extraction, base: str) -> bool:
    """Whether a document by itself breaks a shape."""
    facts = extraction.facts
    return bool(violations(to_quads([extraction.document, *facts, *fiscal_years(facts)], base)))


def _left_out(extraction: Extraction) -> Problem:
    file = extraction.document.file
    message = (
        f"{file}: 読み取った内容がグラフの決まりに合わないため、この文書だけ取り込みませんでした。"
        "build --explain で各行の読まれ方を確かめてください。"
    )
    return Problem(file=file, message=message, severity="refused")
