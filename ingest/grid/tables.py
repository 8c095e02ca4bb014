"""From lines to tables: each grid is a card, a list of initiatives, a table of numbers, or none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.grid.cards import cards_of
from ingest.grid.find import find_grids
from ingest.grid.model import Grid, GridRow, Record, Regular
from ingest.grid.profile import profile
from ingest.grid.records import record_of_card, records_of, titled_records
from ingest.grid.regular import make_regular, with_roles
from ingest.grid.roles import roles_of, seen
from ingest.grid.spaced_numbers import find_value_tables
from ingest.grid.spaced_rows import spaced_grid
from ingest.layout import Layout
from ingest.lines import Line
from ingest.markers import Marker
from ingest.tabular import Row, Table

FIGURES_AT_LEAST = 0.5
BETWEEN_AT_MOST = 4  # lines between a table and where it goes on, counted with one more
ROWS_AT_LEAST = 2
ALL_UNITS = 0.8
"""Share of the rows that name units in a table without a head."""
NO_TITLE = ("INDICATOR", "ACCOUNT", "KIND", "RATING")
"""What a first column may be headed with that names no initiatives."""


@dataclass(frozen=True, slots=True)
class Read:
    """A grid that was read: its kind, its table where it has one, and its records."""

    kind: str  # initiatives, values, other
    table: Regular | None
    records: tuple[Record, ...] = ()


def find_tables(
    lines: Sequence[Line], markers: Sequence[Marker | None], layout: Layout, known: frozenset[str]
) -> dict[int, Table]:
    """The tables of a document by the index of their first line: grids first, then what only spaces part."""
    ruled = _grids(lines, known)
    taken = {place for index, table in ruled.items() for place in range(index, index + len(table.lines))}
    spaced = find_value_tables(lines, markers, layout) | _spaced(lines, layout, known)
    free = {
        index: table
        for index, table in spaced.items()
        if not taken.intersection(range(index, index + len(table.lines))) and not lines[index].hint.row
    }
    return without_overlap(free | ruled)


def _spaced(lines: Sequence[Line], layout: Layout, known: frozenset[str]) -> dict[int, Table]:
    """The lists of initiatives whose columns only spaces part."""
    found: dict[int, Table] = {}
    for index in range(len(lines)):
        grid = spaced_grid(lines, index, layout, known)
        if grid:
            found |= {index + offset: table for offset, table in _pieces(grid, read_grid(grid, None, known))}
    return found


def without_overlap(tables: Mapping[int, Table]) -> dict[int, Table]:
    """The tables without those that begin inside another."""
    kept: dict[int, Table] = {}
    end = 0
    for index, table in sorted(tables.items()):
        if index >= end:
            kept[index] = table
            end = index + len(table.lines)
    return kept


def _grids(lines: Sequence[Line], known: frozenset[str]) -> dict[int, Table]:
    """The tables of the grids that a reader handed over or that tabs and pipes part."""
    found: dict[int, Table] = {}
    last: Regular | None = None
    reached = 0
    for index, grid in find_grids(lines):
        near = last is not None and lines[index].hint.row and 0 <= index - reached < BETWEEN_AT_MOST
        read = read_grid(grid, last if near else None, known)
        last = read.table if read.kind != "other" else last
        reached = index + sum(len(row.lines) for row in grid.rows)
        found |= {index + offset: table for offset, table in _pieces(grid, read)}
    return found


def read_grid(grid: Grid, above: Regular | None = None, known: frozenset[str] = frozenset()) -> Read:
    """Say what a grid is and read it; `above` is the table that it may go on from."""
    cards = cards_of(grid)
    if cards:
        return Read("initiatives", None, tuple(map(record_of_card, cards)))
    table = _with_roles(make_regular(grid, above), above)
    if not any(column.path for column in table.columns):
        titled = titled_records(table, known) or (records_of(table) if _shows_units(table) else ())
        return Read("initiatives" if titled else "other", table, titled)
    if lists_initiatives(table):
        return Read("initiatives", table, records_of(table))
    return Read("values" if tells_numbers(table) else "other", table)


def _with_roles(table: Regular, above: Regular | None) -> Regular:
    """The table with its roles; one that goes on has those of the table above, of which it may show little."""
    if above is not None and [c.path for c in table.columns] == [c.path for c in above.columns]:
        if any(column.role for column in above.columns):
            return with_roles(table, [column.role for column in above.columns])
    return with_roles(table, roles_of(table))


def lists_initiatives(table: Regular) -> bool:
    """Whether a table has one initiative a row: names, and a head or other columns that say whose they are."""
    roles = {one.role for one in table.columns}
    titles = [one for one in seen(table) if table.columns[one.place].role == "title"]
    if not titles or titles[0].concept in NO_TITLE:
        return not table.records and _promises(table)
    if "responsible" in roles or (titles[0].vote and titles[0].vote.strong):
        return True
    return titles[0].concept == "TITLE" and bool({"target", "pillar", "field"} & roles)


def _shows_units(table: Regular) -> bool:
    """Whether a table without a head shows by itself who is responsible for what."""
    roles = [column.role for column in table.columns]
    if len(table.records) < ROWS_AT_LEAST or not {"title", "responsible"} <= set(roles):
        return False
    units = profile([row.cells[roles.index("responsible")] for row in table.records])
    return units.unit * units.filled >= ALL_UNITS


def _promises(table: Regular) -> bool:
    """Whether a head without rows, which stand below a heading, names a title and who is responsible."""
    concepts = {one.concept for one in seen(table)}
    return "TITLE" in concepts and bool({"RESPONSIBLE", "TARGET"} & concepts)


def tells_numbers(table: Regular) -> bool:
    """Whether a table has a label and figures in each row."""
    rows = [row for row in table.body if row.kind in ("record", "total")]
    shares = [profile([row.cells[place] for row in rows]) for place in range(len(table.columns))]
    return (
        bool(rows)
        and shares[0].number < FIGURES_AT_LEAST
        and any(one.number >= FIGURES_AT_LEAST for one in shares[1:])
    )


def _pieces(grid: Grid, read: Read) -> Iterator[tuple[int, Table]]:
    """The table of a grid in the pieces that its notes part, each with the place of its first line.

    Title rows above the head and notes are left to the rules of lines, which read them as text.
    """
    if read.kind == "other":
        return
    head, rows = _rows(grid, read)
    order = _label_first(read.table) if read.table and read.kind == "values" else range(grid.width)
    columns = read.table.columns if read.table else ()
    header = tuple(columns[at].head for at in order) if columns else ()
    place = {line.number: at for at, line in enumerate(line for row in grid.rows for line in row.lines)}
    for piece in rows:
        lines = tuple(line for row in head for line in row.lines)
        own = {line.number for row in piece for line in row.lines}
        records = tuple(record for record in read.records if record.lines[0].number in own)
        told = tuple(Row(row.lines, tuple(row.cells[at] for at in order if at < len(row.cells))) for row in piece)
        table = Table(read.kind, header, lines, told, records)
        if table.lines:
            yield place[table.lines[0].number], table
        head = ()


def _label_first(table: Regular) -> list[int]:
    """The columns of a table of numbers, that with the labels of its rows first."""
    rows = [row for row in table.body if row.kind in ("record", "total")]
    shares = [profile([row.cells[place] for row in rows]) for place in range(len(table.columns))]
    label = next((place for place, one in enumerate(shares) if one.is_text), 0)
    return [label, *(place for place in range(len(table.columns)) if place != label)]


def _rows(grid: Grid, read: Read) -> tuple[Sequence[GridRow], list[list[GridRow]]]:
    """The head rows, and the other rows in runs without notes."""
    if read.table is None:
        return (), [list(grid.rows)]
    runs: list[list[GridRow]] = [[]]
    for row in read.table.body:
        if row.kind == "note":
            runs.append([])
        else:
            runs[-1].append(replace(row.row, cells=row.cells))
    return read.table.head, [runs[0], *(run for run in runs[1:] if run)]
