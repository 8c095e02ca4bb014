"""How far a long work is, with an estimate: as a bar on a terminal, as lines of JSON for the staff's pages."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from keikaku.ingest.pipeline import Report

Thing = TypeVar("Thing")


def watched(things: Sequence[Thing], words: str) -> Iterable[Thing]:
    """The things one by one; on a terminal a bar above counts them and says how long it will take."""
    if not sys.stderr.isatty() or len(things) < 2:
        return things
    from rich.console import Console  # noqa: PLC0415 - only where a bar is shown
    from rich.progress import track  # noqa: PLC0415

    return track(things, description=words, console=Console(stderr=True), transient=True)


class Told:
    """Tells each step on standard error, one object of JSON a line.

    `{"phase": words}`, and where things are counted `{"phase", "done", "of", "left"}`: `left` is in seconds,
    null until one thing is done.
    """

    def watched(self, things: Sequence[Thing], words: str) -> Iterator[Thing]:
        """The things one by one, telling after each how far it is."""
        began = time.monotonic()
        for done, thing in enumerate(things):
            left = (time.monotonic() - began) / done * (len(things) - done) if done else None
            self.tell({"phase": words, "done": done, "of": len(things), "left": left and round(left)})
            yield thing

    def began(self, words: str) -> None:
        """A step that nothing is counted in."""
        self.tell({"phase": words})

    def tell(self, line: dict[str, Any]) -> None:
        """One line; a reader that is gone stops nothing."""
        try:
            print(json.dumps(line, ensure_ascii=False), file=sys.stderr, flush=True)
        except OSError:
            return


def report_json(report: Report) -> dict[str, Any]:
    """What came of a build, for a page: sentences on what was taken, and one for each problem."""
    from keikaku.cli.terminal import taken_lines  # noqa: PLC0415 - what the terminal shows, and what an answer needs

    return {
        "report": {
            "data_version": report.data_version,
            "told": list(taken_lines(report)),
            "problems": [problem.message for problem in report.problems],
            "faq": len(report.faq),
        }
    }


def stop_on_request() -> None:
    """SIGTERM ends the work like Ctrl+C: tidied up, with a sentence, the graph as it was."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
