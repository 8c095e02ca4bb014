"""Who may import whom, and what stands nowhere in the tree."""

from __future__ import annotations

import ast
import re
import subprocess
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS: dict[str, frozenset[str]] = {
    "ontology": frozenset(),
    "graph": frozenset({"ontology"}),
    "ingest": frozenset({"ontology", "graph"}),
    "qa": frozenset({"ontology", "graph"}),
    "web": frozenset({"ontology", "graph", "qa"}),
    "cli": frozenset({"ontology", "graph", "ingest", "qa", "web"}),
    "app": frozenset({"ontology", "graph", "ingest", "qa", "web", "cli"}),
}
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in [
        ROOT / "app.py",
        *(file for layer in LAYERS for file in sorted((ROOT / layer).rglob("*.py"))),
    ]
}
HEAVY = frozenset(
    {"torch", "gradio", "networkx", "sentence_transformers", "pyshacl", "transformers", "pandas"}
)
DOORS = {"web.page": {"gradio"}, "graph.projection": {"networkx"}}
# a slash in brackets, so that this file does not hold what it looks for
FOREIGN = re.compile(r"[/]work/|[/]root/|[/]home/|[/]opt/pypi|file:[/]//opt|pypi[.]org/simple")


def imports(path: Path, *, at_import: bool = False) -> set[str]:
    """The modules that a file names in its imports; `at_import`: only those that run when it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = _run_at_import(tree) if at_import else list(ast.walk(tree))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _run_at_import(tree: ast.Module) -> list[ast.stmt]:
    """The statements outside of functions and of `if TYPE_CHECKING`."""
    return [
        node
        for statement in tree.body
        for node in (
            []
            if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.dump(statement.test)
            else [statement]
        )
    ]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_the_layers_below(module):
    """ontology <- graph <- {ingest | qa} <- {web | cli} <- app; ingest and qa never see each other."""  # noqa: D403
    layer = module.split(".")[0]
    used = {name.split(".")[0] for name in imports(MODULES[module])} & LAYERS.keys()
    assert used - LAYERS[layer] - {layer} == set()


def test_no_import_runs_in_a_circle():
    """Imports for types alone do not count: they run in no process."""
    graph = {name: imports(path, at_import=True) & MODULES.keys() - {name} for name, path in MODULES.items()}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_a_heavy_library_has_one_door(module):
    """Modules that import one at their top are named here: whoever imports them knows what it costs."""
    used = {name.split(".")[0] for name in imports(MODULES[module], at_import=True)}
    assert used & HEAVY <= DOORS.get(module, set())


def test_a_question_opens_no_heavy_door():
    """What the command line and an answer import, through all modules, holds none of them."""
    seen, waiting = (
        set(),
        ["app", "cli.terminal", "qa.answerer", "graph.store", "graph.encoder", "graph.index"],
    )
    while waiting:
        module = waiting.pop()
        seen.add(module)
        waiting += imports(MODULES[module], at_import=True) & MODULES.keys() - seen
    assert seen & DOORS.keys() == set()


def tracked() -> list[Path]:
    """The files of the project as git knows them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_path_of_a_machine_or_a_registry():
    """A clone anywhere else must work."""
    found = []
    for path in tracked():
        if path.suffix in {".png", ".xlsx", ".pdf", ".npy", ".gz"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in FOREIGN.finditer(text)]
    assert found == []
