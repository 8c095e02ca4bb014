"""What Word shows before a paragraph and no text holds: bullets, automatic numbers, the rank of a heading."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

BULLET = "・"
LEVEL = re.compile(r"%([1-9])")
HEADING = re.compile(r"^(?:heading|見出し)\s*([1-6])$", re.IGNORECASE)
VALUE = qn("w:val")
KANJI = "一二三四五六七八九"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def kanji(number: int) -> str:
    """A number below a hundred as kanji.

    >>> kanji(4), kanji(10), kanji(23)
    ('四', '十', '二十三')
    """
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else KANJI[tens - 1]) + "十" if 0 < tens < 10 else ""
    return ten + (KANJI[ones - 1] if ones else "") if 0 < number < 100 else str(number)


def roman(number: int) -> str:
    """A number as Roman digits.

    >>> roman(4), roman(12)
    ('IV', 'XII')
    """
    told = ""
    for value, digits in ROMAN if number < 40 else ():
        told += digits * (number // value)
        number %= value
    return told or str(number)


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalFullWidth": lambda number: "".join(chr(0xFEE0 + ord(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "aiueo": lambda number: KANA[(number - 1) % len(KANA)],
    "aiueoFullWidth": lambda number: KANA[(number - 1) % len(KANA)],
    "ideographDigital": kanji,
    "japaneseCounting": kanji,
    "chineseCounting": kanji,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: chr(64 + number) if number <= 26 else str(number),
    "lowerLetter": lambda number: chr(96 + number) if number <= 26 else str(number),
    "none": lambda _: "",
}
"""How Word writes a number; what is not here is written with digits."""


class Numbering:
    """Counts on through a document, paragraph by paragraph, as Word does."""

    def __init__(self, document: Any) -> None:
        """Read the lists of the document and the styles that name them."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = {style.style_id: style for style in document.styles}
        root = _numbering_root(document)
        abstract = (
            {}
            if root is None
            else {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))}
        )
        for number in () if root is None else root.iter(qn("w:num")):
            of = number.find(qn("w:abstractNumId"))
            if of is not None and of.get(VALUE) in abstract:
                self._levels[number.get(qn("w:numId"))] = _levels(abstract[of.get(VALUE)])

    def lead(self, paragraph: Any) -> str:
        """What stands before the text of a paragraph: its rank as a heading, then its number or bullet."""
        style = self._style(paragraph)
        return _rank(style) + self._number(paragraph, style)

    def _style(self, paragraph: Any) -> Any:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._styles.get(found.get(VALUE)) if found is not None else None

    def _number(self, paragraph: Any, style: Any) -> str:
        list_id, level = self._list_of(paragraph, style)
        levels = self._levels.get(list_id, {})
        if level not in levels:
            return ""
        form, text, start = levels[level]
        if form == "bullet":
            return BULLET
        counts = self._counts.setdefault(list_id, {})
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        shown = LEVEL.sub(lambda found: self._shown(levels, counts, int(found[1]) - 1), text)
        return f"{shown} " if shown else ""

    @staticmethod
    def _shown(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        form, _, start = levels.get(level, ("decimal", "", 1))
        return FORMATS.get(form, str)(counts.get(level, start))

    def _list_of(self, paragraph: Any, style: Any) -> tuple[str, int]:
        """The list and the level, as the paragraph says or the styles that it is based on."""
        properties = paragraph.find(qn("w:pPr"))
        for _ in range(10):
            told = None if properties is None else properties.find(qn("w:numPr"))
            if told is not None:
                number, level = told.find(qn("w:numId")), told.find(qn("w:ilvl"))
                if number is not None:
                    depth = (level.get(VALUE) if level is not None else None) or "0"
                    return number.get(VALUE) or "", int(depth) if depth.isdecimal() else 0
            if style is None:
                break
            properties, style = style.element.find(qn("w:pPr")), style.base_style
        return "", 0


def _rank(style: Any) -> str:
    found = HEADING.match(style.name or "") if style is not None else None
    return "#" * int(found[1]) + " " if found else ""


def _numbering_root(document: Any) -> Any:
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return None


def _levels(abstract: Any) -> dict[int, tuple[str, str, int]]:
    """The form, the text and the first number of each level of a list."""
    found: dict[int, tuple[str, str, int]] = {}
    for level in abstract.iter(qn("w:lvl")):
        form, text, start = (_value(level, name) for name in ("w:numFmt", "w:lvlText", "w:start"))
        depth = level.get(qn("w:ilvl")) or "0"
        if depth.isdecimal():
            found[int(depth)] = (
                form or "decimal",
                text or "",
                int(start) if start and start.isdecimal() else 1,
            )
    return found


def _value(node: Any, name: str) -> str | None:
    found = node.find(qn(name))
    told: str | None = None if found is None else found.get(VALUE)
    return told
