"""Lines that are no text of the document: a page's frame, rules, contents, page numbers, running heads.

They are set apart before anything else is read, so that a sentence goes on across a page; the coverage counts
them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from keikaku.ingest.signs.contents import contents
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.units import labels_units

PAGE_NUMBER = re.compile(r"^[-–—~]?\s?(?:p\.?\s?)?(?P<number>\d{1,4})\s?[-–—~]?$", re.IGNORECASE)
LINES_OF_A_PAGE = 5  # at least so many stand between two page numbers
HEAD_AT_MOST = 40  # characters
HEADS_AT_LEAST = 3
HEADS_SHARE = 0.5
"""Of the times that a running head stands in a document so many are beside a turn of pages."""

Furniture = tuple[tuple[Line, str], ...]
"""Lines, each with the reason in Japanese."""


def part_furniture(lines: Sequence[Line], layout: Layout) -> tuple[tuple[Line, ...], Furniture]:
    """Part the lines of the document from those of its pages."""
    numbers = _page_numbers(lines)
    heads = _running_heads(lines, numbers)
    listed = contents(lines)
    kept: list[Line] = []
    furniture: list[tuple[Line, str]] = []
    for index, line in enumerate(lines):
        if line.hint.furniture:
            furniture.append((line, line.hint.furniture))
        elif index in numbers:
            furniture.append((line, "ページ番号"))
        elif index in heads:
            furniture.append((line, "ページごとに繰り返す見出し（柱）"))
        elif index in listed:
            furniture.append((line, "目次の行"))
        elif _frame(layout.furniture).search(line.plain):
            furniture.append((line, "ページの枠や目次など、本文でない行"))
        else:
            kept.append(line)
    return tuple(kept), tuple(furniture)


def _page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers alone on a line that count on from page to page."""
    found = [(i, int(m["number"])) for i, line in enumerate(lines) if (m := PAGE_NUMBER.match(line.plain))]
    places: dict[int, list[int]] = {}
    for index, number in found:
        places.setdefault(number, []).append(index)
    return frozenset(index for index, number in found if _counts_on(index, number, places))


def _counts_on(index: int, number: int, places: dict[int, list[int]]) -> bool:
    before = any(index - other >= LINES_OF_A_PAGE for other in places.get(number - 1, [])[:3])
    after = any(other - index >= LINES_OF_A_PAGE for other in places.get(number + 1, [])[-3:])
    return before or after


def _running_heads(lines: Sequence[Line], numbers: frozenset[int]) -> frozenset[int]:
    """Short lines that stand again and again beside a page number or at the head of a page, hardly inside.

    What labels who is responsible (担当：…) is none, although it may end page after page, and no row of a
    table is: its head may begin page after page.
    """
    beside = set(_beside(lines, numbers))
    counts, everywhere = (Counter(lines[i].plain for i in some) for some in (beside, range(len(lines))))
    heads = {
        text
        for text, count in counts.items()
        if count >= HEADS_AT_LEAST and count > HEADS_SHARE * everywhere[text] and not labels_units(text)
    }
    return frozenset(i for i in beside if lines[i].plain in heads)


def _beside(lines: Sequence[Line], numbers: frozenset[int]) -> Iterator[int]:
    for index, line in enumerate(lines):
        turns = index > 0 and line.page is not None and line.page != lines[index - 1].page
        near = index - 1 in numbers or index + 1 in numbers or turns
        short = len(line.plain) <= HEAD_AT_MOST and not line.ends_sentence
        if near and short and index not in numbers and not (line.hint.row or "\t" in line.text.strip()):
            yield index


@lru_cache(maxsize=64)
def _frame(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)
