"""Figures in a text: a number, its unit and how it is meant, each with its place.

One wrong figure is worse than ten missing: a number counts only with a unit of `ontology.units` (or a bound
such as を超える), and never as an ordinal (第3次), a date, a telephone number, a version or in a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.model import Comparator, Figure
from ontology.numbers import ARABIC, KANJI, value_of
from ontology.text import readable_numbers
from ontology.units import AFTER, BEFORE, NOT_AFTER, NOT_BEFORE, TOTALS, UNITS, Unit

UNIT_OF = {spelling: unit for unit in UNITS for spelling in unit.spellings}
FEW_IN_KANJI = frozenset({"人", "件", "回", "か所", "社", "団体", "%", "倍", "校"})
"""Units before which one kanji is a number; elsewhere it is more often part of a name (三鷹, 四小, 一部)."""


def _not_followed_by(word: str, characters: str) -> str:
    return re.escape(word) + (f"(?![{characters}])" if characters else "")


def _unit_pattern(spelling: str, unit: Unit) -> str:
    latin_end = "(?![A-Za-z0-9²³])" if spelling[-1].isascii() and spelling[-1].isalnum() else ""
    return _not_followed_by(spelling, unit.not_before) + latin_end


def _one_of(patterns: dict[str, str]) -> str:
    return "|".join(patterns[word] for word in sorted(patterns, key=len, reverse=True))


_UNIT = _one_of({spelling: _unit_pattern(spelling, unit) for spelling, unit in UNIT_OF.items()})
_NO_ORDINAL = r"(?!化|目(?!標|的)|\s?(?:当たり|当り|あたり|につき|ごと|おき|毎))"
_NUMBER = (
    r"(?<![0-9A-Za-z_])(?<![0-9][.,\-/:])(?<![A-Za-z][.\-])(?<![第何])(?<!第\s)"
    rf"(?:{ARABIC}|(?<![数幾同各毎]){KANJI})"
)
_SIGN = r"(?P<sign>[▲△]\s?)?"
_WITH_UNIT = (
    rf"\s{{0,2}}(?P<unit>{_UNIT}){_NO_ORDINAL}"
    rf"(?:\s?\((?P<alt>(?:{_UNIT})(?:[・/、](?:{_UNIT})){{0,3}})\))?"
)
_COUNTED = re.compile(rf"{_SIGN}(?P<low>{_NUMBER}){_WITH_UNIT}")
_RANGE = re.compile(
    rf"{_SIGN}(?P<low>{_NUMBER})\s{{0,2}}(?P<lowunit>{_UNIT})?\s?(?P<to>~|-|から)\s{{0,2}}"
    rf"(?P<high>{ARABIC}|{KANJI}){_WITH_UNIT}"
)
_PRICED = re.compile(rf"(?P<sign>[▲△]\s?)?(?P<currency>[¥$])\s?(?P<low>{ARABIC})(?![0-9])")
_BOUNDED = re.compile(rf"(?P<low>{_NUMBER})(?=\s?(?:を超え|を上回|を下回|以上|以下|未満))")
_LARGE = re.compile(rf"(?P<low>(?<![第数])(?<![0-9A-Za-z])(?<![0-9][.,\-/:]){ARABIC})(?<=[万億兆])(?![\w])")
_AFTER = re.compile(
    r"\s{0,2}(?P<about>程度|前後|内外)?(?P<word>"
    + _one_of({word: _not_followed_by(word, NOT_AFTER.get(word, "")) for word in AFTER})
    + ")|\\s{0,2}(?P<only>程度|前後|内外)"
)
_PRECEDED = {word: f"(?<![{NOT_BEFORE[word]}])" if word in NOT_BEFORE else "" for word in (*BEFORE, *TOTALS)}
_WORDS_BEFORE = re.compile(
    r"(?i)(?:(?P<total>"
    + _one_of({word: _PRECEDED[word] + re.escape(word) for word in TOTALS})
    + r")\s?[:は]?\s{0,2})?"
    r"(?P<word>"
    + _one_of({word: _PRECEDED[word] + re.escape(word) for word in BEFORE})
    + r")?(?:で|、)?\s{0,2}\Z"
)
_HEADING = re.compile(r"(?:\A|\n)[\s(]{0,8}\Z")
_WORD_GOES_ON = re.compile(r"[ぁ-んァ-ヶ一-鿿]")


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure with its span in the original text; `alt_units` are those in brackets: 4,000人（件）."""

    figure: Figure
    start: int
    end: int
    alt_units: tuple[str, ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number with its unit in the normal form, before the words around it are read."""

    start: int
    end: int
    value: float
    unit: str
    alt_units: tuple[str, ...] = ()
    meant: Comparator | None = None  # the end of a range: 4~6人


def find_figures(text: str) -> tuple[FoundFigure, ...]:
    """Every figure in a text, in order; a range gives its two ends, at least the one and at most the other.

    >>> [(found.figure.value, found.figure.unit) for found in find_figures("約67億円、90％以上")]
    [(6700000000.0, '円'), (90.0, '%')]
    """
    normal = readable_numbers(text)
    found = []
    for counted in _counted(normal.text):
        start, end, comparator, total = _with_words_around(normal.text, counted)
        first, last = normal.span(start, end)
        figure = Figure(value=counted.value, unit=counted.unit, comparator=comparator, text=text[first:last])
        found.append(FoundFigure(figure, first, last, counted.alt_units, total))
    return tuple(found)


def _counted(text: str) -> Iterator[_Counted]:
    """Numbers with units from left to right; each place is read once."""
    matches = [
        match for pattern in (_RANGE, _COUNTED, _PRICED, _BOUNDED, _LARGE) for match in pattern.finditer(text)
    ]
    reached = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() < reached:
            continue
        read = tuple(_read(text, match))
        yield from read
        reached = match.end() if read else reached


def _read(text: str, match: re.Match[str]) -> Iterator[_Counted]:
    groups = match.groupdict()
    spelling = {"¥": "円", "$": "ドル"}.get(groups.get("currency") or "", groups.get("unit") or "")
    unit = UNIT_OF.get(spelling)
    values = [value_of(groups[part]) for part in ("low", "high") if groups.get(part)]
    if not _is_meant(text, match, unit, values):
        return
    name, factor = (unit.name, unit.factor) if unit else ("", 1)
    factor = -factor if groups.get("sign") else factor
    alternatives = tuple(UNIT_OF[alt].name for alt in re.split("[・/、]", groups.get("alt") or "") if alt)
    numbers = [round(value * factor, 6) for value in values if value is not None]
    ends = (Comparator.AT_LEAST, Comparator.AT_MOST) if len(numbers) == 2 else (None,)
    for number, end in zip(numbers, ends, strict=True):
        yield _Counted(match.start(), match.end(), number, name, alternatives, end)


def _is_meant(text: str, match: re.Match[str], unit: Unit | None, values: list[float | None]) -> bool:
    """Whether this is a count and not a heading, a name or a broken number."""
    groups, low = match.groupdict(), values[0]
    if None in values or low is None or (unit and unit.name == "つ" and low < 2):
        return False
    if groups.get("to") and not _is_range(groups, values):
        return False
    if groups["low"][0] not in "0123456789":
        return _is_kanji_count(text, match, unit)
    return not _is_heading(text, match)


def _is_range(groups: dict[str, str | None], values: list[float | None]) -> bool:
    """4~6人, 10人から12人, 10-20%; not 0422-29, not 1から3件."""
    same = not groups["lowunit"] or UNIT_OF[groups["lowunit"]].name == UNIT_OF[groups["unit"] or ""].name
    low, high = values
    return (
        same
        and low is not None
        and high is not None
        and low < high
        and (groups["to"] != "から" or bool(groups["lowunit"]))
    )


def _is_kanji_count(text: str, match: re.Match[str], unit: Unit | None) -> bool:
    written = match["low"]
    if unit is None or unit.name == "つ":
        return False
    if written == "一":
        return bool(_AFTER.match(text, match.end()))
    return len(written) > 1 or unit.name in FEW_IN_KANJI


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """Whether a small number begins the line and its 'unit' begins a word: 2 事業手法, 1 部の使命."""
    written = match["low"]
    if not (
        written.isdigit() and len(written) < 3 and text[match.end("low") : match.end("low") + 1].isspace()
    ):
        return False
    begins_line = _HEADING.search(text[max(0, match.start() - 9) : match.start()]) if match.start() else True
    goes_on = _WORD_GOES_ON.match(text, match.end()) and not _AFTER.match(text, match.end())
    return bool(begins_line and goes_on)


def _with_words_around(text: str, counted: _Counted) -> tuple[int, int, Comparator, bool]:
    """The figure's span with the words that say how it is meant, what they say, and whether it is a total."""
    window = max(0, counted.start - 24)
    before = _WORDS_BEFORE.search(text[window : counted.start])
    start = window + before.start() if before and (before["word"] or before["total"]) else counted.start
    about = BEFORE.get(_key(before["word"])) if before and before["word"] else None
    after = _AFTER.match(text, counted.end)
    bound = AFTER[after["word"] or after["only"]] if after else None
    strong = counted.meant or (bound if bound not in (None, Comparator.ABOUT) else None)
    comparator = strong or about or bound or Comparator.EXACT
    return start, after.end() if after else counted.end, comparator, bool(before and before["total"])


def _key(word: str) -> str:
    return word if word in BEFORE else word.lower()
