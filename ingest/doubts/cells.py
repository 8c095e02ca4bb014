"""Rows and cells of tables that nothing was made of, and cells that say one thing twice and differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields

from keikaku.ingest.grid.find import PIPE_RULE, cells_of
from keikaku.ingest.grid.tabular import TOTALS, Row, Table
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.cell_figures import is_figure
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import Fact, Passage

Found = tuple[int, str]
"""The number of a line, and words of it."""
NO_VALUE = ("title", "responsible", "number", "pillar", "field", "measure")
"""What columns hold that are no values; figures inside their words are read with these."""
ROWS_AT_LEAST = 2
TEXT_FIELDS = ("label", "text", "name", "number", "date_text")


def _tables(reading: Reading) -> Iterator[Table]:
    return (block.table for block in reading.outline.blocks if block.table)


def nameless_rows(reading: Reading) -> Iterator[Found]:
    """The rows of lists of initiatives that have words, and none under the head of the names."""
    for table in _tables(reading):
        named = {line.number for record in table.records for line in record.lines}
        for row in table.rows if table.kind == "initiatives" and "title" in table.roles else ():
            if row.lines[0].number in named:
                continue
            cells = dict(zip(table.roles, row.cells, strict=False))
            told = [cell for cell in row.cells if cell.strip()]
            if not cells.get("title", "").strip() and told and not set(told) & set(TOTALS):
                yield row.lines[0].number, "、".join(told)


def rows_apart(reading: Reading) -> Iterator[Found]:
    """The rows of what looks like a table and was read as text: two or more, one below the other."""
    run: list[Line] = []
    told = {line.number for one in reading.told for line in one.kept.lines}
    for block in (*reading.outline.blocks, None):
        line = block.lines[0] if block and block.table is None else None
        is_row = line is not None and len(list(filter(None, cells_of(line)))) > 1
        if is_row and line is not None:
            run += [] if PIPE_RULE.match(line.plain) else [line]
            continue
        if len(run) >= ROWS_AT_LEAST:
            yield from ((one.number, "、".join(filter(None, cells_of(one)))) for one in _untold(run, told))
        run = []


def _untold(run: Sequence[Line], told: set[int]) -> Iterator[Line]:
    """The rows of which nothing was kept; those above the first that was are its heads."""
    first = next((place for place, one in enumerate(run) if one.number in told), 0)
    return (one for one in run[first:] if one.number not in told)


def _rows(reading: Reading, kind: str) -> Iterator[tuple[Table, Row]]:
    return ((table, row) for table in _tables(reading) if table.kind == kind for row in table.rows)


def lost_figures(reading: Reading, facts: Sequence[Fact]) -> Iterator[Found]:
    """The cells that are a figure which no fact of their row holds, each with the head of its column."""
    kept = _words_by_line(facts)
    for kind in ("initiatives", "values"):
        for table, row in _rows(reading, kind):
            roles = table.roles
            words = [one for line in row.lines for one in kept[line.number]]
            for place, cell in enumerate(row.cells):
                is_value = (
                    place > 0 if kind == "values" else place < len(roles) and roles[place] not in NO_VALUE
                )
                if is_value and is_figure(cell) and not _is_kept(cell, words):
                    head = table.header[place] if place < len(table.header) else ""
                    yield row.lines[0].number, f"{head}: {cell}".strip(": ")


def _words_by_line(facts: Sequence[Fact]) -> dict[int, list[str]]:
    """The words of the facts that stand on a line; what only repeats the line is none."""
    found: dict[int, list[str]] = defaultdict(list)
    for fact in facts:
        names = {one.name for one in fields(fact)} & set(TEXT_FIELDS)
        for evidence in getattr(fact, "evidence", ()) if not isinstance(fact, Passage) else ():
            found[evidence.line] += [fold(str(getattr(fact, name) or "")) for name in names]
    return found


def _is_kept(cell: str, words: Sequence[str]) -> bool:
    told = fold(cell)
    return any(told in word or (word and any(map(str.isdigit, word)) and word in told) for word in words)
