"""Rules of successions that every layer shares: their names, and which of them are shown unasked."""

from __future__ import annotations

from collections.abc import Mapping

from keikaku.ontology.model.facts import Key, LinkLevel, LinkRelation, LinkStatus
from keikaku.ontology.model.names import digest

SHOWN = 0.5
"""A proposal that is likelier than not is shown unreviewed; `python -m tests.links` and
`python -m benchmarks.successions` measure what that means."""
POSSIBLE = 0.1
"""Below this a candidate is hardly worth a look; where one is above it nothing is said to have ended."""

RELATION_NAMES: Mapping[LinkRelation, str] = {
    LinkRelation.CONTINUES: "継続",
    LinkRelation.RENAMES: "改称",
    LinkRelation.MERGES: "統合",
    LinkRelation.SPLITS: "分割",
    LinkRelation.MOVES: "移管",
    LinkRelation.RELATED: "並行",
}
STATUS_NAMES: Mapping[LinkStatus, str] = {
    LinkStatus.STATED: "文書に記載",
    LinkStatus.INFERRED: "推定",
    LinkStatus.PROPOSED: "未確認",
    LinkStatus.ACCEPTED: "確認済み",
    LinkStatus.REJECTED: "却下",
}
LEVEL_NAMES: Mapping[LinkLevel, str] = {
    LinkLevel.PLAN: "計画",
    LinkLevel.PILLAR: "体系",
    LinkLevel.ORGANISATION: "組織",
    LinkLevel.INITIATIVE: "施策",
}
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
