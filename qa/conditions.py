"""The scope that a question names, as a condition on initiatives; what it names is never dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.scope_words import (
    ALONE,
    EXCLUDED_AFTER,
    EXCLUDED_BEFORE,
    MARKED_AFTER,
    MARKED_BEFORE,
    NAMED,
    NOW,
    SECTIONS,
    SEVERAL,
    SO_MANY,
    TAKEN_AWAY,
    WITH_OTHERS,
    WITHIN_A_LIST,
)
from keikaku.qa.text.compact import compact
from keikaku.qa.text.numerals import number_of
from keikaku.qa.units import are_together, whole_city, with_whole_city

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.names.mentions import Mention, Recognised
    from keikaku.qa.world.world import World


@dataclass(frozen=True, slots=True)
class Scope:
    """The condition, and what the reading should tell of how it was found."""

    condition: q.AllOf
    notes: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()  # a pillar number that no plan has, a plan that is not there


def named(thing: Thing) -> q.Named:
    """The thing as a query holds it."""
    return q.Named(thing.key, thing.label)


def scope(recognised: Recognised, world: World, *, soft: bool = True) -> Scope:
    """Everything that the question narrows initiatives by; `soft` takes pillars and fields named in passing too."""
    mentions = [
        m
        for m in recognised.mentions
        if (soft or is_structural(m, recognised)) and not _in_a_name(m, recognised, world)
    ]
    plans, notes = _plans(mentions, recognised, world)
    parts: list[q.Condition] = []
    unmet: list[str] = []
    for group in (
        with_whole_city(_units(mentions, recognised), whole_city(recognised)),
        _all_plans(plans),
        _years(recognised),
        _themes(mentions, recognised, world),
    ):
        parts += group
    pillars, missing, told = _pillars(mentions, recognised, world, plans)
    parts += pillars + _fields(mentions, recognised, plans) + _others(recognised, world)
    unmet += missing
    return Scope(q.AllOf(tuple(parts)), tuple(notes + told), tuple(unmet))


def _in_a_name(mention: Mention, recognised: Recognised, world: World) -> bool:
    """A theme or a field within the words that a name is asked to hold narrows nothing itself."""
    match = NAMED.search(recognised.text) if _name_words(recognised, world) else None
    soft = mention.kind in {"theme", "field", "pillar", "initiative"}
    return bool(match and soft and match.start() <= mention.start and mention.end <= match.end())


def excluded(mention: Mention, recognised: Recognised) -> bool:
    """True where the words around the mention take it away: 以外, を除く, except."""
    text = recognised.text
    next_one = next((m.start for m in recognised.mentions if m.start >= mention.end), len(text))
    after, before = text[mention.end :], text[: mention.start]
    taken = TAKEN_AWAY.match(text[mention.end : next_one]) if mention.kind in WITHIN_A_LIST else None
    return bool(taken or EXCLUDED_AFTER.search(after) or EXCLUDED_BEFORE.search(before))


A_TITLE = 7
"""Characters of a pillar's or a field's name that nobody writes without meaning it."""


def is_structural(mention: Mention, recognised: Recognised) -> bool:
    """True where a pillar's or a field's name stands as a place in the plan, not as a word of the topic."""
    if mention.kind not in {"pillar", "field"} or mention.number or len(mention.text) >= A_TITLE:
        return True
    after, before = recognised.text[mention.end :], recognised.text[: mention.start]
    return bool(MARKED_AFTER.search(after) or MARKED_BEFORE.search(before))


def _either(conditions: Sequence[q.Condition], *, together: bool) -> list[q.Condition]:
    if len(conditions) > 1 and not together:
        return [q.AnyOf(tuple(conditions))]
    return list(conditions)


def _signed(mention: Mention, recognised: Recognised, condition: q.Condition) -> tuple[bool, q.Condition]:
    return excluded(mention, recognised), condition


def _split(pairs: Iterable[tuple[bool, q.Condition]], *, together: bool) -> list[q.Condition]:
    pairs = list(pairs)
    kept = list(dict.fromkeys(condition for out, condition in pairs if not out))
    left = [q.Not(condition) for out, condition in pairs if out]
    return _either(kept, together=together) + left


def _units(mentions: Sequence[Mention], recognised: Recognised) -> list[q.Condition]:
    sections = [m for m in mentions if m.kind == "section"]
    kept = [m for m in sections if not excluded(m, recognised)]
    departments = [m for m in mentions if m.kind == "department" and not _owner_of(m, kept, recognised.text)]
    pairs = [_signed(m, recognised, _of_unit(m)) for m in (*departments, *sections)]
    return _split(pairs, together=are_together(recognised))


def _of_unit(mention: Mention) -> q.Condition:
    """The unit is responsible; of several cities' units of that name, any of them."""
    each = tuple(q.ByUnit(named(thing), mention.kind == "section") for thing in mention.things)
    return each[0] if len(each) == 1 else q.AnyOf(each)


def _owner_of(department: Mention, sections: Iterable[Mention], text: str) -> bool:
    """企画部の事業で企画調査課の: a department of which a section is named says where the section is; と joins two."""
    own = {thing.key for thing in department.things}
    joined = text[department.end : department.end + 1] in JOINS
    return any(
        0 <= section.start - department.end <= 1
        or (
            not joined
            and department.end <= section.start
            and any(own & set(t.departments) for t in section.things)
        )
        for section in sections
    )


