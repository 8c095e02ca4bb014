"""Whether English and romanised queries find what Japanese ones find.

`python -m benchmarks.search.abroad [--show]`

Of every pair of tests/cases/search_pairs.jsonl and search_held.jsonl, whether both have the same first hit,
and whether each has the right one. `--show` prints the pairs that differ and may be looked at: never those
that are kept for the measure.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from statistics import mean

from benchmarks.answers.asked import Asked, opened, the_encoder
from benchmarks.search.cities_asked import Pair, entries_in, pairs
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.index import Hit, Index
from keikaku.ontology.japanese.text import fold


def main() -> None:
    """Print the shares by file and use."""
    encoder = the_encoder()
    found: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    indexes: dict[str, Index] = {}
    for name in ("search_pairs", "search_held"):
        for one in pairs(name):
            if one.city not in indexes:
                indexes[one.city] = opened(entries_in(one.city, one.documents), encoder)
            here, abroad = (_first(indexes[one.city], encoder, text) for text in (one.here, one.abroad))
            same = here.key == abroad.key
            found[f"{name}, {one.use}"].append((same, _right(one.here, here), _right(one.abroad, abroad)))
            if "--show" in sys.argv and one.use == "mend" and not same:
                _show(one, here, abroad)
    print("set".ljust(24), "pairs  same first hit  right in Japanese  right abroad")
    for name, several in found.items():
        row = "  ".join(f"{mean(column):.3f}" for column in zip(*several, strict=True))
        print(name.ljust(24), f"{len(several):5}  {row}")


def _first(index: Index, encoder: Encoder, asked: Asked) -> Hit:
    """The best entry, whatever its score."""
    return index.search(asked.question, encoder, kinds=asked.kinds, k=1, cut=False).hits[0]


def _right(asked: Asked, hit: Hit) -> bool:
    return fold(hit.key if hit.kind == "faq" else hit.label) in asked.relevant


def _show(one: Pair, here: Hit, abroad: Hit) -> None:
    print(f"{one.here.question} / {one.abroad.question}: {here.label} / {abroad.label} {abroad.widened}")


if __name__ == "__main__":
    main()
