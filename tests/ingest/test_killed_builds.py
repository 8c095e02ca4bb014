"""A build or a decision that is killed leaves the store as it was or as it should be, and the next works."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time

import pytest
from as_files import MAKERS
from reading import CASES

from keikaku.graph.review.deciding import links_of
from keikaku.graph.store import content, sealing, versions
from keikaku.graph.store.checks import check
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.successions import link_id

MOMENTS = 50
CODE = """
import sys
from pathlib import Path
from ingest.pipeline import Options, build
print("ready", flush=True)
build([Path(sys.argv[1])], Path(sys.argv[2]), Options())
"""

DECISIONS = """
import sys
from itertools import cycle
from pathlib import Path
import pyshacl
from graph.review.deciding import Review, decide
from ontology.model.facts import LinkStatus
print("ready", flush=True)
for day, verdict in enumerate(cycle((LinkStatus.ACCEPTED, LinkStatus.REJECTED))):
    decide(Path(sys.argv[1]), sys.argv[2], verdict, Review("係", f"2026-04-01T{day // 60:02}:{day % 60:02}:00"))
    print("decided", flush=True)
"""
KILLED = 20


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


@pytest.mark.slow
def test_a_decision_killed_at_any_moment_leaves_a_whole_store(tmp_path):
    """Whole: each file is what was published, and the quads are those that the data version names."""
    store = tmp_path / "store"
    build([CASES / f"links_ashihara_{year}.txt" for year in (2012, 2018)], store, Options())
    link = min(links_of(open_snapshot(store)), key=lambda one: one.key)
    rng = random.Random(16)  # noqa: S311 - the same moments every time
    decided = 0
    for _ in range(KILLED):
        command = [sys.executable, "-c", DECISIONS, str(store), link_id(link.earlier, link.later)]
        process = subprocess.Popen(command, cwd=CASES.parents[1], stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0, 1.5))
        process.kill()
        decided += process.communicate()[0].count("decided")
        snapshot = open_snapshot(store)
        assert sealing.damaged(snapshot.folder, whole=True) is None
        number = content.total(content.lines_of(snapshot.quads(every_graph=True)))
        assert versions.describe(snapshot.folder).content == content.written(number)
        assert content.data_version(number) == snapshot.data_version
    assert decided
    assert check(open_snapshot(store)).violations == ()
