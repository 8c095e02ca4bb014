"""Writing: a new version of the store, checked before anybody can see it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from keikaku.graph.rdf.mapping import Value, facts_from, graph_quads, to_quads
from keikaku.graph.store import content, versions
from keikaku.graph.store.amending import amended
from keikaku.graph.store.building import building, locked, promote
from keikaku.graph.store.difference import Told, difference, quads_of
from keikaku.graph.store.shapes import ShapesViolated, violations
from keikaku.graph.store.snapshot import Snapshot, open_snapshot, open_version
from keikaku.graph.store.versions import StoreError
from keikaku.ontology.model.facts import Document, Extraction, Fact, LineUse, Problem
from keikaku.ontology.model.vocabulary import BASE

Extras = Mapping[str, bytes | Path]
AnyFact = TypeVar("AnyFact")


def publish(  # noqa: PLR0913 - what a version is made of
    store_folder: Path,
    extractions: Sequence[Extraction],
    facts: Sequence[Fact],
    *,
    extras: Extras | None = None,
    internal: bool = False,
    before: Held | None = None,
) -> str:
    """Publish a new version and return its data version.

    `facts` are what the default graph holds, each once (after reconciling and deriving); the facts of an
    extraction stand again in the named graph of its document. `extras` are files or folders by the name that
    they get in the version's folder. An `internal` version is opened where internal documents are asked for
    and nowhere else. Of a version that goes on from what was held `before`, only the difference is made,
    checked and written; the content is the same either way. Raises StoreBusy where another build does not end
    and ShapesViolated where they break a shape. Whatever happens before the last step, the old version stays
    whole and current. No address is in what is stored: all of it stands under one fixed base, which a door
    replaces by the one that was set.
    """
    now = Told(extractions, facts)
    with locked(store_folder), building(store_folder) as folder:
        version = _going_on(folder, now, before) or _whole(folder, now, internal=internal)
        _write_extractions(folder / versions.EXTRACTIONS, extractions)
        _write_extras(folder, extras or {})
        promote(store_folder, folder, version)
    return version.data_version


def _going_on(folder: Path, now: Told, before: Held | None) -> versions.Version | None:
    """Write the graph as the version before and its difference; None where no document of it stays."""
    if before is None or before.snapshot is None:
        return None
    told = Told(before.extractions, before.facts)
    if not told.shares(now):
        return None
    return amended(before.snapshot, difference(before.snapshot.store, told, now), folder)


def _whole(folder: Path, now: Told, *, internal: bool) -> versions.Version:
    """Check and write the whole graph."""
    if found := violations(quads_of(now)):
        raise ShapesViolated(found)
    lines = set(content.lines_of(quads_of(now)))  # made again: quads are larger than lines
    for key, own in now.own().items():
        lines.update(content.lines_of(to_quads(own, BASE, graph=key)))
    content.write_graph(folder / versions.GRAPH, sorted(lines))
    number = content.total(lines)
    return versions.Version(content.data_version(number), internal=internal, content=content.written(number))


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds of earlier builds; `older` where it stands in a format of before."""

    extractions: tuple[Extraction, ...] = ()
    facts: tuple[Value, ...] = ()  # of the default graph
    older: bool = False
    damage: str = ""  # why these are not of the current version, as a sentence
    snapshot: Snapshot | None = None  # the current version, where the next one may go on from it

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
    return replace(_held(snapshot, internal=internal), damage=told, snapshot=None)


def _held(snapshot: Snapshot, *, internal: bool) -> Held:
    written = versions.describe(snapshot.folder, internal=internal, older=True).format
    facts = facts_from(snapshot.quads(), snapshot.base)
    older = written != versions.FORMAT
    return Held(_extractions(snapshot), facts, older=older, snapshot=None if older else snapshot)


def stored_extractions(store_folder: Path) -> tuple[Extraction, ...]:
    """What was read from each document, in the order of publication; empty where there is no graph yet."""
    try:
        return _extractions(open_snapshot(store_folder))
    except versions.StoreMissing:
        return ()


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


def _read_extraction(told: dict[str, Any], snapshot: Snapshot) -> Extraction:
    quads = graph_quads(snapshot.store, snapshot.base, told["document"])
    facts = facts_from(quads, snapshot.base)
    document = next(fact for fact in facts if isinstance(fact, Document))
    rest: tuple[Any, ...] = tuple(fact for fact in facts if not isinstance(fact, Document))
    return Extraction(
        document=document,
        facts=rest,
        uses=line_uses(told),
        problems=problems(told),
        read_as=told.get("read_as", ""),
    )


def _write_extractions(path: Path, extractions: Iterable[Extraction]) -> None:
    told = [
        {
            "document": extraction.document.key,
            "uses": [asdict(use) for use in extraction.uses],
            "problems": [asdict(problem) for problem in extraction.problems],
            "read_as": extraction.read_as,
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
