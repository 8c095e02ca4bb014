"""Keikaku Graph: the root below which every package is imported (docs/decisions/0021-one-root-and-rooms.md).

The folders stand beside this one and are linked into it. Where a checkout has no symbolic links, as Git on
Windows may have none, the search path leads to them.
"""

from pathlib import Path

if not (Path(__file__).parent / "ontology").is_dir():
    __path__.append(str(Path(__file__).parents[1]))
