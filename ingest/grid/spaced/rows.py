"""Tables whose columns a text extractor set apart by spaces, with one initiative a row, become grids."""

from __future__ import annotations

from collections.abc import Sequence

from keikaku.ingest.grid.find import cells_of
from keikaku.ingest.grid.model import Grid, make_row
from keikaku.ingest.grid.words import is_label, vote
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import find_marker
from keikaku.ingest.signs.units import read_units
from keikaku.ontology.japanese.text import join_lines

COLUMNS_AT_LEAST = 3
WRAPPED_AT_MOST = 6  # lines of one row


def spaced_grid(lines: Sequence[Line], index: int, layout: Layout, known: frozenset[str]) -> Grid | None:
    """The grid of words that begins with a line of heads: a title, who is responsible or its target."""
    header = tuple(lines[index].plain.split())
    if cells_of(lines[index]) or not _heads_initiatives(header):
        return None
    roles = [_concept(head) for head in header]
    rows = [make_row((lines[index],), header)]
    start = index + 1
    for stop in range(start, len(lines)):
        if stop - start >= WRAPPED_AT_MOST or lines[stop].ends_sentence or _begins_anew(lines[stop], layout):
            break
        cells = _cells(lines[start : stop + 1], roles, known)
        if cells:
            rows.append(make_row(lines[start : stop + 1], cells))
            start = stop + 1
    return Grid(tuple(rows)) if len(rows) > 1 else None


def _concept(head: str) -> str:
    found = vote(head)
    return found.concept if found else ""


def _heads_initiatives(header: Sequence[str]) -> bool:
    """Whether words are heads all, and promise one initiative a row."""
    if len(header) < COLUMNS_AT_LEAST or not all(map(is_label, header)):
        return False
    concepts = set(map(_concept, header))
    return "TITLE" in concepts and bool({"RESPONSIBLE", "TARGET", "INDICATOR"} & concepts)


def _begins_anew(line: Line, layout: Layout) -> bool:
    """Whether a heading that a word numbers, or another header, ends the table."""
    marker = find_marker(line, layout.words)
    named = marker is not None and marker.kind.startswith(("word:", "chapter:", "part"))
    return named or _heads_initiatives(tuple(line.plain.split()))


def _cells(lines: Sequence[Line], roles: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    """The cells of a row: the unit is what the columns are counted from; empty where the row is not whole."""
    words = join_lines([line.text for line in lines]).split()
    if len(words) == len(roles) and _fits(words, roles, known):
        return tuple(words)
    if "RESPONSIBLE" not in roles:
        return ()
    place = roles.index("RESPONSIBLE")
    after = len(roles) - place - 1
    for position in range(len(words) - after - 1, place - 1, -1):
        if read_units(words[position], known) and position >= place:
            leading = _spread(words[:position], place)
            trailing = _spread_last(words[position + 1 :], after)
            return (*leading, words[position], *trailing) if leading or not place else ()
    return ()


def _fits(words: Sequence[str], roles: Sequence[str], known: frozenset[str]) -> bool:
    return all(
        bool(read_units(w, known)) for w, role in zip(words, roles, strict=True) if role == "RESPONSIBLE"
    )


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
