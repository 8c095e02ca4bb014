"""Links seen as a whole: the time line of a thing, two plans side by side, the flow between pillars.

Each is a list of plain rows for a page and for a file; `csv_of` writes any of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from keikaku.graph.files.sheets import csv_bytes
from keikaku.graph.review.links import Record, is_possible, links, shows
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.facts import LinkRelation, LinkStatus
from keikaku.ontology.model.successions import RELATION_NAMES, STATUS_NAMES

TIMELINE = ("year", "label", "plan", "relation", "status", "score", "iri")
COMPARISON = ("kind", "from_label", "to_label", "status", "score", "from", "to")
FLOW = ("from_year", "from_plan", "from_part", "to_year", "to_plan", "to_part", "links")
COLUMNS: Mapping[str, tuple[str, ...]] = {"timeline": TIMELINE, "compare": COMPARISON, "flow": FLOW}
ENDED, NEW = "終了", "新規"
"""What has neither link nor candidate on one side; nobody has said so, it is only what the links leave."""
NO_HEIR, NO_ORIGIN = "続くものが見つからない", "前のものが見つからない"
"""What has no link, but a candidate that is too weak to show and too good to say that there is none."""


class Part(NamedTuple):
    """A row of PARTS."""

    i: str
    label: str
    order: int


class Home(NamedTuple):
    """A row of HOMES."""

    i: str
    plan: str
    pillar: str | None


class PlanRow(NamedTuple):
    """A row of PLANS."""

    plan: str
    label: str
    n: int
    year: int | None
    start: int | None
    decided: str | None

    @property
    def begins(self) -> int | None:
        """The year that the plan is told by."""
        return self.year or self.start or (int(self.decided[:4]) if self.decided else None)


class NamedThing(NamedTuple):
    """A row of NAMED."""

    label: str
    plan: str | None


PARTS = """
SELECT ?i ?label ?order {
  ?i a plan:Initiative ; plan:inPlan $plan ; skos:prefLabel ?label ; plan:order ?order
}"""
HOMES = """
SELECT ?i ?plan ?pillar { ?i a plan:Initiative ; plan:inPlan/skos:prefLabel ?plan .
  OPTIONAL { ?i plan:inPillar/skos:prefLabel ?pillar } }"""
PLANS = """
SELECT ?plan ?label (COUNT(?i) AS ?n) (SAMPLE(?y) AS ?year) (SAMPLE(?s) AS ?start) (SAMPLE(?d) AS ?decided) {
  ?i a plan:Initiative ; plan:inPlan ?plan . ?plan skos:prefLabel ?label .
  OPTIONAL { ?plan plan:fiscalYear ?y } OPTIONAL { ?plan plan:startYear ?s }
  OPTIONAL { ?plan plan:decided ?d }
} GROUP BY ?plan ?label"""
NAMED = """
SELECT ?label ?plan {
  $thing skos:prefLabel ?label OPTIONAL { $thing plan:inPlan/skos:prefLabel ?plan }
}"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side: a row a link or a thing without one, and how many rows each kind has."""

    rows: list[Record]
    counts: dict[str, int]


def timeline(snapshot: Snapshot, thing: str) -> list[Record]:
    """Everything that links join to a thing, itself among it, oldest first."""
    shown = links(snapshot)
    found = {**_reached(shown, thing, "to", "from"), **_reached(shown, thing, "from", "to")}
    rows = [_step(link, side) for link, side in found.values()]
    own = next((_step(one, side) for one in shown for side in ("from", "to") if one[side] == thing), None)
    rows.append({**(own or _alone(snapshot, thing)), "relation": "", "status": "", "score": None})
    return sorted(rows, key=lambda row: (row["year"] or 0, row["iri"]))


def _alone(snapshot: Snapshot, thing: str) -> Record:
    """A thing without links."""
    told = snapshot.rows(NamedThing, NAMED, thing=snapshot.node(snapshot.key(thing)))
    named = told[0] if told else NamedThing("", None)
    return {"year": None, "label": named.label, "plan": named.plan, "iri": thing}


