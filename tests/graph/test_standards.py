"""The data say by the standards what they are: every integrity check holds, and each of them can fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from keikaku.graph.rdf.iris import node, node_of
from keikaku.graph.standards.told import told
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.ontology.model import facts as m
from keikaku.ontology.model import vocabulary as v
from keikaku.ontology.model.names import key
from tests.graph import made_up

CHECKS = sorted((Path(__file__).parents[1] / "cases/integrity").glob("*.rq"))
REORGANISED = m.Succession(
    key=key("みどり市", "link", "reorganised"),
    level=m.LinkLevel.ORGANISATION,
    relation=m.LinkRelation.RENAMES,
    earlier=made_up.GENERAL,
    later=made_up.ARCHIVE,
    status=m.LinkStatus.STATED,
    reasons=("文書に、改称すると書かれている。",),
)
PROPOSED = replace(REORGANISED, key=key("みどり市", "link", "proposed"), status=m.LinkStatus.PROPOSED)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("standards")
    publish(folder, made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE, REORGANISED, PROPOSED))
    return open_snapshot(folder)


@pytest.fixture(scope="module")
def said(snapshot: Snapshot) -> list[Quad]:
    return told(snapshot.quads(), snapshot.base)


def violated(quads: list[Quad]) -> set[str]:
    store = Store()
    store.extend(quads)
    return {check.stem for check in CHECKS if store.query(check.read_text("utf-8"))}


def test_every_integrity_check_holds(said: list[Quad]) -> None:
    """Of the Data Cube, SKOS, PROV, Web Annotation, ORG and OWL-Time."""
    assert len(CHECKS) > 30
    assert violated(said) == set()


def without(predicate: str) -> object:
    return lambda quads: [one for one in quads if one.predicate.value != predicate]


def with_one(subject: NamedNode, predicate: str, term: NamedNode) -> object:
    return lambda quads: [*quads, Quad(subject, node(predicate), term, DefaultGraph())]


def every(kind: str) -> object:
    return lambda quads: [one for one in quads if one.object != node(kind)]


PLACE = node_of(made_up.GENERAL, v.BASE)
BROKEN = {
    "qb-01": without(v.QB.dataSet),
    "qb-02": without(v.QB.structure),
    "qb-03": every(v.QB.iri + "MeasureProperty"),
    "qb-04": without(v.RDFS.iri + "range"),
    "qb-05": without(v.QB.codeList),
    "qb-11": without(v.SDMX_DIMENSION.refPeriod),
    "qb-14": without(v.SDMX_MEASURE.obsValue),
    "qb-19": without(v.SKOS.inScheme),
    "qb-units-are-codes": without(v.SKOS.inScheme),
    "qb-some-cube-is-there": without(v.QB.component),
    "skos-s9": with_one(node_of(made_up.ACTION, v.BASE), v.RDF.type, node(v.SKOS.Concept)),
    "skos-matches-are-of-concepts": with_one(PLACE, v.SKOS.closeMatch, PLACE),
    "skos-no-circle": with_one(PLACE, v.SKOS.broader, PLACE),
    "prov-generated-by-an-activity": without(v.PROV.used),
    "prov-attribution-has-an-agent": without(v.PROV.agent),
    "prov-evidence-is-generated": without(v.PROV.wasGeneratedBy),
    "oa-annotation-has-a-target": without(v.OA.hasTarget),
    "oa-resource-has-one-source": without(v.OA.hasSource),
    "oa-fragment-says-by-which-rfc": without(v.DCTERMS.conformsTo),
    "org-change-has-both-sides": without(v.ORG.originalOrganization),
    "org-unit-belongs-somewhere": without(v.ORG.unitOf),
    "label-for-every-named-thing": without(v.RDFS.label),
    "one-type-of-schema-org": with_one(
        node_of(made_up.ACTION, v.BASE), v.RDF.type, node(v.SCHEMA.ContactPoint)
    ),
}


@pytest.mark.parametrize("check", BROKEN)
def test_a_check_finds_what_it_is_for(said: list[Quad], check: str) -> None:
    """What is taken away, or said beside it, is noticed."""
    assert check in violated(BROKEN[check](said))  # type: ignore[operator]


def test_a_reorganisation_that_a_document_states_is_a_change_event(said: list[Quad]) -> None:
    """A proposal is none."""
    events = {one.subject for one in said if one.object == node(v.ORG.ChangeEvent)}
    assert events == {node_of(REORGANISED.key, v.BASE)}


def test_an_accepted_succession_is_a_mapping_of_skos(said: list[Quad]) -> None:
    """From the earlier to the later, and not the proposed one."""
    found = {(one.subject, one.object) for one in said if one.predicate.value == v.SKOS.closeMatch}
    assert found == {(node_of(made_up.ARCHIVING, v.BASE), node_of(made_up.BOOKING, v.BASE))}


def test_two_values_of_one_place_and_time_are_no_two_points(snapshot: Snapshot) -> None:
    """The second stays an observation of ours and is no point of the cube."""
    quads = list(snapshot.quads())
    one = next(quad.subject for quad in quads if quad.object == node(v.PLAN.Observation))
    twin = node(f"{one.value}-again")
    doubled = [Quad(twin, q.predicate, q.object, DefaultGraph()) for q in quads if q.subject == one]
    found = told([*quads, *doubled], snapshot.base)
    assert violated(found) == set()
    kinds = {q.object.value for q in found if q.subject == twin and q.predicate.value == v.RDF.type}
    assert v.PLAN.Observation in kinds
    assert v.QB.Observation not in kinds


def test_nothing_of_it_is_stored(snapshot: Snapshot) -> None:
    """What is kept and digested stays the facts alone."""
    assert not [one for one in snapshot.quads() if one.predicate.value == v.RDFS.label]


def test_no_count_of_our_own_terms_changes(snapshot: Snapshot, said: list[Quad]) -> None:
    """A query in the words of the plan finds the same things at every door."""

    def ours(quads: list[Quad]) -> set[tuple[object, ...]]:
        new = {v.PLAN.valueKind, v.PLAN.statement}
        kept = (one for one in quads if one.predicate.value.startswith(v.PLAN.iri))
        return {(one.subject, one.predicate, one.object) for one in kept if one.predicate.value not in new}

    assert ours(said) == ours(list(snapshot.quads()))
