"""What the builders of facts look at: one document, understood as an outline, with its city and its plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from keikaku.ingest.grid.laid.drawn import is_rule
from keikaku.ingest.outline.asked import Pair
from keikaku.ingest.owned.told import Told
from keikaku.ingest.page.drafts import Draft
from keikaku.ingest.page.paragraphs import Paragraph
from keikaku.ingest.page.roles import Outline
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.plans.names import Mention, OwnPlan
from keikaku.ingest.signs.furniture import Furniture
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import fold, join_lines
from keikaku.ontology.model.facts import Evidence, Key
from keikaku.ontology.model.names import key
from keikaku.ontology.places.municipalities import Body

QUOTE_AT_LEAST = 6
QUOTE_AT_MOST = 300
LONG_BEFORE = 240  # characters of a long sentence that are quoted before what matters in it


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with everything that the stages before the facts found out about it."""

    file: str
    city: str  # みどり市
    scene: Scene
    outline: Outline
    paragraphs: tuple[Paragraph, ...]
    mentions: tuple[Mention, ...]
    own: OwnPlan | None
    fiscal_year: int | None = None  # of a one-year plan
    home_department: str = ""  # whose policy the document is
    drafts: tuple[Draft, ...] = ()
    era: str = "令和"  # of years without one, by the years that the document tells in full
    furniture: Furniture = ()
    cities: tuple[Body, ...] = ()  # those that have the city's name, where the document does not tell which
    pairs: tuple[Pair, ...] = ()  # of a page of questions and answers
    sections_apart: bool = False  # a 課 by itself is a section here, not a department
    owners: Mapping[int, int] = field(default_factory=dict)  # the draft that a block belongs to
    told: tuple[Told, ...] = ()  # what the sections of initiatives tell by labels, cells and changes

    @property
    def document(self) -> Key:
        """The key of the document."""
        return key(self.city, "document", self.file)

    @property
    def city_key(self) -> Key:
        """The key of the municipality."""
        return key(self.city, "municipality", self.city)

    @property
    def layout(self) -> Layout:
        """The layout that reads it."""
        return self.scene.layout

    def evidence(self, lines: Sequence[Line], aspect: str = "label", words: str = "") -> Evidence:
        """Quote words of some lines, or the lines whole; a short quote takes in the text that follows."""
        lines = self._whole([line for line in lines if not is_rule(line)] or lines)
        quote = words or join_lines([line.text for line in lines])
        if len(fold(quote)) < QUOTE_AT_LEAST:
            quote = self._longer(lines)
        return Evidence(
            document=self.document, line=lines[0].number, quote=clip(quote), page=lines[0].page, aspect=aspect
        )

    def _whole(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The first of the lines, as many as stand in the document with nothing between them."""
        for place, (before, after) in enumerate(pairwise(lines), start=1):
            if self.scene.torn_by(before, after) is not None:
                return lines[:place]
        return lines

    def sentence_evidence(
        self, paragraph: Paragraph, start: int, end: int, aspect: str = "label"
    ) -> Evidence:
        """Quote the whole sentence of a paragraph around a span."""
        first, last = paragraph.whole(*paragraph.sentence(start, end), start)
        if end - first > QUOTE_AT_MOST:
            first = end - LONG_BEFORE
        quote = paragraph.text[first:last]
        lines = [line for line in paragraph.lines if line.number >= paragraph.line_at(first)]
        if len(fold(quote)) < QUOTE_AT_LEAST:
            quote = self._longer(lines[:1])
        return Evidence(
            document=self.document,
            line=paragraph.line_at(first),
            quote=clip(quote),
            page=lines[0].page if lines else None,
            aspect=aspect,
        )

    def _longer(self, lines: Sequence[Line]) -> str:
        """The lines with their neighbours, until the quote is long enough."""
        first, last = self.scene.places[lines[0].number], self.scene.places[lines[-1].number] + 1
        while len(fold(quote := self._joined(first, last))) < QUOTE_AT_LEAST:
            if last < len(self.scene.lines) and not self._is_torn(last - 1):
                last += 1
            elif first > 0 and not self._is_torn(first - 1):
                first -= 1
            else:
                break
        return quote

    def _joined(self, first: int, last: int) -> str:
        return join_lines([line.text for line in self.scene.lines[first:last]])

    def _is_torn(self, place: int) -> bool:
        return self.scene.torn_by(*self.scene.lines[place : place + 2]) is not None


def clip(quote: str) -> str:
    """Cut a quote to the length that a citation may have.

    >>> len(clip("計画" * 400))
    300
    """
    return " ".join(quote.split())[:QUOTE_AT_MOST]
