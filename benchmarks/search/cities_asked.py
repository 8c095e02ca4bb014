"""Questions of several cities: tests/cases/search_*.jsonl beside the sets over corpus/.

`mend` may be looked at and fitted on; `measure` may not, nor the city of search_held.jsonl.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.answers.asked import CASES, SETS, Asked, collection, questions
from keikaku.graph.search.index import Entry
from keikaku.ingest.build import read_documents
from keikaku.ingest.join.entries import entries_of
from keikaku.ingest.join.reconcile import reconcile
from keikaku.ontology.japanese.text import fold

Use = Literal["mend", "measure"]
START = "corpus"
"""The city whose entries are those of `collection`; the made-up FAQ is part of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One need in Japanese, and in English or Latin letters."""

    city: str
    documents: tuple[str, ...]
    use: Use
    here: Asked
    abroad: Asked


def pairs(name: str = "search_pairs") -> list[Pair]:
    """The pairs of a file of tests/cases."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_pair(json.loads(line)) for line in lines]


def _pair(row: dict[str, str]) -> Pair:
    relevant = frozenset(map(fold, row["relevant"]))
    here, abroad = (Asked(row[text], row["kind"], relevant) for text in ("question", "abroad"))
    city = START if row["city"] == "faq" else row["city"]
    use: Use = "measure" if row["for"] == "measure" else "mend"
    return Pair(city, tuple(row["documents"]), use, here, abroad)


def entries_in(city: str, documents: Sequence[str]) -> list[Entry]:
    """What search can find in the documents of a city."""
    if city == START:
        return collection()
    files = [CASES / name for name in documents]
    extractions, _ = read_documents([file for file in files if file.suffix != ".csv"], None)
    faq = [one for file in files if file.suffix == ".csv" for one in _faq(file.name)]
    return [*entries_of(reconcile(extractions), ""), *faq]


def _faq(name: str) -> Iterator[Entry]:
    with (CASES / name).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield Entry(row["id"], "faq", row["question"], row["answer"])


def sets_over_corpus(part: str) -> list[Asked]:
    """The questions of the sets over corpus/ whose name ends so."""
    return [one for name in SETS if name.endswith(part) for one in questions(name)]
