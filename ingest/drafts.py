"""The initiatives of an outline before they have keys: titles with their units, and the rows of tables."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.block import Block
from ingest.lines import make_line
from ingest.markers import find_marker
from ingest.roles import Outline
from ingest.row_tables import BRACKET_UNITS, column_roles
from ingest.scene import Scene
from ingest.tabular import Row, Table
from ingest.units import Unit, read_units


@dataclass(frozen=True, slots=True)
class Draft:
    """An initiative before its key: two of one name in a plan are told apart by their pillars."""

    label: str
    block: int
    row: Row | None
    number: str
    units: tuple[Unit, ...]
    pillar: str = ""  # as its row says
    field: str = ""


def make_drafts(outline: Outline, scene: Scene) -> tuple[Draft, ...]:
    """The initiatives in the order of the document."""
    found: list[Draft] = []
    for index, block in enumerate(outline.blocks):
        if outline.roles[index] == "initiative":
            units = block.units or _units_below(outline, index)
            found.append(Draft(block.text, index, None, said_number(block), units))
        elif block.table and block.table.kind == "initiatives":
            found += _drafts_of_rows(scene, index, block.table)
    return tuple(found)


def _units_below(outline: Outline, index: int) -> tuple[Unit, ...]:
    """The units that lines under a title name (担当課：…)."""
    below = (
        b for i, b in enumerate(outline.blocks) if b.role == "units" and outline.parents(i)[-1:] == (index,)
    )
    return tuple(unit for block in below for unit in block.units)


def _drafts_of_rows(scene: Scene, index: int, table: Table) -> list[Draft]:
    """One initiative a row; an empty cell of a pillar or field column means the one above."""
    roles = column_roles(table.header, scene.layout) if table.header else ("title",)
    found: list[Draft] = []
    pillar = field = ""
    for row in table.rows:
        cells = dict(reversed([pair for pair in zip(roles, row.cells, strict=False) if pair[0]]))
        pillar = heading_label(cells.get("pillar", ""), scene) or pillar
        field = heading_label(cells.get("field", ""), scene) or field
        title, units = _titled_cell(cells.get("title", ""), scene)
        if title:
            units = units or read_units(cells.get("units", ""), scene.units)
            found.append(Draft(title, index, row, cells.get("number", ""), units, pillar, field))
    return found


def _titled_cell(cell: str, scene: Scene) -> tuple[str, tuple[Unit, ...]]:
    """A title without its number and without the units that stand in brackets behind it."""
    match = BRACKET_UNITS.search(cell)
    units = read_units(match["units"], scene.units) if match else ()
    return heading_label(cell[: match.start()] if match and units else cell, scene), units


def heading_label(cell: str, scene: Scene) -> str:
    """The words of a cell without the marker before them: ``体系１ 防災`` is 防災."""
    line = make_line(0, cell)
    marker = find_marker(line, scene.layout.words)
    if marker is None or marker.named or marker.start >= len(line.plain):
        return cell.strip()
    return line.original(marker.start)


def said_number(block: Block) -> str:
    """The number as people say it: 1 for both 体系１ and 第１章."""
    marker = block.marker
    if marker is None or not marker.number:
        return ""
    return marker.number if "-" in marker.number or "." in marker.number else str(marker.ordinal)
