"""`python -m tests.links [--show]`: the threshold that the gold lists call for, and what the present one gives."""

from __future__ import annotations

import sys

from keikaku.ontology.model.successions import SHOWN
from tests.links.measure import calibrated, measured, sources


def main() -> None:
    """Print a line a city and the threshold; `--show` lists what is shown and not right."""
    cities = [measured(city) for city in sources()]
    threshold = calibrated(cities)
    for city in cities:
        for name, value in (("present", SHOWN), ("calibrated", threshold)):
            precision, recall = city.at(value)
            print(f"{city.city} {name} threshold {value:.2f}: precision {precision:.2f} recall {recall:.2f}")
        if "--show" in sys.argv:
            for one in city.scored:
                if one.score >= SHOWN and one.verdict != "right":
                    print(f"  {one.score:.2f} {one.verdict}: {one.earlier} → {one.later}")
    print(f"threshold: {threshold:.2f} (ontology/model/successions.py has {SHOWN:.2f})")


if __name__ == "__main__":
    main()
