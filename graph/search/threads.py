"""Threads of numeric libraries that wait asleep."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

WAITING = "OMP_WAIT_POLICY"


@contextmanager
def patient_threads() -> Iterator[None]:
    """OpenMP as a library loads it inside this waits asleep.

    Its threads otherwise spin at every barrier: where others used the cores too, a question took seconds, and
    passages came at a sixth of the rate. The price is 8 ms a question on an idle machine.
    """
    before = os.environ.get(WAITING)
    os.environ.setdefault(WAITING, "PASSIVE")
    try:
        yield
    finally:
        if before is None:
            del os.environ[WAITING]
