"""From paths to a published version: the order of the work, as a list of steps that can be read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.cache import cache_folder
from graph.encoder import Encoder
from graph.index import build_index
from graph.publish import publish, stored_extractions, stored_facts
from ingest.build import read_documents
from ingest.derive import derive
from ingest.entries import entries_of
from ingest.reconcile import reconcile
from ontology.model import Extraction, Fact, FaqEntry, Problem
from ontology.vocabulary import BASE

INDEX = "index"
"""The folder beside the graph of a version that search reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is told beside its paths."""

    municipality: str | None = None
    prune: bool = False
    strict: bool = False
    base: str = BASE
    encoder: Callable[[], Encoder | None] | None = None  # None: no vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a build; `data_version` is None where nothing was published."""

    data_version: str | None
    read: tuple[Extraction, ...]
    kept: tuple[Extraction, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    meaning: bool


def build(
    paths: Sequence[Path], store: Path, options: Options, faq: Sequence[FaqEntry] | None = None
) -> Report:
    """Read the files, put them beside what the store holds, and publish a new version of the whole."""
    read, problems = read_documents(paths, options.municipality)
    kept = () if options.prune else _kept(store, read)
    extractions = tuple(sorted((*kept, *read), key=lambda one: one.document.key))
    entries = stored_facts(store, FaqEntry) if faq is None else tuple(faq)
    if not extractions or (options.strict and problems):
        return Report(data_version=None, read=read, kept=kept, facts=(), problems=problems, meaning=False)
    facts = (*_derived(extractions), *entries)
    encoder = options.encoder() if options.encoder else None
    version = _published(store, extractions, facts, encoder, options.base)
    return Report(
        data_version=version,
        read=read,
        kept=kept,
        facts=facts,
        problems=problems,
        meaning=encoder is not None,
    )


def _kept(store: Path, read: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """What the store holds of documents that were not read again."""
    again = {one.document.key for one in read}
    return tuple(one for one in stored_extractions(store) if one.document.key not in again)


def _derived(extractions: Sequence[Extraction]) -> tuple[Fact, ...]:
    facts = reconcile(extractions)
    return (*facts, *derive(facts))


def _published(
    store: Path, extractions: Sequence[Extraction], facts: Sequence[Fact], encoder: Encoder | None, base: str
) -> str:
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / INDEX
        build_index(entries_of(facts, base), encoder, index, cache_folder())
        return publish(store, extractions, facts, extras={INDEX: index}, base=base)
