"""The versions of a store on disk, and the pointer to the current one.

A store is a folder: `versions/000003/` holds one whole version (`graph/` of pyoxigraph, `version.json`, and
the files that were published with it), and the file `current` names the version that readers open. It is
replaced in one step, so that a reader sees the old whole or the new whole, whenever a build is killed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FORMAT = 2
"""The layout of a version and of its graph; a store of another one is built again."""
POINTER = "current"
GRAPH = "graph"
EXTRACTIONS = "extractions.json"
VERSIONS = "versions"
DESCRIPTION = "version.json"


class StoreError(Exception):
    """Why a store cannot be used, as the sentence to show."""


class StoreMissing(StoreError):  # noqa: N818 - a state of the store, in the words of its reader
    """There is no graph yet."""


class StoreOutdated(StoreError):  # noqa: N818
    """The store was written in another format."""


class StoreBusy(StoreError):  # noqa: N818
    """Another build holds the store."""


class StoreUnwritable(StoreError):  # noqa: N818
    """The folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a version says of itself."""

    data_version: str
    base: str
    format: int = FORMAT


def current(store: Path) -> Path:
    """The folder of the current version; raise StoreMissing or StoreOutdated."""
    try:
        name = (store / POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        raise StoreMissing(
            f"{store} にはまだグラフがありません。先に build で文書を読み込んでください。"
        ) from None
    folder = store / VERSIONS / name
    describe(folder)
    return folder


def kept(store: Path) -> dict[str, Path]:
    """The folders of the versions that are still there and can be read, by data version, the newest last."""
    found: dict[str, Path] = {}
    for folder in sorted((store / VERSIONS).glob("[0-9]*")):
        try:
            found[describe(folder).data_version] = folder
        except StoreOutdated:
            continue
    return found


def describe(folder: Path) -> Version:
    """What a version says of itself; raise StoreOutdated where this program cannot read it."""
    try:
        told = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        version = Version(**told)
    except (OSError, ValueError, TypeError):
        raise outdated(folder) from None
    if version.format != FORMAT:
        raise outdated(folder)
    return version


def outdated(folder: Path) -> StoreOutdated:
    """The sentence for a store that this program cannot read."""
    return StoreOutdated(
        f"{folder.parent.parent} は別の版のプログラムで作られていて開けません。"
        "中の versions と current を消し（decisions.sssom.tsv は残し）、build をもう一度実行してください。"
    )
