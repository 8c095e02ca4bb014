"""Writing: a new version of the store, checked before anybody can see it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import Quad, RdfFormat, Store, serialize

from keikaku.graph.rdf.mapping import Value, facts_from, graph_quads, to_quads
from keikaku.graph.rdf.reference import fiscal_years, theme_quads
from keikaku.graph.store import versions
from keikaku.graph.store.building import building, locked, promote
from keikaku.graph.store.shapes import Violation, violations
from keikaku.graph.store.snapshot import Snapshot, open_snapshot, open_version
from keikaku.graph.store.versions import StoreError
from keikaku.ontology.model.facts import Document, Extraction, Fact, LineUse, Problem
from keikaku.ontology.model.vocabulary import BASE

AT_ONCE = 50_000
"""Quads that are written at a time."""
Extras = Mapping[str, bytes | Path]
AnyFact = TypeVar("AnyFact")


class ShapesViolated(StoreError):  # noqa: N818
    """The facts do not satisfy `ontology/shapes.ttl`; nothing was published."""

    def __init__(self, found: tuple[Violation, ...]) -> None:
        """Say how many and name the first."""
        self.found = found
        super().__init__(
            f"グラフに{len(found)}件の問題があるため、公開しませんでした（最初の問題: {found[0]}）。"
            "build --explain FILE で、各行がどう読まれたかを確かめてください。"
        )


def publish(
    store_folder: Path,
    extractions: Sequence[Extraction],
    facts: Sequence[Fact],
    *,
    extras: Extras | None = None,
    internal: bool = False,
) -> str:
    """Publish a new version and return its data version.

    `facts` are what the default graph holds, each once (after reconciling and deriving); the facts of an
    extraction stand again in the named graph of its document. `extras` are files or folders by the name that
    they get in the version's folder. An `internal` version is opened where internal documents are asked for
    and nowhere else. Raises StoreBusy where another build does not end and ShapesViolated where they break a
    shape. Whatever happens before the last step, the old version stays whole and current. No address is in
    what is stored: all of it stands under one fixed base, which a door replaces by the one that was set.
    """
    with locked(store_folder), building(store_folder) as folder:
        if found := violations(_current(extractions, facts)):
            raise ShapesViolated(found)
        lines = content(_current(extractions, facts), extractions)  # made again: quads are larger than lines
        version = versions.Version(data_version(lines), internal=internal)
        write_graph(folder / versions.GRAPH, lines)
        _write_extractions(folder / versions.EXTRACTIONS, extractions)
        _write_extras(folder, extras or {})
        promote(store_folder, folder, version)
    return version.data_version


def content(current: Iterable[Quad], extractions: Sequence[Extraction]) -> list[bytes]:
    """The whole content, the default graph and each document's own, as sorted N-Quads lines, each once."""
    lines = set(_lines(current))
    for extraction in extractions:
        own: list[Value] = [extraction.document, *extraction.facts]
        lines.update(_lines(to_quads(own, BASE, graph=extraction.document.key)))
    return sorted(lines)


