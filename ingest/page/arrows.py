"""A target told as a change, 12人（R4）→ 0人（R9）, or as two levels: what is, what is aimed at, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.signs.cell_figures import figure_of
from keikaku.ingest.signs.heads import split_year
from keikaku.ontology.japanese.figures import FoundFigure, find_figures
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.lexicon import current
from keikaku.ontology.model.facts import Figure

ARROW = re.compile(r"\s?[→⇒➡➔]\s?")
WORD = re.compile(r"[^\s:：、，（）()／/]+")
CLOSING = (")", "）")
BEHIND = re.compile(r"\s{0,3}[(（](?P<words>[^()（）]{1,20})[)）]")
PER = re.compile(r"\s?(?:\d{1,3}\s?[^\s\d]{1,3}?)?(?:当たり|あたり|当り)")
LEVELS = 2


@dataclass(frozen=True, slots=True)
class Change:
    """What is counted, its figure before the arrow and the one behind it, each with its fiscal year."""

    name: str
    before: Figure
    after: Figure
    year_before: int | None = None
    year_after: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A figure with its place in the words that tell it."""

    text: str
    start: int
    end: int
    figure: Figure


def find_change(text: str, era: str | None = "令和") -> Change | None:
    """The change that the words of a target tell; None where they tell none.

    >>> change = find_change("待機児童 12人（R4）→ 0人（R9）")
    >>> change.name, change.before.value, change.year_before, change.after.value, change.year_after
    ('待機児童', 12.0, 2022, 0.0, 2027)
    >>> change = find_change("令和10年度 読書率82％（現在 71％）")
    >>> change.name, change.before.value, change.after.value, change.year_after
    ('読書率', 71.0, 82.0, 2028)
    >>> find_change("受付→交付を1日にする") is None
    True
    """
    levels = _ends(text) or _levels(text, era)
    name = _name(levels[0].text[: levels[0].start], era) if levels else ""
    if not name:
        return None
    before, after = levels if ARROW.search(text) or _holds_now(levels[0], era) else reversed(levels)
    return Change(name, before.figure, after.figure, _year(before, era), _year(after, era))


def tells_change(text: str) -> bool:
    """Whether words tell a change, also of what they do not name.

    >>> tells_change("30人（R5）→ 80人（R9）"), tells_change("受付→交付を1日にする")
    (True, False)
    """
    return bool(_ends(text))


def _ends(text: str) -> tuple[Level, ...]:
    """The figures of one unit before and behind the only arrow; none where there are others."""
    parts = ARROW.split(text)
    if len(parts) != LEVELS:
        return ()
    found = [_figures(part) for part in parts]
    if [len(figures) for figures in found] != [1, 1]:
        return ()
    (before,), (after,) = found
    return (before, after) if before.figure.unit == after.figure.unit else ()


def counted(text: str) -> tuple[FoundFigure, ...]:
    """The figures of a text that count something; 一人一日当たり says of how many they are.

    >>> [one.figure.value for one in counted("1人1日当たりの水の量 210リットル")]
    [210.0]
    """
    return tuple(one for one in find_figures(text) if not PER.match(normalise(text[one.end :]).text))


def _figures(part: str) -> Sequence[Level]:
    """The figures of a part; where no unit is known, the words that are a number and what it counts."""
    found = [Level(part, one.start, one.end, one.figure) for one in counted(part)]
    if found:
        return found
    words = [match for match in WORD.finditer(part) if kind_of(match[0]) == "number"]
    figures = [(match, figure_of(match[0])) for match in words]
    return [Level(part, *match.span(), figure) for match, figure in figures if figure and figure.unit]


def _levels(text: str, era: str | None) -> tuple[Level, ...]:
    """Two figures of one unit without an arrow, of which words say that just one holds now."""
    found = counted(text)
    if ARROW.search(text) or len(found) != LEVELS or len({one.figure.unit for one in found}) > 1:
        return ()
    one, other = found
    behind = BEHIND.match(text, one.end)
    start = behind.end() if behind and _is_year(behind["words"], era) else one.end
    levels = (
        Level(text[: other.start], one.start, one.end, one.figure),
        Level(text[start:], other.start - start, other.end - start, other.figure),
    )
    said = sum(word in current().forms("NOW_LEVEL") for word in WORD.findall(text))
    return levels if said == sum(_holds_now(level, era) for level in levels) == 1 else ()


def _holds_now(level: Level, era: str | None) -> bool:
    """Whether the words right before a figure say that it holds now: 現状 12人, （現在 71％）."""
    words = [word for word in WORD.findall(level.text[: level.start]) if not _is_year(word, era)]
    return bool(words) and words[-1] in current().forms("NOW_LEVEL")


def _is_year(word: str, era: str | None) -> bool:
    rest, year = split_year(word, era)
    return year is not None and not rest


def _year(level: Level, era: str | None) -> int | None:
    """The year beside a figure: in brackets behind it, or among the words before it, the nearest."""
    behind = WORD.match(level.text[level.end :].lstrip(" 　(（"))
    if behind and _is_year(behind[0], era):
        return split_year(behind[0], era)[1]
    before = [word for word in WORD.findall(level.text[: level.start]) if _is_year(word, era)]
    return split_year(before[-1], era)[1] if before else None


def _name(before: str, era: str | None) -> str:
    """The words before the first figure without years around them and what says that it holds now.

    >>> _name("延べ利用者：令和5年度 ", "令和"), _name("延べ利用者 現状（R5）", "令和")
    ('延べ利用者', '延べ利用者')
    """
    levels = (*current().forms("NOW_LEVEL"), *current().forms("AIM_LEVEL"))
    words = [m for m in WORD.finditer(before) if not _is_year(m[0], era) and m[0] not in levels]
    if not words:
        return ""
    stop = words[-1].end()
    stop += before[stop : stop + 1] in CLOSING
    return before[words[0].start() : stop].strip()
