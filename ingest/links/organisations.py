"""Organisations that follow organisations: 防災室 and 防災課, one before the other.

Nothing is stated: each is a proposal, with the years between which the change lies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from keikaku.ingest.links.sides import document_years, plan_year
from keikaku.ontology.model.facts import (
    Department,
    Document,
    Fact,
    Initiative,
    Key,
    LinkLevel,
    LinkRelation,
    Mission,
    Plan,
    Post,
    Section,
    Succession,
)
from keikaku.ontology.model.successions import link_key

Unit = Department | Section
ENDING = re.compile(r"(?:課|室|係|センター|担当|部|局)$")
SCORES = {"same": 0.8, "inside": 0.4}
"""The same stem with another ending; a stem that the other has whole."""
SHORTEST = 2


def organisation_successions(
    facts: Sequence[Fact], documents: Sequence[Document] = ()
) -> tuple[Succession, ...]:
    """Proposals between sections and between departments, none of which stands beside the other."""
    years = unit_years(facts, documents)
    units = sorted((f for f in facts if isinstance(f, Department | Section)), key=lambda unit: unit.key)
    homes = _homes(units)
    return tuple(
        link
        for one in units
        for other in units
        if type(one) is type(other) and one.municipality == other.municipality and one.key != other.key
        for link in _link(one, other, years, homes)
    )


def unit_years(facts: Sequence[Fact], documents: Sequence[Document] = ()) -> dict[Key, set[int]]:
    """The years in which each organisation is told of: by its initiatives, posts, missions and documents."""
    plans = {fact.key: plan_year(fact) for fact in facts if isinstance(fact, Plan)}
    years: dict[Key, set[int]] = defaultdict(set)
    of_document = document_years(facts, documents)
    for fact in facts:
        if isinstance(fact, Initiative) and (year := fact.fiscal_year or plans.get(fact.plan)):
            for unit in (*fact.departments, *fact.sections):
                years[unit].add(year)
        elif isinstance(fact, Post | Mission) and fact.fiscal_year:
            years[fact.organisation].add(fact.fiscal_year)
        elif isinstance(fact, Department | Section):
            years[fact.key] |= {of_document[e.document] for e in fact.evidence if e.document in of_document}
    return years


def _homes(units: Sequence[Unit]) -> dict[Key, frozenset[Key]]:
    return {unit.key: frozenset(unit.departments) for unit in units if isinstance(unit, Section)}


def _link(
    one: Unit, other: Unit, years: dict[Key, set[int]], homes: dict[Key, frozenset[Key]]
) -> Iterator[Succession]:
    before, after = years.get(one.key, set()), years.get(other.key, set())
    kind = _kind(one.label, other.label)
    if kind == "inside" and isinstance(one, Department):  # 農業委員会 and 農業部 share a field, not a history
        return
    if not (before and after and kind) or max(before) >= min(after):
        return
    apart = homes.get(one.key) and homes.get(other.key) and not homes[one.key] & homes[other.key]
    if apart and kind != "same":
        return
    yield Succession(
        key=link_key(one.key, other.key),
        level=LinkLevel.ORGANISATION,
        relation=LinkRelation.RENAMES if kind == "same" else LinkRelation.MERGES,
        earlier=one.key,
        later=other.key,
        score=SCORES[kind],
        reasons=(
            f"「{one.label}」は{max(before)}年度まで、「{other.label}」は{min(after)}年度から文書に出る。",
            "同じ年度の文書に並んで出ることがない。",
            "末尾のほかは同じ名前である。" if kind == "same" else "片方の名前がもう片方に含まれる。",
        ),
        signals=f"last={max(before)} first={min(after)}",
    )


def _kind(one: str, other: str) -> str:
    """How two names hang together: the same stem, one inside the other, or not at all.

    >>> _kind("防災室", "防災課"), _kind("統計課", "情報統計課"), _kind("みどり整備部", "みどり再生部")
    ('same', 'inside', '')
    """
    first, second = ENDING.sub("", one), ENDING.sub("", other)
    if min(len(first), len(second)) < SHORTEST:
        return ""
    if first == second:
        return "same"
    return "inside" if first in second or second in first else ""
