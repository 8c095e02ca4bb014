"""What a question says of rows by their cells: a value, one column against another or against its year before, no cell."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.kinds.cells import VALUE_AT_MOST, grid_of
from keikaku.qa.kinds.rows.columns import ordered
from keikaku.qa.kinds.rows.relations import DENIED, LEFT_OUT
from keikaku.qa.kinds.rows.valued import categorical
from keikaku.qa.kinds.tables.columns import year_of, years_said
from keikaku.qa.naming.grammar import NEGATIONS
from keikaku.qa.naming.spans import SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.kinds.tables.columns import Column
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.world.world import World

BRACKETS = "【】「」『』〔〕()（）"
LEADS = r"[がはのでを:=]?[「(【]?"
NONE_GIVEN = re.compile("[「(]*[-―—–ー][」)]*")
"""How tables print that there is nothing, as questions quote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """The rows that a question picks with the cells that show it, what is said of them, and the runs it was read from."""

    said: str
    rows: dict[Key, tuple[Cell, ...]]
    runs: tuple[tuple[int, int], ...] = ()
    pairs: bool = False  # each row is shown by two cells that are compared


def picks_of(ledger: Ledger, columns: Sequence[Column], world: World) -> tuple[Pick, ...] | None:
    """Everything that is said of rows; None where a value is denied, which no pick can say."""
    valued = list(_values(ledger, columns, world))
    if any(_denied(ledger.text, run[1]) for pick in valued for run in pick.runs):
        return None
    compared = _compared(ledger, columns)
    return (
        *valued,
        *([compared] if compared else ()),
        *_bounded(ledger, columns),
        *_lacking(ledger, columns),
        *_given(ledger, columns),
    )


def _denied(text: str, end: int) -> bool:
    behind = text[end:].lstrip(BRACKETS)
    return bool(DENIED.match(behind) or LEFT_OUT.match(behind))


def _values(ledger: Ledger, columns: Sequence[Column], world: World) -> Iterator[Pick]:
    """c評価, 評価がc, 区分が新規 beside the head; 【新規】 by itself where one column sorts its rows by it."""
    taken: set[str] = set()
    for column in columns:
        found = _beside(ledger.text, column)
        if found:
            words, start, end = found
            taken.add(words)
            kept = tuple(cell for cell in column.cells if _bare(cell) == words)
            yield _of_value(kept, ((start, end),))
    for span in ledger.residue:
        words = span.text.strip(BRACKETS)
        kept = tuple(cell for cell in categorical(grid_of(world)) if _bare(cell) == words)
        if words not in taken and kept and len({cell.heads for cell in kept}) == 1:
            yield _of_value(kept, ((span.start, span.end),))


def _bare(cell: Cell) -> str:
    return cell.words.strip(BRACKETS)


def _of_value(cells: Sequence[Cell], runs: tuple[tuple[int, int], ...]) -> Pick:
    names = {cell.name for cell in cells}
    name = names.pop() if len(names) == 1 else cells[0].heads[0]
    return Pick(said=f"{name}が{cells[0].text}の", rows={cell.subject: (cell,) for cell in cells}, runs=runs)


def _beside(text: str, column: Column) -> tuple[str, int, int] | None:
    """The value of the column that stands right before its head or behind it, with where both stand."""
    able = {_bare(cell) for cell in column.cells if cell.value is None and len(cell.words) <= VALUE_AT_MOST}
    for words in sorted(able - {""}, key=len, reverse=True):
        start = column.start - len(words)
        if start >= 0 and text[start : column.start] == words and not _cut(text[start - 1 : start + 1]):
            return words, start, column.end
        behind = re.compile(f"{LEADS}{re.escape(words)}(?![0-9a-z])").match(text, column.end)
        if behind:
            return words, column.start, behind.end()
    return None


_CUT = re.compile("[a-z0-9]{2}|[一-鿿]{2}|[ァ-ヴー]{2}")


def _cut(pair: str) -> bool:
    """True where a word goes on over the place between the two characters."""
    return bool(_CUT.fullmatch(pair))


LESS, MORE = ("LESS_THAN", "BELOW"), ("MORE_THAN", "OVER")
HOLDS: tuple[tuple[tuple[str, ...], str, Callable[[float, float], bool]], ...] = (
    (LESS, "より低い", operator.lt),
    (MORE, "より高い", operator.gt),
)
BESIDE = re.compile("より|を|に比べ|と比べ|に対し")
"""What stands behind the one that is compared with: 決算より, 決算を上回る, 前年度に比べて."""


def _compared(ledger: Ledger, columns: Sequence[Column]) -> Pick | None:
    """予算が決算より少ない, 予算が決算を上回る, 令和7年度予算が令和6年度より多い, 前年度より減った."""
    told = [(said, holds) for words, said, holds in HOLDS if ledger.says(*words)]
    sides = _sides(ledger, columns) if len(told) == 1 else None
    if sides is None or not all(column.single for column, _ in sides):
        return None
    (said, holds), ((first, first_year), (second, second_year)) = told[0], sides
    afters, befores = first.of(first_year), second.of(second_year)
    rows: dict[Key, tuple[Cell, ...]] = {}
    for key in afters.keys() & befores.keys():
        places = ordered((befores[key], afters[key]))
        if places and holds(places[afters[key].key], places[befores[key].key]):
            rows[key] = (befores[key], afters[key])
    if not rows:
        return None
    names = [next(iter(cells.values())).name for cells in (afters, befores)]
    return Pick(said=f"{names[0]}が{names[1]}{said}", rows=rows, pairs=True)


