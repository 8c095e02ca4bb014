"""Staff take questions and answers over one by one: drafts of the graph, and questions that nobody answered."""

from __future__ import annotations

import html
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import midori
import pytest
from desks import PLAN, planned_desk, real_desk
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from keikaku.graph.faq.kept import FILE, entries_of
from keikaku.graph.faq.values import State
from keikaku.graph.store.publish import stored_facts
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.views.plan_tree import faq
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import Passage
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.web.desk.desk import Desk
from keikaku.web.faq.near import nowhere
from keikaku.web.faq.routes import faq_routes
from keikaku.web.guard.middleware import Protection
from keikaku.web.records.kept import Door, Records

PAGE = "/staff/faq"
QUESTION = "避難所の見直しでは、何をしますか。"
ASKED = "備蓄の中身はだれが見ますか。電話は0999-45-1151です。"
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return planned_desk(tmp_path)


@pytest.fixture
def records(desk: Desk) -> Records:
    """A question that nobody answered, asked twice."""
    found = Records(desk.store, frozenset(Door), lambda: date(2026, 7, 1))
    declined = midori.answer("今日の天気は？")
    assert declined.status is not AnswerStatus.ANSWERED
    ask = found.listening(lambda _question, _previous: declined, Door.PUBLIC)
    for _ in range(2):
        ask(ASKED, None)
    return found


@pytest.fixture
def pages(desk: Desk, records: Records) -> TestClient:
    """The pages, over a search that finds the passages of the plan in their order."""
    passages = tuple(one.key for one in sorted(stored_facts(desk.store, Passage), key=lambda one: one.order))
    return pages_of(desk, records, lambda _: passages)


def pages_of(desk: Desk, records: Records | None, nearest=nowhere) -> TestClient:
    app = Starlette(routes=faq_routes(desk, records, nearest), middleware=[Middleware(Protection)])
    return TestClient(app, follow_redirects=False)


