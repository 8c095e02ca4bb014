"""The plan of a document, and the plans that it only names, with what its sentences say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from keikaku.ingest.facts.organisations import department_key
from keikaku.ingest.facts.plan_relations import make_relations, revised
from keikaku.ingest.plans.keys import key_of_mention, said
from keikaku.ingest.plans.names import Mention, kind_of, plan_key
from keikaku.ingest.plans.periods import adopted, find_period, fiscal_year_in
from keikaku.ingest.plans.statements import decided, is_individual
from keikaku.ingest.reading import Reading
from keikaku.ontology.model.facts import Evidence, Fact, Key, Plan, PlanKind, Relation, RelationKind


def make_plans(reading: Reading) -> tuple[Fact, ...]:
    """The document's own plan, and one node for each plan that it names or that a revision's name names."""
    own = _own_plan(reading)
    named: dict[Key, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        named[key_of_mention(reading, mention)].append(mention)
    plans = {k: _mentioned(reading, k, found) for k, found in named.items()}
    for mention in reading.mentions:
        for base in revised(mention):
            plans.setdefault(
                plan_key(reading.city, base.name),
                _mentioned(reading, plan_key(reading.city, base.name), [base]),
            )
    if own:
        plans[own.key] = own
    return tuple(plans.values())


def _own_plan(reading: Reading) -> Plan | None:
    own = reading.own
    if own is None:
        return None
    mentions = [m for m in reading.mentions if m.name == own.name]
    date, told = adopted(reading)
    period = find_period(reading) if reading.fiscal_year is None else None
    start, end = (period.start, period.end) if period else (None, None)
    assumed = start is None and end is not None and date is not None
    department = reading.home_department
    return Plan(
        key=own.key,
        label=own.label,
        municipality=reading.city_key,
        kind=own.kind,
        department=department_key(reading.city, department) if department else None,
        fiscal_year=None if reading.layout.own_plan == "cited" else reading.fiscal_year,
        start=fiscal_year_in(date) + 1 if assumed and date else start,
        end=end,
        start_assumed=assumed,
        decided=date,
        mentioned_only=reading.layout.own_plan == "cited",
        evidence=(_first_words(reading, mentions), *told, *((period.evidence,) if period else ())),
    )


def _first_words(reading: Reading, mentions: Sequence[Mention]) -> Evidence:
    if mentions:
        return said(reading, mentions[0])
    own = "".join(reading.own.label.split()) if reading.own else ""
    lines = [line for line in reading.scene.lines if own[:12] in "".join(line.text.split())]
    return reading.evidence((lines or list(reading.scene.lines))[:1])


def _mentioned(reading: Reading, of: Key, found: Sequence[Mention]) -> Plan:
    dates = [(d, m) for m in found if (d := decided(m))]
    kind = kind_of(found[0].name)
    if kind is PlanKind.OTHER and (any(map(is_individual, found)) or of in _individual(reading)):
        kind = PlanKind.INDIVIDUAL_PLAN
    return Plan(
        key=of,
        label=found[0].label,
        municipality=reading.city_key,
        kind=kind if kind is not PlanKind.DEPARTMENT_POLICY else PlanKind.OTHER,
        alt_labels=tuple(dict.fromkeys(m.label for m in found if m.label != found[0].label)),
        decided=dates[0][0] if dates else None,
        mentioned_only=True,
        evidence=tuple(said(reading, m) for m in found[:5])
        + tuple(said(reading, m, "decided") for _, m in dates[:1]),
    )


def _individual(reading: Reading) -> frozenset[Key]:
    """The plans that a relation calls individual plans."""
    found = (r for r in make_relations(reading) if isinstance(r, Relation))
    return frozenset(r.subject for r in found if r.kind is RelationKind.INDIVIDUAL_PLAN_OF)
