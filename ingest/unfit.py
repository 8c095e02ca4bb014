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
HANGING = ("subject", "about", "indicator", "object", "earlier", "later")
"""The properties by which one fact is of another, and goes with it."""


def barred(facts: Iterable[Fact], found: Sequence[Violation], base: str) -> dict[Key, str]:
    """The keys of the facts that break a shape and may be left out alone, each with what is asked of it."""
    asked = {violation.node: violation.message for violation in found}
    mine = [fact for fact in facts if not isinstance(fact, HOLDING)]
    return {
        fact.key: why
        for fact in mine
        if (why := next((asked[node] for node in _nodes(fact, base) if node in asked), ""))
    }


def _nodes(fact: Fact, base: str) -> Iterator[str]:
    """The nodes that tell of a fact: its own, its figures, its evidence."""
    return (str(quad.subject)[1:-1] for quad in to_quads([fact], base))


def without(facts: Iterable[Fact], keys: Mapping[Key, str]) -> tuple[Fact, ...]:
    """The facts but for those of the keys, and for what is of one of those."""
    return tuple(
        fact
        for fact in facts
        if fact.key not in keys and not any(getattr(fact, name, None) in keys for name in HANGING)
    )


def trimmed(
    extractions: Sequence[Extraction], keys: Mapping[Key, str]
) -> tuple[tuple[Extraction, ...], tuple[Problem, ...]]:
    """The documents without the facts of the keys, and a sentence for each of those."""
    told = tuple(
        _value_left_out(one, fact, keys[fact.key])
        for one in extractions
        for fact in one.facts
        if fact.key in keys
    )
    return tuple(replace(one, facts=without(one.facts, keys)) for one in extractions), told


def _value_left_out(extraction: Extraction, fact: Fact, why: str) -> Problem:
    file = extraction.document.file
    line = next((one.line for one in getattr(fact, "evidence", ())), None)
    words = str(getattr(fact, "text", "") or getattr(fact, "label", ""))[:40]
    where = f" {line}行目" if line else ""
    message = (
        f"{file}{where}: 「{words}」は{why}。この値だけ取り込みませんでした。"
        "build --explain で行の読まれ方を確かめてください。"
    )
    return Problem(file=file, line=line, message=message)


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
