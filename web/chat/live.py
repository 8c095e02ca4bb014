"""The answerer of a running server: opened once, opened again when a newer version is published."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from keikaku.graph.store.taken_back import StoreTakenBack, refuse_closed
from keikaku.graph.store.versions import StoreError, StoreMissing, current, kept
from keikaku.qa.about_data import summarise
from keikaku.web.chat.status import DocumentStatus, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from keikaku.qa.answerer import Answerer
    from keikaku.qa.telling.answer import Answer
    from keikaku.qa.world.world import World
    from keikaku.web.chat.asking import Answering


class Live:
    """Follows the current version of a store; readers keep what they hold until they ask again.

    Nothing is opened before the first use; `opener` opens the version in a folder. An `internal` one follows
    what was built with --internal, and marks what it answers.
    """

    def __init__(self, store: Path, opener: Callable[[Path], Answerer], *, internal: bool = False) -> None:
        self._store, self._opener, self._internal = store, opener, internal
        self._lock, self._lock_earlier = threading.Lock(), threading.Lock()
        self._opened: tuple[Path, Answerer] | None = None
        self._earlier: dict[Path, Answerer] = {}

    def there(self) -> bool:
        """Whether anything was built yet; raise StoreError where it cannot be opened."""
        try:
            return bool(current(self._store, internal=self._internal))
        except StoreMissing:
            return False

    def answer(self, question: str, previous: Answer | None = None) -> Answer:
        """The answer on the newest version; an answer of the other part is nothing to go on from."""
        if previous and previous.internal != self._internal:
            previous = None
        return replace(self._newest().answer(question, previous), internal=self._internal)

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

    def earlier(self, data_version: str) -> Answering | None:
        """Answers on a version that the store still holds; None where it holds it no more.

        Raises StoreTakenBack where the version holds what was taken back since, also if it was open before.
        """
        with self._lock_earlier:
            held = kept(self._store)
            self._earlier = {one: opened for one, opened in self._earlier.items() if one in held.values()}
            folder = held.get(data_version)
            if folder is None:
                return None
            try:
                refuse_closed(folder)
                if folder not in self._earlier:
                    self._earlier[folder] = self._opener(folder)
            except StoreTakenBack:
                self._earlier.pop(folder, None)
                raise
            except (StoreError, OSError):  # a build removed it just now
                return None
            return self._earlier[folder].answer

    def _newest(self) -> Answerer:
        with self._lock:
            try:
                return self._current()
            except StoreTakenBack:  # a build published the next one just now
                return self._current()

    def _current(self) -> Answerer:
        folder = current(self._store, internal=self._internal)
        if self._opened is None or self._opened[0] != folder:
            self._opened = folder, self._opener(folder)
        return self._opened[1]
