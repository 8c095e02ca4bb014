"""How often one address may ask: a bucket each, so that a short burst is fine and a flood is not."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from math import ceil
from typing import TYPE_CHECKING

from keikaku.web.guard.refusing import refuse
from keikaku.web.html.texts import TOO_MANY

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Network = IPv4Network | IPv6Network

RATE = 60  # requests a minute and address
LOGINS = 10  # wrong ones, from any address: nobody is exempt
FEEDBACKS = 10  # of them that leave something behind: nobody soon pushes the others' out
CONNECTIONS = 256  # open at once
HEAD_SECONDS = 10.0  # until the head of a request is there
REMEMBERED = 10_000  # addresses; the one that was silent longest is forgotten
LOGIN = "/staff/login"
LED_ON = 303  # the status of a log-in with the right password
FEEDBACK = "/feedback"
FREE = ("/static/", "/staff", "/healthz")  # small files, and what only a session opens


class Buckets:
    """A bucket of `rate` requests for each name, filled again within a minute.

    >>> buckets = Buckets(2, lambda: 0.0)
    >>> [buckets.wait("a") for _ in range(3)], buckets.wait("b")
    ([0.0, 0.0, 30.0], 0.0)
    """

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.clock = rate, clock
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str) -> float:
        """Takes one request; 0, or the seconds until there is one again."""
        now = self.clock()
        left, before = self._seen.pop(name, (float(self.rate), now))
        left = min(float(self.rate), left + (now - before) * self.rate / 60)
        allowed = left >= 1
        self._seen[name] = (left - 1 if allowed else left, now)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self.rate

    def give_back(self, name: str) -> None:
        """Puts one request back, which is not to count."""
        left, before = self._seen.get(name, (float(self.rate), self.clock()))
        self._seen[name] = (min(float(self.rate), left + 1), before)


def networks(text: str) -> tuple[Network, ...]:
    """The networks of a list with commas; raises ValueError for what is none.

    >>> networks("192.0.2.0/24, 2001:db8::/32")
    (IPv4Network('192.0.2.0/24'), IPv6Network('2001:db8::/32'))
    """
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def is_loopback(host: str) -> bool:
    """True for an address of this machine alone, or its name.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "keikaku.example")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class RateLimit:
    """Refuses with 429 and Retry-After; this machine and the exempt networks may ask for pages without end.

    Nobody may guess passwords without end: what is counted of the log-ins are those that fail, so that a
    house behind one address can log in at nine o'clock.
    """

    def __init__(self, app: ASGIApp, exempt: Sequence[Network] = (), rate: int = RATE) -> None:
        self.app, self.exempt = app, exempt
        self.pages, self.logins, self.feedback = Buckets(rate), Buckets(LOGINS), Buckets(FEEDBACKS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        name = (scope.get("client") or ("", 0))[0]
        is_login = scope["path"].startswith(LOGIN) and (scope["method"] == "POST" or scope["path"] != LOGIN)
        wait = self.logins.wait(owner(name)) if is_login else self._wait(scope, name)
        if wait:
            headers = [(b"retry-after", str(ceil(wait)).encode())]
            await refuse(scope, send, 429, TOO_MANY.format(seconds=ceil(wait)), headers)
            return
        await self.app(scope, receive, self._forgiving(send, owner(name)) if is_login else send)

    def _forgiving(self, send: Send, name: str) -> Send:
        """Sends the answer to a log-in; one that led on is not counted."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == LED_ON:
                self.logins.give_back(name)
            await send(message)

        return sending

    def _wait(self, scope: Scope, host: str) -> float:
        if self._exempt(host):
            return 0.0
        path = scope["path"]
        if path == FEEDBACK and scope["method"] == "POST":
            return self.feedback.wait(owner(host))
        return 0.0 if path.startswith(FREE) else self.pages.wait(owner(host))

    def _exempt(self, host: str) -> bool:
        if is_loopback(host):
            return True
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self.exempt)


def owner(host: str) -> str:
    """Whom a bucket belongs to: an IPv4 address, or the network that one IPv6 household has.

    >>> owner("2001:db8::1"), owner("192.0.2.7")
    ('2001:db8::/64', '192.0.2.7')
    """
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network(f"{address}/64", strict=False)) if isinstance(address, IPv6Address) else host
