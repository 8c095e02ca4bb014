"""The values of the ledger: every character of a clause belongs to one span, and what nobody owns is residue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing


class SpanKind(StrEnum):
    """What a run of a clause is."""

    NAME = "name"
    YEAR = "year"
    FIGURE = "figure"
    LITERAL = "literal"  # words that are asked for as they stand
    CONCEPT = "concept"
    GLUE = "glue"  # particles, endings, punctuation
    GLOSS = "gloss"  # a name said again in another language, or why somebody asks
    RESIDUE = "residue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of the compact text with its owner; `kind_of` is the kind of the things that a name names."""

    kind: SpanKind
    start: int
    end: int
    text: str
    things: tuple[Thing, ...] = ()
    kind_of: str = ""
    number: str = ""  # of a pillar named by its number
    concepts: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    calendar: bool = False  # 2025年, not 2025年度
    value: float | None = None
    unit: str = ""

    def says(self, *concepts: str) -> bool:
        """True where the span can say one of the concepts."""
        return bool(set(concepts) & set(self.concepts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A compact question with an owner for every character."""

    text: str
    spans: tuple[Span, ...]
    language: str = "ja"
    respelled: tuple[tuple[str, str], ...] = ()

    @property
    def residue(self) -> tuple[Span, ...]:
        """What nobody owns."""
        return tuple(span for span in self.spans if span.kind is SpanKind.RESIDUE)

    @property
    def meant(self) -> tuple[Span, ...]:
        """The spans that have to be accounted for: all but glue and glosses."""
        return tuple(span for span in self.spans if span.kind not in {SpanKind.GLUE, SpanKind.GLOSS})

    def names(self, *kinds: str) -> tuple[Span, ...]:
        """The names of things of these kinds, in order."""
        return tuple(s for s in self.spans if s.kind is SpanKind.NAME and s.kind_of in kinds)

    def says(self, *concepts: str) -> bool:
        """True where some span can say one of the concepts."""
        return any(span.says(*concepts) for span in self.spans)
