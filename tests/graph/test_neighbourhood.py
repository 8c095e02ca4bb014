"""What stands around a thing: the whole chain, true edges alone, every neighbour once in its group."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.graph.views.chain import Edge
from keikaku.graph.views.neighbourhood import Neighbourhood, neighbourhood
from keikaku.graph.views.pages import thing
from keikaku.ontology.model import facts as m
from keikaku.ontology.model.vocabulary import THEME
from tests.asked import select
from tests.graph import made_up

CHAIN = [made_up.CONCEPT, made_up.BASIC, made_up.ACTION, made_up.PILLAR, made_up.FIELD, made_up.BOOKING]
KINDS = ("Plan", "Pillar", "Field", "Initiative", "Department", "Section", "Theme", "Document", "Target")
DIGITAL = THEME.iri + "DigitalTransformation"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("store")
    publish(folder, made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE))
    return open_snapshot(folder)


def around(snapshot: Snapshot, key: str) -> Neighbourhood:
    found = neighbourhood(snapshot, key)
    assert found
    return found


def rows(found: Neighbourhood) -> list[list[str]]:
    return [[node.key for node in row] for row in found.chain]


def members(found: Neighbourhood, name: str) -> list[str]:
    return [node.key for group in found.groups if group.name == name for node in group.members]


def test_an_initiative_hangs_on_the_basic_concept_and_has_its_departments_below(snapshot):
    """Step by step, each only on the nearest above; the lead first."""
    found = around(snapshot, made_up.BOOKING)
    assert rows(found) == [*([key] for key in CHAIN), [made_up.GENERAL, made_up.WELFARE]]
    assert {(edge.upper, edge.lower) for edge in found.edges} == {
        *pairwise(CHAIN),
        (made_up.BOOKING, made_up.GENERAL),
        (made_up.BOOKING, made_up.WELFARE),
    }
    assert found.rooted


def test_an_inferred_step_is_told_as_inferred(snapshot):
    """The one and no other."""
    found = around(snapshot, made_up.BOOKING)
    assert [(edge.upper, edge.lower) for edge in found.edges if edge.inferred] == [
        (made_up.CONCEPT, made_up.BASIC)
    ]


def test_a_chain_that_no_document_carries_up_is_not_made_up(snapshot):
    """A department's policy rests on nothing here."""
    found = around(snapshot, made_up.ARCHIVING)
    assert not found.rooted
    assert rows(found)[:2] == [[made_up.POLICY], [made_up.ARCHIVING]]


@pytest.mark.parametrize("key", [made_up.ACTION, made_up.PILLAR])
def test_a_heading_has_the_departments_of_its_initiatives_with_their_number(snapshot, key):
    """Those of sections count for their department; an initiative counts once."""
    counted = {edge.lower: edge.count for edge in around(snapshot, key).edges if edge.upper == key}
    assert counted == {made_up.GENERAL: 2, made_up.WELFARE: 2}


def test_a_department_and_a_theme_hang_below_the_headings_of_their_initiatives(snapshot):
    """Under the pillar, or the plan that has none, with their number."""
    department = around(snapshot, made_up.GENERAL)
    assert {(edge.upper, edge.count) for edge in department.edges if edge.lower == made_up.GENERAL} == {
        (made_up.PILLAR, 2),
        (made_up.POLICY, 1),
    }
    assert rows(department)[-1] == [made_up.GENERAL]
    theme = around(snapshot, DIGITAL)
    assert (theme.centre.kind, theme.centre.english != "") == ("theme", True)
    assert Edge(made_up.PILLAR, DIGITAL, 1) in theme.edges
    assert rows(theme)[0] == [made_up.CONCEPT]


def test_what_concerns_every_department_says_so_and_has_none_below(snapshot):
    """全庁 is no department."""
    found = around(snapshot, made_up.SAVING)
    assert found.whole_city == "全庁"
    assert around(snapshot, made_up.BOOKING).whole_city == ""


def test_a_section_stands_below_its_department(snapshot):
    """Which owns it."""
    found = around(snapshot, made_up.ARCHIVE)
    assert Edge(made_up.GENERAL, made_up.ARCHIVE) in found.edges
    assert rows(found)[-1] == [made_up.ARCHIVE]


