"""A build beside the server: one at a time, told while it runs, and harmless however it ends."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from desks import PLAN, bring, pages_of, real_desk, send, told_desk

from keikaku.graph.store.publish import held, stored_facts
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import FaqEntry
from keikaku.web.desk.builds import Builds, state_of

pytestmark = pytest.mark.slow

FAQ = "id,question,answer\n1,避難所はどこですか,お近くの学校です。\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that holds the plan."""
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    assert build([tmp_path / "plan.txt"], tmp_path / "store", Options()).data_version
    return tmp_path / "store"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Where a build that waits finds how it ends."""
    return tmp_path / "orders"


def until(true, seconds: float = 20.0) -> None:
    """Waits for something that another process does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_a_second_build_is_refused_while_the_first_tells_how_far_it_is(store: Path, orders: Path):
    desk = told_desk(store, orders)
    pages = pages_of(desk)
    bring(pages, ("more.txt", PLAN))
    assert send(pages, "/staff/documents/build").headers["location"] == "/staff/documents#build"
    until(lambda: "1件まで" in pages.get("/staff/documents/progress").json()["words"])
    told = pages.get("/staff/documents/progress").json()
    assert told == {"running": True, "words": "文書を読んでいます（3件のうち1件まで）。あと約1分。"}
    page = pages.get("/staff/documents").text
    assert told["words"] in page
    assert "desk.js" in page
    for path, fields in (("build", {}), ("drop", {"name": "plan.txt"})):
        answer = send(pages, f"/staff/documents/{path}", **fields)
        assert (answer.status_code, "いま別の取り込みが進んでいます" in answer.text) == (409, True)
    orders.write_text(
        '0\n{"report": {"data_version": "abc", "told": ["読みました"], "problems": []}}', "utf-8"
    )
    desk.builds.wait()
    page = pages.get("/staff/documents").text
    assert "データの版: abc" in page
    assert "desk.js" not in page
    assert pages.get("/staff/documents/progress").json()["running"] is False


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "told"),
    [
        ("1\nplan.txt: 中身が空です。文字のあるファイルを指定してください。", "plan.txt: 中身が空です"),
        ("130\nAborted!", "途中で止まりました"),
        ("139\nSegmentation fault", "状態 139"),
        ("1\nTraceback (most recent call last):\n  File x", "状態 1"),
        (
            '1\n{"report": {"data_version": null, "told": [], "problems": ["<b>読めません。"]}}',
            "&lt;b&gt;読めません。",
        ),
        ('0\n[1]\n{"phase": 3\n"x"\nnull', "途中で止まりました"),
    ],
)
def test_a_build_that_fails_leaves_the_graph_and_says_why(store: Path, orders: Path, ending, told):
    desk = told_desk(store, orders)
    pages = pages_of(desk)
    before = open_snapshot(store).data_version
    bring(pages, ("more.txt", PLAN))
    bring(pages, ("faq.csv", FAQ), field="faq")
    orders.write_text(ending, "utf-8")
    send(pages, "/staff/documents/build")
    desk.builds.wait()
    page = pages.get("/staff/documents").text
    assert "公開しませんでした。グラフは元のままです。" in page
    assert told in page
    assert "Traceback" not in page
    assert page.count("未反映（") == 2
    assert open_snapshot(store).data_version == before


def test_a_build_dies_with_the_server_and_the_next_server_knows(store: Path, orders: Path):
    """Within the seconds that a server has to end."""
    desk = told_desk(store, orders)
    pages = pages_of(desk)
    bring(pages, ("more.txt", PLAN))
    send(pages, "/staff/documents/build")
    until(lambda: "1件まで" in desk.builds.state().words())
    began = time.monotonic()
    desk.builds.stop()
    assert time.monotonic() - began < 5
    assert not desk.builds.state().is_running
    page = pages_of(told_desk(store, orders)).get("/staff/documents").text
    assert "公開しませんでした" in page
    assert "未反映（新しい文書です）" in page


def test_a_report_outlives_its_server(store: Path, orders: Path):
    """A server that was killed in the middle wrote no ending; its page says so."""
    file = store / "uploads" / "build.jsonl"
    file.parent.mkdir()
    file.write_text('{"began": "2031-01-01 10:00", "what": "1件の取り込み"}\n{"phase": "x"}\n', "utf-8")
    page = pages_of(told_desk(store, orders)).get("/staff/documents").text
    assert "2031-01-01 10:00" in page
    assert "途中で止まりました" in page


