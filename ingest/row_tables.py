"""Tables with one initiative a row: columns by tabs, pipes or spaces; the header tells which is what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.layout import Layout
from ingest.lines import Line
from ingest.markers import find_marker
from ingest.tabular import Row, Table
from ingest.units import read_units
from ontology.text import join_lines

HEADER_COLUMNS_AT_LEAST = 2
WRAPPED_AT_MOST = 6  # lines of one row
BETWEEN_AT_MOST = 4  # lines between a table and where it goes on, counted with one more
PIPE_RULE = re.compile(r"^[\s|:+-]*-[\s|:+-]*$")
BRACKET_UNITS = re.compile(r"[((【](?P<units>[^()（）【】]{2,60})[))】]$")


def column_roles(header: Sequence[str], layout: Layout) -> tuple[str, ...]:
    """What each column holds: title, units, target, year, text, number, pillar, field; "" where unknown."""
    known = _roles_of_words(layout)
    roles: list[str] = []
    for cell in header:
        role = known.get("".join(cell.split("(")[0].split("（")[0].split()), "")
        again = role in ("title", "pillar") and role in roles
        roles.append(role if not again else "field" if role == "pillar" else "")
    return tuple(roles)


@lru_cache(maxsize=64)
def _roles_of_words(layout: Layout) -> Mapping[str, str]:
    """The words of headers with what their columns hold; a word of two kinds counts as the first."""
    tables = (
        ("units", layout.unit_labels),
        ("title", layout.title_labels),
        ("target", layout.target_column_words),
        ("year", layout.year_labels),
        ("number", layout.number_labels),
        ("text", layout.text_labels),
        ("pillar", layout.pillar_words),
        ("field", layout.field_words),
    )
    return {word: role for role, words in reversed(tables) for word in words}


def is_initiative_header(roles: Sequence[str]) -> bool:
    """Whether a header promises one initiative a row: a title and at least its unit, target or year."""
    return "title" in roles and bool({"units", "target"} & set(roles))


def find_row_tables(lines: Sequence[Line], layout: Layout, known: frozenset[str]) -> dict[int, Table]:
    """Find the tables with one initiative a row, by the index of their first line."""
    found: dict[int, Table] = {}
    index = 0
    last: Table | None = None
    while index < len(lines):
        table = (
            _delimited(lines, layout, known, index)
            or _continued(lines, last, index)
            or _spaced(lines, layout, known, index)
        )
        if table:
            found[index] = last = table
        index += len(table.lines) if table else 1
    return found


def _continued(lines: Sequence[Line], last: Table | None, index: int) -> Table | None:
    """A table that goes on below a heading inside it or on the next page, without its header."""
    if last is None or not last.header or not lines[index].hint.row:
        return None
    end = last.lines[-1].number
    between = [line for line in lines[max(0, index - BETWEEN_AT_MOST) : index] if line.number > end]
    if len(between) >= BETWEEN_AT_MOST or len(cells_of(lines[index])) != len(last.header):
        return None
    rows = _delimited_rows(lines, index, last.header)
    return Table("initiatives", last.header, (), rows) if rows else None


def cells_of(line: Line) -> tuple[str, ...]:
    """The cells of a line with tabs or pipes; empty where it has none.

    >>> from ingest.lines import make_line
    >>> cells_of(make_line(1, "| 防災訓練 | 防災課 |"))
    ('防災訓練', '防災課')
    """
    if line.hint.row:
        return tuple(cell.strip() for cell in line.text.split("\t"))
    if "\t" in line.text.strip():
        return tuple(cell.strip() for cell in line.text.strip("\n\r ").split("\t"))
    text = line.text.strip().replace("｜", "|")
    if text.count("|") >= HEADER_COLUMNS_AT_LEAST - 1 and "|" in text:
        return tuple(cell.strip() for cell in text.strip("|").split("|"))
    return ()


def _delimited(lines: Sequence[Line], layout: Layout, known: frozenset[str], index: int) -> Table | None:
    """A table whose cells are set apart by tabs or pipes, with or without a header."""
    first = cells_of(lines[index])
    if len(first) < HEADER_COLUMNS_AT_LEAST:
        return None
    roles = column_roles(first, layout)
    headed = is_initiative_header(roles)
    rules, start = _skip_rules(lines, index + 1 if headed else index)
    if not headed and not _names_units(first[0], known):
        return None
    rows = _delimited_rows(lines, start, first)
    if headed and (rows or lines[index].hint.row):  # a heading may stand between a header and its rows
        return Table("initiatives", first, (lines[index], *rules), rows)
    titled = tuple(row for row in rows if _names_units(row.cells[0], known))
    return Table("initiatives", (), (), titled) if titled and len(titled) == len(rows) else None


def _skip_rules(lines: Sequence[Line], index: int) -> tuple[tuple[Line, ...], int]:
    start = index
    while index < len(lines) and PIPE_RULE.match(lines[index].plain):
        index += 1
    return tuple(lines[start:index]), index


def _delimited_rows(lines: Sequence[Line], index: int, header: Sequence[str]) -> tuple[Row, ...]:
    """The rows from a line on; a rule, and a header that a page repeats, belong to the row above."""
    rows: list[Row] = []
    for place in range(index, len(lines)):
        line, cells = lines[place], cells_of(lines[place])
        if len(cells) < HEADER_COLUMNS_AT_LEAST:
            break
        if rows and (PIPE_RULE.match(line.plain) or tuple(cells) == tuple(header)):
            rows[-1] = Row((*rows[-1].lines, line), rows[-1].cells)
        elif not PIPE_RULE.match(line.plain):
            rows.append(Row((line,), (*cells, *("",) * (len(header) - len(cells)))))
    return tuple(rows)


def _names_units(cell: str, known: frozenset[str]) -> bool:
    """Whether a cell is a title with its units in brackets."""
    match = BRACKET_UNITS.search(cell)
    return bool(match and read_units(match["units"], known))


def _spaced(lines: Sequence[Line], layout: Layout, known: frozenset[str], index: int) -> Table | None:
    """A table whose columns a text extractor set apart by spaces."""
    header = tuple(lines[index].plain.split())
    roles = column_roles(header, layout)
    if len(header) < 3 or not is_initiative_header(roles) or "" in roles:
        return None
    rows: list[Row] = []
    start = index + 1
    for stop in range(start, len(lines)):
        if stop - start >= WRAPPED_AT_MOST or lines[stop].ends_sentence or _begins_anew(lines[stop], layout):
            break
        cells = _spaced_cells(lines[start : stop + 1], roles, known)
        if cells:
            rows.append(Row(tuple(lines[start : stop + 1]), cells))
            start = stop + 1
    return Table("initiatives", header, (lines[index],), tuple(rows)) if rows else None


def _begins_anew(line: Line, layout: Layout) -> bool:
    """Whether a heading that a word numbers, or another header, ends the table."""
    marker = find_marker(line, layout.words)
    named = bool(marker) and marker is not None and marker.kind.startswith(("word:", "chapter:", "part"))
    return named or is_initiative_header(column_roles(tuple(line.plain.split()), layout))


def _spaced_cells(lines: Sequence[Line], roles: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    """The cells of a row: the unit is what the columns are counted from; empty where the row is not whole."""
    words = join_lines([line.text for line in lines]).split()
    if len(words) == len(roles) and _fits(words, roles, known):
        return tuple(words)
    if "units" not in roles:
        return ()
    place = roles.index("units")
    after = len(roles) - place - 1
    for position in range(len(words) - after - 1, place - 1, -1):
        if read_units(words[position], known) and position >= place:
            leading = _spread(words[:position], place)
            trailing = _spread_last(words[position + 1 :], after)
            return (*leading, words[position], *trailing) if leading or not place else ()
    return ()


def _fits(words: Sequence[str], roles: Sequence[str], known: frozenset[str]) -> bool:
    return all(bool(read_units(w, known)) for w, role in zip(words, roles, strict=True) if role == "units")


def _spread(words: Sequence[str], columns: int) -> tuple[str, ...]:
    """Words before the unit: one a column, what is left over belongs to the last."""
    if len(words) < columns or not columns:
        return ()
    return (*words[: columns - 1], " ".join(words[columns - 1 :]))


def _spread_last(words: Sequence[str], columns: int) -> tuple[str, ...]:
    """Words behind the unit: what is left over belongs to the first column, a target of several words."""
    if not columns:
        return ()
    extra = len(words) - columns
    return (" ".join(words[: extra + 1]), *words[extra + 1 :])
