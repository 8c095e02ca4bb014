"""What became of the earlier: continued, renamed, merged, split or moved, among all links that are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from keikaku.ingest.links.pairs.terms import terms_of
from keikaku.ingest.links.sides import Side
from keikaku.ontology.model.facts import Key, LinkRelation

ALIKE = 0.2
"""A title that shares less of its words than this is another name."""


Follows = frozenset[tuple[Key, Key]]
"""A unit and one that took over its work."""


def relations(links: Sequence[tuple[Side, Side]], follows: Follows = frozenset()) -> tuple[LinkRelation, ...]:
    """The relation of each link among all links of the same kind.

    One with several heirs in one later plan is split, several with one heir are merged; of one with one,
    a department that is neither the old one nor its heir is a move, and another title a renaming.
    """
    heirs = Counter((one.key, other.plan) for one, other in links)
    origins = Counter((other.key, one.plan) for one, other in links)
    return tuple(
        _relation(one, other, heirs[one.key, other.plan], origins[other.key, one.plan], follows)
        for one, other in links
    )


def _relation(one: Side, other: Side, heirs: int, origins: int, follows: Follows) -> LinkRelation:
    if heirs > 1:
        return LinkRelation.SPLITS
    if origins > 1:
        return LinkRelation.MERGES
    led = any((before, after) in follows for before in one.units for after in other.units)
    apart = one.units and other.units and not (one.units & other.units or led)
    if apart and not (one.whole_city or other.whole_city):
        return LinkRelation.MOVES
    return LinkRelation.CONTINUES if alike(one, other) >= ALIKE else LinkRelation.RENAMES


def alike(one: Side, other: Side) -> float:
    """The share of the shorter title's terms that the other title has."""
    first, second = (set(terms_of(side.title, side.city).counts) for side in (one, other))
    return len(first & second) / max(1, min(len(first), len(second)))
