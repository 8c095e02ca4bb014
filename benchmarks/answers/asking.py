"""A whole semantic question against the bare embedding of its text.

`python -m benchmarks.answers.asking [COUNT...]`

The graph is that of corpus/ with as many initiatives as COUNT says (95 is corpus/ itself): the others are
made of halves of two titles and halves of two sentences, each with its passage and its evidence, in memory
as a server has it. The two sides are asked in turns, in one run. A question that ends otherwise than in a
search (it names something, or nothing is near enough) is left out and counted. The profile of what a
question costs beside its embedding: --profile.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import Store

from benchmarks.answers.asked import ROOT, questions, the_encoder
from benchmarks.made import DIMENSIONS, halves, in_turns
from benchmarks.memory import status
from keikaku.graph.rdf.mapping import to_quads
from keikaku.graph.rdf.reference import fiscal_years, theme_quads
from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.frame import background
from keikaku.graph.search.index import build_index, units
from keikaku.graph.search.parts import Kind
from keikaku.graph.search.vectors import vectors_of
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ingest.build import read_documents
from keikaku.ingest.join.derive import derive
from keikaku.ingest.join.entries import entries_of
from keikaku.ingest.join.reconcile import reconcile
from keikaku.ontology.model.facts import Document, Fact, Initiative, Passage
from keikaku.ontology.model.vocabulary import BASE
from keikaku.qa.answerer import Answerer
from keikaku.qa.query import SearchInitiatives
from keikaku.qa.world.search import Search
from keikaku.qa.world.world import World

COUNTS = (95, 10_000, 100_000)


def main() -> None:
    """Print one line a count."""
    encoder = the_encoder()
    counts = [int(one) for one in sys.argv[1:] if one.isdigit()] or list(COUNTS)
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            measured(count, encoder, Path(folder))


def measured(count: int, encoder: Encoder, folder: Path) -> None:
    """Build the graph and the index, then ask."""
    start = time.perf_counter()
    documents, facts = told()
    world = world_of(documents, facts, list(more(facts, count)), encoder, folder)
    answerer = Answerer(world)
    everyday = [one.question for one in questions("everyday_dev")]
    asked = [text for text in everyday if isinstance(answerer.answer(text).query, SearchInitiatives)]
    built = time.perf_counter() - start
    calls = (partial(embedded, encoder), partial(searched, world), answerer.answer)
    alone, search, whole = in_turns(calls, asked)
    ratio = statistics.median(b / a for a, b in zip(alone, whole, strict=True))
    print(
        f"{count:7,} initiatives: embedding {statistics.median(alone):.2f} ms, search "
        f"{statistics.median(search):.2f} ms, answer {statistics.median(whole):.2f} ms, ratio {ratio:.2f}, "
        f"{len(asked)} of {len(everyday)} questions; built in {built:.0f} s, "
        f"now {status('VmRSS'):.0f} MB",
        flush=True,
    )
    if "--profile" in sys.argv:
        profiled(answerer, asked)


def embedded(encoder: Encoder, text: str) -> object:
    """The bare embedding."""
    return encoder.encode([text], "query")


def searched(world: World, text: str) -> object:
    """The search alone."""
    return world.search.initiatives(text, None, 5)


def told() -> tuple[list[Document], list[Fact]]:
    """The documents and the facts of corpus/."""
    extractions, _ = read_documents(sorted((ROOT / "corpus").iterdir()), None)
    facts = reconcile(extractions)
    return [one.document for one in extractions], [*facts, *derive(facts)]


def more(facts: list[Fact], count: int) -> Iterator[Fact]:
    """Made initiatives and what they say, up to `count` initiatives in all."""
    known = [fact for fact in facts if isinstance(fact, Initiative)]
    prose = [fact for fact in facts if isinstance(fact, Passage) and 40 <= len(fact.text) <= 150]
    wanted = max(0, count - len(known))
    labels = halves([fact.label for fact in known], wanted)
    texts = halves([fact.text for fact in prose], wanted)
    for number, (label, text) in enumerate(zip(labels, texts, strict=True)):
        like, said = known[number % len(known)], prose[number % len(prose)]
        made = replace(like, key=f"{like.key}/{number}", label=label, order=1000 + number)
        yield made
        yield replace(
            said, key=f"{said.key}/{number}", about=made.key, text=text, line_starts=said.line_starts[:1]
        )


def world_of(
    documents: Iterable[Document], known: list[Fact], made: list[Fact], encoder: Encoder, folder: Path
) -> World:
    """The graph in memory and the index beside it."""
    facts = [*known, *made]
    store = Store()
    store.bulk_extend(to_quads([*documents, *facts, *fiscal_years(facts)], BASE))
    store.bulk_extend(theme_quads(facts))
    own = entries_of(known, BASE)
    others = [entry for entry in entries_of(made, BASE) if entry.kind == "initiative"]
    vectors = Blended(
        encoder, [*background()["elsewhere"], *(unit for entry in own for unit in units(entry))]
    )
    build_index([*own, *others], vectors, folder / "index", folder / "cache")
    return World(Snapshot(folder, "benchmark", BASE, store), Search(folder / "index", lambda: encoder))


class Blended:
    """True vectors for known texts, from the cache of this machine; others lie between two of these."""

    dimensions = DIMENSIONS

    def __init__(self, real: Encoder, known: list[str]) -> None:
        self.real, self.name, self.random = real, real.name, np.random.default_rng(7)
        self.rows = vectors_of(known, "passage", real, cache_folder())
        self.known = dict(zip(known, self.rows, strict=True))

    def encode(self, texts: Iterable[str], kind: Kind) -> NDArray[np.float32]:
        """As the texts come; questions by the real encoder."""
        texts = list(texts)
        if kind == "query":
            return self.real.encode(texts, kind)
        one, other = (self.rows[self.random.integers(0, len(self.rows), len(texts))] for _ in "12")
        rows = one + other + 0.03 * self.random.standard_normal(one.shape).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return np.stack([self.known.get(text, row) for text, row in zip(texts, rows, strict=True)])


def profiled(answerer: Answerer, asked: list[str]) -> None:
    """Print where the time of the questions goes."""
    with cProfile.Profile() as profile:
        for text in asked:
            answerer.answer(text)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
