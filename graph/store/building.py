"""Building a version of a store: one build at a time, all on disk, then one replacement of the pointer."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock, Timeout

from keikaku.graph.store import sealing, taken_back
from keikaku.graph.store.versions import (
    DESCRIPTION,
    POINTER,
    VERSIONS,
    StoreBusy,
    StoreUnwritable,
    Version,
    folders,
)

KEPT = 3
"""How many of the last versions stay on disk."""
SELDOM = 200_000
"""After so many new objects Python looks for cycles during a build (otherwise after 700)."""
_BUILDING = "building-"


@contextmanager
def locked(store: Path, seconds: float = 60.0) -> Iterator[None]:
    """Hold the store for one build; another waits, and after `seconds` gives up with StoreBusy.

    The same process may enter it again: a build holds the store from its first reading to publication.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        held = FileLock(store / "lock", is_singleton=True).acquire(timeout=seconds)
    except Timeout:
        raise StoreBusy(
            f"ほかの処理が {store} を更新しています。終わるのを待って、もう一度実行してください。"
        ) from None
    except OSError as error:
        raise _unwritable(store) from error
    with held:
        yield


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Python looks for cycles seldom while facts come by the hundred thousand: they make none.

    A seventh of the time of a build goes into looking, otherwise.
    """
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def building(store: Path) -> Iterator[Path]:
    """A new folder to build a version in; left unpublished it is gone, and so are those of killed builds."""
    kept = store / VERSIONS
    kept.mkdir(parents=True, exist_ok=True)
    for stale in kept.glob(f"{_BUILDING}*"):
        shutil.rmtree(stale, ignore_errors=True)
    folder = kept / f"{_BUILDING}{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    except OSError as error:
        raise _unwritable(store) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def promote(store: Path, folder: Path, version: Version) -> Path:
    """Make a built folder the current version: all on disk first, then one replacement of the pointer.

    Files that the newest version has too (hard links) are listed with the digest that they were listed with.

    What it takes back is written down before: a build that is killed in between has closed earlier versions
    too soon, and none ever opens one that should be closed.
    """
    told = {name: value for name, value in asdict(version).items() if value not in (False, "")}
    sealing.write(folder, folders(folder.parent)[-1:])
    told["seal"] = sealing.seal(folder, told)
    (folder / DESCRIPTION).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    _sync_tree(folder)
    kept = store / VERSIONS
    numbers = [int(one.name) for one in folders(kept)]
    final = kept / f"{max([*numbers, taken_back.last(store)]) + 1:06d}"
    folder.rename(final)
    _sync_folder(kept)
    taken_back.note(store, final)
    _sync_folder(store)
    pointer = store / f"{POINTER}.new"
    pointer.write_text(f"{final.name}\n", encoding="utf-8")
    _sync_file(pointer)
    pointer.replace(store / POINTER)
    _sync_folder(store)
    for earlier in folders(kept)[:-KEPT]:
        shutil.rmtree(earlier, ignore_errors=True)
    return final


def link_tree(source: Path, target: Path, *, but: str = "") -> None:
    """The files of a version again, as hard links: they never change. Copied where the disk has none.

    What stands in the folder `but` is left out.
    """
    for name, path in sealing.files(source):
        if but and Path(name).parts[0] == but:
            continue
        other = target / name
        other.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, other)
        except OSError:
            other.write_bytes(path.read_bytes())


def _unwritable(store: Path) -> StoreUnwritable:
    return StoreUnwritable(
        f"{store} に書き込めません。空き容量と権限を確かめるか、--store で別のフォルダーを指定してください。"
    )


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
