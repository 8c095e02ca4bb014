"""Named accounts of staff: a file with a name and an argon2 hash a line, written by `keikaku account`.

That there were accounts is remembered beside them: a file that was lost or emptied opens no door.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from filelock import FileLock, Timeout

from keikaku.web.html.texts import ACCOUNTS_BUSY, BAD_ACCOUNTS, UNREADABLE_ACCOUNTS

log = logging.getLogger(__name__)

NAME = re.compile(r"[^\s:\x00-\x1f\x7f]{1,64}")
FILE = "accounts.txt"
"""Its name in the store's folder, where no other file is named."""
KNOWN = "accounts.known"
"""The name in the store's folder of the file that remembers that there were accounts."""
REMEMBERED = (
    "There are accounts of staff: where their file is lost or empty, /staff/ stays closed.\n"
    "To open it to this machine without a login again, stop the server and delete both files.\n"
)
PATIENCE = 30.0  # seconds that a writer waits for another

_HASHER = PasswordHasher()


@cache
def _nobody(hasher: PasswordHasher) -> str:
    """What the password of a name that is not there is held against, at the same cost."""
    return hasher.hash("nobody")


class AccountsError(Exception):
    """The file cannot be read; says where, in Japanese, and what to do."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a file, read again at each use: a removed name is out at once.

    `known` is the file that remembers that there were some; it lies in the store, also where the accounts do
    not. Without one it lies beside them. `hasher` tells what a new hash costs.
    """

    path: Path
    known: Path | None = None
    hasher: PasswordHasher = _HASHER
    _seen: set[Path] = field(default_factory=set, init=False, repr=False, compare=False)

    def hashes(self) -> Mapping[str, str]:
        """The hash of each name; none where there is no file. Raises AccountsError."""
        found = self._read()
        if found:
            self._remember()
        return found

    def lost(self) -> bool:
        """True where there are no accounts any more: their file was lost or emptied. Raises AccountsError."""
        return not self.hashes() and (bool(self._seen) or self._mark.exists())

    @property
    def _mark(self) -> Path:
        return self.known or self.path.with_name(KNOWN)

    def _remember(self) -> None:
        """A store that nobody may write costs the memory beyond this process, and no page."""
        if self._seen and self._mark.exists():
            return
        try:
            self._mark.parent.mkdir(parents=True, exist_ok=True)
            self._mark.write_text(REMEMBERED, encoding="utf-8")
        except OSError as error:
            if not self._seen:
                log.warning("that there are accounts is not kept beyond this process: %s", error)
        self._seen.add(self._mark)

    def _read(self) -> Mapping[str, str]:
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "UTF-8"
            raise AccountsError(UNREADABLE_ACCOUNTS.format(path=self.path, reason=reason)) from error
        found: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, hashed = line.partition(":")
            if not NAME.fullmatch(name) or not hashed.startswith("$argon2"):
                raise AccountsError(BAD_ACCOUNTS.format(path=self.path, line=number))
            found[name] = hashed.strip()
        return found

    def verify(self, name: str, password: str) -> bool:
        """True for a name and its password; takes as long for a name that is not there (some 50 ms)."""
        known = self.hashes().get(name)
        try:
            return self.hasher.verify(known or _nobody(self.hasher), password) and known is not None
        except (Argon2Error, InvalidHashError):
            return False

    def mark(self, name: str) -> str:
        """What changes with the password of a name, for its sessions; empty for nobody."""
        known = self.hashes().get(name)
        return hashlib.sha256(known.encode()).hexdigest()[:16] if known else ""

    def set(self, name: str, password: str) -> None:
        """Adds or replaces an account. Raises ValueError for a name that no line can hold."""
        if not NAME.fullmatch(name) or name.startswith("#"):
            raise ValueError(name)
        hashed = self.hasher.hash(password)
        with self._held():
            kept = {**self.hashes(), name: hashed}
            self._remember()
            self._write(kept)

    def remove(self, name: str) -> bool:
        """Takes an account away; False where there was none."""
        with self._held():
            kept = dict(self.hashes())
            if kept.pop(name, None) is None:
                return False
            self._write(kept)
            return True

    @contextmanager
    def _held(self) -> Iterator[None]:
        """From the reading to the writing, so that two who change accounts at once lose none."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            held = FileLock(f"{self.path}.lock").acquire(timeout=PATIENCE)
        except Timeout:
            raise AccountsError(ACCOUNTS_BUSY.format(path=self.path)) from None
        with held:
            yield

    def _write(self, hashes: Mapping[str, str]) -> None:
        """Replaces the file whole; nobody but its owner may read it."""
        new = self.path.with_suffix(".new")
        with os.fdopen(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            file.writelines(f"{name}:{hashed}\n" for name, hashed in sorted(hashes.items()))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)
