"""Rows that a question picks by two of their cells (予算が決算を下回る事業) or by a figure (達成率が110以上の事業)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, Literal

from keikaku.ontology.japanese.numbers import SCALES
from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.finding.nearest import members
from keikaku.qa.kinds.cells import cells_of
from keikaku.qa.kinds.rows.columns import Column, as_named, columns_of, ordered
from keikaku.qa.kinds.rows.relations import COMPARED, DENIED, Relation
from keikaku.qa.reading import Reading, Understood

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.names.mentions import Mention, Recognised

Order = Literal["", "most", "least"]
OBJECT = re.compile(r"(?:よりも?|から|を|に比べ|と比べ|に比して)")
BETWEEN = re.compile(
    r"(?:は|が|の方が|のほうが|よりも?|から|を|に比べて?|と比べて?|と|に比して|に対して?)、?(?:.{0,14})"
)
ORDERED = re.compile(
    r"(?:大き|多|高)(?:い|な)(?:もの|方|ほう)?(?:から)?順|(?P<least>(?:小さ|少な|低)い(?:もの|方|ほう)?(?:から)?順)"
)
SHOWS = re.compile(
    r"差額|差分?(?!し)|(?:減り|増え|下げ|上げ|伸び)?幅|増減額?|向き|何から何|(?:率|値|数値)(?:つき|付き|も)|with the \w+|それぞれ"
)
BOUND = re.compile(
    r"[がはのを:]?(?: ?(?:was|is|were|are|of))?(?P<before> ?(?:above|over|below|at least|at most|more than|less than))? ?"
    r"(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?) ?(?P<scale>千|百万|万|億)?(?P<unit>[^\s0-9をがはにの以未超よ]{0,7})(?P<after>.{0,9})"
)  # fmt: skip
PERCENT = frozenset({"percent", "パーセント", "ポイント"})
AFTER = 14
"""Characters behind the second column, within which the word that compares stands."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What a question says of rows, the cells that it holds of, row after row, and the span of it that was read."""

    said: str
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    figure: str = ""
    utmost: Order = ""


def read_rows(reading: Reading) -> Understood | None:
    """The rows that the question picks by their cells; None where it names no columns that can be compared."""
    if reading.recognised.of("initiative"):
        return None
    columns = columns_of(reading)
    text = reading.recognised.text
    found = (*_compared(text, columns), *_bounded(text, columns))
    picked = found[0] if len({one.said for one in found}) == 1 else None
    return within(reading, picked) if picked else None


def _compared(text: str, columns: Sequence[Column]) -> Iterator[Picked]:
    """Two columns with a word behind them that compares; of one that is there for several years, the same year."""
    starts = sorted({column.start for column in columns})
    for first_at, second_at in pairwise(starts):
        firsts = [one for one in columns if one.start == first_at]
        seconds = [one for one in columns if one.start == second_at]
        end = seconds[0].end
        relation = _relation(re.split("[。?]", text[end : end + AFTER])[0])
        if relation is None or not BETWEEN.fullmatch(text[firsts[0].end : second_at]):
            continue
        pairs = list(product(firsts, seconds))
        same = [pair for pair in pairs if len({one.cells[0].year for one in pair}) == 1]
        chosen = pairs if len(pairs) == 1 else same
        if len(chosen) == 1 and (found := _picked(text, *chosen[0], relation)):
            yield found


def _relation(text: str) -> Relation | None:
    """The word that compares in a text, unless it is denied there."""
    every = [(match, one) for one in COMPARED if (match := one.words.search(text))]
    match, relation = min(every, key=lambda pair: pair[0].start(), default=(None, None))
    return None if match is None or DENIED.match(text, match.end()) else relation


def _picked(text: str, first: Column, second: Column, relation: Relation) -> Picked | None:
    """The rows of which the relation holds; told with what is compared second: 一次より二次が is 一次→二次."""
    told_first = relation.symmetric or bool(OBJECT.match(text, first.end))
    before, after = (first, second) if told_first else (second, first)
    cells = before.by_row
    pairs = [(cells[cell.subject], cell) for cell in after.cells if cell.subject in cells]
    placed = [(pair, places) for pair in pairs if (places := ordered(pair))]
    if not placed:
        return None
    kept = tuple(pair for pair, at in placed if relation.holds(at[pair[1].key], at[pair[0].key]))
    said = f"{after.name}が{before.name}{relation.said}"
    return Picked(said, kept, first.start, second.end + AFTER)


