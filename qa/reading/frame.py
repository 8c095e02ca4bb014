"""A frame reads a ledger as one kind of question; what it accounts for decides whether its reading is admitted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.query import Query
    from keikaku.qa.world.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a frame makes of a ledger, and the spans that this accounts for."""

    query: Query
    used: frozenset[Span]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One kind of question: how it is read, and a question of its kind for people who look for one."""

    name: str
    read: Callable[[Ledger, World], Draft | None]
    example: str


@dataclass
class Using:
    """The spans that a frame has accounted for so far."""

    ledger: Ledger
    used: set[Span] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def take(self, *spans: Span) -> None:
        """Account for the spans."""
        self.used.update(spans)

    def saying(self, *concepts: str) -> Span | None:
        """The first span that can say one of the concepts, accounted for."""
        span = next((one for one in self.ledger.spans if one.says(*concepts)), None)
        if span:
            self.take(span)
        return span

    def take_all(self, concepts: Iterable[str]) -> None:
        """Account for every span that can say one of the concepts."""
        self.take(*(span for span in self.ledger.spans if span.says(*concepts)))

    def draft(self, query: Query) -> Draft:
        """The reading with what it accounts for."""
        return Draft(query=query, used=frozenset(self.used), notes=tuple(dict.fromkeys(self.notes)))