JOINS = frozenset("とや・、")
"""What joins a department and a section as two."""


def _plans(
    mentions: Sequence[Mention], recognised: Recognised, world: World
) -> tuple[list[Thing], list[str]]:
    plans = [plan for m in mentions if m.kind == "plan" for plan in best_plans(m.things)]
    if plans or not NOW.search(recognised.rest) or world.newest_plan is None:
        return plans, []
    return [world.newest_plan], [f"今・現在は、いちばん新しい計画「{world.newest_plan.label}」と読みました"]


def best_plans(plans: Sequence[Thing]) -> tuple[Thing, ...]:
    """Of plans that share a short name: those with initiatives, else those that a document of their own tells of."""
    for wanted in (lambda plan: plan.initiatives > 0, lambda plan: not plan.mentioned_only):
        found = tuple(plan for plan in plans if wanted(plan))
        if found:
            return found
    return tuple(plans)


def _all_plans(plans: Sequence[Thing]) -> list[q.Condition]:
    return _either([q.InPlan(named(plan)) for plan in plans], together=False)


def _years(recognised: Recognised) -> list[q.Condition]:
    return _either([q.InYear(year) for year in recognised.years], together=False)


def _themes(mentions: Sequence[Mention], recognised: Recognised, world: World) -> list[q.Condition]:
    pairs = [
        _signed(m, recognised, q.WithTheme(q.Named(name, world.theme_labels.get(name, name))))
        for m in mentions
        if m.kind == "theme"
        for name in m.themes[:1]
    ]
    return _split(pairs, together=True)


def _pillars(
    mentions: Sequence[Mention], recognised: Recognised, world: World, plans: Sequence[Thing]
) -> tuple[list[q.Condition], list[str], list[str]]:
    pairs: list[tuple[bool, q.Condition]] = []
    missing: list[str] = []
    notes: list[str] = []
    for mention in mentions:
        if mention.kind != "pillar":
            continue
        pillar = chosen_pillar(mention.things, plans, world)
        if pillar is None:
            missing.append(mention.text)
            continue
        plan = world.lexicon.things[pillar.plan or ""]
        if mention.number and not plans:
            notes.append(f"{mention.text}は「{plan.label}」の「{pillar.label}」と読みました")
        pairs.append(_signed(mention, recognised, within(pillar, plan)))
    return _split(pairs, together=False), missing, notes


def within(pillar: Thing, plan: Thing) -> q.InPillar:
    """The condition on a pillar, with the word and the number under which its document names it."""
    return q.InPillar(named(pillar), pillar.number, named(plan), pillar.heading)


def chosen_pillar(pillars: Sequence[Thing], plans: Sequence[Thing], world: World) -> Thing | None:
    """Of the pillars of that number or name: one of the plans named, else of the newest plan with initiatives."""
    of_plans = [pillar for pillar in pillars if not plans or pillar.plan in {plan.key for plan in plans}]
    things = world.lexicon.things
    return max(
        of_plans,
        key=lambda pillar: (pillar.initiatives > 0, things[pillar.plan or ""].newest, -pillar.order),
        default=None,
    )


def _fields(mentions: Sequence[Mention], recognised: Recognised, plans: Sequence[Thing]) -> list[q.Condition]:
    keys = {plan.key for plan in plans}
    pairs = [
        _signed(mention, recognised, q.InField(named(field)))
        for mention in mentions
        if mention.kind == "field"
        for field in mention.things
        if not keys or field.plan in keys
    ]
    return _split(pairs, together=False)


def _others(recognised: Recognised, world: World) -> list[q.Condition]:
    rest, text = recognised.rest, recognised.text
    found: list[q.Condition] = []
    sections = recognised.of("section")
    others = [m for m in recognised.of("department") if not _owner_of(m, sections, recognised.text)]
    of_sections = bool(sections or SECTIONS.search(rest)) and not others
    several = SEVERAL.search(rest) or WITH_OTHERS.search(rest)
    if ALONE.search(text) and not several:
        found.append(q.UnitNumber(1, sections=of_sections))
    elif (match := SO_MANY.search(rest)) and len(recognised.of("department")) < 2:
        at_least = "以上" in match[0] or match["more"]
        number = number_of(match[1] or match["after"] or match["en"])
        comparator = Comparator.AT_LEAST if at_least else Comparator.EXACT
        found.append(q.UnitNumber(number, comparator, of_sections))
    elif several:
        found.append(q.UnitNumber(2, Comparator.AT_LEAST, of_sections))
    words = _name_words(recognised, world)
    if words:
        found.append(q.Mentions(words, in_name=True))
    return found


def _name_words(recognised: Recognised, world: World) -> str:
    """The words that a name is asked to hold; a name in full is meant itself (施策名「花壇の手入れ」)."""
    match = NAMED.search(recognised.text)
    words = next(group for group in match.groupdict().values() if group).strip("「」 ") if match else ""
    whole = any(compact(words) == compact(one.label) for one in world.lexicon.of_kind("initiative"))
    part = any(
        m.kind in {"pillar", "field", "plan"} and m.text in compact(words) for m in recognised.mentions
    )
    return "" if whole or part else words
