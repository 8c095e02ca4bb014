"""What the whole test suite shares: which tests a machine can run, and where the shared documents are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NEEDS = {
    "shared": ("KEIKAKU_SHARED", "the shared documents: set KEIKAKU_SHARED to their folder"),
    "browser": (
        "KEIKAKU_BROWSER",
        "Debian's browser: apt-get install chromium fonts-noto-cjk, then KEIKAKU_BROWSER=1 make test",
    ),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what this machine is not set up for; where the variable is set, the test is required."""
    for item in items:
        for marker, (variable, reason) in NEEDS.items():
            if item.get_closest_marker(marker) and not os.environ.get(variable):
                item.add_marker(pytest.mark.skip(reason=f"needs {reason}"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the shared documents."""
    return Path(os.environ["KEIKAKU_SHARED"]) / "seeds"
