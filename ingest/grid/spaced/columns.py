"""Lists whose columns stand below each other in text of even letters: a cell belongs to the head over it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from keikaku.ingest.grid.find import cells_of
from keikaku.ingest.grid.model import Grid, GridRow, make_row
from keikaku.ingest.grid.words import vote
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import find_marker
from keikaku.ontology.japanese.text import join_lines

PIECE = re.compile(r"\S+(?:\s\S+)*")
COLUMNS_AT_LEAST = 3
HEADS_SHARE = 0.6
"""Of the words of a head so many are known."""
HEAD_AT_MOST = 16  # characters
GAP_AT_MOST = 2  # blank lines inside a list


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one cell and the columns of letters that they take; a wide letter takes two."""

    text: str
    start: int
    stop: int


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a line that two blanks or more part.

    >>> [(piece.text, piece.start) for piece in pieces_of("1  朝市の応援    産業課")]
    [('1', 0), ('朝市の応援', 3), ('産業課', 17)]
    """
    return tuple(
        Piece(match[0], _width(text[: match.start()]), _width(text[: match.end()]))
        for match in PIECE.finditer(text)
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def aligned_grid(lines: Sequence[Line], index: int, layout: Layout) -> Grid | None:
    """The list that begins with a line of heads; its rows stand below the heads."""
    if cells_of(lines[index]):
        return None
    heads = pieces_of(lines[index].text)
    if not _are_heads(heads):
        return None
    rows = [make_row((lines[index],), [head.text for head in heads])]
    for place in range(index + 1, len(lines)):
        row = _row(lines, place, heads, layout)
        if row is None:
            break
        if _goes_on(rows[-1], row, lines[place]) and len(rows) > 1:
            cells = [join_lines([a, b]) if b else a for a, b in zip(rows[-1].cells, row.cells, strict=True)]
            rows[-1] = make_row((*rows[-1].lines, *row.lines), cells)
        else:
            rows.append(row)
    return Grid(tuple(rows)) if len(rows) > 2 else None


def _are_heads(heads: Sequence[Piece]) -> bool:
    """Whether pieces are heads, and promise one initiative a row."""
    if len(heads) < COLUMNS_AT_LEAST or any(len(head.text) > HEAD_AT_MOST for head in heads):
        return False
    found = [vote(head.text) for head in heads]
    concepts = {one.concept for one in found if one}
    known = sum(one is not None for one in found) >= HEADS_SHARE * len(heads)
    return known and "TITLE" in concepts and bool({"RESPONSIBLE", "TARGET", "INDICATOR"} & concepts)


def _row(lines: Sequence[Line], place: int, heads: Sequence[Piece], layout: Layout) -> GridRow | None:
    """A line as a row of the list, or as a word over the rows that follow; None where the list has ended."""
    line = lines[place]
    pieces = pieces_of(line.text)
    if line.gap > GAP_AT_MOST or line.ends_sentence or cells_of(line) or _are_heads(pieces):
        return None
    columns = _columns(pieces, heads)
    if len(pieces) > 1:
        return _made(line, pieces, columns, len(heads)) if columns else None
    marker = find_marker(line, layout.words)
    if marker is not None and marker.kind.startswith(("word:", "chapter:", "part")):
        return None
    following = pieces_of(lines[place + 1].text) if place + 1 < len(lines) else ()
    is_section = len(following) > 1 and not _are_heads(following) and bool(_columns(following, heads))
    wraps = columns is not None and columns[0] > 0 and not line.gap and _begins_below(pieces[0], heads)
    return _made(line, pieces, columns or (0,), len(heads)) if is_section or wraps else None


def _begins_below(piece: Piece, heads: Sequence[Piece]) -> bool:
    """Whether a piece begins where a head does, as what wraps inside a cell does."""
    return any(abs(piece.start - head.start) < 2 for head in heads[1:])


def _columns(pieces: Sequence[Piece], heads: Sequence[Piece]) -> tuple[int, ...] | None:
    """The column of each piece; None where two stand in one or a piece in none."""
    found = tuple(max(range(len(heads)), key=lambda at: _shared(piece, heads[at])) for piece in pieces)
    rises = all(a < b for a, b in pairwise(found))
    return found if found and rises else None


def _shared(piece: Piece, head: Piece) -> int:
    """How many letters of a piece stand below a head; less than nothing by how far they are from it."""
    return min(piece.stop, head.stop) - max(piece.start, head.start)


def _made(line: Line, pieces: Sequence[Piece], columns: Sequence[int], width: int) -> GridRow:
    told = {column: piece.text for column, piece in zip(columns, pieces, strict=True)}
    return make_row((line,), [told.get(column, "") for column in range(width)])


def _goes_on(above: GridRow, row: GridRow, line: Line) -> bool:
    """Whether a row is the rest of the one above: right below it, words alone, none in the first column."""
    return (
        not line.gap
        and not row.cells[0]
        and len(above.told) > len(row.told)
        and all(above.cells[place] for place in row.filled)
        and not any(any(map(str.isdigit, cell)) for cell in row.told)
        and len(row.told) < len(row.cells) / 2
    )
