"""Rows that a question picks by values with their heads (優先度が△で期限が3月の取組), or by the utmost of a column."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from keikaku.ontology.lexicon import current
from keikaku.qa.kinds.cells import LISTS, PART_AT_LEAST, VALUE_AT_MOST, cells_of
from keikaku.qa.kinds.rows.columns import MARKS, Column, columns_of
from keikaku.qa.kinds.rows.frame import Picked, within
from keikaku.qa.kinds.rows.relations import DENIED, LEFT_OUT
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.reading import Reading, Understood

LEADS = re.compile(r"(?:が|は|の|:|=|で)?(?P<other>[^がはをのにで、。?]{0,6}?)[(（「]?")
HIGHEST = re.compile(
    r"(?:が|の|は)?(?:(?:最も|一番|いちばん|もっとも)(?:高|大き|多)|最(?:大|高|多)|(?P<least>(?:最も|一番|いちばん|もっとも)(?:低|小さ|少な)|最(?:小|低|少)))"
)


def read_valued(reading: Reading) -> Understood | None:
    """The rows with every value that the question names behind its head; else those of the utmost of one column."""
    if reading.recognised.of("initiative"):
        return None
    text, columns = reading.recognised.text, columns_of(reading)
    found = [one for column in columns if (one := _valued(text, column))]
    picked = _all(found) if found else (_utmost(text, columns) or _category(text, reading))
    return within(reading, picked) if picked else None


def _valued(text: str, column: Column) -> Picked | None:
    """The rows whose cell of the column is what stands right behind its name; none where that is denied."""
    able = [cell for cell in column.cells if len(cell.words) <= VALUE_AT_MOST and cell.words]
    for words in sorted({cell.words for cell in able}, key=len, reverse=True):
        match = re.compile(LEADS.pattern + f"{re.escape(words)}(?![0-9a-z])").match(text, column.end)
        if match is None or (match["other"] and words not in MARKS):
            continue
        behind = text[match.end() :].lstrip(")）」")
        if DENIED.match(behind) or LEFT_OUT.match(behind):
            return None
        kept = tuple((cell,) for cell in able if cell.words == words)
        said = f"{column.name}が{kept[0][0].text}の"
        return Picked(said, kept, column.start, match.end())
    return None


def _all(found: Sequence[Picked]) -> Picked:
    """The rows of which every condition holds, with the cells of each."""
    first, *others = found
    for other in others:
        others_of = {cells[0].subject: cells for cells in other.rows}
        rows = tuple(
            (*cells, *others_of[cells[0].subject]) for cells in first.rows if cells[0].subject in others_of
        )
        said = f"{first.said.removesuffix('の')}、{other.said}"
        first = Picked(said, rows, first.start, max(first.end, other.end))
    return first


def _utmost(text: str, columns: Sequence[Column]) -> Picked | None:
    """The row, or the rows, with the utmost of the one column that a word of the utmost stands behind."""
    able = [(column, match) for column in columns if (match := HIGHEST.match(text, column.end))]
    if len(able) != 1:
        return None
    column, match = able[0]
    cells: list[Cell] = [cell for cell in column.cells if cell.value is not None]
    if not cells or len({cell.unit for cell in cells}) > 1:
        return None
    return Picked(
        f"{column.name}が最も{'小さい' if match['least'] else '大きい'}",
        tuple((cell,) for cell in cells),
        column.start,
        match.end(),
        utmost="least" if match["least"] else "most",
    )


def _category(text: str, reading: Reading) -> Picked | None:
    """The rows of a category that is quoted (「継続」のもの) or said right before what is listed (新規事業をすべて)."""
    if not LISTS.search(text):
        return None
    listed = "|".join(
        sorted(map(re.escape, map(compact, current().forms("INITIATIVE"))), key=len, reverse=True)
    )
    rows: dict[str, list[Cell]] = defaultdict(list)
    for cell in categorical(cells_of(reading.world)):
        rows[cell.words].append(cell)
    for words in sorted(rows, key=len, reverse=True):
        said = re.search(
            f"「{re.escape(words)}」|(?<![一-鿿ァ-ヴー]){re.escape(words)}の?(?:{listed})(?![一-鿿])", text
        )
        heads = {cell.heads[:1] for cell in rows[words]}
        if said is None or len(heads) > 1:
            continue
        if DENIED.match(text, said.end()) or LEFT_OUT.match(text, said.end()):
            return None
        kept = tuple((cell,) for cell in rows[words])
        return Picked(f"{bare_name(kept[0][0])}が{kept[0][0].text}の", kept, said.start(), said.end())
    return None


def categorical(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The short words of columns that sort their rows: few words, each in several rows or beside few others."""
    columns: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.value is None and PART_AT_LEAST <= len(cell.words) <= VALUE_AT_MOST:
            columns[cell.heads[:1]].append(cell)
    for column in columns.values():
        if len(column) >= ROWS_AT_LEAST and len({cell.words for cell in column}) * 2 <= len(column):
            yield from column


def bare_name(cell: Cell) -> str:
    """The first head of a cell, by which its column is known where the reader put more below it."""
    return cell.name.split(" ")[0]


ROWS_AT_LEAST = 4
"""Rows that a column must have to sort them by its words."""
