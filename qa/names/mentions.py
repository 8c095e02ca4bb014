"""What a question names, as values: a mention, and a question with its mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.eras import fiscal_year_of
from keikaku.ontology.japanese.times import Time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from keikaku.qa.names.lexicon import Thing

LONGEST_RANGE = 30
"""Years of a range that a question may name."""
PLACEHOLDER = {
    "department": "D",
    "section": "S",
    "plan": "P",
    "pillar": "L",
    "field": "F",
    "initiative": "I",
    "indicator": "N",
    "year": "Y",
    "municipality": "M",
    "post": "O",
    "person": "W",
    "unknown": "U",
    "pillars": "体系",
    "fields": "分野",
}
"""One capital letter stands for a mention in the shape of a question; a compact question has no capitals itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A run of the compact question that names something; several things where the name is ambiguous."""

    kind: str
    start: int
    end: int
    text: str
    things: tuple[Thing, ...] = ()
    number: str = ""  # of a pillar
    time: Time | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A compact question with its mentions in order; `shape` has a capital letter in the place of each."""

    text: str
    mentions: tuple[Mention, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years that the question names: a plain year (2019年) is read as the one that begins in it."""
        found: dict[int, None] = {}
        for time in (mention.time for mention in self.mentions if mention.time):
            first = int(time.first[:4]) if time.kind == "year" else time.fiscal_year
            last = first if time.bound or time.kind == "year" else fiscal_year_of(time.last)
            found |= dict.fromkeys(range(first, min(last, first + LONGEST_RANGE) + 1))
        return tuple(found)

    @property
    def shape(self) -> str:
        """The question with each mention as one capital letter; a theme stays, as its words may ask something."""
        return self._without((m for m in self.mentions if m.kind != "theme"), PLACEHOLDER)

    def of(self, *kinds: str) -> tuple[Mention, ...]:
        """The mentions of these kinds, in the order of the question."""
        return tuple(mention for mention in self.mentions if mention.kind in kinds)

    @property
    def rest(self) -> str:
        """The question without its mentions, a space in the place of each."""
        return self._without(self.mentions, {})

    def _without(self, mentions: Iterable[Mention], letters: Mapping[str, str]) -> str:
        parts, at = [], 0
        for mention in mentions:
            parts += [self.text[at : mention.start], letters.get(mention.kind, " ")]
            at = mention.end
        return _BRACKETED.sub(r"\1", "".join([*parts, self.text[at:]]))


_BRACKETED = re.compile(r"[「『\"“]([A-Z])[」』\"”]")
"""「P」 asks the same as P."""
