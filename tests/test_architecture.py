"""Who may import whom, and what stands nowhere in the tree."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
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
}
MODULES = {
    "keikaku." + ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for layer in LAYERS
    for path in sorted((ROOT / layer).rglob("*.py"))
}
HEAVY = frozenset(
    {"torch", "gradio", "networkx", "sentence_transformers", "pyshacl", "transformers", "pandas"}
)
DOORS = {"keikaku.web.chat.page": {"gradio"}, "keikaku.graph.export.projection": {"networkx"}}
# a slash in brackets, so that this file does not hold what it looks for
FOREIGN = re.compile(r"[/]work/|[/]root/|[/]home/|[/]opt/pypi|file:[/]//opt|pypi[.]org/simple")


@cache
def imports(path: Path, *, at_import: bool = False) -> frozenset[str]:
    """The modules that a file names in its imports; `at_import`: only those that run when it is imported."""
    tree = _parsed(path)
    nodes = _run_at_import(tree) if at_import else list(_statements(tree))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Every statement at whatever depth, without going into expressions, where none stands."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.expr):
            yield node
            yield from _statements(node)


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


def of_layer(layer: str) -> dict[str, Path]:
    """The modules of a layer."""
    return {name: path for name, path in MODULES.items() if name.split(".")[1] == layer}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_module_imports_only_the_layers_below(layer):
    """ontology <- graph <- {ingest | qa} <- {web | cli} <- app; ingest and qa never see each other."""  # noqa: D403
    others = LAYERS.keys() - LAYERS[layer] - {layer}
    used = {
        (module, name)
        for module, path in of_layer(layer).items()
        for name in imports(path)
        if name.startswith("keikaku.") and name.split(".")[1] in others
    }
    assert used == set()


def test_no_import_runs_in_a_circle():
    """Imports for types alone do not count: they run in no process."""
    graph = {name: imports(path, at_import=True) & MODULES.keys() - {name} for name, path in MODULES.items()}
    TopologicalSorter(graph).prepare()


def _room(module: str) -> str:
    """The sub-package that a module stands in: two names below the root, or the module itself at its top."""
    return ".".join(module.split(".")[:3])


# imports that still run against the order of rooms; the list only shrinks
AGAINST = frozenset({("keikaku.qa.reading", "keikaku.qa.kinds")})


@pytest.mark.parametrize("layer", LAYERS)
def test_rooms_of_a_layer_have_an_order(layer):
    """Sub-packages import each other in one direction, as the layers do."""
    graph: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        if module.startswith(f"keikaku.{layer}.") and _room(module) != module:
            used = {_room(name) for name in imports(path, at_import=True) & MODULES.keys()}
            graph.setdefault(_room(module), set()).update(
                {name for name in used if name.startswith(f"keikaku.{layer}.")} - {_room(module)}
            )
    listed = {(room, other) for room, other in AGAINST if room in graph}
    assert {(room, other) for room, other in listed if other not in graph[room]} == set(), "take it off"
    TopologicalSorter(
        {room: {other for other in others if (room, other) not in listed} for room, others in graph.items()}
    ).prepare()


def test_a_folder_is_seen_at_a_glance():
    """At most 15 modules a folder."""
    counts: dict[str, int] = {}
    for path in MODULES.values():
        folder = str(path.parent.relative_to(ROOT).as_posix())
        counts[folder] = counts.get(folder, 0) + 1
    assert {name: n for name, n in counts.items() if n > 15} == {}


def test_a_heavy_library_has_one_door():
    """Modules that import one at their top are named here: whoever imports them knows what it costs."""
    used = {
        module: {name.split(".")[0] for name in imports(path, at_import=True)} & HEAVY
        for module, path in MODULES.items()
    }
    assert {module: heavy for module, heavy in used.items() if heavy} == DOORS


def test_a_question_opens_no_heavy_door():
    """What the command line and an answer import, through all modules, holds none of them."""
    seen, waiting = (
        set(),
        [
            "keikaku.cli.main",
            "keikaku.cli.terminal",
            "keikaku.qa.answerer",
            "keikaku.graph.store.snapshot",
            "keikaku.graph.search.encoder",
            "keikaku.graph.search.index",
        ],
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