def test_what_is_about_something_hangs_below_it(snapshot):
    """A target below its initiative, a document in no chain at all."""
    target = next(fact for fact in made_up.FACTS if isinstance(fact, m.Target))
    found = around(snapshot, target.key)
    assert found.centre.kind == "target"
    assert Edge(target.subject, target.key) in found.edges
    assert rows(found) == [[made_up.POLICY], [made_up.ARCHIVING], [target.key]]
    assert rows(around(snapshot, made_up.DOCUMENT)) == [[made_up.DOCUMENT]]


def test_the_neighbours_are_those_of_the_page_and_what_it_tells_in_words(snapshot):
    """Targets, times and documents stand as things of their own."""
    found = around(snapshot, made_up.BOOKING)
    assert members(found, "field") == [made_up.FIELD]
    assert members(found, "themes") == [DIGITAL]
    assert made_up.DOCUMENT in members(found, "documents")
    targets = {fact.key for fact in made_up.FACTS if isinstance(fact, m.Target)}
    assert set(members(around(snapshot, made_up.ARCHIVING), "targets")) == targets != set()
    assert made_up.ACTION in members(around(snapshot, made_up.DOCUMENT), "plans")


def test_plans_that_rest_on_each_other_end_the_climb(tmp_path: Path):
    """A circle in the documents is shown and not walked for ever."""
    relation = next(fact for fact in made_up.PLANS if isinstance(fact, m.Relation))
    back = replace(relation, key=relation.key + "/back", subject=made_up.BASIC, object=made_up.ACTION)
    publish(tmp_path, made_up.EXTRACTIONS, (*made_up.FACTS, back))
    found = around(open_snapshot(tmp_path), made_up.BOOKING)
    assert {made_up.ACTION, made_up.BASIC} <= found.placed
    assert Edge(made_up.ACTION, made_up.BASIC) in found.edges


@pytest.mark.parametrize("key", ["", "x", "みどり市/plan/none", "<>", "a b", "\ufffd", THEME.iri + "<"])
def test_what_the_graph_does_not_know_is_none(snapshot, key):
    """Also what could be no IRI."""
    assert neighbourhood(snapshot, key) is None


@pytest.mark.slow
def test_everything_of_the_corpus_has_its_neighbours_and_no_edge_without_ends(corpus_store: Path):
    """Every IRI: all links of its page are there, each row below what it hangs on, no count without initiatives."""
    graph = open_snapshot(corpus_store, memory=True)
    keys = [
        graph.key(subject)
        for kind in KINDS
        for (subject,) in select(graph, f"SELECT ?s WHERE {{ ?s a plan:{kind} }} ORDER BY ?s")
    ]
    assert len(keys) > 200
    for key in keys:
        found, page = around(graph, key), thing(graph, key)
        assert page
        linked = {one.key for _, values in (*page.facts, *page.lists) for one in values if one.key}
        assert linked <= {node.key for group in found.groups for node in group.members}, key
        place = {node.key: n for n, row in enumerate(found.chain) for node in row}
        assert key in place
        assert all(place[edge.upper] < place[edge.lower] for edge in found.edges), key
        assert all(not edge.inferred or not edge.count for edge in found.edges)


@pytest.mark.slow
def test_the_initiatives_of_the_corpus_all_reach_their_plan_and_their_departments(corpus_store: Path):
    """As the graph names them; those of the action plan reach the basic concept."""
    graph = open_snapshot(corpus_store, memory=True)
    every = select(graph, "SELECT ?i ?plan WHERE { ?i a plan:Initiative ; plan:inPlan ?plan }")
    assert len(every) > 90
    for address, plan in every:
        found = around(graph, graph.key(address))
        units = select(
            graph, "SELECT ?u WHERE { $i plan:responsibleUnit ?u }", i=graph.node(graph.key(address))
        )
        assert {graph.key(plan), *(graph.key(unit) for (unit,) in units)} <= found.placed
    action = [
        a
        for a, plan in every
        if select(graph, "SELECT ?b WHERE { $p plan:individualPlanOf ?b }", p=graph.node(graph.key(plan)))
    ]
    assert len(action) > 40
    assert all(around(graph, graph.key(address)).rooted for address in action)
