"""From what somebody says of a document to shapes: which column holds what, which lines are initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from keikaku.ingest.grid.find import find_grids
from keikaku.ingest.grid.judged.taught import heads_of, with_head
from keikaku.ingest.grid.model import Regular
from keikaku.ingest.grid.regular import make_regular
from keikaku.ingest.grid.roles import roles_of
from keikaku.ingest.grid.tables import Read, blocks_of, read_grid
from keikaku.ingest.outline.taught import EXAMPLES, learn, line_at
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.taught.shapes import Shape, table_shape
from keikaku.ontology.japanese.text import fold


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody says: columns by their roles, each a head or a number from 1, or lines as examples.

    `table` is the number of the one table that is meant, as `tables_of` counts; 0 for every table with these.
    Examples are lines by their words or their numbers; the words of one may be the name alone.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    examples: Sequence[str] = ()
    lines: Sequence[int] = ()
    table: int = 0


def taught(reading: Reading, lesson: Lesson) -> tuple[Shape, ...] | str:
    """The shapes that a lesson makes of a document, or why it makes none, without the next step."""
    if lesson.examples or lesson.lines:
        return _of_examples(reading, lesson)
    found = {shape.fingerprint: shape for shape in _of_columns(reading, lesson)}
    if not found:
        names = "、".join(f"「{name}」" for names in lesson.columns.values() for name in names)
        return f"{names}の列がそろう表が見つかりません"
    return tuple(found.values())


def tables_of(reading: Reading) -> tuple[Read, ...]:
    """The tables of a document, each shape once, with the roles that were taught or guessed; no cards."""
    found: dict[tuple[str, ...], Read] = {}
    for _, whole in find_grids(reading.scene.lines):
        for grid in blocks_of(whole):
            read = read_grid(grid, None, reading.scene.units)
            if read.table is not None:
                found.setdefault(heads_of([column.path for column in read.table.columns]), read)
    return tuple(found.values())


def _of_columns(reading: Reading, lesson: Lesson) -> Iterator[Shape]:
    tables = [read.table for read in tables_of(reading) if read.table is not None]
    if lesson.table:
        meant = tables[lesson.table - 1 : lesson.table]
        yield from (shape for table in meant if (shape := _shape(table, lesson)))
        return
    for _, whole in find_grids(reading.scene.lines):
        for grid in blocks_of(whole):
            able = [make_regular(grid)] + [with_head(grid, row, 1) for row in range(min(3, len(grid.rows)))]
            yield from islice((shape for table in able if (shape := _shape(table, lesson))), 1)


def _shape(table: Regular, lesson: Lesson) -> Shape | None:
    roles = _roles(table, lesson.columns)
    return table_shape(heads_of([column.path for column in table.columns]), roles) if roles else None


def _roles(table: Regular, columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The role of every column: what was said, else what was guessed; none where a column is missing."""
    heads = heads_of([column.path for column in table.columns])
    if not any(heads):
        return ()
    said: dict[int, str] = {}
    for role, names in columns.items():
        for name in names:
            place = _column(name, heads)
            if place is None:
                return ()
            said[place] = role
    taken = {role for role in said.values() if role}
    guessed = ["" if role in taken else role for role in roles_of(table)]
    return tuple(said.get(place, role) for place, role in enumerate(guessed))


def _column(name: str, heads: Sequence[str]) -> int | None:
    """The place of a column by its number from 1, by its head, or by the end of its head path."""
    told = fold(name)
    if told.isdecimal():
        return int(told) - 1 if 0 < int(told) <= len(heads) else None
    whole = [place for place, head in enumerate(heads) if fold(head) == told]
    ends = [place for place, head in enumerate(heads) if head and fold(head).endswith(told)]
    return next(iter(whole or ends), None)


def _of_examples(reading: Reading, lesson: Lesson) -> tuple[Shape, ...] | str:
    """The shape of three lines."""
    lines = reading.scene.lines
    found = _numbered(lines, lesson.lines)
    for words in lesson.examples:
        index = next((at for at in found if fold(words) in fold(lines[at].text)), line_at(lines, words))
        if index is None:
            return f"「{words}」という行が文書にありません"
        found[index] = words
    for index, words in found.items():
        if lines[index].hint.row or index in _in_tables(reading):
            return f"「{words}」は表の行です。表は列の名前（--title など）で教えます"
    if len(found) < EXAMPLES:
        return f"例が{len(found)}行しかありません。違う行を{EXAMPLES}つ要ります"
    shape = learn(reading.scene, found)
    return (shape,) if shape else "三つの行に、ほかの行と見分けられる同じ形がありません"


def _numbered(lines: Sequence[Line], numbers: Sequence[int]) -> dict[int, str]:
    """By index the words of the lines of some numbers."""
    return {index: line.text.strip() for index, line in enumerate(lines) if line.number in numbers}


def grid_lines(reading: Reading) -> frozenset[int]:
    """The numbers of the lines that stand in a table, and are no examples."""
    inside, rows = _in_tables(reading), enumerate(reading.scene.lines)
    return frozenset(line.number for index, line in rows if line.hint.row or index in inside)


def _in_tables(reading: Reading) -> frozenset[int]:
    tables = reading.scene.tables
    return frozenset(index + at for index, table in tables.items() for at in range(len(table.lines)))
