"""What a rule may look at while it judges a line: the lines, the layout, what a first pass learned."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from keikaku.ingest.grid.tables import find_tables
from keikaku.ingest.grid.tabular import Table
from keikaku.ingest.page.captions import with_captions
from keikaku.ingest.page.labels import is_labelled
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import Marker, find_marker
from keikaku.ingest.signs.units import learn_units
from keikaku.ontology.model.facts import Part

COMMON = 0.25  # of all lines
LEAST_WRAP = 22.0  # full-width characters: no page is narrower
NOT_DONE = re.compile(r"[、,・をはがにで]$|[「『(【][^」』)】]*$")
WIDEST_WRAP = 50.0  # a file whose lines are longer holds whole paragraphs on a line
ALWAYS_ITEMS = frozenset("・･‣•-*+※➢→⇒◦▪▫")


@dataclass(frozen=True, slots=True)
class Scene:
    """A document as the rules see it."""

    lines: tuple[Line, ...]
    layout: Layout
    units: frozenset[str]
    width: float  # of a full line
    gap: int  # the usual number of blank lines between two lines
    items: frozenset[str]  # marks that begin the items of lists here, not headings
    markers: tuple[Marker | None, ...]
    tables: Mapping[int, Table] = field(default_factory=dict)  # by the index of their first line
    places: Mapping[int, int] = field(default_factory=dict)  # number of a line -> its index
    left_out: tuple[int, ...] = ()  # the numbers of lines of furniture, which stand between the lines
    parts: tuple[Part, ...] = ()  # the sheets, pages and tables of the document
    city: str = ""  # whose document it is, where that is told
    labelled: frozenset[int] = frozenset()  # indexes of lines that a word names: 目標指標, 担当課：, 公開日：

    def is_short(self, index: int) -> bool:
        """Whether a line ends before the edge, so that what follows is something new."""
        width = self.lines[index].width
        if self.lines[index].hint.row:
            return True
        if width < 0.8 * self.width:
            return True
        return width < self._paragraph_width(index + 1) - 3

    def stands_alone(self, index: int) -> bool:
        """Whether a line is no part of the paragraph below it: shorter, or wider than wrapped prose."""
        is_wide = self.lines[index].width > max(self._paragraph_width(index + 1), self.width) + 3
        return is_wide or self.is_short(index)

    def _paragraph_width(self, index: int) -> float:
        """The width of the paragraph that begins at a line: the widest of its first three lines."""
        widths = [0.0]
        for line in self.lines[index : index + 3]:
            widths.append(line.width)
            if line.ends_sentence:
                break
        return min(max(widths), WIDEST_WRAP)

    def is_closed(self, index: int) -> bool:
        """Whether nothing is left open above a line: a sentence, a short line or a wide gap ends there."""
        if index == 0 or self.lines[index].hint.row:
            return True
        if self._is_numbered_by_word(index):
            return True
        above = self.lines[index - 1]
        is_wide = self.lines[index].gap > self.gap and (self.gap > 0 or self.lines[index].gap > 0)
        is_named = index in self.labelled or index - 1 in self.labelled
        return is_named or above.ends_sentence or is_wide or self.is_short(index - 1)

    def torn_by(self, before: Line, after: Line) -> int | None:
        """The number of the first line that stands between two lines of one text and is no part of it."""
        place = bisect_right(self.left_out, before.number)
        if place < len(self.left_out) and self.left_out[place] < after.number:
            return self.left_out[place]
        below = self.lines[self.places[before.number] + 1]
        return below.number if below.number < after.number else None

    def _is_numbered_by_word(self, index: int) -> bool:
        """Whether a line begins as prose hardly ever does: with 体系１, 第２章, 取組3 or 1-2 and a space."""
        marker, plain = self.markers[index], self.lines[index].plain
        if marker is None or not marker.kind.startswith(("word:", "chapter:", "part", "dotted")):
            return False
        return plain[marker.start - 1 : marker.start].isspace() and not NOT_DONE.search(plain)


def make_scene(
    lines: Sequence[Line],
    layout: Layout,
    left_out: tuple[int, ...] = (),
    city: str = "",
    parts: tuple[Part, ...] = (),
) -> Scene:
    """Look at the whole document once before any line is judged."""
    markers = tuple(find_marker(line, layout.words) for line in lines)
    units = learn_units(lines)
    return Scene(
        lines=tuple(lines),
        layout=layout,
        units=units,
        width=_usual_width(lines),
        gap=_usual_gap(lines),
        items=_item_marks(lines, markers, _usual_width(lines)),
        markers=markers,
        tables=with_captions(find_tables(lines, markers, layout, units), lines),
        places={line.number: index for index, line in enumerate(lines)},
        left_out=left_out,
        parts=parts,
        city=city,
        labelled=frozenset(i for i, line in enumerate(lines) if is_labelled(layout, line, units)),
    )


def _usual_width(lines: Sequence[Line]) -> float:
    """The width that wrapped prose has here: 85 of 100 lines are no wider, at most `WIDEST_WRAP`."""
    widths = sorted(line.width for line in lines)
    return max(LEAST_WRAP, min(widths[int(len(widths) * 0.85)], WIDEST_WRAP)) if widths else 0.0


def _usual_gap(lines: Sequence[Line]) -> int:
    """The smallest common number of blank lines: that between the lines of one wrapped paragraph."""
    counts = Counter(line.gap for line in lines[1:])
    return min((gap for gap, count in counts.items() if count >= COMMON * len(lines)), default=0)


def _item_marks(lines: Sequence[Line], markers: Sequence[Marker | None], width: float) -> frozenset[str]:
    """Learn which marks begin items: their lines end sentences, or one follows the other at once."""
    seen: dict[str, list[bool]] = defaultdict(list)
    for index, marker in enumerate(markers):
        if not marker or not marker.kind.startswith("mark:") or marker.hashes:
            continue
        after = markers[index + 1] if index + 1 < len(markers) else None
        is_list = bool(after and after.kind == marker.kind)
        seen[marker.kind[5:]].append(is_list or _is_sentence(lines[index : index + 6], width))
    learned = {mark for mark, verdicts in seen.items() if sum(verdicts) * 3 >= len(verdicts)}
    return frozenset(learned | ALWAYS_ITEMS)


def _is_sentence(lines: Sequence[Line], width: float) -> bool:
    """Whether the text that begins with a line runs on in full lines to the end of a sentence."""
    for line in lines:
        if line.ends_sentence:
            return True
        if line.width < 0.8 * width:
            return False
    return False
