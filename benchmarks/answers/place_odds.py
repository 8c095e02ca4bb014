"""The weights of qa/finding/place.py, fitted: python -m benchmarks.answers.place_odds [--every].

Each question of tests/cases/places_asked.jsonl is asked of its documents; right is a place that holds at
least half of what a right answer holds (`must`), wrong is any other, and every place where the documents do
not tell it (`none`). A ridge keeps the weights small. With `--every` each writer is left out in turn, and
what the weights of the others make of that writer is printed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from keikaku.cli.opening import answerer_of
from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.finding.passages import nearest
from keikaku.qa.finding.place import Place, Signs, place_of
from keikaku.qa.interpret import read
from keikaku.qa.kinds.facts.frame import facts_of
from keikaku.qa.text.compact import compact
from keikaku.qa.world.world import World

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
RIDGE = 1.0
CUTS = 0.3, 0.4, 0.5, 0.6, 0.7, 0.8
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the signs of its best place, and whether all that is asked stands there."""

    writer: str
    signs: Signs
    right: bool


def main() -> None:
    """Print the weights; with --every what they are worth to writers who are left out."""
    found = list(asked())
    print(f"{len(found)} questions, {sum(one.right for one in found)} of them told by their best place")
    if "--every" in sys.argv:
        print(left_out(found))
    weights, bias = fitted(found)
    print(Signs(*(round(float(one), 2) for one in weights)), round(bias, 2))


def asked() -> Iterator[Asked]:
    """Every question that has a place, asked of its documents, with meanings and by words alone."""
    rows = [json.loads(line) for line in (CASES / "places_asked.jsonl").read_text("utf-8").splitlines()]
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row["documents"])].append(row)
    with tempfile.TemporaryDirectory() as folder:
        for at, (names, group) in enumerate(groups.items()):
            store = Path(folder) / str(at)
            files = [ROOT / name if name == "corpus" else CASES / name for name in names]
            build(files, store, Options(encoder=lambda: default_encoder(cold=False)))
            meant = answerer_of(store).world
            for world, row in product((meant, replace(meant, search=None)), group):
                place = best(row["question"], world)
                if place:
                    yield Asked(row["writer"], place.signs, told(row.get("must", ()), place, world))


def best(question: str, world: World) -> Place | None:
    """The place that a question points at, whatever it was read as."""
    reading = read(question, world)
    query = replace(facts_of(reading, yes_no=False), named=(), within=(), years=())
    return place_of(query, nearest(query, reading.world), reading.world)


def told(must: Sequence[str], place: Place, world: World) -> bool:
    """True where the place holds at least half of what a right answer holds."""
    passages = [one for one in world.texts("passage") if place.key in {one.key, one.subject}]
    text = world.lexicon.label(place.key) + "".join(one.title + one.text for one in passages)
    return bool(must) and 2 * sum(bare(one) in bare(text) for one in must) >= len(must)


def bare(text: str) -> str:
    """Compact, without marks."""
    return "".join(one for one in compact(text) if one not in ",、。・ \n\t")


def fitted(found: Sequence[Asked]) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression with a ridge."""
    signs = np.array([one.signs for one in found], dtype=float)
    right = np.array([one.right for one in found], dtype=float)

    def loss(values: Floats) -> float:
        scores = signs @ values[:-1] + values[-1]
        return float(np.sum(np.logaddexp(0, scores) - right * scores) + RIDGE / 2 * np.sum(values[:-1] ** 2))

    values = minimize(loss, np.zeros(signs.shape[1] + 1), method="L-BFGS-B").x
    return values[:-1], float(values[-1])


def left_out(found: Sequence[Asked]) -> str:
    """Precision and recall at several cuts, each writer judged by what the others were fitted to."""
    chances: list[tuple[float, bool]] = []
    for writer in dict.fromkeys(one.writer for one in found):
        weights, bias = fitted([one for one in found if one.writer != writer])
        chances += [
            (1 / (1 + float(np.exp(-np.array(one.signs) @ weights - bias))), one.right)
            for one in found
            if one.writer == writer
        ]
    rows = []
    for cut in CUTS:
        kept = [right for chance, right in chances if chance >= cut]
        share = sum(kept) / max(1, len(kept))
        recall = sum(kept) / max(1, sum(right for _, right in chances))
        rows.append(f"at {cut}: {len(kept)} told, {share:.3f} right, recall {recall:.3f}")
    brier = sum((chance - right) ** 2 for chance, right in chances) / len(chances)
    return "\n".join([*rows, f"Brier {brier:.3f}"])


if __name__ == "__main__":
    main()
