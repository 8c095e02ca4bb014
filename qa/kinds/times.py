"""When something happens: dates of the prose, each with the sentence that ties it to its initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.finding.nearest import members, pointed_at, ranked
from keikaku.qa.kinds.about import subjects
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.telling.found import Found
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cites, citing, first_of_each, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.world.world import World

LEAST = 0.6
SHOWN = 6
MOVING = frozenset(
    "動 動き 伴 伴う 始 変 変更 変わ 導入 更新 移行 廃止 実施 なんら 見込 見込ま 導入や 開設 改定 終了 着手 新規 起こ 開始 スタート 実施 導入 予定 行 行動 変化 進捗 start begin planned happen".split()
)
"""The stems of words that ask for anything that happens."""


# ---- reading -------------------------------------------------------------------------------------------------------


def read_when(reading: Reading) -> Understood | Declined | None:
    """The dated sentences that the words point at, else those of the initiative that they point at."""
    allowed = members(reading.world, scope(reading.recognised, reading.world, soft=False).condition)
    words = reading.topic
    if words and not reading.recognised.of("initiative"):
        near = pointed_at(ranked(reading.world, "occurrence", words, allowed), least=LEAST)
        if near:
            return Understood(
                query=q.WhenHappens(tuple(q.Named(one.of.key, one.of.text) for one in near[:SHOWN]))
            )
    about, rejected = subjects(reading)
    if not about:
        return None
    keys = {one.key for one in about}
    dated = [one for one in reading.world.texts("occurrence") if one.subject in keys]
    if not dated:
        what = "時期" if reading.language == "ja" else "date"
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="no_fact",
            about={"label": about[0].label, "what": what},
        )
    return Understood(
        query=q.WhenHappens(tuple(q.Named(one.key, one.text) for one in dated[:SHOWN])), rejected=rejected
    )


def read_moves(reading: Reading) -> Understood | None:
    """2026年度に動きがある取組: initiatives whose prose tells of something in that year."""
    years = reading.recognised.years
    if not years or any(word.stem not in MOVING for word in reading.topic):
        return None
    kept = tuple(m for m in reading.recognised.mentions if m.kind != "year")
    found = scope(type(reading.recognised)(text=reading.recognised.text, mentions=kept), reading.world)
    return Understood(
        query=q.ListInitiatives(q.AllOf((*found.condition.conditions, q.MovesIn(years[0])))),
        notes=found.notes,
    )


# ---- answering -----------------------------------------------------------------------------------------------------


class OccurrenceRow(NamedTuple):
    """A row of OCCURRENCES."""

    o: str
    text: str
    date: str
    start: str
    subject: str
    label: str | None
    place: int
    order: int | None
    evidence: Evidence


OCCURRENCES = """SELECT ?o ?text ?date ?start ?subject ?label ?place ?order
       $columns WHERE {
  VALUES ?o { $keys }
  ?o plan:text ?text ; plan:dateText ?date ; plan:startDate ?start ; plan:subject ?subject ; plan:order ?place .
  OPTIONAL { ?subject skos:prefLabel ?label } OPTIONAL { ?subject plan:order ?order }
  OPTIONAL { $cited }
} ORDER BY ?order ?subject ?place ?o ?ev"""


def answer_when(query: q.WhenHappens, world: World, language: q.Language) -> Found | Declined:
    """The date as the document writes it, and the whole sentence."""
    text = sparql.fill(OCCURRENCES, keys=sparql.iris(query.occurrences), **citing("?o"))
    rows = first_of_each(world.facts.rows(OccurrenceRow, text))
    subjects_ = tuple(dict.fromkeys(q.Named(row.subject, row.label or "") for row in rows))
    initiatives, _ = rows_of(subjects_, world)
    names = "、".join(dict.fromkeys(f"「{row.label}」" for row in rows if row.label))
    return Found(
        text=_text(rows, language),
        sparql=text,
        reading=f"{names}の時期" if language == "ja" else f"when: {names}",
        items=tuple(row.item for row in initiatives),
        citations=cites(row.evidence for row in rows),
    )


def _text(rows: Sequence[OccurrenceRow], language: q.Language) -> str:
    by_sentence: dict[str, list[str]] = {}
    for row in rows:
        by_sentence.setdefault(row.text, []).append(row.date)
    lines = []
    for sentence, dates in by_sentence.items():
        told = "、".join(dict.fromkeys(dates))
        lines.append(f"{told}: {sentence}" if language == "en" else f"{told}です。「{sentence}」")
    return "\n".join(lines)
