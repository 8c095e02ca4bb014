"""What became of something, what stood before it, and its way through the years, along the links of the graph."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.model.facts import LinkStatus
from keikaku.ontology.model.successions import STATUS_NAMES
from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.finding.nearest import members
from keikaku.qa.kinds import unlinked
from keikaku.qa.kinds.about import subjects_in
from keikaku.qa.kinds.linked import shown
from keikaku.qa.kinds.plans import plans
from keikaku.qa.names.mentions import Recognised
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.found import Found
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.links import followed, is_sure, path_score, possible_links, shown_links, weakest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.world.links import Link
    from keikaku.qa.world.world import World

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
TRACE = re.compile(r"変遷|経緯|移り変わり|歩み|流れをたど|history of|over the years|evolution")
NOW = re.compile(r"今の|いまの|現在の|現行の|today|now\b|current")
PARTS = ("pillar", "field", "section", "department")
"""What has links beside plans and initiatives, where the question names it and nothing else."""
SUBJECTS = 3
ACCEPTED = LinkStatus.ACCEPTED


# ---- reading -------------------------------------------------------------------------------------------------------


def read_succession(reading: Reading) -> Understood | Declined | None:
    """Of a plan: its successor, or what of it was left. Of anything else: what its links lead to."""
    earlier = any(word in reading.recognised.text for word in EARLIER)
    gone = unlinked.read_unlinked(reading)
    if gone:
        return gone
    parts = _parts(reading)
    named = reading.recognised.of("plan") and not reading.recognised.of("initiative")
    if named and not parts and not reading.topic:
        return _of_plan(reading, earlier=earlier)
    links = shown_links(reading.world)
    if TRACE.search(reading.recognised.text) and (starts := parts or _subjects(reading, anywhere=True)):
        return Understood(query=trace_of(starts, links, reading.world))
    subjects = parts or _subjects(reading, anywhere=earlier)
    if not subjects:
        return None
    now = bool(NOW.search(reading.recognised.text)) and not earlier
    hits = hits_of(subjects, links, reading.world, earlier=earlier, within=_of_now(reading) if now else ())
    return Understood(query=q.FindSuccessors(subjects, hits, earlier))


def _of_now(reading: Reading) -> tuple[str, ...]:
    newest = reading.world.newest_plan
    return (newest.key,) if newest else ()


def _of_plan(reading: Reading, *, earlier: bool) -> Understood | None:
    """What the relations of plans tell; where a person accepted a link of the plan, all that is sure of it."""
    links = [link for link in shown_links(reading.world) if link.level == "plan" and link.sure]
    named = tuple(q.Named(t.key, t.label) for m in reading.recognised.of("plan") for t in m.things)
    accepted = {link.later if earlier else link.earlier for link in links if link.status is ACCEPTED}
    if subjects := tuple(one for one in named if one.key in accepted):
        hits = hits_of(subjects, links, reading.world, earlier=earlier)
        return Understood(query=q.FindSuccessors(subjects, hits, earlier))
    link = q.PlanLink.PREDECESSOR if earlier else q.PlanLink.SUCCESSOR
    return plans.reader(link)(reading)


def _parts(reading: Reading) -> tuple[q.Named, ...]:
    """The pillars, fields or organisations that the question is about, where no other words stand beside them."""
    if reading.recognised.of("initiative"):
        return ()
    for kind in PARTS:
        things = [thing for m in reading.recognised.of(kind) for thing in m.things]
        if things and not (reading.topic and kind in {"section", "department"}):
            allowed = {thing.key for m in reading.recognised.of("plan") for thing in m.things}
            own = [thing for thing in things if thing.plan in allowed] or things
            return tuple(q.Named(thing.key, thing.label) for thing in own[:SUBJECTS])
    return ()


def _subjects(reading: Reading, *, anywhere: bool) -> tuple[q.Named, ...]:
    """The initiatives that the question is about: 今の narrows what is looked for, not what is asked about."""
    whole = reading.recognised.of("initiative")
    if whole:
        return tuple(q.Named(thing.key, thing.label) for m in whole for thing in m.things)[:SUBJECTS]
    kept = tuple(
        m for m in reading.recognised.mentions if m.kind in {"year", "plan", "department", "section"}
    )
    named = Recognised(text="", mentions=kept)
    allowed = members(reading.world, scope(named, reading.world).condition)
    newest = reading.world.newest_plan
    if allowed is None and newest and not anywhere:
        things = reading.world.lexicon.of_kind("initiative")
        allowed = frozenset(thing.key for thing in things if thing.plan != newest.key)
    return subjects_in(reading, allowed)[0][:SUBJECTS]


def hits_of(
    subjects: Iterable[q.Named],
    links: Sequence[Link],
    world: World,
    *,
    earlier: bool,
    within: Iterable[str] = (),
) -> tuple[q.Followed, ...]:
    """What one link leads to, or several that are sure; that of the plans within which it is looked for."""
    starts = {one.key for one in subjects}
    reached = followed(links, starts, earlier=earlier)
    kept = {key: path for key, path in reached.items() if len(path) == 1 or is_sure(path)}
    there = set(within)
    kept = {key: path for key, path in reached.items() if _plan(key, world) in there} or kept
    found = [_followed(key, path, world) for key, path in kept.items() if key not in starts]
    return tuple(sorted(found, key=lambda one: (not one.sure, -(one.score or 0.0), one.thing.key)))


def _plan(key: str, world: World) -> str | None:
    thing = world.lexicon.things.get(key)
    return thing.plan if thing else None


def _followed(key: str, path: Sequence[Link], world: World) -> q.Followed:
    named = q.Named(key, world.lexicon.label(key))
    return q.Followed(named, path[-1].relation, weakest(path), path_score(path))


def trace_of(starts: Sequence[q.Named], links: Sequence[Link], world: World) -> q.TraceSuccession:
    """The starts and all that is joined to them, by year."""
    keys = [one.key for one in starts]
    reached = {**followed(links, keys, earlier=True), **followed(links, keys, earlier=False)}
    steps = [q.Followed(one, "", "") for one in starts]
    steps += [_followed(key, path, world) for key, path in reached.items() if key not in set(keys)]
    dated = [(year_of(world.lexicon.things.get(step.thing.key), world), step) for step in steps]
    dated.sort(key=lambda pair: (pair[0], pair[1].thing.key))
    return q.TraceSuccession("・".join(dict.fromkeys(one.label for one in starts)), tuple(dated))


def year_of(thing: Thing | None, world: World) -> int:
    """The year by which things are ordered: of the thing itself, else the first one of its plan."""
    plan = world.lexicon.things.get(thing.plan or "") if thing else None
    told = [one.fiscal_year or one.start or one.end for one in (thing, plan) if one]
    return next((year for year in told if year), 0)


# ---- answering -----------------------------------------------------------------------------------------------------


def answer_succession(query: q.FindSuccessors, world: World, language: q.Language) -> Found | Declined:
    """What people or documents say first, then what nobody has confirmed yet; both sides are cited."""
    what = WHAT[language][query.earlier]
    if not query.hits:
        return _none_found(query, world, language)
    things = [one.thing for one in query.hits]
    items, citations, text = shown(things, world)
    _, own, _ = shown(query.subjects, world)
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    sure = [_listed(one, items, language) for one in query.hits if one.sure]
    rest = [_listed(one, items, language) for one in query.hits if not one.sure]
    return Found(
        text=TEXT[language](names, what, sure, rest),
        sparql=text,
        reading=f"{names}の{what}" if language == "ja" else f"the {what} of {names}",
        items=tuple(_marked(one, items) for one in query.hits if one.thing.key in items),
        citations=(*citations, *own),
    )


NONE = {
    "ja": (
        "{names}に続くものは、後の文書に見つかりません（未確認: 名前・意味・担当の近さで探した結果で、終わったと書かれているわけではありません）。",
        "{names}の前身とみられるものは、前の文書に見つかりません（未確認: 名前・意味・担当の近さで探した結果です）。",
    ),
    "en": (
        "Nothing that follows {names} was found in later documents (by words, meaning and department; not confirmed).",
        "Nothing before {names} was found in earlier documents (not confirmed: by words, meaning and department).",
    ),
}
"""What is said where no link leads on: a search that found nothing, and no claim that there is nothing."""


def _none_found(query: q.FindSuccessors, world: World, language: q.Language) -> Found | Declined:
    """That nothing was found, with where the thing itself stands, and the weak candidates that a person may judge."""
    what = WHAT[language][query.earlier]
    items, citations, text = shown(query.subjects, world)
    if not citations:
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="no_fact",
            about={"label": query.subjects[0].label, "what": what},
        )
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    weak = _weak(query, world)
    told = _still(query, world, language) or NONE[language][query.earlier].format(names=names)
    if weak:
        listed = "、".join(f"「{label}」" for label in weak)
        told += (
            f"\n可能性の低い候補に、{listed}があります。"
            if language == "ja"
            else f"\nUnlikely candidates: {listed}."
        )
    return Found(
        text=told,
        sparql=text,
        reading=f"{names}の{what}" if language == "ja" else f"the {what} of {names}",
        items=tuple(items[one.key] for one in query.subjects if one.key in items),
        citations=citations,
    )


class UnitRow(NamedTuple):
    """A row of STILL."""

    unit: str


STILL = """SELECT DISTINCT ?unit WHERE {
  VALUES ?unit { $units } ?i plan:inPlan $plan ; plan:responsibility/plan:organisation ?unit }"""
GOES_ON = {
    "ja": "{names}は、いちばん新しい計画「{plan}」にも担当として挙がっています。",
    "en": "{names} is still responsible in the newest plan, “{plan}”.",
}


def _still(query: q.FindSuccessors, world: World, language: q.Language) -> str:
    """That the units are those of today: what the newest plan names needs no heir; "" where it does not."""
    plan = world.newest_plan
    if plan is None or query.earlier:
        return ""
    text = sparql.fill(STILL, units=sparql.iris(query.subjects), plan=sparql.iri(plan.key))
    there = {row.unit for row in world.facts.rows(UnitRow, text)}
    if not all(one.key in there for one in query.subjects):
        return ""
    names = "、".join(f"「{one.label}」" for one in query.subjects)
    return GOES_ON[language].format(names=names, plan=plan.label)


def _weak(query: q.FindSuccessors, world: World) -> tuple[str, ...]:
    """The names of candidates that are too weak to show as heirs and too good to say that there is none."""
    starts = {one.key for one in query.subjects}
    found = [
        link.earlier if query.earlier else link.later
        for link in possible_links(world)
        if (link.later if query.earlier else link.earlier) in starts
    ]
    return tuple(dict.fromkeys(world.lexicon.label(key) for key in found))[:SUBJECTS]


MARKS: dict[q.Language, dict[LinkStatus, str]] = {
    "ja": {
        LinkStatus.INFERRED: "（推定）",
        LinkStatus.ACCEPTED: "（確認済み）",
        LinkStatus.STATED: "（文書に記載）",
    },
    "en": {
        LinkStatus.INFERRED: " (inferred)",
        LinkStatus.ACCEPTED: " (confirmed)",
        LinkStatus.STATED: " (stated)",
    },
}
"""By whose word a link holds; a proposal is told apart by the sentence around it."""
WHAT = {"ja": ("後継", "前身"), "en": ("successor", "predecessor")}


def _ja(names: str, what: str, sure: Sequence[str], rest: Sequence[str]) -> str:
    if not sure:
        return f"{names}の{what}とみられるのは、{'、'.join(rest)}です（未確認: 言葉・意味・担当の近さによる候補）。"
    told = f"{names}の{what}は、{'、'.join(sure)}です。"
    return f"{told}\nほかに未確認の候補として、{'、'.join(rest)}があります。" if rest else told


def _en(names: str, what: str, sure: Sequence[str], rest: Sequence[str]) -> str:
    listed = ", ".join(rest)
    if not sure:
        return f"The likely {what} of {names}: {listed} (not confirmed: candidates by words, meaning and department)."
    told = f"The {what} of {names}: {', '.join(sure)}."
    return f"{told}\nNot confirmed: {listed}." if rest else told


TEXT = {"ja": _ja, "en": _en}


def _listed(one: q.Followed, items: dict[str, Item], language: q.Language) -> str:
    item = items.get(one.thing.key)
    plan = f"（{item.plan}）" if item and item.plan else ""
    return f"「{one.thing.label}」{plan}{mark_of(one, item, language)}"


def _sure(one: q.Followed, item: Item | None) -> dict[q.Language, str]:
    """How sure a proposal is, where the figure is a share of such proposals that came true."""
    if one.sure or one.score is None or item is None or item.type != "Initiative":
        return {"ja": "", "en": ""}
    return {"ja": f"［確かさ{one.score:.2f}］", "en": f" [probability {one.score:.2f}]"}


def mark_of(one: q.Followed, item: Item | None, language: q.Language) -> str:
    """By whose word a step holds, and how sure it is where nobody said it."""
    mark = MARKS[language].get(LinkStatus(one.status), "") if one.status else ""
    return mark + _sure(one, item)[language]


def _marked(one: q.Followed, items: dict[str, Item]) -> Item:
    score = None if one.score is None else round(one.score, 2)
    return replace(items[one.thing.key], score=score, reason=STATUS_NAMES[LinkStatus(one.status)])


def answer_trace(query: q.TraceSuccession, world: World, language: q.Language) -> Found | Declined:
    """A line a step, oldest first; what nobody has confirmed is marked."""
    items, citations, text = shown([step.thing for _, step in query.steps], world)
    lines = [_step(year, step, items, language) for year, step in query.steps]
    head = (
        f"「{query.words}」の変遷（{len(lines)}件、古い順）です。"
        if language == "ja"
        else f"{query.words} over the years ({len(lines)}, oldest first):"
    )
    return Found(
        text="\n".join((head, *lines)),
        sparql=text,
        reading=f"「{query.words}」の変遷" if language == "ja" else f"{query.words} over the years",
        items=tuple(
            _marked(step, items) if step.status else items[step.thing.key]
            for _, step in query.steps
            if step.thing.key in items
        ),
        citations=citations,
    )


def _step(year: int, step: q.Followed, items: dict[str, Item], language: q.Language) -> str:
    told = f"{year}年度" if language == "ja" else str(year)
    open_ = "（未確認）" if language == "ja" else " (not confirmed)"
    return f"・{told if year else '—'} {_listed(step, items, language)}{'' if step.sure else open_}"
