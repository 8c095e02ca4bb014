"""The initiatives of an outline before they have keys: titles with their units, and the rows of tables."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from ingest.block import Block
from ingest.layout import Layout
from ingest.lines import Line, make_line
from ingest.markers import find_marker
from ingest.roles import Outline
from ingest.row_tables import BRACKET_UNITS, column_roles
from ingest.scene import Scene
from ingest.source import CELL_BREAK
from ingest.tabular import TOTALS, Row, Table
from ingest.units import Unit, read_units
from ontology.text import join_lines, normalise


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
    told: tuple[Line, ...] = ()  # the lines that name the units, where they are not the title's own


def make_drafts(outline: Outline, scene: Scene) -> tuple[Draft, ...]:
    """The initiatives in the order of the document."""
    found: list[Draft] = []
    below = _units_below(outline, scene.layout)
    for index, block in enumerate(outline.blocks):
        if outline.roles[index] == "initiative":
            named = [] if block.units else below.get(index, [])
            units = block.units or tuple(unit for other in named for unit in other.units)
            told = tuple(line for other in named for line in other.lines)
            found.append(Draft(block.text, index, None, said_number(block), units, told=told))
        elif block.table and block.table.kind == "initiatives":
            found += _drafts_of_rows(scene, index, block.table)
    return tuple(found)


def _units_below(outline: Outline, layout: Layout) -> dict[int, list[Block]]:
    """The lines that name units (担当課：…), by the title that they stand under."""
    below: dict[int, list[Block]] = defaultdict(list)
    for index, block in enumerate(outline.blocks):
        named = [i for i in outline.parents(index) if outline.blocks[i].text not in layout.labels]
        if block.role == "units" and named:
            below[named[-1]].append(block)
    return below


def _drafts_of_rows(scene: Scene, index: int, table: Table) -> list[Draft]:
    """One initiative a row; an empty cell of a pillar or field column means the one above."""
    roles = column_roles(table.header, scene.layout) if table.header else ("title",)
    found: list[Draft] = []
    pillar = field = ""
    for row in table.rows:
        cells = dict(reversed([pair for pair in zip(roles, row.cells, strict=False) if pair[0]]))
        pillar = NUMBER.sub("", heading_label(cells.get("pillar", ""), scene)) or pillar
        field = NUMBER.sub("", heading_label(cells.get("field", ""), scene)) or field
        title, units = _titled_cell(cells.get("title", ""), scene)
        if title and title not in TOTALS:
            columns = zip(roles, row.cells, strict=False)
            told = "、".join(cell for role, cell in columns if role == "units" and cell)
            units = units or read_units(normalise(told).text, scene.units)
            found.append(Draft(title, index, row, cells.get("number", ""), units, pillar, field))
    return found


def _titled_cell(cell: str, scene: Scene) -> tuple[str, tuple[Unit, ...]]:
    """A title without its number and without the units that stand in brackets behind it."""
    cell = join_lines(cell.split(CELL_BREAK))
    match = BRACKET_UNITS.search(cell)
    units = read_units(match["units"], scene.units) if match else ()
    return heading_label(cell[: match.start()] if match and units else cell, scene), units


def heading_label(cell: str, scene: Scene) -> str:
    """The words of a cell without the marker before them: ``体系１ 防災`` is 防災."""
    cell = join_lines(cell.split(CELL_BREAK))
    line = make_line(0, cell)
    marker = find_marker(line, scene.layout.words)
    if marker is None or marker.named or marker.start >= len(line.plain):
        return cell.strip()
    return line.original(marker.start)


NUMBER = re.compile(r"^[0-9０-９]{1,2}\s+(?=\D)")
"""2 人を育てる: in a column of pillars it numbers them, and counts nobody."""


def said_number(block: Block) -> str:
    """The number as people say it: 1 for both 体系１ and 第１章."""
    marker = block.marker
    if marker is None or not marker.number:
        return ""
    return marker.number if "-" in marker.number or "." in marker.number else str(marker.ordinal)
