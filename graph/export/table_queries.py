"""The queries behind the exported tables, each with its row."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class InPlan(Protocol):
    """A row that tells of a plan and its years."""

    @property
    def plan(self) -> str | None:
        """The name of the plan."""

    @property
    def plan_year(self) -> int | None:
        """The fiscal year that it is for."""

    @property
    def start(self) -> int | None:
        """Its first fiscal year."""

    @property
    def end(self) -> int | None:
        """Its last fiscal year."""


class InitiativeRow(NamedTuple):
    """A row of INITIATIVES."""

    i: str
    label: str
    plan: str
    layer: str | None
    plan_year: int | None
    year: int | None
    start: int | None
    end: int | None
    whole: bool
    order: int

    @property
    def fiscal_year(self) -> int | None:
        """Its own year, else that of its plan."""
        return self.year if self.year is not None else self.plan_year


class TargetRow(NamedTuple):
    """A row of TARGETS."""

    t: str
    subject: str
    label: str | None
    plan: str | None
    plan_year: int | None
    start: int | None
    end: int | None
    year: int | None
    text: str
    order: int
    place: int | None


class FigureRow(NamedTuple):
    """A row of FIGURES."""

    t: str
    value: float
    unit: str | None
    comparator: str


class ObservationRow(NamedTuple):
    """A row of OBSERVATIONS."""

    o: str
    of: str  # the indicator
    indicator: str
    subject: str | None
    plan: str | None
    plan_year: int | None
    start: int | None
    end: int | None
    year: int | None
    kind: str
    value: float
    unit: str | None
    text: str
    order: int


class AttributeRow(NamedTuple):
    """A row of ATTRIBUTES."""

    a: str
    i: str
    label: str
    plan: str
    plan_year: int | None
    start: int | None
    end: int | None
    year: int | None
    name: str
    text: str
    value: float | None
    unit: str | None
    order: int
    place: int


class EvidenceRow(NamedTuple):
    """A row of EVIDENCE."""

    fact: str
    file: str
    page: int | None
    line: int
    quote: str
    main: bool


INITIATIVES = """
SELECT ?i ?label ?plan ?layer ?planYear ?year ?start ?end ?whole ?order {
  ?i a plan:Initiative ; skos:prefLabel ?label ; plan:inPlan ?p ; plan:wholeCity ?whole ; plan:order ?order .
  ?p skos:prefLabel ?plan .
  OPTIONAL { VALUES ?layer { plan:BasicConcept plan:BasicPlan plan:IndividualPlan plan:DepartmentPolicy }
             ?p a ?layer }
  OPTIONAL { ?p plan:fiscalYear ?planYear }
  OPTIONAL { ?i plan:fiscalYear ?year }
  OPTIONAL { ?p plan:startYear ?start }
  OPTIONAL { ?p plan:endYear ?end }
}"""
TARGETS = """
SELECT ?t ?subject ?label ?plan ?planYear ?start ?end ?year ?text ?order ?place {
  ?t a plan:Target ; plan:text ?text ; plan:order ?order ; plan:subject ?subject .
  OPTIONAL { ?subject skos:prefLabel ?label }
  OPTIONAL { ?subject plan:order ?place }
  OPTIONAL { ?subject plan:inPlan ?p . ?p skos:prefLabel ?plan
             OPTIONAL { ?p plan:fiscalYear ?planYear } OPTIONAL { ?p plan:startYear ?start }
             OPTIONAL { ?p plan:endYear ?end } }
  OPTIONAL { ?t plan:fiscalYear ?year }
}"""
FIGURES = """
SELECT ?t ?value ?unit ?comparator {
  ?t plan:figure ?f . ?f plan:value ?value ; plan:comparator ?comparator ; plan:order ?order .
  OPTIONAL { ?f plan:unit ?unit }
} ORDER BY ?t ?order"""
OBSERVATIONS = """
SELECT ?o ?of ?indicator ?subject ?plan ?planYear ?start ?end ?year ?kind ?value ?unit ?text ?order {
  ?o a plan:Observation ; plan:indicator ?of ; plan:subject ?s ; plan:observationKind ?kind ;
    plan:value ?value ; plan:text ?text ; plan:order ?order .
  ?of skos:prefLabel ?indicator .
  OPTIONAL { ?s skos:prefLabel ?subject }
  OPTIONAL { ?o plan:unit ?unit }
  OPTIONAL { ?o plan:fiscalYear ?year }
  OPTIONAL { ?o plan:inPlan ?p . ?p skos:prefLabel ?plan
             OPTIONAL { ?p plan:fiscalYear ?planYear } OPTIONAL { ?p plan:startYear ?start }
             OPTIONAL { ?p plan:endYear ?end } }
}"""
ATTRIBUTES = """
SELECT ?a ?i ?label ?plan ?planYear ?start ?end ?year ?name ?text ?value ?unit ?order ?place {
  ?a a plan:Attribute ; plan:subject ?i ; plan:attributeName ?name ; plan:text ?text ; plan:order ?order .
  ?i skos:prefLabel ?label ; plan:order ?place ; plan:inPlan ?p . ?p skos:prefLabel ?plan
  OPTIONAL { ?p plan:fiscalYear ?planYear } OPTIONAL { ?p plan:startYear ?start }
  OPTIONAL { ?p plan:endYear ?end }
  OPTIONAL { ?a plan:fiscalYear ?year }
  OPTIONAL { ?a plan:value ?value }
  OPTIONAL { ?a plan:unit ?unit }
}"""
EVIDENCE = """
SELECT ?fact ?file ?page ?line ?quote ?main {
  ?fact a $class ; plan:evidence ?e . ?e plan:line ?line ; plan:quote ?quote ; plan:document/plan:file ?file .
  OPTIONAL { ?e plan:page ?page }
  BIND(EXISTS { ?e plan:supports $main } AS ?main)
}"""
