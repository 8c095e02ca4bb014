"""Cells of tables: what stands where a row and a head meet, and whose row a value stands in.

給食事業の令和7年度の予算額は: the row is the initiative that the question names, the column is the head that fits
its words best. 廃止と評価されたのは: the value is named, and the rows that have it are asked for. One module, so that
the reader needs only `read_cells` and the two answers; the facts are `plan:Attribute` in the graph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.japanese.scales import written
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.lexicon import current
from keikaku.qa import query as q
from keikaku.qa.kinds.rows.lines import with_labels
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import Citation
from keikaku.qa.telling.describe import year_name
from keikaku.qa.telling.found import Found
from keikaku.qa.text.compact import compact
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cite, citing, first_of_each, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.kinds.rows.lines import Line
    from keikaku.qa.telling.answer import Item
    from keikaku.qa.world.rows import Row
    from keikaku.qa.world.world import World


class CellRow(NamedTuple):
    """A row of CELLS."""

    a: str
    i: str
    name: str
    text: str
    value: float | None
    unit: str | None
    year: int | None
    order: int


CELLS = """
SELECT ?a ?i ?name ?text ?value ?unit ?year ?order WHERE {
  ?a a plan:Attribute ; plan:subject ?i ; plan:attributeName ?name ; plan:text ?text ; plan:order ?order .
  OPTIONAL { ?a plan:value ?value } OPTIONAL { ?a plan:unit ?unit } OPTIONAL { ?a plan:fiscalYear ?year }
} ORDER BY ?i ?order ?a"""


class CitedRow(NamedTuple):
    """A row of TOLD."""

    a: str
    evidence: Evidence


TOLD = """
SELECT ?a $columns WHERE { VALUES ?a { $cells } $cited } ORDER BY ?a ?ev"""
BRACKETS = re.compile(r"\([^()]*\)")
YEARS = re.compile(r"(?:令和|平成|昭和|[RHS])?\s?(?:\d{1,4}|元)(?:年度|年)?")
YEAR_ENDS = re.compile(r"^年(?:度)|年(?:度)?$")
PART_AT_LEAST = 2  # characters of a head that a question must have
VALUE_AT_MOST = 10  # characters of a value that rows are asked for by
WHEN = re.compile(r"いつ|何年|何月|時期|when|what year")
LISTS = re.compile(
    r"(?:のは|ものは|もの|一覧|どれ|どの|何件|いくつ|全部|すべて|挙げ|教えて|ですか|[はをがのにで?？、。・])+"
)
JOINS = re.compile(
    r"と?(?:評価|判定|区分|分類)?(?:され|さ|な|とな|し)?(?:て)?(?:い|っ)?(?:る|た|ている|ていた)|です|に|が|は|の|を|と|で|する|した|予定|分"
)
CONTENT = re.compile(r"[一-鿿ァ-ヴA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the row that it stands in; heads and text are compact, for comparing with a question."""

    key: Key
    subject: Key
    name: str
    text: str
    value: float | None
    unit: str
    year: int | None
    heads: tuple[str, ...]
    words: str


def cells_of(world: World) -> tuple[Cell, ...]:
    """Every cell of the version, read once."""
    held = world.__dict__.get("_cells")
    if held is None:
        plain = tuple(_cell(row) for row in world.facts.rows(CellRow, CELLS))
        held = with_labels(plain, lambda cells: _lines(cells, world))
        world.__dict__["_cells"] = held
    return held


class FigureRow(NamedTuple):
    """A row of FIGURES."""

    o: str
    i: str
    label: str
    text: str
    value: float | None
    unit: str | None
    year: int | None
    kind: str


FIGURES = """
SELECT ?o ?i ?label ?text ?value ?unit ?year ?kind WHERE {
  ?i a plan:Initiative . ?o a plan:Observation ; plan:subject ?i ; plan:indicator/skos:prefLabel ?label ; plan:text ?text ;
     plan:observationKind ?kind . OPTIONAL { ?o plan:value ?value } OPTIONAL { ?o plan:unit ?unit }
  OPTIONAL { ?o plan:fiscalYear ?year }
} ORDER BY ?i ?label ?year ?o"""
KINDS = {"target": ("目標",), "actual": ("実績",), "rule": ("目標",)}
SETTLED = "決算"
"""What the actual figures of money are called."""


def grid_of(world: World) -> tuple[Cell, ...]:
    """The cells with the figures of each row that were read as those of an indicator: all that its table says of it."""
    held: tuple[Cell, ...] | None = world.__dict__.get("_grid")
    if held is None:
        held = (*cells_of(world), *map(_figure_cell, world.facts.rows(FigureRow, FIGURES)))
        world.__dict__["_grid"] = held
    return held


