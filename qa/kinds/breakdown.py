"""Initiatives told apart: how many a pillar, a department …, the most and the least, one side against another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.conditions import chosen_pillar, named, scope
from keikaku.qa.finding.numbers import Finder, satisfies
from keikaku.qa.kinds.initiatives import answer_list
from keikaku.qa.names.mentions import PLACEHOLDER
from keikaku.qa.naming.asks import says
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Citation, Item
from keikaku.qa.telling.describe import bound_words, describe_condition, pillar_name
from keikaku.qa.telling.found import Found
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import CITED_COLUMNS, Evidence, cite, cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.qa.names.mentions import Mention
    from keikaku.qa.world.world import World

AXES: tuple[tuple[str, q.Axis], ...] = (
    ("分野", q.Axis.FIELD), ("field", q.Axis.FIELD),
    ("体系", q.Axis.PILLAR), ("柱", q.Axis.PILLAR), ("pillar", q.Axis.PILLAR), ("基本目標", q.Axis.PILLAR),
    ("テーマ", q.Axis.THEME), ("theme", q.Axis.THEME),
    ("課", q.Axis.SECTION), ("室", q.Axis.SECTION), ("section", q.Axis.SECTION),
    ("部", q.Axis.DEPARTMENT), ("局", q.Axis.DEPARTMENT), ("department", q.Axis.DEPARTMENT),
    ("計画", q.Axis.PLAN), ("プラン", q.Axis.PLAN), ("plan", q.Axis.PLAN), ("年度", q.Axis.PLAN),
)  # fmt: skip
"""The words for an axis, the longer before what it holds (部分 is no 部: 分野 stands first)."""

PATTERNS = {
    q.Axis.DEPARTMENT: "{ ?i plan:department ?group } UNION { ?i plan:section/plan:sectionOf ?group }",
    q.Axis.SECTION: "?i plan:section ?group .",
    q.Axis.PLAN: "?i plan:inPlan ?group .",
    q.Axis.PILLAR: "?i plan:inPillar ?group .",
    q.Axis.FIELD: "?i plan:inField ?group .",
    q.Axis.THEME: "?tag plan:subject ?i ; plan:theme ?group .",
}
NAMES = {
    q.Axis.DEPARTMENT: ("部", "department"),
    q.Axis.SECTION: ("課・室", "section"),
    q.Axis.PLAN: ("計画", "plan"),
    q.Axis.PILLAR: ("柱", "pillar"),
    q.Axis.FIELD: ("分野", "field"),
    q.Axis.THEME: ("テーマ", "theme"),
}


# ---- reading -------------------------------------------------------------------------------------------------------


def read_breakdown(reading: Reading) -> Understood | None:
    """体系ごとの施策数"""
    return _by_axis(reading, None)


def read_most(reading: Reading) -> Understood | None:
    """施策数が一番多い体系"""
    return _by_axis(reading, "most")


def read_least(reading: Reading) -> Understood | None:
    """施策数が一番少ない分野"""
    return _by_axis(reading, "least")


def _by_axis(reading: Reading, extreme: q.Extreme | None) -> Understood | None:
    asked = reading.recognised.rest + "".join(
        PLACEHOLDER[m.kind] for m in reading.recognised.of("pillars", "fields")
    )
    axis = next((axis for word, axis in AXES if word in asked), None)
    if axis is None or reading.recognised.of("indicator"):
        return None
    found = scope(reading.recognised, reading.world)
    newest = reading.world.newest_plan
    if axis in {q.Axis.PILLAR, q.Axis.FIELD} and not found.condition.conditions and newest:
        note = f"計画の指定がないので、いちばん新しい「{newest.label}」で数えました"
        condition = q.AllOf((q.InPlan(q.Named(newest.key, newest.label)),))
        return Understood(query=q.Breakdown(condition, axis, extreme), notes=(*found.notes, note))
    return Understood(query=q.Breakdown(found.condition, axis, extreme), notes=found.notes)


def read_compare(reading: Reading) -> Understood | None:
    """企画部と総務部ではどちらが多い？: two or more things of one kind, side by side, but for their targets."""
    if says("TARGET", reading.recognised.rest) and not says("ASK_COUNT", reading.recognised.rest):
        return None
    for kind in ("department", "section", "pillar", "field", "plan", "theme", "municipality"):
        mentions = reading.recognised.of(kind)
        if len(mentions) > 1:
            sides = tuple((_side_named(m, reading), _side(reading, m)) for m in mentions)
            fewer = bool(FEWER.search(reading.shape)) and not MORE.search(reading.shape)
            return Understood(query=q.Compare(sides, fewer))
    return None


FEWER = re.compile(r"少な(?!くとも)|fewer|less")
MORE = re.compile(r"多[いく]|more")


def _side_named(mention: Mention, reading: Reading) -> q.Named:
    if mention.themes:
        return q.Named(mention.themes[0], reading.world.theme_labels.get(mention.themes[0], mention.text))
    plans = [plan for m in reading.recognised.of("plan") for plan in m.things]
    of_pillar = mention.kind == "pillar"
    thing = (
        chosen_pillar(mention.things, plans, reading.world) if of_pillar else next(iter(mention.things), None)
    )
    return named(thing) if thing else q.Named(mention.text, mention.text)


def _side(reading: Reading, mention: Mention) -> q.AllOf:
    kept = tuple(m for m in reading.recognised.mentions if m.kind != mention.kind or m is mention)
    found = scope(replace(reading.recognised, mentions=kept), reading.world).condition
    if mention.kind != "municipality":
        return found
    return q.AllOf((*(q.InCity(named(city)) for city in mention.things), *found.conditions))


# ---- answering -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """One side with its number."""

    key: str
    label: str
    number: str
    count: int
    citation: Citation | None
    heading: str = ""  # of a pillar or a field: 基本目標


def breakdown_query(query: q.Breakdown) -> str:
    """How many initiatives a group, with where the group's name stands."""
    return f"""SELECT ?group ?label ?number ?n ?place {CITED_COLUMNS} WHERE {{
  {{ SELECT ?group (COUNT(DISTINCT ?i) AS ?n) WHERE {{ {sparql.where(query.where)} {PATTERNS[query.by]} }} GROUP BY ?group }}
  OPTIONAL {{ ?group skos:prefLabel ?label }} OPTIONAL {{ ?group skos:notation ?number }} OPTIONAL {{ ?group plan:order ?place }}
  OPTIONAL {{ {cited("?group")} }}
}} ORDER BY DESC(?n) ?place ?group ?ev"""


