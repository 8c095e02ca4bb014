"""The links of a version as plain records, for the command line, files and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, assert_never

from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.facts import LinkLevel, LinkRelation, LinkStatus
from keikaku.ontology.model.successions import POSSIBLE, is_shown

Record = dict[str, Any]


class LinkRow(NamedTuple):
    """A row of LINKS."""

    link: str
    level: str
    relation: str
    earlier: str
    later: str
    status: str
    score: float | None
    reasons: str | None
    signals: str | None
    by: str | None
    at: str | None
    comment: str | None


class Side(NamedTuple):
    """A row of SIDES."""

    thing: str
    label: str
    plan: str
    name: str | None
    own: int | None
    year: int | None
    start: int | None
    decided: str | None
    end: int | None

    @property
    def told_year(self) -> int | None:
        """The year that it is told by."""
        decided = int(self.decided[:4]) if self.decided else None
        return self.own or self.year or self.start or decided or self.end


LINKS = """
SELECT ?link ?level ?relation ?earlier ?later ?status ?score ?reasons ?signals ?by ?at ?comment {
  ?link a plan:Succession ; plan:linkLevel ?level ; plan:linkRelation ?relation ; plan:linkStatus ?status ;
     plan:earlier ?earlier ; plan:later ?later .
  OPTIONAL { ?link plan:score ?score }
  OPTIONAL { ?link plan:reasons ?reasons }
  OPTIONAL { ?link plan:signals ?signals }
  OPTIONAL { ?link plan:reviewedBy ?by }
  OPTIONAL { ?link plan:reviewedAt ?at }
  OPTIONAL { ?link plan:comment ?comment }
}"""
SIDES = """
SELECT DISTINCT ?thing ?label ?plan ?name ?own ?year ?start ?decided ?end {
  { ?l plan:earlier ?thing } UNION { ?l plan:later ?thing }
  ?l a plan:Succession . ?thing skos:prefLabel ?label .
  OPTIONAL { ?thing plan:inPlan ?in }
  BIND(COALESCE(?in, ?thing) AS ?plan)
  OPTIONAL { ?plan a plan:Plan ; skos:prefLabel ?name }
  OPTIONAL { ?thing plan:fiscalYear ?own } OPTIONAL { ?plan plan:fiscalYear ?year }
  OPTIONAL { ?plan plan:startYear ?start } OPTIONAL { ?plan plan:decided ?decided }
  OPTIONAL { ?plan plan:endYear ?end }
}"""
COLUMNS = (
    *("id", "level", "relation", "from", "from_label", "from_plan", "from_year"),
    *("to", "to_label", "to_plan", "to_year", "score", "reasons", "status"),
    *("reviewed_by", "reviewed_at", "comment", "signals"),
)
_LAST = re.compile(r"last=(\d+)")
_FIRST = re.compile(r"first=(\d+)")


def links(snapshot: Snapshot, *, everything: bool = False) -> list[Record]:
    """One record a link in the fields of CONTRACTS.md, by level, newest first, the surest before the others.

    Without `everything` what is shown: stated, inferred, accepted, and proposed above the threshold. What
    goes on side by side is no succession and stands among everything alone.
    """
    sides = {row.thing: row for row in sorted(snapshot.rows(Side, SIDES), key=str, reverse=True)}
    found = [_record(snapshot, row, sides) for row in snapshot.rows(LinkRow, LINKS)]
    shown = [one for one in found if everything or shows(one)]
    return sorted(shown, key=_place)


def shows(one: Record) -> bool:
    """Whether a link is shown as a succession without being asked for."""
    return one["relation"] != LinkRelation.RELATED and is_shown(LinkStatus(one["status"]), one["score"])


def is_possible(one: Record) -> bool:
    """Whether a link is shown, or a candidate that nobody rejected and that may be one all the same."""
    likely = one["relation"] != LinkRelation.RELATED and (one["score"] or 0) >= POSSIBLE
    return shows(one) or (likely and one["status"] == LinkStatus.PROPOSED)


def _place(one: Record) -> tuple[Any, ...]:
    years = -(one["to_year"] or 0), -(one["from_year"] or 0)
    sure = _doubt(LinkStatus(one["status"])), -(one["score"] or 0)
    return _height(LinkLevel(one["level"])), *years, *sure, one["from"], one["to"]


def _height(level: LinkLevel) -> int:
    """Where a level stands in a list, from the widest down."""
    match level:
        case LinkLevel.PLAN:
            return 0
        case LinkLevel.PILLAR:
            return 1
        case LinkLevel.ORGANISATION:
            return 2
        case LinkLevel.INITIATIVE:
            return 3
        case _:
            assert_never(level)


def _doubt(status: LinkStatus) -> int:
    """Where a status stands in a list, from the surest down."""
    match status:
        case LinkStatus.ACCEPTED:
            return 0
        case LinkStatus.STATED:
            return 1
        case LinkStatus.INFERRED:
            return 2
        case LinkStatus.PROPOSED:
            return 3
        case LinkStatus.REJECTED:
            return 4
        case _:
            assert_never(status)


def _record(snapshot: Snapshot, row: LinkRow, sides: Mapping[str, Side]) -> Record:
    told = {
        "id": row.link.rsplit("/", 1)[-1],
        "level": row.level,
        "relation": row.relation,
        **_side("from", row.earlier, sides, row.signals),
        **_side("to", row.later, sides, row.signals),
        "score": row.score,
        "reasons": row.reasons.split("\n") if row.reasons else [],
        "status": row.status,
        "reviewed_by": row.by or "",
        "reviewed_at": row.at or "",
        "comment": row.comment or "",
        "signals": row.signals or "",
    }
    return {**told, "from_key": snapshot.key(row.earlier), "to_key": snapshot.key(row.later)}


def _side(name: str, thing: str, sides: Mapping[str, Side], signals: str | None) -> Record:
    side = sides.get(thing)
    told = side.told_year if side else None
    met = (_FIRST if name == "to" else _LAST).search(signals or "")
    return {
        name: thing,
        f"{name}_label": side.label if side else "",
        f"{name}_plan": side.name if side else None,
        f"{name}_year": told or (int(met[1]) if met else None),
    }
