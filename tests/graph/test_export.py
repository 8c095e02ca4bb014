"""The graph as files: nothing lost, nothing that changes from run to run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS

from keikaku.graph.export.formats import export
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.ontology.thesaurus.concepts import load_concepts
from tests.graph import made_up

OTHER = "https://midori.example/keikaku/"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The made-up city."""
    folder = tmp_path_factory.mktemp("store")
    publish(folder, made_up.EXTRACTIONS, made_up.FACTS)
    return open_snapshot(folder)


@pytest.fixture(scope="module")
def default(snapshot: Snapshot) -> Graph:
    """The default graph, by way of pyoxigraph's own N-Triples."""
    lines = [f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in snapshot.quads()]
    return Graph().parse(data="".join(lines), format="nt")


@pytest.mark.parametrize(("suffix", "form"), [(".ttl", "turtle"), (".jsonld", "json-ld")])
def test_what_rdflib_reads_is_the_graph(
    snapshot: Snapshot, default: Graph, tmp_path: Path, suffix: str, form: str
) -> None:
    """Store to file to rdflib: isomorphic."""
    export(snapshot, tmp_path / f"graph{suffix}")
    assert isomorphic(Graph().parse(tmp_path / f"graph{suffix}", format=form), default)


@pytest.mark.slow
def test_n_quads_hold_every_document_too(snapshot: Snapshot, tmp_path: Path) -> None:
    """The whole dataset, sorted."""
    export(snapshot, tmp_path / "graph.nq")
    assert set(parse(path=tmp_path / "graph.nq", format=RdfFormat.N_QUADS)) == set(
        snapshot.quads(every_graph=True)
    )
    content = (tmp_path / "graph.nq").read_bytes().splitlines()
    assert content == sorted(content)
    assert len(list(Dataset().parse(tmp_path / "graph.nq", format="nquads").graphs())) == 3


@pytest.mark.slow
def test_the_thesaurus_is_written_as_a_concept_scheme(snapshot: Snapshot, tmp_path: Path) -> None:
    """By its suffix alone, of two parts and before the graph's own .ttl."""
    export(snapshot, tmp_path / "words.skos.ttl")
    read = Graph().parse(tmp_path / "words.skos.ttl", format="turtle")
    assert len(set(read.subjects(RDF.type, SKOS.Concept))) == len(load_concepts())
    assert len(set(read.subjects(RDF.type, SKOS.ConceptScheme))) == 1


def test_graphml_is_a_network_of_things(snapshot: Snapshot, tmp_path: Path) -> None:
    """Things with their names, links by their properties; lists and None are converted."""
    export(snapshot, tmp_path / "graph.graphml")
    network = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    base = snapshot.base + "id/"
    assert network.nodes[base + made_up.BOOKING]["label"] == made_up.LABEL
    assert network.nodes[base + made_up.ACTION]["type"] == "IndividualPlan"
    assert network.has_edge(base + made_up.BOOKING, base + made_up.GENERAL, key="department")
    assert network.has_edge(base + made_up.ACTION, base + made_up.BASIC, key="individualPlanOf")
    assert {data["type"] for _, data in network.nodes(data=True)}.isdisjoint({"Evidence", "Figure"})
    assert network.nodes[f"{base}fy/2019"]["altLabel"].count("; ") > 3


@pytest.mark.parametrize("suffix", [".ttl", ".nq", ".jsonld", ".graphml"])
def test_another_base_mints_every_thing_anew(snapshot: Snapshot, tmp_path: Path, suffix: str) -> None:
    """No address of the machine that built it is left."""
    export(snapshot, tmp_path / f"graph{suffix}", base=OTHER)
    content = (tmp_path / f"graph{suffix}").read_text(encoding="utf-8")
    assert snapshot.base not in content
    assert f"{OTHER}id/みどり市/department/総務部" in content


def test_a_table_is_minted_anew_too(snapshot: Snapshot, tmp_path: Path) -> None:
    """The iri column follows the base."""
    export(snapshot, tmp_path / "t.jsonl", table="initiatives", base=OTHER)
    assert snapshot.base not in (tmp_path / "t.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "table", "choices"),
    [
        ("graph.rdf", None, ".ttl、.nq、.jsonld、.graphml"),
        ("graph", None, ".ttl、.nq、.jsonld、.graphml"),
        ("graph.csv", None, ".ttl、.nq、.jsonld、.graphml"),
        ("table.ttl", "initiatives", ".jsonl、.csv、.xlsx"),
        ("table.csv", "departments", "initiatives、targets、observations"),
    ],
)
def test_an_unknown_choice_is_said_with_the_choices(
    snapshot: Snapshot, tmp_path: Path, name: str, table: str | None, choices: str
) -> None:
    """One sentence, and no file."""
    with pytest.raises(ValueError, match=choices):
        export(snapshot, tmp_path / name, table)
    assert list(tmp_path.iterdir()) == []


def test_the_suffix_may_be_in_capitals(snapshot: Snapshot, tmp_path: Path) -> None:
    """As some systems write it."""
    export(snapshot, tmp_path / "GRAPH.TTL")
    assert (tmp_path / "GRAPH.TTL").stat().st_size


def test_a_failed_export_leaves_the_old_file(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk does not cost what was there."""
    target = tmp_path / "graph.ttl"
    target.write_text("old", encoding="utf-8")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="space"):
        export(snapshot, target)
    assert (target.read_text(encoding="utf-8"), len(list(tmp_path.iterdir()))) == ("old", 1)


@pytest.mark.slow
def test_another_process_writes_the_same_bytes(snapshot: Snapshot, tmp_path: Path) -> None:
    """No order of a hash table is in a file."""
    code = "import sys\nfrom pathlib import Path\nfrom graph.export.formats import export\n"
    code += "from graph.store.snapshot import open_snapshot\nsnapshot = open_snapshot(Path(sys.argv[1]))\n"
    code += "for name in sys.argv[2:]:\n"
    code += "    export(snapshot, Path(name), 'initiatives' if name.endswith('xlsx') else None)\n"
    names = [f"{run}.{suffix}" for run in "ab" for suffix in ("ttl", "nq", "jsonld", "graphml", "xlsx")]
    store = snapshot.folder.parent.parent
    for run in "ab":
        files = [str(tmp_path / name) for name in names if name.startswith(run)]
        subprocess.run([sys.executable, "-c", code, str(store), *files], check=True)
    for name in names[:5]:
        assert (tmp_path / name).read_bytes() == (tmp_path / f"b{name[1:]}").read_bytes(), name
