"""Which class and which property each value of the model is in the graph: data only.

The first IRI of a field is the one that is read back; those after it are mirrors, written so that a reader
who knows only the standard vocabularies finds the same thing, and ignored when reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import assert_never

from keikaku.ontology.model import facts as model
from keikaku.ontology.model.vocabulary import OA, ORG, PLAN, PROV, QB, RDF, SCHEMA, SKOS, TIME

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """That a unit is named as responsible, and as which of several: RDF keeps no order of its own."""

    organisation: model.Key
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYear:
    """年度: April to March, every notation a label."""

    key: model.Key
    label: str
    year: int
    start: str
    end: str
    alt_labels: tuple[str, ...] = ()


COMMON: Names = {
    "label": (SKOS.prefLabel,),
    "alt_labels": (SKOS.altLabel,),
    "number": (SKOS.notation,),
    "evidence": (PLAN.evidence,),
    "municipality": (PLAN.municipality,),
    "organisation": (PLAN.organisation,),
    "fiscal_year": (PLAN.fiscalYear,),
    "order": (PLAN.order,),
    "plan": (PLAN.inPlan,),
    "pillar": (PLAN.inPillar, SKOS.broader),
    "text": (PLAN.text,),
    "subject": (PLAN.subject,),
    "value": (PLAN.value,),
    "unit": (PLAN.unit,),
    "comparator": (PLAN.comparator,),
    "page": (PLAN.page,),
    "parts": (PLAN.parts,),
    "line": (PLAN.line,),
    "document": (PLAN.document,),
    "headline": (PLAN.headline,),
    "holder": (PLAN.holder,),
    "digest": (PLAN.digest,),
    "layout": (PLAN.layout,),
    "characters": (PLAN.characters,),
    "retelling": (PLAN.retelling,),
    "published": (PLAN.published,),
    "publisher": (PLAN.publisher,),
    "file": (PLAN.file,),
    "indicator": (PLAN.indicator, QB.dataSet),
    "date": (PLAN.date,),
    "object": (PLAN.object,),
    "status": (PLAN.status,),
    "theme": (PLAN.theme,),
    "reason": (PLAN.reason,),
    "words": (PLAN.word,),
    "score": (PLAN.score,),
    "about": (PLAN.about,),
    "heading": (PLAN.heading,),
    "line_starts": (PLAN.lineStarts,),
    "figures": (PLAN.figure,),
    "quote": (PLAN.quote,),
    "question": (PLAN.question,),
    "answer": (PLAN.answer,),
    "url": (PLAN.url,),
    "updated": (PLAN.updated,),
    "id": (PLAN.identifier,),
    "departments": (PLAN.department,),
    "start": (PLAN.startDate,),
    "end": (PLAN.endDate,),
    "date_text": (PLAN.dateText,),
    "earlier": (PLAN.earlier,),
    "later": (PLAN.later,),
    "reasons": (PLAN.reasons,),
    "signals": (PLAN.signals,),
    "reviewed_by": (PLAN.reviewedBy,),
    "reviewed_at": (PLAN.reviewedAt,),
    "comment": (PLAN.comment,),
    "decided": (PLAN.decided,),
    "start_assumed": (PLAN.startAssumed,),
    "mentioned_only": (PLAN.mentionedOnly,),
    "whole_city": (PLAN.wholeCity,),
}
"""What a field is wherever it stands, no property twice."""

OWN: Mapping[type, Names] = {
    model.Department: {"municipality": (PLAN.municipality, ORG.unitOf)},
    model.Section: {
        "municipality": (PLAN.municipality, ORG.unitOf),
        "departments": (PLAN.sectionOf, ORG.subOrganizationOf),
    },
    model.Post: {"organisation": (PLAN.organisation, ORG.postIn)},
    model.Contact: {"kind": (PLAN.contactKind,)},
    model.Plan: {
        "kind": (RDF.type,),
        "department": (PLAN.policyOf,),
        "start": (PLAN.startYear,),
        "end": (PLAN.endYear,),
    },
    model.Pillar: {"plan": (PLAN.inPlan, SKOS.inScheme)},
    model.Field: {"plan": (PLAN.inPlan, SKOS.inScheme), "parent": (PLAN.inField, SKOS.broader)},
    model.Initiative: {
        "plan": (PLAN.inPlan, SKOS.inScheme),
        "field": (PLAN.inField, SKOS.broader),
        "departments": (PLAN.department, PLAN.responsibleUnit),
        "sections": (PLAN.section, PLAN.responsibleUnit),
    },
    model.Observation: {"kind": (PLAN.observationKind,)},
    model.Attribute: {"name": (PLAN.attributeName,)},
    model.Relation: {"kind": (PLAN.relationKind,)},
    model.Succession: {
        "level": (PLAN.linkLevel,),
        "relation": (PLAN.linkRelation,),
        "status": (PLAN.linkStatus,),
    },
    model.Passage: {"kind": (PLAN.passageKind,)},
    model.FaqEntry: {"department": (PLAN.departmentName,)},
    model.CityWord: {"kind": (PLAN.wordKind,), "form": (PLAN.wordForm,), "means": (PLAN.wordMeaning,)},
    model.Correction: {
        "property": (PLAN.correctedProperty,),
        "right": (PLAN.rightValue,),
        "wrong": (PLAN.readValue,),
        "why": (PLAN.correctionReason,),
        "role": (PLAN.correctedBy,),
        "place": (PLAN.correctedPlace,),
        "in_force": (PLAN.inForce,),
    },
    FiscalYear: {"year": (PLAN.fiscalYear,)},
    model.Evidence: {"aspect": (PLAN.supports,), "document": (PLAN.document, OA.hasSource)},
}
"""What a field is in one class only."""

TYPES: Mapping[type, tuple[str, ...]] = {
    model.Document: (PLAN.Document, SCHEMA.DigitalDocument),
    model.Municipality: (PLAN.Municipality, ORG.FormalOrganization),
    model.Department: (PLAN.Department, ORG.OrganizationalUnit),
    model.Section: (PLAN.Section, ORG.OrganizationalUnit),
    model.Post: (PLAN.Post, ORG.Post),
    model.Contact: (PLAN.Contact, SCHEMA.ContactPoint),
    model.Plan: (PLAN.Plan, PROV.Plan, SKOS.ConceptScheme),
    model.Pillar: (PLAN.Pillar, SKOS.Concept),
    model.Field: (PLAN.Field, SKOS.Concept),
    model.Initiative: (PLAN.Initiative, SKOS.Concept),
    model.Target: (PLAN.Target,),
    model.Indicator: (PLAN.Indicator, QB.DataSet),
    model.Observation: (PLAN.Observation, QB.Observation),
    model.Attribute: (PLAN.Attribute, SCHEMA.PropertyValue),
    model.Mission: (PLAN.Mission,),
    model.Occurrence: (PLAN.Occurrence,),
    model.Relation: (PLAN.Relation, PROV.Influence),
    model.Succession: (PLAN.Succession, PROV.Influence),
    model.ThemeTag: (PLAN.ThemeTag, OA.Annotation),
    model.Passage: (PLAN.Passage,),
    model.FaqEntry: (PLAN.FaqEntry, SCHEMA.Question),
    model.CityWord: (PLAN.CityWord,),
    model.Correction: (PLAN.Correction, PROV.Influence),
    FiscalYear: (PLAN.FiscalYear, TIME.ProperInterval),
    model.Evidence: (PLAN.Evidence, OA.SpecificResource),
    model.Figure: (PLAN.Figure,),
    Responsibility: (PLAN.Responsibility,),
}
"""The class of each value: our own first, then what it is in the standard vocabularies."""

CONSTANT: Mapping[type, tuple[tuple[str, str], ...]] = {
    model.Indicator: ((QB.structure, PLAN.ObservationStructure),),
}
"""What is said of every value of a class."""


def _direct(relation: model.RelationKind) -> str:
    """The direct property of a stated relation."""
    match relation:
        case model.RelationKind.INDIVIDUAL_PLAN_OF:
            return PLAN.individualPlanOf
        case model.RelationKind.BASED_ON:
            return PLAN.basedOn
        case model.RelationKind.REVISES:
            return PLAN.revises
        case model.RelationKind.REPLACES:
            return PLAN.replaces
        case model.RelationKind.PLACED_IN:
            return PLAN.placedIn
        case _:
            assert_never(relation)


RELATIONS: Mapping[model.RelationKind, str] = {one: _direct(one) for one in model.RelationKind}
"""The direct property of a stated relation; an inferred one stands as a Relation alone, so that nobody takes
it for a statement."""


def _match(relation: model.LinkRelation) -> str:
    """What the earlier is to the later in SKOS."""
    match relation:
        case model.LinkRelation.CONTINUES:
            return SKOS.closeMatch
        case model.LinkRelation.RENAMES:
            return SKOS.exactMatch
        case model.LinkRelation.MERGES:
            return SKOS.broadMatch
        case model.LinkRelation.SPLITS:
            return SKOS.narrowMatch
        case model.LinkRelation.MOVES:
            return SKOS.closeMatch
        case model.LinkRelation.RELATED:
            return SKOS.relatedMatch
        case _:
            assert_never(relation)


MATCHES: Mapping[model.LinkRelation, str] = {one: _match(one) for one in model.LinkRelation}
"""What the earlier is to the later in SKOS: a part of what it was merged into, wider than what it was split
into. Written where a person accepted the link of two concepts."""

DATES = frozenset({PLAN.published, PLAN.date, PLAN.startDate, PLAN.endDate, PLAN.decided, PLAN.updated})
LABELS = frozenset({SKOS.prefLabel, SKOS.altLabel})


def properties(owner: type, field: str) -> tuple[str, ...]:
    """The properties of a field; raise KeyError where there is no such field (a misspelt aspect).

    >>> properties(model.Initiative, "label")
    ('http://www.w3.org/2004/02/skos/core#prefLabel',)
    """
    found = OWN.get(owner, {}).get(field) or COMMON.get(field)
    if found is None:
        raise KeyError(f"{owner.__name__} has no field {field!r} in the graph")
    return found


def aspects(owner: type) -> dict[str, str]:
    """The field that each property stands for in a class: its own fields, and those that other classes have.

    The words of an indicator may support its `text`, which only its observations have as a field.
    """
    common = {names[0]: field for field, names in COMMON.items()}
    own = {properties(owner, field.name)[0]: field.name for field in fields(owner) if field.name != "key"}
    return {**common, **own}
