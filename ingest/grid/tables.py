"""From lines to tables: each grid is a card, a list of initiatives, a table of numbers, or none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from keikaku.ingest.grid.cards import cards_of
from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.find import find_grids
from keikaku.ingest.grid.heads import part_head
from keikaku.ingest.grid.judged.others import holds_others
from keikaku.ingest.grid.judged.taught import taught_table
from keikaku.ingest.grid.model import BodyRow, Grid, GridRow, Record, Regular
from keikaku.ingest.grid.profile import profile
from keikaku.ingest.grid.records import record_of_card, records_of, titled_records
from keikaku.ingest.grid.regular import make_regular, with_roles
from keikaku.ingest.grid.roles import roles_of, seen
from keikaku.ingest.grid.spaced.columns import aligned_grid
from keikaku.ingest.grid.spaced.numbers import find_value_tables
from keikaku.ingest.grid.spaced.rows import spaced_grid
from keikaku.ingest.grid.tabular import Row, Table
from keikaku.ingest.grid.values import tells_numbers, value_paths, value_rows
from keikaku.ingest.grid.words import is_label
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import Marker

BETWEEN_AT_MOST = 4  # lines between a table and where it goes on, counted with one more
ROWS_AT_LEAST = 2
ALL_UNITS = 0.8
"""Share of the rows that name units in a table without a head."""
OWNED = ("TARGET", "INDICATOR", "BUDGET", "ACTUAL", "RATING", "MEASURE")
"""What columns of initiatives hold, and those of other lists do not."""
LABELS_SHARE = 0.5
"""Share of the names of a column that may be labels; of more it is a column of labels."""
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
    found = dict(ruled)
    for start, stop in _between(ruled, len(lines)):
        numbers = find_value_tables(lines[start:stop], markers[start:stop], layout)
        found |= {start + at: table for at, table in numbers.items()}
    spaced = _spaced(lines, layout, known)
    return without_overlap(found | {at: table for at, table in spaced.items() if at not in ruled})


def _between(tables: Mapping[int, Table], end: int) -> Iterator[tuple[int, int]]:
    """The runs of lines that no table takes."""
    start = 0
    for index in sorted(tables):
        yield start, index
        start = index + len(tables[index].lines)
    yield start, end


def _spaced(lines: Sequence[Line], layout: Layout, known: frozenset[str]) -> dict[int, Table]:
    """The lists of initiatives whose columns only spaces part."""
    found: dict[int, Table] = {}
    for index in range(len(lines)):
        grid = aligned_grid(lines, index, layout) or spaced_grid(lines, index, layout, known)
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
    for start, whole in find_grids(lines):
        index = start
        for grid in blocks_of(whole):
            near = last is not None and lines[index].hint.row and 0 <= index - reached < BETWEEN_AT_MOST
            read = read_grid(grid, last if near else None, known)
            stop = index + sum(len(row.lines) for row in grid.rows)
            if read.kind != "other":
                last, reached = read.table, stop
            found |= {index + offset: table for offset, table in _pieces(grid, read)}
            index = stop
    return found


def blocks_of(grid: Grid) -> Iterator[Grid]:
    """The tables that stand one below the other in one grid: another head begins another, cards apart."""
    below = part_head(grid)[1] + 1
    starts = [place for place in range(below, len(grid.rows)) if _heads_anew(grid.rows, place)]
    starts = [] if cards_of(grid) else starts
    for first, stop in pairwise((0, *starts, len(grid.rows))):
        yield Grid(grid.rows[first:stop], grid.above if first == 0 else (), grid.sheet)


def _heads_anew(rows: Sequence[GridRow], place: int) -> bool:
    """Whether a row below figures or names is a head, and not the one above again."""
    row, before = rows[place], rows[place - 1]
    again = any(row.cells == other.cells for other in rows[:place])
    return _is_head(row) and not _is_head(before) and not again and len(before.told) > 1


def _is_head(row: GridRow) -> bool:
    """Whether every text of a row is the word of a head or a year."""
    return len(row.told) > 1 and all(is_label(cell) or kind_of(cell) == "year" for cell in row.told)


def read_grid(grid: Grid, above: Regular | None = None, known: frozenset[str] = frozenset()) -> Read:
    """Say what a grid is and read it; `above` is the table that it may go on from."""
    if taught := taught_table(grid):
        named = any(column.role == "title" for column in taught.columns)
        return Read("initiatives" if named else "other", taught, records_of(taught) if named else ())
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
    """The table with its roles; one that goes on has those of the table above, of which it shows little."""
    before = above.columns if above else ()
    is_same = [column.path for column in table.columns] == [column.path for column in before]
    if is_same and any(column.role == "title" for column in before):
        return with_roles(table, [column.role for column in before])
    return with_roles(table, roles_of(table))


def lists_initiatives(table: Regular) -> bool:
    """Whether a table has one initiative a row: names, and a head or columns that say whose they are."""
    roles = {one.role for one in table.columns}
    titles = [one for one in seen(table) if table.columns[one.place].role == "title"]
    if not titles or titles[0].concept in NO_TITLE:
        return not table.records and _promises(table)
    if titles[0].vote and titles[0].vote.strong:
        return True
    if is_other_list(table) or _names_labels(table, titles[0].place):
        return False
    if "responsible" in roles:
        return True
    return titles[0].concept == "TITLE" and bool({"target", "pillar", "field"} & roles)


def _names_labels(table: Regular, place: int) -> bool:
    """Whether a column of names holds labels instead, as a cover or a form does, each beside its value."""
    told = [row.cells[place] for row in table.records if row.cells[place].strip()]
    return sum(map(is_label, told)) > LABELS_SHARE * len(told)


def is_other_list(table: Regular) -> bool:
    """Whether a table lists people, terms, contacts or meetings, and nothing of what initiatives own."""
    columns = seen(table)
    if any(one.concept in OWNED for one in columns) or any(
        column.role == "pillar" for column in table.columns
    ):
        return False
    cells = [[row.cells[place] for row in table.records] for place in range(len(table.columns))]
    return holds_others([column.path[-1] if column.path else "" for column in table.columns], cells)


def _shows_units(table: Regular) -> bool:
    """Whether a table without a head shows by itself who is responsible for what."""
    roles = [column.role for column in table.columns]
    if len(table.records) < ROWS_AT_LEAST or not {"title", "responsible"} <= set(roles):
        return False
    if _names_labels(table, roles.index("title")):
        return False
    units = profile([row.cells[roles.index("responsible")] for row in table.records])
    return units.unit * units.filled >= ALL_UNITS


def _promises(table: Regular) -> bool:
    """Whether a head without rows, which stand below a heading, names a title and who is responsible."""
    concepts = {one.concept for one in seen(table)}
    return "TITLE" in concepts and bool({"RESPONSIBLE", "TARGET"} & concepts)


def _pieces(grid: Grid, read: Read) -> Iterator[tuple[int, Table]]:
    """The table of a grid in the pieces that its notes part, each with the place of its first line.

    Title rows above the head and notes are left to the rules of lines, which read them as text.
    """
    if read.kind == "other":
        return
    place = {line.number: at for at, line in enumerate(line for row in grid.rows for line in row.lines)}
    for table in [_of_cards(grid, read)] if read.table is None else _of_rows(read.table, read):
        if table.lines:
            yield place[table.lines[0].number], table


def _of_cards(grid: Grid, read: Read) -> Table:
    rows = tuple(Row(row.lines, row.cells) for row in grid.rows)
    return Table(read.kind, (), (), rows, read.records)


def _of_rows(table: Regular, read: Read) -> Iterator[Table]:
    """The pieces of a table: the head stands in the first."""
    lines = tuple(line for row in table.head for line in row.lines)
    paths, labels = value_paths(table) if read.kind == "values" else (tuple(c.path for c in table.columns), 1)
    header = tuple(" ".join(dict.fromkeys(filter(None, path))) for path in paths)
    for piece in _runs(table):
        own = {line.number for row in piece for line in row.row.lines}
        records = tuple(record for record in read.records if record.lines[0].number in own)
        rows = (
            tuple(value_rows(table, piece))
            if read.kind == "values"
            else tuple(Row(row.row.lines, row.cells) for row in piece)
        )
        roles = tuple(column.role for column in table.columns) if read.kind == "initiatives" else ()
        yield Table(read.kind, header, lines, rows, records, roles, paths=paths, labels=labels)
        lines = ()


def _runs(table: Regular) -> list[list[BodyRow]]:
    """The rows of the body in runs without notes; of a head without rows one that is empty."""
    runs: list[list[BodyRow]] = [[]]
    for row in table.body:
        if row.kind == "note":
            runs.append([])
        else:
            runs[-1].append(row)
    return [runs[0], *(run for run in runs[1:] if run)]
