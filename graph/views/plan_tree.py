"""The plans of a graph as a tree, and the lists that the pages begin with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views.pages import Named
from keikaku.ontology.model.values import Key


class PlanRow(NamedTuple):
    """A row of PLANS."""

    plan: str
    label: str
    layer: str | None
    year: int | None
    start: int | None
    end: int | None
    n: int

    @property
    def period(self) -> tuple[int | None, int | None]:
        """Its years: the one that it is for, or from which to which."""
        return (self.year, self.year) if self.year is not None else (self.start, self.end)


class Above(NamedTuple):
    """A row of ABOVE."""

    plan: str
    above: str


class Heading(NamedTuple):
    """A row of HEADINGS."""

    part: str
    label: str
    plan: str
    pillar: str | None
    parent: str | None
    order: int | None


class Under(NamedTuple):
    """A row of UNDER."""

    part: str
    n: int


class Counted(NamedTuple):
    """A row of NAMES."""

    node: str
    label: str
    n: int


class DocumentRow(NamedTuple):
    """A row of DOCUMENTS."""

    document: str
    label: str
    file: str


class Entry(NamedTuple):
    """A row of FAQ."""

    entry: str
    question: str
    answer: str
    department: str | None


PLANS = """
SELECT ?plan ?label ?layer ?year ?start ?end (COUNT(DISTINCT ?i) AS ?n) WHERE {
  ?plan a plan:Plan ; skos:prefLabel ?label .
  OPTIONAL { VALUES ?layer { plan:BasicConcept plan:BasicPlan plan:IndividualPlan plan:DepartmentPolicy }
             ?plan a ?layer }
  OPTIONAL { ?plan plan:fiscalYear ?year }
  OPTIONAL { ?plan plan:startYear ?start }
  OPTIONAL { ?plan plan:endYear ?end }
  OPTIONAL { ?i plan:inPlan ?plan ; a plan:Initiative }
} GROUP BY ?plan ?label ?layer ?year ?start ?end"""
ABOVE = (
    "SELECT ?plan ?above WHERE { { ?plan plan:individualPlanOf ?above } UNION { ?plan plan:basedOn ?above } }"
)
HEADINGS = """
SELECT ?part ?label ?plan ?pillar ?parent ?order WHERE {
  VALUES ?class { plan:Pillar plan:Field }
  ?part a ?class ; skos:prefLabel ?label ; plan:inPlan ?plan .
  OPTIONAL { ?part plan:inPillar ?pillar }
  OPTIONAL { ?part plan:inField ?parent }
  OPTIONAL { ?part plan:order ?order }
}"""
UNDER = """
SELECT ?part (COUNT(DISTINCT ?i) AS ?n) WHERE {
  ?i a plan:Initiative . { ?i plan:inPillar ?part } UNION { ?i plan:inField ?part }
} GROUP BY ?part"""
NAMES = {
    "department": """
SELECT ?node ?label (COUNT(DISTINCT ?i) AS ?n) WHERE {
  ?node a plan:Department ; skos:prefLabel ?label .
  OPTIONAL { ?i a plan:Initiative . { ?i plan:responsibleUnit ?node }
             UNION { ?i plan:responsibleUnit/plan:sectionOf ?node } }
} GROUP BY ?node ?label ORDER BY ?label""",
    "theme": """
