"""Reads the tables that specify the words."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    """The rows of one table; the file may not be empty, or its test could not fail."""
    rows = [
        json.loads(line)
        for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        if line
    ]
    assert rows, f"{name}.jsonl holds no case"
    return rows


def texts(name: str) -> list[str]:
    """The texts of one table."""
    return [row["text"] for row in cases(name)]
