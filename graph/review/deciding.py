"""A person decides about a link: into the file of decisions, and at once into a new version of the graph."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from keikaku.graph.rdf.iris import node, node_of
from keikaku.graph.rdf.mapping import facts_from, to_quads
from keikaku.graph.rdf.properties import MATCHES
from keikaku.graph.review.decisions import (
    Decision,
    append,
    applied,
    missing_rows,
    read_decisions,
    rows_of,
    unread,
)
from keikaku.graph.store import versions
from keikaku.graph.store.building import building, locked, promote
from keikaku.graph.store.publish import data_version, write_graph
from keikaku.graph.store.shapes import violations
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.ontology.model.facts import Key, LinkRelation, LinkStatus, Succession
from keikaku.ontology.model.successions import level_of, link_id
from keikaku.ontology.model.vocabulary import PLAN, RDF

CHOICES = 5
DIRECT = frozenset(MATCHES.values())
LABELS = "SELECT ?thing ?label { ?thing skos:prefLabel ?label }"


class Labelled(NamedTuple):
    """A row of LABELS."""

    thing: str
    label: str


class CannotDecideError(Exception):
    """Why a decision cannot be taken, as the sentence to show."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person says, without the pair that it is about."""

    by: str = ""
    at: str = ""  # 2026-04-01T09:30:00+09:00
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision: the link as it is now, the names of its sides, the new version."""

    link: Succession
    earlier: str
    later: str
    data_version: str


def decide(store: Path, link: str, verdict: LinkStatus | LinkRelation, review: Review) -> Decided:
    """Accept or reject the link of that id, or accept it as another relation; raise CannotDecideError."""
    with locked(store):
        snapshot = open_snapshot(store)
        found = next((one for one in links_of(snapshot) if link_id(one.earlier, one.later) == link), None)
        if found is None:
            raise CannotDecideError(
                f"「{link}」というつながりはありません。links --all で番号を確かめてください。"
            )
        relation = verdict if isinstance(verdict, LinkRelation) else found.relation
        decision = _decision(
            found.earlier, found.later, relation, review, rejected=verdict is LinkStatus.REJECTED
        )
        return _decided(store, snapshot, decision)


def add(store: Path, earlier: str, later: str, relation: LinkRelation, review: Review) -> Decided:
    """Add a link that nobody proposed, between two things named by key, address or unmistakable name."""
    with locked(store):
        snapshot = open_snapshot(store)
        labels = _labels(snapshot)
        one, other = (_named(text, labels, snapshot) for text in (earlier, later))
        if one == other or level_of(one) is not level_of(other) or one.split("/")[0] != other.split("/")[0]:
            raise CannotDecideError(
                "つなげるのは、同じ自治体の、計画どうし、体系どうし、組織どうし、施策どうしの二つです。"
                "名前を確かめて、もう一度実行してください。"
            )
        return _decided(store, snapshot, _decision(one, other, relation, review))


def take_over(store: Path, file: Path) -> tuple[int, int, str]:
    """Take the decisions of another machine: the number of new rows and of unreadable ones, the version."""
    with locked(store):
        snapshot = open_snapshot(store)
        rows = missing_rows(store, file)
        if rows:
            append(store, rows)
        version = _amended(store, snapshot) if rows else snapshot.data_version
        return len(rows), unread(file), version


def links_of(snapshot: Snapshot) -> tuple[Succession, ...]:
    """Every link of a version, also rejected ones and those below the threshold."""
    found = snapshot.store.quads_for_pattern(None, node(RDF.type), node(PLAN.Succession), DefaultGraph())
    quads = [quad for one in found for quad in _about(snapshot, one.subject)]
    parts = [quad.object for quad in quads if quad.predicate.value == PLAN.evidence]
    quads += [quad for part in parts for quad in _about(snapshot, part)]
    return tuple(fact for fact in facts_from(quads, snapshot.base) if isinstance(fact, Succession))


def _about(snapshot: Snapshot, subject: Any) -> list[Quad]:
    return list(snapshot.store.quads_for_pattern(subject, None, None, DefaultGraph()))


def _labels(snapshot: Snapshot) -> dict[Key, str]:
    return {snapshot.key(row.thing): row.label for row in snapshot.rows(Labelled, LABELS)}


def _named(text: str, labels: Mapping[Key, str], snapshot: Snapshot) -> Key:
    """The key that a text means: itself, an address, or the one thing of that name."""
    own = snapshot.key(text.strip())
    if own in labels:
        return own
    found = [key for key, label in labels.items() if label == text.strip() and level_of(key)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise CannotDecideError(
            f"「{text}」という計画、体系、組織、施策はありません。名前か番地を確かめてください。"
        )
    choices = "、".join(sorted(found)[:CHOICES])
    raise CannotDecideError(f"「{text}」は{len(found)}件あります。次のどれかで指定してください: {choices}")


def _decision(
    earlier: Key, later: Key, relation: LinkRelation, review: Review, *, rejected: bool = False
) -> Decision:
    return Decision(
        earlier=earlier,
        later=later,
        relation=relation,
        rejected=rejected,
        reviewed_by=review.by,
        reviewed_at=review.at,
        comment=review.comment,
    )


def _decided(store: Path, snapshot: Snapshot, decision: Decision) -> Decided:
    links = links_of(snapshot)
    labels = _labels(snapshot)
    pair = decision.earlier, decision.later
    before = next((link for link in links if (link.earlier, link.later) == pair), None)
    append(store, rows_of(decision, before, labels))
    version = _amended(store, snapshot)
    now = next(link for link in links_of(open_snapshot(store)) if (link.earlier, link.later) == pair)
    return Decided(now, labels.get(pair[0], ""), labels.get(pair[1], ""), version)


def _amended(store: Path, snapshot: Snapshot) -> str:
    """Publish the version again with its links as the decisions have them; nothing else changes."""
    before = links_of(snapshot)
    known = frozenset(_labels(snapshot))
    after = applied(before, read_decisions(store), known)
    gone, come = (set(_own_quads(links, snapshot.base)) for links in (before, after))
    if found := violations(come):
        raise CannotDecideError(f"決定がグラフの形に合いません（{found[0]}）。内容を確かめてください。")
    quads = [quad for quad in snapshot.quads(every_graph=True) if quad not in gone]
    written = serialize([*quads, *come], format=RdfFormat.N_QUADS) or b""
    return _published(store, snapshot, sorted(set(written.splitlines(keepends=True))))


def _own_quads(links: Sequence[Succession], base: str) -> Iterator[Quad]:
    """What the links say by themselves; their evidence, which other facts may share, stays."""
    subjects = {node_of(link.key, base) for link in links}
    sides = {node_of(link.earlier, base) for link in links}
    for quad in to_quads(links, base):
        if quad.subject in subjects or (quad.subject in sides and quad.predicate.value in DIRECT):
            yield quad


def _published(store: Path, snapshot: Snapshot, lines: list[bytes]) -> str:
    version = versions.Version(data_version(lines), snapshot.base, internal=snapshot.internal)
    if version.data_version == snapshot.data_version:
        return version.data_version
    with building(store) as folder:
        write_graph(folder / versions.GRAPH, lines)
        for extra in snapshot.folder.iterdir():
            if extra.name not in {versions.GRAPH, versions.DESCRIPTION}:
                copy = shutil.copytree if extra.is_dir() else shutil.copyfile
                copy(extra, folder / extra.name)
        promote(store, folder, version)
    return version.data_version
