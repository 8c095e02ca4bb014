"""The state of the house in figures, all read from the files, so that two commits can be compared."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("ontology", "graph", "ingest", "qa", "web", "cli")
RECIPES = ROOT / "tests/cases/recipes"
_CALLS = frozenset({"compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"})
_CHANGED = re.compile(r"^\+\+\+ b/(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Patterns:
    """The regular expressions of a layer's code, and the alternatives that they hold together."""

    expressions: int
    alternatives: int


@cache
def modules(layer: str) -> tuple[tuple[Path, ast.Module], ...]:
    """The modules of a layer, each with its tree."""
    paths = sorted((ROOT / layer).rglob("*.py"))
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def modules_a_folder() -> dict[str, int]:
    """How many modules stand in each folder, the fullest first."""
    found = Counter(
        path.parent.relative_to(ROOT).as_posix() for layer in LAYERS for path, _ in modules(layer)
    )
    return dict(found.most_common())


def patterns(layer: str) -> Patterns:
    """What is handed to a function of `re`; an alternative is what an unescaped stroke parts."""
    texts = [text for _, tree in modules(layer) for text in expressions(tree)]
    return Patterns(len(texts), sum(alternatives(text) for text in texts))


def expressions(tree: ast.AST) -> list[str]:
    """The literal parts of every pattern that is handed to a function of `re`.

    >>> expressions(ast.parse('re.compile(f"a|{NAME}"); re.sub("b", "", text); re.escape("c")'))
    ['a|', 'b']
    """
    return [
        "".join(part.value for part in ast.walk(node.args[0]) if _is_text(part))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and _is_of_re(node.func)
    ]


def _is_of_re(func: ast.expr) -> bool:
    return (
        isinstance(func, ast.Attribute)
        and isinstance(func.value, ast.Name)
        and func.value.id == "re"
        and func.attr in _CALLS
    )


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def alternatives(pattern: str) -> int:
    r"""One, and one more for each stroke that is neither escaped nor one of a class.

    >>> alternatives("a|b(?:c|d)"), alternatives(r"a\|b[|]")
    (3, 1)
    """
    return 1 + re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern, flags=re.DOTALL).count("|")


def positional_rows(layer: str) -> int:
    """The places of a layer that read a row of a SELECT by its position."""
    return sum(len(by_position(tree)) for _, tree in modules(layer))


def by_position(tree: ast.Module) -> list[int]:
    r"""The lines that read such a row: one bound from a call of `rows`, or named `row` where one is called.

    >>> by_position(ast.parse("for one in snapshot.rows(Row, Q):\n    print(one[2], one.label, other[0])"))
    [2]
    """
    if not any(_selects(node) for node in ast.walk(tree)):
        return []
    rows = {"row"} | {name for node in ast.walk(tree) for name in _bound_to_a_row(node)}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id in rows
        and isinstance(node.slice, ast.Constant | ast.Slice)
        and not isinstance(getattr(node.slice, "value", 0), str)
    ]


def _selects(node: ast.AST) -> bool:
    """A call of `Snapshot.rows`, whose arguments are the class of a row and a query, or of what stood before it."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"rows", "select"}
        and bool(node.args)
    )


def _bound_to_a_row(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.For | ast.comprehension) and any(map(_selects, ast.walk(node.iter))):
        yield from (node.target.id,) if isinstance(node.target, ast.Name) else ()


def touched(recipe: Path) -> list[str]:
    """The files that a recorded change writes."""
    return sorted(_CHANGED.findall(recipe.read_text(encoding="utf-8")))


def lines(*folders: str) -> int:
    """The lines of the modules below some folders."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def cases() -> int:
    """The cases of the tests that stand as data, a line each."""
    files = sorted((ROOT / "tests").rglob("*.jsonl"))
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)


def tests_per_line() -> float:
    """Lines of tests for each line of code."""
    return lines("tests") / lines(*LAYERS)
