"""Plans that follow plans: what the documents state, what follows from it, and what the names suggest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from keikaku.ingest.links.periods import NO_TIMES, Times, stem
from keikaku.ingest.links.sides import document_years, plan_year
from keikaku.ontology.model.facts import (
    Fact,
    Key,
    LinkLevel,
    LinkRelation,
    LinkStatus,
    Plan,
    Relation,
    RelationKind,
    Status,
    Succession,
)
from keikaku.ontology.model.successions import link_key

BACKWARDS = frozenset({RelationKind.REPLACES, RelationKind.REVISES})
"""Relations whose subject is the later plan."""
SAID = {
    RelationKind.REPLACES: "後の計画が前の計画に代わる",
    RelationKind.REVISES: "後の計画は前の計画の改定版である",
    RelationKind.PLACED_IN: "前の計画は後の計画に位置付けられた",
}
SHARED = 6
"""So many characters of a name in a row make two plans of one line, if nothing says otherwise."""
NAME_SCORE = 0.3


def plan_successions(facts: Sequence[Fact], times: Times = NO_TIMES) -> tuple[Succession, ...]:
    """Stated and inferred links from the relations of plans, then proposals from names; each pair once."""
    found: dict[tuple[Key, Key], Succession] = {}
    plans = {fact.key: fact for fact in facts if isinstance(fact, Plan)}
    for link in (*_told(facts, plans), *_named(facts, tuple(plans.values()), times)):
        found.setdefault((link.earlier, link.later), link)
    return tuple(found.values())


def _told(facts: Sequence[Fact], plans: dict[Key, Plan]) -> Iterator[Succession]:
    relations = [fact for fact in facts if isinstance(fact, Relation)]
    for one in sorted(relations, key=lambda fact: (fact.status is not Status.STATED, fact.key)):
        if one.kind in BACKWARDS:
            yield _link(one, one.object, one.subject, plans)
        elif one.kind is RelationKind.PLACED_IN:
            yield _link(one, one.subject, one.object, plans)


def _link(one: Relation, earlier: Key, later: Key, plans: dict[Key, Plan]) -> Succession:
    stated = one.status is Status.STATED
    merged = one.kind is RelationKind.PLACED_IN
    both = plans.get(earlier), plans.get(later)
    renamed = not merged and (None in both or stem(both[0]) != stem(both[1]))  # type: ignore[arg-type]
    return Succession(
        key=link_key(earlier, later),
        level=LinkLevel.PLAN,
        relation=LinkRelation.MERGES
        if merged
        else LinkRelation.RENAMES
        if renamed
        else LinkRelation.CONTINUES,
        earlier=earlier,
        later=later,
        status=LinkStatus.STATED if stated else LinkStatus.INFERRED,
        reasons=(_reason(one.kind, stated=stated),),
        evidence=tuple(replace(part, aspect="relation") for part in one.evidence),
    )


def _reason(kind: RelationKind, *, stated: bool) -> str:
    return f"文書に、{SAID[kind]}と書かれている。" if stated else f"名前と年から、{SAID[kind]}とみられる。"


def _named(facts: Sequence[Fact], plans: Sequence[Plan], times: Times) -> Iterator[Succession]:
    """Plans of different years whose names share a long stretch."""
    documents = document_years(facts)
    dated = [(year, plan) for plan in plans if (year := _year(plan, documents))]
    known = sorted(dated, key=lambda pair: (pair[0], pair[1].key))
    for place, (before, one) in enumerate(known):
        for after, other in known[place + 1 :]:
            name = _stretch(one, other)
            alike = one.municipality == other.municipality and len(name) >= SHARED
            if after > before and alike and (one.key, other.key) not in times.one:
                beside = (one.key, other.key) in times.beside
                yield Succession(  # the nearest in time is the heir
                    key=link_key(one.key, other.key),
                    level=LinkLevel.PLAN,
                    relation=LinkRelation.RELATED if beside else LinkRelation.CONTINUES,
                    earlier=one.key,
                    later=other.key,
                    score=NAME_SCORE,
                    reasons=(
                        f"名前がどちらも「{name}」を含み、前の計画は{before}年度、後の計画は{after}年度に出る。",
                    ),
                )
                if not beside:
                    break


def _year(plan: Plan, documents: Mapping[Key, int]) -> int | None:
    """The year of a plan; one that nothing dates was there when the first document named it."""
    named = [documents[e.document] for e in plan.evidence if e.document in documents]
    return plan_year(plan) or min(named, default=None)


def _stretch(one: Plan, other: Plan) -> str:
    """The longest run of characters that both names have, without numbers, years and the city."""
    first, second = (stem(plan) for plan in (one, other))
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return first[run.a : run.a + run.size].strip("・のとに")
