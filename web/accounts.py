"""Named accounts of staff: a file with a name and an argon2 hash a line, written by `keikaku account`."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from web.texts import BAD_ACCOUNTS

NAME = re.compile(r"[^\s:\x00-\x1f\x7f]{1,64}")
FILE = "accounts.txt"
"""Its name in the store's folder, where no other file is named."""

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody")


class AccountsError(Exception):
    """The file cannot be read; says where, in Japanese, and what to do."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a file, read again at each use: a removed name is out at once."""

    path: Path

    def hashes(self) -> Mapping[str, str]:
        """The hash of each name; none where there is no file. Raises AccountsError."""
        if not self.path.exists():
            return {}
        found: dict[str, str] = {}
        for number, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), 1):
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
            return _HASHER.verify(known or _NOBODY, password) and known is not None
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
        self._write({**self.hashes(), name: _HASHER.hash(password)})

    def remove(self, name: str) -> bool:
        """Takes an account away; False where there was none."""
        kept = dict(self.hashes())
        if kept.pop(name, None) is None:
            return False
        self._write(kept)
        return True

    def _write(self, hashes: Mapping[str, str]) -> None:
        """Replaces the file whole; nobody but its owner may read it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        with os.fdopen(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            file.writelines(f"{name}:{hashed}\n" for name, hashed in sorted(hashes.items()))
        new.replace(self.path)
