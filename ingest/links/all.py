"""Every succession of a graph, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from keikaku.graph.search.encoder import Encoder
from keikaku.ingest.links.lineage import Holders, lineages
from keikaku.ingest.links.meaning import side_vectors
from keikaku.ingest.links.organisations import organisation_successions
from keikaku.ingest.links.periods import times_of
from keikaku.ingest.links.pillars import pillar_sides
from keikaku.ingest.links.plans import plan_successions
from keikaku.ingest.links.propose import Compared, Follows, compare, decide
from keikaku.ingest.links.sides import Side, initiative_sides
from keikaku.ingest.links.taken_over import taken_over
from keikaku.ontology.lexicon.themes import load_themes
from keikaku.ontology.model.facts import (
    Department,
    Document,
    Fact,
    Field,
    Key,
    LinkLevel,
    LinkRelation,
    Passage,
    Pillar,
    Plan,
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
    labels, times = _labels(facts), times_of(facts)
    prose = [fact.text for fact in facts if isinstance(fact, Passage)]
    named = organisation_successions(facts, documents)

    def compared(sides: Sequence[Side]) -> Compared:
        return compare(sides, side_vectors(sides, encoder, cache) if encoder else None, prose, times)

    sides = initiative_sides(facts)
    works = compared(sides)
    handed = _handed(sides, decide(works, LinkLevel.INITIATIVE, labels, _follows(named) - rejected))

    def by_work(found: Sequence[Succession], level: LinkLevel, *holders: Holders) -> tuple[Succession, ...]:
        lines = [line for of in holders for line in lineages(sides, handed, of)]
        return taken_over(found, lines, level, labels)

    units = by_work(named, LinkLevel.ORGANISATION, *UNITS)
    lines_of_units = [line for of in UNITS for line in lineages(sides, handed, of)]
    single = {(line.earlier, line.later) for line in lines_of_units if line.works < SEVERAL}
    follows = (_follows(named) | _follows(units) - single) - rejected
    pillars = decide(compared(pillar_sides(facts)), LinkLevel.PILLAR, labels, follows)
    return (
        *by_work(plan_successions(facts, times), LinkLevel.PLAN, lambda side: frozenset({side.plan})),
        *units,
        *by_work(pillars, LinkLevel.PILLAR, lambda side: side.parts),
        *decide(works, LinkLevel.INITIATIVE, labels, follows),
    )


UNITS: tuple[Holders, ...] = (lambda side: side.units, lambda side: side.sections)
SEVERAL = 1.5
"""One thing that changed hands tells nothing of whether its unit was reorganised or only it was moved."""


def _follows(units: Sequence[Succession]) -> Follows:
    return frozenset((link.earlier, link.later) for link in units if (link.score or 0) >= SHOWN)


def _handed(sides: Sequence[Side], links: Sequence[Succession]) -> tuple[tuple[Side, Side, float], ...]:
    """The initiatives that likely went on, with their heirs, whatever people decided of some of them."""
    by_key = {side.key: side for side in sides}
    return tuple(
        (by_key[link.earlier], by_key[link.later], link.score or 0.0)
        for link in links
        if link.relation is not LinkRelation.RELATED and (link.score or 0) >= SHOWN
    )


def _labels(facts: Sequence[Fact]) -> dict[Key, str]:
    named = (Department, Section, Plan, Pillar, Field)
    units = {fact.key: fact.label for fact in facts if isinstance(fact, named)}
    return {**units, **{theme.name: theme.label_ja for theme in load_themes()}}
