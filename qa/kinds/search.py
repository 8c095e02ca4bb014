"""Everyday needs and open topics: initiatives nearest in words and meaning, best first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.finding.nearest import members, pointed_at, ranked, sought
from keikaku.qa.kinds.passages import best_told, nearest_parts, of_those, quoted, sources_of
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Rejected
from keikaku.qa.telling.describe import describe_condition
from keikaku.qa.telling.found import Found
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from keikaku.graph.search.index import Hit, SearchResult
    from keikaku.qa.finding.sentences import Told
    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.world import World

SHOWN = 5


# ---- reading -------------------------------------------------------------------------------------------------------


def read_search(reading: Reading) -> Understood | None:
    """What is near enough in words and meaning, within the scope; by words alone where there is no index."""
    if not reading.topic and not reading.recognised.of("theme", "field", "pillar"):
        return None
    found = scope(reading.recognised, reading.world, soft=False)
    parts = tuple(part for part in found.condition.conditions if not isinstance(part, q.WithTheme))
    condition = q.AllOf(parts)
    allowed = members(reading.world, condition)
    if of_those(reading):
        allowed = frozenset(reading.listed) & (allowed if allowed is not None else frozenset(reading.listed))
    if reading.world.search is not None:
        return _by_meaning(reading, condition, allowed)
    near = pointed_at(ranked(reading.world, "initiative", reading.topic, allowed), beside=0.8)[:SHOWN]
    if not near:
        return None
    hits = tuple(
        (q.Named(one.of.key, reading.world.lexicon.label(one.of.key)), round(one.score, 2)) for one in near
    )
    beside = nearest_parts(reading)
    return Understood(query=q.SearchInitiatives(reading.recognised.text, hits, condition, beside))


def _by_meaning(reading: Reading, condition: q.AllOf, allowed: frozenset[str] | None) -> Understood | None:
    """What lies above the cut, else what lies not far below it and concerns a theme that the question names."""
    text = sought(reading)
    result = reading.world.search.initiatives(text, allowed, SHOWN)
    kept = result.hits or _of_theme(reading, result)
    if not kept:
        return None
    rejected = tuple(
        Rejected(hit.label, "意味の近さが基準に届かない", hit.score)
        for hit in result.rejected
        if hit not in kept
    )
    told = best_told(reading)
    hits = _told_first(tuple((q.Named(hit.key, hit.label), hit.score) for hit in kept), told, reading)
    beside = nearest_parts(reading) or _of_the_first(hits, told, reading)
    other = tuple(dict.fromkeys(words for hit in kept for words in hit.widened))
    return Understood(query=q.SearchInitiatives(text, hits, condition, beside, other), rejected=rejected)


FAR_AHEAD = 1.3
"""A sentence this much nearer than those of other initiatives puts its own initiative first."""


def _subjects(reading: Reading) -> dict[str, str]:
    return {one.key: one.subject for one in reading.world.texts("passage")}


def _told_first(
    hits: tuple[tuple[q.Named, float], ...], told: tuple[Told, ...], reading: Reading
) -> tuple[tuple[q.Named, float], ...]:
    """The initiative whose own sentence is far nearer than any other stands first: its words tell it."""
    subjects = _subjects(reading)
    best = subjects.get(told[0].part.passage.key) if told else None
    other = next((one.score for one in told if subjects.get(one.part.passage.key) != best), 0.0)
    ahead = bool(told) and told[0].score >= FAR_AHEAD * other
    first = [hit for hit in hits if ahead and hit[0].key == best]
    return (*first, *(hit for hit in hits if hit not in first))


def _of_the_first(
    hits: tuple[tuple[q.Named, float], ...], told: tuple[Told, ...], reading: Reading
) -> tuple[q.Part, ...]:
    """The nearest sentence of the initiative that stands first."""
    subjects = _subjects(reading)
    return tuple(one.part for one in told if subjects.get(one.part.passage.key) == hits[0][0].key)[:1]


OF_THEME = 0.1
"""The chance that is enough for an initiative that concerns a theme of the question (戦争 is a word of 平和)."""


def _of_theme(reading: Reading, result: SearchResult) -> tuple[Hit, ...]:
    themes = {name for mention in reading.recognised.of("theme") for name in mention.themes}
    if not themes:
        return ()
    wanted = q.AllOf((q.AnyOf(tuple(q.WithTheme(q.Named(name, name)) for name in sorted(themes))),))
    of_theme = members(reading.world, wanted) or frozenset()
    return tuple(hit for hit in result.rejected if hit.key in of_theme and hit.chance >= OF_THEME)


# ---- answering -----------------------------------------------------------------------------------------------------


def answer_search(query: q.SearchInitiatives, world: World, language: q.Language) -> Found | Declined:
    """The hits with their details, best first."""
    rows, text = rows_of([one for one, _ in query.hits], world)
    by_key = {row.item.iri: row for row in rows}
    ordered = [(by_key[one.key], score) for one, score in query.hits if one.key in by_key]
    if not ordered:
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told", about={"topic": query.words})
    scope_words = (
        ""
        if not query.scope.conditions
        else describe_condition(query.scope, language) + ("のうち" if language == "ja" else ": ")
    )
    lines = [
        f"・{row.item.label}（{'、'.join((*row.item.departments, *row.item.sections)) or '担当の記載なし'}、{row.item.plan}）"
        for row, _ in ordered
    ]
    head = _head(query, len(ordered), language)
    told, sentences, cited = _beside(query, world, language)
    other = _in_other_words(query.widened, language)
    found = Found(
        text="\n".join([head, *lines, *other, *sentences]),
        sparql="\n\n".join([text, *told]),
        reading=f"{scope_words}「{query.words}」に言葉と意味が近い施策"
        if language == "ja"
        else f"{scope_words}initiatives near “{query.words}” in words and meaning",
        items=tuple(replace(row.item, score=score) for row, score in ordered),
        citations=tuple(dict.fromkeys([*(row.citation for row, _ in ordered if row.citation), *cited])),
    )
    return _no_answer(found, language) if query.beyond else found


def _no_answer(found: Found, language: q.Language) -> Found:
    """What is near, said to be no answer: no items, and a question on each of the nearest."""
    asking = "「{}」の内容は？" if language == "ja" else "What is 「{}」?"
    return replace(
        found,
        items=(),
        citations=found.citations[:SHOWN],
        status=AnswerStatus.RELATED,
        suggestions=tuple(asking.format(item.label) for item in found.items[:SUGGESTED]),
    )


SUGGESTED = 3
LIKELY = 0.4
"""From this score on (a chance of .6) the first concerns what was asked; below it is only near."""
HEADS = {
    True: ("関係が深いとみられる施策は次の{}件です（近い順）。", "The {} nearest initiatives, best first:"),
    False: (
        "はっきり当てはまる施策は見つかりませんでした。近い施策は次の{}件です（近い順）。",
        "No initiative clearly fits. The {} nearest ones, best first:",
    ),
}
"""By whether the first is likely."""
NO_ANSWER = (
    "お尋ねのことに答える記述は見つかりませんでした。\n近い施策（答えではありません）:",
    "Nothing was found that answers what is asked.\nThe nearest initiatives (they are no answer):",
)


def _head(query: q.SearchInitiatives, number: int, language: q.Language) -> str:
    """That these are the answer, or that they are none."""
    if not query.beyond:
        return HEADS[query.hits[0][1] >= LIKELY][language == "en"].format(number)
    return NO_ANSWER[language == "en"]


def _in_other_words(widened: tuple[str, ...], language: q.Language) -> list[str]:
    if not widened:
        return []
    return [
        f"言い換えた言葉: {'、'.join(widened)}"
        if language == "ja"
        else f"In other words: {', '.join(widened)}"
    ]


def _beside(
    query: q.SearchInitiatives, world: World, language: q.Language
) -> tuple[list[str], list[str], list[Citation]]:
    """The sentences nearest to the question: their queries, their lines, and their citations."""
    queries: list[str] = []
    lines: list[str] = []
    citations: list[Citation] = []
    for part in query.told:
        text, sources, about = sources_of([part.passage], world)
        words, cites = quoted([part], sources)
        place = about[part.passage.key][1] or part.passage.label.rpartition("\n")[2]
        queries.append(text)
        lines.append(
            f"近い記述: 「{words}」（{place}）" if language == "ja" else f"Nearest passage: {words} ({place})"
        )
        citations += cites
    return queries, lines, citations
