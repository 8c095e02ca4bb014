"""Who is logged in: a signed cookie that names an account, and the token that ties a form to its browser."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from itsdangerous import BadSignature, URLSafeTimedSerializer

from web.accounts import Accounts

SESSION, FORM = "kk_session", "kk_form"
HOURS = 12
FORM_MINUTES = 30


def _key() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions of the accounts. The key lives as long as the process: a restart logs everybody out."""

    accounts: Accounts
    key: str = field(default_factory=_key)

    def open(self, name: str) -> str:
        """The cookie's value of a name whose password was right."""
        return self._signer(SESSION).dumps([name, self.accounts.mark(name)])

    def name(self, cookie: str) -> str:
        """Who the cookie names; empty where it is none of ours, too old, or the account changed."""
        try:
            name, mark = self._signer(SESSION).loads(cookie, max_age=HOURS * 3600)
        except (BadSignature, ValueError, TypeError):
            return ""
        return str(name) if mark and self.accounts.mark(name) == mark else ""

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

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.key, salt=purpose)


def cookies(headers: Mapping[bytes, bytes]) -> Mapping[str, str]:
    """The cookies of a request by name."""
    try:
        found = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return {}
    return {name: one.value for name, one in found.items()}
