"""The files that staff brought: a folder of the store, beside its versions, that no build cleans.

`documents/` holds the documents, `faq.csv`, `corrections.csv` and `words.csv` wait for the next build, and
`taken/` holds the last two of each that a build took, so that a store of another format can be made again.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

FOLDER = "uploads"
BYTES_AT_MOST = 50_000_000  # a file; what ingest reads at most
FILES_AT_MOST = 1000
STALE = 24 * 3600.0  # seconds that a file may take to come
NAME_AT_MOST = 200  # bytes: file systems take 255
BUILD = "build.jsonl"
"""What the last build told, for the pages."""
FAQ, CORRECTIONS, WORDS = "faq.csv", "corrections.csv", "words.csv"
_CHUNK = 1 << 20
_UNFIT = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)

NO_NAME = "ファイル名を読めません。文字か数字の名前にしてから、選び直してください。"
LONG_NAME = "{name}: ファイル名が長すぎます。60字くらいまでにしてから、選び直してください。"
EMPTY = "{name}: 中身が空です。文字のあるファイルを選び直してください。"
LARGE = "{name}: 大きすぎます（上限 50 MB）。文書をいくつかのファイルに分けてください。"
MANY = "{name}: 預かれる文書は1,000件までです。取り込んだものを外してから、選び直してください。"
TAKEN = (
    "{name}: 同じ名前で中身の違う文書があります。"
    "置き換えるなら「同じ名前の文書を置き換える」に印を付けて、選び直してください。"
)
UNWRITABLE = "{name}: 保存できません。空き容量と権限を管理者に確かめてもらってください。"


class NotKeptError(Exception):
    """Why a file was not kept, as the sentence to show."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was kept: its name, where it is, its bytes and their SHA-256."""

    name: str
    path: Path
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Uploads:
    """The folder; `unreadable` says in a sentence why no reader takes a file of that name, or nothing."""

    folder: Path
    unreadable: Callable[[str], str]

    @property
    def documents_folder(self) -> Path:
        """Where the documents are."""
        return self.folder / "documents"

    def documents(self) -> tuple[Upload, ...]:
        """The documents by name; links and what was left half written are none."""
        if not self.documents_folder.is_dir():
            return ()
        return tuple(found for path in sorted(self.documents_folder.iterdir()) if (found := _upload(path)))

    def waiting(self, name: str) -> Upload | None:
        """The FAQ, the corrections or the words that wait for a build."""
        return _upload(self.folder / name)

    def keep(
        self, given: str, source: BinaryIO, known: Mapping[str, str], *, replacing: bool
    ) -> tuple[Upload, bool]:
        """A document, and whether it is new; `known` are the digests of what the graph holds, by file name.

        Raises NotKeptError. A document of the same name and other bytes is replaced only where `replacing`.
        """
        name = safe_name(given)
        if fault := self.unreadable(name):
            raise NotKeptError(fault)
        before = {**known, **{one.name: one.digest for one in self.documents()}}
        if name not in before and len(before) >= FILES_AT_MOST:
            raise NotKeptError(MANY.format(name=name))
        part = self._written(self.documents_folder, name, source)
        try:
            digest = _digest_of(part)
            if not replacing and before.get(name, digest) != digest:
                raise NotKeptError(TAKEN.format(name=name))
            part.replace(self.documents_folder / name)
        finally:
            part.unlink(missing_ok=True)
        found = _upload(self.documents_folder / name)
        if found is None:
            raise NotKeptError(UNWRITABLE.format(name=name))
        return found, before.get(name) != digest

    def keep_faq(self, given: str, source: BinaryIO) -> None:
        """The FAQ of the next build, in place of one that waits. Raises NotKeptError."""
        name = safe_name(given)
        self._written(self.folder, name, source).replace(self.folder / FAQ)

    def remove(self, name: str) -> bool:
        """Takes a document, or what waits, away; False where nothing of that name is kept."""
        kept = {one.name: one.path for one in self.documents()}
        if name in (FAQ, CORRECTIONS, WORDS):
            kept[name] = self.folder / name
        if name not in kept or not kept[name].exists():
            return False
        kept[name].unlink()
        return True

    def took(self, name: str, digest: str) -> None:
        """Puts aside what a build took, unless it changed since; the one before it is kept too."""
        found = self.waiting(name)
        if found is None or found.digest != digest:
            return
        aside = self.folder / "taken"
        aside.mkdir(exist_ok=True)
        if (aside / name).exists():
            (aside / name).replace(aside / f"before-{name}")
        found.path.replace(aside / name)

    def forget(self, names: Iterable[str]) -> None:
        """Takes the documents of those names away, and what earlier builds took or told: it may name them."""
        for name in names:
            self.remove(name)
        shutil.rmtree(self.folder / "taken", ignore_errors=True)
        (self.folder / BUILD).unlink(missing_ok=True)

    def _written(self, folder: Path, name: str, source: BinaryIO) -> Path:
        """The bytes in a file of their own that nobody lists, or NotKeptError and nothing left behind."""
        part = folder / f".part-{secrets.token_hex(8)}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _clear(folder)
            with part.open("xb") as file:
                shutil.copyfileobj(source, file, _CHUNK)
                os.fsync(file.fileno())
            size = part.stat().st_size
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise NotKeptError(UNWRITABLE.format(name=name)) from error
        if not 0 < size <= BYTES_AT_MOST:
            part.unlink(missing_ok=True)
            raise NotKeptError((LARGE if size else EMPTY).format(name=name))
        return part


def _clear(folder: Path) -> None:
    """Takes away what a server that was killed left half written."""
    for part in folder.glob(".part-*"):
        if time.time() - part.stat().st_mtime > STALE:
            part.unlink(missing_ok=True)


def safe_name(given: str) -> str:
    r"""The name that a file is kept under: no folders, no control characters, nothing a system reserves.

    >>> safe_name("../../etc/計画\u202e.txt"), safe_name("C:\\文書\\a?.pdf"), safe_name(" ..a.txt")
    ('計画.txt', 'a_.pdf', 'a.txt')
    """
    last = unicodedata.normalize("NFC", given.replace("\\", "/")).rsplit("/", 1)[-1]
    seen = "".join(
        c for c in last if unicodedata.category(c)[0] != "C" and unicodedata.category(c) not in {"Zl", "Zp"}
    )
    name = seen.translate(_UNFIT).strip().lstrip(".~$ -").rstrip(". ")
    stem = name.split(".", 1)[0].strip().lower()
    if not stem or stem in _RESERVED:
        raise NotKeptError(NO_NAME)
    if len(name.encode()) > NAME_AT_MOST:
        raise NotKeptError(LONG_NAME.format(name=f"{name[:20]}…"))
    return name


def _upload(path: Path) -> Upload | None:
    """What stands there; None for links, folders and what is hidden."""
    if path.name.startswith(".") or path.is_symlink() or not path.is_file():
        return None
    told = path.stat()
    return Upload(path.name, path, told.st_size, _digest(path, told.st_size, told.st_mtime_ns))


@lru_cache(maxsize=2 * FILES_AT_MOST)
def _digest(path: Path, _size: int, _changed: int) -> str:
    """The digest of a file as it stood at that moment; a page that lists many reads none of them again."""
    return _digest_of(path)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