def answer_breakdown(query: q.Breakdown, world: World, language: q.Language) -> Found | Declined:
    """Every group with its number, the most first; with `extreme` only the first or the last."""
    text = breakdown_query(query)
    groups = _groups(world.facts.rows(GroupRow, text), query.by, world)
    where = describe_condition(query.where, language)
    name = _axis_name(groups, query.by, language)
    reading = f"{where}の{name}ごとの件数" if language == "ja" else f"number of {where} by {name}"
    if not groups:
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="nothing", about={"reading": reading})
    chosen = _chosen(groups, query)
    if not chosen:
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="nothing", about={"reading": reading})
    return Found(
        text=_text(chosen, groups, query, where, language) + _total(query, world, language),
        sparql=text,
        reading=reading + _extreme_words(query.extreme, language),
        items=tuple(_item(group, query.by) for group in chosen),
        citations=tuple(group.citation for group in chosen if group.citation),
        value=None
        if query.first
        else chosen[0].count
        if query.extreme
        else len(chosen)
        if query.having
        else None,
        unit=("件" if language == "ja" else "initiatives") if query.extreme and not query.first else None,
    )


def _extreme_words(extreme: q.Extreme | None, language: q.Language) -> str:
    words = {
        None: ("", ""),
        "most": ("（最も多いもの）", " (the most)"),
        "least": ("（最も少ないもの）", " (the least)"),
    }
    return words[extreme][language == "en"]


