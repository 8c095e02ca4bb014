"""A form in pieces: below the card that names an initiative stand its further tables, up to the next card."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from keikaku.ingest.page.block import Block
from keikaku.ontology.japanese.text import fold

LEAD_AT_MOST = 4
"""Blocks right above a card that may belong to it: the name of the form, its number."""
AGAIN = 2
DIGITS = re.compile(r"[0-9]+")
LOOSE = ("bracket", "mark")


def forms_of(blocks: Sequence[Block]) -> dict[int, int]:
    """The blocks that belong to a form, by the block of its card, which is none of them.

    What stands below a card is its own until the next card begins, or a heading, or a table of numbers, that
    no other form has.
    """
    cards = [index for index, block in enumerate(blocks) if block.table and block.table.is_card]
    if not cards:
        return {}
    leads = _leads(blocks, cards)
    again = _again(blocks, cards, leads)
    found: dict[int, int] = dict(leads)
    for card, stop in zip(cards, (*cards[1:], len(blocks)), strict=True):
        for index in range(card + 1, stop):
            if index in leads or _ends(blocks[index], again):
                break
            found[index] = card
    return found


def _leads(blocks: Sequence[Block], cards: Sequence[int]) -> dict[int, int]:
    """The blocks right above a card that stand so above others too, numbers aside."""
    above = {card: tuple(_above(blocks, card)) for card in cards}
    where: dict[str, set[int]] = defaultdict(set)
    for card, places in above.items():
        for place in places:
            where[_shape(blocks[place])].add(card)
    leads: dict[int, int] = {}
    for card, places in above.items():
        for place in places:
            if len(where[_shape(blocks[place])]) < AGAIN:
                break
            leads[place] = card
    return leads


def _above(blocks: Sequence[Block], card: int) -> Iterator[int]:
    for place in range(card - 1, max(-1, card - 1 - LEAD_AT_MOST), -1):
        if blocks[place].table or blocks[place].lines[0].hint.row:
            return
        yield place


def _shape(block: Block) -> str:
    return DIGITS.sub("0", fold(block.lines[0].plain))


def _again(blocks: Sequence[Block], cards: Sequence[int], leads: dict[int, int]) -> frozenset[str] | None:
    """The headings and heads of tables below several cards; None where the only card has all below it."""
    if len(cards) < AGAIN:
        return None
    where: dict[str, set[int]] = defaultdict(set)
    card = -1
    for index, block in enumerate(blocks):
        card = index if index in cards else card
        if card >= 0 and index not in leads and (words := _words(block)):
            where[words].add(card)
    return frozenset(words for words, found in where.items() if len(found) >= AGAIN)


def _words(block: Block) -> str:
    """The words that tell one part of a form from another; none of what is only text."""
    if block.table:
        return "\t".join(map(fold, block.table.header))
    return fold(block.text) if block.role in ("heading", "title") else ""


def _ends(block: Block, again: frozenset[str] | None) -> bool:
    """Whether a form ends with a block: another list, or a heading or head that no other form has."""
    if block.table and block.table.kind == "initiatives":
        return True
    if again is not None:
        return bool(words := _words(block)) and words not in again
    kind = block.marker.kind if block.marker else ""
    return block.role in ("heading", "title") and bool(kind) and not kind.startswith(LOOSE)
