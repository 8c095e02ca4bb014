"""The successions of a version as questions walk along them: from one thing to what followed or stood before it."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.model.facts import LinkRelation, LinkStatus
from keikaku.ontology.model.successions import POSSIBLE, SHOWN, is_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.world.world import World


class LinkRow(NamedTuple):
    """A row of LINKS."""

    earlier: str
    later: str
    level: str
    relation: str
    status: LinkStatus
    score: float | None


LINKS = """SELECT ?earlier ?later ?level ?relation ?status ?score WHERE {
  ?link a plan:Succession ; plan:earlier ?earlier ; plan:later ?later ; plan:linkLevel ?level ;
    plan:linkRelation ?relation ; plan:linkStatus ?status .
  OPTIONAL { ?link plan:score ?score }
} ORDER BY ?earlier ?later"""
WEAKER = (LinkStatus.STATED, LinkStatus.ACCEPTED, LinkStatus.INFERRED, LinkStatus.PROPOSED)
SURE = frozenset({LinkStatus.ACCEPTED, LinkStatus.STATED, LinkStatus.INFERRED})


@dataclass(frozen=True, slots=True)
class Link:
    """One link that is shown; `score` is None where nobody guessed."""

    earlier: Key
    later: Key
    level: str
    relation: str
    status: LinkStatus
    score: float | None

    @property
    def sure(self) -> bool:
        """Whether a document, an inference from documents or a person says it."""
        return self.status in SURE


def shown_links(world: World) -> tuple[Link, ...]:
    """The links of the version that are shown without being asked for."""
    links = (Link(*row) for row in world.facts.rows(LinkRow, LINKS))
    return tuple(
        link for link in links if is_shown(link.status, link.score) and link.relation != LinkRelation.RELATED
    )


def possible_links(world: World) -> tuple[Link, ...]:
    """Proposals below the threshold that are still worth a look, the likeliest first."""
    links = (Link(*row) for row in world.facts.rows(LinkRow, LINKS))
    kept = [
        link
        for link in links
        if link.status is LinkStatus.PROPOSED
        and POSSIBLE <= (link.score or 0.0) < SHOWN
        and link.relation != LinkRelation.RELATED
    ]
    return tuple(sorted(kept, key=lambda link: (-(link.score or 0.0), link.earlier, link.later)))


def followed(links: Iterable[Link], starts: Iterable[Key], *, earlier: bool) -> dict[Key, tuple[Link, ...]]:
    """Everything that is reached from the starts, each with the links that lead there; fewest links first."""
    onward: dict[Key, list[Link]] = defaultdict(list)
    for link in links:
        onward[link.later if earlier else link.earlier].append(link)
    paths: dict[Key, tuple[Link, ...]] = dict.fromkeys(starts, ())
    waiting = list(paths)
    for here in waiting:
        for link in sorted(onward[here], key=_surest):
            there = link.earlier if earlier else link.later
            if there not in paths:
                paths[there] = (*paths[here], link)
                waiting.append(there)
    return {key: path for key, path in paths.items() if path}


def _surest(link: Link) -> tuple[bool, float, Key]:
    return not link.sure, -(link.score or 0.0), link.later


def is_sure(path: Sequence[Link]) -> bool:
    """Whether every step of a path is."""
    return all(link.sure for link in path)


def weakest(path: Sequence[Link]) -> LinkStatus:
    """By whose word a path holds: a proposal is less than an inference, that less than a person or a document."""
    return max((link.status for link in path), key=WEAKER.index)


def path_score(path: Sequence[Link]) -> float | None:
    """How likely all the guessed steps of a path are together; None where none was guessed."""
    guessed = [link.score for link in path if not link.sure and link.score is not None]
    return math.prod(guessed) if guessed else None
