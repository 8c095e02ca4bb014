"""A SELECT that a test asks by itself: its rows as plain tuples."""

from pyoxigraph import QuerySolutions

from keikaku.graph.rdf.rows import Value, value_of
from keikaku.graph.store.snapshot import Bound, Snapshot, render
from keikaku.ontology.model.vocabulary import PREFIXES


def select(graph: Snapshot, sparql: str, **bindings: Bound | list[Bound]) -> list[tuple[Value, ...]]:
    """The rows in the order of the query's variables."""
    found = graph.store.query(render(sparql, bindings), prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return [tuple(map(value_of, one)) for one in found]
