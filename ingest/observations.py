"""Numbers with a year or a subject: cells of tables, and ratios that a sentence tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.initiatives import plan_of
from ingest.lines import make_line
from ingest.markers import find_marker, ordinal
from ingest.plan_names import find_names
from ingest.plans import key_of_name
from ingest.reading import Reading
from ingest.tabular import Row, Table
from ingest.targets import Found, make_target
from ontology.figures import find_figures
from ontology.model import (
    Comparator,
    Evidence,
    Fact,
    Figure,
    Indicator,
    Key,
    Observation,
    ObservationKind,
    Pillar,
)
from ontology.names import key
from ontology.text import fold, normalise
from ontology.times import Time, find_times

TOTALS = ("合計", "総計", "計", "全体", "総数", "小計")
PLANNED = re.compile(r"目標|計画|見込|推計")
COUNT_HEADS = {"件数": "件", "件": "件", "人数": "人", "箇所数": "か所", "団体数": "団体", "回数": "回"}
UNIT_IN_HEAD = re.compile(r"[(（](?P<unit>[^()（）]{1,6})[)）]$")
AT_TIME = re.compile(r"^(?:年度)?(?:末|時点|現在|度末|実績|決算)*(?:の|における)?")
RATIO = re.compile(
    r"(?P<all>\d[\d,]{0,12})\s?(?P<unit>件|人|事業|項目|施策|か所|団体)の(?P<what>[^\d。、]{2,20}?)のうち、?\s?"
    r"(?P<part>\d[\d,]{0,12})\s?(?:件|人|事業|項目|施策|か所|団体)\s?[(（]\s?(?P<rate>\d{1,3}(?:\.\d{1,3})?)\s?%\s?[)）]"
    r"[^。、]{0,8}?(?P<verb>達成|実施|完了|着手|終了|実現)"
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
    for fact in _ratios(reading):
        found.setdefault(fact.key, fact)
    return tuple(found.values())


def context_plan(reading: Reading, index: int) -> Key:
    """The plan that a table is about: the one that the headings above it name, else the document's own."""
    for heading in reversed(reading.outline.path(index)):
        for name, _, _, _ in find_names(heading, reading.city):
            return key_of_name(reading, name)
    return plan_of(reading)


def _of_table(reading: Reading, table: Table, plan: Key) -> Iterator[Fact]:
    for row in table.rows:
        label = row.cells[0]
        yield from _row_pillar(reading, label, plan, row)
        for column, text in zip(table.header[1:], row.cells[1:], strict=True):
            cell = Cell(label, column, text, row, table)
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

    The row where the column is a year (経常収支比率), the row and the rest of the column (健康福祉基金の残高), or what the
    rows list and the column (個別課題の件数).
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
    match = UNIT_IN_HEAD.search(cell.column)
    if match:
        return match["unit"]
    return next(
        (unit for head in cell.table.header for word, unit in COUNT_HEADS.items() if head == word), ""
    )


def figure_of(text: str, unit: str = "") -> Figure | None:
    """The figure of a cell: with its own unit, or the bare number in the unit of its column.

    >>> figure_of("108", "件").value
    108.0
    """
    found = find_figures(text)
    if found:
        return found[0].figure
    digits = normalise(text).text.replace(",", "").strip().removeprefix("約").strip()
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,6})?", digits):
        return None
    about = Comparator.ABOUT if "約" in text else Comparator.EXACT
    return Figure(value=float(digits), unit=unit, comparator=about, text=text)


def make_indicator(reading: Reading, label: str, evidence: Evidence) -> Indicator:
    """The node of what is counted."""
    return Indicator(
        key=key(reading.city, "indicator", label),
        label=label,
        municipality=reading.city_key,
        evidence=(evidence,),
    )


def make_observation(  # noqa: PLR0913 - what a number needs to be understood
    reading: Reading,
    indicator: Key,
    subject: Key,
    figure: Figure,
    *,
    evidence: tuple[Evidence, ...],
    plan: Key | None = None,
    fiscal_year: int | None = None,
    date: str | None = None,
    kind: ObservationKind = ObservationKind.ACTUAL,
) -> Observation:
    """One number of an indicator about a subject; its key is of these, its time and its plan."""
    when = date or str(fiscal_year or "")
    told_by = plan.split("/")[2:] if plan else [reading.file]
    parts = [*indicator.split("/")[2:], *subject.split("/")[2:], when, *told_by]
    return Observation(
        key=key(reading.city, "observation", *parts),
        indicator=indicator,
        subject=subject,
        text=figure.text,
        value=figure.value,
        unit=figure.unit,
        kind=kind,
        comparator=figure.comparator,
        fiscal_year=fiscal_year,
        date=date,
        plan=plan,
        order=evidence[0].line,
        evidence=evidence,
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


def _ratios(reading: Reading) -> Iterator[Fact]:
    """``108件の個別課題のうち102件（94.4％）で達成`` tells a rate of the plan that the sentence names."""
    for paragraph in reading.paragraphs:
        normal = normalise(paragraph.text)
        for match in RATIO.finditer(normal.text):
            first, last = paragraph.sentence(*normal.span(match.start(), match.end()))
            names = [name for name, *_ in find_names(paragraph.text[first:last], reading.city)]
            plan = key_of_name(reading, names[0]) if names else context_plan(reading, paragraph.index)
            evidence = reading.sentence_evidence(paragraph, first, last, "value")
            indicator = make_indicator(reading, f"{match['what']}の{match['verb']}率", evidence)
            figure = Figure(value=float(match["rate"]), unit="%", text=f"{match['rate']}%")
            yield indicator
            yield make_observation(reading, indicator.key, plan, figure, plan=plan, evidence=(evidence,))
