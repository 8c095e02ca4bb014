"""A store says in which format it was written; a change of the format changes its number."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from keikaku.graph.rdf.properties import TYPES, properties
from keikaku.graph.store.versions import FORMAT
from keikaku.ontology.model import facts as m
from keikaku.ontology.model.names import digest

KNOWN = {1: "5734c019cbeb", 2: "77dbee92f282", 3: "bfc286c1c9a7"}


def shape() -> str:
    """The classes, fields and properties by which a store is read back."""
    owners = {**TYPES, m.LineUse: ("LineUse",), m.Problem: ("Problem",)}
    told = [
        (field.name, str(field.type), properties(owner, field.name) if owner in TYPES else ())
        for owner in owners
        for field in fields(owner)
        if field.name != "key"
    ]
    return digest(repr([(owner.__name__, types) for owner, types in owners.items()]), repr(told))


def test_a_changed_model_has_a_format_of_its_own() -> None:
    """Where this fails, raise graph.store.versions.FORMAT: a store of before could not be read back."""
    assert KNOWN[FORMAT] == shape()


def test_every_fact_is_part_of_the_format() -> None:
    """Nothing that a store holds is outside the digest."""
    assert set(get_args(m.Fact)) <= set(TYPES)