def _figure_cell(row: FigureRow) -> Cell:
    """A figure under the words of its indicator, and under what its kind is called: 総事業費の予算 stands under both."""
    words = tuple(part for one in compact(row.label).split("の") if (part := bare_head(one)))
    planned = any(one.endswith("予算") for one in words)
    settled = (SETTLED,) if row.kind == "actual" and row.unit == "円" and not planned else ()
    kind = () if planned else KINDS[row.kind]
    heads = tuple(dict.fromkeys((bare_head(compact(row.label)), *words, *kind, *settled)))
    name = f"{row.label}（{year_name(row.year, 'ja')}）" if row.year else row.label
    return Cell(row.o, row.i, name, row.text, row.value, row.unit or "", row.year, heads, compact(row.text))


def _lines(cells: Sequence[Cell], world: World) -> dict[Key, Line]:
    """Where each cell stands: its document, line and words."""
    text = sparql.fill(TOLD, cells=sparql.iris([q.Named(cell.key, "") for cell in cells]), **citing("?a"))
    rows = first_of_each(world.facts.rows(CitedRow, text))
    return {row.a: (row.evidence.file, row.evidence.line, row.evidence.quote or "") for row in rows}


def _cell(row: CellRow) -> Cell:
    heads = tuple(part for head in row.name.split(" ") if (part := bare_head(head)))
    unit, words = row.unit or "", compact(row.text)
    return Cell(row.a, row.i, row.name, row.text, row.value, unit, row.year, heads, words)


def bare_head(head: str) -> str:
    """The words of a head that people ask by: without its year and what stands in brackets.

    >>> bare_head("事業費（千円）"), bare_head("令和8年度"), bare_head("開始年度"), bare_head("満足度")
    ('事業費', '', '開始', '満足度')
    """
    bare = YEARS.sub("", BRACKETS.sub("", normalise(head).text)).strip("・ ")
    return YEAR_ENDS.sub("", bare).strip("・ ")


def read_cells(reading: Reading) -> Understood | None:
    """A question for cells, where a head or a value of the tables fits its words; else None."""
    cells = cells_of(reading.world)
    if not cells:
        return None
    named = {thing.key: thing.label for m in reading.recognised.of("initiative") for thing in m.things}
    if named:
        return _of_rows(reading, [cell for cell in cells if cell.subject in named], named)
    return _by_value(reading, cells)


NAMING = frozenset({"initiative", "year", "municipality", "department", "section"})
"""What names a row or narrows it; other names may stand in a head (計画 in 計画額)."""


def rest_of(reading: Reading) -> str:
    """The question without what names its row, compact."""
    text = reading.recognised.text
    for mention in sorted(reading.recognised.mentions, key=lambda one: -one.start):
        if mention.kind in NAMING:
            text = f"{text[: mention.start]} {text[mention.end :]}"
    return compact(text)


def _of_rows(reading: Reading, cells: Sequence[Cell], named: dict[Key, str]) -> Understood | None:
    """The cells of the rows that the question names, under the head that fits best, or with the value it names."""
    rest = rest_of(reading)
    if WHEN.search(rest):
        dated = [
            cell for cell in cells if cell.year and len(cell.words) >= PART_AT_LEAST and cell.words in rest
        ]
        if dated:
            return _asked(dated, named, by_value=True)
    scored = [(fit(cell.heads, rest), cell) for cell in cells]
    best = max((points for points, _ in scored), default=0.0)
    found = [cell for points, cell in scored if points == best]
    if best < PART_AT_LEAST or not _owns(found, rest):
        return None
    found += _asked_beside(found, cells, rest)
    years = reading.recognised.years
    kept = _of_years(found, years, reading.world) if years else found
    return _asked(kept, named) if kept else None


def _asked_beside(found: Sequence[Cell], cells: Sequence[Cell], rest: str) -> list[Cell]:
    """The cells under another head that the question names beside the first: 活動指標と実績."""
    left = _without_heads(rest, found)
    scored = [
        (fit(tuple(h for h in cell.heads if h in left), left), cell) for cell in cells if cell not in found
    ]
    best = max((points for points, _ in scored), default=0.0)
    return [cell for points, cell in scored if points == best >= PART_AT_LEAST]


def _of_years(cells: Sequence[Cell], years: Sequence[int], world: World) -> list[Cell]:
    """The cells of the years that are asked: by their head, else by the one year of their plan."""
    rows, _ = rows_of(tuple(q.Named(key, "") for key in dict.fromkeys(cell.subject for cell in cells)), world)
    of_plan = {row.item.iri: row.item.fiscal_year for row in rows}
    return [cell for cell in cells if (cell.year or of_plan.get(cell.subject)) in years]


