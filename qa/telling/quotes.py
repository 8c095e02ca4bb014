"""Sentences of a passage with their lines: what an answer gives of prose, and cites."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.text import sentences
from keikaku.qa.telling.answer import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 300
SHORTEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A passage as a row of the graph gives it; `starts` pairs offsets of its text with lines."""

    key: str
    text: str
    starts: tuple[tuple[int, int], ...]
    file: str
    page: int | None = None
    heading: str = ""
    retelling: bool = False

    def _tears(self, after: int) -> list[int]:
        """Where a page number or a caption was left out of the text: two lines start at one offset there."""
        return [
            offset for (offset, _), (other, _) in pairwise(self.starts) if offset == other and offset > after
        ]

    def line_at(self, offset: int) -> int:
        """The line of the document in which the character stands."""
        if not self.starts:
            return 1
        at = bisect_right([start for start, _ in self.starts], offset) - 1
        return self.starts[max(at, 0)][1]

    def cite(self, start: int, end: int) -> Citation:
        """The words from start to end as a citation, cut to the longest that a quote may be, widened where too short."""
        end = min(end, start + LONGEST, *self._tears(start))
        if end - start < SHORTEST:
            start, end = max(0, end - SHORTEST), min(len(self.text), max(end, start + SHORTEST))
        return Citation(
            document=self.file,
            page=self.page,
            line=self.line_at(start),
            quote=self.text[start:end].strip(),
            iri=self.key,
            retelling=self.retelling,
        )


def starts_of(text: str | None) -> tuple[tuple[int, int], ...]:
    """The pairs that a passage's plan:lineStarts tells.

    >>> starts_of("0:341 27:342")
    ((0, 341), (27, 342))
    """
    pairs = (pair.split(":") for pair in (text or "").split())
    return tuple((int(offset), int(line)) for offset, line in pairs)


def opening(sources: Sequence[Source], longest: int) -> tuple[str, tuple[Citation, ...]]:
    """The first whole sentences of the passages, at least one, up to `longest` characters, with their citations."""
    told: list[str] = []
    citations: list[Citation] = []
    for source in sources:
        for start, end in sentences(source.text):
            sentence = source.text[start:end].strip()
            if told and sum(map(len, told)) + len(sentence) > longest:
                return "".join(told), tuple(citations)
            if sentence:
                told.append(sentence)
                citations.append(source.cite(start, end))
    return "".join(told), tuple(citations)
