"""Cards and forms: labels beside their values, one or two pairs a row, with small tables inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.laid.groups import grouped
from keikaku.ingest.grid.model import Grid, GridRow, Path
from keikaku.ingest.grid.regular import NOTE
from keikaku.ingest.grid.words import bare, is_label, vote
from keikaku.ingest.signs.heads import year_told
from keikaku.ingest.source import CELL_BREAK

PAIRS_AT_LEAST = 2
LABELS_SHARE = 0.6
"""Of the rows of a card so many begin with a word that labels."""
LABEL_AT_MOST = 20  # characters
NAMES = ("", "TITLE", "PILLAR", "FIELD", "RESPONSIBLE")
"""Concepts in whose words names end too: 犬の登録事業 is no label of one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label path with its value and the row that both stand in."""

    path: Path
    value: str
    row: GridRow


@dataclass(slots=True)
class Card:
    """The pairs of one card, in their order; only the reading of a grid holds one."""

    pairs: list[Pair] = field(default_factory=list)
    rows: list[GridRow] = field(default_factory=list)

    def of(self, *concepts: str) -> list[Pair]:
        """The pairs whose labels name a concept."""
        return [pair for pair in self.pairs if (found := vote(pair.path[-1])) and found.concept in concepts]


def cards_of(grid: Grid) -> tuple[Card, ...]:
    """The cards that a grid holds, one below the other; none where it is no card."""
    rows = [row for row in grid.rows if row.told]
    if not _is_card(rows):
        return ()
    cards: list[Card] = []
    mini: tuple[str, ...] = ()
    groups = grouped(rows)
    for place, row in enumerate(rows):
        if not cards or _begins(row, cards[-1]):
            cards.append(Card())
        if place in groups:
            pairs, mini = [Pair(path, value, row) for path, value in groups[place].pairs()], ()
        else:
            pairs, mini = _read(row, mini)
        cards[-1].pairs += pairs
        cards[-1].rows.append(row)
    found = tuple(card for card in cards if card.of("TITLE") and len(card.pairs) >= PAIRS_AT_LEAST)
    return found if len(found) == len(cards) else ()


def _is_card(rows: Sequence[GridRow]) -> bool:
    """Whether most rows begin with a label, one names a title, and no row is a head of labels alone."""
    labelled = [row for row in rows if is_pairs(row.told)]
    if not labelled or any(_is_head(row, place) for place, row in enumerate(rows)):
        return False
    titles = [pair for row in labelled for pair in pairs_of(row.told) if _concept(pair[0]) == "TITLE"]
    begin = sum(_is_label_like(row.told[0]) for row in rows)
    return bool(titles) and len(labelled) >= PAIRS_AT_LEAST and begin >= LABELS_SHARE * len(rows)


def _is_head(row: GridRow, place: int) -> bool:
    """Whether a row heads a list: two labels alone, or labels alone before all else."""
    return all(map(is_label, row.told)) and (len(row.told) == 2 or (place == 0 and len(row.told) > 2))


def _concept(text: str) -> str:
    found = vote(text)
    return found.concept if found else ""


def _is_label_like(text: str) -> bool:
    """Whether a text labels: the word itself, or one that ends so and is no name (前年度の予算額)."""
    return is_label(text) or (_concept(text) not in NAMES and len(text) <= LABEL_AT_MOST)


def is_pairs(told: Sequence[str]) -> bool:
    """Whether texts are labels each before its value: the first, the third and so on, and no other."""
    if len(told) < 2 or len(told) % 2:
        return False
    labels, values = told[::2], told[1::2]
    return all(map(_is_label_like, labels)) and not any(map(is_label, values))


def pairs_of(told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels with their values."""
    return zip(told[::2], told[1::2], strict=False)


def _begins(row: GridRow, card: Card) -> bool:
    """Whether another card begins with a row: it has the label again that names the initiative."""
    titles = {bare(pair.path[-1]) for pair in card.of("TITLE")[:1]}
    return is_pairs(row.told) and any(bare(label) in titles for label, _ in pairs_of(row.told))


def _read(row: GridRow, mini: tuple[str, ...]) -> tuple[list[Pair], tuple[str, ...]]:
    """The pairs of a row, and the head of the small table that it is in or begins."""
    told = row.told
    if NOTE.match(told[0]):
        return [], ()
    if is_mini_head(told):
        return [], tuple(told)
    if mini and len(told) == len(mini) and not is_pairs(told):
        return [
            Pair((told[0], head), value, row) for head, value in zip(mini[1:], told[1:], strict=True)
        ], mini
    if is_pairs(told):
        return [Pair((label,), value, row) for label, value in pairs_of(told)], ()
    if len(told) == 2:
        return [Pair((told[0],), told[1], row)], ()
    return list(_levels(row)), ()


def _levels(row: GridRow) -> Iterator[Pair]:
    """An indicator with its levels in one row, each below its own label in its cell: 現在（R5） over 12."""
    label, name, *levels = row.told
    own = [level.split(CELL_BREAK) for level in levels]
    if _concept(label) in ("INDICATOR", "TARGET") and all(len(one) == 2 for one in own):
        for head, value in own:
            if _heads_figures(head):
                yield Pair((head, name), value, row)


def is_mini_head(told: Sequence[str]) -> bool:
    """Whether a row heads a small table in a card: a label, then years or words that head figures.

    >>> is_mini_head(("指標名", "令和4年度実績", "令和5年度実績")), is_mini_head(("担当部", "経済部", "課"))
    (True, False)
    """
    if len(told) < 3:
        return False
    return all(_heads_figures(cell) for cell in told[1:])


def _heads_figures(cell: str) -> bool:
    if kind_of(cell) in ("number", "prose"):
        return False
    return _concept(cell) in ("ACTUAL", "TARGET", "BUDGET", "MEASURE") or year_told(cell) is not None
