"""The rows that were picked, each with the cells that it was picked by, and what they differ by."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.scales import written
from keikaku.qa import query as q
from keikaku.qa.kinds.cells import citations_of, grid_of, shown, with_units
from keikaku.qa.kinds.rows.columns import ordered, scale_of
from keikaku.qa.telling.found import Found
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.world.world import World

PAIR = 2


def answer_rows(query: q.RowsBy, world: World, language: q.Language) -> Found:
    """Every row that the condition holds of, in the order asked, with its working."""
    by_key = {cell.key: cell for cell in grid_of(world)}
    cells = [by_key[one.key] for one in query.cells if one.key in by_key]
    held = {key: tuple(row) for key, row in groupby(cells, key=lambda cell: cell.subject)}
    found, text = rows_of(tuple(q.Named(key, "") for key in held), world)
    items = {row.item.iri: row.item for row in found}
    rows = [held[key] for key in items]
    if query.order:
        rows.sort(key=_size, reverse=query.order == "most")
    head = (
        f"{query.said}施策は{len(rows)}件です。"
        if language == "ja"
        else f"{len(rows)} initiatives ({query.said})."
    )
    told = (
        f"・{with_units(items[cells[0].subject])}: {_told(cells, compared=query.compared)}" for cells in rows
    )
    return Found(
        text="\n".join([head, *told]),
        sparql=text,
        reading=f"表の{query.said}施策" if language == "ja" else f"rows of the tables: {query.said}",
        items=tuple(items[cells[0].subject] for cells in rows),
        citations=citations_of(query.cells, world),
    )


def _told(cells: tuple[Cell, ...], *, compared: bool) -> str:
    """What the row was picked by: 64,000千円→60,000千円（－4,000千円）, A→B, 113.8."""
    if not compared and len(cells) > 1:
        return "、".join(f"{cell.name} {shown(cell)}" for cell in cells)
    if len(cells) != PAIR or ordered(cells) is None:
        return "、".join(map(shown, cells))
    return f"{'→'.join(map(shown, cells))}{_difference(cells)}"


def _difference(cells: tuple[Cell, ...]) -> str:
    first, second = (cell.value for cell in cells)
    if first is None or second is None or first == second:
        return ""
    scale = scale_of(cells[0]) or scale_of(cells[1]) or 1.0
    sign, size = ("＋" if second > first else "－"), round(abs(second - first), 6)
    return f"（{sign}{written(f'{size / scale:,.6g}' if size / scale < 1e6 else f'{size / scale:,.0f}', size, cells[0].unit)}）"


def _size(cells: tuple[Cell, ...]) -> float:
    first, last = cells[0].value or 0.0, cells[-1].value or 0.0
    return abs(last - first) if len(cells) == PAIR else last
