"""What is near to a question that no sentence tells for sure: the nearest passage whole, with who does it and its targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.passages import (
    CLOSE,
    FIGURES,
    TYPED,
    beside_it,
    value_in,
    whole_place,
    words_of,
)
from keikaku.qa.finding.place import place_of, shown, tells
from keikaku.qa.finding.written import telling
from keikaku.qa.kinds.cells import citations_of, told_cell
from keikaku.qa.kinds.facts.lines import absent_words, items_of, quotes, reading_of, untold_words
from keikaku.qa.kinds.facts.rows import rows_holding
from keikaku.qa.kinds.figures import targets
from keikaku.qa.kinds.passages import sources_of
from keikaku.qa.kinds.told_of import units_told
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.naming.attributes import says_who
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.telling.found import Found
from keikaku.qa.text.compact import compact
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.finding.sentences import Told
    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.query.facts import AskFacts
    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.rows import Row
    from keikaku.qa.world.world import World

NEAR_WORDS = ("近い記述（答えではありません）:", "The nearest passages (they are no answer):")
NONE_TELLS = (
    "お尋ねのことをはっきり述べた文は見つかりませんでした。",
    "No sentence was found that tells it outright.",
)
NEAREST = ("いちばん近い記述:", "The nearest passage:")


LIKELY = 0.42
"""The chance from which the nearest place is told as a part of the answer, and before one that passes words over: two in three
are right there."""


def answer_near(
    query: AskFacts, found: Sequence[Told], untold: Sequence[Ask], world: World, language: q.Language
) -> Found:
    """The place that likely tells it as a part of an answer; else the nearest passage, said to be none."""
    ordered = _ordered(query, found, world)
    place = place_of(query, ordered, world)
    if place and place.chance >= LIKELY and not says_who(query.text):
        whole = shown(place, query)
        lacking = _lacking(query, whole)
        missing = [ask for ask in _typed(query) if not tells(ask, whole, query)]
        asks = query.asks or asks_of(query.text)
        if not missing or len(missing) < len(asks):
            reasons = [ask for ask in asks if ask.kind == "why" and not tells(ask, whole, query)]
            return _clear(query, whole, (lacking, [*missing, *reasons]), world, language)
    return _related(query, ordered, untold, world, language)


def _typed(query: AskFacts) -> list[Ask]:
    """The dates, figures and sums that are asked."""
    return [ask for ask in query.asks or asks_of(query.text) if ask.kind in TYPED]


def _ordered(query: AskFacts, found: Sequence[Told], world: World) -> list[Told]:
    """Nearest first, and before others that are near what has a figure of what is counted; a plan's bare name last."""
    counted = [ask for ask in query.asks if ask.kind in FIGURES]
    near = [one for one in found if one.score >= CLOSE * found[0].score]
    able = [one for one in near if counted and all(value_in(one.text, ask, query) for ask in counted)]
    ordered = list(dict.fromkeys([*able, *found]))
    subjects = {one.key: one.subject for one in world.texts("passage")}
    return sorted(ordered, key=lambda one: _only_names(one, subjects, world))


def _only_names(one: Told, subjects: dict[str, str], world: World) -> bool:
    label = compact(world.lexicon.label(subjects.get(one.part.passage.key, "")))
    return bool(label) and label in one.text and len(one.text) <= len(label) + MARKS


MARKS = 6
"""Characters beside a name that make no sentence of it."""


def _clear(
    query: AskFacts,
    whole: Sequence[Told],
    without: tuple[tuple[str, ...], Sequence[Ask]],
    world: World,
    language: q.Language,
) -> Found:
    """The passage as a part of an answer: what of the words it lacks is told before it, what is asked and untold behind."""
    lacking, missing = without
    sparql, sources, about = sources_of([one.part.passage for one in whole], world)
    lines, citations = quotes(whole, sources, about, language)
    thing = about[whole[0].part.passage.key][0]
    rows, _ = rows_of([q.Named(thing, "")], world)
    around, cited = around_it(rows, world, language)
    untold = [untold_words(ask, language) for ask in missing]
    return Found(
        text="\n".join([*_not_there(lacking, language), NEAREST[language == "en"], *lines, *around, *untold]),
        sparql=sparql,
        reading=reading_of(query, language),
        items=items_of(rows, sources[whole[0].part.passage.key], lines[0]),
        citations=tuple(dict.fromkeys([*citations, *cited])),
        status=AnswerStatus.PARTIAL,
        unread=(*lacking, *(ask.head or ask.text for ask in missing)),
    )


