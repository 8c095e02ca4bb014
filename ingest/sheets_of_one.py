"""Tables that hold one initiative each: its properties stand one below the other, each with its label."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.layout import Layout
from ingest.lines import Line
from ingest.row_tables import cells_of, column_roles, is_initiative_header
from ingest.tabular import Row, Table

LINES_AT_MOST = 40


def find_sheets(lines: Sequence[Line], layout: Layout) -> dict[int, Table]:
    """Find ``施策名 | 防災訓練`` above ``担当課 | 防災課``, by the index of the first line."""
    found: dict[int, Table] = {}
    index = 0
    while index < len(lines):
        table = _sheet(lines, layout, index) if lines[index].hint.row else None
        if table:
            found[index] = table
        index += len(table.lines) if table else 1
    return found


def _sheet(lines: Sequence[Line], layout: Layout, first: int) -> Table | None:
    """The table that begins with a line; its labels are the header, its values the one row."""
    labels: list[str] = []
    values: list[str] = []
    stop = first
    for line in lines[first : first + LINES_AT_MOST]:
        pairs = _pairs(line, layout)
        if not pairs or ("title" in column_roles([pairs[0][0]], layout) and stop > first):
            break
        labels += [label for label, _ in pairs]
        values += [value for _, value in pairs]
        stop += 1
    roles = column_roles(labels, layout)
    if (
        stop - first < 2
        or not roles
        or roles[0] not in ("title", "number")
        or not is_initiative_header(roles)
    ):
        return None
    return Table("initiatives", tuple(labels), (), (Row(tuple(lines[first:stop]), tuple(values)),))


def _pairs(line: Line, layout: Layout) -> list[tuple[str, str]]:
    """The labels of a row with their values; none where the first cell is no label that is known."""
    cells = [cell for cell in cells_of(line) if cell] if line.hint.row else []
    told = cells[0] if cells else ""
    if len(cells) not in (2, 4) or not column_roles([told], layout)[0]:
        return []
    pairs = [(cells[0], cells[1]), *([(cells[2], cells[3])] if len(cells) == 4 else [])]
    values = column_roles([value for _, value in pairs], layout)
    return [] if any(values) else pairs