def fit(heads: Sequence[str], rest: str) -> float:
    """How many characters of a question the heads of a column answer: each whole, or by its longest end.

    >>> fit(("計画額",), "の計画額は?"), fit(("これからの方向性",), "今後の方向性は?"), fit(("評価",), "の担当は?")
    (3.0, 2.5, 0.0)
    """
    points = 0.0
    for head in heads:
        whole = head in rest
        ends = (head[start:] for start in range(1, len(head) - PART_AT_LEAST + 1))
        part = head if whole else next((end for end in ends if end in rest and CONTENT.match(end)), "")
        points += len(part) if whole else max(0.0, len(part) - 0.5)
    return points


def _owns(found: Sequence[Cell], rest: str) -> bool:
    """Whether what the question asks has no word that the head has not, so that no other thing is answered."""
    asked = ASKS.sub(" ", _without_heads(rest, found))
    return sum(len(word) for word in re.findall(r"[一-鿿ァ-ヴー]{2,}", asked)) <= PART_AT_LEAST


def _without_heads(rest: str, found: Sequence[Cell]) -> str:
    """The question without the heads of cells, or the ends of them that it has."""
    for head in sorted({head for cell in found for head in cell.heads}, key=len, reverse=True):
        for start in range(len(head) - PART_AT_LEAST + 1):
            rest = rest.replace(head[start:], " ")
    return rest


ASKS = re.compile(
    r"実績|目標|結果|状況|金額|数値|内容|今後|何年度?|年度|いくら|教えて|事業|施策|取組|どの|くらい|予定|現在|全部|令和|平成"
)
"""Words of a question that any cell may answer."""


def _asked(cells: Sequence[Cell], named: dict[Key, str], *, by_value: bool = False) -> Understood:
    subjects = tuple(q.Named(key, named[key]) for key in dict.fromkeys(cell.subject for cell in cells))
    return Understood(
        query=q.AskCells(subjects, tuple(q.Named(cell.key, cell.name) for cell in cells), by_value)
    )


def _by_value(reading: Reading, cells: Sequence[Cell]) -> Understood | None:
    """The rows with a value that the question names, and with its head where it names that too."""
    rest = rest_of(reading)
    if not LISTS.search(rest) or reading.recognised.of("indicator"):
        return None
    able = [
        cell
        for cell in cells
        if cell.value is None
        and len(cell.words) <= VALUE_AT_MOST
        and (_behind_its_head(cell, rest) if len(cell.words) < PART_AT_LEAST else cell.words in rest)
    ]
    if not able:
        return None
    longest = max(len(cell.words) for cell in able)
    able = [cell for cell in able if len(cell.words) == longest]
    best = max(fit(cell.heads, rest.replace(cell.words, " ")) for cell in able)
    found = [cell for cell in able if fit(cell.heads, rest.replace(cell.words, " ")) == best]
    if not _says_no_more(found, rest) or (longest < PART_AT_LEAST and len({cell.name for cell in found}) > 1):
        return None
    rows, _ = rows_of(
        tuple(q.Named(key, "") for key in dict.fromkeys(cell.subject for cell in found)), reading.world
    )
    units = {
        unit for m in reading.recognised.of("department", "section") for unit in (t.label for t in m.things)
    }
    years = set(reading.recognised.years)
    kept = [
        row.item.iri
        for row in rows
        if (not units or units & {*row.item.departments, *row.item.sections})
        and (
            not years
            or row.item.fiscal_year in years
            or any(c.year in years for c in found if c.subject == row.item.iri)
        )
    ]
    chosen = tuple(q.Named(cell.key, cell.name) for cell in found if cell.subject in kept)
    return (
        Understood(query=q.ListByCells(found[0].text, found[0].name if best else "", chosen))
        if chosen
        else None
    )


def _behind_its_head(cell: Cell, rest: str) -> bool:
    """二次評価がＣの: one letter is a value only where its head stands right before it."""
    if not CONTENT.fullmatch(cell.words):
        return False
    ends = {head[start:] for head in cell.heads for start in range(len(head) - PART_AT_LEAST + 1)}
    joined = "|".join(map(re.escape, sorted(ends, key=len, reverse=True)))
    return bool(joined and re.search(f"(?:{joined})[がはでを]?{cell.words}(?![a-z0-9])", rest))


def _says_no_more(found: Sequence[Cell], rest: str) -> bool:
    """Whether the value, its head and the words of asking are all that the question says."""
    left = _without_heads(rest.replace(found[0].words, " "), found)
    for word in sorted(map(compact, current().forms("INITIATIVE")), key=len, reverse=True):
        left = left.replace(word, " ")
    return not CONTENT.search(ASKS.sub("", JOINS.sub("", LISTS.sub("", left))))


