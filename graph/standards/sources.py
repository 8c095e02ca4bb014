"""Where facts come from: Web Annotation's bodies, targets and selectors, PROV's activities and agents."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from keikaku.graph.rdf.iris import node
from keikaku.graph.standards.index import Index, Said
from keikaku.ontology.model.vocabulary import DCTERMS, OA, PLAN, PROV, RDF, RDFS

RFC_PAGE, RFC_LINE = "http://tools.ietf.org/rfc/rfc8118", "http://tools.ietf.org/rfc/rfc5147"
_PLACE = re.compile(r"(?:page=(?P<page>\d+)&)?line=(?P<line>\d+)")


def tags(index: Index) -> Said:
    """A tag speaks of its thing by its theme."""
    for tag in index.those(PLAN.ThemeTag):
        for theme in index.of(tag, PLAN.theme):
            yield tag, OA.hasBody, theme
        for thing in index.of(tag, PLAN.subject):
            yield tag, OA.hasTarget, thing


def fragments(index: Index) -> Said:
    """A page by RFC 8118, a line by RFC 5147, which counts the ends of lines from 0."""
    for selector in index.those(OA.FragmentSelector):
        value, standard = place(index.text(selector, RDF.value))
        yield selector, RDF.value, Literal(value)
        if standard:
            yield selector, DCTERMS.conformsTo, node(standard)


def place(stored: str) -> tuple[str, str]:
    """The fragment of a place, and the RFC that says what it means.

    >>> place("line=341")
    ('line=340,341', 'http://tools.ietf.org/rfc/rfc5147')
    >>> place("page=12&line=7")
    ('page=12', 'http://tools.ietf.org/rfc/rfc8118')
    """
    found = _PLACE.fullmatch(stored)
    if found is None:
        return stored, ""
    if found["page"]:
        return f"page={found['page']}", RFC_PAGE
    return f"line={int(found['line']) - 1},{found['line']}", RFC_LINE


def readings(index: Index) -> Said:
    """Each document was read by the extractor, and what it tells came of that reading."""
    extractor = index.of_set("extractor")
    for document in index.those(PLAN.Document):
        reading = index.part(document, "reading")
        yield reading, RDF.type, node(PROV.Activity)
        yield reading, RDFS.label, Literal(f"{index.text(document, PLAN.file)} の読み取り", language="ja")
        yield reading, PROV.used, document
        yield reading, PROV.wasAssociatedWith, extractor
        yield document, RDF.type, node(PROV.Entity)
    for subject in index:
        for document in _documents(index, subject):
            yield subject, PROV.wasGeneratedBy, index.part(document, "reading")
            yield subject, PROV.hadPrimarySource, document


def _documents(index: Index, subject: NamedNode) -> list[NamedNode]:
    found = {
        document
        for evidence in index.nodes(subject, PLAN.evidence)
        for document in index.nodes(evidence, PLAN.document)
    }
    return sorted(found - {subject}, key=lambda one: one.value)


def agents(index: Index) -> Said:
    """Who extracted, who is responsible, what influenced: PROV's qualified forms name them."""
    if index.those(PLAN.Document):
        extractor = index.of_set("extractor")
        yield extractor, RDF.type, node(PROV.SoftwareAgent)
        yield extractor, RDFS.label, Literal("Keikaku Graph")
    for one in index.those(PLAN.Responsibility):
        for unit in index.of(one, PLAN.organisation):
            yield one, PROV.agent, unit
    for one in index.those(PLAN.Relation):
        for other in index.of(one, PLAN.object):
            yield one, PROV.influencer, other
    for one in index.those(PLAN.Succession):
        for earlier in index.of(one, PLAN.earlier):
            yield one, PROV.influencer, earlier
