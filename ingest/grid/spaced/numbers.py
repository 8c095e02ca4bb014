"""Tables of numbers in running text: rows that end in as many values as a header explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from keikaku.ingest.grid.tabular import Row, Table
from keikaku.ingest.signs.heads import UNIT_WORD, split_year, unspaced, year_told
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import Marker
from keikaku.ontology.japanese.text import join_lines

NUMBER = r"(?:(?:約|概ね|およそ|▲|△)\s?|[-+])?\d[\d,]{0,20}(?:\.\d{1,6})?"
"""A sign stands right before its number; a dash by itself is a cell without one."""
UNIT = (
    r"(?:\s?(?:兆|億|百万|千万|万|千))?\s?(?:円|%|件|人|名|か所|箇所|校|園|戸|世帯|団体|回|点|ポイント|位|倍"
    r"|t|トン|kWh|ha|km|m2|m3|台|棟|床|冊|日|時間|年|歳|[A-Za-zμ]{1,3}/[A-Za-z]{1,4})?"
)
VALUE = re.compile(rf"(?:^|(?<=\s)){NUMBER}{UNIT}$|(?:^|(?<=\s))[-–—―ー‐]$")
HEADER_CELLS_AT_LEAST = 2
TABLE_LINES_AT_MOST = 400
HEADER_LINES_AT_MOST = 8
ROW_LINES_AT_MOST = 8
ROWS_AT_LEAST = 2
YEARS_AT_LEAST = 2
"""Heads that tell so many years are the heads of a table, though it has one row."""
HEADER_CELL_AT_MOST = 20  # characters
NO_ROW = ("mark", "bracket", "part", "chapter", "markdown")  # what begins so is a heading, not a row


def trailing_values(plain: str, at_most: int = 40) -> tuple[str, tuple[str, ...]]:
    """Split the values off the end of a line.

    >>> trailing_values("財政調整基金 残高 50 億円 約 67 億円", 1)
    ('財政調整基金 残高 50 億円', ('約 67 億円',))
    """
    values: list[str] = []
    rest = plain.rstrip()
    while rest and len(values) < at_most:
        match = VALUE.search(rest, max(0, len(rest) - 40))
        if not match:
            break
        values.append(match[0].strip())
        rest = rest[: match.start()].rstrip()
    return rest, tuple(reversed(values))


def find_value_tables(
    lines: Sequence[Line], markers: Sequence[Marker | None], layout: Layout
) -> dict[int, Table]:
    """Find the tables of numbers, by the index of their first line."""
    found: dict[int, Table] = {}
    ends = _ends(markers)
    index = 0
    while index < len(lines):
        may_head = not markers[index] and _may_head(lines[index])
        end = min(ends[index], index + TABLE_LINES_AT_MOST)
        table = _table_at(lines[index:end], layout) if may_head else None
        if table:
            found[index] = table
        index += len(table.lines) if table else 1
    return found


def _ends(markers: Sequence[Marker | None]) -> list[int]:
    """For each line the index of the next that a mark or bracket makes a heading: no table goes on there."""
    ends = [len(markers)] * len(markers)
    for index in reversed(range(len(markers) - 1)):
        below = markers[index + 1]
        is_heading = below is not None and below.kind.split(":")[0] in NO_ROW and below.kind != "mark:・"
        ends[index] = index + 1 if is_heading else ends[index + 1]
    return ends


def _may_head(line: Line) -> bool:
    return not line.hint.row and not _is_prose(line) and len(line.plain.split()) >= HEADER_CELLS_AT_LEAST


def _table_at(lines: Sequence[Line], layout: Layout) -> Table | None:
    """Read a table whose header begins at the first line: the shortest header whose columns fit the rows."""
    for height in range(1, HEADER_LINES_AT_MOST + 1):
        head = lines[:height]
        if len(head) < height or any(_is_prose(line) or _has_numbers(line) for line in head):
            return None
        table = _with_two_heads(lines, head) or _with_header(lines, layout, head)
        if table:
            return table
    return None


def _with_two_heads(lines: Sequence[Line], head: Sequence[Line]) -> Table | None:
    """A table with heads on two lines: each of the upper stands over as many of the lower as the others."""
    upper, lower = [header_cells([line]) for line in head] if len(head) == 2 else ((), ())
    over = len(upper) - 1
    if over < 1 or len(lower) <= over or len(lower) % over:
        return None
    rows = _rows(lines, len(head), len(lower), 1)
    if not rows or not _is_consistent(rows, len(lower), has_texts=False):
        return None
    each = len(lower) // over
    paths = ((upper[0],), *((upper[1 + place // each], cell) for place, cell in enumerate(lower)))
    return Table("values", tuple(map(" ".join, paths)), tuple(head), rows, paths=paths)


def _has_numbers(line: Line) -> bool:
    """Whether a line ends in numbers that are no years: 2022 2023 may stand in a head."""
    return any(year_told(value) is None for value in trailing_values(line.plain)[1])


def _is_prose(line: Line) -> bool:
    return line.ends_sentence or "。" in line.plain or line.plain.endswith("、")


def _with_header(lines: Sequence[Line], layout: Layout, head: Sequence[Line]) -> Table | None:
    header = header_cells(head)
    texts = [i for i, cell in enumerate(header) if i and cell in (*layout.target_column_words, UNIT_WORD)]
    values = len(header) - 1 - len(texts)
    if (
        values < 1
        or any(len(cell) > HEADER_CELL_AT_MOST for cell in header)
        or (texts and max(texts) > len(texts))
    ):
        return None
    rows = _rows(_until_again(lines, head), len(head), values, 1 + len(texts))
    years = sum(split_year(cell)[1] is not None for cell in header[1:])
    at_least = 1 if years >= YEARS_AT_LEAST else ROWS_AT_LEAST
    if len(rows) < at_least or not _is_consistent(rows, values, has_texts=bool(texts)):
        return None
    return Table("values", header, tuple(head), rows)


def _until_again(lines: Sequence[Line], head: Sequence[Line]) -> Sequence[Line]:
    """The lines before a header that begins like this one and heads another table."""
    first, columns = head[0].plain.split()[0], len(head[0].plain.split())
    for place, line in enumerate(lines[len(head) :], start=len(head)):
        words = line.plain.split()
        if words[0] == first and len(words) == columns and not trailing_values(line.plain)[1]:
            return lines[:place]
    return lines


def header_cells(head: Sequence[Line]) -> tuple[str, ...]:
    """The cells of a header; one that ends in ・ or an open bracket goes on in the next.

    >>> from keikaku.ingest.signs.lines import make_line
    >>> header_cells([make_line(1, "区分 件数"), make_line(2, "達成・"), make_line(3, "一部達成")])
    ('区分', '件数', '達成・一部達成')
    """
    cells: list[str] = []
    for word in (word for line in head for word in _words(line)):
        if cells and (
            cells[-1].endswith(("・", "、", "/"))
            or word[0] in "(（"
            or cells[-1].count("(") > cells[-1].count(")")
        ):
            cells[-1] += word
        else:
            cells.append(word)
    return tuple(cells)


def _words(line: Line) -> list[str]:
    """The words of a line; one whose characters are set apart at its beginning is one word."""
    words = line.plain.split()
    apart = next((place for place, word in enumerate(words) if len(word) > 1), len(words))
    return ["".join(words[:apart]), *words[apart:]] if apart > 1 else words


def _rows(lines: Sequence[Line], index: int, values: int, texts: int) -> tuple[Row, ...]:
    """The rows from a line on: each gathers lines until its values stand at the end of one."""
    rows: list[Row] = []
    start = index
    for stop in range(index, len(lines)):
        if (
            stop - start >= ROW_LINES_AT_MOST
            or _is_prose(lines[stop])
            or _is_too_wide_a_gap(lines, index, stop)
        ):
            break
        rest, found = trailing_values(lines[stop].plain, values)
        if len(found) < values:
            continue
        before = [line.text.strip() for line in lines[start:stop]]
        last = _own_rest(lines[stop], rest)
        leading = _leading([*before, last] if last else before, texts)
        if leading is None:
            break
        rows.append(Row(tuple(lines[start : stop + 1]), (*leading, *_own_values(lines[stop], rest, found))))
        start = stop + 1
    return tuple(rows)


def _is_too_wide_a_gap(lines: Sequence[Line], first: int, index: int) -> bool:
    """A table ends where more blank lines stand than between its rows, if it has blank lines at all."""
    usual = lines[first].gap
    return index > first and lines[index].gap > max(usual, 1) + 1


def _own_rest(line: Line, rest: str) -> str:
    return line.original(0, len(rest)) if rest else ""


def _own_values(line: Line, rest: str, values: Sequence[str]) -> Iterator[str]:
    """The document's own characters of the values at the end of a line."""
    position = len(rest)
    for value in values:
        position = line.plain.index(value, position)
        yield line.original(position, position + len(value))
        position += len(value)


def _leading(parts: list[str], columns: int) -> tuple[str, ...] | None:
    """The cells before the values: the label, and where the header has one, the text behind it."""
    if not parts:
        return None
    if columns == 1:
        return (unspaced(join_lines(parts)),)
    label, *rest = parts[0].split(maxsplit=1)
    text = join_lines([*rest, *parts[1:]])
    return (label, text) if text else None


def _is_consistent(rows: tuple[Row, ...], values: int, *, has_texts: bool) -> bool:
    """Whether no row has more values than the header explains; a text before them may end in a number."""
    counts = [len(trailing_values(row.lines[-1].plain)[1]) for row in rows]
    return has_texts or all(count == values for count in counts)
