"""The versions of a store by their running number, and the way back to one of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from keikaku.graph.store import taken_back, versions
from keikaku.graph.store.building import building, link_tree, locked, promote
from keikaku.graph.store.snapshot import Snapshot, open_version

DOCUMENTS = "SELECT (COUNT(?d) AS ?n) { ?d a plan:Document }"
INITIATIVES = "SELECT (COUNT(?i) AS ?n) { ?i a plan:Initiative }"


class _Count(NamedTuple):
    n: int


class NoSuchVersion(versions.StoreError):
    """No version has that number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One version as `history` tells it; `closed` is the sentence that says why it cannot be opened."""

    number: int
    published: str  # 2026-11-28T09:30:00+00:00
    data_version: str
    documents: int | None
    initiatives: int | None
    current: bool
    closed: str = ""


def history(store: Path, *, internal: bool = False) -> tuple[Entry, ...]:
    """Every version that is on disk, the newest first; raise StoreMissing without one."""
    pointed = versions.pointed(store)
    found = versions.folders(store / versions.VERSIONS)
    return tuple(_entry(folder, folder == pointed, internal=internal) for folder in reversed(found))


def _entry(folder: Path, current: bool, *, internal: bool) -> Entry:  # noqa: FBT001 - of this module
    told = datetime.fromtimestamp((folder / versions.DESCRIPTION).stat().st_mtime, UTC).isoformat(
        "T", "seconds"
    )
    try:
        snapshot = open_version(folder, internal=internal)
        counts = (_count(snapshot, DOCUMENTS), _count(snapshot, INITIATIVES))
    except versions.StoreError as closed:
        return Entry(int(folder.name), told, "", None, None, current, str(closed))
    return Entry(int(folder.name), told, snapshot.data_version, *counts, current)


def _count(snapshot: Snapshot, query: str) -> int:
    return snapshot.rows(_Count, query)[0].n


def at(store: Path, number: int, *, internal: bool = False) -> Snapshot:
    """Open the version of that number.

    Raises NoSuchVersion where it is not on disk, StoreTakenBack where it holds what was taken back since.
    """
    found = {int(one.name): one for one in versions.folders(store / versions.VERSIONS)}
    if number not in found:
        there = "、".join(map(str, found))
        raise NoSuchVersion(
            f"版 {number} はありません。history で番号を確かめてください（あるのは {there}）。"
        )
    return open_version(found[number], internal=internal)


def roll_back(store: Path, number: int, *, internal: bool = False) -> tuple[int, str]:
    """Publish the content of an earlier version again, as the next one; its number and its data version.

    The newer ones stay readable but for what they alone hold: that is taken back, as if it had been dropped.
    Raises as `at` does, and StoreDamaged where a file of that version is not what was published.
    """
    with locked(store):
        snapshot = at(store, number, internal=internal)
        versions.refuse_damaged(snapshot.folder, whole=True)
        with building(store) as folder:
            link_tree(snapshot.folder, folder)
            final = promote(store, folder, versions.describe(snapshot.folder, internal=internal))
    return int(final.name), snapshot.data_version


def forget_earlier(store: Path, *, internal: bool = False) -> int:
    """Take every version but the current one off the disk, and give their number.

    What a version no longer holds may stand in files that it shares with earlier ones, so that the current
    one must have been written whole. The record of what was taken back goes too: it names it, and closes
    nothing any more.
    """
    with locked(store):
        pointed = versions.current(store, internal=internal)
        earlier = [one for one in versions.folders(store / versions.VERSIONS) if one != pointed]
        for folder in earlier:
            shutil.rmtree(folder)
        (store / taken_back.FILE).unlink(missing_ok=True)
    return len(earlier)


class Published(NamedTuple):
    """A version; the time is that of its files and no part of the data."""

    number: int
    data_version: str
    published: str  # 2026-11-28T09:30:00+00:00


def published(current: Path) -> tuple[Published, ...]:
    """The current version and those before it that are not closed, the newest first."""
    before = [one for one in versions.folders(current.parent) if int(one.name) <= int(current.name)]
    return tuple(entry for folder in reversed(before) if (entry := _published(folder)) is not None)


def _published(folder: Path) -> Published | None:
    try:
        described = versions.describe(folder)
        taken_back.refuse_closed(folder)
    except (versions.StoreError, OSError):
        return None
    at = datetime.fromtimestamp((folder / versions.DESCRIPTION).stat().st_mtime, UTC)
    return Published(int(folder.name), described.data_version, at.isoformat("T", "seconds"))
