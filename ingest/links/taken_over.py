"""Lineages as proposals, beside those that names suggest: units, pillars and plans that took work over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from keikaku.ingest.links.lineage import Lineage
from keikaku.ontology.model.facts import Key, LinkLevel, LinkRelation, LinkStatus, Succession
from keikaku.ontology.model.successions import SHOWN, link_key

WORTH = 0.2
"""A lineage that is less sure than this is not worth a reviewer's look."""


def taken_over(
    named: Sequence[Succession], found: Sequence[Lineage], level: LinkLevel, labels: Mapping[Key, str]
) -> tuple[Succession, ...]:
    """The proposals by names and those by work; a pair that both tell has the reasons of both.

    What a document states stays as it is.
    """
    links = {(link.earlier, link.later): link for link in named}
    worth = [one for one in found if one.score >= WORTH]
    shown = [one for one in worth if one.score >= SHOWN]
    heirs, origins = Counter(one.earlier for one in shown), Counter(one.later for one in shown)
    for one in worth:
        told = links.get((one.earlier, one.later))
        if told is None:
            relation = _became(heirs[one.earlier], origins[one.later])
            links[one.earlier, one.later] = _proposal(one, level, relation, labels)
        elif told.status is LinkStatus.PROPOSED and told.relation is not LinkRelation.RELATED:
            score = max(one.score, told.score or 0.0)
            reasons = (*_reasons(one, labels), *told.reasons)
            links[one.earlier, one.later] = replace(told, score=score, reasons=reasons)
    return tuple(links.values())


def _proposal(
    one: Lineage, level: LinkLevel, relation: LinkRelation, labels: Mapping[Key, str]
) -> Succession:
    return Succession(
        key=link_key(one.earlier, one.later),
        level=level,
        relation=relation,
        earlier=one.earlier,
        later=one.later,
        score=one.score,
        reasons=tuple(_reasons(one, labels)),
        signals=f"works={one.works:.1f} share={one.share:.2f} last={one.before} first={one.after}",
    )


def _became(heirs: int, origins: int) -> LinkRelation:
    if heirs > 1:
        return LinkRelation.SPLITS
    return LinkRelation.MERGES if origins > 1 else LinkRelation.RENAMES


def _reasons(one: Lineage, labels: Mapping[Key, str]) -> Iterator[str]:
    earlier, later = labels.get(one.earlier, ""), labels.get(one.later, "")
    count = max(1, round(one.works))
    yield f"「{earlier}」の取組のうち{count}件ほどが「{later}」に引き継がれたとみられる。"
    if one.ended:
        yield f"「{earlier}」は{one.after}年度からの文書に出ない。"
    if one.began:
        yield f"「{later}」は{one.before}年度までの文書に出ない。"
