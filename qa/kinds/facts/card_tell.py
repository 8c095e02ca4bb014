"""A card in words: each attribute that is asked with what is written of it, and for the others that it is not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.own_rows import own_sentences, telling
from keikaku.qa.finding.passages import value_in
from keikaku.qa.kinds import cells, told_of
from keikaku.qa.kinds.facts.card_plan import prose_sentences, told_of_plan
from keikaku.qa.kinds.facts.lines import absent_words, line, untold_words
from keikaku.qa.kinds.facts.near_tell import NEAR_WORDS, around_it
from keikaku.qa.kinds.facts.said import contradicted
from keikaku.qa.kinds.facts.tell import answer_facts
from keikaku.qa.kinds.figures import targets
from keikaku.qa.naming.asks import says
from keikaku.qa.query.card import AskCard
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.telling.found import Found
from keikaku.qa.text.compact import compact
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.world import World

UNWRITTEN = {
    "unit": (
        "「{label}」の担当{asked}は書かれていません。",
        "No responsible department of “{label}” is written.",
    ),
    "target": ("「{label}」の目標・指標{asked}は書かれていません。", "No target of “{label}” is written."),
    "baseline": ("「{label}」の基準値{asked}は書かれていません。", "No baseline of “{label}” is written."),
    "result": ("「{label}」の実績{asked}は書かれていません。", "No actual figure of “{label}” is written."),
}
"""What is said where the graph has none of it."""
LINKS = {link.value: link for link in q.PlanLink}
"""What is asked of a plan."""


def answer_card(query: AskCard, world: World, language: q.Language) -> Found | Declined:
    """Each attribute in the question's order; partial where one is not written, declined where none is."""
    parts = [*_cells(query, world, language), *(_part(ask, query, world, language) for ask in query.asks)]
    told = [part for part in parts if part.status is not AnswerStatus.NOT_IN_DOCUMENTS]
    if not told:
        return _untold(query, parts, world, language)
    lines = dict.fromkeys(line for part in parts for line in part.text.split("\n"))
    lines |= dict.fromkeys([*_put_right(query, told, language), *absent_words(query.absent, language)])
    items = {item.iri: item for part in told for item in part.items if item.type == "Initiative"}
    whole = (
        query.sure
        and not query.absent
        and len(told) == len(parts)
        and all(part.status is None for part in told)
    )
    label = query.subject.label
    return Found(
        text="\n".join(lines),
        sparql="\n\n".join(dict.fromkeys(part.sparql for part in told if part.sparql)),
        reading=f"「{label}」について聞かれたこと" if language == "ja" else f"what is asked of “{label}”",
        items=tuple(items.values()) or told[0].items,
        citations=tuple(dict.fromkeys(one for part in told for one in part.citations)),
        status=None if whole else AnswerStatus.PARTIAL,
        unread=tuple(dict.fromkeys((*query.absent, *(word for part in parts for word in part.unread)))),
        parts=tuple(parts) if len(parts) > 1 else (),
    )


def _untold(query: AskCard, parts: Sequence[Found], world: World, language: q.Language) -> Found | Declined:
    """Nothing that is asked is written: what the row of the thing says is near, and no answer."""
    own = _row(None, query, world, language)
    if own is None:
        what = "・".join(ask.text for ask in query.asks)
        about = {"label": query.subject.label, "what": what}
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="no_fact", about=about)
    rows, sparql = rows_of([query.subject], world)
    around, cited = around_it(rows, world, language)
    said = dict.fromkeys(part.text for part in parts)
    return Found(
        text="\n".join([*said, NEAR_WORDS[language == "en"], own.text, *around]),
        sparql=sparql,
        reading=query.subject.label,
        citations=tuple(dict.fromkeys([*own.citations, *cited])),
        status=AnswerStatus.RELATED,
        unread=tuple(word for part in parts for word in part.unread),
    )


def _cells(query: AskCard, world: World, language: q.Language) -> list[Found]:
    """The cells of its row whose heads are asked."""
    if not query.cells:
        return []
    found = cells.answer_cells(q.AskCells((query.subject,), query.cells), world, language)
    asked = "・".join(cell.label for cell in query.cells)
    return [replace(found, asked=asked)] if isinstance(found, Found) else []


def _put_right(query: AskCard, told: Sequence[Found], language: q.Language) -> list[str]:
    """The figures that the question says, where another of the same unit is written."""
    written = compact("\n".join(part.text for part in told))
    wrong = contradicted(query.claims, written)
    if not wrong:
        return []
    if language == "en":
        return [f"{', '.join(wrong)} is not what is written."]
    return [f"「{'」「'.join(wrong)}」とは書かれていません。"]


def _part(ask: Ask, query: AskCard, world: World, language: q.Language) -> Found:
    """What is written of one attribute, as an answer of its own."""
    match ask.kind:
        case "unit":
            found = _unit(query, world, language)
        case "target":
            found = _target(ask, query, world, language)
        case "baseline":
            found = _said_as("BASELINE", query, world, language)
        case "result":
            found = _said_as("SAYS_RESULT", query, world, language)
        case kind if kind in LINKS:
            found = told_of_plan(query.subject, LINKS[kind], world, language)
        case _:
            found = _prose(ask, query, world, language)
    if isinstance(found, Found):
        return replace(found, asked=ask.segment.strip())
    return Found(
        text=_unwritten(ask, query, language),
        sparql="",
        reading="",
        status=AnswerStatus.NOT_IN_DOCUMENTS,
        unread=(ask.head or ask.text,),
        asked=ask.segment.strip(),
    )


