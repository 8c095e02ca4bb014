"""Characters become lines: those of one height, from left to right, with a space where one is seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from keikaku.ingest.formats.pdf.characters import Char

SAME_HEIGHT = 0.45  # of a character's height: as far as the middles of one line may lie apart
WORD_GAP = 0.22  # em: between two Latin words
NUMBER_WITHIN = 12  # characters of a line: 取組1-1-2
COUNTERS = frozenset("年月日人件名億万千円歳%％")
NARROW_GAP = 0.12  # em: between Japanese, where pdfium sees a space
WIDE_GAP = 0.75  # em: between anything
APART = 1.6  # em: from there on two pieces of a line may belong to two columns
COVERED = 0.6  # of its width: a character printed again over itself, for bold


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, or a piece of one, from above."""

    text: str
    left: float
    right: float
    middle: float
    size: float  # the height of its characters

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


def lines_of(chars: Sequence[Char]) -> list[TextLine]:
    """The pieces of lines of some characters, from above and from left to right."""
    return [line for row in _rows(chars) for piece in _pieces(row) if (line := _line(piece)).text.strip()]


def joined(pieces: Sequence[TextLine]) -> TextLine:
    """Pieces of one height as one line."""
    return TextLine(
        "　".join(piece.text for piece in pieces),
        pieces[0].left,
        pieces[-1].right,
        pieces[0].middle,
        max(piece.size for piece in pieces),
    )


def same_height(one: TextLine, other: TextLine) -> bool:
    """Whether two pieces stand on one line."""
    return abs(one.middle - other.middle) <= SAME_HEIGHT * min(one.size, other.size)


def usual_distance(lines: Sequence[TextLine], share: float = 0.33) -> float:
    """The distance that a share of the lines do not exceed to the next."""
    distances = sorted(
        after.middle - line.middle
        for line, after in pairwise(lines)
        if 0 < after.middle - line.middle < 6 * line.size
    )
    return distances[int(len(distances) * share)] if distances else float("inf")


def _rows(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """The characters of one height, from left to right."""
    row: list[Char] = []
    for char in sorted(chars, key=lambda char: char.middle):
        if row and char.middle - row[-1].middle > SAME_HEIGHT * min(_height(char), _height(row[-1])):
            yield _visible(row)
            row = []
        row.append(char)
    if row:
        yield _visible(row)


def _height(char: Char) -> float:
    """How high its type is: a wide letter is as high as wide, however flat its ink (一)."""
    flat = char.width if is_wide(char.text) else 0.0
    return max(char.bottom - char.top, flat, 1.0)


def _visible(row: list[Char]) -> list[Char]:
    """The characters of a row from left to right, each that is printed twice over itself once."""
    kept: list[Char] = []
    for char in sorted(row, key=lambda char: (char.left, char.right)):
        last = kept[-1] if kept else None
        if last and last.text == char.text and char.left - last.left < (1 - COVERED) * max(last.width, 0.1):
            continue
        kept.append(char)
    return kept


def _pieces(row: list[Char]) -> Iterator[list[Char]]:
    """A row parted at gaps so wide that a column may end there; a space that is printed fills none."""
    piece: list[Char] = []
    seen: Char | None = None
    for char in row:
        is_apart = seen is not None and char.left - seen.right > APART * _em(seen, char)
        if piece and is_apart and not char.text.isspace():
            yield piece
            piece = []
        piece.append(char)
        seen = seen if char.text.isspace() else char
    if piece:
        yield piece


def _em(one: Char, other: Char) -> float:
    """The size of type at two characters: as wide as a wide one, or two narrow ones."""
    widths = [char.width if is_wide(char.text) else 2 * char.width for char in (one, other)]
    return min(max(*widths, 1.0), max(_height(one), _height(other)))


def is_wide(text: str) -> bool:
    """Whether a text has a character that takes the width of two Latin ones."""
    return any(unicodedata.east_asian_width(character) in "WF" for character in text)


def _line(piece: Sequence[Char]) -> TextLine:
    seen = [char for char in piece if not char.text.isspace()] or piece
    parts = [piece[0].text]
    for place, (before, char) in enumerate(pairwise(piece)):
        is_number = place < NUMBER_WITHIN and char.text not in COUNTERS
        parts += [_between(before, char, number=is_number), char.text]
    middles = sorted(char.middle for char in seen)
    return TextLine(
        "".join(parts).strip(),
        seen[0].left,
        seen[-1].right,
        middles[len(middles) // 2],
        sorted(map(_height, seen))[len(seen) // 2],
    )


def _between(before: Char, char: Char, *, number: bool) -> str:
    """The space that is seen between two characters.

    Word processors set Japanese and Latin a little apart, which is no space, unless the Latin is what numbers
    the line: `number` says that it may be, near the beginning and with nothing counted behind it.
    """
    if before.text.isspace() or char.text.isspace():
        return ""
    gap, em = char.left - before.right, _em(before, char)
    if gap > WIDE_GAP * em:
        return "　"
    widths = is_wide(before.text), is_wide(char.text)
    is_seen = char.spaced and gap > NARROW_GAP * em
    if widths == (True, True) or (widths == (False, True) and number):
        return " " if is_seen else ""
    return " " if widths == (False, False) and gap > WORD_GAP * em else ""
