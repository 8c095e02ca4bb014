"""The characters of a page with their places, as people see the page: from above, turned as it is turned."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

HYPHENS = frozenset({0x2, 0xFFFE})
"""What pdfium gives for a hyphen at the end of a line."""
UNMAPPED = frozenset({0, 0xFFFD})
CHARACTERS_AT_MOST = 200_000  # of one page
Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Char:
    """One character and its box; `top` and `bottom` count downwards from the top of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    spaced: bool = False  # pdfium sees a space before it that the file does not hold

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


def characters_of(page: pdfium.PdfPage) -> tuple[list[Char], int]:
    """The characters that a page shows, and how many more the file gives no meaning to."""
    textpage = page.get_textpage()
    try:
        return _characters(textpage.raw, _turn(page))
    finally:
        textpage.close()


def _characters(textpage: object, turn: Turn) -> tuple[list[Char], int]:
    box = raw.FS_RECTF()
    found: list[Char] = []
    unmapped, is_spaced = 0, False
    for index in range(min(raw.FPDFText_CountChars(textpage), CHARACTERS_AT_MOST)):
        point = raw.FPDFText_GetUnicode(textpage, index)
        if point in UNMAPPED or 0xD800 <= point < 0xE000:
            unmapped += point in UNMAPPED
            continue
        if raw.FPDFText_IsGenerated(textpage, index) == 1 and point not in HYPHENS:
            is_spaced = True
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
            continue
        text = "-" if point in HYPHENS else chr(point)
        if text >= " ":
            found.append(_char(text, box, turn, spaced=is_spaced))
            is_spaced = False
    return found, unmapped


def _char(text: str, box: raw.FS_RECTF, turn: Turn, *, spaced: bool) -> Char:
    (a, b), (c, d) = turn(box.left, box.top), turn(box.right, box.bottom)
    return Char(text, min(a, c), max(a, c), min(b, d), max(b, d), spaced)


def _turn(page: pdfium.PdfPage) -> Turn:
    """From the file's own coordinates to the page as it is shown."""
    left, bottom, right, top = page.get_mediabox()
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns.get(page.get_rotation(), turns[0])
