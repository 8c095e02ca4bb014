"""`python -m tests.links [--show]`: what the gold lists of two cities say of the links that are shown."""

from __future__ import annotations

import sys

from keikaku.ontology.model.successions import SHOWN
from tests.links.measure import measured, sources


def main() -> None:
    """Print a line a city; `--show` lists what is shown and not right."""
    for name in sources():
        city = measured(name)
        precision, recall = city.at(SHOWN)
        print(f"{city.city} threshold {SHOWN:.2f}: precision {precision:.2f} recall {recall:.2f}")
        if "--show" in sys.argv:
            for one in city.scored:
                if one.score >= SHOWN and one.verdict != "right":
                    print(f"  {one.score:.2f} {one.verdict}: {one.earlier} → {one.later}")


if __name__ == "__main__":
    main()
