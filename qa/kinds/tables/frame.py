"""How a question about the rows of tables is read: which rows, which columns, and whether their figures are added up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from keikaku.qa import query as q
from keikaku.qa.finding.nearest import members
from keikaku.qa.kinds.cells import grid_of
from keikaku.qa.kinds.rows.columns import as_named
from keikaku.qa.kinds.tables.columns import columns_of, years_meant, years_said
from keikaku.qa.kinds.tables.documents import document_of, within
from keikaku.qa.kinds.tables.picks import picks_of, spans_in
from keikaku.qa.naming.concepts import concept_at
from keikaku.qa.reading.frame import Draft, Frame, Using
from keikaku.qa.reading.scope import ASIDE, conditions_in, scope_of
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.kinds.tables.columns import Column
    from keikaku.qa.kinds.tables.documents import Document
    from keikaku.qa.kinds.tables.picks import Pick
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world.world import World

SHOWN = frozenset(
    {"RESPONSIBLE", "UNIT", "AXIS_DEPARTMENT", "AXIS_SECTION", "IN_NAME", "EACH", "COMPLETE", "WITH"}
)
"""What every list of rows shows, or what is asked of each of them."""
OF_COLUMNS = frozenset({"TARGET", "BALANCE", "OF_UNIT"})
"""KPI目標, 実績値: words of asking that say what a column holds."""
OF_PAIRS = frozenset(
    {"LESS_THAN", "MORE_THAN", "BELOW", "OVER", "THAN", "YEAR_BEFORE", "DIFFERENCE", "HOW_MUCH", "HIGHEST"}
)
"""Words in which the two cells of a row are compared, and what is told of them."""
OF_VALUES = frozenset({"REACHED", "UNDER", "YES_NO"})
"""評価がCになった, 備考が書いてある."""
UTMOST: dict[str, tuple[str, Literal["most", "least"]]] = {
    "HIGHEST": ("最も大きい", "most"),
    "MOST": ("最も大きい", "most"),
    "LOWEST": ("最も小さい", "least"),
    "LEAST": ("最も小さい", "least"),
}
NARROWS = (q.ByUnit, q.InPillar, q.InField)
CELLS_AT_MOST = 120
"""A table of more is to be exported, not read out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a question says of tables: the columns, the rows by their cells, and the rows that the rest of it allows."""

    columns: tuple[Column, ...]
    picks: tuple[Pick, ...]
    years: tuple[int, ...]
    rows: tuple[Key, ...]
    narrowed: bool
    own_year: int | None = None  # of the one plan of a year that all the rows stand in

    def year_of(self, column: Column) -> int | None:
        """The one year that a column is asked of: said right before it, said at all, else the rows' own."""
        said = column.year or (self.years[0] if len(self.years) == 1 else None)
        return said or (self.own_year if not self.years and self.own_year in column.years else None)

    @property
    def pairs(self) -> bool:
        """True where two cells of each row are compared."""
        return any(pick.pairs for pick in self.picks)

    @property
    def asked(self) -> tuple[Column, ...]:
        """The columns that are wanted of the rows, beside those by which they are picked."""
        runs = [run for pick in self.picks for run in pick.runs]
        return tuple(
            column
            for column in self.columns
            if not self.pairs and not any(start <= column.start < column.end <= end for start, end in runs)
        )


def read_table(ledger: Ledger, world: World) -> Draft | None:
    """港湾課の項目と令和10年度の効果額, C評価の事業, 予算が前年度より減った事業, 河川部の総事業費の合計."""
    of_several = len(world.lexicon.municipalities) > 1 and not world.cities
    if ledger.language != "ja" or of_several or ledger.names("initiative") or not grid_of(world):
        return None
    document = document_of(ledger, world)
    columns = columns_of(ledger, world, (document.start, document.end) if document else (0, 0))
    picks = picks_of(ledger, columns, world)
    if picks is None or not (columns or picks):
        return None
    use = Using(ledger)
    table = _table(use, columns, picks, document, world)
    query = _query(table, use, world) if table else None
    return use.draft(query) if query else None


def _table(
    use: Using,
    columns: tuple[Column, ...],
    picks: tuple[Pick, ...],
    document: Document | None,
    world: World,
) -> Table | None:
    """The rows that all but the columns, their values and the years allow; None where that is not told apart."""
    ledger = use.ledger
    runs = [*((one.start, one.end) for one in columns), *(run for pick in picks for run in pick.runs)]
    runs += [(document.start, document.end)] if document else []
    taken = spans_in(ledger, runs) | frozenset(years_said(ledger))
    rest = Using(replace(ledger, spans=tuple(span for span in ledger.spans if span not in taken)))
    where = scope_of(rest, world)
    if where is None:
        return None
    use.take(*taken, *rest.used)
    allowed = members(world, where)
    narrowed = any(isinstance(part, NARROWS) for part in conditions_in(where))
    rows = within(_rows(columns, picks, allowed, narrowed=narrowed), document, world)
    table = Table(
        columns=columns,
        picks=picks,
        years=years_meant(ledger),
        rows=rows,
        narrowed=narrowed or bool(picks),
        own_year=_own_year(rows, world),
    )
    held = {table.own_year, *(year for column in columns for year in column.years)}
    return table if held.issuperset(table.years) else None  # another year is a condition that no column holds