def _lacking(query: AskFacts, told: Sequence[Told]) -> tuple[str, ...]:
    """The nouns of the question that the passage has not, nor its heading."""
    text = "".join(one.heading + one.text for one in told)
    return tuple(word.surface for word in telling(words_of(query)) if word.stem not in text)


def _not_there(lacking: Sequence[str], language: q.Language) -> list[str]:
    if not lacking:
        return []
    if language == "en":
        return [f"The nearest passage has no word of: {', '.join(lacking)}."]
    return [f"「{'」「'.join(lacking)}」は、次の記述にない言葉です。"]


def _related(
    query: AskFacts, found: Sequence[Told], untold: Sequence[Ask], world: World, language: q.Language
) -> Found:
    first = whole_place(found[0], found, world)
    near = [*first, *(one for one in beside_it(found) if one not in first)]
    sparql, sources, about = sources_of([one.part.passage for one in near], world)
    lines, citations = quotes(near, sources, about, language)
    said = absent_words(query.absent, language) + [untold_words(ask, language) for ask in untold]
    rows, cited_rows = _near_rows(query, world, language)
    initiatives, _ = rows_of([q.Named(about[near[0].part.passage.key][0], "")], world)
    around, cited = around_it(initiatives, world, language)
    own = len({one.part.passage.key for one in first})
    told = [*rows, *lines[:own], *around, *([] if rows else lines[own : own + 1])]
    head = [*dict.fromkeys(said or [NONE_TELLS[language == "en"]]), NEAR_WORDS[language == "en"]]
    return Found(
        text="\n".join([*head, *dict.fromkeys(told)]),
        sparql=sparql,
        reading=reading_of(query, language),
        citations=tuple(dict.fromkeys([*cited_rows, *citations, *cited])),
        status=AnswerStatus.RELATED,
        unread=tuple(query.absent),
    )


def answer_things(query: AskFacts, world: World, language: q.Language) -> Found:
    """Initiatives that hold a word of the question, where no sentence is near: said to be no answer."""
    rows, sparql = rows_of([q.Named(key, "") for key in query.within], world)
    said = absent_words(query.absent, language) + [untold_words(ask, language) for ask in query.asks]
    lines, cited = _near_rows(query, world, language)
    for row in rows:
        units = "、".join(units_told(row.item, world))
        lines.append(f"・{row.item.label}（{units}）" if units else f"・{row.item.label}")
    head = [*dict.fromkeys(said or [NONE_TELLS[language == "en"]]), NEAR_WORDS[language == "en"]]
    return Found(
        text="\n".join([*head, *lines]),
        sparql=sparql,
        reading=reading_of(query, language),
        citations=tuple(dict.fromkeys([*cited, *(row.citation for row in rows if row.citation)])),
        status=AnswerStatus.RELATED,
        unread=tuple(query.absent),
    )


def around_it(rows: Sequence[Row], world: World, language: q.Language) -> tuple[list[str], list[Citation]]:
    """Who does the initiative that a passage is about, and its targets."""
    lines: list[str] = []
    citations: list[Citation] = []
    for row in rows[:1]:
        units = "、".join(units_told(row.item, world))
        where = q.AllOf((q.TextHas(row.item.label, (row.item.iri,)),))
        aims = targets.answer_targets(q.ListTargets(where), world, language)
        if units:
            lines.append(f"担当: {units}" if language == "ja" else f"Responsible: {units}")
            citations += [row.citation] if row.citation else []
        if isinstance(aims, Found):
            lines += [
                f"目標: {item.label}" if language == "ja" else f"Target: {item.label}" for item in aims.items
            ]
            citations += aims.citations
    return lines, citations


def _near_rows(query: AskFacts, world: World, language: q.Language) -> tuple[list[str], list[Citation]]:
    """The figures of the rows of tables that hold every word."""
    cells = rows_holding(words_of(query), world)
    lines = [told_cell(cell, world.lexicon.label(cell.subject), language, by_value=False) for cell in cells]
    return lines, list(citations_of([q.Named(cell.key, cell.name) for cell in cells], world))
