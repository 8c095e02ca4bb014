"""The pillars and fields of a plan as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.kinds.plans.links import SAID, nothing_told, reading_of
from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import Item
from keikaku.qa.telling.describe import pillar_name
from keikaku.qa.telling.found import Found
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cites, citing, first_of_each

if TYPE_CHECKING:
    from keikaku.qa.world.world import World


class PartRow(NamedTuple):
    """A row of PARTS."""

    pillar: str
    label: str
    number: str | None
    place: int | None
    field: str | None
    field_label: str | None
    field_place: int | None
    evidence: Evidence


PARTS = """SELECT ?pillar ?label ?number ?place ?field ?fieldLabel ?fieldPlace $columns WHERE {
  ?pillar a plan:Pillar ; plan:inPlan $plan ; skos:prefLabel ?label .
  OPTIONAL { ?pillar skos:notation ?number } OPTIONAL { ?pillar plan:order ?place }
  OPTIONAL { ?field a plan:Field ; plan:inPillar ?pillar ; skos:prefLabel ?fieldLabel .
                OPTIONAL { ?field plan:order ?fieldPlace } }
  OPTIONAL { $named }
} ORDER BY ?place ?pillar ?fieldPlace ?ev"""


def answer_parts(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    """The pillars of a plan with their fields, in the order of the document."""
    plan = query.plans[0]
    text = sparql.fill(PARTS, **citing("?pillar"), plan=sparql.iri(plan.key))
    rows = world.facts.rows(PartRow, text)
    if not rows:
        return nothing_told(query, language)
    pillars = dict.fromkeys((row.pillar, row.label, row.number or "") for row in rows)
    heading = world.lexicon.things[rows[0].pillar].heading
    lines = []
    for key, label, number in pillars:
        fields = list(dict.fromkeys(row.field_label for row in rows if row.pillar == key and row.field_label))
        head = pillar_name(heading, number) if language == "ja" else f"Pillar {number}"
        tail = (
            f"（分野: {'、'.join(fields)}）"
            if fields and language == "ja"
            else f" (fields: {', '.join(fields)})"
            if fields
            else ""
        )
        lines.append(f"・{head}「{label}」{tail}")
    return Found(
        text=SAID[query.link][1 + (language == "en")].format(
            plan=plan.label, others="\n".join(lines), word=heading or "柱"
        ),
        sparql=text,
        reading=reading_of(query, language),
        items=tuple(Item(iri=key, type="Pillar", label=label, plan=plan.label) for key, label, _ in pillars),
        citations=cites(row.evidence for row in first_of_each(rows)),
        value=len(pillars),
        unit=(heading or "柱") if language == "ja" else "pillars",
    )


class FieldRow(NamedTuple):
    """A row of FIELDS."""

    field: str
    label: str
    place: int | None
    evidence: Evidence


FIELDS = """SELECT ?field ?label ?place $columns WHERE {
  ?field a plan:Field ; plan:inPillar $pillar ; skos:prefLabel ?label . OPTIONAL { ?field plan:order ?place }
  OPTIONAL { $named }
} ORDER BY ?place ?field ?ev"""


def answer_fields(query: q.AskPlan, world: World, language: q.Language) -> Found | Declined:
    """The fields of a pillar."""
    pillar = query.plans[0]
    text = sparql.fill(FIELDS, **citing("?field"), pillar=sparql.iri(pillar.key))
    rows = world.facts.rows(FieldRow, text)
    if not rows:
        return nothing_told(query, language)
    fields = dict.fromkeys((row.field, row.label) for row in rows)
    others = "、".join(f"「{label}」" for _, label in fields)
    return Found(
        text=SAID[query.link][1 + (language == "en")].format(plan=pillar.label, others=others),
        sparql=text,
        reading=reading_of(query, language),
        items=tuple(Item(iri=key, type="Field", label=label, pillar=pillar.label) for key, label in fields),
        citations=cites(row.evidence for row in first_of_each(rows)),
        value=len(fields),
        unit="分野" if language == "ja" else "fields",
    )
