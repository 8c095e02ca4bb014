"""What a version's files are, and whether they are still what was published.

Each version lists its files with size and SHA-256 in `files.json`; its description carries the seal of that
list. Opening a version compares sizes and the small files; `check` reads everything. RocksDB checks its own
blocks as it reads them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

DESCRIPTION = "version.json"
FILES = "files.json"
SMALL = 1 << 20
"""Bytes up to which a file is read whole when a version is opened; those of the graph itself are not."""
_CHECKED = ".sst"  # RocksDB's tables: each block has a checksum that every reading compares
_ASIDE = frozenset({FILES, DESCRIPTION})  # the list itself, and what carries its seal
_UNSEALED = frozenset({"LOCK", "LOG"})  # RocksDB's own; nothing of the graph stands in them
Listed = Mapping[str, tuple[int, str]]


def listed(folder: Path, earlier: Iterable[Path] = ()) -> dict[str, tuple[int, str]]:
    """Each file of a version by its path in the folder, with size and SHA-256.

    What is one file with that of an earlier version has the digest that it was published with: a damage since
    then stays a damage.
    """
    known = {_file(other / name): told for other in earlier for name, told in read(other).items()}
    return {
        name: known.get(_file(path)) or (path.stat().st_size, _digest(path)) for name, path in files(folder)
    }


def _file(path: Path) -> tuple[int, int] | None:
    """What is the same for all hard links to one file; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def read(folder: Path) -> Listed:
    """The list that a version was published with; empty where it has none that can be read."""
    try:
        told = json.loads((folder / FILES).read_text(encoding="utf-8"))
        return {str(name): (int(size), str(digest)) for name, (size, digest) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write(folder: Path, earlier: Iterable[Path] = ()) -> None:
    """Write the list of a built version; `earlier` are those that it may share files with."""
    told = json.dumps(listed(folder, earlier), ensure_ascii=False, sort_keys=True, indent=0)
    (folder / FILES).write_text(told, encoding="utf-8")


def seal(folder: Path, description: Mapping[str, Any]) -> str:
    """What binds a version's description to the list of its files."""
    own = {name: value for name, value in description.items() if name != "seal"}
    content = json.dumps(own, ensure_ascii=False, sort_keys=True).encode()
    files = folder / FILES
    return hashlib.sha256(content + (files.read_bytes() if files.is_file() else b"")).hexdigest()[:32]


def damaged(folder: Path, *, whole: bool = False) -> str | None:
    """The first file that is not what was published; None where all are, or where nothing was sealed.

    `whole` reads every file; else sizes are compared, and files up to SMALL bytes read.
    """
    try:
        description = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        sealed = description.get("seal")
    except (OSError, ValueError, AttributeError):
        return DESCRIPTION
    if not sealed:
        return None
    if seal(folder, description) != description["seal"]:
        return FILES
    return next(
        (
            name
            for name, (size, digest) in read(folder).items()
            if _is_damaged(folder / name, size, digest, whole)
        ),
        None,
    )


def _is_damaged(path: Path, size: int, digest: str, whole: bool) -> bool:  # noqa: FBT001 - of this module
    try:
        if path.stat().st_size != size:
            return True
        return (whole or (size <= SMALL and path.suffix != _CHECKED)) and _digest(path) != digest
    except OSError:
        return True


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a version that its list names, by their path in it."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in _ASIDE and path.name not in _UNSEALED:
            yield name, path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
