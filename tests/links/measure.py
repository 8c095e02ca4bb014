"""Proposals of two cities against their gold lists: threshold, precision, recall.

A shown link that no list names counts as wrong, so that the figures speak of all that a user sees. Arguable pairs
count neither way.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.build import read_documents
from keikaku.ingest.join.derive import derive
from keikaku.ingest.join.reconcile import reconcile
from keikaku.ingest.links.all import successions
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.model.facts import Initiative, Key, LinkLevel

CASES = Path(__file__).parents[1] / "cases"
GOLD = CASES / "links_gold.jsonl"
CORPUS = Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True, slots=True)
class Scored:
    """A proposed pair with its score and what the list says of it: right, arguable, wrong or unlisted."""

    earlier: str
    later: str
    score: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The proposals of a city, best first, and how many right pairs its list has."""

    city: str
    scored: tuple[Scored, ...]
    right: int

    def at(self, threshold: float) -> tuple[float, float]:
        """Precision and recall of what is shown at a threshold."""
        shown = [one for one in self.scored if one.score >= threshold]
        hits = sum(one.verdict == "right" for one in shown)
        bad = sum(one.verdict in {"wrong", "unlisted"} for one in shown)
        return hits / max(1, hits + bad), hits / max(1, self.right)


def sources() -> dict[str, list[Path]]:
    """The documents of each city: the shared ones where they are, else the samples that the project carries."""
    shared = os.environ.get("KEIKAKU_SHARED")
    first = Path(shared) / "seeds" if shared else CORPUS
    return {"三鷹市": [first], "葦原市": sorted(CASES.glob("links_ashihara_*.txt"))}


@cache
def measured(city: str) -> Measured:
    """Read the documents of a city, propose, and compare with its list."""
    extractions, _ = read_documents(sources()[city])
    facts = reconcile(extractions)
    facts = (*facts, *derive(facts))
    documents = [extraction.document for extraction in extractions]
    links = successions(facts, default_encoder(cold=False), cache_folder(), documents)
    labels = {fact.key: fact.label for fact in facts if isinstance(fact, Initiative)}
    verdicts, right = _gold(city, labels)
    scored = [
        Scored(
            labels[one.earlier],
            labels[one.later],
            one.score or 0.0,
            verdicts.get((one.earlier, one.later), "unlisted"),
        )
        for one in links
        if one.level is LinkLevel.INITIATIVE
    ]
    return Measured(city, tuple(sorted(scored, key=lambda one: -one.score)), right)


def _gold(city: str, labels: dict[Key, str]) -> tuple[dict[tuple[Key, Key], str], int]:
    """The verdicts of a list by the keys of its pairs; raise KeyError where a title is not in the documents."""
    by_title = {normalise(label).text: key for key, label in labels.items()}
    rows = [row for row in gold_rows() if row["city"] == city]
    verdicts = {
        (by_title[normalise(row["from"][1]).text], by_title[normalise(row["to"][1]).text]): row["verdict"]
        for row in rows
    }
    return verdicts, sum(verdict == "right" for verdict in verdicts.values())


def gold_rows() -> list[dict[str, str]]:
    """The lists of both cities."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines() if line]
