"""A turn with the ledger of its words and what it can refer to, and what it comes to stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.text.words import IDLE, content_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keikaku.qa import query as q
    from keikaku.qa.names.mentions import Recognised
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.reading import Declined
    from keikaku.qa.turns.referents import Referents
    from keikaku.qa.world.world import World

BESIDE = frozenset(
    {
        "FORM",
        "TELL",
        "THING",
        "WHICH",
        "SAYS_SO",
        "NOW",
        "THAT",
        "SAME",
        "LIKEWISE",
        "YES_NO",
        "EACH",
        "UNDER",
        "WRONG",
    }
)
"""Words that any turn may hold and that ask for nothing by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What is said, read in the world that it is about."""

    ledger: Ledger
    recognised: Recognised
    left: Referents
    world: World

    @property
    def text(self) -> str:
        """The compact text."""
        return self.ledger.text

    @property
    def names(self) -> tuple[Span, ...]:
        """The names of things that the turn says, cities apart."""
        spans = self.ledger.spans
        return tuple(s for s in spans if s.kind is SpanKind.NAME and s.kind_of != "municipality")

    @property
    def slots(self) -> tuple[Span, ...]:
        """Names and years."""
        years = tuple(span for span in self.ledger.spans if span.kind is SpanKind.YEAR)
        return tuple(sorted((*self.names, *years), key=lambda span: span.start))

    def accounted(self, spans: Iterable[Span], concepts: Iterable[str]) -> bool:
        """True where nothing is said but these spans and words of these concepts."""
        held, said = frozenset(spans), tuple(concepts)
        return all(s in held or s.says(*said) or _idle(s) for s in self.ledger.meant)

    def put(self, start: int, end: int, words: str) -> str:
        """The text with other words in the place of some."""
        return self.text[:start] + words + self.text[end:]


def _idle(span: Span) -> bool:
    """True for words between the others that say nothing."""
    return span.kind is SpanKind.RESIDUE and not content_words(span.text, IDLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The question that a turn stands for: in words, as a query, or the reason why it stands for none."""

    text: str = ""
    query: q.Query | None = None
    declined: Declined | None = None
    notes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()  # passages without a name that the words are about
    of_prose: bool = False  # asked of what the documents say of the thing, before any other reading
    further: bool = False  # it leans on more than the last answer
