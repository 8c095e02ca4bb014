"""The columns that a question names: runs of its words that are words of a head, with the years said of each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.kinds.cells import grid_of
from keikaku.qa.naming.concepts import concept_at
from keikaku.qa.naming.spans import SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world.world import World

SHORTEST = 2
"""Characters of a head that a question must have."""
LONGEST = 12
JOINING = frozenset({"助詞", "助動詞", "補助記号", "空白"})
"""What a run of words of a head neither begins nor ends with."""
OWN_WORDS = frozenset({"indicator", "family"})
"""Names that are the heads of columns themselves."""
JOINS = re.compile("の?(?:当初)?")
FROM = frozenset({"から", "~", "〜", "-"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a question names it: the run of its text, and the cells of every year under its head."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    year: int | None = None  # the one year that is said right before it

    def of(self, year: int | None) -> dict[str, Cell]:
        """Its one cell of each row in the year; those without a year where the column has none."""
        wanted = year if self.years else None
        return {cell.subject: cell for cell in self.cells if cell.year == wanted}

    def of_row(self, row: str, years: Sequence[int | None]) -> list[Cell]:
        """Its cells of a row, in the years where some are said; of a column without years all."""
        return [
            cell
            for cell in self.cells
            if cell.subject == row and (not years or not self.years or cell.year in years)
        ]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it has cells of."""
        return tuple(sorted({cell.year for cell in self.cells if cell.year}))

    @property
    def single(self) -> bool:
        """True where every row has one cell of a year at most."""
        return len({(cell.subject, cell.year) for cell in self.cells}) == len(self.cells)

    def under(self, other: Column) -> Column:
        """Of several columns of that name the one that stands under a head of the other: 決算 beside 総事業費の予算."""
        heads = {head for cell in other.cells for head in cell.heads}
        kept = tuple(cell for cell in self.cells if cell.heads[0] in heads)
        return replace(self, cells=kept) if kept else self


def columns_of(ledger: Ledger, world: World, owned: tuple[int, int] = (0, 0)) -> tuple[Column, ...]:
    """Every column that is named, in the order of the question; 令和7年度の予算の総事業費 is one.

    `owned` is a run of the question that something else has its name in.
    """
    named = _named_heads(world)
    found: list[Column] = []
    for start, end in _runs(ledger, named, owned):
        heads = named[ledger.text[start:end]]
        cells = tuple(cell for cell in grid_of(world) if heads & {*cell.heads})
        column = Column(start, end, cells, _year_before(start, ledger))
        both = _joined(found[-1], column, ledger) if found else None
        found[-1:] = [both] if both else [*found[-1:], column]
    return tuple(_told_apart(column, found) for column in found)


def _joined(first: Column, second: Column, ledger: Ledger) -> Column | None:
    """Two heads of one column that the question says one behind the other."""
    if not JOINS.fullmatch(ledger.text[first.end : second.start]):
        return None
    both = set(second.cells)
    cells = tuple(cell for cell in first.cells if cell in both)
    return Column(first.start, second.end, cells, first.year or second.year) if cells else None


def _told_apart(column: Column, columns: Iterable[Column]) -> Column:
    """The column itself, or what another one of the question makes single of it."""
    if column.single:
        return column
    others = (column.under(other) for other in columns if other is not column and other.single)
    return next((one for one in others if one.single), column)


def years_said(ledger: Ledger) -> tuple[Span, ...]:
    """The years of the question, with the plans that are called by nothing but their year."""
    return tuple(
        span
        for span in ledger.spans
        if span.kind is SpanKind.YEAR
        or (span.kind_of == "plan" and re.fullmatch(r"(?:令和|平成|r|h)?[0-9元]+年度?", span.text))
    )


def _years(span: Span) -> tuple[int, ...]:
    """The years that a span says: those of its own, else those of the plans that are called by them."""
    return span.years or tuple(thing.fiscal_year for thing in span.things if thing.fiscal_year)


def year_of(span: Span) -> int | None:
    """The one year that a span says."""
    years = _years(span)
    return years[0] if len(years) == 1 else None


def years_meant(ledger: Ledger) -> tuple[int, ...]:
    """Every year of the question; r7からr9まで are three."""
    told = years_said(ledger)
    for first, last in pairwise(told):
        ends = (year_of(first), year_of(last))
        if ledger.text[first.end : last.start] in FROM and ends[0] and ends[1]:
            return tuple(range(ends[0], ends[1] + 1))
    return tuple(dict.fromkeys(year for span in told for year in _years(span)))


def _named_heads(world: World) -> dict[str, frozenset[str]]:
    """What the heads of a world's tables are called: runs of their words, each with the heads that have it."""
    held: dict[str, frozenset[str]] | None = world.__dict__.get("_named_heads")
    if held is None:
        every: dict[str, set[str]] = defaultdict(set)
        for head in {head for cell in grid_of(world) for head in cell.heads}:
            for run in _parts(head):
                every[run].add(head)
        held = {run: frozenset(_best(run, heads)) for run, heads in every.items()}
        world.__dict__["_named_heads"] = held
    return held


def _parts(head: str) -> Iterator[str]:
    """Runs of whole words of a head that say something by themselves: 予算 and 予算額 of 当初予算額, not 事業 of 総事業費."""
    tokens = tokenize(head)
    for first, token in enumerate(tokens):
        for last in tokens[first:]:
            run = head[token.start : last.end]
            said = concept_at(run, 0)
            only_asks = said is not None and said.end == len(run) and "DOING" in said.concepts
            if (
                SHORTEST <= len(run) <= LONGEST
                and {token.pos, last.pos}.isdisjoint(JOINING)
                and not only_asks
            ):
                yield run


def _best(run: str, heads: Iterable[str]) -> set[str]:
    """The head that is the run itself, else those that end with it, else those that have it."""
    heads = set(heads)
    return (
        {head for head in heads if head == run}
        or {head for head in heads if head.endswith(run)}
        or set(heads)
    )


def _runs(
    ledger: Ledger, named: dict[str, frozenset[str]], owned: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Where heads stand in the question, the longest at each place; never across the name of something else."""
    free = [not owned[0] <= at < owned[1] for at in range(len(ledger.text))]
    for span in (*ledger.names(), *ledger.spans):
        if span.kind in {SpanKind.YEAR, SpanKind.LITERAL} or (span.kind_of and span.kind_of not in OWN_WORDS):
            free[span.start : span.end] = [False] * (span.end - span.start)
    at = 0
    while at < len(ledger.text):
        ends = range(min(len(ledger.text), at + LONGEST), at + SHORTEST - 1, -1)
        end = next((one for one in ends if all(free[at:one]) and ledger.text[at:one] in named), None)
        if end:
            yield at, end
        at = end or at + 1


def _year_before(start: int, ledger: Ledger) -> int | None:
    for span in years_said(ledger):
        if span.end <= start and JOINS.fullmatch(ledger.text[span.end : start]):
            return year_of(span)
    return None
