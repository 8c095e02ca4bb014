"""Lines become blocks, one after the other: the first rule of a visible list that knows a line takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from keikaku.ingest.page.block import Block
from keikaku.ingest.page.headings import read_bare_heading, read_heading
from keikaku.ingest.page.labels import read_targets_heading, read_units_below, read_units_line
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.page.titles import read_title
from keikaku.ingest.signs.markers import Marker
from keikaku.ingest.signs.page_lines import is_page_line
from keikaku.ingest.signs.stack import COUNTING, Entry, Stack, above

ITEM_KINDS = ("mark", "paren", "parenkana", "circled", "kana", "number")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the reading stands: the line, the open headings, whether targets are being listed."""

    index: int
    stack: Stack = ()
    in_targets: bool = False
    item: tuple[str, int] = ("", 0)  # the kind and the number of the last item
    closed: bool = True  # nothing is left open above: no half sentence, no paragraph that may go on


Rule = Callable[[Scene, Spot], Block | None]


def make_blocks(scene: Scene) -> tuple[tuple[Block, ...], tuple[Stack, ...]]:
    """Make every line part of exactly one block; beside each block the headings that stand above it."""
    blocks: list[Block] = []
    stacks: list[Stack] = []
    spot = Spot(0)
    while spot.index < len(scene.lines):
        block = next(found for rule in RULES if (found := rule(scene, spot)))
        stack = _stack(scene, block, spot.stack)
        stacks.append(stack)
        blocks.append(replace(block, depth=len(stack)))
        spot = _next_spot(scene, spot, block, stack, len(blocks) - 1)
    return tuple(blocks), tuple(stacks)


def _next_spot(scene: Scene, spot: Spot, block: Block, stack: Stack, place: int) -> Spot:
    if block.role in ("heading", "title"):
        marker = block.marker
        kind = _entry_kind(block)
        entry = Entry(kind, marker.ordinal if marker else 0, marker.hashes if marker else 0, place)
        stack = (*stack, entry)
    in_targets = block.role == "targets" or (spot.in_targets and block.role in ("item", "units"))
    index = spot.index + len(block.lines)
    closed = block.role not in ("prose", "item") or (index < len(scene.lines) and scene.is_closed(index))
    item = (marker.kind, marker.ordinal) if (marker := block.marker) and block.role == "item" else ("", 0)
    return Spot(index, stack, in_targets, item, closed)


def _entry_kind(block: Block) -> str:
    if block.marker:
        return block.marker.kind
    return "title" if block.role == "title" else "bare"


def _stack(scene: Scene, block: Block, stack: Stack) -> Stack:
    """The headings above a block."""
    if block.role == "title":
        return _above_title(scene, block, stack)
    if block.role != "heading":
        return stack
    if block.text in scene.layout.back_matter:
        return ()
    found = above(stack, block.marker or Marker("bare"), numbers_hold=scene.layout.numbers_hold)
    return stack if found is None else found


def _above_title(scene: Scene, block: Block, stack: Stack) -> Stack:
    """A title is the sibling of a title that began alike, else it stands under all that is open."""
    marker = block.marker or Marker("title")
    if marker.kind in COUNTING or marker.hashes:
        found = above(stack, marker, numbers_hold=scene.layout.numbers_hold)
        return stack if found is None else found
    for depth, entry in enumerate(stack):
        if entry.kind == marker.kind:
            return stack[:depth]
    return above(stack, marker) or stack if marker.kind.startswith("word:") else stack


def _table(scene: Scene, spot: Spot) -> Block | None:
    table = scene.tables.get(spot.index)
    if table is None:
        return None
    told = "1行に施策が1つの表" if table.kind == "initiatives" else "数値の表"
    return Block(
        role="table",
        lines=table.lines,
        table=table,
        reason=f"{told}（列: {'・'.join(table.header) or 'なし'}）",
    )


def _page(scene: Scene, spot: Spot) -> Block | None:
    line = scene.lines[spot.index]
    if not scene.layout.page_lines or not is_page_line(line):
        return None
    return Block(role="page", lines=(line,), reason="公開日・発信部署・連絡先の行")


def _targets(scene: Scene, spot: Spot) -> Block | None:
    return read_targets_heading(scene.layout, scene.lines[spot.index])


def _units(scene: Scene, spot: Spot) -> Block | None:
    found = read_units_line(scene.layout, scene.lines[spot.index], scene.units)
    return found or read_units_below(scene.layout, scene.lines[spot.index : spot.index + 3], scene.units)


def _title(scene: Scene, spot: Spot) -> Block | None:
    if "units" not in scene.layout.initiative_by or scene.lines[spot.index].hint.row:
        return None
    marker = scene.markers[spot.index]
    if marker is None:
        return read_title(scene, spot.index, closed=spot.closed)
    is_item = marker.kind[5:] in scene.items
    in_list = is_item or (spot.in_targets and _counts_targets(scene, spot, marker))
    is_mark = marker.kind.startswith("mark:") and not is_item
    return read_title(scene, spot.index, closed=spot.closed or is_mark, in_list=in_list)


def _heading(scene: Scene, spot: Spot) -> Block | None:
    marker = scene.markers[spot.index]
    if spot.in_targets and marker and _counts_targets(scene, spot, marker):
        return None
    return read_heading(scene, spot.index, spot.stack, closed=spot.closed)


def _counts_targets(scene: Scene, spot: Spot, marker: Marker) -> bool:
    """Whether a marked line under a target heading is a target: it begins a list, or goes on with it."""
    if marker.hashes or marker.kind.split(":")[0] not in ITEM_KINDS:
        return False
    is_known = any(entry.kind == marker.kind for entry in spot.stack) and marker.kind[5:] not in scene.items
    return not is_known or marker.ordinal == 1 or spot.item == (marker.kind, marker.ordinal - 1)


def _item(scene: Scene, spot: Spot) -> Block | None:
    """An item of a list: a mark of this document's lists, or any line under a targets heading."""
    marker, line = scene.markers[spot.index], scene.lines[spot.index]
    if marker is None or marker.hashes or marker.kind.split(":")[0] not in ITEM_KINDS:
        return None
    if not (spot.closed or marker.kind.startswith("mark:")):
        return None
    if marker.start >= len(line.plain):
        return None
    return Block(role="item", lines=(line,), text=line.text.strip(), marker=marker, reason="箇条書きの項目")


def _bare_heading(scene: Scene, spot: Spot) -> Block | None:
    return None if spot.in_targets else read_bare_heading(scene, spot.index, spot.stack, closed=spot.closed)


def _prose(scene: Scene, spot: Spot) -> Block | None:
    line = scene.lines[spot.index]
    return Block(role="prose", lines=(line,), text=line.text.strip(), reason="文章")


RULES: tuple[Rule, ...] = (
    _table,
    _page,
    _targets,
    _units,
    _title,
    _heading,
    _item,
    _bare_heading,
    _prose,
)
