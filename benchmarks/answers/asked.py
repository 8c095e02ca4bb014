"""The labelled questions of tests/cases and the collections that they ask, for the commands here."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import Encoder, default_encoder
from keikaku.graph.search.index import Entry, Index, build_index, open_index
from keikaku.ingest.build import read_documents
from keikaku.ingest.join.entries import entries_of
from keikaku.ingest.join.reconcile import reconcile
from keikaku.ontology.japanese.text import fold

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
SETS = {
    "everyday_dev": "initiative",
    "everyday_english_dev": "initiative",
    "faq_dev": "faq",
    "faq_natural_dev": "faq",
    "faq_english_dev": "faq",
    "everyday_last": "initiative",
    "faq_last": "faq",
}
"""Each set and the kind of entries that it asks for. The last two are for the last run only."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the kind that it asks for, and what answers it: labels of initiatives, ids of the FAQ."""

    question: str
    kind: str
    relevant: frozenset[str]

    @property
    def kinds(self) -> frozenset[str]:
        """As a search takes it."""
        return frozenset({self.kind})


def questions(name: str) -> list[Asked]:
    """The questions of a set."""
    found = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    kind = SETS[name]
    return [Asked(one["question"], kind, frozenset(map(fold, one["relevant"]))) for one in found]


def unanswerable(name: str) -> list[str]:
    """Questions that no city answers: the weather, cooking, other cities, greetings."""
    lines = (CASES / f"unanswerable_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def collection() -> list[Entry]:
    """The documents of corpus/ and the made-up FAQ, in one."""
    extractions, _ = read_documents(sorted((ROOT / "corpus").iterdir()), None)
    with (CASES / "faq_made_up.csv").open(encoding="utf-8-sig", newline="") as file:
        faq = [Entry(row["id"], "faq", row["question"], row["answer"]) for row in csv.DictReader(file)]
    return [*entries_of(reconcile(extractions), ""), *faq]


def opened(entries: Sequence[Entry], encoder: Encoder | None) -> Index:
    """An index over the entries, in a folder that is kept until the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="keikaku-index-"))
    build_index(entries, encoder, folder, cache_folder())
    return open_index(folder)


def the_encoder() -> Encoder:
    """The default encoder, without which there is nothing to measure."""
    encoder = default_encoder(cold=False)
    if encoder is None:
        raise SystemExit("意味の検索のモデルがないため、測れません。make installを実行してください。")
    return encoder


def ndcg(found: Sequence[str], relevant: frozenset[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first k names, all relevant ones worth the same."""
    gain = sum(1 / np.log2(place + 2) for place, name in enumerate(found[:k]) if fold(name) in relevant)
    best = sum(1 / np.log2(place + 2) for place in range(min(k, len(relevant))))
    return float(gain / best)