def _reached(shown: Sequence[Record], start: str, here: str, there: str) -> dict[str, tuple[Record, str]]:
    onward: dict[str, list[Record]] = defaultdict(list)
    for link in shown:
        onward[link[here]].append(link)
    found: dict[str, tuple[Record, str]] = {}
    waiting = [start]
    for thing in waiting:
        for link in onward[thing]:
            if link[there] not in found and link[there] != start:
                found[link[there]] = (link, there)
                waiting.append(link[there])
    return found


def _step(link: Record, side: str) -> Record:
    return {
        "year": link[f"{side}_year"],
        "label": link[f"{side}_label"],
        "plan": link[f"{side}_plan"],
        "relation": RELATION_NAMES[LinkRelation(link["relation"])],
        "status": STATUS_NAMES[LinkStatus(link["status"])],
        "score": link["score"],
        "iri": link[side],
    }


def plans_with_initiatives(snapshot: Snapshot) -> list[Record]:
    """The plans that can be compared, oldest first."""
    rows = [
        {"iri": one.plan, "label": one.label, "year": one.begins, "count": one.n}
        for one in snapshot.rows(PlanRow, PLANS)
    ]
    return sorted(rows, key=lambda row: (row["year"] or 0, row["iri"]))


def comparison(snapshot: Snapshot, earlier: str, later: str) -> Comparison:
    """The initiatives of two plans: continued, renamed, merged, split, moved, ended, new, and not found."""
    before, after = _parts(snapshot, earlier), _parts(snapshot, later)
    every = [
        link
        for link in links(snapshot, everything=True)
        if link["from"] in before and link["to"] in after and is_possible(link)
    ]
    shown = [link for link in every if shows(link)]
    open_ = {link[side] for link in every for side in ("from", "to")}
    rows = [_compared(RELATION_NAMES[LinkRelation(link["relation"])], link) for link in shown]
    joined = {link["from"] for link in shown} | {link["to"] for link in shown}
    rows += [
        _compared(unsure if thing in open_ else kind, {side: thing, f"{side}_label": label})
        for kind, unsure, side, things in (
            (ENDED, NO_HEIR, "from", before),
            (NEW, NO_ORIGIN, "to", after),
        )
        for thing, label in things.items()
        if thing not in joined
    ]
    places = {thing: place for things in (before, after) for place, thing in enumerate(things)}
    rows.sort(key=lambda row: (row["kind"] in {NEW, NO_ORIGIN}, places.get(row["from"] or row["to"], 0)))
    return Comparison(rows, dict(Counter(row["kind"] for row in rows)))


def _parts(snapshot: Snapshot, plan: str) -> dict[str, str]:
    rows = snapshot.rows(Part, PARTS, plan=snapshot.node(snapshot.key(plan)))
    return {part.i: part.label for part in sorted(rows, key=lambda part: (part.order, part.i))}


def _compared(kind: str, link: Record) -> Record:
    status = link.get("status")
    return {
        "kind": kind,
        "from_label": link.get("from_label", ""),
        "to_label": link.get("to_label", ""),
        "status": STATUS_NAMES[LinkStatus(status)] if status else "",
        "score": link.get("score"),
        "from": link.get("from", ""),
        "to": link.get("to", ""),
    }


def flow(snapshot: Snapshot) -> list[Record]:
    """How many links of initiatives lead from each plan and pillar to each other one, by year."""
    homes = {home.i: (home.plan, home.pillar or "") for home in snapshot.rows(Home, HOMES)}
    counts: Counter[tuple[Any, ...]] = Counter()
    for link in links(snapshot):
        if link["level"] == "initiative" and link["from"] in homes and link["to"] in homes:
            one, other = homes[link["from"]], homes[link["to"]]
            counts[link["from_year"] or 0, *one, link["to_year"] or 0, *other] += 1
    return [dict(zip(FLOW, (*ends, count), strict=True)) for ends, count in sorted(counts.items())]


def csv_of(name: str, rows: Sequence[Record]) -> bytes:
    """One of the tables as CSV; raise KeyError where there is no such table."""
    return csv_bytes(COLUMNS[name], rows)
