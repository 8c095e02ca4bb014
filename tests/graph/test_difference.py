"""A version made by its difference is the one that a whole build makes, or is refused for the same reasons."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from keikaku.graph.store import content, versions
from keikaku.graph.store.publish import held, publish
from keikaku.graph.store.shapes import ShapesViolated, Violation
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ontology.model import facts as m
from tests.graph import made_up

pytestmark = pytest.mark.slow

SMALL = [fact for fact in made_up.FACTS if not isinstance(fact, m.FaqEntry)]
"""Facts that may go by a difference alone (an entry of the FAQ takes words along, see below)."""
ROOT = Path(__file__).parents[2]
CLOSED = """
import gc, sys
from pathlib import Path
from pyoxigraph import Store
from keikaku.graph.store.amending import amended
from keikaku.graph.store.difference import Told, difference
from keikaku.graph.store.publish import held
from tests.graph import made_up
gc.disable()  # what only a cycle keeps open is open
before = held(Path(sys.argv[1]))
now = Told(made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE))
told = Told(before.extractions, before.facts)
amended(before.snapshot, difference(before.snapshot.store, told, now), Path(sys.argv[2]))
Store(str(Path(sys.argv[2]) / "graph"))
"""
"""In a process that imports what checks shapes for the first time, as each build does."""
Outcome = str | tuple[Violation, ...]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the whole made-up city."""
    store = tmp_path_factory.mktemp("city")
    publish(store, made_up.EXTRACTIONS, made_up.FACTS)
    return store


def whole(store: Path, facts: Sequence[m.Fact]) -> Outcome:
    """The data version of a whole build of facts, or what it is refused for."""
    try:
        return publish(store, made_up.EXTRACTIONS, facts)
    except ShapesViolated as violated:
        return violated.found


def by_difference(city: Path, store: Path, facts: Sequence[m.Fact]) -> Outcome:
    """The same of a build that goes on from the whole city; the digest is that of its quads."""
    shutil.copytree(city, store)
    before = held(store)
    try:
        publish(store, made_up.EXTRACTIONS, facts, before=before)
    except ShapesViolated as violated:
        return violated.found
    snapshot = open_snapshot(store)
    number = content.total(content.lines_of(snapshot.quads(every_graph=True)))
    assert versions.describe(snapshot.folder).content == content.written(number)
    assert versions.describe(snapshot.folder).steps == 1
    return snapshot.data_version


@pytest.mark.parametrize("fact", SMALL, ids=lambda fact: f"{type(fact).__name__} {fact.key[-12:]}")
def test_a_fact_that_goes_is_missed_as_in_a_whole_build(fact: m.Fact, city: Path, tmp_path: Path) -> None:
    """What pointed to it breaks a shape, wherever it stands; what it shared with others stays."""
    rest = [one for one in made_up.FACTS if one is not fact]
    assert by_difference(city, tmp_path / "changed", rest) == whole(tmp_path / "whole", rest)


def test_a_fact_that_breaks_a_shape_is_refused_by_its_difference(city: Path, tmp_path: Path) -> None:
    facts = [replace(one, label="") if one.key == made_up.BOOKING else one for one in made_up.FACTS]
    found = by_difference(city, tmp_path / "changed", facts)
    assert found == whole(tmp_path / "whole", facts)
    assert isinstance(found, tuple)


def test_the_graph_of_a_version_is_closed_before_it_is_listed(city: Path, tmp_path: Path) -> None:
    """An open store writes on in the background, and its files would not be those that were sealed."""
    command = [sys.executable, "-c", CLOSED, str(city), str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)


def files(folder: Path) -> set[int]:
    return {one.stat().st_ino for one in (folder / versions.GRAPH).glob("*.sst")}


def test_what_stays_is_one_file_in_both_versions(city: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(city, store)
    before = open_snapshot(store).folder
    publish(store, made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE), before=held(store))
    assert files(before) & files(open_snapshot(store).folder)


def test_words_that_people_take_back_share_no_file(city: Path, tmp_path: Path) -> None:
    """A deleted quad would lie in a shared file for as long as a version links to it."""
    store = tmp_path / "store"
    shutil.copytree(city, store)
    before = open_snapshot(store).folder
    rest = [one for one in made_up.FACTS if not isinstance(one, m.FaqEntry)]
    version = publish(store, made_up.EXTRACTIONS, rest, before=held(store))
    assert version == whole(tmp_path / "whole", rest)
    assert not files(before) & files(open_snapshot(store).folder)
