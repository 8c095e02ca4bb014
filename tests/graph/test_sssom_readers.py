"""Our SSSOM is read whole by a reader of somebody else's, and its identifiers are the keys again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readers import read

from keikaku.graph.export.formats import export
from keikaku.graph.files.sssom import PREFIX, identified, key_in, read_rows
from keikaku.graph.review.links import links
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import open_snapshot
from tests.graph import made_up

BASE = "https://plans.midori.example/"
# what linkml, which the reference reader stands on, takes for the rest of a CURIE
REFERENCE = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})+")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sssom")
    publish(folder / "store", made_up.EXTRACTIONS, made_up.FACTS)
    export(open_snapshot(folder / "store"), folder / "a.sssom.tsv", table="links", base=BASE)
    return folder / "a.sssom.tsv"


@pytest.mark.slow
def test_every_row_is_read_by_another_reader(file):
    """None is dropped, and the set names its house and its data."""
    import sssom_pydantic

    rows = read_rows(file.read_text("utf-8"))
    found = sssom_pydantic.read(file)
    assert len(found.mappings) == len(rows) > 2
    assert f"#mapping_set_id: {BASE}data/links.sssom.tsv" in file.read_text("utf-8")
    version = open_snapshot(file.parent / "store").data_version
    assert f"#mapping_set_version: '{version}'" in file.read_text("utf-8")


WITH_SSSOM = """
import json, sys
from sssom.constants import DEFAULT_VALIDATION_TYPES
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
found = parse_sssom_table(sys.argv[1])
wrong = [str(one) for told in validate(found, DEFAULT_VALIDATION_TYPES).values() for one in told.results]
sides = found.df[["subject_id", "object_id"]].values.tolist()
print(json.dumps({"sides": sides, "wrong": wrong, "set": found.metadata["mapping_set_id"], "version": found.metadata["mapping_set_version"]}))
"""


@pytest.mark.slow
def test_the_reference_reader_reads_every_row_and_finds_nothing_wrong(file):
    """sssom-py, with its own checks: JSON Schema, prefixes, CURIEs."""
    rows = read_rows(file.read_text("utf-8"))
    found = read("sssom", WITH_SSSOM, file)
    assert sorted(found["sides"]) == sorted([row["subject_id"], row["object_id"]] for row in rows)
    assert len(rows) > 2
    assert found["wrong"] == []
    assert found["set"] == f"{BASE}data/links.sssom.tsv"
    assert found["version"] == open_snapshot(file.parent / "store").data_version


def test_every_identifier_is_a_curie_and_a_key_again(file):
    """The reference reader takes no letter outside of ASCII; ours takes both writings."""
    snapshot = open_snapshot(file.parent / "store")
    keys = {one[side] for one in links(snapshot, everything=True) for side in ("from_key", "to_key")}
    rows = read_rows(file.read_text("utf-8"))
    written = {row[side] for row in rows for side in ("subject_id", "object_id")}
    assert all(REFERENCE.fullmatch(one.removeprefix(PREFIX)) for one in written)
    assert {key_in(one) for one in written} == keys


@pytest.mark.parametrize("key", ["みどり市/plan/PPP%2FPFI", "a/100%25達成", "市/plan/「夢」・未来"])
def test_an_identifier_gives_its_key_back(key):
    """Its own escapes stay as they are."""
    assert key_in(identified(key)) == key
    assert key_in(PREFIX + key) == key
