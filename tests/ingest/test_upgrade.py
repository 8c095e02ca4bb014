"""A store of an earlier format: what it says, and that a build takes over everything that it holds.

`tests/cases/formats/N` is what the program of format N made of `layout_labels.txt`, three FAQ entries and,
from format 2 on, one correction. A new format adds its folder here and says in `TAKEN_OVER` which are read.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from pathlib import Path

import pytest
from reading import CASES

from keikaku.cli import main as command_line
from keikaku.graph.review.decisions import FILE as DECISIONS
from keikaku.graph.review.decisions import Decision, append, rows_of
from keikaku.graph.review.links import links
from keikaku.graph.store.content import write_graph
from keikaku.graph.store.publish import held
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.store.versions import FORMAT, TAKEN_OVER, StoreOutdated, to_remake
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import Correction, FaqEntry, Initiative, LinkRelation

FORMATS = CASES / "formats"
KEPT = {
    "accounts.txt": "企画係:$argon2id$x\n",
    "session.key": "k" * 43 + "\n",
    "feedback.jsonl": '{"helped": true}\n',
    "questions.jsonl": '{"question": "窓口は？"}\n',
    "corrections.csv": "文書,行\n",
}
"""Files of people in the folder of a store, whatever wrote them."""


def stored(folder: Path, number: int, *, told: int | None = None) -> Path:
    """A store as the program of that format left it; `told` is the format that it says instead."""
    kept = FORMATS / str(number)
    version = folder / "versions" / "000001"
    version.mkdir(parents=True)
    write_graph(
        version / "graph", gzip.decompress((kept / "graph.nq.gz").read_bytes()).splitlines(keepends=True)
    )
    shutil.copy(kept / "extractions.json", version)
    description = json.loads((kept / "version.json").read_text("utf-8"))
    (version / "version.json").write_text(json.dumps({**description, "format": told or number}), "utf-8")
    (folder / "current").write_text("000001\n", "utf-8")
    for name, text in KEPT.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["keikaku", *arguments])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    return int(ended.value.code or 0)


def test_every_format_has_a_store_of_its_own_here():
    """Raise FORMAT, and the store of before has to be kept as a case."""
    assert {path.name for path in FORMATS.iterdir()} == {str(number) for number in range(1, FORMAT + 1)}
    assert set(range(1, FORMAT)) == TAKEN_OVER


def test_a_store_of_an_earlier_format_says_what_to_do_in_a_sentence(tmp_path, monkeypatch, capsys):
    """Every verb that opens it, with status 1."""
    store = str(stored(tmp_path / "store", 1))
    for verb in (
        ["ask", "施策は何件？"],
        ["export", str(tmp_path / "a.nq")],
        ["check"],
        ["serve"],
        ["links"],
    ):
        assert run(monkeypatch, *verb, "--store", store) == 1
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "文書を指定せずに build を実行して作り直してください" in said


@pytest.mark.slow
@pytest.mark.parametrize("number", sorted(TAKEN_OVER))
def test_a_build_without_documents_makes_it_again_and_loses_nothing(tmp_path, monkeypatch, capsys, number):
    """Documents, FAQ and the files that people wrote into the folder."""
    store = stored(tmp_path / "store", number)
    before = held(store)
    assert before.older
    assert run(monkeypatch, "build", "--no-vectors", "--store", str(store)) == 0
    assert "前の形式のグラフから引き継いで作り直しました" in capsys.readouterr().out
    after = held(store)
    assert not after.older
    assert after.extractions == before.extractions
    assert len(after.of(FaqEntry)) == 3
    assert after.facts == before.facts
    assert {name: (store / name).read_text("utf-8") for name in KEPT} == KEPT
    assert run(monkeypatch, "ask", "担当はごみ対策課の施策は？", "--store", str(store)) == 0
    assert "使い捨て容器の削減" in capsys.readouterr().out
    assert run(monkeypatch, "build", "--store", str(store)) == 2  # nothing is left to do


def test_a_build_with_documents_takes_over_the_others(tmp_path):
    """As it does on a store of today."""
    store = stored(tmp_path / "store", 1)
    report = build([CASES / "layout_plain.txt"], store, Options(municipality="北山市"))
    assert report.remade
    files = [one.document.file for one in held(store).extractions]
    assert files == ["layout_labels.txt", "layout_plain.txt"]


def test_corrections_and_decisions_hold_in_the_store_that_was_made_again(tmp_path):
    """What people said is stronger than any build, of whatever program."""
    store = stored(tmp_path / "store", FORMAT, told=1)
    one, other = (fact.key for fact in held(store).of(Initiative)[:2])
    said = Decision(
        earlier=one,
        later=other,
        relation=LinkRelation.CONTINUES,
        reviewed_by="企画課",
        reviewed_at="2026-04-01T09:00:00+09:00",
    )
    append(store, rows_of(said, None, {}))
    rows = (store / DECISIONS).read_bytes()
    assert build([], store, Options()).data_version
    assert (store / DECISIONS).read_bytes() == rows
    assert [(link["status"], link["reviewed_by"]) for link in links(open_snapshot(store))] == [
        ("accepted", "企画課")
    ]
    correction = held(store).of(Correction)[0]
    assert (correction.right, correction.in_force) == ("環境部", True)


@pytest.mark.parametrize(
    ("told", "sentence"), [(FORMAT + 1, "プログラムを新しくして"), (-1, "versions と current だけを消し")]
)
def test_what_no_build_takes_over_is_left_as_it_is(tmp_path, told, sentence):
    """A newer program's store, and one that says nothing that is known."""
    store = stored(tmp_path / "store", 1, told=told)
    for use in (lambda: open_snapshot(store), lambda: to_remake(store), lambda: build([], store, Options())):
        with pytest.raises(StoreOutdated, match=sentence):
            use()
    assert (store / "current").read_text("utf-8") == "000001\n"
