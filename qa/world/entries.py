"""The entries of the FAQ file as answers tell and cite them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa.telling.answer import Citation, Item

if TYPE_CHECKING:
    from keikaku.qa.query import Language
    from keikaku.qa.world.world import World

LONGEST_QUOTE, SHORTEST_QUOTE = 300, 6

UNNAMED = "よくある質問"
"""The file of entries that a build took before it kept the name."""


class EntryRow(NamedTuple):
    """A row of ENTRIES."""

    entry: str
    question: str
    answer: str
    file: str | None
    row: int | None
    unit: str | None
    url: str | None


ENTRIES = """SELECT ?entry ?question ?answer ?file ?row ?unit ?url WHERE {
  ?entry a plan:FaqEntry ; plan:question ?question ; plan:answer ?answer .
  OPTIONAL { ?entry plan:file ?file } OPTIONAL { ?entry plan:order ?row }
  OPTIONAL { ?entry plan:departmentName ?unit } OPTIONAL { ?entry plan:url ?url }
} ORDER BY ?row ?entry"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the FAQ file."""

    iri: str
    question: str
    answer: str
    file: str
    row: int
    unit: str
    url: str

    @property
    def item(self) -> Item:
        """The entry as an answer lists it."""
        return Item(
            iri=self.iri, type="FAQ", label=self.question, departments=(self.unit,) if self.unit else ()
        )

    @property
    def citation(self) -> Citation:
        """Its row of the file; a cell that the file writes with doubled quotation marks is quoted up to them."""
        kept = (part.strip() for part in re.split(r'["\n]', f"{self.question}\n{self.answer}"))
        quote = next((part for part in kept if len(part) >= SHORTEST_QUOTE), self.question)
        place = f"{self.row}行目"
        return Citation(
            document=self.file,
            page=None,
            line=self.row,
            quote=quote[:LONGEST_QUOTE],
            iri=self.iri,
            place=place,
        )


def told(entry: Entry, language: Language) -> str:
    """The whole answer of the entry, then which question it answers and who is asked further."""
    more = [part for part in (entry.unit, entry.url) if part]
    if language == "en":
        return f"{entry.answer}\n(FAQ: {entry.question}{''.join(f'; {part}' for part in more)})"
    return f"{entry.answer}\n（よくある質問「{entry.question}」{''.join(f'、{part}' for part in more)}）"


def entries_of(world: World) -> tuple[Entry, ...]:
    """The FAQ of a version, or of a city of it, in the order of the file."""
    return tuple(
        Entry(
            iri=one.entry,
            question=one.question,
            answer=one.answer,
            file=one.file or UNNAMED,
            row=one.row or 0,
            unit=one.unit or "",
            url=one.url or "",
        )
        for one in world.facts.rows(EntryRow, ENTRIES)
    )
