"""Page-wrapped lines become paragraphs again; a caption between the halves of a sentence does not part it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from keikaku.ingest.page.roles import Outline
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import glue, sentences

CAPTION_AT_MOST = 24.0  # full-width characters


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text of one place: `index` is its first block, whose headings stand above it."""

    index: int
    lines: tuple[Line, ...]
    text: str
    line_starts: tuple[tuple[int, int], ...]
    is_open: bool = False
    role: str = "prose"

    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The spans of its sentences."""
        return sentences_of(self.text)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The span from the first to the last sentence that a span touches."""
        touched = [(a, b) for a, b in self.sentences() if a < end and start < b]
        return (touched[0][0], touched[-1][1]) if touched else (0, len(self.text))

    def whole(self, first: int, last: int, start: int) -> tuple[int, int]:
        """The part of a span around an offset that stands in the document without anything between."""
        starts = [offset for offset, _ in self.line_starts]
        tears = [offset for offset, after in pairwise(starts) if offset == after and first < offset < last]
        before = max((tear for tear in tears if tear <= start), default=first)
        return before, min((tear for tear in tears if tear > start), default=last)

    def line_at(self, offset: int) -> int:
        """The line of the document that an offset stands in."""
        return max(
            (line for start, line in self.line_starts if start <= offset), default=self.lines[0].number
        )


@lru_cache(maxsize=256)
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text; several stages ask for those of one paragraph."""
    return sentences(text)


def make_paragraphs(outline: Outline, scene: Scene) -> tuple[Paragraph, ...]:
    """Join the lines of prose and of items to paragraphs, in the order of the document."""
    done: list[Paragraph] = []
    for index, block in enumerate(outline.blocks):
        if block.role not in ("prose", "item"):
            continue
        line = block.lines[0]
        fresh = Paragraph(
            index, (line,), line.text.strip(), ((0, line.number),), _is_open(scene, scene.places[line.number])
        )
        fresh = replace(fresh, role=block.role)
        before = _continued(done, outline, scene, index) if block.role == "prose" else None
        if before is None:
            done.append(fresh)
        else:
            done[before] = _joined(done[before], fresh, scene)
    return tuple(done)


def _is_open(scene: Scene, place: int) -> bool:
    return not scene.lines[place].ends_sentence and not scene.is_short(place)


def _continued(done: list[Paragraph], outline: Outline, scene: Scene, index: int) -> int | None:
    """Which paragraph a line goes on with: the last one, or the one before a caption."""
    own = outline.stacks[index]
    line = outline.blocks[index].lines[0]
    for back in range(len(done) - 1, max(len(done) - 3, -1), -1):
        last = done[back]
        if outline.stacks[last.index] != own or (
            back + 1 == len(done) and index - 1 != _end(last, outline, index)
        ):
            return None
        if last.is_open:
            return (
                None
                if _stands_apart(scene, line) and line.width <= CAPTION_AT_MOST and not line.ends_sentence
                else back
            )
        if not (_stands_apart(scene, last.lines[-1]) and last.lines[-1].width <= CAPTION_AT_MOST):
            return None
    return None


def _end(paragraph: Paragraph, outline: Outline, index: int) -> int:
    """The block that holds the last line of a paragraph, looked for just above a block."""
    number = paragraph.lines[-1].number
    return next((i for i in range(index - 1, -1, -1) if outline.blocks[i].lines[-1].number == number), -1)


def _stands_apart(scene: Scene, line: Line) -> bool:
    """Whether more blank lines than usual stand above or below a line."""
    place = scene.places[line.number]
    below = scene.lines[place + 1].gap if place + 1 < len(scene.lines) else 0
    return scene.gap > 0 and max(line.gap, below) > scene.gap


def _joined(before: Paragraph, after: Paragraph, scene: Scene) -> Paragraph:
    """Both as one; a line that was left out between them is told by a start that gives it no text."""
    between = glue(before.text, after.text)
    start = len(before.text) + len(between)
    torn = scene.torn_by(before.lines[-1], after.lines[0])
    left_out = () if torn is None else ((start, torn),)
    return Paragraph(
        before.index,
        before.lines + after.lines,
        before.text + between + after.text,
        (*before.line_starts, *left_out, (start, after.lines[0].number)),
        after.is_open,
        before.role,
    )
