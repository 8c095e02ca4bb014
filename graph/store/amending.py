"""The next version as hard links to the one before and its difference: what stays is not written again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from keikaku.graph.rdf.iris import node
from keikaku.graph.store import content, versions
from keikaku.graph.store.difference import Change
from keikaku.graph.store.shapes import ShapesViolated, violations
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.vocabulary import PLAN, RDF

TYPE = node(RDF.type)
WHOLE = "whole"
STEPS = 100
"""After so many differences a version is written whole: what went lies in shared files until then."""


def amended(snapshot: Snapshot, change: Change, folder: Path) -> versions.Version:
    """Write the graph of the next version into a folder; raise ShapesViolated where it breaks a shape.

    Where words that people brought went (of a document, of a FAQ entry) the graph is written whole: a shared
    file would keep them as long as a version links to it.
    """
    before = versions.describe(snapshot.folder, internal=snapshot.internal)
    graph = folder / versions.GRAPH
    snapshot.store.backup(str(graph))
    told, around = _changed(graph, change)
    if found := tuple(one for one in violations(around) if one.node in told):
        raise ShapesViolated(found)
    steps = 0 if before.steps >= STEPS or _takes_words(snapshot, change) else before.steps + 1
    if not steps:
        _write_whole(graph, folder / WHOLE)
        shutil.rmtree(graph)
        (folder / WHOLE).rename(graph)
    number = _total(snapshot, before, change)
    return versions.Version(
        content.data_version(number),
        before.base,
        internal=snapshot.internal,
        content=content.written(number),
        steps=steps,
    )


def _changed(graph: Path, change: Change) -> tuple[frozenset[str], frozenset[Quad]]:
    """Change a graph on disk, and give what is to be checked: the nodes, and the quads that tell of them.

    These are the subjects of the change and what points to things that are no longer what they were. The
    store is closed when this returns. Nothing that checks is called while it is open: a frame that a caught
    exception keeps would keep it open too, and an open store still writes.
    """
    store = Store(str(graph))
    for gone in change.gone:
        store.remove(gone)
    store.extend(change.come)
    touched: set[Any] = {quad.subject for quad in (*change.gone, *change.come) if _is_default(quad)}
    lost = {quad.subject for quad in change.gone if quad.predicate == TYPE and _is_default(quad)}
    touched |= {quad.subject for one in lost for quad in _default(store, object_=one)}
    quads = {quad for one in touched for quad in _default(store, one)}
    beside = {quad.object for quad in quads if isinstance(quad.object, NamedNode)} - touched
    quads |= {quad for one in beside for quad in _default(store, one, TYPE)}
    store.flush()
    return frozenset(one.value for one in touched), frozenset(quads)


def _is_default(quad: Quad) -> bool:
    return quad.graph_name == DefaultGraph()


def _default(store: Store, subject: Any = None, predicate: Any = None, object_: Any = None) -> Iterator[Quad]:
    return store.quads_for_pattern(subject, predicate, object_, DefaultGraph())


def _takes_words(snapshot: Snapshot, change: Change) -> bool:
    """Whether something goes that stood in a document or in the FAQ."""
    entry = node(PLAN.FaqEntry)
    return any(
        not _is_default(quad) or Quad(quad.subject, TYPE, entry) in snapshot.store for quad in change.gone
    )


def _total(snapshot: Snapshot, before: versions.Version, change: Change) -> int:
    """The sum of the content after a change; a version of an earlier program has none to go on from."""
    if before.content:
        number = int(before.content, 16)
    else:
        number = content.total(content.lines_of(snapshot.quads(every_graph=True)))
    gone, come = (content.total(content.lines_of(quads)) for quads in (change.gone, change.come))
    return (number + come - gone) % content.MODULUS


def _write_whole(graph: Path, folder: Path) -> None:
    """Write the quads of a graph in files that nothing else is in."""
    whole = Store(str(folder))
    whole.bulk_extend(Store.read_only(str(graph)))
    whole.optimize()
    whole.flush()
