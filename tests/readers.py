"""Readers of somebody else's whose libraries clash with ours, each in a venv of its own: `make readers`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".venv-readers"


def read(reader: str, program: str, *arguments: object) -> Any:
    """What a program prints as its last line of JSON in the venv of a reader. Needed in CI, which makes it."""
    python = HOME / reader / "bin/python"
    if not python.exists():
        assert not os.environ.get("CI"), "make readers"
        pytest.skip(f"{reader} is missing: make readers")
    told = subprocess.run(
        [str(python), "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])
