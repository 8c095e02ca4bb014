"""What each door costs beside the same in process: python -m benchmarks.doors.every [ROUNDS] (default: 5).

The queries that the answers to the evaluation show, and its questions, asked in turns of every door in one
run: in process, of the worker that may die, over /sparql, of Oxigraph's own server and of Virtuoso (if any),
all on loopback and with the same rows; answers in process, over /api/v1/ask and as a tool of MCP.
The numbers to read are ratios of medians over the queries or questions.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import cast

from benchmarks.doors.serving import serving
from keikaku.cli.opening import answerer_of
from keikaku.graph.export.formats import export
from keikaku.graph.sparql.endpoint import Endpoint
from keikaku.graph.sparql.pool import Pool
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.vocabulary import BASE, PREFIXES
from tests.engines import oxigraph, virtuoso

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests/eval/questions.jsonl"
Door = Callable[[str], object]


def main(rounds: int = 5) -> None:
    """Build, open every door, ask in turns, print."""
    told = (json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines())
    questions = [one["question"] for one in told if "question" in one]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_:
        place = Path(folder)
        build([ROOT / "corpus"], place / "store", Options())
        answerer = answerer_of(place / "store", cold=False)  # as a server has it
        snapshot = cast("Snapshot", answerer.world.facts)
        shown = (str(answerer.answer(one).to_dict()["sparql"] or "") for one in questions)
        queries = [*dict.fromkeys(query for text in shown for query in text.split("\n\n") if query)]
        server = open_.enter_context(
            serving("app.py", "serve", "--port", "0", "--store", str(place / "store"))
        )
        print(f"{len(queries)} queries, {rounds} rounds: median ms, and its ratio to the first")
        _print(_measured(_engines(place, snapshot, server, open_), queries, rounds))
        print(f"{len(questions)} questions")
        asking: Mapping[str, Door] = {
            "in process": answerer.answer,
            "/api/v1/ask": lambda one: _sent(f"{server}api/v1/ask", {"question": one}),
            "/mcp": lambda one: _sent(f"{server}mcp", _call(one)),
        }
        _print(_measured(asking, questions, rounds))


def _engines(place: Path, snapshot: Snapshot, server: str, open_: ExitStack) -> Mapping[str, Door]:
    export(snapshot, place / "graph.ttl")
    pool = Pool(BASE)
    open_.callback(pool.close)
    programs = {"Oxigraph's server": oxigraph}
    programs |= {"Virtuoso": virtuoso} if shutil.which("virtuoso-t") else {}
    doors: dict[str, Door] = {
        "in process": lambda query: list(snapshot.store.query(query, prefixes=PREFIXES)),
        "worker": lambda query: pool.run(snapshot.folder, query, seconds=10.0, rows=10_000),
        "/sparql": _remote(f"{server}sparql"),
    }
    for name, program in programs.items():
        (place / name).mkdir()
        shutil.copy(place / "graph.ttl", place / name)
        doors[name] = _remote(open_.enter_context(program(place / name, place / name / "graph.ttl")))
    return doors


def _remote(address: str) -> Door:
    endpoint = Endpoint(address)
    return lambda query: list(endpoint.query(query, PREFIXES))


def _call(question: str) -> dict[str, object]:
    asked = {"name": "ask", "arguments": {"question": question}}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asked}


def _sent(address: str, body: dict[str, object]) -> bytes:
    headers = {"content-type": "application/json", "accept": "application/json"}
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)  # noqa: S310 - ours
    with urllib.request.urlopen(request) as response:  # noqa: S310
        return bytes(response.read())


def _measured(doors: Mapping[str, Door], asked: list[str], rounds: int) -> dict[str, float]:
    """The median of what each door takes, each question asked of all doors in turn; the first round warms."""
    taken: dict[str, list[float]] = {name: [] for name in doors}
    for turn in range(rounds + 1):
        for one in asked:
            for name, door in doors.items():
                start = time.perf_counter()
                door(one)
                if turn:
                    taken[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(found) for name, found in taken.items()}


def _print(found: Mapping[str, float]) -> None:
    first = next(iter(found.values()))
    for name, milliseconds in found.items():
        print(f"{name:20} {milliseconds:8.2f} {milliseconds / first:8.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
