"""`python -m tests.house [--time | --lower]`: what the house holds, in figures.

`--time` runs `make check` and times it; `--lower` writes the list of repeated words anew with what fell.
"""

from __future__ import annotations

import subprocess
import sys
import time

from tests.house import measure, repeated


def main() -> None:
    """Print a line a figure."""
    if "--lower" in sys.argv:
        raise SystemExit("\n".join(f"{name}: more than listed" for name in repeated.lowered()) or 0)
    print("modules a folder: " + ", ".join(f"{name} {n}" for name, n in measure.modules_a_folder().items()))
    for layer in ("qa", "ingest", "ontology"):
        found = measure.patterns(layer)
        print(f"patterns in {layer}: {found.expressions} with {found.alternatives} alternatives")
    again = repeated.found()
    print(f"words of the lexicon repeated in code: {sum(again.values())} in {len(again)} modules")
    rows = {layer: measure.positional_rows(layer) for layer in measure.LAYERS}
    told = ", ".join(f"{layer} {count}" for layer, count in rows.items() if count)
    print(f"rows read by position: {sum(rows.values())} ({told})")
    for recipe in sorted(measure.RECIPES.glob("*.patch")):
        files = measure.touched(recipe)
        print(f"recipe {recipe.stem}: {len(files)} files ({', '.join(files)})")
    print(f"lines of tests a line of code: {measure.tests_per_line():.2f}")
    if "--time" in sys.argv:
        print(f"make check: {_seconds('make', 'check'):.0f} s")


def _seconds(*command: str) -> float:
    """How long a command takes; its output is shown where it fails."""
    start = time.monotonic()
    ran = subprocess.run(command, cwd=measure.ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        print(ran.stdout[-2000:] + ran.stderr[-2000:])
        raise SystemExit(1)
    return time.monotonic() - start


if __name__ == "__main__":
    main()
