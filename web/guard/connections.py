"""What speaks HTTP, with a time for the head of a request and a number of open connections for an address.

uvicorn has neither: whoever opens a connection and sends a byte now and then keeps it for ever.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from keikaku.web.guard.limits import CONNECTIONS, HEAD_SECONDS, owner
from keikaku.web.html.texts import SLOW_HEAD, TOO_MANY_CONNECTIONS


def _refusal(status: str, sentence: str) -> bytes:
    body = sentence.encode()
    head = f"HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {len(body)}"
    return f"{head}\r\nretry-after: 10\r\nconnection: close\r\n\r\n".encode() + body


TOO_MANY = _refusal("503 Service Unavailable", TOO_MANY_CONNECTIONS)
TOO_SLOW = _refusal("408 Request Timeout", SLOW_HEAD)


@dataclass(frozen=True, slots=True)
class Connections:
    """The open connections of each address, `most` at once, and how long the head of a request may take."""

    most: int = CONNECTIONS
    seconds: float = HEAD_SECONDS
    open: Counter[str] = field(default_factory=Counter)

    def enter(self, name: str) -> bool:
        """Counts one more; False where there are enough."""
        if self.open[name] >= self.most:
            return False
        self.open[name] += 1
        return True

    def leave(self, name: str) -> None:
        """Counts one less."""
        self.open[name] -= 1
        if self.open[name] <= 0:
            del self.open[name]


class GuardedProtocol(H11Protocol):
    """One connection: refused where its address has enough of them, closed where a head does not come whole.

    The time runs from the opening, and from the first byte of each later request, to the end of its head.
    """

    def __init__(self, *given: Any, connections: Connections, **named: Any) -> None:
        super().__init__(*given, **named)
        self.kept = connections
        self.owner = ""  # none: this connection is not counted
        self.timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let in or refused."""
        host = (transport.get_extra_info("peername") or ("",))[0]
        if not self.kept.enter(name := owner(host)):
            transport.write(TOO_MANY)
            transport.close()
            return
        self.owner = name
        super().connection_made(transport)
        self._begin()

    def data_received(self, data: bytes) -> None:
        """Part of a request."""
        if not self.owner:
            return
        before = self.cycle
        if self.timer is None and (before is None or before.response_complete):
            self._begin()
        super().data_received(data)
        if self.cycle is not before:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Its place is free again."""
        if not self.owner:
            return
        self._stop()
        self.kept.leave(self.owner)
        self.owner = ""
        super().connection_lost(exc)

    def _begin(self) -> None:
        self.timer = self.loop.call_later(self.kept.seconds, self._late)

    def _stop(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _late(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(TOO_SLOW)
            self.transport.close()
