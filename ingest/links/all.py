"""Every succession of a graph, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from keikaku.graph.search.encoder import Encoder
from keikaku.ingest.links.meaning import side_vectors
from keikaku.ingest.links.organisations import organisation_successions
from keikaku.ingest.links.periods import times_of
from keikaku.ingest.links.pillars import pillar_sides
from keikaku.ingest.links.plans import plan_successions
from keikaku.ingest.links.propose import Follows, propose
from keikaku.ingest.links.sides import Side, initiative_sides
from keikaku.ontology.lexicon.themes import load_themes
from keikaku.ontology.model.facts import (
    Department,
    Document,
    Fact,
    Key,
    LinkLevel,
    Passage,
    Section,
    Succession,
)
from keikaku.ontology.model.successions import SHOWN


def successions(
    facts: Sequence[Fact],
    encoder: Encoder | None,
    cache: Path,
    documents: Sequence[Document] = (),
    rejected: frozenset[tuple[Key, Key]] = frozenset(),
) -> tuple[Succession, ...]:
    """Links of plans, organisations, pillars and initiatives; `rejected` ones lend no lineage."""
    labels = _labels(facts)
    prose = [fact.text for fact in facts if isinstance(fact, Passage)]
    units = organisation_successions(facts, documents)
    follows: Follows = (
        frozenset((link.earlier, link.later) for link in units if (link.score or 0) >= SHOWN) - rejected
    )
    times = times_of(facts)

    def found(sides: Sequence[Side], level: LinkLevel) -> tuple[Succession, ...]:
        vectors = side_vectors(sides, encoder, cache) if encoder else None
        return propose(sides, vectors, level, labels, prose, follows, times)

    return (
        *plan_successions(facts, times),
        *units,
        *found(pillar_sides(facts), LinkLevel.PILLAR),
        *found(initiative_sides(facts), LinkLevel.INITIATIVE),
    )


def _labels(facts: Sequence[Fact]) -> dict[Key, str]:
    units = {fact.key: fact.label for fact in facts if isinstance(fact, Department | Section)}
    return {**units, **{theme.name: theme.label_ja for theme in load_themes()}}
