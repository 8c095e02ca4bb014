"""The facts pack: every initiative stands in it by its plan and by its units, with its words and their place."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from keikaku.graph.export.formats import export
from keikaku.graph.export.tables import TABLES
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from tests.graph import made_up

BASE = "https://plans.midori.example/"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("pack")
    publish(folder, made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE))
    return open_snapshot(folder)


@pytest.fixture(scope="module")
def files(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("out") / "city.facts.zip"
    export(snapshot, path, base=BASE)
    with zipfile.ZipFile(path) as read:
        return {name: read.read(name).decode("utf-8-sig") for name in read.namelist()}


def test_every_initiative_stands_in_its_plan_and_with_each_of_its_units(
    snapshot: Snapshot, files: dict[str, str]
) -> None:
    """With its quotation, its place, and an address under the base that was set."""
    for row in TABLES["initiatives"](snapshot):
        units = [*row["departments"], *row["sections"]] or ["担当の記載なし"]
        for name in (f"plans/{row['plan']}.md", *(f"units/{unit}.md" for unit in units)):
            text = files[name]
            assert f"## {row['label']}\n" in text
            assert f"{row['document']} {row['line']}行目「{row['quote']}」" in text
            assert row["iri"].replace(snapshot.base, BASE) in text
    assert not [name for name, text in files.items() if snapshot.base in text]


def test_the_tables_are_those_of_the_exports_with_heads_for_people(
    snapshot: Snapshot, files: dict[str, str]
) -> None:
    """A row a fact."""
    for name in ("initiatives", "targets", "observations"):
        rows = list(csv.reader(io.StringIO(files[f"{name}.csv"])))
        assert len(rows) == len(TABLES[name](snapshot)) + 1
    assert "全国地方公共団体コード" in files["initiatives.csv"].splitlines()[0]


def test_it_says_of_which_data_it_is_and_is_the_same_every_time(
    snapshot: Snapshot, files: dict[str, str], tmp_path: Path
) -> None:
    """Byte for byte."""
    assert snapshot.data_version in files["README.md"]
    for name in ("a", "b"):
        export(snapshot, tmp_path / f"{name}.facts.zip")
    assert (tmp_path / "a.facts.zip").read_bytes() == (tmp_path / "b.facts.zip").read_bytes()
