"""Sums over a table: of the years of one row (三年足すと), of each year over the rows of a field, with every addend."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.scales import written
from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.finding.nearest import members
from keikaku.qa.kinds.cells import cells_of, citations_of, grid_of, plain_figure, shown
from keikaku.qa.kinds.rows.columns import as_named, scale_of, under_heads
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.naming.concepts import says_any
from keikaku.qa.reading import Reading, Understood
from keikaku.qa.telling.describe import year_name
from keikaku.qa.telling.found import Found
from keikaku.qa.text.numerals import number_of
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.world.world import World

EVERY_YEAR = re.compile(r"年(?:度)?(?:ごと|別|毎|計)|[各毎]年")
SPAN = re.compile(r"(?P<number>[0-9]{1,2}|[一二三四五六七八九十]+)(?:か|ヶ|カ|箇)?年(?!度)")
MONEY = re.compile(r"(?:費|額|予算|決算)$")
TOTAL = frozenset({"SUM"})
SEVERAL = 2


def read_sums(reading: Reading) -> Understood | None:
    """Figures of one head over several years, of the row or the rows that the question names; None where unclear."""
    text = reading.recognised.text
    if not says_any(text, TOTAL) and not EVERY_YEAR.search(text):
        return None
    named = {thing.key: thing.label for m in reading.recognised.of("initiative") for thing in m.things}
    if not named:
        condition = scope(reading.recognised, reading.world).condition
        units = tuple(
            one for one in condition.conditions if not isinstance(one, q.InYear | q.WithTheme | q.InPlan)
        )
        allowed = members(reading.world, q.AllOf(units)) or frozenset()
        named = {key: reading.world.lexicon.label(key) for key in sorted(allowed)}
    cells = _figures(reading, frozenset(named))
    years = set() if EVERY_YEAR.search(text) else set(reading.recognised.years)
    cells = [cell for cell in cells if not years or cell.year in years]
    if len(_years(cells)) < SEVERAL or not _spans(text, len(_years(cells))):
        return None
    rows = tuple(q.Named(key, named[key]) for key in dict.fromkeys(cell.subject for cell in cells))
    return Understood(query=q.AskCells(rows, tuple(as_named(cells)), total=True))


def _years(cells: Sequence[Cell]) -> set[int]:
    return {cell.year for cell in cells if cell.year}


def _figures(reading: Reading, subjects: frozenset[str]) -> list[Cell]:
    """The figures of the one head that is named; where money alone is asked, those of the one head of money."""
    under = [[cell for cell in cells if cell.subject in subjects] for cells in under_heads(reading)]
    able = [kept for cells in under if (kept := _of_one_unit(cells))]
    if not able and any(ask.kind in {"money", "amount"} for ask in asks_of(reading.recognised.text)):
        by_head: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells_of(reading.world):
            head = next((one for one in reversed(cell.heads) if MONEY.search(one)), None)
            if head and cell.subject in subjects:
                by_head[head].append(cell)
        able = [kept for cells in by_head.values() if (kept := _of_one_unit(cells))]
    return able[0] if len(able) == 1 else []


def _of_one_unit(cells: Sequence[Cell]) -> list[Cell]:
    """The figures of several years, one a row and year, where all count the same."""
    kept = [cell for cell in cells if cell.value is not None and cell.year]
    once = len({(cell.subject, cell.year) for cell in kept}) == len(kept)
    same = len({cell.unit for cell in kept}) == 1 and all(cell.unit != "%" for cell in kept)
    return kept if once and same and len(_years(kept)) >= SEVERAL else []


def _spans(text: str, years: int) -> bool:
    """三か年 is asked of three years, and of no other number of them."""
    said = [number_of(match["number"]) for match in SPAN.finditer(text)]
    return all(number == years for number in said)


def answer_sums(query: q.AskCells, world: World, language: q.Language) -> Found:
    """The sum with its addends: of the years of one row, or of the rows of each year and of them all."""
    by_key = {cell.key: cell for cell in grid_of(world)}
    cells = [by_key[one.key] for one in query.cells if one.key in by_key]
    rows, text = rows_of(query.subjects, world)
    years: dict[int, list[Cell]] = defaultdict(list)
    for cell in sorted(cells, key=lambda one: one.year or 0):
        years[cell.year or 0].append(cell)
    whole = _sum([cell for of_year in years.values() for cell in of_year])
    names = "、".join(f"「{row.item.label}」" for row in rows)
    told = [f"{_year(year, language)}{_working(of_year)}" for year, of_year in years.items()]
    sums = "＋".join(_sum(of_year) for of_year in years.values())
    if len(rows) == 1:
        total = f"合計は{whole}です（{sums}）。" if language == "ja" else f"In total {whole} ({sums})."
    else:
        total = (
            f"{len(rows)}件の合計は{whole}です。"
            if language == "ja"
            else f"In total {whole} ({len(rows)} rows)."
        )
        told += [f"・{row.item.label}: {_of_row(row.item.iri, cells)}" for row in rows]
    return Found(
        text="\n".join([total, *told]),
        sparql=text,
        reading=f"{names}の{_head(cells)}の合計" if language == "ja" else f"sum of {_head(cells)} of {names}",
        items=tuple(row.item for row in rows),
        citations=citations_of(query.cells, world),
        value=sum(cell.value or 0.0 for cell in cells),
        unit=cells[0].unit or None,
    )


def _year(year: int, language: q.Language) -> str:
    """What a line of one year begins with; nothing where the table has no years."""
    return f"{year_name(year, language)}: " if year else ""


def _of_row(key: Key, cells: Sequence[Cell]) -> str:
    """What a row adds to the sum."""
    return "、".join(f"{cell.name} {shown(cell)}" for cell in cells if cell.subject == key)


def _working(cells: Sequence[Cell]) -> str:
    if len(cells) == 1:
        return shown(cells[0])
    return f"{'＋'.join(plain_figure(cell.text) for cell in cells)}＝{_sum(cells)}"


def _sum(cells: Sequence[Cell]) -> str:
    """A sum as the table prints its figures: in its own scale."""
    value, scale = (
        sum(cell.value or 0.0 for cell in cells),
        next((s for c in cells if (s := scale_of(c))), 1.0),
    )
    return written(f"{round(value / scale, 6):,.15g}", value, cells[0].unit)


def _head(cells: Sequence[Cell]) -> str:
    """What all the cells stand under."""
    first = cells[0].heads
    return "・".join(head for head in first if all(head in cell.heads for cell in cells))
