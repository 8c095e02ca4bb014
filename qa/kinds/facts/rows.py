"""A figure of a table asked for in everyday words: the one row that holds every noun, and its cell of the unit asked.

The row is not named: 図書館は一人何回 is asked of a row whose label, heads and units hold 図書館, 一人 and 回.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.written import other_words, telling
from keikaku.qa.kinds.cells import cells_of
from keikaku.qa.kinds.passages import everything
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.reading import Understood
from keikaku.qa.text.words import coverage, rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.kinds.cells import Cell
    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.reading import Reading
    from keikaku.qa.text.words import Word
    from keikaku.qa.world.world import TextOf, World

FIGURES = frozenset({"count", "money", "amount"})
"""What only a figure answers."""
SAME = (frozenset("人名"), frozenset(("割", "%", "パーセント")), frozenset(("箇所", "か所", "カ所")))
"""Counters that count the same."""
SHORTEST = 2
"""Characters that the words must have which a row is found by."""
_COUNTED = re.compile(r"(?P<counter>[一-鿿]{1,2})数")


def read_row(reading: Reading) -> Understood | None:
    """The cell of the one row that the words describe; None where none does, or several."""
    asks = [ask for ask in asks_of(reading.recognised.text) if ask.kind in FIGURES]
    if len(asks) != 1 or reading.recognised.of("initiative", "indicator") or reading.recognised.years:
        return None
    cells = [cell for cell in cells_of(reading.world) if cell.value is not None]
    able = [cell for cell in cells if _counts(cell, asks[0])]
    words = _sought(reading, asks[0])
    if not able or sum(len(word.stem) for word in words) < SHORTEST:
        return None
    found = _described(words, reading.world, {cell.subject for cell in able})
    kept = [cell for cell in able if found and cell.subject == found.key]
    if found is None or len(kept) != 1:
        return None
    named = q.Named(found.key, reading.world.lexicon.label(found.key))
    nouns = "・".join(word.surface for word in telling(everything(reading)))
    note = f"「{nouns}」を表の行・欄・単位に探しました"
    return Understood(query=q.AskCells((named,), (q.Named(kept[0].key, kept[0].name),)), notes=(note,))


def _sought(reading: Reading, ask: Ask) -> tuple[Word, ...]:
    """The nouns of the question but for the counter that is asked for: 人数 where 何人 is asked."""
    kept = []
    for word in telling(everything(reading)):
        counted = _COUNTED.fullmatch(word.surface)
        if word.surface in ask.text or (counted and _same(counted["counter"], ask.counter)):
            continue
        kept.append(word)
    return tuple(kept)


def _same(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in SAME)


def _counts(cell: Cell, ask: Ask) -> bool:
    """True where the cell's unit is what is counted: 部 in 部/月; 円 for money; the head where 〜数 is asked."""
    unit = re.split("[/／]", cell.unit)[0]
    if ask.kind == "money":
        return unit.endswith("円")
    if ask.kind == "amount":
        return any(head.endswith(ask.head) for head in cell.heads)
    return bool(ask.counter) and _same(unit, ask.counter)


def holds(word: Word, one: TextOf) -> bool:
    """True where the row's label, heads, values or units have the word, or the city's word for it."""
    text = one.title + one.text
    return any(form in text for form in (word.surface, word.stem, *other_words(word.surface)))


def _described(words: Sequence[Word], world: World, able: set[str]) -> TextOf | None:
    """The row that holds every word; of several the one whose label holds clearly more."""
    rows = [one for one in world.texts("row") if one.key in able and all(holds(word, one) for word in words)]
    if len(rows) <= 1:
        return rows[0] if rows else None
    weights = rarity(words, [one.title for one in world.texts("row")])
    by_label = sorted(((coverage(weights, one.title, "")[0], one.key, one) for one in rows), reverse=True)
    clear = by_label[0][0] > by_label[1][0]
    return by_label[0][2] if clear else None


def rows_holding(words: Sequence[Word], world: World) -> tuple[Cell, ...]:
    """The cells with a figure of the rows that hold every word, where these are few."""
    sought = telling(words)
    if not sought:
        return ()
    keys = {one.key for one in world.texts("row") if all(holds(word, one) for word in sought)}
    cells = tuple(cell for cell in cells_of(world) if cell.subject in keys and cell.value is not None)
    return cells if len(cells) <= FEW else ()


FEW = 3
"""So many cells are shown beside what is near."""
