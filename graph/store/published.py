"""The versions that readers may know of, with the time when each was published; no graph is opened for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from keikaku.graph.store import taken_back, versions


class Published(NamedTuple):
    """A version; the time is that of its files and no part of the data."""

    number: int
    data_version: str
    published: str  # 2026-11-28T09:30:00+00:00


def published(current: Path) -> tuple[Published, ...]:
    """The current version and those before it that are not closed, the newest first."""
    before = [one for one in versions.folders(current.parent) if int(one.name) <= int(current.name)]
    return tuple(entry for folder in reversed(before) if (entry := _entry(folder)) is not None)


def _entry(folder: Path) -> Published | None:
    try:
        described = versions.describe(folder)
        taken_back.refuse_closed(folder)
    except (versions.StoreError, OSError):
        return None
    at = datetime.fromtimestamp((folder / versions.DESCRIPTION).stat().st_mtime, UTC)
    return Published(int(folder.name), described.data_version, at.isoformat("T", "seconds"))
