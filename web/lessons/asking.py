"""What the pages of lessons ask of the readers: the verbs of `keikaku shapes`, each in a process of its own.

A document that staff bring is never opened by the server; what is taught at the terminal is taught here by
the same command.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from keikaku.ontology.model.shown import ShownColumn, ShownKind, ShownLine, ShownTable

SECONDS = 300.0  # that a reading may take; a PDF of 300 pages takes about 40
KEPT = 8  # readings that are remembered
SLOW = (
    "「{name}」を読み終えられませんでした。文書をいくつかのファイルに分けて送るか、"
    "keikaku shapes show で確かめてください。"
)
STOPPED = "「{name}」を読めませんでした。別の形式で保存し直して送ってください。"

One = TypeVar("One")


class NotTaughtError(Exception):
    """Why nothing can be shown or taught, as the sentence to show."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it is read now."""

    tables: tuple[ShownTable, ...]
    kinds: tuple[ShownKind, ...]
    lines: tuple[ShownLine, ...]
    guesses: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of a lesson: the initiatives of the document before and after, and their names."""

    before: int
    after: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that was taught: what names it, and what it is in words."""

    id: str
    words: str


@dataclass(frozen=True)
class Lessons:
    """The shapes of one store; `command` runs `keikaku shapes`, `roles` are what a column may hold."""

    command: Sequence[str]
    store: Path
    roles: Mapping[str, str]
    options: Mapping[str, str]  # by role, the option of `teach`
    _seen: dict[tuple[object, ...], Shown] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def show(self, document: Path, digest: str) -> Shown:
        """How a document is read with the shapes of now. Raises NotTaughtError."""
        with self._lock:
            shapes = self._ask("list", "--json")
            mark = (document.name, digest, json.dumps(shapes))
            if mark not in self._seen:
                found = _shown(self._ask("show", str(document.resolve()), "--json"))
                while len(self._seen) >= KEPT:
                    self._seen.pop(next(iter(self._seen)))
                self._seen[mark] = found
            return self._seen[mark]

    def teach(self, document: Path, options: Sequence[str]) -> Taught:
        """Keeps what a lesson makes of a document. Raises NotTaughtError with why it makes nothing."""
        with self._lock:
            told = self._ask("teach", str(document.resolve()), "--json", *options)
        if isinstance(told, str):
            raise NotTaughtError(f"{told}。印か役目を選び直して、もう一度押してください。")
        return Taught(told["before"], told["after"], tuple(told["labels"]))

    def shapes(self) -> tuple[Shape, ...]:
        """Everything that was taught. Raises NotTaughtError where the file is damaged."""
        return tuple(Shape(one["id"], one["words"]) for one in self._ask("list", "--json"))

    def forget(self, shape: str) -> bool:
        """Forgets a shape; False where there is none of that name."""
        with self._lock:
            if shape not in {one.id for one in self.shapes()}:
                return False
            self._run("forget", shape)
            return True

    def _ask(self, *words: str) -> Any:
        return json.loads(self._run(*words))

    def _run(self, *words: str) -> str:
        """What a verb prints. Raises NotTaughtError with its sentence where it could not."""
        name = Path(words[1]).name if len(words) > 1 else ""
        try:
            done = subprocess.run(  # noqa: S603 - our own command, no shell
                [*self.command, *words, "--store", str(self.store.resolve())],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotTaughtError(SLOW.format(name=name)) from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            told = said[-1] if said and said[-1].endswith("。") else STOPPED.format(name=name)
            raise NotTaughtError(told)
        return done.stdout.decode("utf-8", "replace")


def _shown(told: Mapping[str, Any]) -> Shown:
    return Shown(
        tables=tuple(
            ShownTable(one["number"], one["kind"], _each(ShownColumn, one["columns"]))
            for one in told["tables"]
        ),
        kinds=_each(ShownKind, told["kinds"]),
        lines=_each(ShownLine, told["lines"]),
        guesses=tuple(told["guesses"]),
        unread=tuple(told["unread"]),
    )


def _each(make: Callable[..., One], rows: Sequence[Mapping[str, Any]]) -> tuple[One, ...]:
    """A value a row; lists become tuples."""
    return tuple(
        make(**{name: tuple(cell) if isinstance(cell, list) else cell for name, cell in row.items()})
        for row in rows
    )
