"""The versions at the terminal, in the words of whoever reads them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from keikaku.cli.versions import _line
from keikaku.graph.store.history import Entry


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock is Japan's."""
    with monkeypatch.context() as here:
        here.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_tokyo")
def test_a_version_is_told_by_the_clock_on_the_wall():
    entry = Entry(3, "2026-11-28T22:30:00+00:00", "0123456789abcdef", 5, 95, current=True)
    assert _line(entry).startswith("版 3（いまの版）: 2026-11-29 07:30 文書5件、施策95件")
