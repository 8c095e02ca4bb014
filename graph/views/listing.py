"""What a version holds, as lists for programs: how many, which cities, every thing of a kind, documents."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views.page_queries import CLASSES
from keikaku.ontology.model.vocabulary import PLAN

COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "initiatives": "SELECT (COUNT(?s) AS ?n) { ?s a plan:Initiative }",
    "plans": "SELECT (COUNT(?s) AS ?n) { ?s a plan:Plan }",
    "documents": "SELECT (COUNT(?s) AS ?n) { ?s a plan:Document }",
}
CITIES = "SELECT ?city ?label { ?city a plan:Municipality ; skos:prefLabel ?label } ORDER BY ?city"
YEARS = """SELECT ?year {
  ?plan a plan:Plan
  { ?plan plan:fiscalYear ?year } UNION { ?plan plan:startYear ?year } UNION { ?plan plan:endYear ?year }
}"""
PAGES = """SELECT DISTINCT ?thing {
  VALUES ?class { plan:Municipality plan:Plan plan:Pillar plan:Field plan:Initiative plan:Department
                  plan:Section plan:Document plan:FaqEntry }
  ?thing a ?class
} ORDER BY ?thing LIMIT 50000"""
ENTITIES = """
SELECT ?node ?label ?said ?question ?plan ?city {
  ?node a $class .
  OPTIONAL { ?node plan:inPlan ?in . ?in skos:prefLabel ?plan
    OPTIONAL { ?in plan:municipality/skos:prefLabel ?city } }
  OPTIONAL { ?node skos:prefLabel ?label FILTER(LANG(?label) != 'en') }
  OPTIONAL { ?node plan:text ?said } OPTIONAL { ?node plan:question ?question }
} ORDER BY ?node"""
DOCUMENTS = """
SELECT ?d ?file ?title ?characters ?published ?retelling {
  ?d a plan:Document ; plan:file ?file ; skos:prefLabel ?title .
  OPTIONAL { ?d plan:characters ?characters } OPTIONAL { ?d plan:published ?published }
  OPTIONAL { ?d plan:retelling ?retelling }
} ORDER BY ?file"""


class Counted(NamedTuple):
    """A row of each of COUNTS."""

    n: int


class CityRow(NamedTuple):
    """A row of CITIES."""

    city: str
    label: str


class YearRow(NamedTuple):
    """A row of YEARS."""

    year: int


class PageRow(NamedTuple):
    """A row of PAGES."""

    thing: str


class EntityRow(NamedTuple):
    """A row of ENTITIES."""

    node: str
    label: str | None
    said: str | None
    question: str | None
    plan: str | None
    city: str | None


class DocumentRow(NamedTuple):
    """A row of DOCUMENTS."""

    d: str
    file: str
    title: str
    characters: int | None
    published: str | None
    retelling: str | None


def counts(graph: Snapshot) -> dict[str, int]:
    """How many of each of COUNTS a version has."""
    return {name: graph.rows(Counted, query)[0].n for name, query in COUNTS.items()}


def cities(graph: Snapshot) -> list[CityRow]:
    """The municipalities whose plans these are."""
    return graph.rows(CityRow, CITIES)


def years(graph: Snapshot) -> list[tuple[int, int]]:
    """The first and the last fiscal year that the plans are of; none where no plan tells one."""
    told = {row.year for row in graph.rows(YearRow, YEARS)}
    return [(min(told), max(told))] if told else []


def with_pages(graph: Snapshot) -> list[str]:
    """The IRI of each thing that has a page of its own, 50,000 at most."""
    return [row.thing for row in graph.rows(PageRow, PAGES)]


def entities(graph: Snapshot, kind: str) -> dict[str, dict[str, str | None]]:
    """Each thing of a kind of pages, by its IRI, with what it is called, its plan and its municipality."""
    rows = graph.rows(EntityRow, ENTITIES, **{"class": NamedNode(PLAN.iri + CLASSES[kind])})
    return {
        row.node: {
            "label": row.label or row.question or row.said or row.node.rpartition("/")[2],
            "plan": row.plan,
            "municipality": row.city or _city(graph.key(row.node)),
        }
        for row in rows
    }


def _city(key: str) -> str | None:
    """The municipality that a key begins with; a theme and a fiscal year have none."""
    first, _, rest = key.partition("/")
    return first if rest.count("/") and "#" not in key and ":" not in first else None


def documents(graph: Snapshot) -> list[DocumentRow]:
    """The documents that a version was read from, by file."""
    return graph.rows(DocumentRow, DOCUMENTS)
