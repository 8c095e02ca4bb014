"""Numbers with a year or a subject: the cells of tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from keikaku.ingest.facts.sections import Section, section_of
from keikaku.ingest.figures.numbers import context_plan, make_indicator, make_observation
from keikaku.ingest.figures.targets import Found, make_target
from keikaku.ingest.grid.tabular import TOTALS, Row, Table
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.cell_figures import figure_of
from keikaku.ingest.signs.heads import UNIT_WORD, Head, read_head, split_unit, split_year, unit_for
from keikaku.ingest.signs.lines import Line, make_line
from keikaku.ingest.signs.markers import find_marker, ordinal
from keikaku.ontology.japanese.scales import is_bare
from keikaku.ontology.japanese.text import fold, normalise
from keikaku.ontology.model.facts import Fact, Indicator, Key, ObservationKind, Pillar
from keikaku.ontology.model.names import key

COUNT_HEADS = {"件数": "件", "件": "件", "人数": "人", "箇所数": "か所", "団体数": "団体", "回数": "回"}
YEAR_IN_CELL = re.compile(r"\s?[(（](?P<year>[^()（）]{2,12})[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table of numbers with what its row, its column and the section that is open say."""

    text: str
    column: int
    row: Row
    table: Table
    section: Section = field(default_factory=Section)

    @property
    def label(self) -> str:
        """What names the row: the last cell before the values."""
        return self.row.cells[self.table.labels - 1]

    @property
    def owner(self) -> str:
        """What the row stands under in its table: a facility, a group."""
        return "・".join(dict.fromkeys(filter(None, self.row.cells[: self.table.labels - 1])))


def make_observations(reading: Reading) -> tuple[Fact, ...]:
    """The numbers of the tables and of the ratios told in sentences, with their indicators and targets."""
    found: dict[Key, Fact] = {}
    shared = _shared_names(reading)
    for index, block in enumerate(reading.outline.blocks):
        if block.table and block.table.kind == "values":
            section = section_of(reading, index, shared)
            aimed = index > 0 and reading.outline.blocks[index - 1].role == "targets"
            for fact in _of_table(reading, block.table, context_plan(reading, index), section, aimed=aimed):
                found.setdefault(fact.key, fact)
    return tuple(found.values())


def _shared_names(reading: Reading) -> frozenset[str]:
    """The names of rows that stand in tables under several headings."""
    under: Mapping[str, set[str]] = defaultdict(set)
    for index, block in enumerate(reading.outline.blocks):
        if block.table and block.table.kind == "values":
            heading = section_of(reading, index).heading
            for row in block.table.rows:
                under[fold(row.cells[block.table.labels - 1])].add(heading)
    return frozenset(name for name, headings in under.items() if len(headings) > 1)


STANDS_NOW = re.compile("現状|基準|実績|決算|当初|現在")
"""Heads of a table of targets that tell from where one sets out."""


def _of_table(reading: Reading, table: Table, plan: Key, section: Section, *, aimed: bool) -> Iterator[Fact]:
    """`aimed`: the table stands right under 成果指標, so that the years of its heads are those of targets."""
    for row in table.rows:
        yield from _row_pillar(reading, row.cells[table.labels - 1], plan, row)
        for column in range(table.labels, len(table.header)):
            cell = Cell(row.cells[column], column, row, table, section)
            if UNIT_WORD in table.path(column):
                continue
            if table.header[column] in reading.layout.target_column_words:
                yield from _target(reading, cell)
            else:
                yield from _observation(reading, cell, plan, aimed=aimed)


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


def name_of(cell: Cell, head: Head, *, is_subject: bool) -> str:
    """The name of what is counted.

    The row where the column is a year (経常収支比率), the row and what the column adds (みどり基金の残高),
    or what the rows list and the column (個別課題の件数); the column alone where the row is a year.
    """
    label, year = split_year(split_unit(cell.label)[0])
    if year is not None and not label:
        return head.name
    if is_subject and head.fiscal_year is None:
        return f"{cell.table.header[cell.table.labels - 1]}の{head.name}"
    label = split_unit(cell.label)[0]
    return f"{label}の{head.name}" if head.name and head.name != label else label


