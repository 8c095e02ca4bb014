"""One order for the facts of a document, however they came: read from its file, or kept in the store.

What is derived and what search ranks equally goes by the order of the facts, so that a graph is the same
whether its documents were read in one build or in several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from keikaku.graph.rdf.iris import iri
from keikaku.graph.rdf.mapping import canonical
from keikaku.graph.rdf.properties import FiscalYear
from keikaku.ontology.model.facts import (
    CityWord,
    Correction,
    Document,
    Extraction,
    Fact,
    FaqEntry,
    Key,
    Municipality,
    Succession,
)
from keikaku.ontology.model.vocabulary import BASE

BESIDE = (Document, FiscalYear, CityWord, Correction, Succession)
"""What a version tells beside the facts that its documents tell together."""


def in_document_order(extraction: Extraction) -> Extraction:
    """The extraction as the graph gives it back, its facts by the first line that tells them."""
    facts: list[Any] = [canonical(fact) for fact in extraction.facts]
    return replace(extraction, facts=tuple(sorted(facts, key=_place)))


def _place(fact: Fact) -> tuple[int, int, str, str]:
    lines = [evidence.line for evidence in getattr(fact, "evidence", ())]
    lines += [line for _, line in getattr(fact, "line_starts", ())]
    return min(lines, default=0), getattr(fact, "order", 0), type(fact).__name__, fact.key


def carried(facts: Iterable[Any], files: Collection[str], order: Sequence[Key]) -> tuple[Fact, ...]:
    """The facts of a version that its documents tell together, in the order in which its index has them.

    An entry of the FAQ is one of them where it stands in a document and not in a FAQ file.
    """
    place = {address: number for number, address in enumerate(order)}
    kept = [
        fact
        for fact in facts
        if not isinstance(fact, BESIDE) and not (isinstance(fact, FaqEntry) and fact.file not in files)
    ]
    return tuple(sorted(kept, key=lambda fact: place.get(iri(fact.key, BASE), len(place))))


def cities_of(facts: Iterable[Any]) -> frozenset[Key]:
    """The cities that are among facts, and those whose FAQ entries are."""
    told = tuple(facts)
    owners = (fact.municipality for fact in told if isinstance(fact, FaqEntry))
    return frozenset((*owners, *(fact.key for fact in told if isinstance(fact, Municipality))))
