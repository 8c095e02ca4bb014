"""Facts of the prose as answers: what is asked first, the sentence that tells it, and what no sentence tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.finding.passages import chosen, nearest, value_in
from keikaku.qa.kinds.facts.lines import absent_words, items_of, quotes, reading_of, untold_words
from keikaku.qa.kinds.facts.near_tell import answer_near, answer_things
from keikaku.qa.kinds.facts.said import unsaid_figures
from keikaku.qa.kinds.passages import sources_of
from keikaku.qa.kinds.told_of import units_told
from keikaku.qa.naming.asks import says
from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.telling.found import Found
from keikaku.qa.text.compact import compact
from keikaku.qa.world.compile import fill, iri
from keikaku.qa.world.rows import Evidence, cite, citing, first_of_each, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.finding.passages import Chosen
    from keikaku.qa.finding.sentences import Told
    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.query.facts import AskFacts
    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.rows import Row
    from keikaku.qa.world.world import World

COUNTED = re.compile(r"([0-9][0-9,]*)(?:の)?(?:人|名|団体|社|件|校|台|回|課|か所)")


def answer_facts(query: AskFacts, world: World, language: q.Language) -> Found | Declined:
    """The sentences that tell it; what of the question they do not tell is said."""
    found = nearest(query, world)
    reading = reading_of(query, language)
    if not found and query.within and not (query.sure or query.asks):
        return answer_things(query, world, language)
    if not found:
        topic = "・".join(surface for surface, _, _ in query.words) or query.text
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told", about={"topic": topic})
    if not query.sure:
        return answer_near(query, found, query.asks, world, language)
    told = chosen(query, found, world)
    sparql, sources, about = sources_of([one.part.passage for one in told.parts], world)
    best = told.parts[0].part.passage.key
    rows, _ = rows_of([q.Named(about[best][0], "")], world)
    units = _unit_lines(query, rows, world, language)
    untold = tuple(ask for ask in told.untold if not (ask.kind == "unit" and units))
    nothing = query.asks and len(untold) == len(query.asks) and not units
    if nothing and all(ask.kind not in {"who", "where", "what"} for ask in untold):
        return answer_near(query, found, untold, world, language)
    lines, citations = quotes(told.parts, sources, about, language)
    targets, cited_targets = _targets(untold, query, about[best][0], world)
    untold = tuple(ask for ask in untold if not targets or ask.kind != "count")
    opening = [
        *_sum(query, told),
        *_verdict(query, told.parts, language),
        *_lead(query, told, language),
        *units,
    ]
    missing = [untold_words(ask, language) for ask in untold] + absent_words(query.absent, language)
    return Found(
        text="\n".join([*opening, *lines, *targets, *missing]),
        sparql=sparql,
        reading=reading,
        items=items_of(rows, sources[best], lines[0]),
        citations=tuple(
            dict.fromkeys(
                [*citations, *cited_targets, *(row.citation for row in rows if units and row.citation)]
            )
        ),
        status=AnswerStatus.PARTIAL if untold or query.absent else None,
        unread=(*(ask.head or ask.text for ask in untold), *query.absent),
    )


def _reading(query: AskFacts, language: q.Language) -> str:
    words = "・".join(surface for surface, _, _ in query.words)
    return f"「{words}」を述べた文" if language == "ja" else f"the sentences about {words}"


class TargetRow(NamedTuple):
    """A row of TARGETS."""

    t: str
    text: str
    evidence: Evidence


TARGETS = """SELECT ?t ?text $columns WHERE {
  ?t a plan:Target ; plan:subject $subject ; plan:text ?text . OPTIONAL { $cited }
} ORDER BY ?t ?ev"""


def _targets(
    untold: Sequence[Ask], query: AskFacts, subject: str, world: World
) -> tuple[list[str], list[Citation]]:
    """How many is the target: where the sentence does not tell it, the thing's own targets may."""
    asks = [ask for ask in untold if ask.kind == "count"]
    if not asks:
        return [], []
    query_of = fill(TARGETS, subject=iri(subject), **citing("?t"))
    rows = first_of_each(world.facts.rows(TargetRow, query_of))
    told = [row for row in rows if any(value_in(compact(row.text), ask, query) is not None for ask in asks)]
    return [f"目標: {row.text}" for row in told], [one for row in told if (one := cite(row.evidence))]


def _sum(query: AskFacts, told: Chosen) -> list[str]:
    """合わせると: the two figures of the sentence, added up, where it tells exactly two."""
    if not query.adds or not query.asks:
        return []
    figures = COUNTED.findall(told.parts[0].text)
    if len(figures) != 2:
        return []
    first, second = (float(figure.replace(",", "")) for figure in figures)
    ja = query.language == "ja"
    return [
        f"合わせて{first + second:g}です（{first:g}＋{second:g}）。"
        if ja
        else f"Together {first + second:g} ({first:g} + {second:g})."
    ]


def _lead(query: AskFacts, told: Chosen, language: q.Language) -> list[str]:
    """What is asked for, where the sentence tells exactly one."""
    values = [value for ask, value in told.values if value]
    if not values or len(values) != len(query.asks):
        return []
    joined = "、".join(dict.fromkeys(values))
    return [f"{joined}です。"] if language == "ja" else [f"The documents tell: 「{joined}」."]


def _unit_lines(query: AskFacts, rows: Sequence[Row], world: World, language: q.Language) -> list[str]:
    """Who is responsible, of the initiative that the sentence is of, where that is asked."""
    if not any(ask.kind == "unit" for ask in query.asks):
        return []
    told = [(row.item, "、".join(units_told(row.item, world))) for row in rows]
    if language == "en":
        return [f"「{units}」 is responsible for 「{item.label}」." for item, units in told if units]
    return [f"「{item.label}」の担当は{units}です。" for item, units in told if units]


def _verdict(query: AskFacts, parts: Sequence[Told], language: q.Language) -> list[str]:
    """Yes or no only as far as it is written: a word that is asked and does not stand there is told."""
    if not query.whether:
        return []
    text = "".join(one.heading + one.text for one in parts)
    over = says("CEASED", text)
    if over and says("STILL", query.text):
        return [
            f"いいえ、「{over[0]}」と書かれています。"
            if language == "ja"
            else f"No: 「{over[0]}」 is what is written."
        ]
    if language == "en":
        return []
    absent = [*unsaid_figures(query.text, text), *_absent(query, text)]
    if absent:
        return [f"「{'」「'.join(absent)}」とは書かれていません。書かれているのは次のとおりです。"]
    if len(query.words) > 1 and all(stem in text for _, stem, _ in query.words):
        return ["はい、次のように書かれています。"]
    return []


def _absent(query: AskFacts, text: str) -> list[str]:
    """Of the last words of the question, and of those that say all or only, which the sentence lacks."""
    last = [
        surface
        for surface, stem, _ in query.words[-2:]
        if len(stem) > 1 and stem not in text and surface[:3] not in text
    ]
    said = re.sub("[どそこあ]れ(?:だけ|のみ)", "", query.text)
    universal = [word for word in says("UNIVERSAL", said) if word not in text]
    return list(dict.fromkeys([*universal[:1], *last]))
