"""What is known of a pair, as a few figures that `probability.py` weighs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from keikaku.ingest.links.pairs.candidates import Pairs
from keikaku.ingest.links.pairs.figures import agreement
from keikaku.ingest.links.pairs.terms import without_city
from keikaku.ingest.links.pairs.weights import Weights, dots
from keikaku.ingest.links.sides import Side
from keikaku.ontology.lexicon import Lexicon, current
from keikaku.ontology.model.facts import Key

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
HALF = 60.0
"""So much weight of shared names, of two texts of ordinary length, is half of what names can bring."""
SIGNS = re.compile(r"[\s・、。,.「」『』（）()【】［］\[\]〈〉<>－ー\-~〜～]")
PROOF = 6.0
"""Figures of so much rarity are half of what figures can prove."""
LITTLE = 0.05
"""Nobody is the best of nothing."""
NEAR: Mapping[str, float] = {
    "meaning": 0.5,
    "words": 1.0,
    "names": 0.2,
    "title": 0.3,
    "units": 0.1,
    "themes": 0.1,
    "sections": 0.1,
    "same": 0.5,
    "letters": 0.3,
    "figures": 1.0,
    "agree": 0.5,
}
"""What counts when a pair is compared with the best that its sides have."""
LAW = "条例"
"""Is made and revised as a plan is."""


def signals(
    sides: Sequence[Side],
    pairs: Pairs,
    weights: Weights,
    vectors: NDArray[np.float32] | None,
) -> dict[str, Floats]:
    """The figures of each pair, all but `units` and `sections` (-1 to 1) between 0 and 1."""
    one, other = pairs.earlier, pairs.later
    meaning = np.zeros(len(pairs)) if vectors is None else _cosines(vectors, one, other)
    found = {
        "meaning": np.clip(meaning, 0, 1),
        "words": dots(weights.words, one, other) / _product(weights.lengths, one, other),
        "names": _names(weights, one, other),
        "title": dots(weights.titles, one, other) / _product(weights.title_lengths, one, other),
        "units": units_alike(sides, pairs),
        "sections": _sections(sides, pairs),
        "themes": _themes(sides, pairs),
        **_titles(sides, pairs),
        **_figures(sides, pairs, weights),
    }
    near = np.asarray(sum(weight * found[name] for name, weight in NEAR.items()), np.float64)
    years = np.array([side.year for side in sides], np.int64)
    found["best_later"] = _share(near, one, years[other])
    found["best_earlier"] = _share(near, other, years[one])
    return {**found, "other_plan": _other_plan(sides, pairs)}


def _cosines(vectors: NDArray[np.float32], one: Ints, other: Ints) -> Floats:
    step = 50_000
    found = [
        np.einsum("ij,ij->i", vectors[one[at : at + step]], vectors[other[at : at + step]])
        for at in range(0, len(one), step)
    ]
    return np.concatenate(found).astype(np.float64) if found else np.empty(0)


def units_alike(
    sides: Sequence[Side], pairs: Pairs, follows: frozenset[tuple[Key, Key]] = frozenset()
) -> Floats:
    """1 where a department is shared or followed, ½ where one is everybody, -1 where they differ, else 0."""
    answer = np.zeros(len(pairs))
    for place, (first, second) in enumerate(zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)):
        one, other = sides[first], sides[second]
        if one.units & other.units or any((a, b) in follows for a in one.units for b in other.units):
            answer[place] = 1.0
        elif one.whole_city or other.whole_city:
            answer[place] = 0.5
        elif one.units and other.units:
            answer[place] = -1.0
    return answer


def _sections(sides: Sequence[Side], pairs: Pairs) -> Floats:
    """1 where a section is shared, -1 where both have others, else 0."""
    return np.array(
        [
            float(bool(sides[a].sections & sides[b].sections)) * 2 - 1
            if sides[a].sections and sides[b].sections
            else 0.0
            for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)
        ]
    )


def _titles(sides: Sequence[Side], pairs: Pairs) -> dict[str, Floats]:
    """Whether two titles are one but for signs and width, and how many of their letters stand alike."""
    titles = [SIGNS.sub("", without_city(side.title, side.city)) for side in sides]
    ends = [(titles[a], titles[b]) for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)]
    return {
        "same": np.array([float(one == other) for one, other in ends]),
        "letters": np.array([ratio(one, other) / 100 for one, other in ends]),
    }


def _figures(sides: Sequence[Side], pairs: Pairs, weights: Weights) -> dict[str, Floats]:
    """How much agreeing figures prove (0 to 1), and the shares of all compared that agree and differ."""
    found = [
        agreement(sides[a].figures, sides[b].figures, weights.rare)
        for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)
    ]
    rare, same, differ = np.array(found, np.float64).reshape(-1, 3).T
    told = np.maximum(same + differ, 1)
    return {"figures": rare / (rare + PROOF), "agree": same / told, "differ": differ / (told + 1)}


def _themes(sides: Sequence[Side], pairs: Pairs) -> Floats:
    """How much of the rarer side's themes both have, a rare theme counting more."""
    counts = Counter(theme for side in sides for theme in side.themes)
    rare = {theme: np.log((1 + len(sides)) / count) for theme, count in counts.items()}
    weigh = [sum(rare[theme] for theme in side.themes) for side in sides]
    return np.array(
        [
            sum(rare[theme] for theme in sides[a].themes & sides[b].themes) / (min(weigh[a], weigh[b]) or 1.0)
            for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)
        ]
    )


