"""Tables ruled between their rows alone: where the rules or the blanks of all rows say that columns begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from keikaku.ingest.formats.pdf.characters import Char

RULES_AT_LEAST = 4
COLUMNS_AT_LEAST = 3
SAME_EDGE = 2.5  # points
LONGEST_TICK = 4.0  # points: a vertical edge of a thick rule
WIDTH_AT_LEAST = 120.0  # points
GUTTER = 0.8  # em
HEAD_ABOVE = 2.5  # em over the first rule

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is drawn at one height, and where its pieces begin."""

    height: float
    left: float
    right: float
    starts: tuple[float, ...]


def open_tables(page: Any, chars: Sequence[Char]) -> Iterator[tuple[Box, tuple[tuple[Box, ...], ...]]]:
    """The box of each table and those of its cells, row by row."""
    upright = [edge for edge in page.edges if _is_upright(edge)]
    for run in _runs(_rules(page.edges)):
        box = (run[0].left, run[0].height, run[0].right, run[-1].height)
        inside = [char for char in chars if box[0] <= char.left <= box[2] and box[1] <= char.middle <= box[3]]
        columns = _columns(run, inside)
        is_ruled = any(box[0] < edge["x0"] < box[2] and box[1] <= edge["top"] <= box[3] for edge in upright)
        if len(columns) <= COLUMNS_AT_LEAST or is_ruled:
            continue
        heights = [*_head(run[0], columns, chars), *(rule.height for rule in run)]
        rows = tuple(
            tuple((left, top, right, bottom) for left, right in pairwise(columns))
            for top, bottom in pairwise(heights)
        )
        yield (box[0], heights[0], box[2], box[3]), rows


def _is_upright(edge: dict[str, Any]) -> bool:
    return bool(edge["orientation"] == "v" and edge["bottom"] - edge["top"] > LONGEST_TICK)


def _rules(edges: Sequence[dict[str, Any]]) -> list[Rule]:
    """The rules of a page from above; a thick one has two edges."""
    flat = sorted((edge for edge in edges if edge["orientation"] == "h"), key=lambda edge: edge["top"])
    heights: list[list[dict[str, Any]]] = []
    for edge in flat:
        if heights and edge["top"] - heights[-1][0]["top"] <= SAME_EDGE:
            heights[-1].append(edge)
        else:
            heights.append([edge])
    return [
        Rule(
            one[0]["top"],
            min(edge["x0"] for edge in one),
            max(edge["x1"] for edge in one),
            _apart([edge["x0"] for edge in one]),
        )
        for one in heights
    ]


def _apart(places: Sequence[float]) -> tuple[float, ...]:
    """Places in their order, those that lie together once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > SAME_EDGE:
            found.append(place)
    return tuple(found)


def _runs(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules below each other of one width, as far as their pieces begin alike or are one."""
    run: list[Rule] = []
    for rule in rules:
        if run and not _goes_on(run, rule):
            yield from [run] if len(run) >= RULES_AT_LEAST else []
            run = []
        if rule.right - rule.left >= WIDTH_AT_LEAST:
            run.append(rule)
    if len(run) >= RULES_AT_LEAST:
        yield run


def _goes_on(run: Sequence[Rule], rule: Rule) -> bool:
    last = run[-1]
    same = abs(last.left - rule.left) <= SAME_EDGE and abs(last.right - rule.right) <= SAME_EDGE
    few, more = sorted((last.starts, rule.starts), key=len)
    return same and all(any(abs(a - b) <= SAME_EDGE for b in more) for a in few)


def _columns(run: Sequence[Rule], inside: Sequence[Char]) -> list[float]:
    """Where the columns begin and the last one ends: at the pieces of the rules, else at common blanks."""
    starts = _apart([start for rule in run for start in rule.starts])
    if len(starts) > 1:
        return [*starts, run[0].right]
    seen = sorted((char for char in inside if not char.text.isspace()), key=lambda char: char.left)
    em = sorted(char.bottom - char.top for char in seen)[len(seen) // 2] if seen else 0.0
    edges, reached = [run[0].left], seen[0].right if seen else 0.0
    for char in seen:
        if char.left - reached > GUTTER * em:
            edges.append((char.left + reached) / 2)
        reached = max(reached, char.right)
    return [*edges, run[0].right]


def _head(first: Rule, columns: Sequence[float], chars: Sequence[Char]) -> list[float]:
    """The top of a head that stands right above the first rule, if words stand over most columns there."""
    near = [char for char in chars if 0 < first.height - char.middle < HEAD_ABOVE * (char.bottom - char.top)]
    over = [any(left <= char.left < right for char in near) for left, right in pairwise(columns)]
    is_head = len(over) >= COLUMNS_AT_LEAST and sum(over) > len(over) / 2
    return [min(char.top for char in near) - 1] if is_head and not _crosses(near, columns) else []


def _crosses(near: Sequence[Char], columns: Sequence[float]) -> bool:
    """Whether a letter stands across the edge of a column, as those of running text do."""
    return any(char.left < edge - 1 and char.right > edge + 1 for char in near for edge in columns[1:-1])
