"""What the vocabulary declares, said of the data: the classes and properties of others above ours."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

from keikaku.graph.rdf.iris import node
from keikaku.graph.standards.cubes import ontology
from keikaku.graph.standards.index import Index, Said
from keikaku.ontology.model.vocabulary import PLAN, RDF, RDFS

ABOVE = (RDFS.subClassOf, RDFS.subPropertyOf)


def declared(index: Index) -> Said:
    """Each class and property of ours by those of other vocabularies above it.

    Our own above ours are stored where a query needs them, so that no count changes.
    """
    above = _above()
    for subject in index:
        for predicate in index.predicates(subject):
            for term in index.of(subject, predicate):
                if predicate == RDF.type and isinstance(term, NamedNode):
                    for one in above.get(term.value, ()):
                        yield subject, RDF.type, node(one)
                for one in above.get(predicate, ()):
                    yield subject, one, term


@cache
def _above() -> dict[str, tuple[str, ...]]:
    """Every term of others that stands over a term of ours, however far."""
    direct: dict[str, set[str]] = {}
    for one in ontology():
        ends = (one.subject, one.object)
        lower, higher = (end.value if isinstance(end, NamedNode) else "" for end in ends)
        if lower and higher and one.predicate.value in ABOVE:
            direct.setdefault(lower, set()).add(higher)
    return {
        name: tuple(sorted(one for one in _all(name, direct) if not one.startswith(PLAN.iri)))
        for name in direct
    }


def _all(name: str, direct: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for one in direct.get(waiting.pop(), set()) - found:
            found.add(one)
            waiting.append(one)
    return found
