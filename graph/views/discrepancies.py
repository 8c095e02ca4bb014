"""計画どうしのずれ: what two plans in force together say of one thing, where they do not say the same.

Two figures are of one thing by their name (the indicator's, or what a target says before its first figure),
and by the unit where units are counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from keikaku.graph.review.links import links
from keikaku.graph.review.texts import side_text
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.japanese.figures import find_figures
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import LinkLevel, LinkRelation, ObservationKind

COLUMNS = ("kind", "name", "one_plan", "one_says", "one_place", "other_plan", "other_says", "other_place")
OTHER_VALUE, OTHER_UNIT, OTHER_YEAR = "値が違う", "単位が違う", "目標の年度が違う"
SAME_SUBJECT = "同じ題材"
SHORTEST_NAME = 3
"""Characters of a name by which two figures may be of one thing."""


class Figure(NamedTuple):
    """A row of TARGETS and OBSERVATIONS: one figure of a plan with its place."""

    fact: str
    city: str
    plan: str
    label: str
    own: int | None
    start: int | None
    end: int | None
    name: str
    of: str  # the unit that is counted (the 職員 of which 部), "" where it is no unit
    year: int | None
    kind: str
    value: float
    unit: str
    text: str
    file: str
    line: int

    @property
    def period(self) -> tuple[int, int] | None:
        """The first and last fiscal year in which its plan is in force."""
        first, last = self.start or self.own or self.end, self.end or self.own or self.start
        return (first, last) if first and last else None

    @property
    def place(self) -> str:
        """Where it is written."""
        return f"{self.file} {self.line}行目"


_PLAN = """
  ?p skos:prefLabel ?label ; plan:municipality/skos:prefLabel ?city .
  OPTIONAL { ?p plan:fiscalYear ?own } OPTIONAL { ?p plan:startYear ?start } OPTIONAL { ?p plan:endYear ?end }
  ?fact plan:evidence ?e . ?e plan:line ?line ; plan:document/plan:file ?file ."""
_HEAD = (
    "SELECT ?fact ?city ?plan ?label ?own ?start ?end ?name ?of ?year ?kind ?value ?unit ?text ?file ?line"
)
TARGETS = f"""{_HEAD} {{
  ?fact a plan:Target ; plan:text ?name ; plan:subject/plan:inPlan ?p ; plan:figure ?f .
  ?f plan:value ?value .
  OPTIONAL {{ ?f plan:unit ?given }} OPTIONAL {{ ?fact plan:fiscalYear ?year }}
  BIND("{ObservationKind.TARGET}" AS ?kind) BIND(COALESCE(?given, "") AS ?unit) BIND(?name AS ?text)
  BIND("" AS ?of) BIND(?p AS ?plan) {_PLAN}
}}"""
OBSERVATIONS = f"""{_HEAD} {{
  ?fact a plan:Observation ; plan:indicator/skos:prefLabel ?name ; plan:inPlan ?p ;
    plan:observationKind ?kind ; plan:value ?value ; plan:text ?text .
  OPTIONAL {{ ?fact plan:unit ?given }} OPTIONAL {{ ?fact plan:fiscalYear ?year }}
  OPTIONAL {{ VALUES ?class {{ plan:Department plan:Section }}
    ?fact plan:subject ?counted . ?counted a ?class ; skos:prefLabel ?doer }}
  BIND(COALESCE(?given, "") AS ?unit) BIND(COALESCE(?doer, "") AS ?of) BIND(?p AS ?plan) {_PLAN}
}}"""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two places that a reader should hold beside each other, and why."""

    kind: str
    name: str
    one_plan: str
    one_says: str
    one_place: str
    other_plan: str
    other_says: str
    other_place: str


def discrepancies(snapshot: Snapshot) -> list[Discrepancy]:
    """Every one between plans of one city whose periods meet: figures first, then subjects."""
    targets = [_named(row) for row in snapshot.rows(Figure, TARGETS)]
    observed = snapshot.rows(Figure, OBSERVATIONS)
    return [*differing([*(row for row in targets if row), *observed]), *_same_subjects(snapshot)]


def name_of(text: str) -> str:
    """What a target counts: its words before the first figure.

    >>> name_of("来館者数　年12,000人以上"), name_of("計画の策定"), name_of("3か所")
    ('来館者数', '', '')
    """
    found = find_figures(text)
    name = _TAIL.sub("", text[: found[0].start]) if found else ""
    return name if len(name) >= SHORTEST_NAME else ""


_TAIL = re.compile(r"(?:\W+\w)?\W*$")
"""Signs at the end, and one letter that stands by itself before the figure: 来館者数 年12,000人."""


def _named(row: Figure) -> Figure | None:
    name = name_of(row.name)
    return row._replace(name=name) if name else None


def differing(rows: Sequence[Figure]) -> Iterator[Discrepancy]:
    """The pairs of figures of one name that differ, a pair of plans and a name once for each kind."""
    by_name: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.period or (0, 0), row.file, row.line, row.value)):
        by_name[row.city, re.sub(r"\s", "", fold(row.name)), row.of, row.kind].append(row)
    told = set()
    for (_, name, of, _), found in sorted(by_name.items()):
        for one, other in combinations(found, 2):
            kind = apart(one, other)
            if kind and (key := (kind, name, of, one.plan, other.plan)) not in told:
                told.add(key)
                yield Discrepancy(
                    kind, one.name, one.label, _says(one), one.place, other.label, _says(other), other.place
                )


def apart(one: Figure, other: Figure) -> str:
    """How two figures of one name differ; "" where they agree, or their plans are one or never meet."""
    if one.plan == other.plan or not _meet(one.period, other.period):
        return ""
    if one.unit != other.unit:
        return OTHER_UNIT
    if one.year == other.year:
        return OTHER_VALUE if one.value != other.value else ""
    both = one.year and other.year and one.kind == ObservationKind.TARGET
    return OTHER_YEAR if both and one.value == other.value else ""


def _meet(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return bool(one and other and one[0] <= other[1] and other[0] <= one[1])


def _says(row: Figure) -> str:
    year = f"{row.year}年度 " if row.year and str(row.year) not in row.text else ""
    return f"{year}{row.text}"


def _same_subjects(snapshot: Snapshot) -> Iterator[Discrepancy]:
    """Initiatives of two plans in force together that are near: the links tell which."""
    for link in links(snapshot, everything=True):
        if (
            link["relation"] == LinkRelation.RELATED
            and link["level"] == LinkLevel.INITIATIVE
            and link["status"] != "rejected"
        ):
            one, other = _side(snapshot, link, "from"), _side(snapshot, link, "to")
            yield Discrepancy(SAME_SUBJECT, link["from_label"], *one, *other)


def _side(snapshot: Snapshot, link: dict[str, Any], side: str) -> tuple[str, str, str]:
    places = side_text(snapshot, link[side]).places
    return link[f"{side}_plan"] or "", link[f"{side}_label"], places[0] if places else ""
