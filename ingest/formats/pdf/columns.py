"""Pieces of lines become lines in reading order: one column after the other where a page has columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from keikaku.ingest.formats.pdf.lines import TextLine, joined, same_height

LINES_AT_LEAST = 5  # of each column
WIDTH_AT_LEAST = 9.0  # times the height of a line: narrower than that it is a column of a table
FILLED = 0.55  # of its column that running text takes on average
SPARSE = 0.4  # where headings and lists stand between its sentences
SENTENCES_AT_LEAST = 2  # of such a column
STEPS = 24
DEEPEST = 4


def reading_order(pieces: Sequence[TextLine], depth: int = 0) -> Iterator[TextLine]:
    """The lines in the order in which people read them."""
    found = _columns(pieces) if depth < DEEPEST else None
    if found is None:
        yield from _rows(pieces)
        return
    first, last, gutter = found
    inside = pieces[first:last]
    yield from reading_order(pieces[:first], depth + 1)
    yield from reading_order([one for one in inside if one.right <= gutter], depth + 1)
    yield from reading_order([one for one in inside if one.right > gutter], depth + 1)
    yield from reading_order(pieces[last:], depth + 1)


def _rows(pieces: Sequence[TextLine]) -> Iterator[TextLine]:
    """Pieces of one height as one line."""
    row: list[TextLine] = []
    for piece in pieces:
        if row and not same_height(row[-1], piece):
            yield joined(row)
            row = []
        row.append(piece)
    if row:
        yield joined(row)


def _columns(pieces: Sequence[TextLine]) -> tuple[int, int, float] | None:
    """The first and last of the pieces that stand in two columns, and where the second one begins."""
    if len(pieces) < 2 * LINES_AT_LEAST:
        return None
    left, right = min(one.left for one in pieces), max(one.right for one in pieces)
    best: tuple[int, int, float] | None = None
    for step in range(STEPS // 4, STEPS * 3 // 4 + 1):
        gutter = left + (right - left) * step / STEPS
        for first, last in _runs(pieces, gutter):
            is_longer = best is None or last - first > best[1] - best[0]
            if is_longer and _are_columns(pieces[first:last], gutter):
                best = (first, last, gutter)
    return best


def _runs(pieces: Sequence[TextLine], gutter: float) -> Iterator[tuple[int, int]]:
    """The longest runs of pieces that none crosses the gutter of."""
    crossing = [-1, *(i for i, one in enumerate(pieces) if one.left < gutter < one.right), len(pieces)]
    for before, after in pairwise(crossing):
        if after - before > 2 * LINES_AT_LEAST:
            yield before + 1, after


def _are_columns(pieces: Sequence[TextLine], gutter: float) -> bool:
    """Whether both sides of a gutter hold running text, beside each other."""
    sides = [one for one in pieces if one.right <= gutter], [one for one in pieces if one.right > gutter]
    if any(len(side) < LINES_AT_LEAST or not _is_text(side) for side in sides):
        return False
    (low, high), (other_low, other_high) = [(side[0].middle, side[-1].middle) for side in sides]
    return min(high, other_high) - max(low, other_low) > 0.5 * min(high - low, other_high - other_low)


def _is_text(side: Sequence[TextLine]) -> bool:
    width = max(one.right for one in side) - min(one.left for one in side)
    size = sorted(one.size for one in side)[len(side) // 2]
    told = sum(one.text.rstrip().endswith("。") for one in side) >= SENTENCES_AT_LEAST
    filled = sum(one.width for one in side) / (width * len(side)) if width else 0.0
    return width > WIDTH_AT_LEAST * size and filled > (SPARSE if told else FILLED)
