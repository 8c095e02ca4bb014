"""A pattern that has a name of its own takes its example and leaves alone what only looks like it.

Rules in a table carry theirs themselves (`example`, `never`); those of `qa/` are read by the tables of its cases.
"""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE = ROOT / "tests/cases/rules.jsonl"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
LAYERS = ("ontology", "graph", "ingest", "web", "cli")
NAMED = re.compile(r"^(\w+)(?:: [^=\n]+)? = re\.compile\(", re.MULTILINE)


def rules() -> list[str]:
    """The patterns that stand at the top of a module, by its file and their name."""
    return [
        f"{path.relative_to(ROOT).as_posix()}:{name}"
        for layer in LAYERS
        for path in sorted((ROOT / layer).rglob("*.py"))
        for name in NAMED.findall(path.read_text(encoding="utf-8"))
    ]


def takes(rule: str, text: str, how: str = "search") -> bool:
    """Whether a rule takes something of the text; `between` is a place and takes no character."""
    file, _, name = rule.partition(":")
    module = importlib.import_module("keikaku." + file.removesuffix(".py").replace("/", "."))
    pattern = getattr(module, name)
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    found = getattr(pattern, "search" if how == "between" else how)(given)
    return found is not None and (how == "between" or bool(found.group()))


def test_every_rule_has_a_row_and_every_row_a_rule():
    """A new one: a line in tests/cases/rules.jsonl with what it takes and what it never takes."""
    there, told = rules(), Counter(row["rule"] for row in ROWS)
    assert [rule for rule in there if rule not in told] == [], f"add a row to {FILE.name}"
    assert [rule for rule in told if rule not in there or told[rule] > 1] == [], f"take it off {FILE.name}"


@pytest.mark.parametrize("layer", LAYERS)
def test_a_rule_takes_its_example_and_not_what_looks_like_it(layer: str):
    wrong = [
        row
        for row in ROWS
        if row["rule"].startswith(layer)
        and (
            not takes(row["rule"], row["takes"], row.get("how", "search"))
            or takes(row["rule"], row["never"], row.get("how", "search"))
        )
    ]
    assert wrong == []


def test_a_row_can_be_wrong():
    row = next(row for row in ROWS if row["rule"] == "ontology/japanese/timewords.py:_SLASH")
    assert takes(row["rule"], row["takes"])
    assert not takes(row["rule"], "")
