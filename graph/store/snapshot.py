"""Reading: the current version of a store, opened read-only, and one call to ask it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from keikaku.graph.rdf.iris import key_of, node_of
from keikaku.graph.rdf.rows import Row, rows
from keikaku.graph.store import taken_back, versions
from keikaku.ontology.model.values import Key
from keikaku.ontology.model.vocabulary import PREFIXES

Bound: TypeAlias = str | int | float | bool | NamedNode | Literal | None

CORRUPT = (OSError, RuntimeError)
"""What pyoxigraph raises for a block of the graph that is not what was written (else: SyntaxError)."""
_NAME = re.compile(r"[$?](\w+)")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of the graph, which stays as it is while newer ones are published."""

    folder: Path
    data_version: str
    base: str
    store: Store
    internal: bool = False

    def rows(self, row: type[Row], sparql: str, **bindings: Bound | Sequence[Bound]) -> list[Row]:
        """The rows of a SELECT, each a value of `row`, whose fields are the query's variables (`rdf.rows`).

        The usual prefixes need no declaration. Bindings are filled in by `render`.
        """
        try:
            solutions: Any = self.store.query(render(sparql, bindings), prefixes=PREFIXES)
            return rows(solutions, row)
        except CORRUPT:  # a block of the graph is not what was written
            raise versions.blamed(self.folder) from None

    def quads(self, *, every_graph: bool = False) -> Iterator[Quad]:
        """The quads of the default graph, or of it and every document's graph."""
        return _read(
            self.folder,
            self.store.quads_for_pattern(None, None, None, None if every_graph else DefaultGraph()),
        )

    def node(self, key: Key) -> NamedNode:
        """The node of a key, for a binding."""
        return node_of(key, self.base)

    def key(self, address: str) -> Key:
        """The key of an IRI that a row gave."""
        return key_of(address, self.base)


def open_snapshot(
    store_folder: Path, *, memory: bool = False, internal: bool = False, older: bool = False
) -> Snapshot:
    """Open the current version; raise what `versions.current` does, each with the sentence to show.

    `memory` copies the default graph into memory first: slower to open, twice as fast to ask (for a server).
    `internal` opens what was built with --internal and nothing else; `older` is for a build that takes over.
    """
    folder = versions.current(store_folder, internal=internal, older=older)
    return _opened(folder, memory=memory, internal=internal, older=older)


def open_version(folder: Path, *, memory: bool = False, internal: bool = False) -> Snapshot:
    """Open the version in a folder of `versions.kept`; raise what `versions.describe` does.

    Raise StoreTakenBack for an earlier version that holds what was taken back since.
    """
    taken_back.refuse_closed(folder)
    return _opened(folder, memory=memory, internal=internal, older=False)


def _opened(folder: Path, *, memory: bool, internal: bool, older: bool) -> Snapshot:
    version = versions.describe(folder, internal=internal, older=older)
    versions.refuse_damaged(folder)
    try:
        store = Store.read_only(str(folder / versions.GRAPH))
        if memory:
            store = _in_memory(store)
    except CORRUPT:
        raise versions.blamed(folder) from None
    return Snapshot(folder, version.data_version, version.base, store, internal)


def render(sparql: str, bindings: Mapping[str, Bound | Sequence[Bound]]) -> str:
    """The query with each bound name (written $name or ?name) replaced by its term, safely escaped.

    A binding is a NamedNode (`snapshot.node(key)`), a Literal, a plain str, int, float or bool, or a sequence
    of them for `VALUES ?x { $many }`. A bound name cannot be projected. pyoxigraph's own substitutions take
    projected variables only, and what comes out here is a whole query that a person can run again. Raises
    KeyError where the query has no such name.

    >>> render("SELECT ?i { ?i plan:order $order }", {"order": 3})
    'SELECT ?i { ?i plan:order "3"^^<http://www.w3.org/2001/XMLSchema#integer> }'
    """
    if unknown := bindings.keys() - set(_NAME.findall(sparql)):
        raise KeyError(f"the query has no {', '.join(sorted(unknown))}")
    return _NAME.sub(lambda found: _written(bindings, found), sparql)


def _written(bindings: Mapping[str, Bound | Sequence[Bound]], found: re.Match[str]) -> str:
    if found[1] not in bindings:
        return found[0]
    value = bindings[found[1]]
    values = value if isinstance(value, tuple | list) else (value,)
    return " ".join(str(term(single)) for single in values)


def term(value: Bound) -> NamedNode | Literal:
    """A Python value as a term; a str becomes a plain string.

    >>> term(2025)
    <Literal value=2025 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>
    """
    if isinstance(value, NamedNode | Literal):
        return value
    if value is None:
        raise TypeError("None cannot be bound: leave the variable free instead")
    return Literal(value)


def _read(folder: Path, quads: Iterator[Quad]) -> Iterator[Quad]:
    try:
        yield from quads
    except CORRUPT:
        raise versions.blamed(folder) from None


def _in_memory(store: Store) -> Store:
    copy = Store()
    copy.bulk_extend(store.quads_for_pattern(None, None, None, DefaultGraph()))
    return copy
