"""What staff approved is public by the way of a FAQ file: never before, through every build, not too long."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from keikaku.cli import main as command_line
from keikaku.cli.opening import answerer_of
from keikaku.graph.faq.kept import FILE, PUBLIC
from keikaku.graph.store.publish import stored_facts
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.views.plan_tree import faq
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import FaqEntry

PLAN = """みどり市防災計画2030
計画期間は、令和７年度から令和９年度までです。
基本目標１ 備える
避難所の見直し 総務部
避難所の鍵を町会と分けて持つ。
備蓄の点検 総務部
倉庫の中身を年に二度確かめる。
"""
OTHER = PLAN.replace("防災計画", "住宅計画").replace("避難所の見直し", "空き家の活用")
QUESTION = "避難所の見直しでは、何をしますか。"

pytestmark = pytest.mark.slow


@pytest.fixture
def keikaku(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """A call of the command line on one store: its status, and what it printed."""
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str]:
        options = ["--no-vectors"] if arguments[0] == "build" else []
        monkeypatch.setattr(sys, "argv", ["keikaku", *arguments, *options, "--store", "store"])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out + told.err

    call("build", "plan.txt", "other.txt")
    return call


def listed(keikaku, *options: str) -> dict[str, dict]:
    """The lines of `keikaku faq --json` by their questions."""
    lines = keikaku("faq", "--json", *options)[1].splitlines()
    return {one["question"]: one for one in map(json.loads, lines)}


def public() -> dict[str, str]:
    """What citizens read on the page of the FAQ."""
    return {one.question: one.answer for one in faq(open_snapshot(Path("store")))}


def approved(keikaku, *options: str) -> str:
    """The id of the one that was approved and published."""
    name = listed(keikaku)[QUESTION]["id"]
    assert keikaku("faq", "approve", name, *options)[0] == 0
    assert keikaku("build")[0] == 0
    return name


def test_a_draft_is_public_after_approval_and_a_build_and_never_before(keikaku):
    found = listed(keikaku)
    assert {one["state"] for one in found.values()} == {"draft"}
    assert keikaku("build")[0] == 2, "nothing to build"
    assert public() == {}
    name = found[QUESTION]["id"]
    assert "次の keikaku build" in keikaku("faq", "approve", name)[1]
    assert public() == {}
    assert "1件が、よくある質問に入っています" in keikaku("build")[1]
    assert public() == {QUESTION: found[QUESTION]["answer"]}
    answer = answerer_of(Path("store")).answer(QUESTION)
    assert answer.items[0].type == "FAQ"
    assert (answer.citations[0].document, answer.citations[0].quote) == (PUBLIC, QUESTION)
    assert QUESTION in keikaku("search", "避難所の鍵", "--scope", "faq")[1]
    assert listed(keikaku)[QUESTION]["public"]
    assert keikaku("build")[0] == 2, "nothing is waiting any more"


def test_a_mended_answer_stays_through_other_builds_and_a_faq_file(keikaku, tmp_path: Path):
    """A new FAQ file replaces the one before, and nothing that staff approved."""
    approved(keikaku, "--answer", "町会と分けて持ちます。", "--by", "企画課")
    (tmp_path / "faq.csv").write_text("id,question,answer\na,鍵は？,交番へ。\n", "utf-8")
    assert keikaku("build", "other.txt", "--faq", "faq.csv")[0] == 0
    assert keikaku("build", "plan.txt")[0] == 0
    assert public() == {QUESTION: "町会と分けて持ちます。", "鍵は？": "交番へ。"}
    assert len({one.key for one in stored_facts(Path("store"), FaqEntry)}) == 2


def test_a_document_that_goes_takes_the_answer_out_of_public_and_it_is_told(keikaku):
    approved(keikaku)
    told = keikaku("build", "--drop", "plan.txt")[1]
    assert f"{PUBLIC}: 「{QUESTION}」は、もとの文書が変わったか、外されたため、公開していません" in told
    assert public() == {}
    assert listed(keikaku)[QUESTION]["frays"][0] == "もとの文書がグラフにありません"
    assert (Path("store") / FILE).exists()
    keikaku("build", "plan.txt")
    assert QUESTION in public(), "with its document it is back"


def test_a_document_that_changes_is_told_and_its_words_hold_the_answer_while_they_stand(
    keikaku, tmp_path: Path
):
    name = approved(keikaku)
    (tmp_path / "plan.txt").write_text(PLAN + "備考を加えた。\n", "utf-8")
    keikaku("build", "plan.txt")
    assert QUESTION in public()
    assert listed(keikaku)[QUESTION]["frays"] == [
        "もとの文書が新しくなりました（引いた言葉はそのままあります）"
    ]
    (tmp_path / "plan.txt").write_text(PLAN.replace("町会と分けて持つ", "市が持つ"), "utf-8")
    keikaku("build", "plan.txt")
    assert public() == {}
    assert "引いた言葉が、いまの文書に見つかりません" in listed(keikaku)[QUESTION]["frays"]
    keikaku("faq", "restore", name)
    approved(keikaku)
    assert "市が持つ" in public()[QUESTION]
    assert listed(keikaku)[QUESTION]["frays"] == []


def test_a_discarded_draft_is_not_offered_again_and_leaves_public(keikaku):
    name = approved(keikaku)
    assert keikaku("faq", "discard", name)[0] == 0
    keikaku("build")
    keikaku("build", "plan.txt")
    assert public() == {}
    assert QUESTION not in listed(keikaku)
    assert listed(keikaku, "--all")[QUESTION]["state"] == "discarded"


def test_what_was_approved_is_a_faq_file_for_another_store(keikaku, tmp_path: Path):
    """The rows that citations name are those of the file."""
    approved(keikaku)
    assert keikaku("faq", "export", "out.csv")[0] == 0
    report = build([tmp_path / "other.txt"], tmp_path / "second", Options(), tmp_path / "out.csv")
    assert [(one.question, one.order) for one in report.faq] == [(QUESTION, 2)]
    assert keikaku("build", "--faq", "out.csv")[0] == 0
    assert list(public()) == [QUESTION], "its own file again brings nothing twice"
    assert keikaku("build")[0] == 2, "and nothing waits"
    assert keikaku("faq", "export", "drafts.csv", "--drafts")[1].startswith("3件")


def test_internal_documents_get_no_public_answer(keikaku, tmp_path: Path):
    """An answer on a document that becomes internal leaves the public part with it."""
    approved(keikaku)
    assert keikaku("build", "plan.txt", "--internal")[0] == 0
    assert public() == {}
    inside = open_snapshot(tmp_path / "store" / "internal", internal=True)
    assert faq(inside) == ()


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("approve", "plan-x"), 1, "番号はありません"),
        (("discard", "plan-x"), 1, "keikaku faq で番号を確かめて"),
    ],
)
def test_a_wrong_number_is_told_with_the_next_step(keikaku, arguments, status, told):
    code, text = keikaku("faq", *arguments)
    assert (code, told in text) == (status, True)


def test_a_damaged_file_costs_no_build_and_nothing_that_is_public(keikaku):
    approved(keikaku)
    (Path("store") / FILE).write_text("{", "utf-8")
    assert "職員が承認した質問と答え" in keikaku("build", "other.txt")[1]
    assert QUESTION in public()
    assert keikaku("faq")[0] == 1
