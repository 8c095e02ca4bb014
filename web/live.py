"""The answerer of a running server: opened once, opened again when a newer version is published."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from graph.versions import current
from qa.about_data import summarise
from web.status import DocumentStatus, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.answer import Answer
    from qa.answerer import Answerer
    from qa.world import World


class Live:
    """Follows the current version of a store; readers keep what they hold until they ask again."""

    def __init__(self, store: Path, opener: Callable[[Path], Answerer]) -> None:
        """Open the current version at once, so that a missing store is told before a page is served."""
        self._store, self._opener, self._lock = store, opener, threading.Lock()
        self._folder = current(store)
        self._answerer = opener(store)

    def answer(self, question: str, previous: Answer | None = None) -> Answer:
        """The answer on the newest version."""
        return self._newest().answer(question, previous)

    def status(self) -> Status:
        """What the frame of the page tells of the data."""
        summary = summarise(self._newest().world)
        return Status(
            data_version=summary.data_version,
            counts=summary.counts,
            documents=tuple(DocumentStatus(file=f, title=t, retelling=r) for f, t, r in summary.documents),
            examples=summary.examples,
        )

    def world(self) -> World:
        """The newest version, for the pages that read it."""
        return self._newest().world

    def _newest(self) -> Answerer:
        with self._lock:
            folder = current(self._store)
            if folder != self._folder:
                self._folder, self._answerer = folder, self._opener(self._store)
            return self._answerer