def _names(weights: Weights, one: Ints, other: Ints) -> Floats:
    """The weight of shared names against HALF, which grows with both texts: long ones share by chance."""
    usual = (float(np.median(weights.lengths)) if len(weights.lengths) else 0.0) or 1.0
    longer = np.maximum(weights.lengths, usual) / usual
    shared = dots(weights.names, one, other)
    return np.asarray(shared / (shared + HALF * np.sqrt(_product(longer, one, other))), np.float64)


def _product(lengths: Floats, one: Ints, other: Ints) -> Floats:
    return np.maximum(lengths[one] * lengths[other], 1e-9)


def _other_plan(sides: Sequence[Side], pairs: Pairs) -> Floats:
    """1 where a title makes a plan whose subject the other side does not have."""
    made = [_made(side.title, side.city) for side in sides]
    told = [without_city(f"{side.title}\n{side.text}", side.city) for side in sides]
    return np.array(
        [
            float(made[a] not in told[b] or made[b] not in told[a])
            for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)
        ]
    )


def _made(title: str, city: str) -> str:
    """The subject of the plan that a title makes: its name without what kind of plan it is; else nothing.

    >>> _made("「みどり市産業振興計画」の策定", "みどり市"), _made("計画行政の推進", "みどり市")
    ('産業振興', '')
    """
    making, kind = _making(current())
    match = making.search(without_city(title, city))
    return kind.sub("", match["plan"]) or match["plan"] if match else ""


@cache
def _making(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A title that makes or revises a plan, whose heir has its subject at least; what tells the kind."""
    kinds = f"{lexicon.group('PLAN_LIKE')}|{LAW}"
    name = rf"(?P<plan>[^\s「」『』（）()、・の]{{2,20}}(?:{kinds}))"
    making = re.compile(rf"{name}[^、。]{{0,20}}(?:策定|改定|改訂|制定|見直し)")
    return making, re.compile(rf"第\d+次|\d+|基本|{kinds}")


def _share(near: Floats, side: Ints, year: Ints) -> Floats:
    """How near a pair comes to the best that its side has in that year, 0 to 1."""
    if not len(near):
        return near
    _, group = np.unique(side * 10_000 + year, return_inverse=True)
    best = np.full(group.max() + 1, LITTLE)
    np.maximum.at(best, group, near)
    return np.clip(near / best[group], 0, 1)
