"""`python -m tests.house`: the state of the house in figures, beside those that it had before it was put in order.

The last figure runs `make check`, which is worth something on an idle machine only; `--no-check` leaves it
out, `--lower` writes the list of repeated words anew with what fell.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.house import measure, repeated
from tests.house.before import BEFORE


def figures() -> Iterator[str]:
    """A line a figure, all but the time."""
    folders = measure.modules_a_folder()
    yield "modules a folder: " + _listed(folders)
    yield f"  before: {_listed(BEFORE.modules_a_folder)} …"
    for layer, before in BEFORE.patterns.items():
        found = measure.patterns(layer)
        size = measure.lines(layer)
        yield (
            f"patterns in {layer}: {found.expressions} with {found.alternatives} alternatives in {size:,} lines"
            f" (before: {before.expressions} with {before.alternatives} in {BEFORE.lines[layer]:,})"
        )
    again = repeated.found()
    yield f"words of the lexicon repeated in code: {sum(again.values())} in {len(again)} modules"
    rows = {layer: measure.positional_rows(layer) for layer in measure.LAYERS}
    told = _listed({layer: count for layer, count in rows.items() if count})
    yield f"rows read by position: {sum(rows.values())} ({told}; before: {BEFORE.positional_rows})"
    for recipe in sorted(measure.RECIPES.glob("*.patch")):
        files = measure.touched(recipe)
        yield f"recipe {recipe.stem}: {len(files)} files ({', '.join(files)})"
    yield (
        f"lines of tests a line of code: {measure.tests_per_line():.2f} (before: {BEFORE.tests_per_line:.2f}),"
        f" and {measure.cases():,} cases as data"
    )


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def checked() -> str:
    """How long `make check` takes, by the clock and in the processors; its output is shown where it fails."""
    load, start, before = os.getloadavg()[0], time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        ["make", "check"], cwd=measure.ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if ran.returncode:
        print(ran.stdout[-2000:] + ran.stderr[-2000:])
        raise SystemExit(1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"make check: {time.monotonic() - start:.0f} s, {worked:.0f} s of processors (load before: {load:.1f})"


def main() -> None:
    """Print a line a figure."""
    if "--lower" in sys.argv:
        raise SystemExit("\n".join(f"{name}: more than listed" for name in repeated.lowered()) or 0)
    for line in figures():
        print(line)
    if "--no-check" not in sys.argv:
        print(checked())


if __name__ == "__main__":
    main()
