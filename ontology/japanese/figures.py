"""Figures in a text: a number, its unit and how it is meant, each with its place.

One wrong figure is worse than ten missing: a number counts only with a unit of `units` (or a bound
such as を超える), and never as an ordinal (第3次), a date, a telephone number, a version or in a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keikaku.ontology.japanese.figurewords import UNIT_OF, patterns
from keikaku.ontology.japanese.numbers import value_of
from keikaku.ontology.japanese.text import readable_numbers
from keikaku.ontology.japanese.units import AFTER, BEFORE, Unit
from keikaku.ontology.model.values import Comparator, Figure

FEW_IN_KANJI = frozenset({"人", "件", "回", "か所", "社", "団体", "%", "倍", "校"})
"""Units before which one kanji is a number; elsewhere it is more often part of a name (四小, 一部)."""

SIGNED = frozenset({"%", "ポイント", "円", "℃"})
"""Units whose numbers can be below zero; before others a - is a bullet or a name, and nothing is read."""

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
    matches = [match for pattern in patterns().figures for match in pattern.finditer(text)]
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
    factor = -factor if groups.get("sign") or text[match.start() - 1 : match.start()] == "-" else factor
    alternatives, end = _alternatives(match)
    numbers = [round(value * factor, 6) for value in values if value is not None]
    ends = (Comparator.AT_LEAST, Comparator.AT_MOST) if len(numbers) == 2 else (None,)
    for number, meant in zip(numbers, ends, strict=True):
        yield _Counted(match.start(), end, number, name, alternatives, meant)


def _alternatives(match: re.Match[str]) -> tuple[tuple[str, ...], int]:
    """The units in brackets after the unit, and where the figure ends; （注） is none and not part of it."""
    written = match.groupdict().get("alt")
    units = [UNIT_OF.get(part) for part in re.split("[・/、]", written)] if written else []
    if written and None in units:
        return (), match.end("unit")
    return tuple(unit.name for unit in units if unit), match.end()


def _is_meant(text: str, match: re.Match[str], unit: Unit | None, values: list[float | None]) -> bool:
    """Whether this is a count and not a heading, a name or a broken number."""
    groups, low = match.groupdict(), values[0]
    if None in values or low is None or (unit and unit.name == "つ" and low < 2):
        return False
    if groups.get("to") and not _is_range(groups, values, text[match.end() : match.end() + 1]):
        return False
    if text[match.start() - 1 : match.start()] == "-" and not (unit and unit.name in SIGNED):
        return False
    if groups["low"][0] not in "0123456789":
        return _is_kanji_count(text, match, unit)
    return not _is_heading(text, match)


def _is_range(groups: dict[str, str | None], values: list[float | None], after: str) -> bool:
    """4~6人, 10人から12人, 10-20%; not 0999-29, not 1から3件, not 15件から48件に, which tells a change."""
    if groups["to"] == "から" and after in ("に", "へ"):
        return False
    low_unit = UNIT_OF.get(groups["lowunit"] or groups["unit"] or "")
    same = low_unit is not None and low_unit.name == UNIT_OF[groups["unit"] or ""].name
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
        return bool(patterns().after.match(text, match.end()))
    return len(written) > 1 or unit.name in FEW_IN_KANJI


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """Whether a small number begins the line and its 'unit' begins a word: 2 事業手法, 1 部の使命."""
    written = match["low"]
    if not (
        written.isdigit() and len(written) < 3 and text[match.end("low") : match.end("low") + 1].isspace()
    ):
        return False
    begins_line = _HEADING.search(text[max(0, match.start() - 9) : match.start()]) if match.start() else True
    goes_on = _WORD_GOES_ON.match(text, match.end()) and not patterns().after.match(text, match.end())
    return bool(begins_line and goes_on)


def _with_words_around(text: str, counted: _Counted) -> tuple[int, int, Comparator, bool]:
    """The figure's span with the words that say how it is meant, what they say, and whether it is a total."""
    window = max(0, counted.start - 24)
    before = patterns().before.search(text[window : counted.start])
    start = window + before.start() if before and (before["word"] or before["total"]) else counted.start
    about = BEFORE.get(_key(before["word"])) if before and before["word"] else None
    after = patterns().after.match(text, counted.end)
    bound = AFTER[after["word"] or after["only"]] if after else None
    strong = counted.meant or (bound if bound not in (None, Comparator.ABOUT) else None)
    comparator = strong or about or bound or Comparator.EXACT
    return start, after.end() if after else counted.end, comparator, bool(before and before["total"])


def _key(word: str) -> str:
    return word if word in BEFORE else word.lower()
