"""What scripts rely on: standard input and output, formats, limits, closed pipes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from sites import world_of

import keikaku
from keikaku.cli import main as command_line
from keikaku.ontology.model.vocabulary import BASE
from tests.graph import made_up

ROOT = Path(__file__).parents[2]
UNITS = "SELECT ?s { ?s a plan:Department } ORDER BY ?s"
NAMES = "CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s a plan:Department ; skos:prefLabel ?l }"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("programs")
    world_of(folder, (*made_up.FACTS, made_up.MORE), made_up.EXTRACTIONS)
    return str(folder / "store")


def run(monkeypatch, capsys, *arguments: str, given: str = "") -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["keikaku", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_a_query_comes_from_standard_input_and_goes_out_in_a_format(store, monkeypatch, capsys):
    """As any tool for tables reads it."""
    status, out, _ = run(monkeypatch, capsys, "sparql", "-", "--format", "csv", "--store", store, given=UNITS)
    assert status == 0
    assert f"{BASE}id/{made_up.GENERAL}" in out.splitlines()
    asked = run(monkeypatch, capsys, "sparql", UNITS, "--json", "--store", store)[1]
    assert json.loads(asked)["head"]["vars"] == ["s"]


def test_a_constructed_graph_is_printed_as_one(store, monkeypatch, capsys):
    """Turtle, or what is asked for."""
    for form, reader in (("", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")):
        more = ["--format", form] if form else []
        out = run(monkeypatch, capsys, "sparql", NAMES, *more, "--store", store)[1]
        assert len(rdflib.Graph().parse(data=out, format=reader)) > 1


def test_a_format_that_does_not_fit_is_told_with_those_that_do(store, monkeypatch, capsys):
    """As wrong use."""
    status, _, said = run(monkeypatch, capsys, "sparql", UNITS, "--format", "ttl", "--store", store)
    assert status == 2
    assert "csv" in said


@pytest.mark.slow
def test_rows_and_seconds_are_limits_of_the_house(store, monkeypatch, capsys):
    """Fewer rows say that there were more; a query that takes longer is ended."""
    _, out, said = run(
        monkeypatch,
        capsys,
        "sparql",
        "SELECT * { ?s ?p ?o }",
        "--rows",
        "3",
        "--format",
        "tsv",
        "--store",
        store,
    )
    assert len(out.splitlines()) == 4
    assert "打ち切りました" in said
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    status, _, said = run(monkeypatch, capsys, "sparql", slow, "--seconds", "0.5", "--store", store)
    assert status == 1
    assert "時間がかかりすぎた" in said


@pytest.mark.parametrize(
    ("form", "more"), [("ttl", ()), ("csv", ("--table", "initiatives")), ("sssom.tsv", ("--table", "links"))]
)
def test_an_export_goes_to_standard_output(store, monkeypatch, capsys, tmp_path, form, more):
    """Byte for byte what the file holds, and nothing beside it."""
    file = tmp_path / f"a.{form}"
    assert run(monkeypatch, capsys, "export", str(file), *more, "--store", store)[0] == 0
    status, out, _ = run(monkeypatch, capsys, "export", "-", "--format", form, *more, "--store", store)
    assert status == 0
    assert out.encode() == file.read_bytes()


@pytest.mark.parametrize("wrong", [("-",), ("a.ttl", "--format", "ttl"), ("-", "--format", "exe")])
def test_what_goes_to_standard_output_has_a_format(store, monkeypatch, capsys, wrong):
    """A file has it in its name."""
    status, out, said = run(monkeypatch, capsys, "export", *wrong, "--store", store)
    assert (status, out) == (2, "")
    assert said.strip().endswith("。")


@pytest.mark.parametrize("verb", ["ask", "search"])
def test_a_question_comes_from_standard_input(store, monkeypatch, capsys, verb):
    """As it would as an argument."""
    given = "総務部が担当する施策は？"
    told = run(monkeypatch, capsys, verb, given, "--json", "--store", store)[1]
    assert run(monkeypatch, capsys, verb, "-", "--json", "--store", store, given=f"{given}\n")[1] == told


def test_a_batch_comes_from_standard_input(store, monkeypatch, capsys):
    """A line a question, a line an answer."""
    given = '{"id": "1", "question": "総務部が担当する施策は？"}\n'
    out = run(monkeypatch, capsys, "ask", "--batch", "-", "--store", store, given=given)[1]
    assert json.loads(out)["id"] == "1"


def test_python_asks_what_the_command_line_answers(store, monkeypatch, capsys):
    """The same object, tables as rows and as frames."""
    question = "総務部が担当する施策は？"
    with keikaku.open(store) as graph:
        told = graph.ask(question)
        assert told == json.loads(run(monkeypatch, capsys, "ask", question, "--json", "--store", store)[1])
        assert told["data_version"] == graph.data_version
        assert list(graph.frame("initiatives")["iri"]) == [row["iri"] for row in graph.table("initiatives")]
        assert graph.get(told["items"][0]["iri"])["label"] == told["items"][0]["label"]
        assert graph.sparql(UNITS)["results"]["bindings"]
        assert graph.search("総務")[0]["iri"].startswith(BASE)


def test_a_closed_pipe_is_no_failure(store):
    """`keikaku … | head -1` ends with 0 and says nothing."""
    command = f"{sys.executable} -m keikaku sparql 'SELECT * {{ ?s ?p ?o }}' --format csv --store '{store}' | head -1; echo ${{PIPESTATUS[0]}}"
    told = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout.splitlines()[-1] == "0"
    assert told.stderr == ""


def test_no_colour_is_written_where_none_is_wanted():
    """NO_COLOR, and what is no terminal."""
    command = [sys.executable, "-m", "keikaku", "-h"]
    import os

    told = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "1"},
    )
    assert "\x1b[3" not in told.stdout
