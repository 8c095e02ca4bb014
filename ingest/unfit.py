"""Documents whose facts break a shape are left out, so that none of them costs the others a build."""

from __future__ import annotations

from collections.abc import Sequence

from graph.iris import key_of
from graph.mapping import to_quads
from graph.reference import fiscal_years
from graph.shapes import Violation, violations
from ontology.model import Extraction, Problem


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
