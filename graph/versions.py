"""The versions of a store on disk, and the pointer to the current one.

A store is a folder: `versions/000003/` holds one whole version (`graph/` of pyoxigraph, `version.json`, and
the files that were published with it), and the file `current` names the version that readers open. It is
replaced in one step, so that a reader sees the old whole or the new whole, whenever a build is killed.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

FORMAT = 1
"""The layout of a version and of its graph; a store of another one is built again."""
KEPT = 3
POINTER = "current"
GRAPH = "graph"
EXTRACTIONS = "extractions.json"
_VERSION = "version.json"
_BUILDING = "building-"


class StoreMissing(Exception):  # noqa: N818 - a state of the store, in the words of its reader
    """There is no graph yet."""


class StoreOutdated(Exception):  # noqa: N818
    """The store was written in another format."""


class StoreBusy(Exception):  # noqa: N818
    """Another build holds the store."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a version says of itself."""

    data_version: str
    base: str
    format: int = FORMAT


@contextmanager
def locked(store: Path, seconds: float = 60.0) -> Iterator[None]:
    """Hold the store for one build; another waits, and after `seconds` gives up with StoreBusy.

    The same process may enter it again: a build holds the store from its first reading to publication.
    """
    store.mkdir(parents=True, exist_ok=True)
    try:
        held = FileLock(store / "lock", is_singleton=True).acquire(timeout=seconds)
    except Timeout:
        raise StoreBusy(
            f"ほかの処理が {store} を更新しています。終わるのを待って、もう一度実行してください。"
        ) from None
    with held:
        yield


def current(store: Path) -> Path:
    """The folder of the current version; raise StoreMissing or StoreOutdated."""
    try:
        name = (store / POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        raise StoreMissing(
            f"{store} にはまだグラフがありません。先に build で文書を読み込んでください。"
        ) from None
    folder = store / "versions" / name
    describe(folder)
    return folder


def describe(folder: Path) -> Version:
    """What a version says of itself; raise StoreOutdated where this program cannot read it."""
    try:
        told = json.loads((folder / _VERSION).read_text(encoding="utf-8"))
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
        "このフォルダーを消してから、build をもう一度実行してください。"
    )


@contextmanager
def building(store: Path) -> Iterator[Path]:
    """A new folder to build a version in; left unpublished it is gone, and so are those of killed builds."""
    versions = store / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    for stale in versions.glob(f"{_BUILDING}*"):
        shutil.rmtree(stale, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=versions))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def promote(store: Path, folder: Path, version: Version) -> Path:
    """Make a built folder the current version: all on disk first, then one replacement of the pointer."""
    (folder / _VERSION).write_text(json.dumps(asdict(version), ensure_ascii=False), encoding="utf-8")
    _sync_tree(folder)
    versions = store / "versions"
    final = versions / f"{_last(versions) + 1:06d}"
    folder.rename(final)
    _sync_folder(versions)
    pointer = store / f"{POINTER}.new"
    pointer.write_text(f"{final.name}\n", encoding="utf-8")
    _sync_file(pointer)
    pointer.replace(store / POINTER)
    _sync_folder(store)
    _forget(versions)
    return final


def _numbers(versions: Path) -> list[int]:
    return sorted(int(path.name) for path in versions.iterdir() if path.name.isdecimal())


def _last(versions: Path) -> int:
    return max(_numbers(versions), default=0)


def _forget(versions: Path) -> None:
    for number in _numbers(versions)[:-KEPT]:
        shutil.rmtree(versions / f"{number:06d}", ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for parent, _folders, files in os.walk(folder):
        for name in files:
            _sync_file(Path(parent, name))
        _sync_folder(Path(parent))


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Write a folder's entries to disk where the system can open a folder (Windows cannot)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
