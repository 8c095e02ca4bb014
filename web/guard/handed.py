"""A login that a reverse proxy hands over: its header counts from the addresses that the house named.

The address is that of the connection itself. What `X-Forwarded-For` says of a visitor is believed for
counting requests and never for this, so that nobody can say of himself that he is the proxy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from keikaku.web.guard.limits import Network, networks

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PEER = "keikaku.peer"
"""The key of a request's scope that holds the address of the connection."""
LONGEST = 200
_TOKEN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


@dataclass(frozen=True, slots=True)
class Handed:
    """Whose header names who is logged in; nothing is handed over where no header is named."""

    header: bytes = b""
    networks: tuple[Network, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.header and self.networks)

    def name(self, scope: Scope) -> str:
        """Who is logged in by the proxy; empty where it is not the proxy that asks, or it names nobody.

        A header that stands there twice was sent by the visitor too: it names nobody.
        """
        if not self or not self._from_proxy(scope):
            return ""
        found = [value for name, value in scope["headers"] if name == self.header]
        text = found[0].decode("utf-8", "replace").strip() if len(found) == 1 else ""
        return text if len(text) <= LONGEST and text.isprintable() else ""

    def _from_proxy(self, scope: Scope) -> bool:
        host = scope.get(PEER) or (scope.get("client") or ("", 0))[0]
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self.networks)


def handed_by(header: str, addresses: str) -> Handed:
    """The setting as a value; raises ValueError where one of the two is missing or is none.

    >>> handed_by("X-Remote-User", "192.0.2.7").header, bool(handed_by("", ""))
    (b'x-remote-user', False)
    >>> handed_by("X-Remote-User", "")
    Traceback (most recent call last):
    ValueError: X-Remote-User
    """
    name, known = header.strip().lower(), networks(addresses)
    if bool(name) != bool(known) or not set(name) <= _TOKEN:
        raise ValueError(header or addresses)
    return Handed(name.encode(), known)


class Peer:
    """Remembers the address of the connection, before what stands in front tells another one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] in {"http", "websocket"}:
            scope = {**scope, PEER: (scope.get("client") or ("", 0))[0]}
        await self.app(scope, receive, send)


def trusted_proxies(environment: str | None) -> Sequence[str] | str:
    """Whose X-Forwarded-For is believed: this machine, or what FORWARDED_ALLOW_IPS says."""
    return environment if environment is not None else "127.0.0.1"
