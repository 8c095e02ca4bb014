"""What a plan has that no link joins to another plan: なくなった体系, 新しい施策."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

from keikaku.qa import query as q
from keikaku.qa.conditions import named
from keikaku.qa.kinds.linked import shown
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.found import Found
from keikaku.qa.world.links import shown_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.world.world import World

GONE = re.compile(r"なくなった|無くなった|消えた|廃止された|終わった|dropped|ended|no longer")
NEW = re.compile(r"新しく|新たに|新規に|新設|newly|\bnew\b")
PILLARS = re.compile(r"体系|柱|基本目標|分野|pillar|goal")


def read_unlinked(reading: Reading) -> Understood | None:
    """A plan, and whether what was left of it or what is new in it is asked for; the other plan named or found."""
    text = reading.recognised.text
    plans = [thing for m in reading.recognised.of("plan") for thing in m.things]
    new = bool(NEW.search(text)) and not GONE.search(text)
    if not plans or not (new or GONE.search(text)):
        return None
    part: Literal["pillar", "initiative"] = "pillar" if PILLARS.search(text) else "initiative"
    query = unlinked_of(plans, part, reading.world, new=new)
    return Understood(query=query) if query else None


def unlinked_of(
    plans: Sequence[Thing], part: Literal["pillar", "initiative"], world: World, *, new: bool
) -> q.FindUnlinked | None:
    """What the earlier of two plans has alone, or the later; the other one named, or the nearest by the links."""
    full = [plan for plan in plans if _parts(plan, part, world)]
    if not full:
        return None
    plan = (min if len(full) > 1 and not new else max)(full, key=_year)
    other = next((one for one in full if one.key != plan.key), None) or _neighbour(plan, part, world, new=new)
    return None if other is None else _query(plan, other, part, world, new=new)


def _query(
    plan: Thing, other: Thing, part: Literal["pillar", "initiative"], world: World, *, new: bool
) -> q.FindUnlinked:
    there = {thing.key for thing in world.lexicon.things.values() if thing.plan == other.key}
    joined = {
        link.later if new else link.earlier
        for link in shown_links(world)
        if (link.earlier if new else link.later) in there
    }
    own = _parts(plan, part, world)
    left = tuple(q.Named(thing.key, thing.label) for thing in own if thing.key not in joined)
    return q.FindUnlinked(named(plan), named(other), part, left, len(own), new)


def _parts(plan: Thing, part: str, world: World) -> tuple[Thing, ...]:
    own = [thing for thing in world.lexicon.of_kind(part) if thing.plan == plan.key]
    return tuple(sorted(own, key=lambda thing: thing.order))


def _neighbour(plan: Thing, part: str, world: World, *, new: bool) -> Thing | None:
    """The plan with parts that the links join to this one, the surest and nearest first; else by its parts' links."""
    things = world.lexicon.things
    found = []
    for link in shown_links(world):
        key = link.earlier if new else link.later
        if link.level == "plan" and (link.later if new else link.earlier) == plan.key and key in things:
            found.append((link.sure, -abs(_year(things[key]) - _year(plan)), key))
    known = (things[key] for _, _, key in sorted(found, reverse=True) if things[key].kind == "plan")
    return next((one for one in known if _parts(one, part, world)), None) or _by_parts(plan, world, new=new)


def _by_parts(plan: Thing, world: World, *, new: bool) -> Thing | None:
    """The nearest plan of the other side with which the most of the plan's initiatives are joined."""
    things = world.lexicon.things
    joined: Counter[str] = Counter()
    for link in shown_links(world):
        own, other = (link.later, link.earlier) if new else (link.earlier, link.later)
        if own in things and other in things and things[own].plan == plan.key and things[other].plan:
            joined[things[other].plan or ""] += 1
    plans = [things[key] for key in joined if key in things and _year(things[key]) != _year(plan)]
    return min(
        plans, key=lambda one: (abs(_year(one) - _year(plan)), -joined[one.key], one.key), default=None
    )


def _year(plan: Thing) -> int:
    year = re.search(r"(?:19|20)\d\d", plan.label)
    return plan.newest or (int(year[0]) if year else 0)


def answer_unlinked(query: q.FindUnlinked, world: World, language: q.Language) -> Found | Declined:
    """The things without a link, their number, and that nobody has confirmed that there is none."""
    told = _sentence(query, language)
    whole = [q.Named(one.key, one.label) for one in query.things] or [query.plan]
    items, citations, text = shown(whole, world)
    _, there, _ = shown([query.other], world)
    if not citations:
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="no_fact",
            about={"label": query.plan.label, "what": "体系" if query.part == "pillar" else "施策"},
        )
    lines = [f"・「{one.label}」" for one in query.things]
    return Found(
        text="\n".join((told, *lines)),
        sparql=text,
        reading=told.rstrip("。."),
        items=_items(query.things, items),
        citations=(*citations, *there),
        value=len(query.things),
        unit="件" if language == "ja" else None,
    )


def _sentence(query: q.FindUnlinked, language: q.Language) -> str:
    count = len(query.things)
    if language == "en":
        what = "pillars" if query.part == "pillar" else "initiatives"
        side = "nothing before them" if query.new else "nothing after them"
        return (
            f"Of the {query.total} {what} of “{query.plan.label}”, {count} have {side} in “{query.other.label}”, "
            "as far as links are known (not confirmed)."
        )
    what = "体系" if query.part == "pillar" else "施策"
    side = "前身" if query.new else "続くもの"
    return (
        f"「{query.plan.label}」の{what}{query.total}件のうち、「{query.other.label}」に{side}が見つからないのは"
        f"{count}件です（未確認: 名前・意味・担当の近さで探した結果）。"
    )


def _items(things: Iterable[q.Named], items: dict[str, Item]) -> tuple[Item, ...]:
    return tuple(items[one.key] for one in things if one.key in items)
