"""What people decided about links: one file in the store, only ever appended to, stronger than any build.

A row stays whatever comes after it, unless what it names is purged; of two about one pair the later holds.
The rows say keys without a base, so that the file can be carried to another machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from keikaku.graph.files import sssom
from keikaku.graph.files.whole import write_whole
from keikaku.ontology.model.facts import Key, LinkRelation, LinkStatus, Succession
from keikaku.ontology.model.successions import level_of, link_key

FILE = "decisions.sssom.tsv"
ENDS = ("subject_id", "object_id")
Pair = tuple[Key, Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person said of a pair: that it is a link of this relation, or (`rejected`) that it is none."""

    earlier: Key
    later: Key
    relation: LinkRelation
    rejected: bool = False
    reviewed_by: str = ""
    reviewed_at: str = ""
    comment: str = ""


def read_decisions(store: Path) -> tuple[Decision, ...]:
    """The decisions of a store in the order of the file; a row that is none is passed over (see `unread`)."""
    return tuple(decision for decision in map(_decision, _rows(store / FILE)) if decision)


def unread(path: Path) -> int:
    """How many curated rows of a file are no decision: an unknown predicate, a key without a level."""
    return sum(1 for row in _rows(path) if _is_curated(row) and _decision(row) is None)


def effective(decisions: Iterable[Decision]) -> dict[Pair, Decision]:
    """The decision that holds of each pair: the latest, of equally late ones the last."""
    found: dict[Pair, Decision] = {}
    for one in sorted(decisions, key=lambda decision: decision.reviewed_at):
        found[one.earlier, one.later] = one
    return found


def rejected_pairs(decisions: Iterable[Decision]) -> frozenset[Pair]:
    """The pairs that a person said are none."""
    return frozenset(pair for pair, one in effective(decisions).items() if one.rejected)


def applied(
    links: Sequence[Succession], decisions: Iterable[Decision], known: frozenset[Key]
) -> tuple[Succession, ...]:
    """The links as people left them, and those that people added between things that the graph still has."""
    held = effective(decisions)
    found = {(link.earlier, link.later): link for link in links}
    for pair, decision in held.items():
        level = level_of(pair[0])
        if pair not in found and level and set(pair) <= known:
            found[pair] = Succession(
                key=link_key(*pair), level=level, relation=decision.relation, earlier=pair[0], later=pair[1]
            )
    return tuple(_decided(link, held.get(pair)) for pair, link in found.items())


def _decided(link: Succession, decision: Decision | None) -> Succession:
    if decision is None:
        return link
    return replace(
        link,
        relation=decision.relation,  # also of what was rejected: that of the proposal may have been changed
        status=LinkStatus.REJECTED if decision.rejected else LinkStatus.ACCEPTED,
        reviewed_by=decision.reviewed_by,
        reviewed_at=decision.reviewed_at,
        comment=decision.comment,
    )


def append(store: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Add rows to the file: what stood in it stays as it is, and a reader sees the old whole or the new."""
    path = store / FILE
    before = path.read_text(encoding="utf-8") if path.exists() else sssom.head()
    write_whole(path, (before + ("" if before.endswith("\n") else "\n") + sssom.lines(rows)).encode())


def forget_absent(store: Path, known: Collection[Key]) -> int:
    """Take the rows out of the file that name a thing which nothing tells of any more, and give their number.

    The only way in which a row leaves the file.
    """
    rows = _rows(store / FILE)
    kept = [row for row in rows if all(sssom.key_in(row.get(end, "")) in known for end in ENDS)]
    if len(kept) < len(rows):
        write_whole(store / FILE, (sssom.head() + sssom.lines(kept)).encode())
    return len(rows) - len(kept)


def rows_of(decision: Decision, link: Succession | None, labels: Mapping[Key, str]) -> list[sssom.Row]:
    """A decision as rows: what the program had predicted, where it had, and what the person says."""
    level = level_of(decision.earlier)
    both = {
        "subject_id": sssom.PREFIX + decision.earlier,
        "subject_label": labels.get(decision.earlier, ""),
        "object_id": sssom.PREFIX + decision.later,
        "object_label": labels.get(decision.later, ""),
        "ext_level": level.value if level else "",
    }
    said = {
        **both,
        "predicate_id": sssom.predicate(decision.relation),
        "predicate_modifier": sssom.NOT if decision.rejected else "",
        "mapping_justification": sssom.CURATED,
        "reviewer_label": decision.reviewed_by,
        "mapping_date": decision.reviewed_at[:10],
        "comment": decision.comment,
        "ext_relation": decision.relation.value,
        "ext_reviewed_at": decision.reviewed_at,
    }
    if link is None or link.score is None or link.status is not LinkStatus.PROPOSED:
        return [said]
    predicted = {
        **both,
        "predicate_id": sssom.predicate(link.relation),
        "mapping_justification": sssom.PREDICTED,
        "confidence": str(link.score),
        "comment": "".join(link.reasons),
        "ext_relation": link.relation.value,
    }
    return [predicted, said]


def missing_rows(store: Path, other: Path) -> list[sssom.Row]:
    """The rows of another file that this store does not have yet."""
    own = [tuple(row.get(column, "") for column in sssom.COLUMNS) for row in _rows(store / FILE)]
    return [row for row in _rows(other) if tuple(row.get(column, "") for column in sssom.COLUMNS) not in own]


def _rows(path: Path) -> list[sssom.Row]:
    return sssom.read_rows(path.read_text(encoding="utf-8-sig")) if path.exists() else []


def _is_curated(row: Mapping[str, str]) -> bool:
    return row.get("mapping_justification") == sssom.CURATED


def _decision(row: Mapping[str, str]) -> Decision | None:
    """The decision of a curated row; None for a prediction and for what no decision can be read from."""
    earlier, later = (sssom.key_in(row.get(name, "")) for name in ("subject_id", "object_id"))
    relation = _relation(row)
    if not _is_curated(row) or relation is None or level_of(earlier) is None or level_of(later) is None:
        return None
    return Decision(
        earlier=earlier,
        later=later,
        relation=relation,
        rejected=row.get("predicate_modifier") == sssom.NOT,
        reviewed_by=row.get("reviewer_label", ""),
        reviewed_at=row.get("ext_reviewed_at") or row.get("mapping_date", ""),
        comment=row.get("comment", ""),
    )


def _relation(row: Mapping[str, str]) -> LinkRelation | None:
    """The relation that a row names, else the first that its predicate may stand for."""
    told = [one for one in LinkRelation if one.value == row.get("ext_relation")]
    meant = [one for one in LinkRelation if sssom.predicate(one) == row.get("predicate_id")]
    return next(iter((*told, *meant)), None)
