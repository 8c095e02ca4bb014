"""How well and how fast a search finds: python -m benchmarks.search.retrieval [--last] [--speed COUNT...].

First nDCG@10 and R@10 of the product against both of its halves and the plain sum of their z-scores, on
the labelled questions of tests/cases; the halves also as they come, that is BM25 over content words and
bare cosines, and words and product without the thesaurus. Then, with `--speed`, the time of a search over
that of embedding the question, on made entries, the two in turns in one run.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.asked import SETS, Asked, collection, ndcg, opened, questions, the_encoder
from benchmarks.made import Made, in_turns
from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.frame import seen
from keikaku.graph.search.index import Entry, Index, build_index, open_index, units
from keikaku.graph.search.nearness import nearness
from keikaku.graph.search.vectors import vectors_of
from keikaku.graph.search.widening import NONE, widened
from keikaku.graph.search.words import asked_terms, coverage, looked_up, terms, word_index
from keikaku.ontology.japanese.text import fold

Scores = NDArray[np.float64]
ROUNDS = 60


def main() -> None:
    """Print what the arguments ask for."""
    encoder = the_encoder()
    if "--speed" in sys.argv:
        for count in sys.argv[sys.argv.index("--speed") + 1 :]:
            speed(int(count), encoder)
        return
    quality("last" if "--last" in sys.argv else "dev", encoder)


def quality(part: str, encoder: Encoder) -> None:
    """Print nDCG@10, then R@10, of every way to rank, set by set."""
    entries = collection()
    ways = ranked_by(entries, opened(entries, encoder), encoder)
    names = [name for name in SETS if name.endswith(part)]
    for title, measure in (("nDCG@10", gain), ("R@10", recall)):
        print(title.ljust(34), *names, "mean")
        for way, scores in ways.items():
            means = [statistics.mean(measure(one, entries, scores) for one in questions(n)) for n in names]
            row = (f"{mean:.3f}".rjust(len(name)) for mean, name in zip(means, names, strict=True))
            print(way.ljust(34), *row, f"{statistics.mean(means):.3f}")


def gain(one: Asked, entries: list[Entry], scores: Callable[[str], Scores]) -> float:
    """nDCG@10 of one question among the entries of its kind."""
    return ndcg(first_ten(one, entries, scores), one.relevant)


def recall(one: Asked, entries: list[Entry], scores: Callable[[str], Scores]) -> float:
    """What share of the answers of one question is among the first ten entries of its kind."""
    return len(set(map(fold, first_ten(one, entries, scores))) & one.relevant) / len(one.relevant)


def first_ten(one: Asked, entries: list[Entry], scores: Callable[[str], Scores]) -> list[str]:
    """The names of the ten best entries of the question's kind."""
    rows = np.array([row for row, entry in enumerate(entries) if entry.kind == one.kind])
    order = rows[np.argsort(-scores(one.question)[rows].round(6), kind="stable")[:10]]
    found = (entries[row] for row in order)
    return [entry.key if one.kind == "faq" else entry.label for entry in found]


def ranked_by(entries: list[Entry], index: Index, encoder: Encoder) -> dict[str, Callable[[str], Scores]]:
    """Each way to score all entries for a question."""
    bare_words, bare_meaning = as_they_come(entries, encoder)
    rows = {entry.key: row for row, entry in enumerate(entries)}

    def words(text: str) -> Scores:
        found = looked_up(index.words, asked_terms(text))
        other = (one.gain for one in widened(index.words, index.widening, found))
        return coverage(index.words, found, other).astype(np.float64)

    def own_words(text: str) -> Scores:
        return coverage(index.words, looked_up(index.words, asked_terms(text))).astype(np.float64)

    def meaning(text: str) -> Scores:
        assert index.vectors is not None
        query = seen(index.vectors.frame, encoder.encode([text], "query")[0], text)
        near = nearness(index.vectors, query)
        return ((near.best + near.whole) / 2).astype(np.float64)

    def searched(by: Index, text: str) -> Scores:
        found = np.full(len(entries), -np.inf)
        for hit in by.search(text, encoder, k=len(entries), cut=False).hits:
            found[rows[hit.key]] = hit.score
        return found

    return {
        "words as they come (BM25)": bare_words,
        "meaning as it comes (cosine)": bare_meaning,
        "z-sum of these": lambda text: z(bare_words(text)) + z(bare_meaning(text)),
        "words without the thesaurus": own_words,
        "words": words,
        "meaning": meaning,
        "z-sum of these two": lambda text: z(words(text)) + z(meaning(text)),
        "product without the thesaurus": partial(searched, replace(index, widening=NONE)),
        "product": partial(searched, index),
    }


def as_they_come(
    entries: list[Entry], encoder: Encoder
) -> tuple[Callable[[str], Scores], Callable[[str], Scores]]:
    """BM25 over content words, and the cosine of the best part, with nothing of ours."""
    plain = word_index([content_words(f"{entry.label} {entry.text}") for entry in entries])
    pieces = [units(entry) for entry in entries]
    vectors = vectors_of([unit for piece in pieces for unit in piece], "passage", encoder, cache_folder())
    first = np.cumsum([0, *(len(piece) for piece in pieces)])[:-1]

    def words(text: str) -> Scores:
        found = np.zeros(len(entries))
        for key in content_words(text):
            rows, scores = plain.postings(key)
            found[rows] += scores
        return found

    def meaning(text: str) -> Scores:
        cosines = np.maximum.reduceat(vectors @ encoder.encode([text], "query")[0], first)
        return np.asarray(cosines, np.float64)

    return words, meaning


def content_words(text: str) -> list[str]:
    """The dictionary forms of the words that say something."""
    return [term.key for term in terms(text) if term.surface]


def z(scores: Scores) -> Scores:
    """How many deviations above the mean."""
    return np.asarray((scores - scores.mean()) / (scores.std() or 1.0), np.float64)


def speed(count: int, encoder: Encoder) -> None:
    """Print the time of a search against that of embedding its question, over `count` made entries."""
    source = [entry for entry in collection() if entry.kind != "observation"]
    made = (source[number % len(source)] for number in range(count))
    entries = [Entry(f"{number}", one.kind, one.label, one.text[:150]) for number, one in enumerate(made)]
    with tempfile.TemporaryDirectory() as folder:
        before = peak()
        start = time.perf_counter()
        build_index(entries, Made(encoder), Path(folder), Path(folder) / "cache")
        built = time.perf_counter() - start
        index = open_index(Path(folder))
        asked = [one.question for one in questions("everyday_dev")][:ROUNDS]
        calls = (partial(_embedded, encoder), partial(index.search, encoder=encoder))
        alone, whole = (statistics.median(times) for times in in_turns(calls, asked))
    print(
        f"{count:7,} entries: embedding {alone:.1f} ms, search {whole:.1f} ms, ratio {whole / alone:.2f}, "
        f"over it {whole - alone:.1f} ms; built in {built:.1f} s (vectors made), +{peak() - before:.0f} MB"
    )


def _embedded(encoder: Encoder, text: str) -> NDArray[np.float32]:
    return encoder.encode([text], "query")


def peak() -> float:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
