"""The graph of a version as it is told under another base: a copy on disk, as long as somebody reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import DefaultGraph, Quad, Store

from keikaku.graph.rdf.rendering import moved
from keikaku.graph.standards.told import told
from keikaku.graph.store import taken_back, versions


@contextmanager
def told_under(version: Path, base: str, *, inferred: bool = False) -> Iterator[Path]:
    """The folder of the version's graph, or of a copy under the base while it is read.

    `inferred` adds what the facts are in the words of the standards (graph/standards).

    A query may write an IRI, a prefix or a piece of one in any way, and compare it as text: only a graph that
    holds them as they are told answers all of these alike. Raises as `open_version` does.
    """
    described = versions.describe(version)
    taken_back.refuse_closed(version)
    graph = version / versions.GRAPH
    if described.base == base and not inferred:
        yield graph
        return
    with TemporaryDirectory(prefix="keikaku-sparql-") as folder:
        copy = Store(folder)
        source = Store.read_only(str(graph))
        copy.bulk_extend(
            moved(quad, base, described.base) for quad in _quads(source, described.base, inferred)
        )
        copy.flush()
        del copy, source
        yield Path(folder)


def _quads(source: Store, base: str, inferred: bool) -> Iterator[Quad]:  # noqa: FBT001 - of this module
    if not inferred:
        yield from source.quads_for_pattern(None, None, None)
        return
    yield from told(source.quads_for_pattern(None, None, None, DefaultGraph()), base)
    for graph in source.named_graphs():
        yield from source.quads_for_pattern(None, None, None, graph)
