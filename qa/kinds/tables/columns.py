"""The columns that a question names: runs of its words that are words of a head, with the years said of each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.kinds.cells import cells_of
from keikaku.qa.naming.concepts import concept_at
from keikaku.qa.naming.spans import SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world.world import World

SHORTEST = 2
"""Characters of a head that a question must have."""
LONGEST = 12
OWN_WORDS = frozenset({"indicator", "family"})
"""Names that are the heads of columns themselves."""
JOINS = re.compile("の?(?:当初)?")
FROM, UNTIL = frozenset({"から", "~", "〜", "-"}), frozenset({"まで", "の", "、", "を"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a question names it: the run of its text, and the cells of every year under its head."""

    start: int
    end: int
    head: str
    cells: tuple[Cell, ...]
    year: int | None = None  # the one year that is said right before it

    def of(self, year: int | None) -> dict[str, Cell]:
        """Its one cell of each row in the year; those without a year where the column has none."""
        wanted = year if self.years else None
        return {cell.subject: cell for cell in self.cells if cell.year == wanted}

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it has cells of."""
        return tuple(sorted({cell.year for cell in self.cells if cell.year}))


def columns_of(ledger: Ledger, world: World) -> tuple[Column, ...]:
    """Every column that is named, in the order of the question; none where a name can be each of two columns."""
    named = _named_heads(world)
    found = []
    for start, end in _runs(ledger, named):
        column = _column(start, end, named[ledger.text[start:end]], ledger, world)
        if column is None:
            return ()
        found.append(column)
    return tuple(found)


def years_said(ledger: Ledger) -> tuple[Span, ...]:
    """The years of the question, with the plans that are called by nothing but their year."""
    return tuple(
        span
        for span in ledger.spans
        if span.kind is SpanKind.YEAR
        or (span.kind_of == "plan" and re.fullmatch(r"(?:令和|平成|r|h)?[0-9元]+年度?", span.text))
    )


def range_of(ledger: Ledger, years: Iterable[int]) -> tuple[int, ...]:
    """The years that are meant: r7からr9まで are three."""
    told = [span for span in ledger.spans if span.kind is SpanKind.YEAR and span.years]
    for first, last in pairwise(told):
        if ledger.text[first.end : last.start] in FROM:
            return tuple(range(first.years[0], last.years[0] + 1))
    return tuple(dict.fromkeys(years))


def _named_heads(world: World) -> dict[str, frozenset[str]]:
    """What the heads of a world's tables are called: runs of their words, each with the heads that have it."""
    held: dict[str, frozenset[str]] | None = world.__dict__.get("_named_heads")
    if held is None:
        every: dict[str, set[str]] = defaultdict(set)
        for head in {head for cell in cells_of(world) for head in cell.heads}:
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
            if SHORTEST <= len(run) <= LONGEST and token.content and not only_asks:
                yield run


def _best(run: str, heads: Iterable[str]) -> set[str]:
    """The head that is the run itself, else those that end with it, else those that have it."""
    heads = set(heads)
    return (
        {head for head in heads if head == run}
        or {head for head in heads if head.endswith(run)}
        or set(heads)
    )


def _runs(ledger: Ledger, named: dict[str, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Where heads stand in the question, the longest at each place; never across the name of something else."""
    free = [True] * len(ledger.text)
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


def _column(start: int, end: int, heads: frozenset[str], ledger: Ledger, world: World) -> Column | None:
    """The cells of the run's head; None where a row has several of one year."""
    cells = tuple(cell for cell in cells_of(world) if heads & {*cell.heads})
    if len({(cell.subject, cell.year) for cell in cells}) != len(cells):
        return None
    return Column(start, end, ledger.text[start:end], cells, _year_before(start, ledger))


def _year_before(start: int, ledger: Ledger) -> int | None:
    for span in years_said(ledger):
        if span.end <= start and JOINS.fullmatch(ledger.text[span.end : start]):
            years = span.years or tuple(thing.fiscal_year for thing in span.things if thing.fiscal_year)
            return years[0] if years else None
    return None
