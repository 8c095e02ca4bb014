"""The graph and its tables as files that others open.

The suffix names the format. `.nq` holds everything, also what each document says by itself; the others hold
the default graph, each fact once. The same version gives the same bytes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, assert_never

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple, serialize

from keikaku.graph.export.heads import japanese_heads
from keikaku.graph.export.pack import SUFFIX as PACK
from keikaku.graph.export.pack import pack
from keikaku.graph.export.tables import COLUMNS, TABLES
from keikaku.graph.files.sheets import FORMATS
from keikaku.graph.files.sssom import exported
from keikaku.graph.files.whole import write_whole
from keikaku.graph.rdf.rendering import ADDRESSES, anew, moved
from keikaku.graph.review.links import links
from keikaku.graph.standards.told import told_store
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.vocabulary import PREFIXES, RDF
from keikaku.ontology.thesaurus.concepts import load_concepts
from keikaku.ontology.thesaurus.skos import turtle

SSSOM = ".sssom.tsv"
"""The suffix of links as tools for mappings read them: all of them, as predicted and as decided."""
THESAURUS = ".skos.ttl"
"""The suffix of the thesaurus of city hall, by which search knows the words of people."""


class Heads(StrEnum):
    """In which words a table for people has its heads; JSON lines keep the names of the contract."""

    JAPANESE = "ja"
    NAMES = "en"


class GraphFormat(StrEnum):
    """The formats of a graph, by the suffix of the file; what each is written by stands in `_graph`."""

    TURTLE = ".ttl"
    QUADS = ".nq"
    JSON_LD = ".jsonld"
    GRAPHML = ".graphml"


def export(  # noqa: PLR0913 - the options of a file
    snapshot: Snapshot,
    path: Path,
    table: str | None = None,
    base: str | None = None,
    heads: Heads = Heads.NAMES,
    *,
    inferred: bool = False,
) -> None:
    """Write the graph, a table or the thesaurus in the format of the suffix; `base` mints the IRIs anew.

    `inferred` adds to a graph what its facts are in the words of the standards (graph/standards).

    Raises ValueError with the sentence to show where the suffix or the table is unknown, OSError where the
    file cannot be written. An existing file is replaced only when the new one is whole.
    """
    write_whole(path, written(snapshot, path.name, table, base, heads, inferred=inferred))


def written(  # noqa: PLR0913 - the options of a file
    snapshot: Snapshot,
    name: str,
    table: str | None = None,
    base: str | None = None,
    heads: Heads = Heads.NAMES,
    *,
    inferred: bool = False,
) -> bytes:
    """What a file of that name holds; raises ValueError as `export` does."""
    if table is None and name.lower().endswith(THESAURUS):
        return turtle(load_concepts())
    if table is None and name.lower().endswith(PACK):
        return pack(snapshot, base or snapshot.base)
    suffix = SSSOM if name.lower().endswith(SSSOM) and table == "links" else Path(name).suffix.lower()
    if table is None:
        _known(suffix, tuple(GraphFormat), "グラフ")
        return _graph(snapshot, GraphFormat(suffix), base or snapshot.base, inferred=inferred)
    _known(table, tuple(TABLES), "--table")
    _known(suffix, (*FORMATS, *((SSSOM,) if table == "links" else ())), "表")
    return _table(snapshot, table, suffix, base or snapshot.base, heads)


def _known(given: str, choices: tuple[str, ...], what: str) -> None:
    if given not in choices:
        names = "、".join(choices)
        raise ValueError(f"{what}に「{given}」は使えません。{names} のいずれかを指定してください。")


def _graph(snapshot: Snapshot, form: GraphFormat, base: str, *, inferred: bool) -> bytes:
    if inferred and form is GraphFormat.GRAPHML:
        raise ValueError(
            "GraphML に --inferred は使えません。.ttl、.nq、.jsonld のどれかを指定してください。"
        )
    told = told_store(snapshot) if inferred else snapshot.store
    match form:
        case GraphFormat.QUADS:
            return _n_quads(moved(quad, base, snapshot.base) for quad in _every(snapshot, told))
        case GraphFormat.GRAPHML:
            return _graphml(_in_order(snapshot.quads(), base, snapshot.base))
        case GraphFormat.TURTLE:
            return _turtle(_triples(_default(snapshot, told), base, snapshot.base))
        case GraphFormat.JSON_LD:
            return _json_ld(_triples(_default(snapshot, told), base, snapshot.base))
        case _:
            assert_never(form)


def _default(snapshot: Snapshot, told: Store) -> Iterable[Quad]:
    """The default graph as it is stored, or as it is told."""
    return snapshot.quads() if told is snapshot.store else told


def _every(snapshot: Snapshot, told: Store) -> Iterator[Quad]:
    """It and the graphs of the documents, which say what was read and nothing else."""
    every = snapshot.quads(every_graph=True)
    if told is snapshot.store:
        yield from every
        return
    yield from told
    yield from (quad for quad in every if quad.graph_name != DefaultGraph())


def _in_order(quads: Iterable[Quad], base: str, old: str) -> list[Quad]:
    return sorted((moved(quad, base, old) for quad in quads), key=_place)


def _triples(quads: Iterable[Quad], base: str, old: str) -> list[Triple]:
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in _in_order(quads, base, old)]


def _n_quads(quads: Iterable[Quad]) -> bytes:
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(written.splitlines(keepends=True)))


def _turtle(triples: Iterable[Triple]) -> bytes:
    """Turtle, its prefixes in order (pyoxigraph's own order changes from run to run)."""
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    lines = written.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")]
    return b"".join((*sorted(head), *lines[len(head) :]))


def _json_ld(triples: Iterable[Triple]) -> bytes:
    """JSON-LD with the usual prefixes as its context, a node a line."""
    nodes = json.loads(serialize(triples, format=RdfFormat.JSON_LD) or b"[]")
    context = json.dumps(PREFIXES)
    lines = ",\n".join(json.dumps(_compact(one), ensure_ascii=False) for one in nodes)
    return f'{{"@context": {context},\n"@graph": [\n{lines}\n]}}\n'.encode()


def _compact(told: dict[str, Any]) -> dict[str, Any]:
    """A node with its classes and properties by their prefixes."""
    types = [_short(one["@id"]) for one in told.pop(RDF.type, ())]
    properties = {_short(name): value for name, value in told.items() if name != "@id"}
    return {"@id": told["@id"], "@type": types, **properties}


def _short(address: str) -> str:
    """An IRI of a vocabulary by its prefix.

    >>> _short("https://keikaku.example/ns/plan#Plan")
    'plan:Plan'
    """
    return next(
        (f"{name}:{address[len(iri) :]}" for name, iri in PREFIXES.items() if address.startswith(iri)),
        address,
    )


def _place(quad: Quad) -> tuple[str, bool, str, str]:
    """Subjects together, their classes first."""
    return (
        str(quad.subject),
        not quad.predicate.value.endswith("#type"),
        str(quad.predicate),
        str(quad.object),
    )


def _graphml(quads: Iterable[Quad]) -> bytes:
    import networkx as nx  # noqa: PLC0415 - only this format needs it

    from keikaku.graph.export.projection import project  # noqa: PLC0415

    written = io.BytesIO()
    nx.write_graphml_xml(project(quads), written)
    return written.getvalue()


def _table(snapshot: Snapshot, table: str, suffix: str, base: str, heads: Heads) -> bytes:
    rows = TABLES[table](snapshot)
    if suffix == SSSOM:
        return exported(links(snapshot, everything=True), base, snapshot.data_version)
    for row in rows:
        for name in ADDRESSES & row.keys():
            row[name] = anew(row[name], base, snapshot.base)
    if table == "links":
        rows = [{name: row[name] for name in COLUMNS[table]} for row in rows]
    told = japanese_heads(table) if heads is Heads.JAPANESE else COLUMNS[table]
    return FORMATS[suffix](COLUMNS[table], rows, told)
