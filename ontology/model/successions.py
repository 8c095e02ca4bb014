"""Rules of successions that every layer shares: their names, and which of them are shown unasked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from keikaku.ontology.model.facts import Key, LinkLevel, LinkRelation, LinkStatus
from keikaku.ontology.model.names import digest

SHOWN = 0.5
"""A proposal that is likelier than not is shown unreviewed; `python -m tests.links` and
`python -m benchmarks.links.successions` measure what that means."""
POSSIBLE = 0.1
"""Below this a candidate is hardly worth a look; where one is above it nothing is said to have ended."""


def relation_name(relation: LinkRelation) -> str:
    """What became of the earlier, in a word."""
    match relation:
        case LinkRelation.CONTINUES:
            return "継続"
        case LinkRelation.RENAMES:
            return "改称"
        case LinkRelation.MERGES:
            return "統合"
        case LinkRelation.SPLITS:
            return "分割"
        case LinkRelation.MOVES:
            return "移管"
        case LinkRelation.RELATED:
            return "並行"
        case _:
            assert_never(relation)


RELATION_NAMES: Mapping[LinkRelation, str] = {one: relation_name(one) for one in LinkRelation}


def status_name(status: LinkStatus) -> str:
    """How sure a link is, in a word."""
    match status:
        case LinkStatus.STATED:
            return "文書に記載"
        case LinkStatus.INFERRED:
            return "推定"
        case LinkStatus.PROPOSED:
            return "未確認"
        case LinkStatus.ACCEPTED:
            return "確認済み"
        case LinkStatus.REJECTED:
            return "却下"
        case _:
            assert_never(status)


STATUS_NAMES: Mapping[LinkStatus, str] = {one: status_name(one) for one in LinkStatus}


def level_name(level: LinkLevel) -> str:
    """What a link joins, in a word."""
    match level:
        case LinkLevel.PLAN:
            return "計画"
        case LinkLevel.PILLAR:
            return "体系"
        case LinkLevel.ORGANISATION:
            return "組織"
        case LinkLevel.INITIATIVE:
            return "施策"
        case _:
            assert_never(level)


LEVEL_NAMES: Mapping[LinkLevel, str] = {one: level_name(one) for one in LinkLevel}
KINDS: Mapping[str, LinkLevel] = {
    "plan": LinkLevel.PLAN,
    "pillar": LinkLevel.PILLAR,
    "field": LinkLevel.PILLAR,
    "department": LinkLevel.ORGANISATION,
    "section": LinkLevel.ORGANISATION,
    "initiative": LinkLevel.INITIATIVE,
}
"""The level of a link by the kind of its earlier side, as keys name it."""


def link_id(earlier: Key, later: Key) -> str:
    """What a link is called in a command: twelve digits of its two sides, the same after every rebuild.

    >>> link_id("みどり市/initiative/2003/a", "みどり市/initiative/2027/b")
    'a7a5cc21c95f'
    """
    return digest(earlier, later)


def link_key(earlier: Key, later: Key) -> Key:
    """The key of the link beside the things of its municipality."""
    return f"{earlier.split('/', 1)[0]}/succession/{link_id(earlier, later)}"


def level_of(key: Key) -> LinkLevel | None:
    """The level of a link that starts at this key; None where such things have no successions.

    >>> level_of("みどり市/field/行動計画2027/窓口").value, level_of("みどり市/target/1")
    ('pillar', None)
    """
    parts = key.split("/")
    return KINDS.get(parts[1]) if len(parts) > 1 else None


def is_shown(status: LinkStatus, score: float | None) -> bool:
    """Whether a link is shown without being asked for: stated, inferred, accepted, or proposed and likely.

    >>> is_shown(LinkStatus.REJECTED, 0.99), is_shown(LinkStatus.ACCEPTED, None)
    (False, True)
    """
    if status is LinkStatus.PROPOSED:
        return score is not None and score >= SHOWN
    return status is not LinkStatus.REJECTED
