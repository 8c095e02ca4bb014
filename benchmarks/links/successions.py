"""How well successions are found in lists whose links are proven.

`python -m benchmarks.links.successions FOLDER`

The folder holds NAME_2018.csv and NAME_2019.csv of every ministry, links.jsonl and named.jsonl. Words alone,
no vectors. Each ministry is measured with weights that were fitted without it (`left out`, on the others and
two cities) and with those of the product (`product`). A shown link from a row whose successor is proven is
right or wrong; with ends taken out, so is one from or to a row that has none left.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.links.cases import RIGHT, UNKNOWN, WRONG, Case, cases, ministries, wordless
from benchmarks.links.weights import fitted, made_up
from keikaku.ingest.links.pairs.probability import WORDS_ALONE, Model, probabilities
from keikaku.ontology.model.successions import SHOWN

BANDS = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1.01)
HEAD = "list        variant                    weights     P     R     changed: P   R   (of)  Brier"


def main() -> None:
    """Print a line a list, variant and weights, the sums, and what came true of each band of probability."""
    folder = Path(sys.argv[1])
    found = [case for name in ministries(folder) for case in cases(folder, name, wordless)]
    others = made_up(wordless)
    print(HEAD)
    left_out: list[tuple[Case, NDArray[np.float64]]] = []
    for name in ministries(folder):
        own = [case for case in found if case.name == name]
        without = fitted([*others, *(case for case in found if case.name != name)])
        for case in own:
            left_out.append((case, likely(case, without)))
            print(told(name, case.variant, "left out", [left_out[-1]]))
            print(told(name, case.variant, "product", [(case, likely(case, WORDS_ALONE))]))
    for variant in dict.fromkeys(case.variant for case in found):
        print(told("together", variant, "left out", [one for one in left_out if one[0].variant == variant]))
    print("probability, pairs, came true (left out, all variants)")
    for line in reliability(left_out):
        print(line)


def likely(case: Case, model: Model) -> NDArray[np.float64]:
    """The probabilities of a case's pairs."""
    return probabilities(case.sides, case.pairs, case.figures, model)


def told(name: str, variant: str, weights: str, found: Sequence[tuple[Case, NDArray[np.float64]]]) -> str:
    """A line of figures of one or several cases."""
    right = sum(int(((case.verdicts == RIGHT) & (share >= SHOWN)).sum()) for case, share in found)
    wrong = sum(int(((case.verdicts == WRONG) & (share >= SHOWN)).sum()) for case, share in found)
    total = sum(len(case.ends) for case, _ in found)
    changed = np.sum([_changed(case, share) for case, share in found], axis=0)
    errors = np.concatenate([(share - case.verdicts)[case.verdicts != UNKNOWN] for case, share in found])
    return (
        f"{name:11} {variant:26} {weights:10} {_share(right, right + wrong)} {_share(right, total)}"
        f"          {_share(changed[0], changed[0] + changed[1])} {_share(changed[0], changed[2])}"
        f" ({int(changed[2])})  {np.mean(errors**2):.4f}"
    )


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.3f}" if whole else "  -  "


def _changed(case: Case, share: NDArray[np.float64]) -> tuple[int, int, int]:
    """Of the renamed and moved: how many are shown, how many others are shown of them, and all."""
    changed = {ends for ends, link in case.ends.items() if link.renamed or link.moved}
    starts = {one for one, _ in changed}
    shown = [int(place) for place in np.flatnonzero(share >= SHOWN)]
    hits = sum(case.key(place) in changed for place in shown)
    wrong = sum(case.verdicts[place] == WRONG and case.key(place)[0] in starts for place in shown)
    return hits, wrong, len(changed)


def reliability(found: Sequence[tuple[Case, NDArray[np.float64]]]) -> Iterator[str]:
    """Of each band of probability: how many pairs, the mean probability, and the share that is right."""
    known = [
        (share[case.verdicts != UNKNOWN], case.verdicts[case.verdicts != UNKNOWN]) for case, share in found
    ]
    shares, verdicts = (np.concatenate(part) for part in zip(*known, strict=True))
    for low, high in pairwise(BANDS):
        inside = (shares >= low) & (shares < high)
        if inside.any():
            mean, came = shares[inside].mean(), verdicts[inside].mean()
            yield f"{low:.2f}-{min(high, 1):.2f} {int(inside.sum()):7} {mean:.3f} {came:.3f}"


if __name__ == "__main__":
    main()
