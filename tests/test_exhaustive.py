"""What is said where something new is known in one place only: mypy or a test names every place that lacks it."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from keikaku.qa import query as q
from keikaku.qa.finding import numbers
from keikaku.qa.world import compile as compiled
from tests.house.measure import LAYERS as ALL

ROOT = Path(__file__).parents[1]
LAYERS = ("ontology", "graph", "qa", "keikaku")
NEW = (
    ("ontology/model/facts.py", '    MOVES = "moves"', '    PAUSES = "pauses"\n    MOVES = "moves"'),
    ("ontology/model/facts.py", '    REVISES = "revises"', '    ENDS = "ends"\n    REVISES = "revises"'),
    (
        "ontology/model/values.py",
        '    REJECTED = "rejected"',
        '    DOUBTED = "doubted"\n    REJECTED = "rejected"',
    ),
    ("ontology/model/facts.py", '    PILLAR = "pillar"', '    BUDGET = "budget"\n    PILLAR = "pillar"'),
    ("graph/export/formats.py", '    QUADS = ".nq"', '    TRIG = ".trig"\n    QUADS = ".nq"'),
    ("qa/query/__init__.py", "    | PlanUntil\n", "    | PlanUntil\n    | Named\n"),
)
"""A relation of succession, one of plans, a status, a level, an export format and a kind of query."""
PLACES = {
    ("ontology/model/successions.py", "Literal[LinkRelation.PAUSES]"),
    ("ontology/model/successions.py", "Literal[LinkStatus.DOUBTED]"),
    ("ontology/model/successions.py", "Literal[LinkLevel.BUDGET]"),
    ("graph/rdf/properties.py", "Literal[LinkRelation.PAUSES]"),
    ("graph/rdf/properties.py", "Literal[RelationKind.ENDS]"),
    ("graph/review/links.py", "Literal[LinkStatus.DOUBTED]"),
    ("graph/review/links.py", "Literal[LinkLevel.BUDGET]"),
    ("graph/export/formats.py", "Literal[GraphFormat.TRIG]"),
    ("qa/answerer.py", "Named"),
}
MODULES = sorted({place for place, _ in PLACES})
LACKS = re.compile(
    r'^keikaku/(\S+?):\d+: error: Argument 1 to "assert_never" has incompatible type "([^"]+)"', re.MULTILINE
)


@pytest.mark.slow
def test_mypy_names_every_place_that_lacks_what_is_new(tmp_path):
    """Nothing is found by a KeyError, eight files later."""
    for layer in LAYERS:
        shutil.copytree(ROOT / layer, tmp_path / layer, symlinks=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, before, after in NEW:
        path = tmp_path / name
        text = path.read_text("utf-8")
        assert text.count(before) >= 1, f"{name}: {before}"
        path.write_text(text.replace(before, after), "utf-8")
    names = [
        word for one in MODULES for word in ("-m", "keikaku." + one.removesuffix(".py").replace("/", "."))
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--follow-imports=silent", *names],
        cwd=tmp_path, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert set(LACKS.findall(ran.stdout)) >= PLACES, ran.stdout + ran.stderr


PARTIAL = {
    ("ingest/links/plans.py", "RelationKind"): "of the others no link is made",
    ("qa/kinds/initiatives.py", "Axis"): "the ones that an item has itself",
    ("qa/kinds/succession.py", "LinkStatus"): "what is proposed is told apart, what is rejected never",
}
"""Tables keyed by most members of an enum, and why the others are none of them."""


def trees(sign: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of the code that have a sign in them; the others need not be read as code."""
    for path in (path for layer in ALL for path in sorted((ROOT / layer).rglob("*.py"))):
        if re.search(sign, text := path.read_text("utf-8")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(text)


def members() -> dict[str, frozenset[str]]:
    """The enums of the code with the names of their members."""
    return {
        node.name: frozenset(
            one.id
            for line in node.body
            if isinstance(line, ast.Assign)
            for one in line.targets
            if isinstance(one, ast.Name)
        )
        for _, tree in trees(r"Enum\):")
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases)
    }


def lacking(tree: ast.AST, enums: dict[str, frozenset[str]]) -> Iterator[tuple[str, int, list[str]]]:
    """The tables keyed by most members of one enum that lack some: the enum, the line, what they lack.

    A table of a few speaks of these alone.
    """
    for node in ast.walk(tree):
        keys = [_member(key, enums) for key in node.keys] if isinstance(node, ast.Dict) else []
        named = {key[0] for key in keys if key}
        if len(keys) > 1 and None not in keys and len(named) == 1:
            (name,) = named
            lacks = enums[name] - {key[1] for key in keys if key}
            if lacks and len(lacks) <= len(enums[name]) / 2:
                yield name, node.lineno, sorted(lacks)


def _member(key: ast.expr | None, enums: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    if not isinstance(key, ast.Attribute):
        return None
    owner = key.value.attr if isinstance(key.value, ast.Attribute) else getattr(key.value, "id", "")
    return (owner, key.attr) if key.attr in enums.get(owner, ()) else None


def test_a_table_keyed_by_an_enum_has_every_member():
    """Whoever adds a status, an axis or a kind of words reads here which tables lack it; some are meant to."""
    enums = members()
    found = {
        (path, name): f"line {line} lacks {', '.join(lacks)}"
        for path, tree in trees(rf"\b(?:{'|'.join(enums)})\.[A-Z_]+:")
        for name, line, lacks in lacking(tree, enums)
    }
    assert {place: told for place, told in found.items() if place not in PARTIAL} == {}
    assert set(PARTIAL) - set(found) == set(), "take it off"


def test_a_member_that_a_table_lacks_is_found():
    enums = {"Axis": frozenset({"PLAN", "FIELD", "PILLAR"})}
    tree = ast.parse("A = {q.Axis.PLAN: 1, q.Axis.FIELD: 2}\nB = {Axis.PLAN: 1, other: 2}")
    assert list(lacking(tree, enums)) == [("Axis", 1, ["PILLAR"])]


@pytest.mark.parametrize(
    ("union", "dispatched"), [(q.Condition, compiled._pattern), (q.Number, numbers.evaluate)]
)
def test_what_is_dispatched_by_its_class_is_so_for_every_member_of_its_union(union, dispatched):
    """A condition without a pattern, a number without a way to it."""
    assert set(get_args(union)) - set(dispatched.registry) == set()