def fields(page: str, label: str) -> dict[str, str]:
    """What the form with a button of that name sends."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, flags=re.DOTALL) if label in one)
    return {name: html.unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form)}


def press(pages: TestClient, label: str, verb: str, at: str = PAGE, **written: str):
    return pages.post(f"{PAGE}/{verb}", data={**fields(pages.get(at).text, label), **written})


def test_a_draft_is_approved_as_it_is_and_waits_to_be_public(pages, desk):
    page = pages.get(PAGE).text
    assert f"<h3>{QUESTION}</h3>" in page
    assert "計画には、「避難所の鍵を町会と分けて持つ。」と書かれています。" in page
    assert "/document/plan.txt?from=5#L5" in html.unescape(page)
    assert press(pages, f"{QUESTION} そのまま承認", "approve").headers["location"] == f"{PAGE}#drafts"
    (entry,) = entries_of(desk.store)
    assert (entry.state, entry.question) == (State.APPROVED, QUESTION)
    assert {source.file for source in entry.sources} == {"plan.txt"}
    page = pages.get(PAGE).text
    assert "公開を待っている変更が1件あります" in page
    assert "公開を待っています" in page
    assert faq(open_snapshot(desk.store)) == ()


def test_a_mended_draft_is_kept_in_the_words_of_staff(pages, desk):
    name = fields(pages.get(PAGE).text, f"{QUESTION} そのまま承認")["id"]
    at = f"{PAGE}/entry?id={name}"
    assert "町会と分けて持つ" in pages.get(at).text
    said = {"question": "避難所の鍵は\u202eだれが？", "answer": " 町会と\n分けて持ちます。 ", "by": "企画課"}
    assert press(pages, "この言葉で承認する", "approve", at, **said).status_code == 303
    (entry,) = entries_of(desk.store)
    assert (entry.question, entry.answer) == ("避難所の鍵はだれが？", "町会と\n分けて持ちます。")
    assert (entry.by, entry.department, bool(entry.sources)) == ("企画課", "総務部", True)


@pytest.mark.parametrize(("name", "told"), [("question", "質問: 空です"), ("answer", "答え: 空です")])
def test_an_empty_field_is_told_and_the_other_stays_written(pages, desk, name, told):
    at = f"{PAGE}/entry?id={fields(pages.get(PAGE).text, f'{QUESTION} そのまま承認')['id']}"
    said = {"question": "鍵は？", "answer": "町会です。"} | {name: " \u200b"}
    answer = press(pages, "この言葉で承認する", "approve", at, **said)
    assert (answer.status_code, told in answer.text) == (400, True)
    assert next(text for part, text in said.items() if part != name) in answer.text
    assert entries_of(desk.store) == ()


def test_a_draft_that_is_thrown_away_is_not_offered_until_it_is_taken_back(pages, desk):
    press(pages, f"{QUESTION} 使わない", "discard")
    page = pages.get(PAGE).text
    assert f"<h3>{QUESTION}</h3>" not in page
    assert "使わないとしたもの 1件" in page
    press(pages, f"{QUESTION} 下書きに戻す", "restore")
    assert f"<h3>{QUESTION}</h3>" in pages.get(PAGE).text
    assert entries_of(desk.store) == ()


def test_a_question_without_an_answer_becomes_a_draft_by_one_click(pages, desk):
    """Masked, with the passages beside it; what is ticked is what the answer stands on."""
    page = pages.get(PAGE).text
    assert "電話は［電話］です" in page
    assert "0999-45-1151" not in page
    answer = press(pages, "を下書きにする", "ask")
    at = answer.headers["location"]
    assert at.startswith(f"{PAGE}/entry?id=asked-")
    page = pages.get(at).text
    assert "倉庫の中身を年に二度確かめる。" in page
    box = next(one for one in re.findall(r'name="(stands-[^"]+)"', page) if one.startswith("stands-7-"))
    said = {"answer": "総務部が年に二度確かめます。", box: "1"}
    others = {one: "" for one in re.findall(r'name="(stands-[^"]+)"', page) if one != box}
    assert press(pages, "この言葉で承認する", "approve", at, **said, **others).status_code == 303
    (entry,) = entries_of(desk.store)
    assert [(one.file, one.line, one.quote) for one in entry.sources] == [
        ("plan.txt", 7, "倉庫の中身を年に二度確かめる。")
    ]
    assert entry.municipality == "みどり市"
    assert "を下書きにする" not in pages.get(PAGE).text


@pytest.mark.slow
def test_what_was_approved_is_public_after_the_build_that_staff_begin(pages, desk):
    assert press(pages, f"{QUESTION} そのまま承認", "approve").status_code == 303
    assert press(pages, "公開のよくある質問に反映する", "publish").headers["location"] == PAGE
    desk.builds.wait()
    assert desk.builds.state().data_version, desk.builds.state()
    assert [one.question for one in faq(open_snapshot(desk.store))] == [QUESTION]
    page = pages.get(PAGE).text
    assert "公開中" in page
    assert "公開のよくある質問に反映する" not in page
    assert pages.post(f"{PAGE}/publish", data={"token": TOKEN.search(page)[1]}).status_code == 400
    press(pages, f"{QUESTION} 取り下げる", "restore")
    press(pages, "公開のよくある質問に反映する", "publish")
    desk.builds.wait()
    assert faq(open_snapshot(desk.store)) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PLAN + "備考を加えた。\n", "もとの文書が新しくなりました"),
        (PLAN.replace("町会と分けて持つ", "市が持つ"), "引いた言葉が、いまの文書に見つかりません"),
    ],
)
def test_an_approved_answer_whose_document_changed_is_shown_to_be_looked_at_again(
    pages, desk, tmp_path, text, told
):
    """And is whole again when somebody has looked and approved."""
    press(pages, f"{QUESTION} そのまま承認", "approve")
    (tmp_path / "plan.txt").write_text(text, "utf-8")
    assert build([tmp_path / "plan.txt"], desk.store, Options()).data_version
    page = pages.get(PAGE).text
    assert "見直してほしいもの" in page
    assert told in page
    assert press(pages, f"{QUESTION} この言葉のまま承認し直す", "approve").status_code == 303
    assert "見直してほしいもの" not in pages.get(PAGE).text


@pytest.mark.slow
def test_a_draft_that_changed_while_it_was_read_is_not_approved(pages, desk, tmp_path):
    """Nobody approves words that were not shown."""
    old = fields(pages.get(PAGE).text, f"{QUESTION} そのまま承認")
    (tmp_path / "plan.txt").write_text(PLAN.replace("町会と分けて持つ", "市が持つ"), "utf-8")
    build([tmp_path / "plan.txt"], desk.store, Options())
    answer = pages.post(f"{PAGE}/approve", data=old)
    assert (answer.status_code, "下書きが、画面を開いたあとで変わりました" in answer.text) == (409, True)
    assert entries_of(desk.store) == ()


@pytest.mark.parametrize("verb", ["approve", "discard", "restore", "ask", "publish"])
def test_a_form_without_the_token_or_of_nothing_decides_nothing(pages, desk, verb):
    assert pages.post(f"{PAGE}/{verb}", data={"id": "plan-1"}).status_code == 403
    token = fields(pages.get(PAGE).text, "そのまま承認")["token"]
    sent = {"token": token, "id": "plan-1", "group": "\x00", "mark": "<b>"}
    assert pages.post(f"{PAGE}/{verb}", data=sent).status_code in {400, 404}
    assert pages.get(f"{PAGE}/entry", params={"id": "<script>"}).status_code == 404
    assert entries_of(desk.store) == ()


@pytest.mark.slow
@pytest.mark.parametrize("text", midori.HOSTILE)
def test_no_question_and_no_answer_becomes_mark_up(pages, records, text):
    records.listening(lambda _q, _p: midori.answer("今日の天気は？"), Door.PUBLIC)(text, None)
    at = f"{PAGE}/entry?id={fields(pages.get(PAGE).text, f'{QUESTION} そのまま承認')['id']}"
    press(pages, "この言葉で承認する", "approve", at, question=text, answer=text)
    for address in (PAGE, at):
        page = pages.get(address)
        assert page.status_code == 200
        assert foreign(page.text) == []


def foreign(page: str) -> list[str]:
    """Elements and handlers that none of these pages has."""
    found: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, pairs: found.extend(  # type: ignore[method-assign]
        [tag] * (tag in {"script", "img", "svg", "iframe", "b"})
        + [name for name, _ in pairs if name.startswith("on")]
    )
    reader.feed(page)
    return found


def test_the_pages_of_drafts_follow_each_other(pages, monkeypatch):
    """Ten at once; one that was asked for beyond the end is the last."""
    monkeypatch.setattr("keikaku.web.faq.pages.AT_ONCE", 1)
    assert "2件のうち1から1まで" in pages.get(PAGE).text
    assert "?from=1#drafts" in pages.get(PAGE).text
    assert "2件のうち2から2まで" in pages.get(PAGE, params={"from": "99"}).text


def test_a_store_without_a_graph_or_records_says_what_to_do(tmp_path: Path):
    desk = real_desk(tmp_path / "store")
    assert "下書きはありません。「文書」の画面で" in pages_of(desk, None).get(PAGE).text


def test_a_damaged_file_is_told_with_what_to_do(pages, desk):
    (desk.store / FILE).write_text("{", "utf-8")
    answer = pages.get(PAGE)
    assert (answer.status_code, "バックアップから戻す" in answer.text) == (503, True)
