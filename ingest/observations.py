"""Numbers with a year or a subject: the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.lines import make_line
from ingest.markers import find_marker, ordinal
from ingest.numbers import context_plan, figure_of, make_indicator, make_observation
from ingest.reading import Reading
from ingest.tabular import TOTALS, Row, Table
from ingest.targets import Found, make_target
from ingest.grid.spaced_numbers import UNIT_COLUMN
from ontology.model import Fact, Key, ObservationKind, Pillar
from ontology.names import key
from ontology.text import fold, normalise
from ontology.times import Time, find_times

PLANNED = re.compile(r"目標|計画|見込|推計")
COUNT_HEADS = {"件数": "件", "件": "件", "人数": "人", "箇所数": "か所", "団体数": "団体", "回数": "回"}
UNIT_IN_HEAD = re.compile(r"[(（](?P<unit>[^()（）]{1,6})[)）]$")
AT_TIME = re.compile(
    r"^(?:年度)?(?:末|時点|現在|度末|実績値?|決算|現状値?|目標値?|基準値?|中間値?)*(?:の|における)?"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table of numbers with what its row and its column say."""

    label: str
    column: str
    text: str
    row: Row
    table: Table


def make_observations(reading: Reading) -> tuple[Fact, ...]:
    """The numbers of the tables and of the ratios told in sentences, with their indicators and targets."""
    found: dict[Key, Fact] = {}
    for index, block in enumerate(reading.outline.blocks):
        if block.table and block.table.kind == "values":
            context = context_plan(reading, index)
            for fact in _of_table(reading, block.table, context):
                found.setdefault(fact.key, fact)
    return tuple(found.values())


def _of_table(reading: Reading, table: Table, plan: Key) -> Iterator[Fact]:
    for row in table.rows:
        label = row.cells[0]
        yield from _row_pillar(reading, label, plan, row)
        for column, text in zip(table.header[1:], row.cells[1:], strict=True):
            cell = Cell(label, column, text, row, table)
            if column == UNIT_COLUMN:
                continue
            if column in reading.layout.target_column_words:
                yield from _target(reading, cell)
            else:
                yield from _observation(reading, cell, plan)


def _row_pillar(reading: Reading, label: str, plan: Key, row: Row) -> Iterator[Pillar]:
    """A row that a pillar's word numbers is a pillar of the plan that the table is about."""
    number, name = _numbered(reading, label)
    if number:
        yield Pillar(
            key=_pillar_key(reading, plan, name),
            label=name,
            plan=plan,
            number=str(ordinal(number)),
            order=ordinal(number),
            alt_labels=(label,),
            evidence=(reading.evidence(row.lines),),
        )


def _numbered(reading: Reading, label: str) -> tuple[str, str]:
    """The number and the name of a pillar in a cell; two empty texts where the cell is none."""
    line = make_line(0, label)
    marker = find_marker(line, reading.layout.pillar_words)
    if marker is None or not marker.kind.startswith("word:") or marker.start >= len(line.plain):
        return "", ""
    return marker.number, line.original(marker.start)


def _pillar_key(reading: Reading, plan: Key, name: str) -> Key:
    return key(reading.city, "pillar", *plan.split("/")[2:], name)


def indicator_of(cell: Cell, time: Time | None, *, is_subject: bool) -> str:
    """The name of what is counted.

    The row where the column is a year (経常収支比率), the row and what the column adds (健康福祉基金の残高),
    or what the rows list and the column (個別課題の件数).
    """
    column = UNIT_IN_HEAD.sub("", cell.column)
    if time:
        rest = AT_TIME.sub("", normalise(column).text.replace(normalise(time.text).text, "").strip("() "))
        return f"{cell.label}の{rest}" if rest else cell.label
    head = cell.table.header[0]
    return f"{head}の{column}" if is_subject else f"{cell.label}の{column}"


def _observation(reading: Reading, cell: Cell, plan: Key) -> Iterator[Fact]:
    figure = figure_of(cell.text, unit_of(cell))
    if figure is None:
        return
    time = next(iter(find_times(cell.column, era=reading.era)), None)
    number, name = _numbered(reading, cell.label)
    is_total = fold(cell.label) in TOTALS
    subject = _pillar_key(reading, plan, name) if number else plan if is_total else reading.city_key
    label = indicator_of(cell, time, is_subject=bool(number) or is_total)
    indicator = make_indicator(reading, label, reading.evidence(cell.row.lines))
    yield indicator
    yield make_observation(
        reading,
        indicator.key,
        subject,
        figure,
        plan=plan,
        fiscal_year=time.fiscal_year if time else None,
        kind=ObservationKind.TARGET if PLANNED.search(cell.column) else ObservationKind.ACTUAL,
        evidence=(
            reading.evidence(cell.row.lines, "value"),
            reading.evidence(cell.table.header_lines, "indicator"),
        ),
    )


def unit_of(cell: Cell) -> str:
    """The unit that the column's head or a neighbour's gives: 件数 counts 件 for the whole table."""
    if UNIT_COLUMN in cell.table.header:
        return normalise(cell.row.cells[cell.table.header.index(UNIT_COLUMN)]).text
    match = None if find_times(cell.column) else UNIT_IN_HEAD.search(cell.column)
    if match:
        return match["unit"]
    return next(
        (unit for head in cell.table.header for word, unit in COUNT_HEADS.items() if head == word), ""
    )


def _target(reading: Reading, cell: Cell) -> Iterator[Fact]:
    """A target column's cell is a target of the row's indicator, a number or a rule in words."""
    evidence = reading.evidence(cell.row.lines, "text")
    rest = next((r for c in cell.table.header if (r := _residual(reading, c))), "")
    indicator = make_indicator(reading, f"{cell.label}の{rest}" if rest else cell.label, evidence)
    yield indicator
    yield make_target(reading, Found(cell.text, indicator.key, evidence), evidence.line)


def _residual(reading: Reading, column: str) -> str:
    """What a column of a year counts besides the year: ５年度末残高 counts the 残高."""
    time = next(iter(find_times(column, era=reading.era)), None)
    if time is None:
        return ""
    return AT_TIME.sub("", normalise(column).text.replace(normalise(time.text).text, "").strip("() "))
