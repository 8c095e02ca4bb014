"""What search engines and other programs read of a page: schema.org as JSON-LD values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from keikaku.graph.rdf.iris import iri
from keikaku.graph.views.pages import Named, Thing
from keikaku.graph.views.plan_tree import Question

TYPES = {
    "municipality": "City",
    "plan": "CreativeWork",
    "pillar": "CreativeWork",
    "field": "CreativeWork",
    "initiative": "GovernmentService",
    "department": "GovernmentOrganization",
    "section": "GovernmentOrganization",
    "theme": "DefinedTerm",
    "document": "DigitalDocument",
    "faq": "Question",
}
CONTEXT = "https://schema.org"
Value = dict[str, Any]


def thing_ld(thing: Thing, base: str, trail: Sequence[Named]) -> list[Value]:
    """The thing and the way to it; nothing for what schema.org has no word for."""
    if thing.kind not in TYPES:
        return []
    if thing.kind == "faq":
        return [_page([_question(thing.label, thing.answer, thing.key, base)])]
    about: Value = {"@context": CONTEXT, "@type": TYPES[thing.kind], "@id": _id(thing.key, base)}
    about |= {"name": thing.label, "inLanguage": "ja"} if "Work" in about["@type"] else {"name": thing.label}
    about |= _more(thing, base)
    return [about, *([_breadcrumbs(thing, trail, base)] if trail else [])]


def faq_ld(entries: Sequence[Question], base: str) -> Value | None:
    """A FAQPage of the entries; None where there is none."""
    if not entries:
        return None
    return _page([_question(one.question, one.answer, one.key, base) for one in entries])


def _more(thing: Thing, base: str) -> Value:
    found: Value = {}
    units = (*thing.named("departments"), *thing.named("sections"))
    if thing.kind == "initiative" and units:
        found["provider"] = [_organisation(unit, base) for unit in units]
    if thing.kind in {"plan", "pillar", "field"} and (
        above := thing.named("plan") or thing.named("based_on")
    ):
        found["isPartOf"] = {"@type": "CreativeWork", "@id": _id(above[0].key, base), "name": above[0].label}
    if thing.kind in {"department", "section"}:
        above = thing.named("departments") or thing.named("municipality")
        found["parentOrganization"] = [_organisation(one, base) for one in above]
        found["telephone"] = [one.label for one in thing.named("phone")]
    if thing.texts:
        found["description"] = thing.texts[0].words
    return {name: value for name, value in found.items() if value}


def _organisation(unit: Named, base: str) -> Value:
    return {"@type": "GovernmentOrganization", "@id": _id(unit.key, base), "name": unit.label}


def _breadcrumbs(thing: Thing, trail: Sequence[Named], base: str) -> Value:
    steps = [*trail, Named(thing.key, thing.label)]
    items = [
        {"@type": "ListItem", "position": n, "name": one.label, "item": _id(one.key, base)}
        for n, one in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def _page(questions: list[Value]) -> Value:
    return {"@context": CONTEXT, "@type": "FAQPage", "inLanguage": "ja", "mainEntity": questions}


def _question(question: str, answer: str, key: str, base: str) -> Value:
    accepted = {"@type": "Answer", "text": answer}
    return {"@type": "Question", "@id": _id(key, base), "name": question, "acceptedAnswer": accepted}


def _id(key: str, base: str) -> str:
    return key if "#" in key else iri(key, base)
