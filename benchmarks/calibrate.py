"""Where the cut of a search lies, and why: python -m benchmarks.calibrate [--last].

Prints, for cuts in steps, what share of the unanswerable questions still gets a hit and what share of
each labelled set keeps its best one, with meaning and by words alone. The cut is the lowest at which no
more unanswerable questions get a hit than `ALLOWED` says, in the middle of the gap between the two
scores around it. Fails where graph/search/index.py has another. `--last` prints the shares of the sets that
no cut was chosen by.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.asked import SETS, Asked, collection, opened, questions, the_encoder, unanswerable
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.index import CUT, CUT_WORDS, Index

ALLOWED = {True: 1 / 16, False: 1 / 40}
"""What share of the unanswerable may get a hit, with meaning and by words alone, where few lose by it."""
KINDS = ("initiative", "faq")


def main() -> None:
    """Print both tables and compare their cuts with those of the product."""
    part = "last" if "--last" in sys.argv else "dev"
    encoder = the_encoder()
    index = opened(collection(), encoder)
    chosen = [table(index, engine, part, cut) for engine, cut in ((encoder, CUT), (None, CUT_WORDS))]
    if part == "dev" and not np.allclose(chosen, (CUT, CUT_WORDS), atol=0.15):
        raise SystemExit(
            f"graph/search/index.py has {CUT} and {CUT_WORDS}: set them to {chosen[0]} and {chosen[1]}."
        )


def table(index: Index, encoder: Encoder | None, part: str, cut: float) -> float:
    """Print the shares above each step and return the cut that they lead to."""
    none = unanswerable(part)
    off = np.concatenate(
        [best(index, encoder, [Asked(q, kind, frozenset()) for q in none]) for kind in KINDS]
    )
    sets = {name: best(index, encoder, questions(name)) for name in SETS if name.endswith(part)}
    found = chosen_cut(off, ALLOWED[encoder is not None])
    print(f"\n{'meaning and words' if encoder else 'words alone'}: cut {found:.3f}, in use {cut}")
    print("cut".rjust(6), "unanswerable", *sets)
    for step in (*np.arange(0, 3.1, 0.25), cut):
        row = [
            share(off, step).rjust(12),
            *(share(scores, step).rjust(len(name)) for name, scores in sets.items()),
        ]
        print(f"{step:6.2f}", *row)
    return found


def best(index: Index, encoder: Encoder | None, asked: Sequence[Asked]) -> NDArray[np.float64]:
    """The score of the best hit of each question."""
    found = (index.search(one.question, encoder, kinds=one.kinds, k=1, cut=False) for one in asked)
    return np.array([result.hits[0].score for result in found])


def share(scores: NDArray[np.float64], cut: float) -> str:
    """How many of the scores are not below the cut."""
    return f"{100 * float((scores >= cut).mean()):.0f}%"


def chosen_cut(off: NDArray[np.float64], allowed: float) -> float:
    """The middle of the gap below the scores of the unanswerable questions that may pass."""
    ordered = np.sort(off)[::-1]
    above = int(allowed * len(ordered))
    return float((ordered[above - 1] + ordered[above]) / 2)


if __name__ == "__main__":
    main()
