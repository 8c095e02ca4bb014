"""Where citations stand in the words of their documents: the page of a PDF, the row of a sheet or table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.model.parts import page_of, parts_of, place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.world import Facts


class PartsRow(NamedTuple):
    """A row of PARTS."""

    file: str
    parts: str


PARTS = "SELECT ?file ?parts WHERE { ?document a plan:Document ; plan:file ?file ; plan:parts ?parts }"


def placed(citations: Iterable[Citation], facts: Facts) -> tuple[Citation, ...]:
    """The citations with their places; those of documents that count their lines through stay as they are."""
    told = tuple(citations)
    found = {row.file: parts_of(row.parts) for row in facts.rows(PartsRow, PARTS)} if told else {}
    return tuple(
        replace(
            one,
            place=place(found[one.document], one.line),
            page=page_of(found[one.document], one.line),
        )
        if one.document in found
        else one
        for one in told
    )
