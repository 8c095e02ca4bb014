"""A target told as a change, 12人（R4）→ 0人（R9）: the value that is, the one aimed at, and their years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keikaku.ingest.heads import split_year
from keikaku.ontology.japanese.figures import FoundFigure, find_figures
from keikaku.ontology.model.facts import Figure

ARROW = re.compile(r"\s?[→⇒➡➔]\s?")
END = re.compile(r"[\s(（:：、]+$")


@dataclass(frozen=True, slots=True)
class Change:
    """What is counted, its figure before the arrow and the one behind it, each with its fiscal year."""

    name: str
    before: Figure
    after: Figure
    year_before: int | None = None
    year_after: int | None = None


def find_change(text: str, era: str | None = "令和") -> Change | None:
    """The change that the words of a target tell; None where they tell none.

    >>> change = find_change("待機児童 12人（R4）→ 0人（R9）")
    >>> change.name, change.before.value, change.year_before, change.after.value, change.year_after
    ('待機児童', 12.0, 2022, 0.0, 2027)
    >>> find_change("受付→交付を1日にする") is None
    True
    """
    parts, found = ARROW.split(text), _ends(text)
    name = _name(parts[0][: found[0].start], era) if found else ""
    if not name:
        return None
    years = [_year(part, one.start, one.end, era) for part, one in zip(parts, found, strict=True)]
    return Change(name, found[0].figure, found[1].figure, *years)


def tells_change(text: str) -> bool:
    """Whether words tell a change, also of what they do not name.

    >>> tells_change("30人（R5）→ 80人（R9）"), tells_change("受付→交付を1日にする")
    (True, False)
    """
    return bool(_ends(text))


def _ends(text: str) -> tuple[FoundFigure, ...]:
    """The figures of one unit before and behind the only arrow; none where there are others."""
    found = [find_figures(part) for part in ARROW.split(text)]
    if [len(figures) for figures in found] != [1, 1]:
        return ()
    (before,), (after,) = found
    return (before, after) if before.figure.unit == after.figure.unit else ()


def _year(part: str, start: int, end: int, era: str | None) -> int | None:
    """The year beside a figure: in brackets behind it, or right before it."""
    behind, before = part[end:].strip(" 　()（）"), part[:start].split()
    told = split_year(behind, era) if behind else ("", None)
    if told[1] is not None and not told[0]:
        return told[1]
    return split_year(before[-1].strip("()（）"), era)[1] if before else None


def _name(before: str, era: str | None) -> str:
    """The words before the first figure without the year that stands right before it."""
    words = before.split()
    rest, year = split_year(words[-1].strip("()（）"), era) if words else ("", None)
    return END.sub("", " ".join(words[:-1] if year is not None and not rest else words))
