"""What a query gave, in every format of SPARQL 1.1 and of RDF; two tables name the formats."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from keikaku.graph.sparql.gate import Cell, QueryResult
from keikaku.ontology.model.vocabulary import PREFIXES


@dataclass(frozen=True, slots=True)
class Form:
    """A format: its media type, the short name that an address may ask for, and other types that mean it."""

    media: str
    name: str
    also: tuple[str, ...] = ()


ROWS = (
    Form("application/sparql-results+json", "json", ("application/json",)),
    Form("application/sparql-results+xml", "xml", ("application/xml", "text/xml")),
    Form("text/csv", "csv"),
    Form("text/tab-separated-values", "tsv"),
)
"""Formats of SELECT and ASK, the first where nobody asks for one."""
GRAPHS = (
    Form("text/turtle", "ttl", ("application/x-turtle",)),
    Form("application/n-triples", "nt", ("text/plain",)),
    Form("application/ld+json", "jsonld", ("application/json",)),
    Form("application/rdf+xml", "rdf", ("application/xml", "text/xml")),
)
"""Formats of CONSTRUCT, DESCRIBE and of every thing, the first where nobody asks for one."""

_RESULTS = {
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_RDF = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def written(result: QueryResult, form: Form) -> bytes:
    """A result in one of its formats: a graph in one of GRAPHS, everything else in one of ROWS."""
    if form.media in _RDF:
        return graph_written([_triple(row) for row in result.rows], form)
    told = result.to_json().encode()
    if form.media not in _RESULTS:
        return told
    found = parse_query_results(told, format=QueryResultsFormat.JSON)
    return found.serialize(format=_RESULTS[form.media]) or b""


def graph_written(triples: list[Triple], form: Form) -> bytes:
    """Triples in a format of GRAPHS, in one order; the prefixes of Turtle in order too."""
    ordered = sorted(set(triples), key=lambda one: (str(one.subject), str(one.predicate), str(one.object)))
    wanted = _RDF[form.media]
    if wanted != RdfFormat.TURTLE:
        return serialize(ordered, format=wanted) or b""
    content = serialize(ordered, format=wanted, prefixes=PREFIXES) or b""
    lines = content.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")]
    return b"".join((*sorted(head), *lines[len(head) :]))


def _triple(row: tuple[Cell, ...]) -> Triple:
    subject, predicate, value = (_term(cell) for cell in row)
    return Triple(subject, predicate, value)  # type: ignore[arg-type]


def _term(cell: Cell) -> NamedNode | BlankNode | Literal:
    """A cell of the JSON results format as a term."""
    assert cell is not None
    if cell["type"] == "uri":
        return NamedNode(cell["value"])
    if cell["type"] == "bnode":
        return BlankNode(cell["value"].removeprefix("_:"))
    if "xml:lang" in cell:
        return Literal(cell["value"], language=cell["xml:lang"])
    if "datatype" in cell:
        return Literal(cell["value"], datatype=NamedNode(cell["datatype"]))
    return Literal(cell["value"])
