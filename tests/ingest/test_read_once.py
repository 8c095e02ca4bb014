"""What the store holds of the same bytes by the same rules is not read again; anything else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keikaku.graph.store.publish import stored_extractions
from keikaku.ingest.build import known_of, read_as, read_documents
from keikaku.ingest.pipeline import Options, build

PLAN = """みどり市防災計画2030
計画期間は、令和７年度から令和９年度までです。
基本目標１ 備える
避難所の見直し 総務部
避難所の鍵を町会と分けて持つ。
"""
RULES = read_as("these")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path / "plan.txt"


def again(file: Path, rules: str = RULES, **changes: str):
    """What is read of a file where something else than it tells is held for it, and what is held."""
    ((first,), _) = read_documents([file], rules=RULES)
    held = replace(first, facts=first.facts[:1], **changes)
    ((found,), _) = read_documents([file], known=known_of([held], rules), rules=rules)
    return found, held


def test_the_same_bytes_by_the_same_rules_are_not_read_again(file: Path) -> None:
    found, held = again(file)
    assert found is held


def test_other_rules_read_again(file: Path) -> None:
    """Another program, another word of the city, another shape, another city that was named."""
    found, held = again(file, read_as("those"))
    assert len(found.facts) > len(held.facts)
    assert found.read_as == read_as("those")


def test_what_was_held_by_an_earlier_program_is_read_again(file: Path) -> None:
    found, held = again(file, read_as="")
    assert len(found.facts) > len(held.facts)


def test_changed_bytes_are_read_again(file: Path) -> None:
    ((first,), _) = read_documents([file], rules=RULES)
    file.write_text(PLAN.replace("鍵", "名簿"), encoding="utf-8")
    ((found,), _) = read_documents([file], known=known_of([first], RULES), rules=RULES)
    assert found.document.digest != first.document.digest


def test_a_document_without_a_city_is_read_with_those_that_tell_one(tmp_path: Path) -> None:
    """What it was read as alone does not stand for what it is beside others."""
    alone = tmp_path / "note.txt"
    alone.write_text("夜の学習室\n空いた教室を夜に開ける。\n", encoding="utf-8")
    ((homeless,), _) = read_documents([alone], rules=RULES)
    assert known_of([homeless], RULES) == {}
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    both, _ = read_documents([tmp_path], known=known_of([homeless], RULES), rules=RULES)
    assert {one.document.key.split("/")[0] for one in both} == {"みどり市"}


@pytest.mark.slow
def test_a_second_build_of_the_same_files_tells_and_publishes_the_same(file: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = build([file], store, Options())
    second = build([file], store, Options())
    assert [one.read_as for one in second.read] == [one.read_as for one in stored_extractions(store)]
    assert second.read[0].read_as
    assert (second.data_version, second.problems) == (first.data_version, first.problems)
    named = build([file], store, Options(municipality="青葉市"))
    assert {one.document.key.split("/")[0] for one in named.read} == {"青葉市"}
