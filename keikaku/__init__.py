"""Keikaku Graph: the root below which every package is imported (docs/decisions/0021-one-root-and-rooms.md).

The folders stand beside this one and are linked into it. Where a checkout has no symbolic links, as Git on
Windows may have none, the search path leads to them.

>>> import keikaku
>>> answer = keikaku.open("store").ask("施策の一覧")  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keikaku.opening import Graph

__all__ = ["open"]

if not (Path(__file__).parent / "ontology").is_dir():
    __path__.append(str(Path(__file__).parents[1]))


def open(store: str | Path = ".keikaku") -> Graph:  # noqa: A001 - as a program reads it: keikaku.open
    """Open the current version of a store, to be asked from Python."""
    from keikaku.opening import open_graph  # noqa: PLC0415 - whoever imports one package pays for that alone

    return open_graph(store)
