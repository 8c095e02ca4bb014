"""How long a build and an answer take: python -m benchmarks.answers.answering [PATH...] (default: corpus).

Whole processes are timed from outside; ratios are measured in one process, the two sides in turns, medians of
ROUNDS. The machine's noise shows in absolute times: read the ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import rdflib
from pyoxigraph import Store

from benchmarks.memory import status
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ontology.model.vocabulary import PREFIXES
from keikaku.qa.answerer import Answerer
from keikaku.qa.world.world import World

ROOT = Path(__file__).parents[2]
ROUNDS = 30
QUESTIONS = (
    "企画部が担当する施策は？",
    "体系4の取組は何件ですか",
    "体系2の民間力で都市整備部が担当するもの",
    "How many initiatives are in the スマート市役所 field?",
)
SEMANTIC = "運転手のいないバス"


def process(*arguments: str, environment: dict[str, str] | None = None) -> tuple[float, int]:
    """The seconds of a whole process and its peak memory in MB; modules are compiled, as where installed."""
    code = (
        "import resource,subprocess,sys;done=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss//1024)"
    )
    settings = {**os.environ, **(environment or {})}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, sys.executable, str(ROOT / "app.py"), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={name: value for name, value in settings.items() if name != "PYTHONDONTWRITEBYTECODE"},
    )
    return time.perf_counter() - began, int(done.stdout or 0)


def medians(*functions: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The median seconds of each function, called in turns."""
    taken: list[list[float]] = [[] for _ in functions]
    for _ in range(rounds):
        for times, function in zip(taken, functions, strict=True):
            began = time.perf_counter()
            function()
            times.append(time.perf_counter() - began)
    return [statistics.median(times) for times in taken]


def builds(paths: list[str], folder: Path) -> Path:
    """Time a build without vectors, with new vectors, and with cached ones."""
    cache = {"KEIKAKU_CACHE": str(folder / "cache")}
    for name, arguments in (
        ("build, no vectors", ["--no-vectors"]),
        ("build, vectors made", []),
        ("build, vectors cached", []),
    ):
        store = folder / name.replace(" ", "-")
        seconds, memory = process("build", "--store", str(store), *arguments, *paths, environment=cache)
        print(f"{name:28} {seconds:6.2f} s  {memory:5} MB")
    return store


def processes(store: Path) -> None:
    """Time `ask` as a whole process, the median of five, after one that compiles."""
    for name, question in (("ask, structured", QUESTIONS[0]), ("ask, semantic", SEMANTIC)):
        process("ask", "--store", str(store), question)
        taken = [process("ask", "--store", str(store), question) for _ in range(5)]
        print(f"{name:28} {statistics.median(t for t, _ in taken):6.2f} s  {max(m for _, m in taken):5} MB")


def ratios(store: Path) -> None:
    """A structured question in process against its own SPARQL, in pyoxigraph and in plain rdflib."""
    for memory in (False, True):
        before = status("VmRSS")
        snapshot = open_snapshot(store, memory=memory)
        answerer = Answerer(World(snapshot))
        answerer.answer(QUESTIONS[0])
        opened = status("VmRSS")
        print(f"{'memory' if memory else 'disk':7} opened and asked: +{opened - before:.0f} MB", end="")
        plain = rdflib_graph(store) if memory else None
        print(f"; rdflib: +{status('VmRSS') - opened:.0f} MB" if memory else "")
        for question in QUESTIONS:
            sparql = answerer.answer(question).sparql
            answer, bare = medians(partial(answerer.answer, question), partial(_rows, snapshot.store, sparql))
            line = f"{'memory' if memory else 'disk':7} {question[:24]:26} answer {answer * 1000:6.2f} ms"
            line += f", bare {bare * 1000:6.2f} ms, ratio {answer / bare:5.2f}"
            if plain is not None:
                other = medians(partial(_plainly, plain, sparql), rounds=3)[0]
                line += f", to rdflib {answer / other:6.3f}"
            print(line)


def _rows(store: Store, sparql: str) -> list[object]:
    return list(store.query(sparql, prefixes=PREFIXES))


def _plainly(graph: rdflib.Graph, sparql: str) -> list[object]:
    return list(graph.query(sparql, initNs=PREFIXES))


def rdflib_graph(store: Path) -> rdflib.Graph:
    """The default graph in plain rdflib."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.ttl"
        process("export", "--store", str(store), str(file))
        return rdflib.Graph().parse(file)


def main() -> None:
    """Print every figure, one a line."""
    paths = sys.argv[1:] or [str(ROOT / "corpus")]
    with tempfile.TemporaryDirectory() as name:
        store = builds(paths, Path(name))
        processes(store)
        ratios(store)
    print(f"load of the machine {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
