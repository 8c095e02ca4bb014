"""A server that follows the newest version of its store."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import open_version
from ingest.pipeline import Options, build
from qa.answerer import Answerer
from qa.world import World
from web.live import Live

PLAN = "みどり市の相談窓口\n\n電話をしなくても窓口の予約ができるようにします。\n"


@pytest.mark.slow
def test_a_new_version_is_answered_from_as_soon_as_it_is_published(tmp_path: Path):
    """No restart, and the frame tells the new version too."""
    store, file = tmp_path / "store", tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    build([file], store, Options(municipality="みどり市"))
    live = Live(store, lambda folder: Answerer(World(open_version(folder), None)))
    before = live.status()
    assert live.answer("何件？").data_version == before.data_version
    file.write_text(PLAN + "水辺の見守りも始めます。\n", encoding="utf-8")
    build([file], store, Options(municipality="みどり市"))
    after = live.status()
    assert after.data_version != before.data_version
    assert live.answer("何件？").data_version == after.data_version
    assert [document.file for document in after.documents] == ["plan.txt"]
