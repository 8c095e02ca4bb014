"""How far a long work is, with an estimate, where somebody watches a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def watched(things: Sequence[Thing], words: str) -> Iterable[Thing]:
    """The things one by one; on a terminal a bar above counts them and says how long it will take."""
    if not sys.stderr.isatty() or len(things) < 2:
        return things
    from rich.console import Console  # noqa: PLC0415 - only where a bar is shown
    from rich.progress import track  # noqa: PLC0415

    return track(things, description=words, console=Console(stderr=True), transient=True)