def _own_year(rows: Sequence[Key], world: World) -> int | None:
    found, _ = rows_of(_named_rows(rows), world)
    years = {row.item.fiscal_year for row in found}
    return next(iter(years)) if len(years) == 1 else None


def _rows(
    columns: Sequence[Column], picks: Sequence[Pick], allowed: frozenset[Key] | None, *, narrowed: bool
) -> tuple[Key, ...]:
    """The rows of which every pick holds; without one those that are narrowed to, else those with any of the columns."""
    if narrowed and allowed is not None and not picks:
        return tuple(sorted(allowed))
    first, *others = [tuple(pick.rows) for pick in picks] or [
        tuple(dict.fromkeys(cell.subject for column in columns for cell in column.cells))
    ]
    return tuple(
        key for key in first if all(key in other for other in others) and (allowed is None or key in allowed)
    )


def _query(table: Table, use: Using, world: World) -> q.Query | None:
    """What is asked of the table; the words in which it is asked are accounted for."""
    use.take_all(ASIDE | SHOWN | (OF_COLUMNS if table.columns else frozenset()))
    use.take_all(OF_PAIRS if table.pairs else OF_VALUES if table.picks else frozenset())
    picked = [end for pick in table.picks for _, end in pick.runs]
    use.take(*(one for one in use.ledger.spans if picked and one.says("THAT") and one.start >= min(picked)))
    if sums := _sums(use.ledger):
        use.take(*sums)
        use.take_all(("HOW_MUCH", "COUNT"))
        return _total(table, world)
    utmost = next((one for one in UTMOST if use.ledger.says(one)), None) if table.asked else None
    if utmost:
        use.take_all((utmost, "HOW_MUCH"))
        return _utmost(table, *UTMOST[utmost])
    if table.picks and not table.asked:
        use.take_all(("COUNT", "YES_NO"))
        return _picked(table, most=table.pairs and use.ledger.says("HIGHEST"))
    listed = bool(table.picks) or use.ledger.says("DOING")
    return _cells(table) if table.asked and table.narrowed and listed else None


def _sums(ledger: Ledger) -> tuple[Span, ...]:
    """The words that ask for a sum, also where a table calls a figure of its own so."""
    return tuple(
        span
        for span in ledger.spans
        if span.says("SUM")
        or (span.kind_of == "indicator" and (said := concept_at(span.text, 0)) and "SUM" in said.concepts)
    )


def _utmost(table: Table, said: str, order: Literal["most", "least"]) -> q.Query | None:
    """The row or the rows with the utmost of the one column that is asked, in one year; None where it is told of several."""
    if len(table.asked) != 1 or not table.asked[0].single:
        return None
    column = table.asked[0]
    year = table.year_of(column) or (column.years[0] if len(column.years) == 1 else None)
    if len(column.years) > 1 and year is None:
        return None
    cells = [cell for key, cell in column.of(year).items() if key in table.rows and cell.value is not None]
    if not cells or len({cell.unit for cell in cells}) > 1:
        return None
    values = [cell.value or 0.0 for cell in cells]
    best = max(values) if order == "most" else min(values)
    kept = [cell for cell in cells if cell.value == best]
    told = "、".join((*(pick.said.removesuffix("の") for pick in table.picks), f"{kept[0].name}が{said}"))
    return q.RowsBy(told, tuple(as_named(kept)))


def _total(table: Table, world: World) -> q.Query | None:
    """The figures of one column added up, over the rows and the years that are meant; None where they count different things."""
    if len({column.cells for column in table.asked}) != 1 or not table.asked[0].single:
        return None
    column = table.asked[0]
    if len(column.years) > 1 and not table.years:
        return None
    cells = [cell for key in table.rows for cell in column.of_row(key, table.years) if cell.value is not None]
    plans = {world.lexicon.things[cell.subject].plan for cell in cells}
    if len(plans) != 1 or len({cell.unit for cell in cells}) > 1 or cells[0].unit == "%":
        return None  # two plans may tell of one and the same work
    return q.AskCells(_named_rows(cell.subject for cell in cells), tuple(as_named(cells)), total=True)


def _picked(table: Table, *, most: bool) -> q.Query | None:
    """The rows with the cells that they were picked by."""
    if not table.rows:
        return None
    said = "、".join((*(pick.said.removesuffix("の") for pick in table.picks[:-1]), table.picks[-1].said))
    cells = [cell for key in table.rows for pick in table.picks for cell in pick.rows[key]]
    return q.RowsBy(said, tuple(as_named(cells)), "most" if most else "", compared=table.pairs)


def _cells(table: Table) -> q.Query | None:
    """Each row with its cell of each column: in the years said of it, else in those of the question, else in all."""
    cells: list[Cell] = []
    for key in table.rows:
        cells += [cell for pick in table.picks for cell in pick.rows[key]]
        for column in table.asked:
            cells += column.of_row(key, (column.year,) if column.year else table.years)
    told = {cell.subject for cell in cells}
    if not cells or len(cells) > CELLS_AT_MOST or 2 * len(told) < len(table.rows):
        return None  # where most rows have none of it, it is no column of theirs
    return q.AskCells(_named_rows(table.rows), tuple(as_named(dict.fromkeys(cells))))


def _named_rows(keys: Iterable[Key]) -> tuple[q.Named, ...]:
    return tuple(q.Named(key, "") for key in dict.fromkeys(keys))


FRAMES = (Frame(name="table", read=read_table, example="総務部の事業と令和7年度の予算額は？"),)
