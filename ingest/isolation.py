"""Readers in C run in a process of their own: whatever a file does to them, the build goes on without it.

The process stays for the next file and is started again where it died, hung or grew too large.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from keikaku.ingest.source import Content, Hint, Unreadable
from keikaku.ontology.model.facts import Part

SECONDS = 120.0
"""Of work, which a busy machine does not make longer."""
HANGS = 1800.0
"""Seconds of the clock after which a process that neither works nor ends is ended."""
MEGABYTES = 1000
"""What the process may hold; the structural limits of each reader hold where the system enforces none."""
TOO_LATE = 78
"""The status of a process that ended itself for its time."""
OUT_OF_TIME = (TOO_LATE, -24)
"""That status, and the signal by which a system ends a process that has worked too long (SIGXCPU)."""
ROOT = Path(__file__).parents[2]
ANOTHER = "別の形式（PDFなど）で保存し直すか、文書を分けてください。"


@dataclass(slots=True)
class Isolated:
    """Reads files one after another in a process that may die."""

    seconds: float = SECONDS
    hangs: float = HANGS
    megabytes: int = MEGABYTES
    enforce: bool = True  # whether the system is asked to hold the process to its memory
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def reader(self, suffix: str) -> Callable[[bytes], Content]:
        """What reads a kind of file."""
        return lambda content: self._read(suffix, content)

    def _read(self, suffix: str, content: bytes) -> Content:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder, f"file{suffix}")
            path.write_bytes(content)
            told = self._asked({"path": str(path), "suffix": suffix, "seconds": self.seconds})
        if "reason" in told:
            raise Unreadable(told["reason"], told["step"])
        return content_of(told)

    def _asked(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """What the process says of a file; where it says nothing, why."""
        process = self._running()
        is_late = threading.Event()
        timer = threading.Timer(self.hangs, _end, (process, is_late))
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(process, json.dumps(request))
        finally:
            timer.cancel()
        if answer:
            told: dict[str, Any] = json.loads(answer)
            return told
        ended = None if is_late.is_set() else _status(process)
        self.close()
        if is_late.is_set():
            return _fault(f"読み終わるまでに{self.hangs:.0f}秒を超えました")
        if ended in OUT_OF_TIME:
            return _fault(f"読むための計算が{self.seconds:.0f}秒を超えました")
        return _fault("読む途中で読み取りのプログラムが止まりました（壊れているか、大きすぎます）")

    def _running(self) -> subprocess.Popen[str]:
        if self.process is None or self.process.poll() is not None:
            command = [
                sys.executable,
                "-m",
                "keikaku.ingest.reading_process",
                str(self.megabytes * self.enforce),
            ]
            paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}
            pipe = subprocess.PIPE
            self.process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                command,
                stdin=pipe,
                stdout=pipe,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env=environment,
            )
        return self.process

    def close(self) -> None:
        """End the process."""
        if self.process is None:
            return
        process, self.process = self.process, None
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                _closed(stream)
        process.wait()


@contextmanager
def isolated(seconds: float = SECONDS) -> Iterator[Isolated]:
    """A process to read in, for as long as a build reads."""
    one = Isolated(seconds)
    try:
        yield one
    finally:
        one.close()


def told_content(content: Content) -> dict[str, Any]:
    """Content as JSON says it."""
    hints = [
        [line, hint.lead, hint.row, hint.furniture, hint.table, hint.filled]
        for line, hint in content.hints.items()
    ]
    parts = [[part.start, part.name, part.page, part.first] for part in content.parts]
    return {"text": content.text, "hints": hints, "parts": parts, "faults": list(content.faults)}


def content_of(told: Mapping[str, Any]) -> Content:
    """Content as JSON said it."""
    hints = {
        line: Hint(lead, row, furniture, table, tuple((place, text) for place, text in filled))
        for line, lead, row, furniture, table, filled in told["hints"]
    }
    return Content(told["text"], hints, tuple(Part(*part) for part in told["parts"]), tuple(told["faults"]))


def _end(process: subprocess.Popen[str], is_late: threading.Event) -> None:
    is_late.set()
    process.kill()


def _status(process: subprocess.Popen[str]) -> int | None:
    """How a process ended that says no more; None where it has not."""
    with suppress(subprocess.TimeoutExpired):
        return process.wait(timeout=1)
    return None


def _fault(reason: str) -> dict[str, Any]:
    return {"reason": reason, "step": ANOTHER}


def _exchange(process: subprocess.Popen[str], line: str) -> str:
    """One line there and one back; empty where the process ended."""
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018 - pipes, as asked for
    try:
        process.stdin.write(line + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    except (OSError, ValueError):
        return ""
    return answer if answer.endswith("\n") else ""


def _closed(stream: TextIO | Any) -> None:
    if stream is not None:
        stream.close()
