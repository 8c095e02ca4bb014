"""The page of the endpoint for people, and its description for programs; neither holds a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from keikaku.graph.sparql.gate import QueryRefused, QueryResult
from keikaku.graph.sparql.query_text import BYTES
from keikaku.graph.sparql.writing import GRAPHS, ROWS, Form, graph_written
from keikaku.ontology.model.vocabulary import RDF
from keikaku.web.html.rooted import told_base
from keikaku.web.html.templating import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}
SHOWN = 200
"""Rows of a result on the page; its formats have all."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query to begin with, and what it asks in both languages."""

    ja: str
    en: str
    query: str


EXAMPLES = (
    Example(
        "施策と担当の部",
        "Initiatives and their departments",
        "SELECT ?施策 ?名前 ?部\nWHERE {\n  ?施策 a plan:Initiative ; skos:prefLabel ?名前 .\n"
        "  OPTIONAL { ?施策 plan:department/skos:prefLabel ?部 }\n}\nLIMIT 100",
    ),
    Example(
        "計画ごとの施策の数",
        "How many initiatives each plan has",
        "SELECT ?計画 (COUNT(?施策) AS ?数)\nWHERE {\n  ?施策 a plan:Initiative ; plan:inPlan/skos:prefLabel ?計画 .\n"
        "}\nGROUP BY ?計画\nORDER BY DESC(?数)",
    ),
    Example(
        "事実の根拠となる原文",
        "The exact words behind the facts",
        "SELECT ?名前 ?文書 ?行 ?原文\nWHERE {\n  ?施策 a plan:Initiative ; skos:prefLabel ?名前 ; plan:evidence ?根拠 .\n"
        "  ?根拠 plan:quote ?原文 ; plan:line ?行 ; plan:document/plan:file ?文書 .\n}\nLIMIT 50",
    ),
    Example(
        "計画の間のつながり（RDF）",
        "How plans stand to each other (RDF)",
        "CONSTRUCT { ?計画 skos:prefLabel ?名前 ; plan:basedOn ?上 }\nWHERE {\n"
        "  ?計画 a plan:Plan ; skos:prefLabel ?名前 .\n  OPTIONAL { ?計画 plan:basedOn ?上 }\n}",
    ),
    Example(
        "文書そのものが言うこと",
        "What each document says by itself",
        "SELECT ?文書 (COUNT(*) AS ?事実)\nWHERE { GRAPH ?文書 { ?s ?p ?o } }\nGROUP BY ?文書\nORDER BY ?文書",
    ),
)


def query_page(
    request: Request, query: str, found: QueryResult | QueryRefused | None = None, code: int = 200
) -> Response:
    """The form with a query in it, examples, and what it gave as a table."""
    head, rows = found.table() if isinstance(found, QueryResult) else ((), ())
    response = page(
        request,
        "sparql.html",
        code,
        query=query,
        examples=EXAMPLES,
        refused=found.reason if isinstance(found, QueryRefused) else "",
        answered=isinstance(found, QueryResult),
        head=head,
        rows=rows[:SHOWN],
        total=len(rows),
        more=isinstance(found, QueryResult) and found.truncated,
        formats=GRAPHS if isinstance(found, QueryResult) and found.triples else ROWS,
        kilobytes=BYTES // 1024,
    )
    response.headers["vary"] = "Accept"
    return response


def service_description(form: Form) -> bytes:
    """The endpoint in SPARQL 1.1's own words for it, with the limits of its queries."""
    base = told_base()
    service, dataset = NamedNode(f"{base}sparql"), NamedNode(f"{base}void#dataset")
    told: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (service, RDF.type, NamedNode(f"{SD}Service")),
        (service, f"{SD}endpoint", service),
        (service, f"{SD}supportedLanguage", NamedNode(f"{SD}SPARQL11Query")),
        (service, f"{SD}feature", NamedNode(f"{SD}EmptyGraphs")),
        (service, f"{SD}defaultDataset", dataset),
        (dataset, RDF.type, NamedNode(f"{SD}Dataset")),
        (dataset, RDF.type, NamedNode(f"{VOID}Dataset")),
        (dataset, f"{VOID}sparqlEndpoint", service),
        (dataset, f"{SD}defaultGraph", NamedNode(f"{base}void#graph")),
        (NamedNode(f"{base}void#graph"), RDF.type, NamedNode(f"{SD}Graph")),
        (
            service,
            "http://purl.org/dc/terms/description",
            Literal(
                "読み取り専用。本文は10KBまで、2秒、10,000行まで。SERVICE と FROM は使えない。", language="ja"
            ),
        ),
        *(
            (service, f"{SD}resultFormat", NamedNode(FORMATS + _FORMATS[one.name]))
            for one in (*ROWS, *GRAPHS)
        ),
    ]
    return graph_written([Triple(s, NamedNode(p), o) for s, p, o in told], form)
