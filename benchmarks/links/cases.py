"""Two years' lists whose successions are known, as pairs with verdicts: for measuring and for fitting.

Each ministry's lists stand here as they are, without the columns of amounts, and bare (names, units and
figures alone); and each of these once more with a fifth of the later and a fifth of the earlier ends taken
out, so that a thing without a successor is known too. Of a city of the benchmark every pair of neighbouring
generations is judged.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from keikaku.ingest.build import read_documents
from keikaku.ingest.join.derive import derive
from keikaku.ingest.join.reconcile import reconcile
from keikaku.ingest.links.pairs.candidates import Pairs, candidates
from keikaku.ingest.links.pairs.score import signals
from keikaku.ingest.links.pairs.weights import weights_of
from keikaku.ingest.links.sides import Side, initiative_sides
from keikaku.ontology.model.facts import Attribute, Fact, Initiative, Key
from links_benchmark.data import City
from links_benchmark.ours import documents_of

YEARS = 2018, 2019
RIGHT, WRONG, UNKNOWN = 1, 0, -1
AMOUNT = "額"
Place = tuple[str, int]
"""A file and a line in it."""
Vectors = Callable[[Sequence[Side]], NDArray[np.float32] | None]


@dataclass(frozen=True, slots=True)
class Link:
    """A succession that is known."""

    renamed: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class Case:
    """The pairs of a list and what is known of each; `ends` are the keys of the known successions."""

    name: str
    variant: str
    sides: tuple[Side, ...]
    pairs: Pairs
    figures: dict[str, NDArray[np.float64]]
    verdicts: NDArray[np.int64]
    ends: dict[tuple[Key, Key], Link]

    def key(self, place: int) -> tuple[Key, Key]:
        """The two ends of a pair."""
        return self.sides[self.pairs.earlier[place]].key, self.sides[self.pairs.later[place]].key


def ministries(folder: Path) -> list[str]:
    """The names of the lists in a folder."""
    return sorted(path.name.removesuffix(f"_{YEARS[0]}.csv") for path in folder.glob(f"*_{YEARS[0]}.csv"))


def facts_of(paths: Sequence[Path], city: str | None) -> tuple[Fact, ...]:
    """What the documents tell, joined."""
    read, _ = read_documents(paths, city)
    facts = reconcile(read)
    return (*facts, *derive(facts))


def cases(folder: Path, name: str, vectors: Vectors) -> Iterator[Case]:
    """The variants of one ministry."""
    facts = facts_of([folder / f"{name}_{year}.csv" for year in YEARS], name)
    known, unproven = _known(folder, name, facts)
    for variant, kept in _variants(facts):
        yield _case(name, variant, kept, known, unproven, vectors)
        lost = set(_lost(known))
        left = tuple(side for side in kept if side.key not in lost)
        yield _case(name, f"{variant}, ends taken out", left, known, unproven, vectors)


def _variants(facts: Sequence[Fact]) -> Iterator[tuple[str, tuple[Side, ...]]]:
    sides = initiative_sides(facts)
    yield "as it is", sides
    yield (
        "no amounts",
        initiative_sides([f for f in facts if not (isinstance(f, Attribute) and AMOUNT in f.name)]),
    )
    yield "bare", tuple(replace(side, text="", targets=(), themes=frozenset()) for side in sides)


def _known(
    folder: Path, name: str, facts: Sequence[Fact]
) -> tuple[dict[tuple[Key, Key], Link], set[tuple[Key, Key]]]:
    """The proven successions and those that are only named, by the keys of the rows."""
    at = {
        (evidence.document.rsplit("/", 1)[-1], evidence.line): fact.key
        for fact in facts
        if isinstance(fact, Initiative)
        for evidence in fact.evidence
    }
    proven = {ends: Link(row["renamed"], row["moved"]) for ends, row in _rows(folder, "links", name, at)}
    return proven, {ends for ends, _ in _rows(folder, "named", name, at)}


def _rows(
    folder: Path, file: str, name: str, at: dict[Place, Key]
) -> Iterator[tuple[tuple[Key, Key], dict[str, Any]]]:
    for line in (folder / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["from_file"].startswith(f"{name}_"):
            places = [(row[f"{end}_file"], row[f"{end}_row"]) for end in ("from", "to")]
            one, other = (at.get(place, "/".join(map(str, place))) for place in places)
            yield (one, other), row


def _lost(known: dict[tuple[Key, Key], Link]) -> Iterator[Key]:
    """A fifth of the later ends and another fifth of the earlier ones, the same at every run."""
    for one, other in known:
        tenth = zlib.crc32(f"{one} {other}".encode()) % 10
        if tenth < 4:
            yield other if tenth < 2 else one


def _case(  # noqa: PLR0913, PLR0917 - what a case is made of
    name: str,
    variant: str,
    sides: tuple[Side, ...],
    known: dict[tuple[Key, Key], Link],
    unproven: set[tuple[Key, Key]],
    vectors: Vectors,
) -> Case:
    pairs, figures = compared(sides, vectors)
    there = {side.key for side in sides}
    earlier, orphans = {one for one, _ in known}, {other for one, other in known if one not in there}
    ends = [
        (sides[a].key, sides[b].key)
        for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)
    ]
    verdicts = [_verdict(end, known, unproven, earlier, orphans) for end in ends]
    whole = len(there & earlier) == len(earlier)
    left = known if whole else {end: link for end, link in known.items() if there.issuperset(end)}
    return Case(name, variant, sides, pairs, figures, np.array(verdicts, np.int64), left)


def _verdict(
    end: tuple[Key, Key],
    known: dict[tuple[Key, Key], Link],
    unproven: set[tuple[Key, Key]],
    earlier: set[Key],
    orphans: set[Key],
) -> int:
    if end in known:
        return RIGHT
    return WRONG if end not in unproven and (end[0] in earlier or end[1] in orphans) else UNKNOWN


def benchmark_city(city: City, vectors: Vectors) -> Case:
    """A city of the benchmark, read from tables such as a city publishes."""
    with tempfile.TemporaryDirectory() as folder:
        sides = initiative_sides(facts_of(documents_of(city, Path(folder)), None))
    pairs, figures = compared(sides, vectors)
    ids = {
        (plan.start, row.title): row.id
        for plan, rows in zip(city.plans, city.rows, strict=True)
        for row in rows
    }
    keys = {ids[side.year, side.title]: side.key for side in sides}
    known = {
        (keys[link.earlier], keys[link.later]): Link(link.kind == "renamed", link.kind == "moved")
        for link in city.links
        if link.later
    }
    next_to = set(pairwise(plan.start for plan in city.plans))
    verdicts = [
        RIGHT
        if (sides[a].key, sides[b].key) in known
        else WRONG
        if (sides[a].year, sides[b].year) in next_to
        else UNKNOWN
        for a, b in zip(pairs.earlier.tolist(), pairs.later.tolist(), strict=True)
    ]
    return Case(city.name, "as it is", sides, pairs, figures, np.array(verdicts, np.int64), known)


def compared(sides: tuple[Side, ...], vectors: Vectors) -> tuple[Pairs, dict[str, NDArray[np.float64]]]:
    """The pairs that the product would look at, with their figures."""
    near, weights = vectors(sides), weights_of(sides)
    pairs = candidates(sides, weights, near)
    return pairs, signals(sides, pairs, weights, near)


def wordless(_sides: Sequence[Side]) -> None:
    """No vectors: words alone."""
    return
