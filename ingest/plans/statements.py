"""What a sentence says of the plans that it names: when one was decided, what one is to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keikaku.ingest.plans.names import Mention
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import Time, find_times
from keikaku.ontology.model.facts import RelationKind

DECIDE = r"(?:議決|策定|決定|確定|制定|とりまとめ|取りまとめ|まとめ|公表|改定)"
BETWEEN_DATE_AND_NAME = re.compile(rf"^に?.{{0,14}}{DECIDE}(?:された|した)[「『]?$")
NAME_THEN_DECIDED = re.compile(rf"^[」』]?[^。]{{0,70}}?を{DECIDE}")
NAME_THEN_DATE = re.compile(rf"^[」』]?(?:を|が){DECIDE}(?:しました|した|され(?:た|ました))?\s?[（(]")
CLOSING = r"^[」』]?\s?"


@dataclass(frozen=True, slots=True)
class StatementRule:
    """What stands behind the name of plan A before plan B comes, and what B then is to A.

    `turned`: A is what the relation goes from, B what it goes to.
    """

    kind: RelationKind
    pattern: str
    example: str
    never: str
    turned: bool = False


RULES = (
    StatementRule(
        RelationKind.INDIVIDUAL_PLAN_OF,
        CLOSING + r"(?:に基づく|における|に位置[付づ]けられた|の)個別計画",
        "「第2次みどり市基本計画」の個別計画として「みどり市緑化計画2030」を策定した。",
        "「第2次みどり市基本計画」を改定し、個別計画を見直した。",
    ),
    StatementRule(
        RelationKind.BASED_ON,
        CLOSING + r"(?:の策定)?(?:に基づ[きくい](?!個別計画)|を踏まえ|に即し)",
        "みどり市基本構想に基づき、第2次みどり市基本計画を策定した。",
        "みどり市基本構想と第2次みどり市基本計画を策定した。",
    ),
    StatementRule(
        RelationKind.REPLACES,
        CLOSING + r"(?:に代わる|に替わる|の後継|を引き継ぐ|の次期計画)",
        "「みどり市緑化計画2025」に代わる「みどり市緑化計画2030」を策定した。",
        "「みどり市緑化計画2025」と「みどり市緑化計画2030」を比べた。",
    ),
    StatementRule(
        RelationKind.PLACED_IN,
        CLOSING + r"を[、\s「『]{0,3}$",
        "「みどり市デジタル計画」を「みどり市行動計画2030」の体系1に位置付け、進める。",
        "「みどり市デジタル計画」と「みどり市行動計画2030」を比べる。",
        turned=True,
    ),
)
COMPILED = tuple((rule, re.compile(rule.pattern)) for rule in RULES)
PLACED = re.compile(r"^[」』]?(?:の|に)[^。]{0,60}?(?:位置[付づ]け|統合|組み込)")
PLACED_PILLAR = re.compile(r"(?P<number>\d{1,2})\s?[『「](?P<label>[^『』「」]{2,40})[』」]")


@dataclass(frozen=True, slots=True)
class Statement:
    """That the first plan is something to the second; `pillar` where a pillar of the second is meant."""

    kind: RelationKind
    subject: Mention
    object: Mention
    pillar: str = ""


def decided(mention: Mention) -> str | None:
    """The month or day on which a sentence says that the plan was decided."""
    before = mention.sentence[: mention.start]
    after = mention.sentence[mention.end :]
    for time in reversed(_dates(before)):
        between = normalise(before[time.end :]).text
        if BETWEEN_DATE_AND_NAME.search(between) or (len(between) < 60 and NAME_THEN_DECIDED.search(after)):
            return _iso(time)
    for time in _dates(after)[:1]:
        if NAME_THEN_DATE.search(after[: time.start]):
            return _iso(time)
    return None


def _dates(text: str) -> tuple[Time, ...]:
    return tuple(time for time in find_times(text) if time.kind in ("month", "day"))


def _iso(time: Time) -> str:
    return time.first if time.kind == "day" else time.first[:7]


def is_individual(mention: Mention) -> bool:
    """Whether the sentence calls the plan an individual plan: 個別計画である「…」."""
    return bool(re.search(r"個別計画(?:の[一1１]つ)?である[「『]?$", mention.sentence[: mention.start]))


def statements(named: tuple[Mention, ...]) -> Iterator[Statement]:
    """What one sentence says of the plans that it names, in their order."""
    for place, first in enumerate(named):
        for rule, pattern in COMPILED:
            others = named[place + 1 :]
            behind = first.sentence[first.end : others[0].start if rule.turned and others else None]
            if not pattern.search(behind):
                continue
            if rule.turned:
                yield from _placed(first, others)
            else:
                yield from (
                    Statement(rule.kind, other, first)
                    for other in others or named[:place]
                    if other.name != first.name
                )


def _placed(first: Mention, others: tuple[Mention, ...]) -> Iterator[Statement]:
    """A plan that became a part or a pillar of the next one."""
    for other in others[:1]:
        behind = other.sentence[other.end :]
        match = PLACED.search(behind)
        if match:
            pillar = PLACED_PILLAR.search(normalise(match[0]).text)
            yield Statement(RelationKind.PLACED_IN, first, other, pillar["label"] if pillar else "")