class GroupRow(NamedTuple):
    """A row of `breakdown_query`."""

    group: str
    label: str | None
    number: str | None
    n: int
    place: int | None
    evidence: Evidence


def _groups(rows: Iterable[GroupRow], by: q.Axis, world: World) -> tuple[Group, ...]:
    found: dict[str, Group] = {}
    for row in rows:
        key, label = row.group, row.label
        if key in found:
            continue
        name = label or world.theme_labels.get(key.rpartition("#")[2], key) if by is q.Axis.THEME else label
        heading = world.lexicon.things[key].heading if key in world.lexicon.things else ""
        found[key] = Group(key, name or key, row.number or "", row.n, cite(row.evidence), heading)
    return tuple(found.values())


def _chosen(groups: tuple[Group, ...], query: q.Breakdown) -> tuple[Group, ...]:
    """Every group, those of so many, or those of the rank that is asked for."""
    if query.having is not None:
        return tuple(group for group in groups if satisfies(group.count, query.having))
    if query.first:
        return _first(groups, query)
    if query.extreme is None:
        return groups
    counts = sorted({g.count for g in groups}, reverse=query.extreme == "most")
    wanted = counts[min(query.rank, len(counts)) - 1]
    return tuple(group for group in groups if group.count == wanted)


def _first(groups: tuple[Group, ...], query: q.Breakdown) -> tuple[Group, ...]:
    """So many from the top (the bottom), and those that have as many as the last of them."""
    ordered = sorted(groups, key=lambda group: group.count, reverse=query.extreme != "least")
    last = ordered[min(query.first, len(ordered)) - 1].count
    return tuple(group for at, group in enumerate(ordered) if at < query.first or group.count == last)


def _item(group: Group, by: q.Axis) -> Item:
    return Item(iri=group.key, type=by.value.capitalize(), label=group.label, score=None)


def _axis_name(groups: Sequence[Group], by: q.Axis, language: q.Language) -> str:
    """The word for the sides: the documents' own where they have one."""
    own = groups[0].heading if groups and language == "ja" else ""
    return own or NAMES[by][language == "en"]


def _named(group: Group, by: q.Axis) -> str:
    return (
        f"{pillar_name(group.heading, group.number)}「{group.label}」"
        if by is q.Axis.PILLAR and group.number
        else f"「{group.label}」"
    )


def _text(
    chosen: tuple[Group, ...], groups: tuple[Group, ...], query: q.Breakdown, where: str, language: q.Language
) -> str:
    name = _axis_name(groups, query.by, language)
    listed = "、".join(f"{_named(group, query.by)}{group.count}件" for group in chosen)
    if query.having is not None:
        return _bounded(chosen, bound_words(query.having, language), where, name, listed, language)
    if query.first:
        return _few(chosen, query, where, name, language)
    if query.extreme is None:
        return (
            f"{where}を{name}ごとに数えると、{listed}です。"
            if language == "ja"
            else f"{where} by {name}: " + ", ".join(f"{g.label} {g.count}" for g in groups) + "."
        )
    who = "、".join(_named(group, query.by) for group in chosen)
    if query.rank > 1:
        return _ranked(query, who, where, name, chosen[0].count, language)
    if language == "en":
        return f"The {name} with the {'most' if query.extreme == 'most' else 'fewest'} {where} is {who}: {chosen[0].count}."
    most = "多い" if query.extreme == "most" else "少ない"
    return f"{where}が最も{most}{name}は{who}で、{chosen[0].count}件です。"


