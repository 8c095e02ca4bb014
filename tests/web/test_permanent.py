"""Permanent links: an answer is found again, and it is said plainly where the data have changed since."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from urllib.parse import quote, urlsplit

import midori
import pytest
from sites import made_up_site
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from keikaku.graph.store.taken_back import StoreTakenBack
from keikaku.qa.telling.answer import Answer, AnswerStatus
from keikaku.web.chat.permanent import LONGEST, MOST, again, link, questions_of, version_of
from keikaku.web.server import pages_app

HERE = "http://127.0.0.1:7860"
NOW, THEN, CLOSED = midori.STATUS.data_version, "0123456789abcdef", "c" * 16


def older(count: int):
    """Answers with as many items, on data of another version."""
    return lambda question, _previous: replace(midori.listing(question, count), data_version=THEN)


@pytest.mark.parametrize("before", [(), ("防災の施策は？",), ("a b", "c&q=d#e?f", "続き；%")])
def test_a_link_holds_its_questions_and_its_version(before):
    """Whatever signs are in them."""
    answer = replace(midori.listing("何件？", 1), rests_on=before)
    query = QueryParams(urlsplit(link("/staff/answer", answer)).query)
    assert questions_of(query) == (*before, "何件？")
    assert version_of(query) == NOW


def test_a_conversation_that_is_too_long_for_a_link_has_none():
    """A link that left questions out would lead to another answer."""
    answer = midori.listing("何件？", 1)
    assert link("/x", replace(answer, rests_on=("q",) * (MOST - 1)))
    assert not link("/x", replace(answer, rests_on=("q",) * MOST))
    assert not link("/x", replace(answer, rests_on=("長" * LONGEST,)))
    assert not link("/x", Answer(question="q", status=AnswerStatus.FAILED, text="t"))


def test_no_address_asks_more_than_a_link_can_hold():
    """A made-up address costs no more than a real one."""
    query = QueryParams([("q", "長" * LONGEST)] * 100)
    assert len("".join(questions_of(query))) <= LONGEST
    assert len(questions_of(QueryParams([("q", "a")] * 100))) <= MOST


def test_a_follow_up_is_asked_with_what_it_rests_on():
    """In its order."""
    found = again(("橙色の部の施策は？", "では青色は？"), "", midori.answer, lambda _: None)
    assert "直前の質問：橙色の部の施策は？" in found.now.text


@pytest.mark.parametrize(
    ("version", "kept", "said", "shown"),
    [
        ("", None, "version_same", 1),
        (NOW, None, "version_same", 1),
        (THEN, None, "version_gone", 1),
        (THEN, older(6), "version_same_answer", 1),
        (THEN, older(5), "version_changed", 2),
    ],
)
def test_a_link_tells_what_became_of_its_data(version, kept, said, shown):
    """The same, gone, changed without a change of the answer, or with one: then both answers are shown."""
    found = again(
        (midori.LIST_QUESTION,), version, midori.answer, lambda asked: kept if asked == THEN else None
    )
    assert (found.said, len(found.answers)) == (said, shown)
    assert found.answers[-1] == found.now


def earlier(version: str):
    """One version is kept, one is closed, no other is there."""
    if version == CLOSED:
        raise StoreTakenBack("x")
    return older(5) if version == THEN else None


def test_a_version_that_holds_what_was_taken_back_is_told_from_one_that_is_gone():
    """And never answered from."""
    found = again((midori.LIST_QUESTION,), CLOSED, midori.answer, earlier)
    assert (found.said, found.answers) == ("version_closed", (found.now,))


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    site = made_up_site(tmp_path_factory.mktemp("site"))
    site = replace(site, earlier=earlier)
    return TestClient(pages_app(site), base_url=HERE, client=("127.0.0.1", 1))


PATHS = ("/search", "/staff/answer")


@pytest.mark.parametrize("path", PATHS)
def test_both_doors_say_plainly_that_the_data_have_changed(client, path):
    """With the answer of then before that of now."""
    page = client.get(path, params={"q": midori.LIST_QUESTION, "version": THEN}).text
    assert f"この回答は版 {THEN} のものです。そのあとデータが変わり、答えも変わりました。" in page
    assert page.index("施策は5件です") < page.index(f"いまの版 {NOW}") < page.index("施策は6件です")
    gone = client.get(path, params={"q": midori.LIST_QUESTION, "version": "f" * 16}).text
    assert "その版はもう残っていません" in gone
    assert "施策は5件です" not in gone
    closed = client.get(path, params={"q": midori.LIST_QUESTION, "version": CLOSED}).text
    assert (
        f"版 {CLOSED} は、あとで取り下げた文書や内容を含むため開けません。いまの版 {NOW} での答えを" in closed
    )
    assert "施策は5件です" not in closed
    same = client.get(path, params={"q": midori.LIST_QUESTION, "version": NOW}).text
    assert "いまの版と同じです" in same


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("text", midori.HOSTILE)
def test_hostile_questions_and_versions_stay_text(client, path, text):
    """Both are shown again."""
    page = client.get(path, params=[("q", text), ("q", text), ("version", text)])
    assert page.status_code == 200
    for sign in ("<img", "<svg", "<iframe", "window.hacked=1</script>", "<object"):
        assert sign not in page.text


def test_the_citizens_page_says_it_in_english_too(client):
    """And its own link stays English."""
    page = client.get("/search", params={"q": midori.LIST_QUESTION, "version": THEN, "lang": "en"}).text
    assert "The data have changed since" in page
    assert "&amp;lang=en" in page


def test_an_address_without_a_question_is_told_so(client):
    """In one sentence."""
    answer = client.get("/staff/answer")
    assert answer.status_code == 400
    assert "質問がありません" in answer.text


def test_the_link_of_an_answer_opens_it(client):
    """What a page offers leads to the same answer, a follow-up with the question that it rests on."""
    answer = reduce(
        lambda before, question: midori.answer(question, before), ("橙色の部は？", "では青色は？"), None
    )
    assert answer is not None
    opened = client.get(link("/staff/answer", answer)).text
    assert "続きの質問です。前の質問：橙色の部は？" in opened
    assert "直前の質問：橙色の部は？" in opened
    page = client.get("/search?q=" + quote(midori.LIST_QUESTION)).text
    assert f"version={NOW}" in page
