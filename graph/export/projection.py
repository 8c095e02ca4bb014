"""The graph as networkx sees it: things with their values, and what links them.

Evidence, selectors, figures and responsibilities are not things that people draw. Nothing that answers
imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import networkx as nx
from pyoxigraph import NamedNode

from keikaku.graph.rdf.bindings import Terms
from keikaku.graph.rdf.rows import value_of
from keikaku.ontology.model.vocabulary import PLAN, RDF, SKOS

_LEFT_OUT = frozenset({PLAN.Evidence, PLAN.Responsibility, PLAN.Figure})
_NAMES = {SKOS.prefLabel: "label", SKOS.altLabel: "altLabel", SKOS.notation: "number"}
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Graph: TypeAlias = "nx.MultiDiGraph[str]"


def project(quads: Iterable[Any]) -> Graph:
    """Every thing of one of our classes as a node, every link between two of them as an edge.

    Attributes are texts, numbers or booleans, several joined by "; ": GraphML knows no list and no None.
    """
    index = _index(quads)
    kinds = {node: _kinds(terms) for node, terms in index.items()}
    graph: Graph = nx.MultiDiGraph()
    for node in sorted(index):
        if kinds[node] and not _LEFT_OUT & kinds[node]:
            graph.add_node(node, **_attributes(index[node]), type=_local(_narrowest(kinds[node])))
    for node in list(graph):
        for predicate, target in _links(index[node]):
            if target in graph:
                graph.add_edge(node, target, key=_local(predicate), label=_local(predicate))
    return graph


def _index(quads: Iterable[Any]) -> dict[str, Terms]:
    index: dict[str, Terms] = {}
    for quad in quads:
        index.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return index


def _kinds(terms: Terms) -> set[str]:
    return {term.value for term in terms.get(RDF.type, ()) if term.value in PLAN}


def _narrowest(kinds: set[str]) -> str:
    """A plan's layer rather than Plan."""
    return min(kinds, key=lambda kind: (kind == PLAN.Plan, kind))


def _attributes(terms: Terms) -> Mapping[str, str | int | float | bool]:
    values = {
        _NAMES.get(predicate) or _local(predicate): [value_of(term) for term in found]
        for predicate, found in sorted(terms.items())
        if (predicate in PLAN or predicate in _NAMES) and not isinstance(found[0], NamedNode)
    }
    return {name: _one(found) for name, found in values.items()}


def _one(values: list[Any]) -> str | int | float | bool:
    if len(values) == 1 and not isinstance(values[0], str):
        single: int | float | bool = values[0]
        return single
    return _NO_XML.sub("", "; ".join(sorted(str(value) for value in values)))


def _links(terms: Terms) -> list[tuple[str, str]]:
    return sorted(
        (predicate, term.value)
        for predicate, found in terms.items()
        if predicate in PLAN
        for term in found
        if isinstance(term, NamedNode)
    )


def _local(address: str) -> str:
    return re.split(r"[#/]", address)[-1]
