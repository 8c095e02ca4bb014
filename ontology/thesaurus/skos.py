"""The thesaurus as open data: a SKOS concept scheme, and a collection for each event of a life.

Official words are preferred and alternative labels, words of people are hidden labels (they find, and are not
shown), kana is ja-Hira, easy Japanese ja-x-easy. Who only searches reads the tables and pays for no rdflib.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from keikaku.ontology.model.vocabulary import PREFIXES, RDF, SKOS
from keikaku.ontology.thesaurus.concepts import EVENTS, Concept

if TYPE_CHECKING:
    from rdflib import Graph

BASE = "https://keikaku.example/ns/thesaurus#"
"""Where the concepts are minted; the thesaurus has no terms of its own beside them."""
TITLES = (("市役所の言葉のシソーラス", "ja"), ("Thesaurus of city hall", "en"))
LICENSE = "https://www.apache.org/licenses/LICENSE-2.0"
EVENT = "life-"

Label = tuple[str, str, str]
"""A property with a text and its language."""


def skos(concepts: Sequence[Concept]) -> Graph:
    """The concepts as a concept scheme that SKOS tools read."""
    from rdflib import Graph, Literal, URIRef  # noqa: PLC0415  only an export pays for it

    graph = Graph()
    for prefix, iri in (("skos", SKOS.iri), ("", BASE), ("dcterms", PREFIXES["dcterms"])):
        graph.bind(prefix, iri)
    for subject, predicate, told in _triples(concepts):
        value = URIRef(told) if isinstance(told, str) else Literal(told[0], lang=told[1])
        graph.add((URIRef(subject), URIRef(predicate), value))
    return graph


def turtle(concepts: Sequence[Concept]) -> bytes:
    """The same as Turtle; the same concepts give the same bytes."""
    return skos(concepts).serialize(format="turtle").encode()


def _triples(concepts: Sequence[Concept]) -> Iterator[tuple[str, str, str | tuple[str, str]]]:
    scheme = BASE.removesuffix("#")
    yield scheme, RDF.type, SKOS.ConceptScheme
    yield scheme, PREFIXES["dcterms"] + "license", LICENSE
    yield from ((scheme, SKOS.prefLabel, title) for title in TITLES)
    for one in concepts:
        iri = BASE + one.id
        yield iri, RDF.type, SKOS.Concept
        yield iri, SKOS.inScheme, scheme
        above = (SKOS.broader, BASE + one.broader) if one.broader else (SKOS.topConceptOf, scheme)
        yield iri, *above
        yield from ((iri, named, (text, language)) for named, text, language in _labels(one))
    yield from _collections(concepts)


def _labels(one: Concept) -> Iterator[Label]:
    preferred = {"ja": one.label, "ja-Hira": one.kana, "ja-x-easy": one.easy, "en": "".join(one.english[:1])}
    yield from ((SKOS.prefLabel, text, language) for language, text in preferred.items() if text)
    yield from ((SKOS.altLabel, text, "ja") for text in one.official)
    yield from ((SKOS.hiddenLabel, text, "ja") for text in one.everyday)
    yield from ((SKOS.altLabel, text, "en") for text in one.english[1:])


def _collections(concepts: Sequence[Concept]) -> Iterator[tuple[str, str, str | tuple[str, str]]]:
    for event, titles in EVENTS.items():
        iri = BASE + EVENT + event
        yield iri, RDF.type, SKOS.Collection
        yield from ((iri, SKOS.prefLabel, title) for title in zip(titles, ("ja", "en"), strict=True))
        yield from ((iri, SKOS.member, BASE + one.id) for one in concepts if one.life == event)
