"""Scored links between things of different years: found, weighed, typed, and told with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from keikaku.ingest.links.pairs.candidates import Pairs, candidates
from keikaku.ingest.links.pairs.probability import WITH_MEANING, WORDS_ALONE, probabilities
from keikaku.ingest.links.pairs.score import signals, units_alike
from keikaku.ingest.links.pairs.weights import weights_of
from keikaku.ingest.links.periods import NO_TIMES, Apart, Times
from keikaku.ingest.links.reasons import reasons
from keikaku.ingest.links.relations import relations
from keikaku.ingest.links.sides import Side
from keikaku.ontology.model.facts import Key, LinkLevel, LinkRelation, Succession
from keikaku.ontology.model.successions import SHOWN, link_key

FLOOR = 0.01
"""Below this a pair is not worth a reviewer's look."""
UNSHOWN = 3
"""So many candidates below the threshold are kept for each side and year."""

BESIDE = ("二つの計画は並行して続くので、後継ではなく並行の取組とみた。",)
"""The first reason of a pair that time keeps from being a succession."""
EASIER = {LinkLevel.PILLAR: -0.9}
"""Of few pillars one is always the nearest, which tells less than among many initiatives."""

Follows = frozenset[tuple[Key, Key]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The pairs that are worth a second look with what is known of each, before anything is decided."""

    sides: Sequence[Side]
    pairs: Pairs
    figures: Mapping[str, NDArray[np.float64]]
    beside: NDArray[np.bool_]
    """Which pairs stand in plans in force side by side."""
    meant: bool
    """Whether vectors were there."""


def compare(
    sides: Sequence[Side],
    vectors: NDArray[np.float32] | None,
    background: Sequence[str] = (),
    times: Times = NO_TIMES,
) -> Compared:
    """Every likely pair with its figures; `vectors` has a row of length one for each side."""
    weights = weights_of(sides, background)
    pairs = _of_two_plans(sides, candidates(sides, weights, vectors), times.one)
    figures = signals(sides, pairs, weights, vectors)
    beside = np.array([ends in times.beside for ends in _plans(sides, pairs)], bool)
    return Compared(sides, pairs, figures, beside, vectors is not None)


def decide(
    compared: Compared, level: LinkLevel, labels: Mapping[Key, str], follows: Follows = frozenset()
) -> tuple[Succession, ...]:
    """The proposals, best first; `follows` are units that follow units.

    What is shown, and the best few below, so that a reviewer may find what the score missed.
    """
    sides, pairs, beside = compared.sides, compared.pairs, compared.beside
    if len(sides) < 2:
        return ()
    figures = {**compared.figures, "units": units_alike(sides, pairs, follows)}
    model = WITH_MEANING if compared.meant else WORDS_ALONE
    score = probabilities(sides, pairs, figures, model, beside, EASIER.get(level, 0.0))
    ends = list(zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True))
    kept = _kept(sides, ends, score)
    links = [(sides[ends[place][0]], sides[ends[place][1]]) for place in kept]
    shown = [
        link for place, link in zip(kept, links, strict=True) if score[place] >= SHOWN and not beside[place]
    ]
    types = dict(zip([_ends(link) for link in shown], relations(shown, follows), strict=True))
    found = []
    for place, (one, other) in zip(kept, links, strict=True):
        values = {name: float(column[place]) for name, column in figures.items()}
        found.append(
            Succession(
                key=link_key(one.key, other.key),
                level=level,
                relation=LinkRelation.RELATED
                if beside[place]
                else types.get((one.key, other.key)) or _alone(one, other, follows),
                earlier=one.key,
                later=other.key,
                score=float(score[place]),
                reasons=(*BESIDE[: int(beside[place])], *reasons(one, other, values, labels, follows)),
                signals=" ".join(f"{name}={value:.2f}" for name, value in values.items() if value),
            )
        )
    return tuple(found)


def propose(  # noqa: PLR0913, PLR0917 - what is known of the sides beside themselves
    sides: Sequence[Side],
    vectors: NDArray[np.float32] | None,
    level: LinkLevel,
    labels: Mapping[Key, str],
    background: Sequence[str] = (),
    follows: Follows = frozenset(),
    times: Times = NO_TIMES,
) -> tuple[Succession, ...]:
    """The proposals among the sides, best first: compared and decided at once."""
    if len(sides) < 2:
        return ()
    return decide(compare(sides, vectors, background, times), level, labels, follows)


def _plans(sides: Sequence[Side], pairs: Pairs) -> list[tuple[Key, Key]]:
    return [
        (sides[a].plan, sides[b].plan)
        for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)
    ]


def _of_two_plans(sides: Sequence[Side], pairs: Pairs, one: Apart) -> Pairs:
    """The pairs without those of two documents of one plan."""
    kept = np.array([ends not in one for ends in _plans(sides, pairs)], bool)
    return Pairs(pairs.earlier[kept], pairs.later[kept])


def _ends(link: tuple[Side, Side]) -> tuple[Key, Key]:
    return link[0].key, link[1].key


def _alone(one: Side, other: Side, follows: Follows) -> LinkRelation:
    """What a candidate below the threshold would be if it were the only one."""
    return relations([(one, other)], follows)[0]


def _kept(sides: Sequence[Side], ends: Sequence[tuple[int, int]], score: NDArray[np.float64]) -> list[int]:
    """The places of the pairs that are kept, best first, equal ones by their keys."""
    likely = [int(place) for place in np.flatnonzero(score >= FLOOR)]
    likely.sort(key=lambda place: (-score[place], *(sides[end].key for end in ends[place])))
    seen: Counter[tuple[int, int]] = Counter()
    kept = []
    for place in likely:
        group = ends[place][0], sides[ends[place][1]].year
        if score[place] >= SHOWN or seen[group] < UNSHOWN:
            kept.append(place)
            seen[group] += 1
    return kept
