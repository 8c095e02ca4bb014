"""The bank: every question with its right answer, made from a world.

`python -m tests.bank.generate TABLES DOCUMENTS` prints it, a case a line.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bank import figures, lists, nothing, offices, orders, places, themes, turns, words
from tests.bank.facts import World
from tests.bank.made import phrased
from tests.bank.read_world import read_world

MAKERS = (lists, words, themes, orders, places, figures, offices, turns)


def bank(world: World) -> Iterator[dict[str, Any]]:
    """Every case once: what reads the same and expects the same is asked only the first time."""
    seen: set[str] = set()
    made = itertools.chain.from_iterable(maker.questions(world) for maker in MAKERS)
    for case in itertools.chain(phrased(made), nothing.cases(world)):
        asked = json.dumps([case.get("question") or case["turns"], case["split"]], ensure_ascii=False)
        if asked not in seen:
            seen.add(asked)
            yield case


if __name__ == "__main__":
    for case in bank(read_world(Path(sys.argv[1]), Path(sys.argv[2]))):
        print(json.dumps(case, ensure_ascii=False))
