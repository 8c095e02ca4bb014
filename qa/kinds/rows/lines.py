"""Records that a table tells in several lines, each with what it tells first: 事業費 | 100 | 200 below 計画 | 設計 | 着工."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.kinds.cells import Cell

Line = tuple[str | None, int | None, str]
LABEL_AT_MOST = 10  # characters of what a line tells


def with_labels(
    cells: Sequence[Cell], line_of: Callable[[Sequence[Cell]], Mapping[Key, Line]]
) -> tuple[Cell, ...]:
    """Cells with the label of their line among their heads, where records of their table have several lines.

    A label is the words that the line begins with; a line without one, and a table of one line a record, stay.
    """
    heads = Counter((cell.subject, cell.name) for cell in cells)
    tables = {cell.name for cell in cells if heads[cell.subject, cell.name] > 1}
    subjects = {subject for (subject, name), _ in heads.items() if name in tables}
    able = [cell for cell in cells if cell.subject in subjects]
    if not able:
        return tuple(cells)
    lines = line_of(able)
    labels = _labels(able, lines)
    return tuple(_labelled(cell, lines.get(cell.key), labels) for cell in cells)


def _labels(cells: Sequence[Cell], lines: Mapping[Key, Line]) -> dict[tuple[Key, Line | None], Cell]:
    """The one cell of words that each line of a record begins with."""
    found: dict[tuple[Key, Line | None], list[Cell]] = defaultdict(list)
    for cell in cells:
        line = lines.get(cell.key)
        begins = line is not None and compact(line[2]).startswith(cell.words)
        if begins and cell.value is None and 1 < len(cell.words) <= LABEL_AT_MOST:
            found[cell.subject, line].append(cell)
    return {at: labels[0] for at, labels in found.items() if len(labels) == 1}


def _labelled(cell: Cell, line: Line | None, labels: Mapping[tuple[Key, Line | None], Cell]) -> Cell:
    label = labels.get((cell.subject, line))
    if label is None or line is None or cell.value is None or cell.words not in compact(line[2]):
        return cell
    return replace(cell, name=f"{cell.name} {label.text}", heads=(*cell.heads, label.words))
