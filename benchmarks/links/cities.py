"""How well successions are found in cities that no weight was fitted on.

`python -m benchmarks.links.cities [--meaning]`: each made-up city of links_benchmark with the weights of the
product, which were fitted without it. Told by kind of change, with the look-alikes that were taken for
successions, the units that took work over, Brier and what came true of each band.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.links.cases import UNKNOWN, Case, Vectors, benchmark_city, wordless
from benchmarks.links.successions import likely, reliability
from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.links.lineage import lineages
from keikaku.ingest.links.meaning import side_vectors
from keikaku.ingest.links.pairs.probability import WITH_MEANING, WORDS_ALONE
from keikaku.ontology.model.successions import SHOWN
from links_benchmark.data import CITIES, City, cities
from links_benchmark.score import told


def main() -> None:
    """Print a report a city, then what came true of each band of probability in all of them."""
    encoder = default_encoder(cold=False) if "--meaning" in sys.argv else None
    vectors: Vectors = (lambda sides: side_vectors(sides, encoder, cache_folder())) if encoder else wordless
    found: list[tuple[Case, NDArray[np.float64]]] = []
    for city in cities():
        case = benchmark_city(city, vectors)
        found.append((case, likely(case, WITH_MEANING if encoder else WORDS_ALONE)))
        print("\n".join(_report(city, *found[-1])))
    known = [(share - case.verdicts)[case.verdicts != UNKNOWN] for case, share in found]
    print(f"Brier {np.mean(np.concatenate(known) ** 2):.4f}; probability, pairs, mean, came true")
    for line in reliability(found):
        print(line)


def _report(city: City, case: Case, share: NDArray[np.float64]) -> Iterator[str]:
    """The lines of the benchmark's own scorer, and how many look-alikes were shown."""
    ids = _ids(city, case)
    shown = {
        (ids[one], ids[other])
        for one, other in (case.key(int(at)) for at in np.flatnonzero((share >= SHOWN) & _judged(case)))
    }
    yield from told([(city.name, *pair) for pair in shown], [city])
    with (CITIES / city.name / "false_friends.csv").open(encoding="utf-8", newline="") as opened:
        friends = {(row["earlier"], row["later"]) for row in csv.DictReader(opened)}
    yield f"             look-alikes shown: {len(shown & friends)} of {len(friends)}"
    yield _units(city, case, share)


def _units(city: City, case: Case, share: NDArray[np.float64]) -> str:
    """Departments by the work they took over, against what the city's story says of its reorganisations."""
    places = np.flatnonzero((share >= SHOWN) & _judged(case)).tolist()
    handed = [
        (case.sides[case.pairs.earlier[at]], case.sides[case.pairs.later[at]], float(share[at]))
        for at in places
    ]
    steps = {plan.start: f"g{number}" for number, plan in enumerate(city.plans, 1)}
    found = {
        (steps[one.before], one.earlier.rsplit("/", 1)[-1], one.later.rsplit("/", 1)[-1])
        for one in lineages(case.sides, handed, lambda side: side.units)
        if one.score >= SHOWN
    }
    with (CITIES / city.name / "units.csv").open(encoding="utf-8", newline="") as opened:
        gold = {(row["step"], row["earlier"], row["later"]) for row in csv.DictReader(opened)}
    hits = len(found & gold)
    shares = f"P {hits / max(1, len(found)):.3f}  R {hits / len(gold):.3f}"
    return f"             units: {shares} ({hits} right, {len(found)} shown, {len(gold)} judged)"


def _judged(case: Case) -> NDArray[np.bool_]:
    return np.asarray(case.verdicts != UNKNOWN)


def _ids(city: City, case: Case) -> dict[str, str]:
    """The benchmark's id of each side."""
    ids = {
        (plan.start, row.title): row.id
        for plan, rows in zip(city.plans, city.rows, strict=True)
        for row in rows
    }
    return {side.key: ids[side.year, side.title] for side in case.sides}


if __name__ == "__main__":
    main()
