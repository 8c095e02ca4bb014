"""The process that files of packed and binary kinds are read in, and that any of them may kill.

A line of JSON asks, one of JSON answers. It is held to its memory by the system where that can be, else by
a thread that looks at it four times a second.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from keikaku.ingest.isolation import TOO_LATE, told_content
from keikaku.ingest.source import Content, Unreadable

READERS: Mapping[str, str] = {
    ".pdf": "pdf.document",
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
"""The module of `ingest.formats` that reads each kind; imported when the first file of it comes."""
TOO_LARGE = 77
"""The status of a process that ended itself for its memory."""
LARGEST = 1300
"""Megabytes that the thread allows where the system holds nobody to anything."""


def main() -> None:
    """Answer line after line until the other side closes."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    hold_memory(int(sys.argv[1]))
    threading.Thread(target=_watch_time, daemon=True).start()
    for line in sys.stdin:
        asked = json.loads(line)
        hold_time(asked.pop("seconds"))
        out.write(json.dumps(answer(**asked)) + "\n")
        out.flush()


def answer(path: str, suffix: str) -> dict[str, Any]:
    """The content of a file, or the reason why there is none."""
    try:
        return told_content(_reader(suffix)(Path(path).read_bytes()))
    except Unreadable as fault:
        return {"reason": fault.reason, "step": fault.step}
    except (MemoryError, RecursionError):
        return _said("大きすぎるか、入れ子が深すぎて読めません", "文書を分けて保存し直してください。")
    except Exception as fault:  # noqa: BLE001 - a library may raise anything at a broken file
        return _said(
            f"ファイルが壊れています（{type(fault).__name__}）", "元のソフトで開いて保存し直してください。"
        )


def _said(reason: str, step: str) -> dict[str, Any]:
    return {"reason": reason, "step": step}


def _reader(suffix: str) -> Callable[[bytes], Content]:
    reader: Callable[[bytes], Content] = import_module(f"keikaku.ingest.formats.{READERS[suffix]}").read
    return reader


def hold_memory(megabytes: int) -> None:
    """Hold this process to its memory: the address space by the system, what is used by a thread of ours."""
    threading.Thread(target=_watch, daemon=True).start()
    if not megabytes:
        return
    with suppress(ImportError, OSError, ValueError):  # Windows; a lower limit already
        import resource  # noqa: PLC0415

        limit = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def hold_time(seconds: float) -> None:
    """Hold this process to so many seconds of work on what it is asked now.

    A thread of ours looks at it; the system ends what keeps that thread from looking, some seconds later.
    """
    WORKS_UNTIL[0] = time.process_time() + seconds
    with suppress(ImportError, OSError, ValueError):  # Windows; a lower limit already
        import resource  # noqa: PLC0415

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(WORKS_UNTIL[0]) + GRACE, hard))


WORKS_UNTIL = [float("inf")]
"""Seconds of work of this process after which it ends itself."""
GRACE = 5  # seconds


def _watch_time() -> None:
    """End the process where it has worked too long."""
    while time.process_time() < WORKS_UNTIL[0]:
        time.sleep(0.25)
    os._exit(TOO_LATE)


def _watch() -> None:
    """End the process where it has grown too large."""
    with suppress(ImportError):
        while megabytes_used() < LARGEST:
            time.sleep(0.25)
        os._exit(TOO_LARGE)


def megabytes_used() -> float:
    """The memory that this process holds; where no file of the system tells it, the most it ever held.

    On Linux the latter counts what the parent held before this process was another program.
    """
    import resource  # noqa: PLC0415 - Windows has none

    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1024**2
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    main()
