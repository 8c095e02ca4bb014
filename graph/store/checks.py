"""The state of a published graph: its shapes, what became of every character, what to look at."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from keikaku.graph.store.publish import line_uses, problems, told_of_documents
from keikaku.graph.store.shapes import Violation, violations
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.facts import LineUse, Problem
from keikaku.ontology.model.parts import parts_of, place

USES = {
    "fact": "事実",
    "passage": "見出しの下の文章",
    "leftover": "残り",
    "furniture": "ページ番号などの飾り",
}
"""What a line can be used for, in the words of the report."""

COUNTS = {
    "文書": "plan:Document",
    "計画": "plan:Plan",
    "体系": "plan:Pillar",
    "分野": "plan:Field",
    "施策": "plan:Initiative",
    "部": "plan:Department",
    "課・室": "plan:Section",
    "目標指標": "plan:Target",
    "実績値・目標値": "plan:Observation",
    "表の値": "plan:Attribute",
    "計画の関係": "plan:Relation",
    "後継（候補を含む）": "plan:Succession",
    "箇所": "plan:Passage",
    "よくある質問": "plan:FaqEntry",
    "人手訂正": "plan:Correction",
}


class Count(NamedTuple):
    """A row of COUNT."""

    n: int


class DocumentRow(NamedTuple):
    """A row of DOCUMENTS."""

    document: str
    file: str
    label: str
    characters: int
    parts: str | None


class Idle(NamedTuple):
    """A row of IDLE."""

    label: str


class Waiting(NamedTuple):
    """A row of WAITING."""

    place: str
    property: str


class PerDocument(NamedTuple):
    """A row of INITIATIVES and WITHOUT_UNIT."""

    document: str
    n: int


class Unassigned(NamedTuple):
    """A row of UNASSIGNED."""

    plan: str
    n: int


COUNT = "SELECT (COUNT(?thing) AS ?n) { ?thing a $class }"
DOCUMENTS = """
SELECT ?document ?file ?label ?characters ?parts {
  ?document a plan:Document ; plan:file ?file ; skos:prefLabel ?label ; plan:characters ?characters .
  OPTIONAL { ?document plan:parts ?parts }
}"""
PLACES_AT_MOST = 10
IDLE = """
SELECT ?label {
  ?unit a plan:Department ; skos:prefLabel ?label . FILTER NOT EXISTS { ?i plan:department ?unit }
} ORDER BY ?label"""
WAITING = """
SELECT ?place ?property {
  ?correction a plan:Correction ; plan:inForce false ; plan:correctedPlace ?place ;
    plan:correctedProperty ?property .
} ORDER BY ?place ?property"""
INITIATIVES = """
SELECT ?document (COUNT(DISTINCT ?i) AS ?n) {
  ?i a plan:Initiative ; plan:evidence/plan:document ?document .
} GROUP BY ?document"""
WITHOUT_UNIT = """
SELECT ?document (COUNT(DISTINCT ?i) AS ?n) {
  ?i a plan:Initiative ; plan:wholeCity false ; plan:evidence/plan:document ?document .
  FILTER NOT EXISTS { ?i plan:responsibleUnit ?unit }
} GROUP BY ?document"""
UNASSIGNED = """
SELECT ?plan (COUNT(?i) AS ?n) {
  ?i a plan:Initiative ; plan:wholeCity false ; plan:inPlan/skos:prefLabel ?plan .
  FILTER NOT EXISTS { ?i plan:responsibleUnit ?unit }
} GROUP BY ?plan ORDER BY ?plan"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many characters of a document (white space aside) became what; `lost` must be 0."""

    file: str
    label: str
    characters: int
    fact: int
    passage: int
    leftover: int
    furniture: int
    lost: int
    initiatives: int = 0
    without_unit: int = 0  # of the initiatives, those that nobody is named for
    unread: int = 0  # lines and rows that seem to tell something and of which nothing was made
    leftover_places: tuple[str, ...] = ()  # where what is left over stands, the first of them

    def share(self, use: str) -> float:
        """The percentage of a use, with one decimal."""
        count: int = getattr(self, use)
        return round(100 * count / self.characters, 1) if self.characters else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What `check` tells."""

    data_version: str
    counts: dict[str, int]
    violations: tuple[Violation, ...]
    documents: tuple[Coverage, ...]
    departments_without_initiatives: tuple[str, ...]
    initiatives_without_unit: dict[str, int]
    problems: tuple[Problem, ...]
    corrections_waiting: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The whole report on one line, with the percentages beside the characters."""
        told = asdict(self)
        told["documents"] = [
            {**asdict(one), "percent": {use: one.share(use) for use in USES}} for one in self.documents
        ]
        return json.dumps({"conforms": not self.violations, **told}, ensure_ascii=False)

    def to_text(self) -> str:
        """The report for people."""
        return "\n".join(
            (
                f"データ版 {self.data_version}: " + "、".join(f"{k}{n}" for k, n in self.counts.items() if n),
                *_told_violations(self.violations),
                *(line for one in self.documents for line in _told_coverage(one)),
                *_told_gaps(self),
                *(_told_problem(one) for one in self.problems),
            )
        )


