"""Sessions that somebody logged out of: their cookies open nothing, here and after a restart."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from keikaku.web.guard.journal import Journal

log = logging.getLogger(__name__)

FILE = "sessions-ended.jsonl"
"""Its name in the store's folder."""
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ended:
    """The ended sessions by their ids, each for `seconds`, which no cookie outlives.

    Without a file they end with the process, as sessions do whose key nobody keeps.
    """

    path: Path | None
    seconds: float
    clock: Callable[[], float] = time.time
    _here: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)
    _read: dict[Stamp, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def add(self, session: str) -> None:
        """Ends a session; where its file cannot be written, for this process alone, and the log says so."""
        now = self.clock()
        for one in [one for one, until in self._here.copy().items() if until < now]:
            self._here.pop(one, None)
        self._here[session] = now + self.seconds
        if self.path is None:
            return
        journal = Journal(self.path)
        try:
            journal.remove(lambda entry: _until(entry.get("until")) < now)
            journal.add({"id": session, "until": now + self.seconds})
        except OSError as error:
            log.warning("a log-out is not kept beyond this process: %s", error)

    def __contains__(self, session: str) -> bool:
        """True for a session that ended; a file that cannot be read raises OSError."""
        return session in self._here or session in self._kept()

    def _kept(self) -> frozenset[str]:
        """What the file tells, read again where another process wrote to it."""
        if self.path is None:
            return frozenset()
        try:
            now = self.path.stat()
        except FileNotFoundError:
            return frozenset()
        stamp = (now.st_mtime_ns, now.st_size, now.st_ino)
        found = self._read.get(stamp)
        if found is None:
            found = frozenset(str(entry.get("id", "")) for entry in Journal(self.path).entries())
            self._read.clear()
            self._read[stamp] = found
        return found


def _until(value: object) -> float:
    """When an entry may go; one that is broken may go at once."""
    return float(value) if isinstance(value, int | float) else 0.0
