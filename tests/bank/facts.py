"""What the graph holds, read from its exported tables and its Turtle with plain Python and rdflib, never by a query of the product."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import rdflib
from rdflib.namespace import RDF, SKOS

PLAN = rdflib.Namespace("https://keikaku.example/ns/plan#")
WHOLE_CITY = "全庁"
TABLES = ("initiatives", "targets", "observations")


@dataclass(frozen=True)
class Initiative:
    """A row of the table of initiatives; `owners` also counts the departments of its sections."""

    iri: str
    label: str
    plan: str
    years: tuple[int, ...]
    pillar: str | None
    number: str | None
    field: str | None
    departments: tuple[str, ...]
    sections: tuple[str, ...]
    owners: tuple[str, ...]
    place: tuple[str, int]

    @property
    def whole_city(self) -> bool:
        """Every department is concerned, so that none is named."""
        return self.departments == (WHOLE_CITY,)


@dataclass(frozen=True)
class Target:
    """A bullet or sentence of aims with its figures."""

    subject: str
    plan: str
    year: int | None
    text: str
    figures: tuple[tuple[float, str, str], ...]


@dataclass(frozen=True)
class Observed:
    """One value of an indicator."""

    indicator: str
    subject: str
    plan: str
    year: int | None
    value: float
    unit: str
    text: str


@dataclass(frozen=True)
class Plan:
    """A plan, its names, and the plans that it is tied to, each as relation and label."""

    label: str
    names: tuple[str, ...]
    mentioned_only: bool
    decided: str | None
    end: int | None
    ties: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Heading:
    """A pillar or a field with its plan; a field also names its pillar."""

    label: str
    number: str
    plan: str
    pillar: str | None = None


@dataclass(frozen=True)
class Told:
    """Something that a document tells of an organisation: a mission, a post's holder, a contact."""

    kind: str
    organisation: str
    year: int | None
    text: str
    order: int = 0


@dataclass(frozen=True)
class Moment:
    """A date found in the prose of an initiative."""

    initiative: str
    first: str
    last: str
    text: str
    year: int


@dataclass(frozen=True)
class World:
    """All that questions are made from."""

    city: str
    initiatives: tuple[Initiative, ...]
    targets: tuple[Target, ...]
    observed: tuple[Observed, ...]
    plans: tuple[Plan, ...]
    pillars: tuple[Heading, ...]
    fields: tuple[Heading, ...]
    departments: tuple[str, ...]
    sections: Mapping[str, str | None]
    told: tuple[Told, ...]
    moments: tuple[Moment, ...]
    prose: Mapping[str, str]
    documents: Mapping[str, str]

    @cached_property
    def text(self) -> str:
        """Every document's words, folded."""
        return "".join(self.documents.values())

    @cached_property
    def newest(self) -> str:
        """The plan that is newest among those with initiatives."""
        return max(self.initiatives, key=lambda each: max(each.years, default=0)).plan

    def plan_years(self, label: str) -> tuple[int, ...]:
        """The fiscal years of a plan's initiatives."""
        return next((each.years for each in self.initiatives if each.plan == label), ())

    def numbered(self, number: str) -> Heading | None:
        """The pillar that a bare number means: of the newest plan that has initiatives under it."""
        held = {(each.plan, each.pillar): max(each.years, default=0) for each in self.initiatives}
        known = [each for each in self.pillars if each.number == number and (each.plan, each.label) in held]
        return max(known, key=lambda each: held[each.plan, each.label], default=None)


def fold(text: object) -> str:
    """The text without white space and differences of width."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


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
        told=tuple(sorted(_told(graph), key=lambda each: (each.kind, each.organisation, each.order, each.text))),
        moments=tuple(sorted(_moments(graph), key=lambda each: (each.initiative, each.first, each.text))),
        prose=_prose(graph),
        documents={path.name: fold(path.read_text(encoding="utf-8")) for path in sorted(documents.glob("*.txt"))},
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
            yield str(graph.value(relation, PLAN.relationKind)), _label(graph, graph.value(relation, PLAN.object))
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
        yield Told(str(graph.value(node, PLAN.contactKind)), *_whose(graph, node), text=str(graph.value(node, PLAN.text)))


def _whose(graph: rdflib.Graph, node: object) -> tuple[str, int | None]:
    year = graph.value(node, PLAN.fiscalYear)
    return _label(graph, graph.value(node, PLAN.organisation)), None if year is None else int(str(year))


def _moments(graph: rdflib.Graph) -> Iterator[Moment]:
    for node in graph.subjects(RDF.type, PLAN.Occurrence):
        subject = graph.value(node, PLAN.subject)
        if (subject, RDF.type, PLAN.Initiative) in graph:
            first, last, text = (str(graph.value(node, term)) for term in (PLAN.startDate, PLAN.endDate, PLAN.dateText))
            yield Moment(_label(graph, subject), first, last, text, int(str(graph.value(node, PLAN.fiscalYear))))


def _prose(graph: rdflib.Graph) -> dict[str, str]:
    """All passages about an initiative, by its IRI."""
    found: dict[str, str] = {}
    for passage in sorted(graph.subjects(RDF.type, PLAN.Passage)):
        about = str(graph.value(passage, PLAN.about))
        found[about] = found.get(about, "") + str(graph.value(passage, PLAN.text))
    return found