def answer_cells(query: q.AskCells, world: World, language: q.Language) -> Found | Declined:
    """Each cell with its row and head; where a value was named, the year of its head answers."""
    by_key = {cell.key: cell for cell in grid_of(world)}
    cells = [by_key[one.key] for one in query.cells if one.key in by_key]
    rows, text = rows_of(query.subjects, world)
    labels = {row.item.iri: row.item.label for row in rows}
    if len(rows) > 1 and not query.by_value:
        lines = _by_row(rows, cells, language)
    else:
        lines = [told_cell(cell, labels[cell.subject], language, by_value=query.by_value) for cell in cells]
    single = cells[0] if len(cells) == 1 else None
    return Found(
        text="\n".join(dict.fromkeys(lines)),
        sparql=text,
        reading=_reading(query, labels, language),
        items=tuple(row.item for row in rows),
        citations=citations_of(query.cells, world),
        value=_number(single.value) if single and not query.by_value else None,
        unit=single.unit or None if single and not query.by_value else None,
    )


NO_CELL = ("値は見つかりませんでした", "no value found")
"""Of a row that was asked for and has no cell under the head."""


def _by_row(rows: Sequence[Row], cells: Sequence[Cell], language: q.Language) -> list[str]:
    """A line a row: its name, whose it is, and each of its cells with its head."""
    lines = [f"{len(rows)}件です。" if language == "ja" else f"There are {len(rows)}."]
    for row in rows:
        own = [f"{cell.name} {shown(cell)}" for cell in cells if cell.subject == row.item.iri]
        told = ("、" if language == "ja" else ", ").join(own) or NO_CELL[language == "en"]
        lines.append(f"・{with_units(row.item)}: {told}")
    return lines


def with_units(item: Item) -> str:
    """A row by its name, with whose it is."""
    units = "、".join(dict.fromkeys((*item.departments, *item.sections)))
    return f"{item.label}（{units}）" if units else item.label


def told_cell(cell: Cell, label: str, language: q.Language, *, by_value: bool) -> str:
    """A cell as a sentence."""
    if by_value and cell.year:
        year = year_name(cell.year, language)
        return (
            f"「{label}」が{cell.text}となるのは{year}です。"
            if language == "ja"
            else f"「{label}」: {cell.text} in {year}."
        )
    if language == "en":
        return f"「{label}」 {cell.name}: {shown(cell)}"
    return f"「{label}」の{cell.name}は{shown(cell)}です。"


def shown(cell: Cell) -> str:
    """A cell as people say it: a bare number with its unit, words in brackets."""
    if cell.value is None:
        return f"「{cell.text}」" if len(cell.text) > VALUE_AT_MOST else cell.text
    return written(plain_figure(cell.text), cell.value, cell.unit)


def plain_figure(text: str) -> str:
    """A whole figure as people write it, where a workbook keeps it as 31000.0.

    >>> plain_figure("31000.0"), plain_figure("1.5"), plain_figure("約20")
    ('31,000', '1.5', '約20')
    """
    whole = re.fullmatch(r"(-?[0-9]+)\.0+", text)
    return f"{int(whole[1]):,}" if whole else text


def answer_by_cells(query: q.ListByCells, world: World, language: q.Language) -> Found | Declined:
    """The initiatives in whose rows the value stands."""
    by_key = {cell.key: cell for cell in cells_of(world)}
    keys = dict.fromkeys(by_key[one.key].subject for one in query.cells if one.key in by_key)
    rows, text = rows_of(tuple(q.Named(key, "") for key in keys), world)
    items = tuple(replace(row.item, reason=query.value) for row in rows)
    said = f"{query.head}が{query.value}" if query.head else query.value
    head = f"{said}の施策は{len(items)}件です。" if language == "ja" else f"{len(items)} initiatives: {said}."
    return Found(
        text="\n".join([head, *(f"・{item.label}" for item in items)]),
        sparql=text,
        reading=f"表の値が「{query.value}」の施策"
        if language == "ja"
        else f"initiatives whose table says {query.value}",
        items=items,
        citations=citations_of(query.cells, world),
    )


def citations_of(cells: Sequence[q.Named], world: World) -> tuple[Citation, ...]:
    """Where each cell stands."""
    text = sparql.fill(TOLD, cells=sparql.iris(cells), **citing("?a"))
    rows = first_of_each(world.facts.rows(CitedRow, text))
    found = {row.a: one for row in rows if (one := cite(row.evidence))}
    return tuple(dict.fromkeys(found[one.key] for one in cells if one.key in found))


def _reading(query: q.AskCells, labels: dict[Key, str], language: q.Language) -> str:
    names = "、".join(f"「{label}」" for label in labels.values())
    heads = "、".join(dict.fromkeys(one.label for one in query.cells))
    return f"{names}の{heads}" if language == "ja" else f"{heads} of {names}"


def _number(value: float | None) -> float | int | None:
    return value if value is None or value != int(value) else int(value)
