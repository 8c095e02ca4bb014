"""The plans of a graph as a tree, and the lists that the pages begin with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views.pages import Named
from keikaku.ontology.model.values import Key

PLANS = """
SELECT ?plan ?label ?layer ?year ?start ?end (COUNT(DISTINCT ?i) AS ?count) WHERE {
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
SELECT ?part (COUNT(DISTINCT ?i) AS ?count) WHERE {
  ?i a plan:Initiative . { ?i plan:inPillar ?part } UNION { ?i plan:inField ?part }
} GROUP BY ?part"""
NAMES = {
    "department": """
SELECT ?node ?label (COUNT(DISTINCT ?i) AS ?count) WHERE {
  ?node a plan:Department ; skos:prefLabel ?label .
  OPTIONAL { ?i a plan:Initiative . { ?i plan:responsibleUnit ?node }
             UNION { ?i plan:responsibleUnit/plan:sectionOf ?node } }
} GROUP BY ?node ?label ORDER BY ?label""",
    "theme": """
SELECT ?node ?label (COUNT(DISTINCT ?i) AS ?count) WHERE {
  ?node a plan:Theme ; skos:prefLabel ?label . FILTER(LANG(?label) = $language)
  OPTIONAL { ?i a plan:Initiative ; plan:hasTheme ?node }
} GROUP BY ?node ?label ORDER BY DESC(?count) ?label""",
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
    above: dict[Key, Key] = dict(sorted(snapshot.select(ABOVE), reverse=True))
    children: dict[Key | None, list[Node]] = defaultdict(list)
    parts = _headings(snapshot)
    for plan, label, layer, year, start, end, count in snapshot.select(PLANS):
        period = (year, year) if year is not None else (start, end)
        node = Node(plan, label, count, (layer or "#").rpartition("#")[2], period, parts.get(plan, ()))
        children[None if _circular(plan, above) else above.get(plan)].append(node)
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
    counts: dict[Key, int] = dict(snapshot.select(UNDER))
    rows = sorted(snapshot.select(HEADINGS), key=lambda row: (row[5] or 0, row[0]))
    below: dict[Key, list[tuple[Key, str]]] = defaultdict(list)
    for part, label, plan, pillar, parent, _order in rows:
        below[parent or pillar or plan].append((part, label))
    plans = {row[2] for row in rows}
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
    rows: Iterable[tuple[str, str, int]] = snapshot.select(NAMES[kind], **bound)
    return tuple((Named(snapshot.key(node), label), count) for node, label, count in rows)


def faq(snapshot: Snapshot) -> tuple[Question, ...]:
    """The FAQ in the order of its file."""
    rows = snapshot.select(FAQ)
    return tuple(
        Question(snapshot.key(entry), asked, answer, unit or "") for entry, asked, answer, unit in rows
    )


def documents(snapshot: Snapshot) -> dict[str, Named]:
    """Every document by the name of its file."""
    rows = sorted(snapshot.select(DOCUMENTS), key=lambda row: row[2])
    return {file: Named(snapshot.key(document), label) for document, label, file in rows}
