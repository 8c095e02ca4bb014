"""What a version holds: its quads on disk, and as one number, the sum of a hash of each.

The sum goes with every change: what comes is added, what goes is taken off, and whichever way the content was
reached the sum is the same. Quads are hashed as N-Quads lines; a version has each once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, serialize

MODULUS = 1 << 256


AT_ONCE = 50_000
"""Quads that are written, and lines that are loaded, at a time: a load holds all that it is given."""


def lines_of(quads: Iterable[Quad]) -> Iterator[bytes]:
    """The quads as N-Quads lines, in their order."""
    rest = iter(quads)
    while some := list(islice(rest, AT_ONCE)):
        yield from (serialize(some, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def total(lines: Iterable[bytes]) -> int:
    """The sum over lines of which no two are the same.

    >>> total([b"a", b"b"]) == (total([b"b"]) + total([b"a"])) % MODULUS
    True
    """
    return sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines) % MODULUS


def written(number: int) -> str:
    """The sum as a version's description has it."""
    return f"{number:064x}"


def data_version(number: int) -> str:
    """Sixteen hexadecimal digits of the sum: no build time, no order of files, no blank node is in it."""
    return hashlib.sha256(written(number).encode()).hexdigest()[:16]


def write_graph(folder: Path, lines: Iterable[bytes]) -> None:
    """Write N-Quads lines as a store that readers open, some at a time."""
    store = Store(str(folder))
    rest = iter(lines)
    while some := b"".join(islice(rest, AT_ONCE)):
        store.bulk_load(input=some, format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store
