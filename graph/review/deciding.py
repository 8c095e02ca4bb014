"""A person decides about a link: into the file of decisions, and at once into a new version of the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Quad

from keikaku.graph.rdf.iris import node, node_of
from keikaku.graph.rdf.mapping import facts_from, to_quads
from keikaku.graph.rdf.properties import MATCHES
from keikaku.graph.review.decisions import (
    Decision,
    Pair,
    append,
    applied,
    effective,
    missing_rows,
    read_decisions,
    rows_of,
    unread,
)
from keikaku.graph.store import versions
from keikaku.graph.store.amending import amended
from keikaku.graph.store.building import building, link_tree, locked, promote
from keikaku.graph.store.difference import Change, effect
from keikaku.graph.store.shapes import ShapesViolated
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.ontology.model.facts import Key, LinkRelation, LinkStatus, Succession
from keikaku.ontology.model.successions import level_of, link_key
from keikaku.ontology.model.vocabulary import PLAN, RDF, SKOS

CHOICES = 5
DIRECT = frozenset(MATCHES.values())
CITIES = "SELECT ?city { ?city a plan:Municipality }"
LABELS = "SELECT ?thing ?label { ?thing skos:prefLabel ?label }"


class City(NamedTuple):
    """A row of CITIES."""

    city: str


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
        found = _of_id(snapshot, link)
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


def _of_id(snapshot: Snapshot, link: str) -> Succession | None:
    """The link of that id, which ends the key of its node."""
    for city in snapshot.rows(City, CITIES):
        node_ = node_of(f"{snapshot.key(city.city).split('/', 1)[0]}/succession/{link}", snapshot.base)
        if found := _read(snapshot, node_):
            return found
    return None


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
    pair = decision.earlier, decision.later
    labels = {key: label for key in pair if (label := _label(snapshot, key))}
    append(store, rows_of(decision, _link(snapshot, pair), labels))
    version = _amended(store, snapshot)
    now = _link(open_snapshot(store), pair)
    assert now is not None
    return Decided(now, labels.get(pair[0], ""), labels.get(pair[1], ""), version)


def _amended(store: Path, snapshot: Snapshot) -> str:
    """Publish the version again with its links as the decisions have them; nothing else changes."""
    decisions = read_decisions(store)
    pairs = effective(decisions)
    before = [link for pair in pairs if (link := _link(snapshot, pair))]
    known = frozenset(key for pair in pairs for key in pair if _label(snapshot, key))
    after = applied(before, decisions, known)
    changed = set(before) ^ set(after)
    gone, come = (
        set(_own_quads([link for link in links if link in changed], snapshot.base))
        for links in (before, after)
    )
    change = effect(snapshot.store, gone, come)
    if not (change.gone or change.come):
        return snapshot.data_version
    try:
        return _published(store, snapshot, change)
    except ShapesViolated as violated:
        raise CannotDecideError(
            f"決定がグラフの形に合いません（{violated.found[0]}）。内容を確かめてください。"
        ) from None


def _link(snapshot: Snapshot, pair: Pair) -> Succession | None:
    """The link between two things as a version has it; None where it has none."""
    return _read(snapshot, node_of(link_key(*pair), snapshot.base))


def _read(snapshot: Snapshot, link: NamedNode) -> Succession | None:
    quads = _about(snapshot, link)
    parts = [quad.object for quad in quads if quad.predicate.value == PLAN.evidence]
    quads += [quad for part in parts for quad in _about(snapshot, part)]
    found = (fact for fact in facts_from(quads, snapshot.base) if isinstance(fact, Succession))
    return next(found, None)


def _label(snapshot: Snapshot, key: Key) -> str:
    """What a thing is called; empty where there is none of that key."""
    named = node(SKOS.prefLabel), None, DefaultGraph()
    found = snapshot.store.quads_for_pattern(node_of(key, snapshot.base), *named)
    return next((str(quad.object.value) for quad in found), "")  # type: ignore[union-attr]


def _own_quads(links: Sequence[Succession], base: str) -> Iterator[Quad]:
    """What the links say by themselves; their evidence, which other facts may share, stays."""
    subjects = {node_of(link.key, base) for link in links}
    sides = {node_of(link.earlier, base) for link in links}
    for quad in to_quads(links, base):
        if quad.subject in subjects or (quad.subject in sides and quad.predicate.value in DIRECT):
            yield quad


def _published(store: Path, snapshot: Snapshot, change: Change) -> str:
    with building(store) as folder:
        version = amended(snapshot, change, folder)
        link_tree(snapshot.folder, folder, but=versions.GRAPH)
        promote(store, folder, version)
    return version.data_version
