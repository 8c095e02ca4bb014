"""Facts become quads and come back equal."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad

from keikaku.graph.rdf.mapping import canonical, facts_from, to_quads
from keikaku.graph.rdf.properties import COMMON, OWN, RELATIONS, TYPES
from keikaku.ontology.model import facts as m
from keikaku.ontology.model.vocabulary import BASE, PLAN
from tests.graph import made_up

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
KEY = st.builds("みどり市/{}/{}".format, st.sampled_from(["plan", "section"]), st.integers(0, 9))
NUMBER = st.decimals(-(10**12), 10**12, places=3, allow_nan=False).map(float)
SPECIAL = {
    "line_starts": st.lists(st.tuples(st.integers(0, 999), st.integers(1, 999)), max_size=3).map(tuple),
    "theme": st.sampled_from(["DX", "bousai"]),
}


def strategy(owner: type, name: str, annotation: str) -> st.SearchStrategy[object]:
    """Any value that a field of the model may have."""
    if annotation.endswith(" | None"):
        return st.none() | strategy(owner, name, annotation.removesuffix(" | None"))
    if name in SPECIAL:
        return SPECIAL[name]
    if annotation.startswith("tuple["):
        single = annotation.removeprefix("tuple[").removesuffix(", ...]")
        return st.lists(strategy(owner, name, single), max_size=3, unique=name == "figures").map(tuple)
    if annotation == "Evidence":
        return evidence(owner)
    simple = {"str": TEXT, "Key": KEY, "int": st.integers(0, 9999), "bool": st.booleans(), "float": NUMBER}
    if annotation in simple:
        return simple[annotation]
    known = getattr(m, annotation)
    return value_of(known) if is_dataclass(known) else st.sampled_from(list(known))


def value_of(owner: type) -> st.SearchStrategy[object]:
    """Any value of a class of the model."""
    return st.builds(owner, **{f.name: strategy(owner, f.name, str(f.type)) for f in fields(owner)})


def evidence(owner: type) -> st.SearchStrategy[m.Evidence]:
    """Any evidence of a class: its aspect is one of its fields, or one that another class has."""
    own = [f.name for f in fields(owner) if f.name not in ("key", "evidence")]
    known = {names[0] for names in OWN.get(owner, {}).values()}
    aspects = [*own, *(name for name, names in COMMON.items() if names[0] not in known)]
    parts = {f.name: strategy(m.Evidence, f.name, str(f.type)) for f in fields(m.Evidence)}
    return st.builds(m.Evidence, **{**parts, "aspect": st.sampled_from(aspects)})


FACT = st.one_of([value_of(owner) for owner in get_args(m.Fact)])


def said(facts: object) -> list[object]:
    return sorted((canonical(fact) for fact in facts), key=lambda fact: (type(fact).__name__, fact.key))


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(FACT, max_size=5, unique_by=lambda fact: fact.key))
def test_any_facts_come_back_equal(facts: list[m.Fact]) -> None:
    """Facts to quads to facts is the identity, but for the order of sets."""
    assert said(facts_from(to_quads(facts, BASE), BASE)) == said(facts)


def test_the_made_up_city_comes_back_equal() -> None:
    """Every class with every kind of field, as a document tells it."""
    documents = [extraction.document for extraction in made_up.EXTRACTIONS]
    facts = [*documents, *made_up.FACTS]
    assert said(facts_from(to_quads(facts, BASE), BASE)) == said(facts)


def test_the_made_up_city_uses_every_class() -> None:
    """A class that no fixture has would be tested by chance only."""
    assert {type(fact) for fact in made_up.FACTS} == set(get_args(m.Fact))


def test_no_blank_node_is_made() -> None:
    """A digest of sorted lines needs a name for everything."""
    for quad in to_quads(made_up.FACTS, BASE):
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)


def test_departments_keep_the_order_of_the_text() -> None:
    """RDF has no order: it stands in the responsibilities."""
    turned = m.Initiative(
        key="み/initiative/a", label="あ", plan="み/plan/b", departments=("み/d/2", "み/d/1")
    )
    (back,) = facts_from(to_quads([turned], BASE), BASE)
    assert isinstance(back, m.Initiative)
    assert back.departments == ("み/d/2", "み/d/1")


@pytest.mark.parametrize("kind", list(m.RelationKind))
def test_only_a_stated_relation_has_its_direct_property(kind: m.RelationKind) -> None:
    """What is inferred must not be taken for what a sentence states."""
    for status in m.Status:
        relation = m.Relation(
            key="み/relation/r", subject="み/plan/a", kind=kind, object="み/plan/b", status=status
        )
        direct = Quad(
            NamedNode(f"{BASE}id/み/plan/a"), NamedNode(RELATIONS[kind]), NamedNode(f"{BASE}id/み/plan/b")
        )
        assert (direct in list(to_quads([relation], BASE))) == (status is m.Status.STATED)


def test_an_aspect_that_is_no_field_raises() -> None:
    """A misspelt aspect would be a citation for nothing."""
    wrong = m.Indicator(
        key="み/i/a",
        label="あ",
        municipality="み/m/み",
        evidence=made_up.said(1, "十分な長さの引用", "lable"),
    )
    with pytest.raises(KeyError):
        list(to_quads([wrong], BASE))


def test_no_two_common_fields_share_a_property() -> None:
    """What an evidence supports could not be told otherwise."""
    assert len({names[0] for names in COMMON.values()}) == len(COMMON)


def test_every_class_of_the_model_has_its_own_class() -> None:
    """No two values share the class by which they are read back."""
    own = [types[0] for types in TYPES.values()]
    assert len(set(own)) == len(own)
    assert all(address in PLAN for address in own)
