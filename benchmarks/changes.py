"""What small changes cost beside a whole build: python -m benchmarks.changes [COUNT...] (default: 95 2000).

CPU seconds in one process, without vectors, one change after another on one store; the bytes that a change
writes stand beside them. The ratios are those of one run: to the whole build of as many
initiatives, and of the largest to the smallest city.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_city import CITY, write_city, write_small
from keikaku.graph.review.deciding import Review, decide, links_of
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import LinkLevel, LinkStatus
from keikaku.ontology.model.successions import link_id

COUNTS = (95, 2000)
FAQ = "id,question,answer\nF-1,夜に使える部屋は？,学習室が夜も開いています。\n"
CORRECTION = "文書,行,IRI,項目,正しい値,理由,役割\n{},6,,担当,企画部,改組,企画課\n"


@dataclass(frozen=True)
class Cost:
    """CPU seconds, and bytes of files that were not there before."""

    seconds: float
    disk: int


def files_of(folder: Path) -> dict[int, int]:
    """The bytes of each file below a folder, one of several names once."""
    return {told.st_ino: told.st_size for told in map(Path.stat, folder.rglob("*"))}


def cost(change: Callable[[], object], store: Path) -> Cost:
    """What a change of a store costs."""
    before, began = files_of(store), time.process_time()
    change()
    seconds = time.process_time() - began
    return Cost(seconds, sum(size for file, size in files_of(store).items() if file not in before))


def changes(folder: Path, files: list[Path]) -> dict[str, Callable[[Path], object]]:
    """Each change by its name, of the store that it is given."""
    small = write_small(folder / "small")
    faq, corrections = folder / "faq.csv", folder / "corrections.csv"
    faq.write_text(FAQ, encoding="utf-8")
    corrections.write_text(CORRECTION.format(files[0].name), encoding="utf-8")
    city = Options(municipality=CITY)
    return {
        "a document of five lines more": lambda store: build([small], store, city),
        "the same document dropped": lambda store: build([], store, Options(drop=frozenset({small.name}))),
        "one FAQ entry": lambda store: build([], store, city, faq=faq),
        "one correction": lambda store: build([], store, city, corrections=corrections),
        "one link accepted": accepted,
    }


def accepted(store: Path) -> None:
    """Accept the first link of initiatives."""
    links = [one for one in LINKS[store.parent] if one.level is LinkLevel.INITIATIVE]
    identity = link_id(links[0].earlier, links[0].later)
    decide(store, identity, LinkStatus.ACCEPTED, Review("企画課", "2026-04-01T09:00:00+09:00"))


LINKS: dict[Path, tuple] = {}
"""The links of each city, read before a decision is timed."""


def measured(folder: Path, count: int) -> dict[str, Cost]:
    """The cost of the whole build and of each change, in their order on one store."""
    files, store = write_city(folder / "documents", count), folder / "store"
    told = {"the whole": cost(lambda: build(files, store, Options(municipality=CITY)), store)}
    LINKS[folder] = links_of(open_snapshot(store))
    for name, change in changes(folder, files).items():
        told[name] = cost(lambda change=change: change(store), store)
    return told


def main() -> None:
    """Print a table: a row a change, for each count the seconds, the share of the whole build, the disk."""
    counts = [int(one) for one in sys.argv[1:]] or list(COUNTS)
    folder = Path(tempfile.mkdtemp(prefix="changes-"))
    try:
        warm = folder / "warm"
        build(write_city(warm / "documents", 10), warm / "store", Options())  # imports and tables
        told = {count: measured(folder / str(count), count) for count in counts}
    finally:
        shutil.rmtree(folder)
    heads = [f"{count}: s | of the whole | MB" for count in counts]
    print(f"| | {' | '.join(heads)} | {counts[-1]} / {counts[0]} |")
    print("|---" * (3 * len(counts) + 2) + "|")
    for name in told[counts[0]]:
        cells = [
            f"{one.seconds:.2f} | {one.seconds / told[count]['the whole'].seconds:.2f} | {one.disk / 1e6:.1f}"
            for count in counts
            for one in (told[count][name],)
        ]
        growth = told[counts[-1]][name].seconds / told[counts[0]][name].seconds
        print(f"| {name} | {' | '.join(cells)} | {growth:.1f} |")


if __name__ == "__main__":
    main()
