"""Checking quads against `ontology/shapes.ttl` with pyshacl.

Only what a shape looks at is given to it: of the 31,000 quads of five documents 14,000, checked in 0.6 s.
rdflib and pyshacl are imported by the call, since no reader needs them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keikaku.graph.store.versions import StoreError
from keikaku.ontology.model.vocabulary import RDF

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import URIRef

SHAPES = Path(__file__).parents[2] / "ontology" / "shapes.ttl"
AT_ONCE = 40_000
"""Triples that are checked at a time."""
POINTED_TO = "#pointed-to"
_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that does not satisfy its shape: its IRI, the property's, what is asked and the value."""

    node: str
    path: str
    message: str
    value: str

    def __str__(self) -> str:
        shown = f"（値: {self.value[:40]}）" if self.value else ""
        name = self.node.partition("/id/")[2] or self.node
        return f"{name}: {self.message}{shown}"


class ShapesViolated(StoreError):  # noqa: N818
    """The facts do not satisfy `ontology/shapes.ttl`; nothing was published."""

    def __init__(self, found: tuple[Violation, ...]) -> None:
        """Say how many and name the first."""
        self.found = found
        super().__init__(
            f"グラフに{len(found)}件の問題があるため、公開しませんでした（最初の問題: {found[0]}）。"
            "build --explain FILE で、各行がどう読まれたかを確かめてください。"
        )


def violations(quads: Iterable[Any]) -> tuple[Violation, ...]:
    """Every violation of the shapes, sorted; none where the graph may be published.

    rdflib takes a kilobyte a triple, so things are checked some thousands of triples a time, each whole and
    beside what is pointed to, of which shapes ask nothing but the class. It stands there under a class of its
    own (`POINTED_TO`), so that nothing else is asked of it.
    """
    from pyshacl import validate  # noqa: PLC0415

    shapes = _shapes()
    seen, kinds = _seen_by(_paths(shapes), _classes(shapes), quads)
    asked = _asking(shapes)
    found: list[Violation] = []
    for things in _slices(seen):
        conforms, report, _text = validate(_graph(things, seen, kinds), shacl_graph=asked, inplace=True)
        found += () if conforms else _told(report)
    return tuple(sorted(found))


def _asking(shapes: Graph) -> Graph:
    """The shapes, asking for the class under which what is pointed to stands."""
    from rdflib import Graph  # noqa: PLC0415

    asked, of = Graph(), _uri(_SH + "class")
    for subject, path, found in shapes:
        asked.add((subject, path, _uri(f"{found}{POINTED_TO}") if path == of else found))
    return asked


@cache
def _shapes() -> Graph:
    from rdflib import Graph  # noqa: PLC0415

    return Graph().parse(SHAPES, format="turtle")


def _paths(shapes: Graph) -> frozenset[str]:
    """The properties that a shape looks at."""
    told = (shapes.objects(None, _uri(_SH + name)) for name in ("path", "lessThanOrEquals"))
    return frozenset(str(path) for some in told for path in some)


def _classes(shapes: Graph) -> frozenset[str]:
    """The classes that a shape speaks of or asks for."""
    told = (shapes.objects(None, _uri(_SH + name)) for name in ("targetClass", "class"))
    return frozenset(str(owner) for some in told for owner in some)


Seen = Mapping[str, Sequence[Any]]
"""By the IRI of a thing, its quads that shapes look at."""


Kinds = Mapping[str, Sequence[str]]
"""By the IRI of a thing, its classes that shapes speak of."""


def _seen_by(paths: frozenset[str], classes: frozenset[str], quads: Iterable[Any]) -> tuple[Seen, Kinds]:
    """The quads that a shape's path or target names by their thing, and what each thing is."""
    seen: dict[str, list[Any]] = defaultdict(list)
    kinds: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        is_kind = quad.predicate.value == RDF.type and quad.object.value in classes
        if is_kind:
            kinds[quad.subject.value].append(quad.object.value)
        if is_kind or quad.predicate.value in paths:
            seen[quad.subject.value].append(quad)
    return seen, kinds


def _slices(seen: Seen) -> Iterator[list[str]]:
    """The things in runs that hold so many triples."""
    run: list[str] = []
    many = 0
    for thing, quads in seen.items():
        run.append(thing)
        many += len(quads)
        if many >= AT_ONCE:
            yield run
            run, many = [], 0
    if run:
        yield run


def _graph(things: Iterable[str], seen: Seen, kinds: Kinds) -> Graph:
    """Some things as an rdflib graph, with the classes of what they point to."""
    from pyoxigraph import NamedNode  # noqa: PLC0415
    from rdflib import Graph  # noqa: PLC0415

    data, type_ = Graph(), _uri(RDF.type)
    for quad in (quad for thing in things for quad in seen[thing]):
        data.store.add((_uri(quad.subject.value), _uri(quad.predicate.value), _term(quad.object)), data)
        if isinstance(quad.object, NamedNode):
            for kind in kinds.get(quad.object.value, ()):
                data.store.add((_uri(quad.object.value), type_, _uri(f"{kind}{POINTED_TO}")), data)
    return data


@lru_cache(maxsize=4096)
def _uri(address: str) -> URIRef:
    from rdflib.term import URIRef  # noqa: PLC0415

    return URIRef(address)


def _term(term: Any) -> Any:
    from pyoxigraph import NamedNode  # noqa: PLC0415
    from rdflib.term import Literal  # noqa: PLC0415

    if isinstance(term, NamedNode):
        return _uri(term.value)
    if term.language or term.datatype.value.endswith("#string"):
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=_uri(term.datatype.value))


def _told(report: Any) -> tuple[Violation, ...]:
    def one(result: Any, name: str) -> str:
        return str(report.value(result, _uri(_SH + name)) or "")

    return tuple(
        sorted(
            Violation(one(r, "focusNode"), one(r, "resultPath"), one(r, "resultMessage"), one(r, "value"))
            for r in report.subjects(_uri(RDF.type), _uri(_SH + "ValidationResult"))
        )
    )
