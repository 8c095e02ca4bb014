"""The facts of a graph by their subjects, as the rules of this room read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from keikaku.graph.rdf.iris import node
from keikaku.ontology.model.vocabulary import RDF

Term: TypeAlias = NamedNode | Literal
Said: TypeAlias = Iterator[tuple[NamedNode, str, Term]]
"""What a rule says: subject, predicate, object."""


class Index:
    """Quads of one graph; `base` is what their IRIs begin with."""

    def __init__(self, quads: Iterable[Quad], base: str) -> None:
        self.base = base
        self._told: dict[NamedNode, dict[str, list[Term]]] = {}
        self._of_class: dict[str, list[NamedNode]] = {}
        for quad in quads:
            subject: Any = quad.subject
            term: Any = quad.object
            self._told.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(term)
            if quad.predicate.value == RDF.type:
                self._of_class.setdefault(term.value, []).append(subject)

    def __iter__(self) -> Iterator[NamedNode]:
        return iter(self._told)

    def predicates(self, subject: NamedNode) -> tuple[str, ...]:
        """By what a subject says something."""
        return tuple(self._told.get(subject, ()))

    def of(self, subject: NamedNode, predicate: str) -> list[Term]:
        """What a subject says by a predicate."""
        return self._told.get(subject, {}).get(predicate, [])

    def nodes(self, subject: NamedNode, predicate: str) -> list[NamedNode]:
        """The things among it, in the order of their IRIs."""
        found = [one for one in self.of(subject, predicate) if isinstance(one, NamedNode)]
        return sorted(found, key=lambda one: one.value)

    def text(self, subject: NamedNode, predicate: str) -> str:
        """The one value of a predicate as text; empty where there is none."""
        return next((one.value for one in self.of(subject, predicate)), "")

    def those(self, address: str) -> list[NamedNode]:
        """Everything of a class."""
        return sorted(self._of_class.get(address, ()), key=lambda one: one.value)

    def part(self, subject: NamedNode, name: str) -> NamedNode:
        """The IRI of something that a thing has and no fact names: a fragment of the thing's own."""
        return node(f"{subject.value}#{name}")

    def of_set(self, name: str) -> NamedNode:
        """The IRI of something that belongs to the whole set of data; /void tells it."""
        return node(f"{self.base}void#{name}")
