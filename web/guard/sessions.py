"""Who is logged in: a signed cookie that names an account, and the token that ties a form to its browser."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

from itsdangerous import BadSignature, URLSafeTimedSerializer

from keikaku.web.guard.accounts import Accounts
from keikaku.web.guard.ended import Ended

SESSION, FORM, FLOW = "kk_session", "kk_form", "kk_flow"
HOURS = 12
KEY_FILE = "session.key"
"""Its name in the store's folder; whoever reads it can make a session of any account."""
SHORTEST_KEY = 32
FORM_MINUTES = 30
FLOW_MINUTES = 10


def new_key() -> str:
    """A key that nobody knows."""
    return secrets.token_urlsafe(32)


def kept_key(path: Path) -> str:
    """The key of a file, made at the first use and readable by its owner alone.

    Raises OSError where it can be neither read nor written, and ValueError where its key is too short.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{new_key()}\n")
    except FileExistsError:
        pass
    return long_enough(path.read_text(encoding="utf-8"))


def long_enough(key: str) -> str:
    """The key without white space around it; raises ValueError where it could be guessed."""
    if len(key.strip()) < SHORTEST_KEY:
        raise ValueError(key)
    return key.strip()


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions of the accounts, as long as the key stays: another key logs everybody out.

    Each has an id of its own, so that a log-out ends this one, on the server, and no other. `granted` marks
    the sessions of who logged in elsewhere: they have no account here, and end with what lets them in.
    """

    accounts: Accounts
    key: str
    ended: Ended = field(default_factory=lambda: Ended(None, HOURS * 3600))
    granted: str = ""

    def open(self, name: str) -> str:
        """The cookie's value of a name whose password was right."""
        return self._opened(name, self.accounts.mark(name))

    def grant(self, name: str) -> str:
        """The cookie's value of a name that a provider answers for."""
        return self._opened(name, self.granted)

    def _opened(self, name: str, mark: str) -> str:
        return self._signer(SESSION).dumps([name, mark, secrets.token_urlsafe(16)])

    def name(self, cookie: str) -> str:
        """Who the cookie names; empty where it is none of ours, too old, ended, or the account changed."""
        name, mark, session = self._told(cookie)
        known = bool(mark) and (mark == self.granted or self.accounts.mark(name) == mark)
        return name if known and session not in self.ended else ""

    def is_granted(self, cookie: str) -> bool:
        """True where a provider answered for who the cookie names: no file of accounts is asked."""
        return bool(self.granted) and self._told(cookie)[1] == self.granted and bool(self.name(cookie))

    def end(self, cookie: str) -> None:
        """Ends the session of a cookie, whoever else has a copy; one that is not ours ends nothing."""
        if self.name(cookie):
            self.ended.add(self._told(cookie)[2])

    def _told(self, cookie: str) -> tuple[str, str, str]:
        """The name, the mark of its password and the id of a cookie; empty ones where it is not ours."""
        try:
            name, mark, session = self._signer(SESSION).loads(cookie, max_age=HOURS * 3600)
        except (BadSignature, ValueError, TypeError):
            return "", "", ""
        return str(name), str(mark), str(session)

    def form(self) -> tuple[str, str]:
        """What the form holds and what its cookie holds; neither can be made from the other."""
        nonce = secrets.token_urlsafe(16)
        return self._signer(FORM).dumps(nonce), nonce

    def fits(self, token: str, cookie: str) -> bool:
        """True where a form came from the browser that it was given to, within half an hour."""
        try:
            nonce = self._signer(FORM).loads(token, max_age=FORM_MINUTES * 60)
        except BadSignature:
            return False
        return bool(cookie) and secrets.compare_digest(str(nonce).encode(), cookie.encode())

    def sent_off(self, flow: Sequence[str]) -> str:
        """The cookie of a browser that goes to log in elsewhere."""
        return self._signer(FLOW).dumps(list(flow))

    def came_back(self, cookie: str) -> tuple[str, ...]:
        """What a browser was sent off with, within ten minutes; nothing where the cookie is none of ours."""
        try:
            return tuple(map(str, self._signer(FLOW).loads(cookie, max_age=FLOW_MINUTES * 60)))
        except (BadSignature, TypeError):
            return ()

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.key, salt=purpose)


def cookies(headers: Mapping[bytes, bytes]) -> Mapping[str, str]:
    """The cookies of a request by name."""
    try:
        found = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return {}
    return {name: one.value for name, one in found.items()}
