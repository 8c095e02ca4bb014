"""Rows and cards become records: a label, who is responsible, what stands above, every other cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from keikaku.ingest.grid.cards import Card, Pair
from keikaku.ingest.grid.cells import are_units, kind_of
from keikaku.ingest.grid.model import BodyRow, Kept, Record, Regular
from keikaku.ingest.grid.roles import vote_of
from keikaku.ingest.grid.words import bare, vote
from keikaku.ingest.signs.heads import read_head, split_unit, unit_for, units_of_caption
from keikaku.ingest.signs.units import read_units
from keikaku.ingest.source import CELL_BREAK
from keikaku.ontology.japanese.text import join_lines, normalise, sentences

FIGURES = ("BUDGET", "ACTUAL", "TARGET", "INDICATOR")
NOT_KEPT = frozenset({"title", "number", "pillar", "field", "responsible", "measure"})


@dataclass(frozen=True, slots=True)
class Above:
    """What rows and headings above a row say of it."""

    pillar: str = ""
    field: str = ""
    units: tuple[str, ...] = ()


def records_of(table: Regular, units: tuple[str, ...] = ()) -> tuple[Record, ...]:
    """The records of a table; `units` are those that a heading or the sheet names for rows that name none."""
    found: list[Record] = []
    section, above = "", Above(units=units)
    for row in table.body:
        if row.kind == "section":
            section, above = _section(row, section, above, units)
        elif row.kind == "record":
            record = _record(table, row, section, above)
            above = Above(record.pillar if not section else above.pillar, record.field, above.units)
            found += [record] if record.label else []
    return tuple(found)


def _section(row: BodyRow, section: str, above: Above, units: tuple[str, ...]) -> tuple[str, Above]:
    """A row that heads those below it: units where it names units, else their pillar."""
    text = row.row.told[0].strip("【】[]〔〕<>＜＞《》〈〉■●◆ ")
    if are_units(text):
        return section, Above(above.pillar, above.field, (text,))
    return text, Above(units=units)


def _record(table: Regular, row: BodyRow, section: str, above: Above) -> Record:
    cells: dict[str, list[str]] = {}
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.role and cell and kind_of(cell) != "blank":
            cells.setdefault(column.role, []).append(cell)
    pillar = (cells.get("pillar") or [above.pillar])[0]
    said = (cells.get("field") or [above.field])[0]
    if section:
        pillar, said = section, said or (pillar if pillar != section else "")
    return Record(
        lines=row.row.lines,
        label=next(iter(cells.get("title", ())), ""),
        number=next(iter(cells.get("number", ())), ""),
        units=tuple(cells.get("responsible", ())) or above.units,
        pillar=pillar,
        field=said,
        year=next(iter(cells.get("year", ())), ""),
        targets=tuple(_targets(table, row)),
        kept=tuple(kept_of_row(table, row)),
    )


def _targets(table: Regular, row: BodyRow) -> Iterator[str]:
    """The targets of a row: the lines of its one cell; several, or an indicator with its level, are one."""
    groups: list[list[str]] = [[]]
    indicator = ""
    for column, cell in zip(table.columns, row.cells, strict=True):
        told = cell if cell and kind_of(cell) != "blank" else ""
        if column.role == "indicator":
            indicator = told
            groups.append([])
        elif column.role == "target" and told:
            groups[-1] += [indicator, told] if indicator and not groups[-1] else [told]
    for group in filter(None, groups):
        yield from (
            group[0].split(CELL_BREAK)
            if len(group) == 1
            else [" ".join(join_lines(cell.split(CELL_BREAK)) for cell in group)]
        )


def kept_of_row(table: Regular, row: BodyRow) -> Iterator[Kept]:
    """Every cell that has a head and no place of its own; a figure behind its indicator has that name too."""
    caption = _caption_units(table)
    indicator, measure = "", ""
    for column, cell in zip(table.columns, row.cells, strict=True):
        told = bool(cell) and kind_of(cell) != "blank"
        if column.role == "indicator":
            indicator, measure = (cell, split_unit(cell)[1]) if told else ("", "")
        elif column.role == "measure":
            measure = cell if told else ""
        if column.role in NOT_KEPT or not told or not column.path:
            continue
        found = vote_of(column.path)
        is_figure = (
            bool(found) and found is not None and found.concept in FIGURES and column.role != "indicator"
        )
        head = read_head(column.path)
        is_dated = head.fiscal_year is not None and kind_of(cell) == "number"
        counts = (is_figure and found is not None and found.concept in ("ACTUAL", "TARGET")) or (
            is_dated and (found is None or found.concept != "BUDGET")
        )
        named = bool(counts and indicator)
        path = (*column.path, indicator) if named else column.path
        unit = head.unit or (measure if named or not indicator else "")
        if not unit and kind_of(cell) == "number" and (not found or found.concept == "BUDGET"):
            unit = unit_for(head.name, caption)
        yield Kept(path, cell, row.row.lines, unit, head.fiscal_year)


def _caption_units(table: Regular) -> tuple[str, ...]:
    """The units that the lines above a table or its title rows give for all of it, the nearest first."""
    texts = [line.text for line in table.above] + [cell for row in table.titles for cell in row.told]
    return next((units for text in reversed(texts) if (units := units_of_caption(text))), ())


ROLES_OF_CARDS: Mapping[str, str] = {
    "RESPONSIBLE": "responsible",
    "PILLAR": "pillar",
    "FIELD": "field",
    "NUMBER": "number",
    "YEAR": "year",
    "TARGET": "target",
}


def record_of_card(card: Card) -> Record:
    """A card as a record; its title is the strongest label of a title."""
    title = _title(card)
    cells: dict[str, list[str]] = {}
    kept: list[Kept] = []
    for pair in card.pairs:
        found = vote(pair.path[-1]) if len(pair.path) == 1 else None
        role = ROLES_OF_CARDS.get(found.concept, "") if found else ""
        if kind_of(pair.value) == "blank":
            continue
        cells.setdefault(role, []).append(pair.value)
        if pair is not title and role not in NOT_KEPT:
            kept.append(_kept_pair(pair))
    lines = tuple(line for row in card.rows for line in row.lines)
    first = cells.get
    return Record(
        lines=lines,
        label=title.value,
        number=next(iter(first("number", ())), ""),
        units=tuple(first("responsible", ())),
        pillar=next(iter(first("pillar", ())), ""),
        field=next(iter((*first("field", ()), *_coarser(card, title))), ""),
        year=next(iter(first("year", ())), ""),
        targets=tuple(line for cell in first("target", ()) for line in cell.split(CELL_BREAK)),
        kept=tuple(kept),
    )


def _title(card: Card) -> Pair:
    """The pair that names the initiative: a label that says so outright, else the first that may."""
    titles = card.of("TITLE")
    strong = [pair for pair in titles if (found := vote(pair.path[-1])) and found.strong]
    return (strong or titles)[0]


def _coarser(card: Card, title: Pair) -> tuple[str, ...]:
    """What the card stands under where another label of a title says it: 施策 on the card of a 事務事業."""
    named = vote(title.path[-1])
    others = [
        pair for pair in card.of("TITLE") if pair is not title and bare(pair.path[-1]) != bare(title.path[-1])
    ]
    return tuple(pair.value for pair in others if named and named.strong and kind_of(pair.value) == "name")[
        :1
    ]


def _kept_pair(pair: Pair) -> Kept:
    head = read_head(pair.path)
    return Kept(pair.path, pair.value, pair.row.lines, head.unit, head.fiscal_year)


TITLED = re.compile(r"^(?P<title>.+?)\s?[(（【](?P<units>[^()（）【】]{2,60})[)）】]$", re.DOTALL)
BESIDE = re.compile(
    r"^\s*[【\[]?(?P<label>[^:：。\[\]【】]{2,12})[】\]]?\s?[:：]\s?(?P<value>.+)$", re.DOTALL
)


def titled_records(table: Regular, known: frozenset[str]) -> tuple[Record, ...]:
    """The rows of a table without a head, where each begins with a title and its units in brackets."""
    found = [_titled(row, known) for row in table.records]
    told = tuple(record for record in found if record)
    return told if len(told) == len(found) else ()


def _titled(row: BodyRow, known: frozenset[str]) -> Record | None:
    match = TITLED.match(row.cells[0])
    if not match or not read_units(normalise(match["units"]).text, known):
        return None
    kept, targets = [], []
    for cell in row.cells[1:]:
        beside = BESIDE.match(cell)
        found = vote(beside["label"]) if beside else None
        if beside and found and found.concept in ("TARGET", "INDICATOR"):
            targets += [beside["value"][a:b].strip() for a, b in sentences(beside["value"])]
        if beside and found:
            kept.append(Kept((bare(beside["label"]),), beside["value"].strip(), row.row.lines))
    return Record(
        lines=row.row.lines,
        label=match["title"],
        units=(match["units"],),
        targets=tuple(targets),
        kept=tuple(kept),
    )
