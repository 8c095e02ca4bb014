"""One order for the facts of a document, however they came: read from its file, or kept in the store.

What is derived and what search ranks equally goes by the order of the facts, so that a graph is the same
whether its documents were read in one build or in several.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from keikaku.graph.rdf.mapping import canonical
from keikaku.ontology.model.facts import Extraction, Fact


def in_document_order(extraction: Extraction) -> Extraction:
    """The extraction as the graph gives it back, its facts by the first line that tells them."""
    facts: list[Any] = [canonical(fact) for fact in extraction.facts]
    return replace(extraction, facts=tuple(sorted(facts, key=_place)))


def _place(fact: Fact) -> tuple[int, int, str, str]:
    lines = [evidence.line for evidence in getattr(fact, "evidence", ())]
    lines += [line for _, line in getattr(fact, "line_starts", ())]
    return min(lines, default=0), getattr(fact, "order", 0), type(fact).__name__, fact.key
