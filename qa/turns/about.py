"""What a turn asks of things that it does not name: an attribute alone, or words that stand in their own passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.written import telling
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.naming.spelling import only_asks
from keikaku.qa.text.compact import compact
from keikaku.qa.text.words import content_words
from keikaku.qa.turns.turn import BESIDE, Resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.naming.spans import Span
    from keikaku.qa.telling.answer import Item
    from keikaku.qa.text.words import Word
    from keikaku.qa.turns.turn import Turn
    from keikaku.qa.world.world import World

ATTRIBUTES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("target", ("TARGET",), ("COUNT", "HOW_MUCH", "BAND", "AT_LEAST", "AT_MOST", "NUMERIC")),
    ("who", ("RESPONSIBLE", "UNIT"), ("AXIS_DEPARTMENT", "AXIS_SECTION", "SUM")),
    ("who", ("AXIS_DEPARTMENT", "AXIS_SECTION"), ()),
    ("when", ("WHEN", "DATED_IN"), ("REACHED", "RESPONSIBLE")),
    ("where", ("AXIS_PILLAR", "AXIS_FIELD"), ("AXIS_PLAN",)),
    ("what", ("CONTENT",), ()),
)
"""What may be asked of an initiative: the words that ask it, and those that may stand beside them."""
ELSEWHERE = frozenset({"where", "what", "why", "extent"})
PLAIN = frozenset({"どこ", "どこの", "何", "どの", "なに", "where", "which", "what"})
"""Words of asking that ask for nothing but the attribute beside them."""
SOLID = 2
"""So many characters of a longer noun say what it is of; a shorter one says nothing by itself."""
SUBJECTS = frozenset({"Initiative", "Target"})
UNNAMED = frozenset({"Passage", "Mission"})
SAYING = "はがをもにでと"
"""Particles that go on from の, as in 2番目のは."""


def asked_of(turn: Turn, things: Sequence[Item], start: int, end: int) -> Resolved | None:
    """What the turn asks of the things, whose reference stands between the places."""
    held = [span for span in turn.ledger.spans if span.start < end and start < span.end]
    subjects = subjects_of(things, turn.world)
    attribute = attribute_of(turn, held)
    note = _note(turn.text[start:end], things)
    if attribute is None and turn.accounted(held, BESIDE):
        if all(thing.type == "Target" for thing in things):
            return Resolved(query=_of_targets(things, subjects), notes=note)
        attribute = _before(turn.left.query)
    elif all(thing.type == "Target" for thing in things) and _of_the_target(turn, held, things):
        return Resolved(query=_of_targets(things, subjects), notes=note)
    if attribute and subjects and (query := query_of(attribute, subjects, turn.world)):
        return Resolved(query=query, notes=note)
    if len(things) != 1:
        return None
    return filled(turn, things[0], start, end)


def _note(words: str, things: Sequence[Item]) -> tuple[str, ...]:
    return (f"「{words}」は{'、'.join(f'「{one.label}」' for one in things)}と読みました",) if words else ()


def _of_the_target(turn: Turn, held: Sequence[Span], things: Sequence[Item]) -> bool:
    """1番目は何件以上, 3番目は何次改定: what the words of a target tell by themselves."""
    if attribute_of(turn, held) not in {None, "target"} or not asks_of(turn.text):
        return False
    label = compact("".join(one.label for one in things))
    rest = "".join(span.text for span in turn.ledger.spans if span not in held)
    return all(word.stem in label for word in nouns_of(rest))


def nouns_of(text: str) -> list[Word]:
    """The words of a text that say what it is about."""
    words = [word for word in telling(content_words(text)) if not only_asks(word.surface)]
    return [word for word in words if len(word.surface) >= SOLID]


def _of_targets(things: Sequence[Item], subjects: Sequence[q.Named]) -> q.ListTargets:
    where = q.TextHas("・".join(one.label for one in subjects), tuple(one.key for one in subjects))
    return q.ListTargets(q.AllOf((where,)), tuple(q.Named(one.iri, one.label) for one in things))


def attribute_of(turn: Turn, held: Sequence[Span] = ()) -> str | None:
    """担当は, 目標は何台, いつから: what is asked, where nothing else is said."""
    asks = asks_of(turn.text)
    how = turn.ledger.says("HOW") and not turn.slots
    elsewhere = any(ask.kind in ELSEWHERE and ask.text not in PLAIN for ask in asks)
    if how or (elsewhere and not turn.ledger.says("UNIT", "AXIS_DEPARTMENT", "AXIS_SECTION")):
        return None  # どことやる, どう分かれている: what only the prose can tell
    when = any(ask.kind == "when" for ask in asks)
    for name, asking, beside in ATTRIBUTES:
        said = any(span.says(*asking) for span in turn.ledger.spans if span not in held)
        each = name == "where" and turn.ledger.says("EACH")
        if (
            said
            and not each
            and when <= (name == "when")
            and turn.accounted(held, {*BESIDE, "DOING", *asking, *beside})
        ):
            return name
    who = [ask.kind for ask in asks[:1]] == ["unit"] and turn.accounted(
        held, {*BESIDE, "RESPONSIBLE", "UNIT", "DOING"}
    )
    return "who" if who else None


def _before(query: q.Query | None) -> str:
    """じゃあ3番目は: the same as of the one before."""
    match query:
        case q.WhoIsResponsible():
            return "who"
        case q.ListTargets():
            return "target"
        case q.WhereInPlan():
            return "where"
        case q.WhenHappens():
            return "when"
        case _:
            return "what"


def subjects_of(things: Sequence[Item], world: World) -> tuple[q.Named, ...]:
    """The initiatives that the things are, or belong to."""
    of_target = {one.key: one.subject for one in world.texts("target")}
    named = world.lexicon.things
    keys = [of_target.get(one.iri, one.iri) for one in things if one.type in SUBJECTS]
    return tuple(q.Named(key, named[key].label) for key in dict.fromkeys(keys) if key in named)


def query_of(attribute: str, subjects: tuple[q.Named, ...], world: World) -> q.Query | None:
    """The query that asks it of the initiatives; None where only their prose can tell it."""
    keys = {one.key for one in subjects}
    match attribute:
        case "who":
            return q.WhoIsResponsible(subjects)
        case "where":
            return q.WhereInPlan(subjects)
        case "what":
            return q.WhatItSays(subjects)
        case "target":
            figures = tuple(figure for one in subjects for figure in world.figures_of(one.key))
            if figures and not any(one.subject in keys for one in world.texts("target")):
                return q.Observe(figures)
            where = q.TextHas("・".join(one.label for one in subjects), tuple(one.key for one in subjects))
            return q.ListTargets(q.AllOf((where,)))
        case _:
            texts = [one for one in world.texts("occurrence") if one.subject in keys]
            return q.WhenHappens(tuple(q.Named(one.key, one.text) for one in texts)) if texts else None


def filled(turn: Turn, thing: Item, start: int, end: int) -> Resolved:
    """The turn with the thing's name in the place of its reference; what has no name is where the words are looked for."""
    if thing.type in UNNAMED:
        return Resolved(text=turn.text, within=(thing.iri,))
    name = name_of(thing, turn.world)
    before, after = turn.text[:start], turn.text[end:]
    if turn.ledger.language == "en" and start == end:
        return Resolved(text=f"{turn.text.rstrip('?. ')} of {name}?")
    if after.startswith("の") and after[1:2] in SAYING:
        after = after[1:]
    joint = "" if after[:1] in {"の", *SAYING} or turn.ledger.language == "en" else "は"
    return Resolved(text=f"{before}{name}{joint}{after}")


