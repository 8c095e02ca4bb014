"""A document leaves the graph when somebody asks for it by name, and otherwise never."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.graph.store.publish import held, stored_facts
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import Initiative

PLAN = """みどり市{name}計画2030
計画期間は、令和７年度から令和９年度までです。
基本目標１ 備える
{name}の見直し 総務部
町会と分けて持つ。
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of two plans."""
    for name in ("防災", "住宅"):
        (tmp_path / f"{name}.txt").write_text(PLAN.format(name=name), "utf-8")
    assert build([tmp_path / "防災.txt", tmp_path / "住宅.txt"], tmp_path / "store", Options()).data_version
    return tmp_path / "store"


def files(store: Path) -> list[str]:
    return sorted(one.document.file for one in held(store).extractions)


@pytest.mark.slow
def test_a_dropped_document_takes_its_facts_along_and_no_others(store: Path):
    report = build([], store, Options(drop=frozenset({"住宅.txt"})))
    assert report.data_version
    assert files(store) == ["防災.txt"]
    assert [one.label for one in stored_facts(store, Initiative)] == ["防災の見直し"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("names", "told"),
    [
        ({"道路.txt"}, "道路.txt: この名前の文書はグラフにない"),
        ({"道路.txt", "住宅.txt"}, "道路.txt: この名前の文書はグラフにない"),
        ({"防災.txt", "住宅.txt"}, "最後の文書なので外せません"),
    ],
)
def test_what_cannot_be_dropped_leaves_everything(store: Path, names, told):
    report = build([], store, Options(drop=frozenset(names)))
    assert report.data_version is None
    assert told in report.problems[0].message
    assert files(store) == ["住宅.txt", "防災.txt"]


@pytest.mark.slow
def test_the_last_may_go_where_another_comes(store: Path, tmp_path: Path):
    (tmp_path / "道路.txt").write_text(PLAN.format(name="道路"), "utf-8")
    options = Options(drop=frozenset({"防災.txt", "住宅.txt"}))
    assert build([tmp_path / "道路.txt"], store, options).data_version
    assert files(store) == ["道路.txt"]


@pytest.mark.slow
def test_each_step_of_a_build_is_told_before_it_begins(store: Path, tmp_path: Path):
    steps: list[str] = []
    build([tmp_path / "防災.txt"], store, Options(began=steps.append))
    assert len(steps) == len(set(steps)) == 3
