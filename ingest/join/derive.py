"""What follows from the facts although no sentence says it: a visible list of functions with reasons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from keikaku.ingest.join.theme_tags import tag_themes
from keikaku.ingest.plans.names import ORDINAL, REVISION
from keikaku.ontology.model.facts import Evidence, Fact, Key, Plan, PlanKind, Relation, RelationKind, Status
from keikaku.ontology.model.names import key

YEAR = re.compile(r"(?:19|20)\d{2}")
NUMBER = re.compile(r"第(\d{1,2})[次期]")


def derive(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Derive from the reconciled facts, function after function."""
    return tuple(fact for function in DERIVATIONS for fact in function(facts))


def infer_replacements(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A plan of the same name with the next number or year replaces the one before, if nothing denies it."""
    series: dict[tuple[Key, str], list[tuple[int, Plan]]] = defaultdict(list)
    for plan in _plans(facts):
        name = _name(plan)
        place = _place(name)
        if place is not None and not re.search(REVISION, name):
            series[plan.municipality, _series(name)].append((place, plan))
    stated = {(fact.subject, fact.object) for fact in facts if isinstance(fact, Relation)}
    return tuple(
        _inferred(later, RelationKind.REPLACES, earlier, (*later.evidence[:1], *earlier.evidence[:1]))
        for plans in series.values()
        for (before, earlier), (after, later) in pairwise(sorted(plans, key=lambda item: item[0]))
        if before < after and (later.key, earlier.key) not in stated
    )


def infer_foundations(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A basic plan that one sentence names together with a basic concept rests on it."""
    concepts = [plan for plan in _plans(facts) if plan.kind is PlanKind.BASIC_CONCEPT]
    stated = {(fact.subject, fact.object) for fact in facts if isinstance(fact, Relation)}
    return tuple(
        _inferred(plan, RelationKind.BASED_ON, concept, shared)
        for plan in _plans(facts)
        for concept in concepts
        if plan.kind is PlanKind.BASIC_PLAN
        and (shared := _shared(plan, concept))
        and (plan.key, concept.key) not in stated
    )


def infer_newer_concepts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A basic concept that only later documents name replaces the one that an earlier document dates."""
    years = _document_years(facts)
    concepts = [plan for plan in _plans(facts) if plan.kind is PlanKind.BASIC_CONCEPT]
    return tuple(
        _inferred(newer, RelationKind.REPLACES, older, (*newer.evidence[:1], *older.evidence[:1]))
        for older in concepts
        for newer in concepts
        if older.decided
        and not newer.decided
        and older.municipality == newer.municipality
        and min((years.get(e.document, 0) for e in newer.evidence), default=0) > int(older.decided[:4]) + 10
    )


def _document_years(facts: Iterable[Fact]) -> dict[Key, int]:
    """The year of each document: of the plan that it is."""
    years: dict[Key, int] = {}
    for plan in _plans(facts):
        year = plan.fiscal_year or (int(plan.decided[:4]) if plan.decided else None) or plan.start
        if year and not plan.mentioned_only:
            years |= {e.document: max(year, years.get(e.document, 0)) for e in plan.evidence}
    return years


def _plans(facts: Iterable[Fact]) -> Iterator[Plan]:
    return (fact for fact in facts if isinstance(fact, Plan))


def _name(plan: Plan) -> str:
    """The canonical name, as the key has it."""
    return plan.key.split("/")[2]


def _series(name: str) -> str:
    return YEAR.sub("", re.sub(ORDINAL, "", re.sub(r"第\d{1,2}期", "", name)))


def _place(name: str) -> int | None:
    """The number or year by which a series is ordered; None where the name has none."""
    number, year = NUMBER.search(name), YEAR.search(name)
    return int(number[1]) if number else int(year[0]) if year else None


def _shared(one: Plan, other: Plan) -> tuple[Evidence, ...]:
    """The sentences that name both."""
    sentences = {(e.document, e.quote) for e in other.evidence}
    return tuple(e for e in one.evidence if (e.document, e.quote) in sentences)[:2]


def _inferred(subject: Plan, kind: RelationKind, target: Plan, evidence: tuple[Evidence, ...]) -> Relation:
    city = subject.key.split("/")[0]
    parts = [part for plan in (subject, target) for part in plan.key.split("/")[2:]]
    return Relation(
        key=key(city, "relation", kind.value, *parts),
        subject=subject.key,
        kind=kind,
        object=target.key,
        status=Status.INFERRED,
        evidence=tuple(dict.fromkeys(evidence)),
    )


DERIVATIONS: tuple[Callable[[Sequence[Fact]], tuple[Fact, ...]], ...] = (
    infer_replacements,
    infer_foundations,
    infer_newer_concepts,
    tag_themes,
)