def _unwritten(ask: Ask, query: AskCard, language: q.Language) -> str:
    if ask.kind in LINKS:
        told = (
            "「{}」の「{}」は書かれていません。"
            if language == "ja"
            else "“{1}” of “{0}” is not written in the documents."
        )
        return told.format(query.subject.label, ask.text)
    if ask.kind not in UNWRITTEN:
        return untold_words(ask, language)
    told = UNWRITTEN[ask.kind][language == "en"]
    asked = f"（「{ask.text}」）" if ask.text not in told else ""
    return told.format(label=query.subject.label, asked=asked)


def _unit(query: AskCard, world: World, language: q.Language) -> Found | Declined:
    """Who is responsible, and that it is none of those of which the question says so."""
    found = told_of.answer_who(q.WhoIsResponsible((query.subject,)), world, language)
    if not isinstance(found, Found):
        return found
    units = {unit for item in found.items for unit in (*item.departments, *item.sections)}
    others = [unit for unit in query.said if not any(unit in own or own in unit for own in units)]
    if not others or units == {"全庁"}:
        return found
    told = (
        f"ご質問の{'、'.join(others)}ではありません。"
        if language == "ja"
        else f"It is not {', '.join(others)}."
    )
    return replace(found, text=f"{found.text}{told}" if language == "ja" else f"{found.text} {told}")


def _target(ask: Ask, query: AskCard, world: World, language: q.Language) -> Found | Declined:
    """The targets; where so many of something are asked and none counts it, that too."""
    found = _targets(query, world, language)
    if not isinstance(found, Found) or not ask.counter or _counting(ask, query, world, language):
        return found
    missing = _unwritten(replace(ask, text=f"何{ask.counter}"), query, language)
    return replace(
        found,
        text=f"{found.text}\n{missing}",
        status=AnswerStatus.PARTIAL,
        unread=(f"何{ask.counter}",),
    )


def _targets(query: AskCard, world: World, language: q.Language) -> Found | Declined:
    where = q.AllOf((q.TextHas(query.subject.label, (query.subject.key,)),))
    return targets.answer_targets(q.ListTargets(where), world, language)


def _counting(ask: Ask, query: AskCard, world: World, language: q.Language) -> Found | None:
    """The targets, where one of them is a figure of what is counted."""
    found = _targets(query, world, language)
    counting = replace(ask, kind="money" if ask.counter == "円" else "count")
    facts = _facts(query, ask)
    items = found.items if isinstance(found, Found) else ()
    told = any(value_in(compact(item.label), counting, facts) is not None for item in items)
    return found if told and isinstance(found, Found) else None


def _said_as(concept: str, query: AskCard, world: World, language: q.Language) -> Found | Declined:
    """What a target starts from, or what was reached: the targets, or the thing's own rows, that say so."""
    found = _targets(query, world, language)
    if isinstance(found, Found) and any(says(concept, item.label) for item in found.items):
        return found
    told = (*own_sentences(query.subject.key, world), *prose_sentences(query.subject.key, world))
    own = [one for one in told if says(concept, compact(one[0])) and re.search("[0-9０-９]", one[0])]
    untold = Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told")
    return (_row(own[0], query, world, language) if own else None) or untold


def _prose(ask: Ask, query: AskCard, world: World, language: q.Language) -> Found | Declined:
    """The sentences of the thing's own prose or rows that tell it; its beginning where only what it is is asked."""
    if ask.kind == "what":
        found = told_of.answer_what(q.WhatItSays((query.subject,)), world, language)
        return found if isinstance(found, Found) else _row(None, query, world, language) or found
    facts = _facts(query, ask)
    if ask.kind in {"count", "money"} and (
        aim := _counting(replace(ask, counter=ask.counter or "円"), query, world, language)
    ):
        return aim
    found = answer_facts(facts, world, language)
    if isinstance(found, Found) and _tells(found, ask):
        return found
    untold = Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told")
    told = telling(ask, facts, world)
    return (_row(told, query, world, language) if told else None) or untold


def _tells(found: Found, ask: Ask) -> bool:
    """True for more than what is near; of なぜ only where a reason is given."""
    reason = ask.kind != "why" or bool(says("REASON", found.text))
    return found.status is not AnswerStatus.RELATED and reason


def _row(
    told: tuple[str, Citation] | None, query: AskCard, world: World, language: q.Language
) -> Found | None:
    """A sentence of the row that the thing stands in; all of the row where no ask chooses."""
    own = own_sentences(query.subject.key, world) if told is None else (told,)
    if not own:
        return None
    lines = [line(text, query.subject.label, language) for text, _ in own]
    return Found(
        text="\n".join(lines), sparql="", reading="", citations=tuple(dict.fromkeys(c for _, c in own))
    )


def _facts(query: AskCard, ask: Ask) -> AskFacts:
    return AskFacts(
        text=query.text,
        words=query.words,
        asks=(ask,),
        within=(query.subject.key,),
        language=query.language,
    )