def name_of(thing: Item, world: World) -> str:
    """In quotes, with its plan where two are named so."""
    if thing.type == "Observation":
        return thing.label
    owner = world.lexicon.things.get(owner_of(thing, world))
    label = owner.label if owner else thing.label
    alike = [one for one in world.lexicon.things.values() if one.label == label]
    plan = f"「{world.lexicon.label(owner.plan)}」の" if owner and owner.plan and len(alike) > 1 else ""
    return f"{plan}{label}" if "「" in label else f"{plan}「{label}」"


def of_what_was_told(turn: Turn) -> Resolved | None:
    """担当は, 目標は, いつから: of what the answer before told of."""
    attribute = attribute_of(turn)
    if turn.slots or attribute is None:
        return None
    subjects = subjects_of(turn.left.told if len(turn.left.told) == 1 else turn.left.things, turn.world)
    query = query_of(attribute, subjects, turn.world) if subjects else None
    return Resolved(query=query, notes=("前の回答の施策について読みました",)) if query else None


def owner_of(thing: Item, world: World) -> str:
    """The initiative of a target or a figure; the thing itself."""
    of_target = {one.key: one.subject for one in world.texts("target")}
    alike = [one for one in world.lexicon.of_kind("indicator") if thing.label.endswith(one.label)]
    owners = {
        one.subject
        for one in alike
        if one.subject and f"「{world.lexicon.label(one.subject)}」" in thing.label
    }
    return of_target.get(thing.iri) or (owners.pop() if len(owners) == 1 else thing.iri)
