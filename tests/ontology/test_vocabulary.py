"""The closed namespaces, plan.ttl and the values of the model say the same words."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from rdflib import Graph, Literal, URIRef

from keikaku.graph.rdf.bindings import BINDINGS, KEY, THEME_NAME
from keikaku.graph.rdf.properties import OWN, RELATIONS, TYPES, properties
from keikaku.ontology.model import facts as m
from keikaku.ontology.model import vocabulary
from keikaku.ontology.model.vocabulary import OWL, PLAN, PREFIXES, RDF, RDFS, SKOS, Namespace

ONTOLOGY = Path(vocabulary.__file__).parents[1]
LANGUAGES = {"ja", "en"}
CODES = {
    "comparator": m.Comparator,
    "observationKind": m.ObservationKind,
    "relationKind": m.RelationKind,
    "status": m.Status,
    "linkLevel": m.LinkLevel,
    "linkRelation": m.LinkRelation,
    "linkStatus": m.LinkStatus,
    "reason": m.ThemeReason,
    "passageKind": m.PassageKind,
}
"""The properties whose values are words of the model."""


@pytest.fixture(scope="module")
def plan() -> Graph:
    """plan.ttl, parsed once."""
    return Graph().parse(ONTOLOGY / "plan.ttl")


def terms(graph: Graph, kind: str) -> list[URIRef]:
    return sorted(s for s in graph.subjects(URIRef(RDF.type), URIRef(kind)) if s.startswith(PLAN.iri))


def test_a_mistyped_term_raises() -> None:
    """An IRI that nobody defined never comes into being."""
    with pytest.raises(AttributeError, match="responsibleUnits"):
        PLAN.responsibleUnits  # noqa: B018


def test_the_namespace_lists_exactly_the_terms_of_the_ontology(plan: Graph) -> None:
    """Neither list can grow without the other."""
    defined = {s for s in plan.subjects(URIRef(RDFS.label), None) if s.startswith(PLAN.iri)}
    assert defined == {URIRef(PLAN.iri + name) for name in PLAN.names()}


def test_every_term_has_a_label_and_a_definition_in_both_languages(plan: Graph) -> None:
    """A reader of either language sees what a word means."""
    for name in PLAN.names():
        for predicate in (RDFS.label, SKOS.definition):
            found = list(plan.objects(URIRef(PLAN.iri + name), URIRef(predicate)))
            assert {text.language for text in found if isinstance(text, Literal)} == LANGUAGES, (
                name,
                predicate,
            )
            assert len(found) == 2, (name, predicate)


def test_no_two_classes_share_a_label(plan: Graph) -> None:
    """One word a thing."""
    labels = [
        str(label) for owner in terms(plan, OWL.Class) for label in plan.objects(owner, URIRef(RDFS.label))
    ]
    assert len(set(labels)) == len(labels)


def test_every_class_stands_under_a_known_one(plan: Graph) -> None:
    """Reuse before inventing: the chain of every class ends outside our namespace."""
    for owner in terms(plan, OWL.Class):
        above = set(plan.transitive_objects(owner, URIRef(RDFS.subClassOf))) - {owner}
        assert any(not str(one).startswith(PLAN.iri) for one in above), owner


def test_every_class_has_a_python_value(plan: Graph) -> None:
    """What the ontology names the code can hold: a value, a kind of plan, or a concept of themes.ttl."""
    values = {types[0] for types in TYPES.values()} | {getattr(PLAN, kind.value) for kind in m.PlanKind}
    assert {str(owner) for owner in terms(plan, OWL.Class)} - values == {PLAN.Theme}


def test_every_value_of_the_model_has_a_class() -> None:
    """A class of the model that the table forgot would be lost in the graph."""
    assert set(get_args(m.Fact)) | {m.Document, m.Evidence, m.Figure} <= set(TYPES)


@pytest.mark.parametrize("owner", TYPES, ids=lambda owner: owner.__name__)
def test_every_field_has_a_property_of_its_own(owner: type) -> None:
    """Two fields of a class under one property could not be told apart when they are read back."""
    own = [properties(owner, field.name)[0] for field in fields(owner) if field.name != "key"]
    assert len(set(own)) == len(own)


@pytest.mark.parametrize("owner", TYPES, ids=lambda owner: owner.__name__)
def test_a_property_leads_to_a_thing_or_a_literal_as_the_ontology_says(plan: Graph, owner: type) -> None:
    """Keys and themes are object properties, everything else datatype properties."""
    for name, binding in BINDINGS[owner].items():
        address = binding.properties[0]
        if address in PLAN:
            things = binding.codec in (KEY, THEME_NAME)
            kind = OWL.ObjectProperty if things else OWL.DatatypeProperty
            assert (URIRef(address), URIRef(RDF.type), URIRef(kind)) in plan, (owner, name)


def test_every_relation_has_its_direct_property(plan: Graph) -> None:
    """The chain from an individual plan to the basic concept can be walked by properties."""
    assert set(RELATIONS) == set(m.RelationKind)
    assert {URIRef(address) for address in RELATIONS.values()} <= set(terms(plan, OWL.ObjectProperty))


def test_the_table_of_properties_names_only_fields_that_exist() -> None:
    """A field that was renamed leaves no dead row."""
    for owner, names in OWN.items():
        assert set(names) <= {field.name for field in fields(owner)}, owner


def test_the_codes_of_the_shapes_are_those_of_the_model() -> None:
    """sh:in lists and enums agree."""
    shapes = (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8")
    for kind in CODES.values():
        assert "( " + " ".join(f'"{one.value}"' for one in kind) + " )" in shapes, kind


@pytest.mark.parametrize("name", sorted(CODES))
def test_a_definition_tells_every_code_in_both_languages(plan: Graph, name: str) -> None:
    """What /ontology shows is all that may stand in the graph."""
    told = list(plan.objects(URIRef(getattr(PLAN, name)), URIRef(SKOS.definition)))
    assert {one.language for one in told} == LANGUAGES
    for text in told:
        assert [one.value for one in CODES[name] if one.value not in text] == []


def test_the_shapes_use_only_terms_of_the_namespace() -> None:
    """A shape about a mistyped property would never be violated."""
    shapes = Graph().parse(ONTOLOGY / "shapes.ttl")
    used = {str(term) for triple in shapes for term in triple if str(term).startswith(PLAN.iri)}
    assert used
    assert all(address in PLAN for address in used)


def test_every_standard_term_exists_under_its_prefix() -> None:
    """The prefixes that queries use are those of the namespaces."""
    spaces = [value for value in vars(vocabulary).values() if isinstance(value, Namespace)]
    assert {space.iri for space in spaces} <= set(PREFIXES.values())


def test_importing_the_words_reads_and_imports_nothing() -> None:
    """An `ask` pays no time for them."""
    code = "import sys, ontology.model.vocabulary; print('rdflib' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
