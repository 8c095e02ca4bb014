"""Users' SPARQL runs in a process of its own, which may die without harm."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, parse_query_results

from keikaku.graph.sparql import gate
from keikaku.graph.sparql.gate import QueryRefused, QueryResult, Runner, run_query
from keikaku.graph.store import versions
from keikaku.graph.store.publish import publish
from keikaku.graph.store.versions import StoreMissing
from tests.graph import made_up

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DOUBLING = "SELECT (STRLEN(?x30) AS ?n) { BIND('ab' AS ?x0) " + "".join(
    f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1}) " for i in range(30)
)
HEAVY = DOUBLING + "}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the made-up city."""
    folder = tmp_path_factory.mktemp("store")
    publish(folder, made_up.EXTRACTIONS, made_up.FACTS)
    return folder


@pytest.fixture(scope="module")
def runner(store: Path) -> Iterator[Runner]:
    """A warm worker."""
    with Runner(versions.current(store)) as running:
        yield running


def answered(found: QueryResult | QueryRefused) -> QueryResult:
    assert isinstance(found, QueryResult), found
    return found


def refused(found: QueryResult | QueryRefused) -> str:
    assert isinstance(found, QueryRefused), found
    return found.code


def test_a_select_gives_a_table_and_the_standard_format(store: Path) -> None:
    """Any client of SPARQL reads it; the prefixes need no declaration."""
    query = 'SELECT ?l ?n ?page { ?d skos:prefLabel ?l, "総務部"@ja . ?i plan:department ?d ; plan:order ?n }'
    found = answered(run_query(store, query + " LIMIT 1"))
    assert found.table() == (("l", "n", "page"), (("総務部", "1", ""),))
    parsed = parse_query_results(found.to_json().encode(), QueryResultsFormat.JSON)
    assert [(row["l"].value, row["l"].language, row["n"].value, row["page"]) for row in parsed] == [
        ("総務部", "ja", "1", None)
    ]


def test_ask_construct_and_describe_are_answered(runner: Runner) -> None:
    """Every form of a query that only reads."""
    yes = answered(runner.run("ASK { ?i a plan:Initiative }"))
    assert (yes.boolean, json.loads(yes.to_json())) == (True, {"head": {}, "boolean": True})
    built = answered(runner.run("CONSTRUCT { ?i a schema:Project } WHERE { ?i a plan:Initiative }"))
    assert (built.variables, len(built.rows)) == (("subject", "predicate", "object"), 3)
    node = f"<http://127.0.0.1:7860/id/{made_up.GENERAL}>"
    assert len(answered(runner.run(f"DESCRIBE {node}")).rows) > 3


def test_more_rows_than_may_be_shown_are_said(runner: Runner) -> None:
    """A cut list never looks whole."""
    cut = answered(runner.run("SELECT ?s { ?s ?p ?o }", rows=5))
    assert (len(cut.rows), cut.truncated, json.loads(cut.to_json())["truncated"]) == (5, True, True)
    whole = answered(runner.run("SELECT ?s { ?s ?p ?o } LIMIT 5", rows=5))
    assert (len(whole.rows), whole.truncated, "truncated" in json.loads(whole.to_json())) == (5, False, False)


def test_a_mistake_is_told_with_its_place(runner: Runner) -> None:
    """The line and the character."""
    found = runner.run("SELECT ?s {\n ?s ?p }")
    assert isinstance(found, QueryRefused)
    assert (found.code, "2行目" in found.reason) == ("syntax", True)


@pytest.mark.slow
def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_runs(runner: Runner) -> None:
    """The worker is killed at its time and started again."""
    began = time.monotonic()
    assert refused(runner.run(CROSS, seconds=0.5)) == "too_slow"
    assert time.monotonic() - began < 3
    assert answered(runner.run("ASK { ?s ?p ?o }")).boolean is True


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit of memory needs Linux")
def test_a_query_that_takes_too_much_memory_is_refused(runner: Runner) -> None:
    """Two to the thirtieth characters do not fit in 256 MB."""
    assert refused(runner.run(HEAVY, seconds=10)) in ("too_heavy", "too_slow")
    assert answered(runner.run("ASK { ?s ?p ?o }")).boolean is True


def test_a_crash_of_the_engine_is_refused_and_the_next_one_runs(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the gate ever let deep nesting through, this process lives on."""
    monkeypatch.setattr(gate, "refusal", lambda _text: None)
    assert refused(runner.run("SELECT * WHERE " + "{" * 3000, seconds=10)) == "too_heavy"
    assert answered(runner.run("ASK { ?s ?p ?o }")).boolean is True


def may_leave_the_network() -> bool:
    """Whether this system lets a process step into a network of its own."""
    code = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000))"
    return (
        sys.platform.startswith("linux")
        and subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    )


@pytest.mark.skipif(not may_leave_the_network(), reason="this system gives no process a network of its own")
def test_the_worker_cannot_call_out_even_past_the_gate(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody connects to a listening socket on this machine."""
    monkeypatch.setattr(gate, "refusal", lambda _text: None)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        port = server.getsockname()[1]
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        asked = threading.Thread(target=lambda: runner.run(query, seconds=2))
        asked.start()
        with pytest.raises(TimeoutError):
            server.accept()
        asked.join()


def test_a_refused_text_starts_no_process(tmp_path: Path) -> None:
    """The gate comes first, even where there is no store."""
    assert refused(run_query(tmp_path, "SELECT * { SERVICE <http://a.example/> {} }")) == "service"
    with pytest.raises(StoreMissing):
        run_query(tmp_path, "ASK {}")


def test_named_graphs_can_be_asked_for(runner: Runner) -> None:
    """What one document says."""
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?i a plan:Initiative } } ORDER BY ?g"
    assert len(answered(runner.run(query)).rows) == 2


def test_queries_of_several_threads_are_answered_one_after_the_other(runner: Runner) -> None:
    """No answer goes to the wrong question."""
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = answered(runner.run(f"SELECT ({number} AS ?n) {{}}")).table()[1][0][0]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: str(number) for number in range(8)}
