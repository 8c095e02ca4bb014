"""Initiatives that a document names again: a list and the sheet or chapter behind it tell of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from keikaku.ontology.model.facts import Key


@dataclass(frozen=True, slots=True)
class Said:
    """What one place says of an initiative: its name, where it stands, what is above it, who does it."""

    name: str
    block: int
    pillar: Key | None = None
    field: Key | None = None
    units: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How much it says."""
        return sum(map(bool, (self.pillar, self.field, self.units))) + sum(map(len, self.units))


def first_told(said: Sequence[Said]) -> tuple[int, ...]:
    """For each place the one that says most of the same thing; a place that fits two things is its own.

    >>> sheet = Said("朝市", 7, pillar="港", units=("経済部産業課",))
    >>> list_and_sheet = (Said("朝市", 1, units=("産業課",)), sheet)
    >>> first_told(list_and_sheet)
    (1, 1)
    >>> first_told((*list_and_sheet, Said("朝市", 9, pillar="里", units=("産業課",))))
    (0, 1, 2)
    """
    named: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        named[one.name].append(place)
    heads = list(range(len(said)))
    for places in named.values():
        for things in _things(said, places) if len(places) > 1 else ():
            for place in things:
                heads[place] = things[0]
    return tuple(heads)


def _things(said: Sequence[Said], places: Sequence[int]) -> list[list[int]]:
    """The places of one name by the things that they tell of, the fullest of each first."""
    things: list[list[int]] = []
    for place in sorted(places, key=lambda place: -said[place].weight):
        fitting = [one for one in things if all(_agree(said[place], said[other]) for other in one)]
        if len(fitting) == 1:
            fitting[0].append(place)
        else:
            things.append([place])
    return things


def _agree(one: Said, other: Said) -> bool:
    """Whether two places of different tables or headings say nothing of a thing that differs."""
    return (
        one.block != other.block
        and _may_be_one(one.pillar, other.pillar)
        and _may_be_one(one.field, other.field)
        and _units_agree(one.units, other.units)
    )


def _may_be_one(one: Key | None, other: Key | None) -> bool:
    return one is None or other is None or one == other


def _units_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the units are the same: 産業課 and 経済部産業課 are."""
    if not one or not other:
        return True
    few, more = sorted((one, other), key=lambda units: sum(map(len, units)))
    return len(few) == len(more) and all(any(long.endswith(short) for long in more) for short in few)
