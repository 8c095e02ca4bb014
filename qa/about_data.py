"""What a page or a report tells of the data: counts, documents, and questions to begin with that have results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa.suggest import suggestions

if TYPE_CHECKING:
    from keikaku.qa.world.world import World


class DocumentRow(NamedTuple):
    """A row of DOCUMENTS."""

    file: str
    title: str
    retelling: str | None


DOCUMENTS = """SELECT ?file ?title ?retelling WHERE {
  ?d a plan:Document ; plan:file ?file ; skos:prefLabel ?title . OPTIONAL { ?d plan:retelling ?retelling }
} ORDER BY ?file"""
COUNTED = (("計画", "plan"), ("施策", "initiative"), ("部", "department"), ("課・室", "section"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSummary:
    """One published version in numbers."""

    data_version: str
    counts: tuple[tuple[str, int], ...]
    documents: tuple[tuple[str, str, str | None], ...]  # file, title, the words that say it is a retelling
    examples: tuple[str, ...]


def summarise(world: World) -> DataSummary:
    """Count what the version holds and find questions that have results on it."""
    documents = tuple(
        (row.file, row.title, row.retelling) for row in world.facts.rows(DocumentRow, DOCUMENTS)
    )
    counts = (("文書", len(documents)), *((name, len(world.lexicon.of_kind(kind))) for name, kind in COUNTED))
    return DataSummary(
        data_version=world.facts.data_version,
        counts=counts,
        documents=documents,
        # one in English, to tell that English is understood
        examples=(*suggestions(world, None, "ja"), *suggestions(world, None, "en")[1:2]),
    )
