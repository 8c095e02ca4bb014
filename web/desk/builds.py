"""A build that runs beside the server: one at a time, in a process of its own, told by a file.

The process writes lines of JSON, what it does and what came of it, into one file of the store. So a page can
be opened again at any time, a server that ends loses no report, and a reader that dies takes no page with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

GRACE = 3.0  # seconds that a build gets to tidy up when the server ends
STOPPED = frozenset({None, 0, 130, -2, -15})  # no end is known, or somebody asked for it
STARTING = "始めています"
INTERRUPTED = "途中で止まりました。グラフは元のままです。もう一度「取り込む」を押してください。"
DIED = (
    "取り込みのプログラムが止まりました（状態 {code}）。グラフは元のままです。"
    "もう一度押しても同じなら、この文を管理者に知らせてください。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildState:
    """What a page shows of the running build, or of the last one; `left` is in seconds."""

    is_running: bool = False
    began: str = ""
    what: str = ""
    phase: str = ""
    done: int = 0
    of: int = 0
    left: int | None = None
    data_version: str = ""
    told: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    faq: int = 0  # entries that were taken

    def to_dict(self) -> dict[str, Any]:
        """What the page's script asks for."""
        return {"running": self.is_running, "words": self.words()}

    def words(self) -> str:
        """How far it is, in a sentence."""
        counted = f"（{self.of:,}件のうち{self.done:,}件まで）" if self.of > 1 else ""
        left = f"。あと約{_time(self.left)}" if self.left else ""
        return f"{self.phase or STARTING}{counted}{left}。"


@dataclass(slots=True)
class Builds:
    """Starts the builds of one store; `command` is what runs one, its options are added."""

    command: Sequence[str]
    file: Path
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _watching: threading.Thread | None = field(default=None, repr=False)

    def start(self, options: Sequence[str], what: str, then: Callable[[BuildState], None]) -> bool:
        """Begins one unless one runs; `then` is called with its end. Raises OSError where it cannot begin."""
        with self._lock:
            if self._watching is not None and self._watching.is_alive():
                return False
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("wb") as told:
                told.write(_line({"began": _now(), "what": what}))
                told.flush()
                self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                    [*self.command, *options],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=told,
                    env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                    start_new_session=True,  # Ctrl+C is for the server, which ends the build itself
                )
            self._watching = threading.Thread(target=self._watch, args=(self._process, then), daemon=True)
            self._watching.start()
            return True

    def state(self) -> BuildState:
        """The running build, or the last."""
        is_running = self._watching is not None and self._watching.is_alive()
        return state_of(self._lines(), is_running=is_running)

    def wait(self, seconds: float | None = None) -> None:
        """Until the running build has ended and its end was dealt with."""
        if self._watching is not None:
            self._watching.join(seconds)

    def stop(self) -> None:
        """Ends a running build; the graph stays as it was."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
        self.wait(GRACE)

    def _watch(self, process: subprocess.Popen[bytes], then: Callable[[BuildState], None]) -> None:
        code = process.wait()
        with self.file.open("ab") as told:
            told.write(_line({"ended": code}))
        then(state_of(self._lines(), is_running=False))

    def _lines(self) -> list[str]:
        try:
            return self.file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []


def state_of(lines: Sequence[str], *, is_running: bool) -> BuildState:
    """What the lines of a build tell: objects of ours, and sentences of a program that came to an end.

    >>> state_of(['{"phase": "文書を読んでいます", "done": 1, "of": 4, "left": 90}'], is_running=True).words()
    '文書を読んでいます（4件のうち1件まで）。あと約2分。'
    """
    told: dict[str, Any] = {}
    sentences: list[str] = []
    for line in lines:
        found = _object(line)
        if found is None:
            sentences += [line] if line.endswith("。") else []  # what a library writes is for the log
        elif "phase" in found:
            told |= {"done": 0, "of": 0, "left": None, **found}
        else:
            told |= found.get("report", found)
    code = told.pop("ended", None)
    problems = (*told.pop("problems", ()), *sentences)
    is_over = lines and not is_running and not told.get("data_version")
    if is_over and not problems:
        problems = (INTERRUPTED,) if code in STOPPED else (DIED.format(code=code),)
    return BuildState(
        is_running=is_running,
        problems=problems,
        told=tuple(told.pop("told", ())),
        data_version=told.pop("data_version", None) or "",
        **{name: told[name] for name in BuildState.__dataclass_fields__ if name in told},
    )


def _object(line: str) -> Mapping[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _line(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False) + "\n").encode()


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")


def _time(seconds: int) -> str:
    return f"{seconds}秒" if seconds < 60 else f"{round(seconds / 60)}分"
