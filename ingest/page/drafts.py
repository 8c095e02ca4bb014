"""The initiatives of an outline before they have keys: titles with their units, and the rows of tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from keikaku.ingest.grid.model import Kept, Record
from keikaku.ingest.grid.tabular import TOTALS
from keikaku.ingest.page.block import Block
from keikaku.ingest.page.roles import Outline
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line, make_line
from keikaku.ingest.signs.markers import Marker, find_marker
from keikaku.ingest.signs.units import Unit, below_of, is_desk, read_units, units_of_cell
from keikaku.ingest.source import CELL_BREAK
from keikaku.ontology.japanese.text import join_lines, normalise

BRACKET_UNITS = re.compile(r"[((【](?P<units>[^()（）【】]{2,60})[))】]$")
SHEET = re.compile(r"^シート「(?P<name>.+)」$")
FRAME = "【】[]〔〕()（）「」■●◆○◇ 　"


@dataclass(frozen=True, slots=True)
class Draft:
    """An initiative before its key: two of one name in a plan are told apart by their pillars."""

    label: str
    block: int
    record: Record | None  # of the table that it stands in
    number: str
    units: tuple[Unit, ...]
    pillar: str = ""  # as its row says
    field: str = ""
    told: tuple[Line, ...] = ()  # the lines that name the units, where they are not the title's own
    kept: tuple[Kept, ...] = ()  # what stands beside the name and behind labels below it


def make_drafts(outline: Outline, scene: Scene) -> tuple[Draft, ...]:
    """The initiatives in the order of the document."""
    found: list[Draft] = []
    below = _units_below(outline, scene.layout)
    for index, block in enumerate(outline.blocks):
        if outline.roles[index] == "initiative":
            named = [] if block.units else below.get(index, [])
            units = block.units or tuple(unit for other in named for unit in other.units)
            told = tuple(line for other in named for line in other.lines)
            units = (
                _below(units, _heading_units(outline, scene, index)) if all(map(is_desk, units)) else units
            )
            found.append(Draft(block.text, index, None, said_number(block), units, told=told))
        elif block.table and block.table.kind == "initiatives":
            context = _of_all(_context(outline, scene, index), block.table.records, scene)
            found += [draft for one in block.table.records if (draft := _draft(scene, index, one, context))]
    return tuple(found)


def _units_below(outline: Outline, layout: Layout) -> dict[int, list[Block]]:
    """The lines that name units (担当課：…), by the title that they stand under."""
    below: dict[int, list[Block]] = defaultdict(list)
    for index, block in enumerate(outline.blocks):
        named = [i for i in outline.parents(index) if outline.blocks[i].text not in layout.labels]
        if block.role == "units" and named:
            below[named[-1]].append(block)
    return below


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a table: the pillar above it, and the units that a heading or its sheet names."""

    pillar: str = ""
    units: tuple[Unit, ...] = ()
    told: tuple[Line, ...] = ()


def _context(outline: Outline, scene: Scene, index: int) -> Context:
    above = outline.nearest(index, "pillar")
    pillar = outline.blocks[above].text if above is not None else ""
    places = [*reversed(outline.parents(index)), *([index - 1] if index else [])]
    for place in places:
        block = outline.blocks[place]
        if _signs(block, scene):
            continue
        units = read_units(normalise(block.text.strip(FRAME)).text, scene.units) if not block.table else ()
        if units:
            return Context(pillar, units, block.lines)
    first = outline.blocks[index].lines[0].number
    match = SHEET.match(next((part.name for part in reversed(scene.parts) if part.start <= first), ""))
    return Context(pillar, read_units(normalise(match["name"]).text, scene.units) if match else ())


def _signs(block: Block, scene: Scene) -> bool:
    """Whether a line says whose the document is: 〇〇市企画部."""
    return len(scene.city) > 1 and block.text.startswith(scene.city)


def _heading_units(outline: Outline, scene: Scene, index: int) -> tuple[Unit, ...]:
    """The units that the nearest heading names that names any."""
    for place in reversed(outline.parents(index)):
        if units := read_units(normalise(outline.blocks[place].text.strip(FRAME)).text, scene.units):
            return units
    return ()


def _of_all(context: Context, records: Sequence[Record], scene: Scene) -> Context:
    """The context, without a heading's unit where a row names another department."""
    home = {unit.upper for unit in context.units}
    rows = ((*_titled_cell(one.label, scene)[1], *_responsible(one, scene)) for one in records)
    others = {unit.upper for units in rows for unit in units if unit.upper} - home
    return replace(context, units=(), told=()) if others else context


def _draft(scene: Scene, index: int, record: Record, context: Context) -> Draft | None:
    """A record as a draft; a row whose name is no name is none."""
    title, units = _titled_cell(record.label, scene)
    if not title or title in TOTALS:
        return None
    pillar, field = (_heading(cell, scene) for cell in (record.pillar, record.field))
    if context.pillar and pillar and not field:
        pillar, field = context.pillar, pillar
    units = units or _responsible(record, scene)
    told = () if units else context.told
    units = _below(units, context.units) if units else context.units
    return Draft(title, index, record, record.number, units, pillar, field, told)


def _responsible(record: Record, scene: Scene) -> tuple[Unit, ...]:
    """The units that a record's cells name: a 課 in its own column stands under the 部 of the one before."""
    cells = [normalise(cell).text for cell in record.units]
    several = any(len(units_of_cell(cell, scene.units)) > 1 for cell in cells)
    return units_of_cell(("、" if several else " ").join(cells), scene.units)


def _below(units: tuple[Unit, ...], above: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units of a row below the one department that a heading names for all of them."""
    if len(above) == 1 and not above[0].whole_city and units and all(map(is_desk, units)):
        return tuple(dict.fromkeys(one for unit in units for one in below_of(above[0], unit)))
    home = above[0].upper if len(above) == 1 and above[0].upper and not above[0].lower else ""
    if not home or any(unit.upper or unit.whole_city or unit.unnamed for unit in units):
        return units
    return tuple(replace(unit, upper=home) for unit in units)


def _titled_cell(cell: str, scene: Scene) -> tuple[str, tuple[Unit, ...]]:
    """A title without its number and without the units that stand in brackets behind it."""
    cell = join_lines(cell.split(CELL_BREAK))
    match = BRACKET_UNITS.search(cell)
    units = read_units(match["units"], scene.units) if match else ()
    return heading_label(cell[: match.start()] if match and units else cell, scene), units


def _heading(cell: str, scene: Scene) -> str:
    """The words of a pillar or field in a cell, without what numbers it."""
    return NUMBER.sub("", heading_label(cell, scene)) if cell else ""


def numbered(cell: str, scene: Scene) -> tuple[str, tuple[str, ...]]:
    """The number that a cell gives to the pillar or field that it names, and what it is called by it."""
    line = make_line(0, join_lines(cell.split(CELL_BREAK)))
    marker = find_marker(line, scene.layout.words)
    if marker is None or not marker.number:
        found = NUMBER.match(line.plain)
        return (str(int(found[0])), ()) if found else ("", ())
    kind, _, word = marker.kind.partition(":")
    name = line.plain[marker.start :].strip()
    called = f"{word}{marker.number} {name}".strip() if kind == "word" else ""
    return marker_number(marker), (called,) if called and name else ()


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
    return marker_number(marker) if marker and marker.number else ""


def marker_number(marker: Marker) -> str:
    """The number of a mark as people say it."""
    return marker.number if "-" in marker.number or "." in marker.number else str(marker.ordinal)