def check(snapshot: Snapshot) -> CheckReport:
    """Check the graph against its shapes and tell how each document was read."""
    return CheckReport(
        data_version=snapshot.data_version,
        counts={name: count_of(snapshot, name) for name in COUNTS},
        violations=violations(snapshot.quads()),
        documents=coverages(snapshot),
        departments_without_initiatives=tuple(row.label for row in snapshot.rows(Idle, IDLE)),
        initiatives_without_unit=dict(snapshot.rows(Unassigned, UNASSIGNED)),
        problems=warnings(snapshot),
        corrections_waiting=tuple(
            f"{row.place}（{row.property}）" for row in snapshot.rows(Waiting, WAITING)
        ),
    )


def coverages(snapshot: Snapshot) -> tuple[Coverage, ...]:
    """What became of the characters of each document, by file name."""
    told = {one["document"]: one for one in told_of_documents(snapshot)}
    rows = sorted(snapshot.rows(DocumentRow, DOCUMENTS), key=lambda row: (row.file, row.document))
    initiatives: dict[str, int] = dict(snapshot.rows(PerDocument, INITIATIVES))
    unassigned: dict[str, int] = dict(snapshot.rows(PerDocument, WITHOUT_UNIT))
    return tuple(
        replace(
            _coverage(row, line_uses(of)),
            initiatives=initiatives.get(row.document, 0),
            without_unit=unassigned.get(row.document, 0),
            unread=sum(problem.unread for problem in problems(of)),
        )
        for row in rows
        for of in (told[snapshot.key(row.document)],)
    )


def warnings(snapshot: Snapshot) -> tuple[Problem, ...]:
    """What a person should look at in the documents."""
    return tuple(problem for one in told_of_documents(snapshot) for problem in problems(one))


def count_of(snapshot: Snapshot, name: str) -> int:
    """How many things of a kind, by its name in COUNTS, a version holds."""
    return snapshot.rows(Count, COUNT.replace("$class", COUNTS[name]))[0].n


def _coverage(row: DocumentRow, uses: Sequence[LineUse]) -> Coverage:
    parts = parts_of(row.parts or "[]")
    left = {use.line for use in uses if use.use == "leftover"}
    begins = sorted(line for line in left if line - 1 not in left)
    places = tuple(place(parts, line) or f"{line}行目" for line in begins[:PLACES_AT_MOST])
    more = (f"ほか{len(begins) - PLACES_AT_MOST}か所",) if len(begins) > PLACES_AT_MOST else ()
    count: Counter[str] = Counter()
    for use in uses:
        count[use.use] += use.characters
    return Coverage(
        file=row.file,
        label=row.label,
        characters=row.characters,
        lost=row.characters - count.total(),
        leftover_places=(*places, *more),
        **{use: count[use] for use in USES},
    )


def _told_violations(found: tuple[Violation, ...]) -> list[str]:
    if not found:
        return ["SHACL: 問題はありません"]
    return [
        f"SHACL: {len(found)}件の問題があります。文書を確かめて build をもう一度実行してください。",
        *(f"  {violation}" for violation in found),
    ]


def _told_coverage(one: Coverage) -> list[str]:
    shares = "、".join(f"{name} {getattr(one, use)}字（{one.share(use)}%）" for use, name in USES.items())
    lost = f"。{one.lost}字がどこにも入っていません" if one.lost else ""
    left = [f"  様式に当てはまらないところ: {'、'.join(one.leftover_places)}"] if one.leftover_places else []
    counted = f"  {counted_initiatives(one.initiatives, one.without_unit, one.unread)}"
    return [f"{one.file}「{one.label}」 {one.characters}字", counted, f"  {shares}{lost}", *left]


def counted_initiatives(initiatives: int, without_unit: int, unread: int) -> str:
    """What was read of a document, counted in what people look for.

    >>> counted_initiatives(3, 1, 2), counted_initiatives(0, 0, 0)
    ('施策3件（うち担当のない施策1件）、読めなかった行2行', '施策0件')
    """
    alone = f"（うち担当のない施策{without_unit:,}件）" if without_unit else ""
    lines = f"、読めなかった行{unread:,}行" if unread else ""
    return f"施策{initiatives:,}件{alone}{lines}"


def _told_gaps(report: CheckReport) -> list[str]:
    idle, unassigned = report.departments_without_initiatives, report.initiatives_without_unit
    found = [f"担当する施策のない部: {'、'.join(idle)}"] if idle else []
    named = "、".join(f"「{plan}」{count}件" for plan, count in unassigned.items())
    waiting = "、".join(report.corrections_waiting)
    return [
        *found,
        *([f"担当が書かれていない施策: {named}"] if unassigned else []),
        *(
            [f"対象が見つからない人手訂正: {waiting}。文書か訂正のファイルを直してください。"]
            if waiting
            else []
        ),
    ]


def _told_problem(problem: Problem) -> str:
    if problem.message.startswith(problem.file):
        return problem.message
    place = f" {problem.line}行目" if problem.line else ""
    return f"{problem.file}{place}: {problem.message}"
