"""Tables drawn with characters in plain text: bars part the cells, and rules the rows where they stand so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from keikaku.ingest.grid.model import GridRow, make_row
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import join_lines

BARS = "│┃║┆┊┇┋"
BAR = re.compile(f"[{BARS}]")
RULE = re.compile(r"^[\s─━═┄┅┈┉┌-╬│┃║]*[─━═┄┅┈┉][\s─━═┄┅┈┉┌-╬│┃║]*$")
"""A line of nothing but what draws."""
GROUPS_AT_LEAST = 3
"""Runs of lines between rules: a table with so many has a rule between its rows, not below its head alone."""


def is_rule(line: Line) -> bool:
    """Whether a line only draws.

    >>> from keikaku.ingest.signs.lines import make_line
    >>> [is_rule(make_line(1, text)) for text in ("├──┼──┤", "│ 朝市 │ 産業課 │", "├─ 産業課")]
    [True, False, False]
    """
    return bool(RULE.match(line.text.strip()))


def drawn_rows(lines: Sequence[Line], index: int) -> tuple[GridRow, ...]:
    """The rows of the drawn table that begins with a line; none where none begins.

    Rules belong to the row above them, those over the first row to it.
    """
    stop = index
    while stop < len(lines) and _is_drawn(lines[stop]) and (stop == index or not lines[stop].gap):
        stop += 1
    run = lines[index:stop]
    groups = _groups(run)
    if not groups or max(len(_cells(line)) for group in groups for line in group) < 2:
        return ()
    rows = [row for group in groups for row in _rows(group, parted=len(groups) >= GROUPS_AT_LEAST)]
    return tuple(_with_rules(rows, run))


def _is_drawn(line: Line) -> bool:
    text = line.text.strip()
    return is_rule(line) or (len(text) > 1 and text[0] in BARS and text[-1] in BARS)


def _cells(line: Line) -> list[str]:
    return [cell.strip() for cell in BAR.split(line.text.strip())[1:-1]]


def _groups(run: Sequence[Line]) -> list[list[Line]]:
    """The lines with words in runs that rules part."""
    groups: list[list[Line]] = [[]]
    for line in run:
        if not is_rule(line):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _rows(group: Sequence[Line], *, parted: bool) -> Iterator[tuple[list[Line], list[str]]]:
    """The rows of a run: a line whose first cell is empty goes on with the row above, if rules part rows."""
    lines: list[Line] = []
    cells: list[str] = []
    for line in group:
        told = _cells(line)
        if lines and parted and len(told) == len(cells) and not told[0]:
            lines.append(line)
            cells = [join_lines([one, more]) if more else one for one, more in zip(cells, told, strict=True)]
            continue
        if lines:
            yield lines, cells
        lines, cells = [line], told
    yield lines, cells


def _with_rules(rows: Sequence[tuple[list[Line], list[str]]], run: Sequence[Line]) -> Iterator[GridRow]:
    """The rows with all lines of the run, each with those up to the next row."""
    starts = [run.index(lines[0]) for lines, _ in rows]
    for place, (_, cells) in enumerate(rows):
        first = starts[place] if place else 0
        stop = starts[place + 1] if place + 1 < len(rows) else len(run)
        yield make_row(run[first:stop], cells)