def _lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    rest = iter(quads)
    while some := list(islice(rest, AT_ONCE)):
        yield from (serialize(some, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def data_version(lines: Iterable[bytes]) -> str:
    """Sixteen hexadecimal digits of the content: no build time, no order of files, no blank node is in it."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds of earlier builds; `older` where it stands in a format of before."""

    extractions: tuple[Extraction, ...] = ()
    facts: tuple[Value, ...] = ()  # of the default graph
    older: bool = False
    damage: str = ""  # why these are not of the current version, as a sentence

    def of(self, kind: type[AnyFact]) -> tuple[AnyFact, ...]:
        """The facts of one class in the default graph (the FAQ stands in no document's graph)."""
        return tuple(fact for fact in self.facts if isinstance(fact, kind))


def held(store_folder: Path, *, internal: bool = False) -> Held:
    """What the next build goes on from, of this format or one that is taken over; empty where nothing is.

    Where the current version is damaged, what the newest whole one holds: the build that follows repairs.
    """
    try:
        snapshot = open_snapshot(store_folder, internal=internal, older=True)
        versions.refuse_damaged(snapshot.folder, whole=True)
    except versions.StoreMissing:
        return Held()
    except versions.StoreDamaged as damage:
        return _instead_of(damage, internal=internal)
    return _held(snapshot, internal=internal)


def _instead_of(damage: versions.StoreDamaged, *, internal: bool) -> Held:
    """What the newest whole version holds that may still be read, and a sentence that says so."""
    began = f"グラフの「{damage.file}」が壊れていたため、"
    try:
        if damage.whole is None:
            raise versions.StoreMissing(str(damage))
        snapshot = open_version(damage.whole, internal=internal)
    except StoreError:
        return Held(damage=f"{began}初めから作り直しました。前の文書も build で読み込んでください。")
    told = (
        f"{began}版 {int(damage.whole.name)} の内容から作り直しました。"
        "その後に加えた文書は、もう一度 build で読み込んでください。"
    )
    return replace(_held(snapshot, internal=internal), damage=told)


def _held(snapshot: Snapshot, *, internal: bool) -> Held:
    written = versions.describe(snapshot.folder, internal=internal, older=True).format
    facts = facts_from(snapshot.quads(), snapshot.base)
    return Held(_extractions(snapshot), facts, older=written != versions.FORMAT)


def stored_facts(store_folder: Path, kind: type[AnyFact]) -> tuple[AnyFact, ...]:
    """The facts of one class in the default graph; none where there is no graph yet."""
    return held(store_folder).of(kind)


def _extractions(snapshot: Snapshot) -> tuple[Extraction, ...]:
    return tuple(_read_extraction(told, snapshot) for told in told_of_documents(snapshot))


def told_of_documents(snapshot: Snapshot) -> list[dict[str, Any]]:
    """What the version keeps of each document beside the graph: the use of its lines and its problems."""
    told: list[dict[str, Any]] = json.loads(
        (snapshot.folder / versions.EXTRACTIONS).read_text(encoding="utf-8")
    )
    return told


def line_uses(told: dict[str, Any]) -> tuple[LineUse, ...]:
    """The use of each line of a document."""
    return tuple(LineUse(**use) for use in told["uses"])


def problems(told: dict[str, Any]) -> tuple[Problem, ...]:
    """What a person should know of a document."""
    return tuple(Problem(**problem) for problem in told["problems"])


def _current(extractions: Sequence[Extraction], facts: Sequence[Fact]) -> Iterator[Quad]:
    """The default graph: documents and facts, each once, and what they refer to."""
    documents = [extraction.document for extraction in extractions]
    return chain(to_quads([*documents, *facts, *fiscal_years(facts)], BASE), theme_quads(facts))


def _read_extraction(told: dict[str, Any], snapshot: Snapshot) -> Extraction:
    quads = graph_quads(snapshot.store, snapshot.base, told["document"])
    facts = facts_from(quads, snapshot.base)
    document = next(fact for fact in facts if isinstance(fact, Document))
    rest: tuple[Any, ...] = tuple(fact for fact in facts if not isinstance(fact, Document))
    return Extraction(document=document, facts=rest, uses=line_uses(told), problems=problems(told))


def write_graph(folder: Path, lines: Iterable[bytes]) -> None:
    """Write N-Quads lines as a store that readers open, some at a time: a load holds all that it is given."""
    store = Store(str(folder))
    rest = iter(lines)
    while some := b"".join(islice(rest, AT_ONCE)):
        store.bulk_load(input=some, format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store


def _write_extractions(path: Path, extractions: Iterable[Extraction]) -> None:
    told = [
        {
            "document": extraction.document.key,
            "uses": [asdict(use) for use in extraction.uses],
            "problems": [asdict(problem) for problem in extraction.problems],
        }
        for extraction in extractions
    ]
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _write_extras(folder: Path, extras: Extras) -> None:
    for name, extra in extras.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(extra, bytes):
            target.write_bytes(extra)
        elif extra.is_dir():
            shutil.copytree(extra, target)
        else:
            shutil.copyfile(extra, target)