def _observation(reading: Reading, cell: Cell, plan: Key, *, aimed: bool) -> Iterator[Fact]:
    head = read_head(cell.table.path(cell.column), reading.era)
    if (
        aimed
        and head.fiscal_year is not None
        and not any(map(STANDS_NOW.search, cell.table.path(cell.column)))
    ):
        head = replace(head, kind=ObservationKind.TARGET)
    text, year = _dated(cell.text, reading.era)
    figure = figure_of(text, unit_of(cell, head))
    if figure is None:
        return
    number, name = _numbered(reading, cell.label)
    is_total = fold(cell.label) in TOTALS
    label = name_of(cell, head, is_subject=bool(number) or is_total)
    indicator = _indicator(reading, cell, label)
    subject = _pillar_key(reading, plan, name) if number else indicator.subject
    subject = subject or (plan if is_total else reading.city_key)
    yield indicator
    yield make_observation(
        reading,
        indicator.key,
        subject,
        replace(figure, text=cell.text),
        plan=plan,
        fiscal_year=_first(
            year, head.fiscal_year, split_year(cell.label, reading.era)[1], reading.fiscal_year
        ),
        kind=head.kind,
        evidence=(
            reading.evidence(cell.row.lines, "value"),
            reading.evidence(cell.table.header_lines or cell.row.lines, "indicator"),
            *(reading.evidence((line,), "unit") for line in _caption(cell, head, text)),
        ),
    )


def _first(*years: int | None) -> int | None:
    return next((year for year in years if year is not None), None)


def _caption(cell: Cell, head: Head, text: str) -> tuple[Line, ...]:
    """The caption, where the unit of a bare number stands in it alone."""
    is_needed = is_bare(text) and not own_unit(cell, head) and bool(unit_of(cell, head))
    return cell.table.caption if is_needed else ()


def _indicator(reading: Reading, cell: Cell, label: str) -> Indicator:
    """The indicator of a cell: its subject is the initiative or the section that is open, or its row's."""
    section = cell.section.under(cell.owner)
    evidence = reading.evidence(cell.row.lines)
    if section.key:
        return make_indicator(reading, label, evidence, section.key)
    if section.name and (cell.owner or fold(cell.label) in section.shared):
        return make_indicator(reading, f"{section.name}の{label}", evidence, alt_labels=(label,))
    return make_indicator(reading, label, evidence)


def _dated(text: str, era: str) -> tuple[str, int | None]:
    """A cell without the year that stands in brackets behind its number, and that year: 62.5（R5）."""
    match = YEAR_IN_CELL.search(text)
    year = split_year(match["year"], era) if match else ("", None)
    return (text[: match.start()], year[1]) if match and year[1] is not None and not year[0] else (text, None)


def unit_of(cell: Cell, head: Head) -> str:
    """The unit of a bare number: what its row, its head or its label tells, else what a caption does."""
    return own_unit(cell, head) or unit_for(head.name or cell.label, _units(cell))


def own_unit(cell: Cell, head: Head) -> str:
    """The unit that a cell of the row, the head, the row's label or a counting head of the table tells."""
    table = cell.table
    for column in range(table.labels, len(table.header)):
        if UNIT_WORD in table.path(column) and cell.row.cells[column]:
            return normalise(cell.row.cells[column]).text
    counted = (unit for one in table.header for word, unit in COUNT_HEADS.items() if one == word)
    return head.unit or split_unit(cell.label)[1] or next(counted, "")


def _units(cell: Cell) -> tuple[str, ...]:
    """The caption's units: a row that is a share or a number of things takes no money from it."""
    units = cell.table.units or _corner(cell.table)
    return units if unit_for(split_unit(cell.label)[0], units) else ()


def _corner(table: Table) -> tuple[str, ...]:
    """The unit that the head over the labels tells for the cells: 費用（千円） over 委託料, 人件費."""
    told = (split_unit(words)[1] for column in range(table.labels) for words in table.path(column))
    return tuple(unit for unit in told if unit)[:1]


def _target(reading: Reading, cell: Cell) -> Iterator[Fact]:
    """A target column's cell is a target of the row's indicator, a number or a rule in words."""
    evidence = reading.evidence(cell.row.lines, "text")
    heads = [
        read_head(cell.table.path(at), reading.era) for at in range(cell.table.labels, len(cell.table.header))
    ]
    rest = next((head.name for head in heads if head.fiscal_year is not None and head.name), "")
    indicator = _indicator(reading, cell, f"{cell.label}の{rest}" if rest else cell.label)
    yield replace(indicator, evidence=(evidence,))
    text, year = _dated(cell.text, reading.era)
    figure = figure_of(text, unit_of(cell, read_head(cell.table.path(cell.column), reading.era)))
    found = Found(cell.text, indicator.key, evidence, year, (figure,) if figure else ())
    yield make_target(reading, found, evidence.line)