Side = tuple["Column", int | None]


def _sides(ledger: Ledger, columns: Sequence[Column]) -> tuple[Side, Side] | None:
    """What is compared, and what with: the column or the year right before より is the second."""
    against = next((column for column in columns if BESIDE.match(ledger.text, column.end)), None)
    others = [column for column in columns if column is not against]
    if len(others) != 1:
        return None
    first = others[0]
    if against is not None:
        return (first, first.year or _only(first)), (against, against.year or _only(against))
    newest = first.year or max(first.years, default=None)
    year = _year_beside(ledger, newest)
    return ((first, newest), (first, year)) if year and newest and year != newest else None


def _year_beside(ledger: Ledger, newest: int | None) -> int | None:
    """The year that is compared with: 令和6年度より, 前年度と比べて."""
    said = (year_of(span) for span in years_said(ledger) if BESIDE.match(ledger.text, span.end))
    before = any(s.says("YEAR_BEFORE") and BESIDE.match(ledger.text, s.end) for s in ledger.spans)
    return next((year for year in said if year), newest - 1 if before and newest else None)


BOUNDS: tuple[tuple[str, str, Callable[[float, float], bool]], ...] = (
    ("AT_LEAST", "以上の", operator.ge),
    ("AT_MOST", "以下の", operator.le),
    ("OVER", "より大きい", operator.gt),
    ("BELOW", "より小さい", operator.lt),
)
_HAS = re.compile("[がはのを]?")


def _bounded(ledger: Ledger, columns: Sequence[Column]) -> Iterator[Pick]:
    """事業費が500万円以上の: a figure of the column's own unit right behind its head, with the word that bounds it."""
    spans = ledger.spans
    for column in columns:
        start = _HAS.match(ledger.text, column.end)
        at = next(
            (n for n, s in enumerate(spans) if start and s.start == start.end() and s.value is not None), None
        )
        word = spans[at + 1] if at is not None and at + 1 < len(spans) else None
        bound = next((one for one in BOUNDS if word and word.says(one[0])), None)
        able = [cell for cell in column.cells if cell.value is not None]
        if at is None or word is None or bound is None or not column.single or len(column.years) > 1:
            continue
        if {cell.unit for cell in able} != {spans[at].unit}:
            continue
        _, said, holds = bound
        rows: dict[Key, tuple[Cell, ...]] = {
            cell.subject: (cell,) for cell in able if holds(cell.value or 0.0, spans[at].value or 0.0)
        }
        name = able[0].name
        yield Pick(said=f"{name}が{spans[at].text}{said}", rows=rows, runs=((column.start, word.end),))


def _only(column: Column) -> int | None:
    return column.years[0] if len(column.years) == 1 else None


def _lacking(ledger: Ledger, columns: Sequence[Column]) -> Iterator[Pick]:
    """事業費がつかない, 効果額の記載のない: rows that have a cell under the head in other years and none in this one."""
    if len(columns) != 1:
        return
    (column,) = columns
    if not column.single:
        return
    end = _denial(ledger, column.end)
    said = [year for span in years_said(ledger) if (year := year_of(span))]
    year = column.year or (said[0] if len(said) == 1 else None)
    if end is None or year is None or year not in column.years:
        return
    given = column.of(year)
    rows: dict[Key, tuple[Cell, ...]] = {}
    for cell in column.cells:
        if cell.subject not in given:
            rows[cell.subject] = (*rows.get(cell.subject, ()), cell)
    name = next(iter(given.values())).name
    signs = tuple(
        (span.start, span.end)
        for span in ledger.residue
        if NONE_GIVEN.fullmatch(span.text) and span.start >= end
    )
    if rows:
        yield Pick(said=f"{name}のない", rows=rows, runs=((column.start, end), *signs))


_SAID = re.compile("[」』]?[がもの]")


def _given(ledger: Ledger, columns: Sequence[Column]) -> Iterator[Pick]:
    """関係課も書いてある施策: rows that have a cell under the head, where others have none."""
    for column in columns:
        after = _SAID.match(ledger.text, column.end)
        says = next((s for s in ledger.spans if after and s.start == after.end() and s.says("SAYS_SO")), None)
        if says and not _denied(ledger.text, says.end):
            rows: dict[Key, tuple[Cell, ...]] = {}
            for cell in column.cells:
                rows[cell.subject] = (*rows.get(cell.subject, ()), cell)
            yield Pick(said=f"{column.cells[0].name}の書かれた", rows=rows, runs=((column.start, says.end),))


def _denial(ledger: Ledger, at: int) -> int | None:
    """Where the denied verb ends that follows right there: が つか ない."""
    lack = next((s for s in ledger.spans if s.start == at and s.says("LACKING")), None)
    if lack:
        return lack.end
    tokens = [token for token in tokenize(ledger.text) if token.start >= at]
    for token in tokens[:LONGEST_DENIAL]:
        if token.lemma in NEGATIONS:
            return token.end
        if token.pos not in {"助詞", "動詞", "助動詞"}:
            return None
    return None


LONGEST_DENIAL = 6
"""Words from a head to the one that denies it."""


def spans_in(ledger: Ledger, runs: Sequence[tuple[int, int]]) -> frozenset[Span]:
    """The spans that the runs hold every character of that is no particle."""
    inside = {at for start, end in runs for at in range(start, end)}
    glue = {at for s in ledger.spans if s.kind is SpanKind.GLUE for at in range(s.start, s.end)}
    return frozenset(
        span
        for span in ledger.spans
        if set(range(span.start, span.end)) <= inside | glue and inside & set(range(span.start, span.end))
    )
