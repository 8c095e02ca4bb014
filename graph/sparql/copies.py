"""The graph of a version as it is told under another base: a copy on disk, as long as somebody reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Store

from keikaku.graph.rdf.rendering import moved
from keikaku.graph.store import taken_back, versions


@contextmanager
def told_under(version: Path, base: str) -> Iterator[Path]:
    """The folder of the version's graph, or of a copy under the base while it is read.

    A query may write an IRI, a prefix or a piece of one in any way, and compare it as text: only a graph that
    holds them as they are told answers all of these alike. Raises as `open_version` does.
    """
    described = versions.describe(version)
    taken_back.refuse_closed(version)
    graph = version / versions.GRAPH
    if described.base == base:
        yield graph
        return
    with TemporaryDirectory(prefix="keikaku-sparql-") as folder:
        copy = Store(folder)
        source = Store.read_only(str(graph))
        copy.bulk_extend(
            moved(quad, base, described.base) for quad in source.quads_for_pattern(None, None, None)
        )
        copy.flush()
        del copy, source
        yield Path(folder)