def _bounded(  # noqa: PLR0913, PLR0917 - the parts of one sentence
    chosen: tuple[Group, ...], bound: str, where: str, name: str, listed: str, language: q.Language
) -> str:
    """Those whose number lies within a bound."""
    if language == "en":
        counted = ", ".join(f"{group.label} {group.count}" for group in chosen)
        return f"{len(chosen)} ({name}) have {bound} of the {where}: {counted}."
    return f"{where}が{bound}の{name}は{len(chosen)}つで、{listed}です。"


def _few(chosen: tuple[Group, ...], query: q.Breakdown, where: str, name: str, language: q.Language) -> str:
    """The first few with their numbers."""
    least = query.extreme == "least"
    if language == "en":
        listed = ", ".join(f"{group.label} {group.count}" for group in chosen)
        return f"The {len(chosen)} ({name}) with the {'fewest' if least else 'most'} {where}: {listed}."
    listed = "、".join(f"{_named(group, query.by)}{group.count}件" for group in chosen)
    return f"{where}が{'少ない' if least else '多い'}順に{len(chosen)}つの{name}は、{listed}です。"


def _total(query: q.Breakdown, world: World, language: q.Language) -> str:
    """All of them together, each once: where groups share some, their numbers add up to more."""
    if not query.total:
        return ""
    count, _ = Finder(world).counted(query.where)
    if language == "en":
        return f" {count} in total, each counted once."
    return f"合計は{count}件です（重なりは1件と数えます）。"


def _ranked(query: q.Breakdown, who: str, where: str, name: str, count: int, language: q.Language) -> str:  # noqa: PLR0913, PLR0917
    """保健福祉部です: the one of that rank first."""
    if language == "en":
        return f"{who} is number {query.rank} by {'most' if query.extreme == 'most' else 'fewest'} {where}: {count}."
    size = "多い" if query.extreme == "most" else "少ない"
    return f"{who}です。{where}が{query.rank}番目に{size}{name}で、{count}件です。"


def answer_compare(query: q.Compare, world: World, language: q.Language) -> Found | Declined:
    """Each side's number, and which is more; the items are the sides, the winners first."""
    sides = [(side, answer_list(q.ListInitiatives(where), world, language)) for side, where in query.sides]
    counted = [(side.label, len(found.items) if isinstance(found, Found) else 0) for side, found in sides]
    best = (min if query.fewer else max)(number for _, number in counted)
    winners = [name for name, number in counted if number == best]
    founds = [found for _, found in sides if isinstance(found, Found)]
    if not founds and isinstance(sides[0][1], Declined):
        return sides[0][1]
    return Found(
        text=_compared(counted, winners, fewer=query.fewer, language=language),
        sparql="\n\n".join(found.sparql for found in founds),
        reading=f"{'、'.join(name for name, _ in counted)}の施策数の比較"
        if language == "ja"
        else f"comparison of the numbers of initiatives: {', '.join(name for name, _ in counted)}",
        items=tuple(
            Item(iri=side.key, type="Side", label=side.label)
            for side, _ in sorted(sides, key=lambda pair: pair[0].label not in winners)
        ),
        citations=tuple(c for found in founds for c in found.citations),
        value=best,
        unit="件" if language == "ja" else "initiatives",
    )


def _compared(
    counted: Sequence[tuple[str, int]], winners: Sequence[str], *, fewer: bool, language: q.Language
) -> str:
    if language == "en":
        listed = ", ".join(f"{name}: {number}" for name, number in counted)
        verdict = (
            "the same number"
            if len(winners) == len(counted)
            else f"{'fewer' if fewer else 'more'} in {', '.join(winners)}"
        )
        return f"{listed}; {verdict}."
    listed = "、".join(f"「{name}」は{number}件" for name, number in counted)
    if len(winners) == len(counted):
        return f"{listed}で、同じ件数です。"
    return (
        f"{listed}で、{'少ない' if fewer else '多い'}のは{'、'.join(f'「{name}」' for name in winners)}です。"
    )
