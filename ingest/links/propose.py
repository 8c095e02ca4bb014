"""Scored links between things of different years: found, weighed, typed, and told with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from keikaku.ingest.links.candidates import candidates
from keikaku.ingest.links.reasons import reasons
from keikaku.ingest.links.relations import relations
from keikaku.ingest.links.score import scores, signals
from keikaku.ingest.links.sides import Side
from keikaku.ingest.links.weights import weights_of
from keikaku.ontology.model.facts import Key, LinkLevel, LinkRelation, Succession
from keikaku.ontology.model.successions import SHOWN, link_key

FLOOR = 0.05
"""Below this a pair is not worth a reviewer's look."""
UNSHOWN = 3
"""So many candidates below the threshold are kept for each side and year."""

EASIER = {LinkLevel.PILLAR: 2.0}
"""A pillar has neither departments nor themes of its own."""

Follows = frozenset[tuple[Key, Key]]


def propose(  # noqa: PLR0913, PLR0917 - what is known of the sides beside themselves
    sides: Sequence[Side],
    vectors: NDArray[np.float32] | None,
    level: LinkLevel,
    labels: Mapping[Key, str],
    background: Sequence[str] = (),
    follows: Follows = frozenset(),
) -> tuple[Succession, ...]:
    """The proposals among the sides, best first; `vectors` has a row of length one for each side.

    What is shown, and the best few below, so that a reviewer may find what the score missed.
    """
    if len(sides) < 2:
        return ()
    weights = weights_of(sides, background)
    pairs = candidates(sides, weights, vectors)
    figures = signals(sides, pairs, weights, vectors, follows)
    score = scores(figures, EASIER.get(level, 0.0))
    ends = list(zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True))
    kept = _kept(sides, ends, score)
    links = [(sides[ends[place][0]], sides[ends[place][1]]) for place in kept]
    shown = [link for place, link in zip(kept, links, strict=True) if score[place] >= SHOWN]
    types = dict(zip([_ends(link) for link in shown], relations(shown), strict=True))
    found = []
    for place, (one, other) in zip(kept, links, strict=True):
        values = {name: float(column[place]) for name, column in figures.items()}
        found.append(
            Succession(
                key=link_key(one.key, other.key),
                level=level,
                relation=types.get((one.key, other.key)) or _alone(one, other),
                earlier=one.key,
                later=other.key,
                score=float(score[place]),
                reasons=reasons(one, other, values, labels, follows),
                signals=" ".join(f"{name}={value:.2f}" for name, value in values.items() if value),
            )
        )
    return tuple(found)


def _ends(link: tuple[Side, Side]) -> tuple[Key, Key]:
    return link[0].key, link[1].key


def _alone(one: Side, other: Side) -> LinkRelation:
    """What a candidate below the threshold would be if it were the only one."""
    return relations([(one, other)])[0]


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
