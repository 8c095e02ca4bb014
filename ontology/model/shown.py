"""How a document was read, as values that the readers make, the terminal prints and a page shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column: its head path, the name of the role in `ROLES`, and three of its values."""

    head: str
    role: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table, each shape once; `number` is what `shapes teach --table` takes."""

    number: int
    kind: str
    columns: tuple[ShownColumn, ...]


@dataclass(frozen=True, slots=True)
class ShownKind:
    """What was read of one kind: how it is called, how many, and three samples."""

    name: str
    count: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line outside of tables, and what was read there, in words."""

    number: int
    place: str
    text: str
    read: tuple[str, ...]
