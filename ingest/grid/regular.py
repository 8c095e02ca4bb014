"""A grid made regular: head paths, merged and ditto cells carried down, rows told apart by what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.heads import part_head, paths_of
from keikaku.ingest.grid.model import BodyRow, Column, Grid, GridRow, Regular
from keikaku.ingest.grid.words import bare

TOTAL = re.compile(r"^(?:小計|合計|総計|総合計|計|全体|総数|累計|.{1,12}(?:小計|合計|の計))(?:\(.{0,10}\))?$")
NOTE = re.compile(r"^\s*(?:[(（【]?(?:注|備考|注意|出典|資料)\s?\d{0,2}[)）】:：]|※|＊|\*|注\d)")
SECTIONS_AT_MOST = 4  # rows, for each with more than one text
AGAIN = re.compile(r"[(（【\[]再掲?[)）】\]]")


def make_regular(grid: Grid, above: Regular | None = None) -> Regular:
    """Part a grid into title rows, head and body; a grid without a head goes on from the table above."""
    width = grid.width
    rows = tuple(padded(row, width) for row in grid.rows)
    first, start = part_head(replace(grid, rows=rows))
    head = rows[first:start]
    if not head and above is not None and width == len(above.columns):
        return replace(above, body=body_of(rows, above.head, width), titles=(), head=())
    columns = tuple(Column(path) for path in paths_of(head, width))
    return Regular(columns, head, body_of(rows[start:], head, width), grid.above, grid.sheet, rows[:first])


def padded(row: GridRow, width: int) -> GridRow:
    """A row with as many cells as its table has columns."""
    more = width - len(row.cells)
    return GridRow(row.lines, (*row.cells, *("",) * more), (*row.own, *(True,) * more)) if more else row


def body_of(rows: Sequence[GridRow], head: Sequence[GridRow], width: int) -> tuple[BodyRow, ...]:
    """The rows below a head, told apart by what they are, with ditto cells carried down."""
    usual = _usual(rows)
    heads = {tuple(map(bare, row.cells)) for row in head}
    body: list[BodyRow] = []
    last: tuple[str, ...] = ("",) * width
    for row in rows:
        kind = _kind(row, heads, usual)
        cells = _carried(row, last)
        body.append(BodyRow(row, cells, kind))
        if kind == "record":
            last = cells
        elif kind in ("section", "head"):
            last = ("",) * width
    return tuple(body)


def _usual(rows: Sequence[GridRow]) -> float:
    """How many texts a row of the table has; rows with one are its sections, unless hardly any has more."""
    several = [count for row in rows if (count := len(row.texts)) > 1]
    return median(several) if len(several) * SECTIONS_AT_MOST >= len(rows) and several else 0


def _kind(row: GridRow, heads: set[tuple[str, ...]], usual: float) -> str:
    """What a row is, by its form."""
    if not row.told:
        return "blank"
    first = row.told[0]
    if tuple(map(bare, row.cells)) in heads:
        return "head"
    if NOTE.match(first) and len(row.told) <= max(1, usual // 2):
        return "note"
    if any(TOTAL.match(bare(cell)) for cell in row.told[:2]):
        return "total"
    if any(AGAIN.search(cell) for cell in row.told):
        return "again"
    return "section" if _is_section(row, usual) else "record"


def _is_section(row: GridRow, usual: float) -> bool:
    """One text alone at the beginning of a row, or over the whole row, where rows have more than one."""
    if (
        len(row.texts) != 1
        or not row.told
        or usual < 2
        or kind_of(row.told[0]) in ("number", "ditto", "year")
    ):
        return False
    return row.filled[0] == 0


def _carried(row: GridRow, last: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row; a ditto mark means the cell above."""
    return tuple(
        last[place] if place < len(last) and kind_of(cell) == "ditto" else cell.strip()
        for place, cell in enumerate(row.cells)
    )


def with_roles(table: Regular, roles: Sequence[str]) -> Regular:
    """The table with a role for every column."""
    columns = tuple(replace(column, role=role) for column, role in zip(table.columns, roles, strict=True))
    return replace(table, columns=columns)


def column(table: Regular, place: int) -> list[str]:
    """The cells of a column in the rows that are records."""
    return [row.cells[place] for row in table.records]
