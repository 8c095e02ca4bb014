"""Facts to quads and back, both directions side by side.

No blank node is made: figures, responsibilities, evidence and its selectors have IRIs of their content, so
that the graph has one digest. What RDF keeps no order of comes back sorted (other labels, words, evidence);
departments and sections of an initiative and figures of a target keep the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from keikaku.graph.rdf.bindings import BINDINGS, Terms
from keikaku.graph.rdf.iris import key_of, node, node_of
from keikaku.graph.rdf.properties import (
    CONSTANT,
    MATCHES,
    RELATIONS,
    TYPES,
    FiscalYear,
    Responsibility,
    aspects,
    properties,
)
from keikaku.ontology.model import facts as model
from keikaku.ontology.model.names import digest
from keikaku.ontology.model.vocabulary import OA, ORG, PLAN, RDF

Value: TypeAlias = model.Fact | model.Document | FiscalYear
Triple: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]

_CLASSES = {types[0]: owner for owner, types in TYPES.items()}
_ASPECTS = {owner: aspects(owner) for owner in TYPES}
_EVIDENT = frozenset(owner for owner in TYPES if any(field.name == "evidence" for field in fields(owner)))
"""The classes whose values carry evidence."""
_SORTED = ("alt_labels", "words", "departments", "sections")


def canonical(fact: Value) -> Value:
    """The fact as it comes back from the graph: sets sorted, what stands twice in a list once."""
    changes: dict[str, Any] = {}
    for name in _SORTED:
        if hasattr(fact, name):
            values = dict.fromkeys(getattr(fact, name))
            ordered = isinstance(fact, model.Initiative) and name in ("departments", "sections")
            changes[name] = tuple(values) if ordered else tuple(sorted(values))
    if hasattr(fact, "evidence"):
        changes["evidence"] = tuple(sorted(set(fact.evidence), key=_place))
    others = {name: value for name, value in changes.items() if value != getattr(fact, name)}
    return replace(fact, **others) if others else fact


def to_quads(facts: Iterable[Value], base: str, graph: model.Key | None = None) -> Iterator[Quad]:
    """Every fact as quads of the default graph, or of the named graph of a document."""
    target = DefaultGraph() if graph is None else node_of(graph, base)
    for fact in facts:
        for subject, predicate, term in _triples(fact, base):
            yield Quad(subject, predicate, term, target)


def facts_from(quads: Iterable[Quad], base: str) -> tuple[Value, ...]:
    """The facts that quads of one graph tell, sorted by class and key."""
    index = _index(quads)
    found = []
    for subject, terms in index.items():
        owner = _owner(terms)
        if owner is not None and hasattr(owner, "key"):
            found.append(_read(owner, subject, index, base))
    return tuple(sorted(found, key=lambda fact: (list(TYPES).index(type(fact)), fact.key)))


def graph_quads(store: Store, base: str, graph: model.Key | None = None) -> Iterator[Quad]:
    """The quads of the default graph, or of a document's named graph."""
    target = DefaultGraph() if graph is None else node_of(graph, base)
    return store.quads_for_pattern(None, None, None, target)


def evidence_key(evidence: model.Evidence, supports: str) -> model.Key:
    """The key of an evidence: its place, its words and what they support."""
    place = (evidence.document, str(evidence.line), str(evidence.page), evidence.quote, supports)
    return _part(evidence.document, "evidence", *place)


def _triples(fact: Value, base: str) -> Iterator[Triple]:
    subject = node_of(fact.key, base)
    yield from _plain(type(fact), subject, fact, base)
    if isinstance(fact, model.Initiative):
        yield from _responsibilities(fact, subject, base)
    if isinstance(fact, model.Target):
        yield from _figures(fact, subject, base)
    if isinstance(fact, model.Relation) and fact.status is model.Status.STATED:
        yield node_of(fact.subject, base), node(RELATIONS[fact.kind]), node_of(fact.object, base)
    if isinstance(fact, model.Succession) and fact.status is model.LinkStatus.ACCEPTED:
        yield from _accepted(fact, subject, base)
    if isinstance(fact, model.ThemeTag):
        theme = next(BINDINGS[model.ThemeTag]["theme"].write(fact.theme, base))
        yield node_of(fact.subject, base), node(PLAN.hasTheme), theme
    for evidence in getattr(fact, "evidence", ()):
        yield from _evidence(evidence, type(fact), subject, base)


def _plain(owner: type, subject: NamedNode, value: Any, base: str) -> Iterator[Triple]:
    """What every field of a value says by itself, and its classes."""
    for address in TYPES[owner]:
        yield subject, node(RDF.type), node(address)
    for predicate, address in CONSTANT.get(owner, ()):
        yield subject, node(predicate), node(address)
    for name, binding in BINDINGS[owner].items():
        for term in binding.write(getattr(value, name), base):
            for predicate in binding.properties:
                yield subject, node(predicate), term


def _responsibilities(fact: model.Initiative, subject: NamedNode, base: str) -> Iterator[Triple]:
    """The order of the units: departments first, then sections."""
    units = [*dict.fromkeys(fact.departments), *dict.fromkeys(fact.sections)]
    for order, unit in enumerate(units, start=1):
        part = node_of(_part(fact.key, "responsibility", fact.key, str(order), unit), base)
        yield subject, node(PLAN.responsibility), part
        yield from _plain(Responsibility, part, Responsibility(organisation=unit, order=order), base)


