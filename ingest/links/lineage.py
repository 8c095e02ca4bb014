"""What holds initiatives, by the work that it hands on: units reorganised, pillars and plans made anew.

こども課 shares no name with 保健課 and 福祉課; that they did before what it does now tells its origin.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from keikaku.ingest.links.sides import Side
from keikaku.ontology.model.facts import Key

Handed = tuple[Side, Side, float]
"""An initiative, its heir, and how likely it is one."""
LEAST_SHARE = 0.25
"""What hands on, or takes over, less than this share of its work has neither heir nor origin in the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """What one holder of initiatives took over from another between two years."""

    earlier: Key
    later: Key
    before: int
    after: int
    works: float  # how many initiatives went over, by their likelihood
    share: float  # of what the earlier handed on, or of what the later took over where that is new and more
    ended: bool  # the earlier is told of no more
    began: bool  # the later was not told of before

    @property
    def score(self) -> float:
        """How sure it looks: the share, less where it rests on one initiative alone."""
        return round(math.sqrt(self.share) * self.works / (self.works + 0.5), 2)


Holders = Callable[[Side], AbstractSet[Key]]
"""What holds an initiative: its departments, its sections, its pillar and field, its plan."""


def lineages(sides: Sequence[Side], handed: Iterable[Handed], of: Holders) -> tuple[Lineage, ...]:
    """Every two holders of one kind of which one took over the other's work, surest first."""
    years: dict[Key, set[int]] = defaultdict(set)
    for side in sides:
        for holder in of(side):
            years[holder].add(side.year)
    found = _lineages(years, _flows(handed, of))
    return tuple(sorted(found, key=lambda one: (-one.score, one.earlier, one.later)))


Flow = tuple[int, int, Key, Key]


def _flows(handed: Iterable[Handed], of: Holders) -> dict[Flow, float]:
    """How much each holder of a year handed to each of a later year; what several hold counts once in all."""
    flows: dict[Flow, float] = defaultdict(float)
    for one, other, likely in handed:
        ends = [(a, b) for a in of(one) for b in of(other) if kind_of(a) == kind_of(b)]
        for first, second in ends:
            flows[one.year, other.year, first, second] += likely / len(ends)
    return flows


def _lineages(years: Mapping[Key, set[int]], flows: Mapping[Flow, float]) -> Iterable[Lineage]:
    out: dict[tuple[int, int, Key], float] = defaultdict(float)
    into: dict[tuple[int, int, Key], float] = defaultdict(float)
    for (before, after, first, second), works in flows.items():
        out[before, after, first] += works
        into[before, after, second] += works
    nearest = {
        (before, first): min(after for at, after, unit in out if (at, unit) == (before, first))
        for before, _, first in out
    }
    for (before, after, first, second), works in flows.items():
        ended, began = max(years[first]) < after, min(years[second]) > before
        if first == second or not (ended or began) or after != nearest[before, first]:
            continue
        shares = [works / out[before, after, first]] * ended + [works / into[before, after, second]] * began
        if max(shares) >= LEAST_SHARE:
            yield Lineage(
                earlier=first,
                later=second,
                before=before,
                after=after,
                works=works,
                share=max(shares),
                ended=ended,
                began=began,
            )


def kind_of(key: Key) -> str:
    """The kind of thing that a key names.

    >>> kind_of("みどり市/section/河川課")
    'section'
    """
    return key.split("/")[1]