SELECT ?node ?label (COUNT(DISTINCT ?i) AS ?n) WHERE {
  ?node a plan:Theme ; skos:prefLabel ?label . FILTER(LANG(?label) = $language)
  OPTIONAL { ?i a plan:Initiative ; plan:hasTheme ?node }
} GROUP BY ?node ?label ORDER BY DESC(?n) ?label""",
}
DOCUMENTS = """
SELECT ?document ?label ?file WHERE { ?document a plan:Document ; plan:file ?file ; skos:prefLabel ?label }"""
FAQ = """
SELECT ?entry ?question ?answer ?department WHERE {
  ?entry a plan:FaqEntry ; plan:question ?question ; plan:answer ?answer .
  OPTIONAL { ?entry plan:order ?order }
  OPTIONAL { ?entry plan:departmentName ?department }
} ORDER BY ?order ?entry"""


@dataclass(frozen=True, slots=True)
class Node:
    """A plan, a pillar or a field in the tree, with its years and the number of its initiatives."""

    key: Key
    label: str
    count: int
    layer: str = ""
    period: tuple[int | None, int | None] = (None, None)
    below: tuple[Node, ...] = ()

    @property
    def plan(self) -> bool:
        """True for a plan, not for a heading of one."""
        return "/plan/" in self.key


@dataclass(frozen=True, slots=True)
class Question:
    """An entry of the FAQ file."""

    key: Key
    question: str
    answer: str
    department: str


def plan_tree(snapshot: Snapshot) -> tuple[Node, ...]:
    """The plans that rest on no other with everything below them, newest first; each plan stands once."""
    above: dict[Key, Key] = dict(sorted(snapshot.rows(Above, ABOVE), reverse=True))
    children: dict[Key | None, list[Node]] = defaultdict(list)
    parts = _headings(snapshot)
    for row in snapshot.rows(PlanRow, PLANS):
        layer = (row.layer or "#").rpartition("#")[2]
        node = Node(row.plan, row.label, row.n, layer, row.period, parts.get(row.plan, ()))
        children[None if _circular(row.plan, above) else above.get(row.plan)].append(node)
    return _placed(snapshot, children, None)


def _circular(plan: Key, above: Mapping[Key, Key]) -> bool:
    """True where a plan would stand below itself: it begins a tree of its own then."""
    seen, upper = {plan}, above.get(plan)
    while upper is not None and upper not in seen:
        seen.add(upper)
        upper = above.get(upper)
    return upper == plan


def _placed(
    snapshot: Snapshot, children: Mapping[Key | None, Sequence[Node]], of: Key | None
) -> tuple[Node, ...]:
    found = []
    for node in sorted(children.get(of, ()), key=_newest):
        below = (*node.below, *_placed(snapshot, children, node.key))
        found.append(Node(snapshot.key(node.key), node.label, node.count, node.layer, node.period, below))
    return tuple(found)


def _newest(node: Node) -> tuple[int, str]:
    years = [year for year in node.period if year is not None]
    return -max(years, default=0), node.label


def _headings(snapshot: Snapshot) -> dict[Key, tuple[Node, ...]]:
    """By plan its pillars, and its fields without one, each with the fields below."""
    counts: dict[Key, int] = dict(snapshot.rows(Under, UNDER))
    rows = sorted(snapshot.rows(Heading, HEADINGS), key=lambda row: (row.order or 0, row.part))
    below: dict[Key, list[tuple[Key, str]]] = defaultdict(list)
    for row in rows:
        below[row.parent or row.pillar or row.plan].append((row.part, row.label))
    plans = {row.plan for row in rows}
    return {plan: _parts(snapshot, below, counts, plan) for plan in plans}


def _parts(
    snapshot: Snapshot, below: Mapping[Key, list[tuple[Key, str]]], counts: Mapping[Key, int], of: Key
) -> tuple[Node, ...]:
    return tuple(
        Node(snapshot.key(part), label, counts.get(part, 0), below=_parts(snapshot, below, counts, part))
        for part, label in below.get(of, ())
    )


def names(snapshot: Snapshot, kind: str, language: str = "ja") -> tuple[tuple[Named, int], ...]:
    """Every department or theme with the number of its initiatives."""
    bound = {"language": language} if "$language" in NAMES[kind] else {}
    rows = snapshot.rows(Counted, NAMES[kind], **bound)
    return tuple((Named(snapshot.key(row.node), row.label), row.n) for row in rows)


def faq(snapshot: Snapshot) -> tuple[Question, ...]:
    """The FAQ in the order of its file."""
    return tuple(
        Question(snapshot.key(row.entry), row.question, row.answer, row.department or "")
        for row in snapshot.rows(Entry, FAQ)
    )


def documents(snapshot: Snapshot) -> dict[str, Named]:
    """Every document by the name of its file."""
    rows = sorted(snapshot.rows(DocumentRow, DOCUMENTS), key=lambda row: row.file)
    return {row.file: Named(snapshot.key(row.document), row.label) for row in rows}