def _bounded(text: str, columns: Sequence[Column]) -> Iterator[Picked]:
    """A column with a figure behind it and a word that compares."""
    for column in columns:
        bound = BOUND.match(text, column.end)
        relation = _relation((bound["before"] or "") + bound["after"]) if bound else None
        if bound is None or relation is None or relation.symmetric:
            continue
        able = [cell for cell in column.cells if cell.value is not None]
        if not able or len({cell.unit for cell in able}) > 1 or not _fits(bound, able[0].unit):
            continue
        figure = float(bound["figure"].replace(",", "")) * SCALES.get(bound["scale"] or "", 1)
        kept = tuple((cell,) for cell in able if relation.holds(cell.value or 0.0, figure))
        shown = f"{bound['figure']}{bound['scale'] or ''}{able[0].unit or bound['unit']}"
        said = f"{column.name}が{shown}{relation.bound}"
        yield Picked(said, kept, column.start, bound.end("unit") + AFTER, f"{figure:.15g}")


def _fits(bound: re.Match[str], unit: str) -> bool:
    """True where the figure of the question counts what the column counts: 110 percent of %."""
    said = bound["unit"]
    return not said or said.startswith(unit or said) or (unit == "%" and said in PERCENT)


def within(reading: Reading, picked: Picked) -> Understood | None:
    """The rows within what else the question narrows by, in the order that it asks for."""
    recognised = reading.recognised
    others = tuple(m for m in recognised.mentions if not _part_of(m, picked))
    rows, notes, left = _narrowed(picked.rows, replace(recognised, mentions=others), reading)
    if picked.utmost and rows:
        values = [cells[0].value or 0.0 for cells in rows]
        best = max(values) if picked.utmost == "most" else min(values)
        rows = tuple(row for row, value in zip(rows, values, strict=True) if value == best)
    if not rows:
        return None
    text = recognised.text
    order = ORDERED.search(text)
    ordering: Order = picked.utmost if order is None else "least" if order["least"] else "most"
    words = (text[picked.start : picked.end], picked.figure, order[0] if order else "", *SHOWS.findall(text))
    cells = tuple(cell for row in rows for cell in as_named(row))
    query = q.RowsBy(picked.said, cells, ordering, words)
    return Understood(query=query, notes=notes, unread=(*left, *_numbers_beside(recognised, picked)))


Rows = tuple[tuple["Cell", ...], ...]


def _narrowed(
    rows: Rows, recognised: Recognised, reading: Reading
) -> tuple[Rows, tuple[str, ...], tuple[str, ...]]:
    """The rows of the units, pillars, years and themes that are named, with notes and the themes that no row has.

    English names themes by any of its words (evaluation), which is then a note and makes no part of the answer.
    """
    hard = tuple(m for m in recognised.mentions if m.kind not in {"year", "theme"})
    themes = tuple(m for m in recognised.mentions if m.kind == "theme")
    found = scope(replace(recognised, mentions=hard), reading.world)
    kept = () if found.unmet else _of(rows, members(reading.world, found.condition))
    for year in recognised.years:
        told = {cell.subject for cell in cells_of(reading.world) if cell.year == year}
        of_year = members(reading.world, q.AllOf((q.InYear(year),))) or frozenset()
        kept = _of(kept, of_year | told)
    about = scope(replace(recognised, mentions=themes), reading.world).condition
    within = _of(kept, members(reading.world, about))
    words = tuple(mention.text for mention in themes)
    if within or not themes:
        return within, found.notes, ()
    if reading.language == "en":
        return kept, (*found.notes, *(f"“{word}” is no condition" for word in words)), ()
    return kept, found.notes, words


def _of(rows: Rows, allowed: AbstractSet[Key] | None) -> Rows:
    return tuple(cells for cells in rows if allowed is None or cells[0].subject in allowed)


def _numbers_beside(recognised: Recognised, picked: Picked) -> tuple[str, ...]:
    """Numbers beside what was read: 政策2 narrows the rows, and nothing holds it."""
    left = f"{recognised.text[: picked.start]} {recognised.text[picked.end :]}"
    for mention in recognised.mentions:
        left = left.replace(mention.text, " ")
    return tuple(UNHELD.findall(left))


UNHELD = re.compile(r"[一-鿿ァ-ヴー]*[0-9]+[一-鿿]{0,2}")


def _part_of(mention: Mention, picked: Picked) -> bool:
    """True for a name within the words of the columns, and for the year right before them."""
    close = mention.kind == "year" and picked.start - mention.end <= 1
    return mention.start < picked.end and (mention.end > picked.start or close)
