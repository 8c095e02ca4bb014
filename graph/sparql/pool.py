"""Workers kept warm for what is newest, a few at once; whoever would wait too long is told to come back."""

from __future__ import annotations

import queue
import threading
from contextlib import ExitStack
from pathlib import Path

from keikaku.graph.sparql.copies import told_under
from keikaku.graph.sparql.gate import QueryRefused, QueryResult, Runner
from keikaku.graph.sparql.query_text import SENTENCES, refusal

WORKERS = 2
WAITING = 8
"""So many may wait for a worker; they hold threads that pages need too."""
PATIENCE = 5.0
BUSY = QueryRefused("busy", "いまは問い合わせが込み合っています。少し待って、もう一度実行してください。")


class _Workers:
    """The workers of one version; closed, they end as soon as nobody uses them."""

    def __init__(self, version: Path, base: str) -> None:
        self.version = version
        self._kept = ExitStack()
        graph = self._kept.enter_context(told_under(version, base, inferred=True))
        self._free: queue.SimpleQueue[Runner] = queue.SimpleQueue()
        self._places = threading.BoundedSemaphore(WORKERS + WAITING)
        for _ in range(WORKERS):
            self._free.put(self._kept.enter_context(Runner(version, graph)))

    def run(self, text: str, seconds: float, rows: int) -> QueryResult | QueryRefused:
        if not self._places.acquire(blocking=False):
            return BUSY
        try:
            runner = self._free.get(timeout=PATIENCE)
        except queue.Empty:
            self._places.release()
            return BUSY
        try:
            return runner.run(text, seconds=seconds, rows=rows)
        finally:
            self._free.put(runner)
            self._places.release()

    def close(self) -> None:
        """End every worker and take the copy away."""
        taken = [self._free.get() for _ in range(WORKERS)]  # each as soon as it is free: two seconds at most
        del taken
        self._kept.close()


class Pool:
    """Runs queries on the version that comes with each, told under one base and by the standards too."""

    def __init__(self, base: str) -> None:
        """Start nothing yet."""
        self._base = base
        self._workers: _Workers | None = None
        self._lock = threading.Lock()

    def run(self, version: Path, text: str, *, seconds: float, rows: int) -> QueryResult | QueryRefused:
        """One query; raises as `open_version` does for what was taken back."""
        if code := refusal(text):
            return QueryRefused(code, SENTENCES[code])
        with self._lock:
            workers, old = self._of(version)
        if old:
            threading.Thread(target=old.close, daemon=True).start()
        return workers.run(text, seconds, rows)

    def _of(self, version: Path) -> tuple[_Workers, _Workers | None]:
        if self._workers and self._workers.version == version:
            return self._workers, None
        old, self._workers = self._workers, _Workers(version, self._base)
        return self._workers, old

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            old, self._workers = self._workers, None
        if old:
            old.close()
