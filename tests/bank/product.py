"""The product from outside: its command line in processes of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.bank.read_world import TABLES

ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> None:
    """One call of the command line; its own words where it fails."""
    command = [sys.executable, str(ROOT / "app.py"), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")


def build(documents: Path, store: Path) -> None:
    """A graph of a folder of documents."""
    run("build", "--store", store, documents)


def export(store: Path, folder: Path) -> None:
    """The three tables and the graph as Turtle."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        run("export", folder / f"{table}.jsonl", "--table", table, "--store", store)
    run("export", folder / "graph.ttl", "--store", store)


def ask(cases: Iterable[Mapping[str, Any]], store: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """Every case asked in one process; answers by id."""
    asked = folder / "asked.jsonl"
    keys = ("id", "question", "turns")
    rows = [{key: case[key] for key in keys if key in case} for case in cases]
    asked.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, str(ROOT / "app.py"), "ask", "--batch", str(asked), "--store", str(store)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode > 1 or not done.stdout:
        raise SystemExit(done.stderr)
    return {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}
