"""The columns of the tables that a question names, where in it they stand, and of which year they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.qa.kinds.cells import CONTENT, PART_AT_LEAST, cells_of
from keikaku.qa.query import Named
from keikaku.qa.text.english import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.reading import Reading

BEFORE = re.compile(r"(?:前の?|昨)年(?:度)?(?:の|当初)*$")
JOINS_YEAR = re.compile(r"の?")
GRADES = "sabcdefghij"
MARKS = "◎○△×"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a question names it: its words there, and its one cell of each row."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """What all its cells stand under, in the document's words: without what a row counts of its own."""
        first = self.cells[0].name.split(" ")
        shared = [part for part in first if all(part in cell.name.split(" ") for cell in self.cells)]
        return " ".join(shared) or first[0]

    @property
    def by_row(self) -> dict[str, Cell]:
        """Its cell of each row."""
        return {cell.subject: cell for cell in self.cells}


def columns_of(reading: Reading) -> tuple[Column, ...]:
    """Every column that the question names, in its order; one of several years is there once a year."""
    text, cells = reading.recognised.text, cells_of(reading.world)
    said = _spans(text, _names({head for cell in cells for head in cell.heads}, reading))
    years = _years(reading, [start for start, _, _ in said])
    columns = []
    for start, end, head in said:
        found = _under(head, cells)
        for year in sorted({cell.year for cell in found}, key=lambda one: one or 0):
            kept = tuple(cell for cell in found if cell.year == year)
            fits = years.get(start) in (None, year) or (year is None and len(kept) == len(found))
            if fits and len({cell.subject for cell in kept}) == len(kept):
                columns.append(Column(start, end, kept))
    return tuple(columns)


def under_heads(reading: Reading) -> tuple[tuple[Cell, ...], ...]:
    """The cells of all years under each head that the question names."""
    cells = cells_of(reading.world)
    said = _spans(reading.recognised.text, _names({head for cell in cells for head in cell.heads}, reading))
    return tuple(tuple(_under(head, cells)) for _, _, head in said)


def _names(heads: Iterable[str], reading: Reading) -> dict[str, str]:
    """What heads are called: by their words and the ends of them, in English by the words of the glossary."""
    if reading.language == "en":
        return {name: head for head in sorted(heads) for name in phrases(head)}
    ends = (head[start:] for head in heads for start in range(len(head) - PART_AT_LEAST + 1))
    return {end: end for end in ends if CONTENT.match(end)}


def _spans(text: str, names: dict[str, str]) -> list[tuple[int, int, str]]:
    """Where the names of heads stand in a text: the longest first, none across another."""
    every = [
        (match.start(), match.end(), head)
        for name, head in names.items()
        for match in re.finditer(re.escape(name), text)
    ]
    kept: list[tuple[int, int, str]] = []
    for start, end, head in sorted(every, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other or start >= stop for other, stop, _ in kept):
            kept.append((start, end, head))
    return sorted(kept)


def _under(said: str, cells: Sequence[Cell]) -> list[Cell]:
    """The cells under the head that is said whole, else under those that end with it."""
    whole = [cell for cell in cells if said in cell.heads]
    return whole or [cell for cell in cells if any(head.endswith(said) for head in cell.heads)]


def _years(reading: Reading, starts: Sequence[int]) -> dict[int, int]:
    """The year right before a column's words; 前年度の is the year before the one that another column is of."""
    text = reading.recognised.text
    named = {
        start: mention.time.fiscal_year
        for mention in reading.recognised.of("year")
        if mention.time
        for start in starts
        if start >= mention.end and JOINS_YEAR.fullmatch(text[mention.end : start])
    }
    if len(set(named.values())) == 1:
        (year,) = set(named.values())
        named |= {start: year - 1 for start in starts if start not in named and BEFORE.search(text[:start])}
    return named


def ordered(cells: Iterable[Cell]) -> dict[str, float] | None:
    """The place of each cell, the better the higher: figures of one unit, or grades; None where they have no order.

    Grades are single letters by the alphabet (S before A), or the marks ◎○△×.
    """
    cells = tuple(cells)
    if all(cell.value is not None for cell in cells):
        units = {cell.unit for cell in cells}
        return {cell.key: cell.value for cell in cells if cell.value is not None} if len(units) == 1 else None
    for scale in (GRADES, MARKS):
        if all(len(cell.words) == 1 and cell.words in scale for cell in cells):
            return {cell.key: -float(scale.index(cell.words)) for cell in cells}
    return None


def as_named(cells: Iterable[Cell]) -> Iterator[Named]:
    """Cells as a query names them."""
    return (Named(cell.key, cell.name) for cell in cells)


def scale_of(cell: Cell) -> float:
    """How much one of the printed number is: 1,000 where a table prints thousands of yen."""
    digits = _NUMBER.search(cell.words)
    printed = float(digits[0].replace(",", "")) if digits else 0.0
    return abs(cell.value) / printed if printed and cell.value else 0.0


_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
