"""Other engines answer alike: the same queries and questions in process, over /sparql, on Oxigraph and on Virtuoso."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from engines import ENGINES
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from keikaku.cli.opening import answerer_of
from keikaku.graph.export.formats import export
from keikaku.graph.sparql.endpoint import Endpoint, EngineError, engined
from keikaku.graph.sparql.gate import QueryResult
from keikaku.graph.sparql.pool import Pool
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ontology.model.vocabulary import BASE, PREFIXES

pytestmark = pytest.mark.slow
QUESTIONS = Path(__file__).parents[1] / "eval" / "questions.jsonl"
ROWS = 10_000


def questions() -> list[str]:
    found = (json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines())
    return [one["question"] for one in found if "question" in one]


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request, corpus_store, tmp_path_factory) -> Iterator[str]:
    """The address of a server of somebody else's, loaded with our export."""
    folder = tmp_path_factory.mktemp(request.param)
    export(open_snapshot(corpus_store), folder / "graph.ttl")
    with ENGINES[request.param](folder, folder / "graph.ttl") as address:
        yield address


@pytest.fixture(scope="module")
def asked(answerer) -> dict[str, dict]:
    """The answers in process, by question."""
    return {question: answerer.answer(question).to_dict() for question in questions()}


def table(found) -> list[tuple[str, ...]]:
    """The rows of solutions as texts, in no order: a query without ORDER BY has none."""
    if not isinstance(found, QuerySolutions):
        return [(str(bool(found)),)]
    return sorted(tuple(str(term) if term else "" for term in row) for row in found)


def test_fifty_queries_give_the_same_rows_everywhere(corpus_store, asked, engine):
    """Those that the answers themselves show."""
    snapshot = open_snapshot(corpus_store)
    shown = (told["sparql"] for told in asked.values() if told["sparql"])
    queries = list(dict.fromkeys(query for text in shown for query in text.split("\n\n")))  # of several, all
    pool, remote, some = Pool(BASE), Endpoint(engine), 0
    try:
        for query in queries:
            here = table(snapshot.store.query(query, prefixes=PREFIXES))
            assert table(remote.query(query, PREFIXES)) == here, query
            result = pool.run(snapshot.folder, query, seconds=10.0, rows=ROWS)
            assert isinstance(result, QueryResult), query
            over = parse_query_results(result.to_json().encode(), format=QueryResultsFormat.JSON)
            assert table(over) == here, query
            some += bool(here)
    finally:
        pool.close()
    assert len(queries) >= 50
    assert some >= 25


def test_every_question_is_answered_alike_from_another_engine(corpus_store, asked, engine, monkeypatch):
    """`ask --engine`: the whole answer object."""
    monkeypatch.setenv("KEIKAKU_ENGINE", f"sparql:{engine}")
    elsewhere = answerer_of(corpus_store)
    assert isinstance(elsewhere.world.facts.store, Endpoint)
    differing = [one for one, told in asked.items() if elsewhere.answer(one).to_dict() != told]
    assert len(asked) > 50
    assert differing == []


def served(status: int, content: bytes, headers: dict[str, str]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Not in the tests' output."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


EMPTY = b'{"head":{"vars":["digest"]},"results":{"bindings":[]}}'
ONE = EMPTY.replace(b"[]", b'[{"digest":{"type":"literal","value":"a"}}]')


@pytest.mark.parametrize(
    ("status", "content", "headers", "said"),
    [
        (200, EMPTY[:-4], {}, "途中で切れている"),
        (200, b"<html>", {}, "途中で切れている"),
        (200, EMPTY, {"keikaku-truncated": "1"}, "行数を制限"),
        (200, ONE, {"X-SPARQL-MaxRows": "1"}, "行数を制限"),
        (200, EMPTY, {}, "同じではありません"),
        (503, b"", {}, "断りました（503）"),
    ],
    ids=["cut off", "no JSON", "cut short", "cut short by Virtuoso", "other data", "busy"],
)
def test_what_is_not_the_whole_of_our_data_gives_no_answer(corpus_store, status, content, headers, said):
    """A sentence, and never a short list."""
    server = served(status, content, headers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        with pytest.raises(EngineError, match=said):
            engined(open_snapshot(corpus_store), address, BASE)
    finally:
        server.shutdown()


NUMBER = "http://www.w3.org/2001/XMLSchema#integer"
TRUTH = "http://www.w3.org/2001/XMLSchema#boolean"


@pytest.mark.parametrize(
    ("kind", "datatype", "value", "read"),
    [
        ("typed-literal", NUMBER, "3", "3"),
        ("literal", TRUTH, "1", "true"),
        ("typed-literal", TRUTH, "0", "false"),
        ("literal", TRUTH, "true", "true"),
        ("literal", NUMBER, "1", "1"),
    ],
)
def test_what_virtuoso_writes_in_its_own_way_is_read(kind, datatype, value, read):
    """Typed literals by an older name, truth values as numbers."""
    term = {"type": kind, "datatype": datatype, "value": value}
    content = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": term}]}}).encode()
    server = served(200, content, {})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        found = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/").query("SELECT ?n {}", PREFIXES)
        assert table(found) == [(f'"{read}"^^<{datatype}>',)]
    finally:
        server.shutdown()
