"""What was taken back, and since which version: the record that every opening of a version asks.

A document that a build takes out or that became internal, an entry that left the FAQ, and a thing that a
correction deletes were told to the public once. The versions that hold them stay on disk for a while, and
none of them is opened again. The record is one file of the store: the key of what was taken back, and the
number of the first version without it. What comes back later is open from the version that brings it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import DefaultGraph, Store

from keikaku.graph.rdf.iris import key_of, node, node_of
from keikaku.graph.store import sealing
from keikaku.graph.store.versions import DESCRIPTION, FORMAT, GRAPH, POINTER, VERSIONS, StoreError, folders
from keikaku.ontology.model.values import Key
from keikaku.ontology.model.vocabulary import PREFIXES, RDF

FILE = "taken-back.json"
EVERYTHING = ""
"""Stands for whatever there was, where the record of before could not be read."""
BROUGHT = "SELECT ?thing { VALUES ?class { plan:Document plan:FaqEntry } ?thing a ?class }"
"""What people bring in, and take out again."""
DELETED = """
SELECT ?thing {
  ?correction a plan:Correction ; plan:inForce true ; plan:subject ?thing .
  FILTER NOT EXISTS { ?thing a ?class }
}"""


class StoreTakenBack(StoreError):  # noqa: N818 - a state of a version, in the words of its reader
    """The version holds what was taken back since."""


def since(store: Path) -> Mapping[Key, int]:
    """The number of the first version without each thing that was taken back.

    A record that cannot be read closes every version before the current one: it never counts as none.
    """
    try:
        told = json.loads((store / FILE).read_text(encoding="utf-8"))
        return {str(key): int(number) for key, number in told.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError):
        return {EVERYTHING: _number(_pointed(store))}


def note(store: Path, folder: Path) -> None:
    """Write down what the version in a folder takes back; to be called before the pointer names it."""
    before, number = since(store), _number(folder)
    earlier = [one for one in folders(folder.parent) if _number(one) < number]
    new = _opened(folder) if earlier else None
    if new is None:
        return
    brought, deleted = new.asked(BROUGHT), new.asked(DELETED)
    after = dict(before)
    for one in earlier:
        gone = _left(one, brought, deleted)
        after |= {key: number for key in gone if before.get(key, 0) <= _number(one)}
    if after != before:
        _write(store / FILE, after)


def _left(earlier: Path, brought: frozenset[Key], deleted: frozenset[Key]) -> frozenset[Key]:
    """What an earlier version holds that the new one was not brought, or that its corrections delete."""
    old = _opened(earlier)
    return old.asked(BROUGHT) - brought | old.there(deleted) if old else frozenset()


def last(store: Path) -> int:
    """The newest number that the record names: no later version gets one at or below it."""
    return max(since(store).values(), default=0)


def is_closed(folder: Path) -> bool:
    """Whether an earlier version holds what was taken back since.

    The current one is open: a build that was ended before its pointer has taken nothing back yet.
    """
    store = folder.parent.parent
    keys = frozenset(key for key, number in since(store).items() if _number(folder) < number)
    if not keys or folder.resolve() == _pointed(store).resolve():
        return False
    return EVERYTHING in keys or _holds(folder, keys)


def refuse_closed(folder: Path) -> None:
    """Raise StoreTakenBack for a closed version."""
    if is_closed(folder):
        raise StoreTakenBack(
            f"{folder.parent.parent} の版 {_number(folder)} は、"
            "あとで取り下げた文書や内容を含むため開けません。いまの版を開いてください。"
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """A version as this module reads it: the keys in its default graph."""

    store: Store
    base: str

    def asked(self, query: str) -> frozenset[Key]:
        """The keys that a query finds."""
        found = self.store.query(query, prefixes=PREFIXES)
        return frozenset(key_of(one["thing"].value, self.base) for one in found)  # type: ignore[union-attr]

    def there(self, keys: Iterable[Key]) -> frozenset[Key]:
        """Those of the keys that name something."""
        return frozenset(key for key in keys if self._is_there(key))

    def _is_there(self, key: Key) -> bool:
        named = node_of(key, self.base)
        return any(True for _ in self.store.quads_for_pattern(named, node(RDF.type), None, DefaultGraph()))


def _opened(folder: Path) -> _Opened | None:
    """The version in a folder; None for one that no program of this format opens."""
    try:
        told = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        if told["format"] != FORMAT or sealing.damaged(folder):
            return None
        return _Opened(Store.read_only(str(folder / GRAPH)), told["base"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _holds(folder: Path, keys: frozenset[Key]) -> bool:
    try:
        return _held(folder, (folder / DESCRIPTION).stat().st_mtime_ns, keys)
    except FileNotFoundError:
        return False  # a build removed it just now


@lru_cache(maxsize=256)
def _held(folder: Path, _written: int, keys: frozenset[Key]) -> bool:
    """Whether a version has one of the things; it never changes, so the answer is kept."""
    version = _opened(folder)
    return bool(version and version.there(keys))


def _pointed(store: Path) -> Path:
    """The folder of the current version."""
    try:
        return store / VERSIONS / (store / POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        return store / VERSIONS


def _number(folder: Path) -> int:
    return int(folder.name) if folder.name.isdecimal() else 0


def _write(path: Path, record: Mapping[Key, int]) -> None:
    """Replace the record whole, and on disk."""
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(dict(sorted(record.items())), file, ensure_ascii=False, indent=0)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
