"""Read-only SPARQL for users: `query_text` looks at the text, `worker` runs it, here is its result."""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from keikaku.graph.sparql.copies import told_under
from keikaku.graph.sparql.query_text import SENTENCES, refusal
from keikaku.graph.store import taken_back, versions
from keikaku.ontology.model.vocabulary import BASE, PREFIXES

SECONDS = 2.0
ROWS = 1000
_STARTING = 30.0
_WORKER = Path(__file__).with_name("worker.py")
_PLACE = re.compile(r"error at ([0-9]{1,9}):([0-9]{1,9})")

Cell = dict[str, str] | None


@dataclass(frozen=True, slots=True)
class QueryRefused:
    """A query that was not answered: `code` names why, `reason` is the sentence to show."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gave: rows of terms (CONSTRUCT and DESCRIBE: subject, predicate, object), or a yes or no.

    `truncated` tells that there were more rows than may be shown, `triples` that the rows are a graph.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    boolean: bool | None = None
    truncated: bool = False
    triples: bool = False

    def table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The header and the rows as plain texts."""
        if self.boolean is not None:
            return ("ASK",), (("true" if self.boolean else "false",),)
        return self.variables, tuple(
            tuple(cell["value"] if cell else "" for cell in row) for row in self.rows
        )

    def plain(self) -> dict[str, Any]:
        """The standard SPARQL JSON results format as values; `truncated` is added where it is true."""
        if self.boolean is not None:
            return {"head": {}, "boolean": self.boolean}
        more = {"truncated": True} if self.truncated else {}
        bindings = [
            {name: cell for name, cell in zip(self.variables, row, strict=True) if cell} for row in self.rows
        ]
        # in this order: some readers stop behind the results
        return {"head": {"vars": list(self.variables)}, **more, "results": {"bindings": bindings}}

    def to_json(self) -> str:
        """The same on one line."""
        return json.dumps(self.plain(), ensure_ascii=False)


SLOW = QueryRefused(
    "too_slow",
    "問い合わせに時間がかかりすぎたため止めました。条件を足して絞り込み、もう一度実行してください。",
)
HEAVY = QueryRefused(
    "too_heavy", "重すぎて処理できませんでした。条件を足して絞り込み、もう一度実行してください。"
)


def run_query(  # noqa: PLR0913 - a query and its limits
    folder: Path,
    text: str,
    *,
    seconds: float = SECONDS,
    rows: int = ROWS,
    base: str = BASE,
    inferred: bool = False,
) -> QueryResult | QueryRefused:
    """Run one query on the current version of a store, or on the folder of a version, told under a base.

    `inferred` is what the endpoint of a server has: what the facts are by the standards too.

    Raises StoreMissing or StoreOutdated as `open_snapshot` does.
    """
    if code := refusal(text):
        return QueryRefused(code, SENTENCES[code])
    version = folder if (folder / versions.GRAPH).is_dir() else versions.current(folder)
    with told_under(version, base, inferred=inferred) as graph, Runner(version, graph) as runner:
        return runner.run(text, seconds=seconds, rows=rows)


class Runner:
    """A worker kept warm for one version; a query that kills it costs the next one a start of 0.1 s."""

    def __init__(self, version: Path, graph: Path | None = None) -> None:
        """Start nothing yet; raise as `open_version` does: for internal documents and what was taken back.

        `graph` is a copy of the version's graph to read instead, told under another base.
        """
        versions.describe(version)
        versions.refuse_damaged(version)
        taken_back.refuse_closed(version)
        self._graph = graph or version / versions.GRAPH
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, text: str, *, seconds: float = SECONDS, rows: int = ROWS) -> QueryResult | QueryRefused:
        """Run one query; another thread waits until it has ended."""
        if code := refusal(text):
            return QueryRefused(code, SENTENCES[code])
        request = {"query": text, "rows": rows, "seconds": seconds, "prefixes": PREFIXES}
        with self._lock:
            told = self._ask(request, seconds)
        return _result(told) if isinstance(told, dict) else told

    def close(self) -> None:
        """End the worker, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any] | QueryRefused:
        process = self._started()
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            line = _line(process, seconds)
        except OSError:
            line = ""
        if not line:
            self.close()
            return SLOW if line is None else HEAVY
        told: dict[str, Any] = json.loads(line)
        return told

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603 - our own script and our own folder
                [sys.executable, "-I", "-X", "utf8", str(_WORKER), str(self._graph)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
            _line(self._process, _STARTING)
        return self._process


def _line(process: subprocess.Popen[str], seconds: float) -> str | None:
    """The next line of a process; "" where it died, None where the time is over.

    A thread waits for it, since not every system can wait for a pipe with a limit.
    """
    assert process.stdout is not None
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    stdout = process.stdout
    threading.Thread(target=lambda: lines.put(stdout.readline()), daemon=True).start()
    try:
        return lines.get(timeout=seconds)
    except queue.Empty:
        return None


def _result(told: dict[str, Any]) -> QueryResult | QueryRefused:
    if "syntax" in told:
        return QueryRefused("syntax", _syntax(told["syntax"]))
    if "failed" in told:
        return HEAVY
    if "boolean" in told:
        return QueryResult(boolean=told["boolean"])
    rows = tuple(tuple(row) for row in told["rows"])
    triples = told.get("triples", False)
    return QueryResult(tuple(told["variables"]), rows, truncated=told["truncated"], triples=triples)


def _syntax(message: str) -> str:
    """The place of a mistake in the words of its writer; the parser's own words are no help to them."""
    place = _PLACE.search(message)
    where = f"（{place[1]}行目の{place[2]}文字目の近く）" if place else ""
    return f"SPARQLの書き方に誤りがあります{where}。直して、もう一度実行してください。"
