"""A build that is killed leaves the store as it was or as it should be, and the next build works."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time

import pytest
from as_files import MAKERS
from reading import CASES

from keikaku.graph.store.checks import check
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.pipeline import Options, build

MOMENTS = 50
CODE = """
import sys
from pathlib import Path
from ingest.pipeline import Options, build
print("ready", flush=True)
build([Path(sys.argv[1])], Path(sys.argv[2]), Options())
"""


def start(folder, store) -> subprocess.Popen:
    """A build in a process of its own, given back as soon as it begins."""
    command = [sys.executable, "-c", CODE, str(folder), str(store)]
    process = subprocess.Popen(command, cwd=CASES.parents[1], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def size(store) -> tuple[str, int]:
    """The data version of a store, and how many quads are really in it."""
    snapshot = open_snapshot(store)
    return snapshot.data_version, sum(1 for _ in snapshot.store)


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_store(tmp_path):
    folder, first, store = tmp_path / "documents", tmp_path / "first", tmp_path / "store"
    folder.mkdir()
    texts = [
        (CASES / name).read_text(encoding="utf-8") for name in ("layout_tab_table.txt", "layout_labels.txt")
    ]
    (folder / "plan.docx").write_bytes(MAKERS[".docx"](texts[0]))
    build([folder], first, Options())
    (folder / "other.pdf").write_bytes(MAKERS[".pdf"](texts[1]))
    began = time.monotonic()
    assert start(folder, tmp_path / "second").wait(60) == 0
    lasts = time.monotonic() - began
    whole = [size(first), size(tmp_path / "second")]
    rng = random.Random(9)  # noqa: S311 - the same moments every time
    seen = []
    for _ in range(MOMENTS):
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(first, store)
        process = start(folder, store)
        time.sleep(rng.uniform(0, lasts))
        process.kill()
        process.wait()
        seen.append(size(store))
    assert set(seen) <= set(whole)
    assert whole[0] in seen
    assert check(open_snapshot(store)).violations == ()
    build([folder], store, Options())
    assert size(store) == whole[1]
    assert not list((store / "versions").glob("building-*"))
