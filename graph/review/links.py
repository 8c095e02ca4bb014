"""The links of a version as plain records, for the command line, files and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.facts import LinkRelation, LinkStatus
from keikaku.ontology.model.successions import POSSIBLE, is_shown

Record = dict[str, Any]

LINKS = """
SELECT ?l ?level ?relation ?from ?to ?status ?score ?reasons ?signals ?by ?at ?comment {
  ?l a plan:Succession ; plan:linkLevel ?level ; plan:linkRelation ?relation ; plan:linkStatus ?status ;
     plan:earlier ?from ; plan:later ?to .
  OPTIONAL { ?l plan:score ?score }
  OPTIONAL { ?l plan:reasons ?reasons }
  OPTIONAL { ?l plan:signals ?signals }
  OPTIONAL { ?l plan:reviewedBy ?by }
  OPTIONAL { ?l plan:reviewedAt ?at }
  OPTIONAL { ?l plan:comment ?comment }
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
LEVELS = ("plan", "pillar", "organisation", "initiative")
STATUSES = ("accepted", "stated", "inferred", "proposed", "rejected")
_LAST = re.compile(r"last=(\d+)"), re.compile(r"first=(\d+)")


def links(snapshot: Snapshot, *, everything: bool = False) -> list[Record]:
    """One record a link in the fields of CONTRACTS.md, by level, newest first, the surest before the others.

    Without `everything` what is shown: stated, inferred, accepted, and proposed above the threshold. What
    goes on side by side is no succession and stands among everything alone.
    """
    sides = {row[0]: row[1:] for row in sorted(snapshot.select(SIDES), key=str, reverse=True)}
    found = [_record(snapshot, row, sides) for row in snapshot.select(LINKS)]
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
    sure = STATUSES.index(one["status"]), -(one["score"] or 0)
    return LEVELS.index(one["level"]), *years, *sure, one["from"], one["to"]


def _record(snapshot: Snapshot, row: tuple[Any, ...], sides: Mapping[str, tuple[Any, ...]]) -> Record:
    link, level, relation, earlier, later, status, score, reasons, signals, by, at, comment = row
    told = {
        "id": link.rsplit("/", 1)[-1],
        "level": level,
        "relation": relation,
        **_side("from", earlier, sides, signals),
        **_side("to", later, sides, signals),
        "score": score,
        "reasons": (reasons or "").split("\n") if reasons else [],
        "status": status,
        "reviewed_by": by or "",
        "reviewed_at": at or "",
        "comment": comment or "",
        "signals": signals or "",
    }
    return {**told, "from_key": snapshot.key(earlier), "to_key": snapshot.key(later)}


def _side(name: str, thing: str, sides: Mapping[str, tuple[Any, ...]], signals: str | None) -> Record:
    label, _plan, plan, own, year, start, decided, end = sides.get(thing, (None,) * 8)
    told = own or year or start or (int(decided[:4]) if decided else None) or end
    met = _LAST[name == "to"].search(signals or "")
    return {
        name: thing,
        f"{name}_label": label or "",
        f"{name}_plan": plan,
        f"{name}_year": told or (int(met[1]) if met else None),
    }
