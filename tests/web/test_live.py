"""A server that follows the newest version of its store."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.graph.store.building import KEPT
from keikaku.graph.store.snapshot import open_version
from keikaku.graph.store.taken_back import StoreTakenBack
from keikaku.graph.store.versions import current, describe
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.answerer import Answerer
from keikaku.qa.world.world import World
from keikaku.web.chat.live import Live

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


@pytest.mark.slow
def test_a_version_that_is_kept_is_answered_from(tmp_path: Path):
    """As long as the store holds it, and not longer; what was never there is not made up."""
    store, file = tmp_path / "store", tmp_path / "plan.txt"

    def published(text: str) -> str:
        file.write_text(text, encoding="utf-8")
        build([file], store, Options(municipality="みどり市"))
        return describe(current(store)).data_version

    first = published(PLAN)
    live = Live(store, lambda folder: Answerer(World(open_version(folder), None)))
    second = published(PLAN + "水辺の見守りも始めます。\n")
    for version in (first, second):
        answers = live.earlier(version)
        assert answers is not None
        assert answers("何件？", None).data_version == version
    for number in range(KEPT):
        published(PLAN + f"水辺の見守りを{number + 2}回します。\n")
    assert live.earlier(first) is None
    assert live.earlier("0" * 16) is None


@pytest.mark.slow
def test_what_was_taken_back_is_told_by_no_earlier_version(tmp_path: Path):
    """Also by a server that had that version open, and at once."""
    store, kept, gone = tmp_path / "store", tmp_path / "plan.txt", tmp_path / "gone.txt"
    kept.write_text(PLAN, encoding="utf-8")
    gone.write_text("みどり市の橋の点検\n\n橋の点検を毎年行います。\n", encoding="utf-8")
    build([kept, gone], store, Options(municipality="みどり市"))
    live = Live(store, lambda folder: Answerer(World(open_version(folder), None)))
    first = live.status().data_version
    kept.write_text(PLAN + "水辺の見守りも始めます。\n", encoding="utf-8")
    build([kept], store, Options(municipality="みどり市"))
    second = live.status().data_version
    assert live.earlier(first)
    build([], store, Options(municipality="みどり市", drop=frozenset({gone.name})))
    for version in (first, second):
        with pytest.raises(StoreTakenBack):
            live.earlier(version)
    assert live.answer("何件？").data_version not in {first, second}
    assert [document.file for document in live.status().documents] == ["plan.txt"]
