"""How a question about the rows of tables is read: which rows, which columns, and whether their figures are added up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.nearest import members
from keikaku.qa.kinds.cells import cells_of
from keikaku.qa.kinds.rows.columns import as_named
from keikaku.qa.kinds.tables.columns import columns_of, range_of, years_said
from keikaku.qa.kinds.tables.picks import picks_of, residues
from keikaku.qa.reading.frame import Draft, Frame, Using
from keikaku.qa.reading.scope import ASIDE, conditions_in, scope_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.kinds.tables.columns import Column
    from keikaku.qa.kinds.tables.picks import Pick
    from keikaku.qa.naming.spans import Ledger
    from keikaku.qa.world.world import World

SHOWN = frozenset(
    {"RESPONSIBLE", "UNIT", "AXIS_DEPARTMENT", "AXIS_SECTION", "IN_NAME", "EACH", "COMPLETE", "WITH"}
)
"""What every list of rows shows, or what is asked of each of them."""
OF_PICKS = frozenset(
    {"LESS_THAN", "MORE_THAN", "THAN", "YEAR_BEFORE", "DIFFERENCE", "HOW_MUCH", "HIGHEST", "REACHED"}
)
"""Words that a comparison, or a value that a row has come to, is asked in."""
NARROWS = (q.ByUnit, q.InPillar, q.InField)


def read_table(ledger: Ledger, world: World) -> Draft | None:
    """管財課の項目と令和10年度の効果額, C評価の事業, 予算が前年度より減った事業, 健康福祉部の総事業費の合計."""
    of_several = len(world.lexicon.municipalities) > 1 and not world.cities
    if ledger.language != "ja" or of_several or ledger.names("initiative") or not cells_of(world):
        return None
    columns = columns_of(ledger, world)
    picks = picks_of(ledger, columns, world)
    if picks is None or not (columns or picks):
        return None
    use, where = _scoped(ledger, columns, picks, world)
    if where is None:
        return None
    allowed = members(world, where)
    use.take_all(ASIDE | SHOWN | (OF_PICKS if picks else frozenset()))
    query = _query(ledger, columns, picks, where, allowed, use)
    return Draft(query=query, used=frozenset(use.used)) if query else None


def _scoped(
    ledger: Ledger, columns: Sequence[Column], picks: Sequence[Pick], world: World
) -> tuple[Using, q.AllOf | None]:
    """The conditions that all but the columns, their values and the years make."""
    runs = [*((one.start, one.end) for one in columns), *(run for pick in picks for run in pick.runs)]
    taken = residues(ledger, runs) | frozenset(years_said(ledger))
    use = Using(replace(ledger, spans=tuple(span for span in ledger.spans if span not in taken)))
    where = scope_of(use, world)
    use.take(*taken)
    return use, where


def _query(  # noqa: PLR0913, PLR0917 - what was read of one question
    ledger: Ledger,
    columns: Sequence[Column],
    picks: Sequence[Pick],
    where: q.AllOf,
    allowed: frozenset[Key] | None,
    use: Using,
) -> q.Query | None:
    rows = _rows(columns, picks, allowed)
    asked = [column for column in columns if not any(_holds(pick, column) for pick in picks)]
    years = range_of(ledger, [year for span in years_said(ledger) for year in _years_of(span.years, span)])
    if ledger.says("SUM"):
        use.take_all(("SUM", "HOW_MUCH", "COUNT"))
        return _total(rows, asked or [c for c in columns if not picks], years)
    if picks and (picks[0].pairs or not asked):
        use.take_all(("COUNT", "YES_NO"))
        order = "most" if picks[0].pairs and ledger.says("HIGHEST") else ""
        return _picked(picks, rows, ledger, "most" if order else "")
    narrowed = bool(picks) or any(isinstance(part, NARROWS) for part in conditions_in(where))
    return _cells(rows, asked, years, picks) if asked and narrowed and ledger.says("DOING") else None


def _years_of(years: tuple[int, ...], span: object) -> tuple[int, ...]:
    things = getattr(span, "things", ())
    return years or tuple(thing.fiscal_year for thing in things if thing.fiscal_year)


def _holds(pick: Pick, column: Column) -> bool:
    """True where the pick was read from the column's words, or compares its cells."""
    return pick.pairs or any(start <= column.start and column.end <= end for start, end in pick.runs)


def _rows(
    columns: Sequence[Column], picks: Sequence[Pick], allowed: frozenset[Key] | None
) -> tuple[Key, ...]:
    """The rows of which every pick holds; without one those that have any of the columns."""
    every = [pick.rows.keys() for pick in picks] or [
        dict.fromkeys(cell.subject for column in columns for cell in column.cells).keys()
    ]
    return tuple(
        key
        for key in every[0]
        if all(key in other for other in every[1:]) and (allowed is None or key in allowed)
    )


def _total(rows: Sequence[Key], columns: Sequence[Column], years: tuple[int, ...]) -> q.Query | None:
    """The figures of one column added up, over the rows and the years that are meant; None where they count different things."""
    if len(columns) != 1:
        return None
    column = columns[0]
    wanted = years or column.years
    if not years and len(column.years) > 1:
        return None
    cells = [
        cell
        for key in rows
        for cell in column.cells
        if cell.subject == key and cell.value is not None and (not column.years or cell.year in wanted)
    ]
    if not cells or len({cell.unit for cell in cells}) > 1 or cells[0].unit == "%":
        return None
    return q.AskCells(_named_rows(cells), tuple(as_named(cells)), total=True)


def _picked(picks: Sequence[Pick], rows: Sequence[Key], ledger: Ledger, order: str) -> q.Query | None:
    """The rows with the cells that they were picked by."""
    if not rows:
        return None
    said = "、".join((*(pick.said.removesuffix("の") for pick in picks[:-1]), picks[-1].said))
    cells = [cell for key in rows for pick in picks for cell in pick.rows[key]]
    return q.RowsBy(said, tuple(as_named(cells)), "most" if order else "", (ledger.text,))


def _cells(
    rows: Sequence[Key], columns: Sequence[Column], years: tuple[int, ...], picks: Sequence[Pick]
) -> q.Query | None:
    """Each row with its cell of each column: in the years said of it, else in those of the question, else in all."""
    cells: list[Cell] = []
    for key in rows:
        cells += [cell for pick in picks for cell in pick.rows[key]]
        for column in columns:
            wanted = (column.year,) if column.year else years
            cells += [
                cell
                for cell in column.cells
                if cell.subject == key and (not wanted or not cell.year or cell.year in wanted)
            ]
    if not cells or len(cells) > CELLS_AT_MOST:
        return None
    return q.AskCells(_named_rows(cells), tuple(as_named(dict.fromkeys(cells))))


def _named_rows(cells: Sequence[Cell]) -> tuple[q.Named, ...]:
    return tuple(q.Named(key, "") for key in dict.fromkeys(cell.subject for cell in cells))


CELLS_AT_MOST = 120
"""A table of more is to be exported, not read out."""
FRAMES = (Frame(name="table", read=read_table, example="総務部の事業と令和7年度の予算額は？"),)
