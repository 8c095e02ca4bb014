"""Passwords are checked one at a time, beside everything else: each costs 64 MiB and a core for a while.

So a flood of log-ins takes neither the memory nor the threads of the pages, and whoever comes when too many
wait is told to come back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

AT_ONCE = 1
WAITING = 20
"""How many may wait for their turn, some seconds at most."""
COME_BACK = 5  # seconds


class TooManyWaitingError(Exception):
    """Nobody looked at the password."""


class PasswordChecks:
    """Asks `verify` in a pool of its own; to be used from one event loop."""

    def __init__(self, verify: Callable[[str, str], bool], waiting: int = WAITING) -> None:
        self._verify, self._room = verify, AT_ONCE + waiting
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
        self._inside = 0

    async def right(self, name: str, password: str) -> bool:
        """Whether it is the password of the name; raises TooManyWaitingError where the queue is full."""
        if self._inside >= self._room:
            raise TooManyWaitingError
        self._inside += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, self._verify, name, password)
        finally:
            self._inside -= 1
