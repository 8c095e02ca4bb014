"""What mypy says where something new is known in one place only: it names every place that lacks it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
