"""How far two judges agree, as Cohen's kappa.

`python -m links_benchmark.agreement`. Every pair that either judge linked is a case, and beside them 200
pairs a city that neither linked: half those whose titles share the most characters, half drawn by a seed.
"""

from __future__ import annotations

import random
from collections import Counter

from links_benchmark.data import CITIES, City, Initiative, Link, cities, judged

NEGATIVES = 200
SEED = 20260


def kappa(both: int, first: int, second: int, neither: int) -> float:
    """Cohen's kappa of two judges who said yes or no.

    >>> round(kappa(20, 5, 10, 15), 2), kappa(10, 0, 0, 10)
    (0.4, 1.0)
    """
    total = both + first + second + neither
    agreed = (both + neither) / total
    yes = (both + first) * (both + second) / total**2
    no = (second + neither) * (first + neither) / total**2
    return (agreed - yes - no) / (1 - yes - no)


def bigrams(title: str) -> Counter[str]:
    """The pairs of neighbouring characters of a title."""
    return Counter(title[at : at + 2] for at in range(len(title) - 1))


def alike(one: Initiative, other: Initiative) -> int:
    """How many pairs of characters two titles share."""
    return (bigrams(one.title) & bigrams(other.title)).total()


def negatives(city: City, linked: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs that nobody linked, of which some look alike: half the nearest ones, half drawn."""
    pairs = [
        (alike(one, other), one.id, other.id)
        for earlier, later in city.pairs()
        for one in earlier
        for other in later
        if (one.id, other.id) not in linked
    ]
    pairs.sort(reverse=True)
    near, rest = pairs[: NEGATIVES // 2], pairs[NEGATIVES // 2 :]
    drawn = random.Random(SEED).sample(rest, NEGATIVES - len(near))  # noqa: S311
    return [(one, other) for _, one, other in (*near, *drawn)]


def ends(links: tuple[Link, ...]) -> set[tuple[str, str]]:
    """The pairs that a judge linked."""
    return {(link.earlier, link.later) for link in links if link.later}


def main() -> None:
    """Print a line a city."""
    for city in cities():
        one = ends(city.links)
        other = ends(judged(CITIES / city.name / "second.csv"))
        neither = len(negatives(city, one | other))
        value = kappa(len(one & other), len(one - other), len(other - one), neither)
        apart = f"first alone {len(one - other)}, second alone {len(other - one)}"
        print(f"{city.name:12} kappa {value:.3f}: both {len(one & other)}, {apart}, negatives {neither}")


if __name__ == "__main__":
    main()
