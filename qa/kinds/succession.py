"""What became of an initiative, or what stood before it: candidates of other plans, shown as not yet confirmed."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from qa import query as q
from qa.answer import AnswerStatus, Rejected
from qa.compact import compact
from qa.conditions import scope
from qa.found import Found
from qa.kinds import plans
from qa.kinds.about import subjects_in
from qa.mentions import Recognised
from qa.nearest import members
from qa.reading import Declined, Reading, Understood
from qa.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.lexicon import Thing
    from qa.world import World

EARLIER = (
    "前身",
    "もと",
    "元になった",
    "始まり",
    "以前",
    "先行",
    "前の取組",
    "predecessor",
    "before",
    "earlier",
    "origin",
)
LEAST = 5.2
"""What a candidate's nearness and its shared words must come to (see `_score`)."""
BESIDE = 0.85
"""What comes this near to the best is shown beside it."""
SHARED = 8.0
"""What a title gains that stands whole in the other."""

ENDING = re.compile(
    r"(?:の|に向けた)?(?:推進|検討|実施|策定|支援|充実|整備|活用|向上|確保|確立|開設|導入|構築|見直し|取組|取り組み|事業)$"
)
"""What half of all titles end in tells nothing of two of them."""


# ---- reading -------------------------------------------------------------------------------------------------------


def read_succession(reading: Reading) -> Understood | Declined | None:
    """Of a plan: its successor. Of an initiative: those of later plans that are nearest to it in name and meaning."""
    earlier = any(word in reading.recognised.text for word in EARLIER)
    if reading.recognised.of("plan") and not reading.topic and not reading.recognised.of("initiative"):
        link = q.PlanLink.PREDECESSOR if earlier else q.PlanLink.SUCCESSOR
        return plans.reader(link)(reading)
    subjects = _subjects(reading, earlier=earlier)
    if not subjects:
        return None
    candidates, rejected = _candidates(subjects, reading.world, earlier=earlier)
    return Understood(query=q.FindSuccessors(subjects, candidates, earlier), rejected=rejected)


def _subjects(reading: Reading, *, earlier: bool) -> tuple[q.Named, ...]:
    """The initiatives that the question is about: 今の narrows what is looked for, not what is asked about."""
    kept = tuple(
        m for m in reading.recognised.mentions if m.kind in {"year", "plan", "department", "section"}
    )
    named = Recognised(text="", mentions=kept)
    allowed = members(reading.world, scope(named, reading.world).condition)
    newest = reading.world.newest_plan
    if allowed is None and newest and not earlier:
        things = reading.world.lexicon.of_kind("initiative")
        allowed = frozenset(thing.key for thing in things if thing.plan != newest.key)
    return subjects_in(reading, allowed)[0][:3]


def _candidates(
    subjects: Iterable[q.Named], world: World, *, earlier: bool
) -> tuple[tuple[tuple[q.Named, float], ...], tuple[Rejected, ...]]:
    scored = sorted(
        (pair for subject in subjects for pair in _scored(subject, world, earlier=earlier)),
        key=lambda pair: -pair[1],
    )
    best = scored[0][1] if scored else 0.0
    kept = [pair for pair in scored if pair[1] >= max(LEAST, BESIDE * best)]
    rejected = [pair for pair in scored if pair not in kept][:5]
    return (
        tuple((q.Named(thing.key, thing.label), score) for thing, score in kept),
        tuple(Rejected(thing.label, "名前と意味の近さが基準に届かない", score) for thing, score in rejected),
    )


def _scored(subject: q.Named, world: World, *, earlier: bool) -> list[tuple[Thing, float]]:
    """Initiatives of plans on the other side of the subject's own year, with their scores."""
    things = world.lexicon.things
    year = _year(subject.key, world)
    others = [
        thing
        for thing in world.lexicon.of_kind("initiative")
        if (_year(thing.key, world) < year if earlier else _year(thing.key, world) > year)
    ]
    near = _nearness(subject.label, frozenset(thing.key for thing in others), world)
    pairs = [
        (things[key], round(score + _shared(subject.label, things[key].label), 2)) for key, score in near
    ]
    return sorted(pairs, key=lambda pair: -pair[1])


def _year(key: str, world: World) -> int:
    things = world.lexicon.things
    plan = things.get(things[key].plan or "") if key in things else None
    return plan.newest if plan else 0


def _nearness(label: str, keys: frozenset[str], world: World) -> list[tuple[str, float]]:
    if world.search is None or not keys:
        return [(key, 0.0) for key in keys]
    return [(hit.key, hit.score) for hit in world.search.near(label, keys)]


def _shared(first: str, second: str) -> float:
    """How much of the shorter title is one run of the other."""
    one, other = (ENDING.sub("", compact(label)) for label in (first, second))
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return SHARED * run / max(1, min(len(one), len(other)))


# ---- answering -----------------------------------------------------------------------------------------------------


def answer_succession(query: q.FindSuccessors, world: World, language: q.Language) -> Found | Declined:
    """The candidates, and that nobody has confirmed them yet; both sides are cited."""
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    what = (
        ("前身" if query.earlier else "後継")
        if language == "ja"
        else ("predecessor" if query.earlier else "successor")
    )
    if not query.hits:
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="no_fact",
            about={"label": query.subjects[0].label, "what": what},
        )
    rows, text = rows_of([one for one, _ in query.hits], world)
    own, _ = rows_of(query.subjects, world)
    by_key = {row.item.iri: row for row in rows}
    ordered = [(by_key[one.key], score) for one, score in query.hits if one.key in by_key]
    listed = "、".join(f"「{row.item.label}」（{row.item.plan}）" for row, _ in ordered)
    return Found(
        text=f"{names}の{what}とみられるのは、{listed}です（未確認: 名前と意味の近さによる候補）。"
        if language == "ja"
        else f"The likely {what} of {names}: {listed} (not confirmed: candidates by name and meaning).",
        sparql=text,
        reading=f"{names}の{what}" if language == "ja" else f"the {what} of {names}",
        items=tuple(replace(row.item, score=score, reason="未確認") for row, score in ordered),
        citations=tuple(row.citation for row in (*rows, *own) if row.citation),
    )
