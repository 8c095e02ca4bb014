"""The plans as concept schemes, and what followed what in the words of SKOS, DCTERMS and ORG."""

from __future__ import annotations

from keikaku.graph.rdf.iris import node
from keikaku.graph.rdf.properties import MATCHES
from keikaku.graph.standards.index import Index, Said
from keikaku.ontology.model.facts import LinkLevel, LinkRelation, LinkStatus
from keikaku.ontology.model.vocabulary import DCTERMS, ORG, PLAN, RDF, SKOS

HOLD = {LinkStatus.STATED.value, LinkStatus.ACCEPTED.value}
"""What a document says outright or a person accepted: a proposal is told as a Succession alone."""
UNITS, PLANS = LinkLevel.ORGANISATION.value, LinkLevel.PLAN.value


def top_concepts(index: Index) -> Said:
    """A heading with none above it is at the top of its plan."""
    for concept in index.those(SKOS.Concept):
        if not index.of(concept, SKOS.broader):
            for scheme in index.nodes(concept, SKOS.inScheme):
                yield concept, SKOS.topConceptOf, scheme
                yield scheme, SKOS.hasTopConcept, concept


def successions(index: Index) -> Said:
    """What followed what, where that is certain."""
    for link in index.those(PLAN.Succession):
        if index.text(link, PLAN.linkStatus) not in HOLD:
            continue
        level, relation = index.text(link, PLAN.linkLevel), index.text(link, PLAN.linkRelation)
        for earlier in index.nodes(link, PLAN.earlier):
            for later in index.nodes(link, PLAN.later):
                if level == UNITS:
                    yield link, RDF.type, node(ORG.ChangeEvent)
                    yield link, ORG.originalOrganization, earlier
                    yield link, ORG.resultingOrganization, later
                    yield earlier, ORG.changedBy, link
                    yield later, ORG.resultedFrom, link
                elif level != PLANS:
                    yield earlier, MATCHES[LinkRelation(relation)], later
                elif relation != LinkRelation.RELATED.value:
                    yield later, DCTERMS.replaces, earlier