def test_a_program_that_cannot_start_is_a_sentence(store: Path):
    builds = Builds([str(store / "nothing")], store / "uploads" / "build.jsonl")
    with pytest.raises(OSError, match="nothing"):
        builds.start([], "", lambda _: None)
    assert not builds.state().is_running


def test_what_a_library_writes_is_no_sentence_of_ours():
    lines = [
        "UserWarning: x",
        '{"report": {"data_version": "1", "told": [], "problems": []}}',
        '{"ended": 0}',
    ]
    assert state_of(lines, is_running=False).problems == ()


@pytest.mark.slow
def test_documents_and_faq_are_built_and_a_document_is_dropped_after_asking(store: Path):
    """With the real command line."""
    desk = real_desk(store)
    pages = pages_of(desk)
    second = PLAN.replace("防災計画", "住宅計画").replace("避難所の見直し", "空き家の活用")
    bring(pages, ("second.txt", second))
    bring(pages, ("faq.csv", FAQ), field="faq")
    send(pages, "/staff/documents/build")
    desk.builds.wait()
    page = pages.get("/staff/documents").text
    assert "second.txt" in page.split("グラフにある文書", 1)[1]
    assert "反映を待っているものはありません" in page
    assert "よくある質問 1件" in page
    assert len(stored_facts(store, FaqEntry)) == 1
    asked = pages.get("/staff/documents/drop", params={"file": "plan.txt"})
    assert "外しますか" in asked.text
    assert len(held(store).extractions) == 2
    send(pages, "/staff/documents/drop", name="second.txt")
    desk.builds.wait()
    assert [one.document.file for one in held(store).extractions] == ["plan.txt"]
    assert desk.uploads.documents() == ()
    assert len(stored_facts(store, FaqEntry)) == 1
    send(pages, "/staff/documents/drop", name="plan.txt")
    desk.builds.wait()
    assert "最後の文書なので外せません" in pages.get("/staff/documents").text
    assert len(held(store).extractions) == 1


@pytest.mark.slow
def test_a_real_build_ends_with_its_server_and_the_graph_is_whole(store: Path):
    """As soon as it has begun to read."""
    desk = real_desk(store)
    pages = pages_of(desk)
    before = open_snapshot(store).data_version
    bring(pages, *((f"plan{n}.txt", PLAN.replace("2030", str(2030 + n))) for n in range(40)))
    send(pages, "/staff/documents/build")
    until(lambda: bool(desk.builds.state().phase))
    desk.builds.stop()
    assert not desk.builds.state().is_running
    assert open_snapshot(store).data_version == before
    send(pages, "/staff/documents/build")
    desk.builds.wait()
    assert len(held(store).extractions) == 41


def test_a_document_that_is_not_there_cannot_be_dropped(store: Path, orders: Path):
    pages = pages_of(told_desk(store, orders))
    for name in ("", "x", "../plan.txt", "--prune", "plan.txt\n"):
        assert pages.get("/staff/documents/drop", params={"file": name}).status_code == 404
        assert send(pages, "/staff/documents/drop", name=name).status_code == 404


def test_the_faq_of_a_build_is_put_aside_unless_another_came_meanwhile(store: Path, orders: Path):
    desk = told_desk(store, orders)
    pages = pages_of(desk)
    bring(pages, ("a.csv", FAQ), field="faq")
    send(pages, "/staff/documents/build")
    bring(pages, ("b.csv", FAQ + "2,x,y\n"), field="faq")
    report = {"data_version": "1", "told": [], "problems": [], "faq": 1}
    orders.write_text("0\n" + json.dumps({"report": report}), "utf-8")
    desk.builds.wait()
    assert "よくある質問を置き換えます" in pages.get("/staff/documents").text
    send(pages, "/staff/documents/build")
    desk.builds.wait()
    assert "よくある質問を置き換えます" not in pages.get("/staff/documents").text
    assert (store / "uploads/taken/faq.csv").read_text("utf-8").endswith("2,x,y\n")
