"""Reads the world from the exported tables and the Turtle with plain Python and rdflib, never by a query of the product."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import rdflib
from rdflib.namespace import RDF, SKOS

from tests.bank.facts import (
    WHOLE_CITY,
    Heading,
    Initiative,
    Moment,
    Observed,
    Plan,
    Target,
    Theme,
    Told,
    World,
)
from tests.bank.forms import fold

PLAN = rdflib.Namespace("https://keikaku.example/ns/plan#")
TABLES = ("initiatives", "targets", "observations")


def read_world(tables: Path, documents: Path) -> World:
    """The world of a folder that holds the three tables and `graph.ttl`, and the documents it was built from."""
    graph = rdflib.Graph()
    graph.parse(tables / "graph.ttl")
    rows = {name: _lines(tables / f"{name}.jsonl") for name in TABLES}
    sections = dict(_sections(graph))
    return World(
        city=_label(graph, next(graph.subjects(RDF.type, PLAN.Municipality))),
        initiatives=tuple(_initiative(row, sections) for row in rows["initiatives"]),
        targets=tuple(_targets(rows["targets"])),
        observed=tuple(_observed(row) for row in rows["observations"]),
        plans=tuple(_plans(graph)),
        pillars=tuple(_headings(graph, PLAN.Pillar)),
        fields=tuple(_headings(graph, PLAN.Field)),
        departments=tuple(sorted(_label(graph, node) for node in graph.subjects(RDF.type, PLAN.Department))),
        sections=sections,
        told=tuple(
            sorted(_told(graph), key=lambda each: (each.kind, each.organisation, each.order, each.text))
        ),
        moments=tuple(sorted(_moments(graph), key=lambda each: (each.initiative, each.first, each.text))),
        themes=tuple(sorted(_themes(graph), key=lambda each: each.label)),
        prose=_prose(graph),
        documents={
            path.name: fold(path.read_text(encoding="utf-8")) for path in sorted(documents.glob("*.txt"))
        },
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _label(graph: rdflib.Graph, node: object) -> str:
    return str(graph.value(node, SKOS.prefLabel))


def _sections(graph: rdflib.Graph) -> Iterator[tuple[str, str | None]]:
    for node in sorted(graph.subjects(RDF.type, PLAN.Section)):
        owner = graph.value(node, PLAN.sectionOf)
        yield _label(graph, node), None if owner is None else _label(graph, owner)


def _initiative(row: Mapping[str, Any], sections: Mapping[str, str | None]) -> Initiative:
    first, last = row["period"] or (row["fiscal_year"], row["fiscal_year"])
    of_sections = [sections.get(name) for name in row["sections"]]
    owners = [name for name in [*row["departments"], *of_sections] if name and name != WHOLE_CITY]
    return Initiative(
        iri=row["iri"],
        label=row["label"],
        plan=row["plan"],
        years=tuple(range(first, last + 1)) if first and last else (),
        pillar=row["pillar"],
        number=row["pillar_number"],
        field=row["field"],
        departments=tuple(row["departments"]),
        sections=tuple(row["sections"]),
        owners=tuple(dict.fromkeys(owners)),
        place=(row["document"], row["line"]),
    )


def _targets(rows: list[dict[str, Any]]) -> Iterator[Target]:
    """One entry a text: the table has a row a figure."""
    groups: dict[tuple[str, str, int | None, str], list[tuple[float, str, str]]] = {}
    for row in rows:
        figures = groups.setdefault((row["initiative"], row["plan"], row["fiscal_year"], row["text"]), [])
        if row["value"] is not None:
            figures.append((row["value"], row["unit"], row["comparator"]))
    for (subject, plan, year, text), figures in groups.items():
        yield Target(subject, plan, year, text, tuple(figures))


def _observed(row: Mapping[str, Any]) -> Observed:
    names = ("indicator", "subject", "plan", "fiscal_year", "value", "unit", "text")
    return Observed(*(row[name] for name in names))


def _plans(graph: rdflib.Graph) -> Iterator[Plan]:
    for node in sorted(graph.subjects(RDF.type, PLAN.Plan)):
        end = graph.value(node, PLAN.endYear)
        decided = graph.value(node, PLAN.decided)
        yield Plan(
            label=_label(graph, node),
            names=tuple(sorted({_label(graph, node), *map(str, graph.objects(node, SKOS.altLabel))})),
            mentioned_only=str(graph.value(node, PLAN.mentionedOnly)) == "true",
            decided=None if decided is None else str(decided),
            end=None if end is None else int(str(end)),
            ties=tuple(sorted(_ties(graph, node))),
        )


def _ties(graph: rdflib.Graph, node: object) -> Iterator[tuple[str, str]]:
    """Relations from and to a plan; one that comes in has a `-` before its name."""
    for relation in graph.subjects(PLAN.subject, node):
        if (relation, RDF.type, PLAN.Relation) in graph:
            yield (
                str(graph.value(relation, PLAN.relationKind)),
                _label(graph, graph.value(relation, PLAN.object)),
            )
    for relation in graph.subjects(PLAN.object, node):
        kind = str(graph.value(relation, PLAN.relationKind))
        yield f"-{kind}", _label(graph, graph.value(relation, PLAN.subject))


def _headings(graph: rdflib.Graph, kind: rdflib.URIRef) -> Iterator[Heading]:
    order = lambda node: (str(graph.value(node, PLAN.inPlan)), int(str(graph.value(node, PLAN.order))))  # noqa: E731
    for node in sorted(graph.subjects(RDF.type, kind), key=order):
        above = graph.value(node, PLAN.inPillar)
        yield Heading(
            label=_label(graph, node),
            number=str(graph.value(node, SKOS.notation)),
            plan=_label(graph, graph.value(node, PLAN.inPlan)),
            pillar=None if above is None else _label(graph, above),
        )


def _told(graph: rdflib.Graph) -> Iterator[Told]:
    for node in graph.subjects(RDF.type, PLAN.Mission):
        kind = "headline" if str(graph.value(node, PLAN.headline)) == "true" else "mission"
        order = int(str(graph.value(node, PLAN.order)))
        yield Told(kind, *_whose(graph, node), text=str(graph.value(node, PLAN.text)), order=order)
    for node in graph.subjects(RDF.type, PLAN.Post):
        text = f"{_label(graph, node)}|{graph.value(node, PLAN.holder)}"
        yield Told("post", *_whose(graph, node), text=text)
    for node in graph.subjects(RDF.type, PLAN.Contact):
        yield Told(
            str(graph.value(node, PLAN.contactKind)),
            *_whose(graph, node),
            text=str(graph.value(node, PLAN.text)),
        )


def _whose(graph: rdflib.Graph, node: object) -> tuple[str, int | None]:
    year = graph.value(node, PLAN.fiscalYear)
    return _label(graph, graph.value(node, PLAN.organisation)), None if year is None else int(str(year))


def _moments(graph: rdflib.Graph) -> Iterator[Moment]:
    for node in graph.subjects(RDF.type, PLAN.Occurrence):
        subject = graph.value(node, PLAN.subject)
        if (subject, RDF.type, PLAN.Initiative) in graph:
            first, last, text = (
                str(graph.value(node, term)) for term in (PLAN.startDate, PLAN.endDate, PLAN.dateText)
            )
            yield Moment(
                _label(graph, subject), first, last, text, int(str(graph.value(node, PLAN.fiscalYear)))
            )


def _prose(graph: rdflib.Graph) -> dict[str, tuple[str, ...]]:
    """The passages about an initiative, by its IRI."""
    found: dict[str, list[str]] = {}
    for passage in sorted(graph.subjects(RDF.type, PLAN.Passage)):
        found.setdefault(str(graph.value(passage, PLAN.about)), []).append(
            str(graph.value(passage, PLAN.text))
        )
    return {about: tuple(texts) for about, texts in found.items()}


def _themes(graph: rdflib.Graph) -> Iterator[Theme]:
    for node in graph.subjects(RDF.type, PLAN.Theme):
        names = [
            name for name in graph.objects(node, SKOS.prefLabel) if getattr(name, "language", "") == "ja"
        ]
        below = [one for narrower in graph.subjects(SKOS.broader, node) for one in _carrying(graph, narrower)]
        yield Theme(str(names[0]), frozenset(_carrying(graph, node)), frozenset(below))


def _carrying(graph: rdflib.Graph, theme: object) -> Iterator[str]:
    for each in graph.subjects(PLAN.hasTheme, theme):
        if (each, RDF.type, PLAN.Initiative) in graph:
            yield str(each)
