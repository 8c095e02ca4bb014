"""The cells of the tables in a section that are no list and no table of numbers: all of them are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from keikaku.ingest.grid.cards import pairs_of
from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.find import find_grids
from keikaku.ingest.grid.laid.groups import grouped
from keikaku.ingest.grid.model import BodyRow, Grid, GridRow, Kept, Path, Regular
from keikaku.ingest.grid.records import FIGURES, kept_of_row
from keikaku.ingest.grid.regular import make_regular
from keikaku.ingest.grid.words import bare, is_label, vote
from keikaku.ingest.outline.nodes import concept_of
from keikaku.ingest.owned.told import AIMS, Told, names_label
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.signs.cell_figures import is_figure
from keikaku.ingest.signs.heads import read_head

AGAIN = 2
LABEL_AT_MOST = 20  # characters
PAIRS_SHARE = 0.6
"""Of the rows of a card so many are labels with values."""


def told_in_cells(scene: Scene, owners: Mapping[int, int]) -> Iterator[Told]:
    """What the unread tables of the sections tell; `owners` are by the numbers of lines."""
    grids = [
        (owner, grid)
        for grid in _unread(scene)
        if (owner := owners.get(grid.rows[0].lines[0].number)) is not None
    ]
    again = _again(grids)
    for owner, grid in grids:
        for kept in kept_of(grid, again):
            yield Told(owner, kept)
            if concept_of(kept.path[-1]) in AIMS and is_figure(kept.text):
                yield Told(owner, kept, is_target=True)


def _unread(scene: Scene) -> Iterator[Grid]:
    """The grids of a document without what tables were made of."""
    taken = {line.number for table in scene.tables.values() for line in table.lines}
    for _, grid in find_grids(scene.lines):
        rows = tuple(row for row in grid.rows if row.lines[0].number not in taken)
        if rows:
            yield replace(grid, rows=rows)


def _again(grids: Sequence[tuple[int, Grid]]) -> frozenset[str]:
    """The texts that stand at the places of labels in the sections of several initiatives."""
    where: dict[str, set[int]] = defaultdict(set)
    for owner, grid in grids:
        for row in grid.rows:
            for text in row.told[::2]:
                where[bare(text)].add(owner)
    return frozenset(text for text, owners in where.items() if len(owners) >= AGAIN)


def kept_of(grid: Grid, again: frozenset[str] = frozenset()) -> Iterator[Kept]:
    """Every value of a table with what labels it: the cell before it, or the heads above and its row."""
    told = [row for row in grid.rows if row.told]
    groups = grouped(told)
    for below in groups.values():
        for path, value in below.pairs():
            yield from _kept(path, value, below.row)
    if len(groups) == len(told):
        return
    rows = [row for place, row in enumerate(told) if place not in groups]
    pairs = [row for place, row in enumerate(rows) if _is_pairs(row, again, is_first=place == 0)]
    remarks = [row for row in rows if _has_remark(row, again)] if groups or pairs else []
    table = make_regular(replace(grid, rows=tuple(rows)))
    is_card = len(pairs) + len(remarks) >= PAIRS_SHARE * len(rows) and rows[0] in (*pairs, *remarks)
    if is_card or not any(column.path for column in table.columns):
        for row in pairs:
            for label, value in pairs_of(row.told):
                yield from _kept((label,), value, row)
        for row in remarks:
            for value in row.told[1:]:
                yield from _kept(row.told[:1], value, row)
    else:
        yield from _of_table(table)


def _has_remark(row: GridRow, again: frozenset[str]) -> bool:
    """Whether a row is a label, its value and a remark, none of which labels another."""
    return len(row.told) == 3 and _labels(row.told[0], again) and not any(map(is_label, row.told[1:]))


def _is_pairs(row: GridRow, again: frozenset[str], *, is_first: bool) -> bool:
    """Whether each first, third … cell of a row labels the one behind it.

    A first row of words for heads alone is a head; further down such a word may be a value (見直し).
    """
    if len(row.told) < 2 or len(row.told) % 2:
        return False
    values = row.told[1::2]
    heads = any(map(is_label, values)) if is_first else any(bare(value) in again for value in values)
    return not heads and all(_labels(text, again) for text in row.told[::2])


def _labels(text: str, again: frozenset[str]) -> bool:
    if len(text) > LABEL_AT_MOST or kind_of(text) in ("number", "year", "prose", "code"):
        return False
    return names_label(text) or bare(text) in again


def _kept(path: Path, value: str, row: GridRow) -> Iterator[Kept]:
    """A value with the path of its labels; who is responsible is read elsewhere."""
    if concept_of(path[-1]) != "RESPONSIBLE" and kind_of(value) != "blank":
        head = read_head(path)
        yield Kept(path, value, row.lines, head.unit, head.fiscal_year)


def _of_table(table: Regular) -> Iterator[Kept]:
    """The cells below heads; where a first column names the rows, their labels belong to the path."""
    labelled = _has_labels(table)
    for row in table.body:
        if row.kind not in ("record", "total"):
            continue
        label = row.cells[0] if labelled else ""
        for kept in kept_of_row(table, row):
            if label and kept.text == label and kept.path == table.columns[0].path:
                continue
            yield replace(kept, path=(*kept.path, label)) if label else kept


def _has_labels(table: Regular) -> bool:
    """Whether the first column names the rows, and is not one of values itself."""
    rows: list[BodyRow] = [row for row in table.body if row.kind in ("record", "total")]
    first = [row.cells[0] for row in rows]
    if len(rows) < AGAIN and kind_of(first[0] if first else "") != "name":
        return False
    found = vote(table.columns[0].path[-1]) if table.columns[0].path else None
    return not (found and found.concept in FIGURES) and not all(map(is_figure, first))