def _accepted(fact: model.Succession, subject: NamedNode, base: str) -> Iterator[Triple]:
    """What SKOS and ORG call a link that a person accepted; a proposal is none of it."""
    earlier, later = node_of(fact.earlier, base), node_of(fact.later, base)
    if fact.level is model.LinkLevel.ORGANISATION:
        yield subject, node(RDF.type), node(ORG.ChangeEvent)
        yield subject, node(ORG.originalOrganization), earlier
        yield subject, node(ORG.resultingOrganization), later
    elif fact.level is not model.LinkLevel.PLAN:
        yield earlier, node(MATCHES[fact.relation]), later


def _figures(fact: model.Target, subject: NamedNode, base: str) -> Iterator[Triple]:
    for order, figure in enumerate(fact.figures, start=1):
        part = node_of(_part(fact.key, "figure", fact.key, str(order), figure.text), base)
        yield subject, node(PLAN.figure), part
        yield from _plain(model.Figure, part, figure, base)
        yield part, node(PLAN.order), next(BINDINGS[model.Target]["order"].write(order, base))


def _evidence(evidence: model.Evidence, owner: type, subject: NamedNode, base: str) -> Iterator[Triple]:
    """The evidence with its flat properties, and the two selectors that Web Annotation asks for."""
    supports = properties(owner, evidence.aspect)[0]
    part = node_of(evidence_key(evidence, supports), base)
    yield subject, node(PLAN.evidence), part
    yield from _plain(model.Evidence, part, evidence, base)
    yield part, node(PLAN.supports), node(supports)
    place = f"line={evidence.line}" if evidence.page is None else f"page={evidence.page}&line={evidence.line}"
    for kind, predicate, text in (
        (OA.FragmentSelector, RDF.value, place),
        (OA.TextQuoteSelector, OA.exact, evidence.quote),
    ):
        selector = node_of(_part(evidence.document, "selector", kind, text), base)
        yield part, node(OA.hasSelector), selector
        yield selector, node(RDF.type), node(kind)
        yield selector, node(predicate), Literal(text)


def _part(owner: model.Key, kind: str, *content: str) -> model.Key:
    """The key of something that only its content names, beside the things of the same municipality."""
    return f"{owner.split('/', 1)[0]}/{kind}/{digest(*content)}"


def _place(evidence: model.Evidence) -> tuple[str, int, int, str, str]:
    return evidence.document, evidence.page or 0, evidence.line, evidence.aspect, evidence.quote


def _index(quads: Iterable[Any]) -> dict[str, Terms]:
    index: dict[str, Terms] = {}
    for quad in quads:  # pyoxigraph's type of a subject includes kinds that this graph has none of
        terms = index.setdefault(quad.subject.value, {})
        terms.setdefault(quad.predicate.value, []).append(quad.object)
    return index


def _owner(terms: Terms) -> type | None:
    classes = (_CLASSES.get(term.value) for term in terms.get(RDF.type, ()))
    return next((owner for owner in classes if owner is not None), None)


def _read(owner: type, subject: str, index: dict[str, Terms], base: str) -> Any:
    terms = index[subject]
    values = _fields(owner, terms, base)
    if owner is model.Target:
        values["figures"] = _read_figures(terms, index, base)
    if owner in _EVIDENT:
        values["evidence"] = tuple(_read_evidence(owner, terms, index, base))
    fact = owner(key=key_of(subject, base), **values)
    return canonical(_ordered(fact, terms, index, base) if owner is model.Initiative else fact)


def _ordered(fact: model.Initiative, terms: Terms, index: dict[str, Terms], base: str) -> model.Initiative:
    """The units in the order of the text; one that is named as both stands first as a department."""
    parts = [index[term.value] for term in terms.get(PLAN.responsibility, ())]
    found = [Responsibility(**_fields(Responsibility, part, base)) for part in parts]
    found.sort(key=lambda responsibility: responsibility.order)
    first = {unit: place for place, unit in reversed(list(enumerate(r.organisation for r in found)))}
    last = {unit: place for place, unit in enumerate(r.organisation for r in found)}
    return replace(
        fact,
        departments=tuple(sorted(fact.departments, key=first.__getitem__)),
        sections=tuple(sorted(fact.sections, key=last.__getitem__)),
    )


def _read_figures(terms: Terms, index: dict[str, Terms], base: str) -> tuple[model.Figure, ...]:
    parts = [index[term.value] for term in terms.get(PLAN.figure, ())]
    parts.sort(key=lambda part: int(part[PLAN.order][0].value))
    return tuple(model.Figure(**_fields(model.Figure, part, base)) for part in parts)


def _read_evidence(owner: type, terms: Terms, index: dict[str, Terms], base: str) -> Iterator[model.Evidence]:
    aspect = _ASPECTS[owner]
    for term in terms.get(PLAN.evidence, ()):
        part = index[term.value]
        supports = part[PLAN.supports][0].value
        yield model.Evidence(**_fields(model.Evidence, part, base), aspect=aspect[supports])


def _fields(owner: type, terms: Terms, base: str) -> dict[str, Any]:
    return {name: binding.read(terms, base) for name, binding in BINDINGS[owner].items()}
