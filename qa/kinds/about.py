"""Questions about one thing: who is responsible, where it stands in the plan, what it says."""

from __future__ import annotations

import re

from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.finding.nearest import Near, members, pointed_at, ranked
from keikaku.qa.kinds.passages import read_passage
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Rejected
from keikaku.qa.text.words import coverage, rarity

SHOWN = 3
"""How many things of the same name are told apart before the question is asked back."""


def subjects(reading: Reading) -> tuple[tuple[q.Named, ...], tuple[Rejected, ...]]:
    """The initiatives that a question is about: named in full, or pointed at by its words, else nearest in meaning."""
    whole = reading.recognised.of("initiative")
    if whole:
        return tuple(q.Named(thing.key, thing.label) for m in whole for thing in m.things), ()
    if not reading.topic:
        return (), ()
    allowed = members(reading.world, scope(reading.recognised, reading.world, soft=False).condition)
    return subjects_in(reading, allowed)


def subjects_in(
    reading: Reading, allowed: frozenset[str] | None
) -> tuple[tuple[q.Named, ...], tuple[Rejected, ...]]:
    """The initiatives among those allowed that the question's words point at."""
    near = ranked(reading.world, "initiative", reading.topic, allowed)
    found = pointed_at(near) or _by_meaning(reading, allowed)
    kept = {one.of.key for one in found}
    left = [one for one in near[:8] if one.of.key not in kept]
    return (
        tuple(q.Named(one.of.key, reading.world.lexicon.label(one.of.key)) for one in found),
        tuple(
            Rejected(
                reading.world.lexicon.label(one.of.key), "問いの言葉を含む割合が低い", round(one.score, 2)
            )
            for one in left
        ),
    )


def _by_meaning(reading: Reading, allowed: frozenset[str] | None) -> tuple[Near, ...]:
    """The nearest initiative in meaning that shares a word with the question, where it is near enough."""
    if reading.world.search is None:
        return ()
    hits = reading.world.search.initiatives(reading.recognised.text, allowed, 1)
    texts = {one.key: one for one in reading.world.texts("initiative")}
    return tuple(
        Near(texts[hit.key], hit.score, hit.matched) for hit in hits.hits if hit.key in texts and hit.matched
    )


def read_who(reading: Reading) -> Understood | Declined | None:
    """Who is responsible for what the question's words point at; a department that it names makes it a list."""
    if reading.recognised.of("department", "section") and not reading.recognised.of("initiative"):
        return None
    return _read(reading, q.WhoIsResponsible)


def read_where(reading: Reading) -> Understood | Declined | None:
    """Where in the plan it stands, up to the basic concept; a field or a pillar too."""
    parts = [m for m in reading.recognised.of("field", "pillar") if m.things]
    if parts and not reading.topic and not reading.recognised.of("initiative"):
        if not ASKS_WHERE.search(reading.shape) or DONE.search(reading.shape):
            return None
        return Understood(
            query=q.WhereInPlan(tuple(q.Named(t.key, t.label) for t in parts[0].things[:SHOWN]))
        )
    return _read(reading, q.WhereInPlan)


ASKS_WHERE = re.compile(r"どの|どこ|どちら|何|つながり|繋がり|上位|体系|柱|基本目標|where|which|what|pillar")


def read_what(reading: Reading) -> Understood | Declined | None:
    """What it says."""
    things = [m for m in reading.recognised.of("pillar", "field", "plan") if m.things]
    if things and not reading.topic and not reading.recognised.of("initiative"):
        if WHAT_IS_DONE.search(reading.shape):
            return None
        last = things[-1]
        return Understood(
            query=q.WhatItSays(tuple(q.Named(thing.key, thing.label) for thing in last.things[:1]))
        )
    return _definition(reading) or _read(reading, q.WhatItSays)


DONE = re.compile(r"施策|取り?組|事業|プロジェクト|initiatives|measures|projects")
WHAT_IS_DONE = re.compile(rf"{DONE.pattern}|[DS]")
"""体系2の施策って何, 防災分野で企画部がやっていること: what is done there is asked, not what the place is."""


def _definition(reading: Reading) -> Understood | None:
    """コミュニティ・ティーチャーとは: the sentence that tells it, where no initiative has it in its name."""
    if not reading.topic or not DEFINING.search(reading.shape) or reading.recognised.of("initiative"):
        return None
    weights = rarity(reading.topic, [one.title for one in reading.world.texts("initiative")])
    titled = max(
        (coverage(weights, one.title, "")[0] for one in reading.world.texts("initiative")), default=0.0
    )
    return None if titled >= TITLED else read_passage(reading)


DEFINING = re.compile(r"とは|って何|ってなに|という(?:の|もの)は|what (?:is|are|does)|意味|(?<![a-z])mean")
TITLED = 0.8


def _read(
    reading: Reading, kind: type[q.WhoIsResponsible | q.WhereInPlan | q.WhatItSays]
) -> Understood | Declined | None:
    found, rejected = subjects(reading)
    if not found:
        return None
    if len(found) > SHOWN:
        return Declined(
            status=AnswerStatus.AMBIGUOUS,
            phrase="which",
            about={"topic": "・".join(word.surface for word in reading.topic)},
            choices=tuple(f"「{one.label}」の担当は？" for one in found[:SHOWN]),
        )
    return Understood(query=kind(found), rejected=rejected)
