"""A published version is read as it was written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal

from keikaku.graph.rdf.mapping import canonical
from keikaku.graph.store.publish import held, publish, stored_facts
from keikaku.graph.store.snapshot import Snapshot, open_snapshot, render
from keikaku.graph.store.versions import StoreDamaged, StoreMissing, StoreOutdated
from keikaku.ontology.model.facts import FaqEntry
from tests.asked import select
from tests.graph import made_up

INITIATIVES = """
SELECT ?label ?order ?whole WHERE {
  ?initiative a plan:Initiative ; plan:department $department ; skos:prefLabel ?label ; plan:order ?order ;
    plan:wholeCity ?whole .
} ORDER BY ?label
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the made-up city."""
    folder = tmp_path_factory.mktemp("store")
    publish(folder, made_up.EXTRACTIONS, made_up.FACTS)
    return folder


@pytest.fixture(scope="module", params=[False, True], ids=["disk", "memory"])
def snapshot(request: pytest.FixtureRequest, store: Path) -> Snapshot:
    """The city's snapshot, on disk and in memory."""
    return open_snapshot(store, memory=request.param)


def test_a_row_holds_python_values(snapshot: Snapshot) -> None:
    """Nobody beyond the store sees a term."""
    rows = select(snapshot, INITIATIVES, department=snapshot.node(made_up.GENERAL))
    assert rows == [("古い公文書の目録づくり", 1, False), (made_up.LABEL, 1, False)]


def test_numbers_and_unbound_variables_are_values_too(snapshot: Snapshot) -> None:
    """A decimal is a float, nothing is None."""
    query = (
        "SELECT ?value ?page { ?o a plan:Observation ; plan:value ?value OPTIONAL { ?o plan:page ?page } }"
    )
    assert select(snapshot, query) == [(1234567890.0, None)]


def test_many_bindings_fill_a_values_block(snapshot: Snapshot) -> None:
    """A sequence is written one beside the other."""
    query = "SELECT ?l { VALUES ?d { $all } ?d skos:prefLabel ?l } ORDER BY ?l"
    nodes = [snapshot.node(made_up.GENERAL), snapshot.node(made_up.WELFARE)]
    assert select(snapshot, query, all=nodes) == [("健やか部",), ("総務部",)]


def test_a_fact_counts_once(snapshot: Snapshot) -> None:
    """The named graphs repeat the facts; a plain query does not see them."""
    assert select(snapshot, "SELECT (COUNT(*) AS ?n) { ?i a plan:Initiative }") == [(3,)]


def test_a_binding_cannot_leave_its_literal() -> None:
    """Quotes and line ends of a text are escaped."""
    filled = render("SELECT ?s { ?s plan:text $text }", {"text": '" } # \n'})
    assert filled == 'SELECT ?s { ?s plan:text "\\" } # \\n" }'


def test_a_binding_that_the_query_does_not_have_raises() -> None:
    """A condition is never dropped silently."""
    with pytest.raises(KeyError, match="department"):
        render("SELECT ?s { ?s ?p ?o }", {"department": Literal("x")})


def test_a_node_and_its_key_are_each_others_inverse(snapshot: Snapshot) -> None:
    """What a row gives can be asked again."""
    assert snapshot.key(snapshot.node(made_up.GENERAL).value) == made_up.GENERAL


def test_stored_extractions_are_what_was_published(store: Path) -> None:
    """Triples to model: each document's facts, line uses and problems, in their order."""
    back = held(store).extractions
    assert [e.document for e in back] == [e.document for e in made_up.EXTRACTIONS]
    for told, published in zip(back, made_up.EXTRACTIONS, strict=True):
        assert set(told.facts) == {canonical(fact) for fact in published.facts}
        assert (told.uses, told.problems) == (published.uses, published.problems)


def test_the_faq_is_read_back_from_the_default_graph(store: Path) -> None:
    """It stands in no document's graph and stays until it is replaced."""
    assert stored_facts(store, FaqEntry) == made_up.FAQ


def test_no_store_is_said_with_the_next_step(tmp_path: Path) -> None:
    """StoreMissing names the verb."""
    with pytest.raises(StoreMissing, match="build"):
        open_snapshot(tmp_path)
    assert held(tmp_path).extractions == ()


@pytest.mark.parametrize(
    "told",
    ['{"data_version": "a", "base": "b", "format": 0}', '{"format": 1}'],
    ids=["older", "incomplete"],
)
def test_a_store_of_another_format_is_said_with_the_next_step(tmp_path: Path, told: str) -> None:
    """StoreOutdated names the folder and the verb."""
    publish(tmp_path, (), ())
    (tmp_path / "versions" / "000001" / "version.json").write_text(told, encoding="utf-8")
    with pytest.raises(StoreOutdated, match="build"):
        open_snapshot(tmp_path)


@pytest.mark.parametrize("told", ["{", "[]", '{"format": 3}'])
def test_a_description_that_cannot_be_read_is_named(tmp_path: Path, told: str) -> None:
    """StoreDamaged names the file and the verb."""
    publish(tmp_path, (), ())
    (tmp_path / "versions" / "000001" / "version.json").write_text(told, encoding="utf-8")
    with pytest.raises(StoreDamaged, match=r"「version\.json」が壊れています。.*build"):
        open_snapshot(tmp_path)


def test_reading_imports_no_library_of_the_build() -> None:
    """An `ask` pays for pyoxigraph alone."""
    heavy = ["rdflib", "pyshacl", "networkx", "openpyxl", "torch", "filelock"]
    code = f"import sys, graph.store.snapshot; print([name for name in {heavy} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
