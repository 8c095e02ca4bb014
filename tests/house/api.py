"""`python -m tests.house.api`: writes docs/api.md from the docstrings of what other programs call."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

from tests.house.measure import ROOT

PAGE = ROOT / "docs/api.md"
OFFERED = {
    "keikaku.ingest.pipeline": ("build", "Options"),
    "keikaku.cli.opening": ("answerer_of",),
    "keikaku.qa.answerer": ("Answerer",),
    "keikaku.qa.telling.answer": ("Answer", "Item", "Citation"),
    "keikaku.graph.store.snapshot": ("open_snapshot", "Snapshot"),
    "keikaku.graph.export.formats": ("export",),
}
"""What another program needs: to build, to ask, to look into the graph, to write it out."""
HEAD = """# Python から使う / From Python

Written by `python -m tests.house.api` from the docstrings; a first notebook is `docs/notebooks/first.ipynb`.
The answer as JSON, the tables and the command line are told in the README; they are the steadier doors.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(part for module, names in OFFERED.items() for part in _module(module, names))


def _module(module: str, names: tuple[str, ...]) -> Iterator[str]:
    found = importlib.import_module(module)
    yield f"\n## `{module}`\n\n{(inspect.getdoc(found) or '').splitlines()[0]}\n"
    for name in names:
        yield from _thing(getattr(found, name), name)


def _thing(thing: Any, name: str) -> Iterator[str]:
    heading = name if inspect.isclass(thing) else f"{name}{inspect.signature(thing)}"
    yield f"\n### `{heading}`\n\n{inspect.getdoc(thing)}\n"
    if inspect.isclass(thing):
        fields = inspect.get_annotations(thing)
        if fields and not any(one.startswith("_") for one in fields):
            yield "\n" + "".join(f"- `{field}: {kind}`\n" for field, kind in fields.items())
        for method, told in vars(thing).items():
            if inspect.isfunction(told) and not method.startswith("_"):
                yield f"\n#### `{name}.{method}{inspect.signature(told)}`\n\n{inspect.getdoc(told)}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}: commit it with what it tells of.")
