"""Where code repeats a word of the lexicon: in a pattern, a comparison or a list of words; messages aside."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache

from keikaku.ontology.lexicon import ours
from tests.house.measure import LAYERS, ROOT, expressions, modules

LIST = ROOT / "tests/cases/repeated_words.toml"
"""How many such words each module still holds; a number only falls."""
FILES = ("planning.toml", "units.toml")
SHORTEST = 2
"""Characters: 部 and 柱 stand in too many other words."""
_COMPARING = frozenset({"startswith", "endswith", "removesuffix", "removeprefix"})


def forms() -> frozenset[str]:
    """The Japanese forms of the planning concepts and of units' ends."""
    names = (
        name
        for file in FILES
        for name in tomllib.loads((ROOT / "ontology/lexicon" / file).read_text(encoding="utf-8"))
    )
    return frozenset(form for name in names for form in ours().forms(name) if len(form) >= SHORTEST)


def repeated(tree: ast.Module, words: frozenset[str]) -> list[str]:
    """The forms that stand in the tree's patterns (as a piece), comparisons and lists of words (whole).

    >>> repeated(ast.parse('re.compile("体系[0-9]")'), frozenset({"体系"}))
    ['体系']
    >>> repeated(ast.parse('x == "体系" or y in {"a", "体系"} or z.endswith("体系")'), frozenset({"体系"}))
    ['体系', '体系', '体系']
    >>> repeated(ast.parse('print("体系がありません。")'), frozenset({"体系"}))
    []
    """
    in_patterns = [form for text in expressions(tree) for form in sorted(words) if form in text]
    return in_patterns + [text for text in _compared(tree) if text in words]


def _compared(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple) and len(node.elts) > 1:
            yield from _texts(node.elts)
        elif isinstance(node, ast.Compare):
            yield from _texts([node.left, *node.comparators])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in _COMPARING:
                yield from _texts(node.args)
        elif isinstance(node, ast.Dict):
            yield from _texts([one for one in node.keys if one is not None])


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def found() -> dict[str, int]:
    """The modules that repeat words, each with how many."""
    words = forms()
    counts = {
        path.relative_to(ROOT).as_posix(): len(repeated(tree, words))
        for layer in LAYERS
        for path, tree in modules(layer)
    }
    return {name: count for name, count in sorted(counts.items()) if count}


def listed() -> dict[str, int]:
    """What the list allows."""
    read: dict[str, int] = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return read


def lowered() -> list[str]:
    """Write the list anew with what was lowered; the modules that hold more than it allows stay as they were."""
    before, now = listed(), found()
    kept = {name: min(count, before[name]) for name, count in now.items() if name in before}
    LIST.write_text(HEAD + "".join(f'"{name}" = {count}\n' for name, count in kept.items()), encoding="utf-8")
    return [name for name, count in now.items() if count > before.get(name, 0)]


HEAD = """# Words of the lexicon that a module still repeats in patterns, comparisons and lists of words. A number only falls,
# with the code that is read anew: `python -m tests.house --lower` writes what fell, and refuses what rose.
"""
