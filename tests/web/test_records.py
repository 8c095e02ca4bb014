"""What people leave behind: nothing of who they are, nothing lost between processes, nothing that runs."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import midori
import pytest
from sites import NAME, PASSWORD, made_up_site
from starlette.testclient import TestClient
from test_public_pages import Reader
from test_staff import AWAY, HERE, login

import keikaku.web.records.kept
from keikaku.web.guard.limits import FEEDBACKS
from keikaku.web.html.templating import path_of
from keikaku.web.html.words import say
from keikaku.web.records.groups import groups
from keikaku.web.records.kept import Door, Feedback, Records, Said, Unanswered, kept, tidy
from keikaku.web.records.masking import LONGEST
from keikaku.web.records.pages import COMMENTS, SHOWN, feedback_html
from keikaku.web.server import Site, create_app
from tests.graph import made_up

pytestmark = pytest.mark.slow

DAY = date(2026, 7, 1)
BOTH = frozenset(Door)
TOKEN = re.compile(r'name="token" value="([^"]+)"')
UNKNOWN = "月の裏側の施策は？"
LABELS = {made_up.BOOKING: made_up.LABEL, made_up.FAQ[0].key: made_up.FAQ[0].question}
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return made_up_site(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def app(world, tmp_path_factory):
    """The site of みどり市 with records of its own, and its pages; Gradio is built once."""
    site = replace(world, records=Records(tmp_path_factory.mktemp("records"), BOTH, lambda: DAY))
    return site, create_app(site)


@pytest.fixture
def site(app) -> Site:
    """Nothing left behind yet."""
    app[0].records.questions.clear()
    app[0].records.feedback.clear()
    return app[0]


@pytest.fixture
def client(site, app) -> TestClient:
    assert site.records.questions.entries() == ()
    return client_of(app[1])


def client_of(pages, away: tuple[str, int] = ("127.0.0.1", 1)) -> TestClient:
    return TestClient(pages, base_url=HERE, client=away, follow_redirects=False)


def questions(site: Site) -> list[Unanswered]:
    return kept(site.records.questions, Unanswered)[0]


def feedback(site: Site) -> list[Feedback]:
    return kept(site.records.feedback, Feedback)[0]


# the form of the citizens' pages


@pytest.mark.parametrize("path", [path_of(made_up.BOOKING), path_of(made_up.FAQ[0].key), "/faq", "/search"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_page_asks_whether_it_was_of_use_and_thanks(client, site, path, lang):
    """Sent exactly as the page's form says, without a script and without a cookie, and back to the page."""
    query = {"q": UNKNOWN} if path == "/search" else {}
    page = client.get(path, params={**query, **({"lang": "en"} if lang == "en" else {})})
    form = page.text[page.text.index('<form class="feedback"') :].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    (action,) = re.findall(r'action="([^"]*)"', form)
    sent = client.post(
        action.replace("&amp;", "&"), data={**hidden, "useful": "no", "comment": "もっと\nくわしく"}
    )
    assert sent.status_code == 303
    assert "set-cookie" not in page.headers | sent.headers
    thanks = client.get(sent.headers["location"])
    assert say(lang, "thanks") in thanks.text
    back = [link for link in Reader(thanks.text).links if link.startswith(("/id/", "/search"))]
    assert client.get(back[0]).status_code == 200
    (one,) = feedback(site)
    assert (one.useful, one.comment, one.day) == (False, "もっと くわしく", "2026-07-01")
    assert one.question == (UNKNOWN if path == "/search" else "")
    assert one.version == hidden["version"] != ""
    assert one.label == LABELS.get(one.key, "")


def test_nothing_of_who_wrote_it_is_kept(client, site):
    """Neither in the fields nor anywhere in the file."""
    client.post(
        "/feedback",
        data={
            "question": "090-1234-5678に電話して",
            "useful": "yes",
            "comment": "山の上町1-2-3 taro@example.jp 〒181-8555 1234-5678-9012",
        },
        headers={
            "user-agent": "Secret Browser",
            "referer": f"{HERE}/search?q=x",
            "x-forwarded-for": "203.0.113.9",
        },
    )
    text = site.records.feedback.path.read_text(encoding="utf-8")
    assert set(json.loads(text)) == set(Feedback.__dataclass_fields__)
    for secret in ("1234", "taro", "181-8555", "1-2-3", "Secret", "203.0.113.9", "127.0.0.1", "testclient"):
        assert secret not in text
    assert site.records.feedback.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("form", "headers", "status"),
    [
        ({"question": "a"}, {}, 400),
        ({"question": "a", "useful": "maybe"}, {}, 400),
        ({"useful": "yes"}, {}, 400),
        ({"useful": "yes", "question": "  "}, {}, 400),
        ({"useful": "yes", "key": "みどり市/plan/ない"}, {}, 400),
        ({"useful": "yes", "key": "> <script>"}, {}, 400),
        ({"useful": "yes", "key": "みどり市/plan/\x00 {}|^`"}, {}, 400),
        ({f"f{n}": "a" for n in range(30)}, {}, 400),
        ({"useful": "yes", "question": "a", "comment": "長" * 20_000}, {}, 413),
        ({"useful": "yes", "question": "a"}, {"origin": "https://evil.example"}, 403),
        ({"useful": "yes", "question": "a"}, {"origin": "null"}, 403),
    ],
)
def test_what_no_form_of_ours_sends_is_refused_with_a_page(client, site, form, headers, status):
    """And nothing is kept."""
    answer = client.post("/feedback", data=form, headers=headers)
    assert answer.status_code == status
    assert "受け取れませんでした" in answer.text
    assert feedback(site) == []


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"{}", b"useful=yes", b"%", b"=&=&", b"\x00" * 100])
def test_a_body_that_is_no_form_is_refused(client, body):
    """Whatever bytes."""
    assert client.post("/feedback", content=body).status_code == 400


@pytest.mark.parametrize(
    "query", ["key=//evil.example", "q=https://evil.example", "key=https://evil.example/x", ""]
)
def test_the_thanks_lead_nowhere_else(client, query):
    """Whatever address somebody was given."""
    links = Reader(client.get(f"/feedback?{query}").text).links
    assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in links)


def test_a_long_comment_is_cut_after_it_was_masked(client, site):
    """So that no half of a number stays at the end."""
    client.post(
        "/feedback", data={"question": "a", "useful": "yes", "comment": "あ" * 495 + "、0422-45-1151です"}
    )
    assert feedback(site)[0].comment == "あ" * 495 + "、［電話］"


@pytest.mark.parametrize(
    "secret", ["0422-45-1151", "1234 5678 9012", "taro@example.jp", "昭和50年3月5日生まれ"]
)
@pytest.mark.parametrize("length", [50, 500])
def test_no_half_of_a_number_is_kept_of_a_long_text(secret, length):
    """Wherever the cut before the masking falls, also where what was masked before made room for the rest."""
    for before in (*range(60), *range(length, length + 2 * LONGEST, 7)):
        kept = tidy("あ" * before + "、" + (secret + "、") * 200 + "い" * 9_000, length)
        assert not set("0123456789@") & set(kept)


def test_no_more_is_masked_than_little_more_than_is_kept(monkeypatch):
    """A text of a million characters costs what a short one does."""
    lengths = []
    monkeypatch.setattr(keikaku.web.records.kept, "masked", lambda text: lengths.append(len(text)) or text)
    tidy("あ" * 1_000_000, 500)
    tidy("a" * 1_000_000, 500)
    tidy("a word " * 100_000, 500)
    assert max(lengths) <= 500 + LONGEST
    assert lengths[-1] > 500


def test_feedback_from_one_address_is_slowed_down(app):
    """Sooner than reading is, so that a flood soon ends."""
    client = client_of(app[1], AWAY)
    answers = [
        client.post("/feedback", data={"question": "a", "useful": "yes"}) for _ in range(FEEDBACKS + 2)
    ]
    assert [answer.status_code for answer in answers] == [303] * FEEDBACKS + [429] * 2
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert client.get("/faq").status_code == 200


def test_where_nothing_can_be_written_the_visitor_is_told(world, tmp_path):
    """A question is answered all the same."""
    (tmp_path / "records").write_text("in the way", encoding="utf-8")
    client = client_of(create_app(replace(world, records=Records(tmp_path, BOTH))))
    answer = client.post("/feedback", data={"question": "a", "useful": "yes"})
    assert answer.status_code == 503
    assert "いまは受け取れませんでした" in answer.text
    assert client.get("/api/ask", params={"q": UNKNOWN}).json()["status"] == "not_in_documents"


def test_without_records_no_page_asks(world):
    """And the routes are not there."""
    client = client_of(create_app(replace(world, records=None)))
    assert "feedback" not in client.get(path_of(made_up.BOOKING)).text
    assert client.post("/feedback", data={"question": "a", "useful": "yes"}).status_code == 404
    assert "入力された言葉を残しません" in client.get("/about").text


# the questions that were not answered


@pytest.mark.parametrize(("doors", "count"), [(BOTH, 2), (frozenset({Door.STAFF}), 0), (frozenset(), 0)])
def test_unanswered_questions_of_the_public_door_are_kept_where_that_is_asked_for(
    world, tmp_path, doors, count
):
    """By the page and by the JSON route; answered ones never."""
    site = replace(world, records=Records(tmp_path, doors, lambda: DAY))
    client = client_of(create_app(site))
    client.get("/search", params={"q": f"{UNKNOWN} 電話0422-45-1151"})
    client.get("/api/ask", params={"q": UNKNOWN})
    client.get("/search", params={"q": midori.LIST_QUESTION})
    assert len(questions(site)) == count
    for one in questions(site):
        assert (one.day, one.door, one.status) == ("2026-07-01", "public", "not_in_documents")
        assert "1151" not in one.question
        assert one.version == midori.STATUS.data_version


def test_the_public_door_keeps_no_question_unless_told_to():
    """By default."""
    assert Records(Path()).doors == {Door.STAFF}
    assert Records(Path()).told == "kept_feedback"


def test_the_page_about_the_site_says_what_is_kept(client):
    """In both languages, by what is kept indeed."""
    assert "答えられなかった質問を残します" in client.get("/about").text
    assert "could not be answered" in client.get("/about?lang=en").text


def test_an_answer_is_the_same_whether_it_is_kept_or_not(site):
    """Listening changes nothing."""
    heard = site.records.listening(midori.answer, Door.STAFF)
    assert heard(UNKNOWN, None) == midori.answer(UNKNOWN, None)
    assert questions(site)[0].door == "staff"


# the file


BROKEN = [
    b"{",
    b"\xff\xfe",
    b"[]",
    b"1",
    b'{"id": 1}',
    b'{"useful": "yes"}',
    b"[" * 100_000,
    b"null",
    b"\x00",
]


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_stops_nothing(client, site, line):
    """It is told, the others are shown, and the next is not lost behind a line without an end."""
    client.post("/feedback", data={"question": "前", "useful": "yes"})
    client.get("/search", params={"q": UNKNOWN})
    for journal in (site.records.feedback, site.records.questions):
        journal.path.write_bytes(journal.path.read_bytes() + line)
    client.post("/feedback", data={"question": "後", "useful": "yes"})
    client.get("/search", params={"q": "星の施策は？"})
    page = client.get("/staff/records").text
    for told in ("前", "後", UNKNOWN, "星の施策は？"):
        assert told in page
    assert page.count("読めない行が1行あります") == 2
    assert client.get("/staff/records/feedback.csv").status_code == 200


def test_half_a_character_in_a_file_stops_no_page(client, site):
    """JSON can carry it, a page cannot."""
    client.post("/feedback", data={"question": "前", "useful": "yes"})
    path = site.records.feedback.path
    path.write_text(path.read_text(encoding="utf-8").replace("前", "\\ud800前"), encoding="utf-8")
    assert "前" in client.get("/staff/records").text
    assert client.get("/staff/records/feedback.csv").status_code == 200


# the page of staff


def filled(client: TestClient) -> None:
    for question in ("星の施策は？", UNKNOWN, "月の 裏側の施策は？", UNKNOWN):
        client.get("/search", params={"q": question})
    for useful, comment in (("yes", "よかった"), ("no", "短すぎる"), ("no", "")):
        client.post("/feedback", data={"key": made_up.BOOKING, "useful": useful, "comment": comment})
    client.post("/feedback", data={"question": UNKNOWN, "useful": "no"})


def rows(page: str) -> list[list[str]]:
    body = re.findall(r"<tr><td>(.*?)</tr>", page, flags=re.DOTALL)
    return [[" ".join(Reader(cell).text.split()) for cell in row.split("<td>")] for row in body]


def test_staff_read_both_in_groups_the_newest_first(client):
    """With counts, and the comments below each page."""
    filled(client)
    page = client.get("/staff/records").text
    told = rows(page)
    assert [row[:2] for row in told[:2]] == [[UNKNOWN, "3"], ["星の施策は？", "1"]]
    assert told[0][2] == "文書に記載なし"
    assert [row[1:3] for row in told[2:]] == [["0", "1"], ["1", "2"]]
    assert "短すぎる" in told[3][3]
    assert "よかった" in told[3][3]
    assert path_of(made_up.BOOKING) in page


def test_a_long_table_says_what_it_leaves_out(site):
    """The newest groups and comments are shown, the file has all."""
    for n in range(SHOWN + 3):
        site.records.keep(Said(question=f"質問{n}です", useful=True))
    for n in range(COMMENTS + 2):
        site.records.keep(Said(question="よくある", comment=f"声{n}です", useful=False))
    said = groups(kept(site.records.feedback, Feedback)[0])
    page = feedback_html(said, "", "token")
    assert "ほかの4組はCSVで" in page
    assert "ほかのひとこと2件はCSVで" in page
    assert "質問3です" not in page
    assert "声1です" not in page
    assert f"声{COMMENTS + 1}です" in page


def delete(client: TestClient, **form: str):
    token = TOKEN.search(client.get("/staff/records").text)
    given_ = {"token": token.group(1) if token else "", **form}
    return client.post("/staff/records", data=given_, headers={"origin": HERE}).status_code


def test_staff_delete_one_a_group_and_everything(client, site):
    """Each leaves the others."""
    filled(client)
    (short,) = [one for one in feedback(site) if one.comment == "短すぎる"]
    assert delete(client, log="feedback", what="entry", id=short.id) == 303
    assert [one.comment for one in feedback(site)] == ["よかった", "", ""]
    group = groups(questions(site))[0]
    assert delete(client, log="questions", what="group", id=group.id) == 303
    assert [one.question for one in questions(site)] == ["星の施策は？"]
    assert delete(client, log="feedback", what="all") == 400
    assert delete(client, log="feedback", what="all", sure="1") == 303
    assert (feedback(site), len(questions(site))) == ([], 1)


@pytest.mark.parametrize("token", ["", "x", "鍵"])
def test_a_form_without_the_token_of_the_page_deletes_nothing(client, site, token):
    """Nor one from another site that has it."""
    filled(client)
    assert delete(client, log="feedback", what="all", sure="1", token=token) == 403
    real = TOKEN.search(client.get("/staff/records").text)
    assert real
    form = {"token": real.group(1), "log": "feedback", "what": "all", "sure": "1"}
    headers = {"origin": "https://evil.example"}
    assert client.post("/staff/records", data=form, headers=headers).status_code == 403
    assert len(feedback(site)) == 4


@pytest.mark.parametrize(
    "form",
    [{}, {"log": "x", "what": "all", "sure": "1"}, {"log": "feedback", "what": "x"}, {"log": "feedback"}],
)
def test_a_form_that_asks_for_nothing_known_deletes_nothing(client, site, form):
    """It is told so."""
    filled(client)
    assert delete(client, **form) == 400
    assert (len(feedback(site)), len(questions(site))) == (4, 4)


def test_the_files_run_no_formula(client):
    """In any spreadsheet, whatever somebody typed."""
    for text in ("=1+1", "＝HYPERLINK(1)", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1"):
        client.post("/feedback", data={"question": text, "useful": "yes", "comment": text})
        client.get("/search", params={"q": text})
    for name in ("feedback", "questions"):
        answer = client.get(f"/staff/records/{name}.csv")
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
        read = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(read) == 6
        assert all(row["question"].startswith("'") for row in read)
    assert client.get("/staff/records/other.csv").status_code == 404


def test_the_records_are_for_staff_alone(world, tmp_path):
    """Reading, taking along and deleting; the form of the citizens stays open."""
    site = replace(
        world, records=Records(tmp_path), accounts=replace(world.accounts, path=tmp_path / "a.txt")
    )
    site.accounts.set(NAME, PASSWORD)
    client = client_of(create_app(site), AWAY)
    assert client.post("/feedback", data={"question": "a", "useful": "yes"}).status_code == 303
    for path in ("/staff/records", "/staff/records/feedback.csv", "/staff/records/questions.csv"):
        assert client.get(path).status_code == 401
    assert (
        client.post("/staff/records", data={"log": "feedback", "what": "all", "sure": "1"}).status_code == 401
    )
    login(client)
    assert client.get("/staff/records").status_code == 200
    assert len(feedback(site)) == 1


def test_hostile_words_stay_text(client):
    """In the thanks, on the page of staff and in the files."""
    for text in midori.HOSTILE:
        thanks = client.post("/feedback", data={"question": text, "useful": "no", "comment": text})
        client.get("/search", params={"q": text})
        assert safe(client.get(thanks.headers["location"]).text)
    page = client.get("/staff/records").text
    assert safe(page)
    assert len(rows(page)) > len(midori.HOSTILE) // 2


def safe(page: str) -> bool:
    found = Reader(page)
    bad = {"script", "img", "svg", "iframe", "object", "math", "base", "embed"}
    return (
        not found.handlers
        and not set(found.elements) & bad
        and all(link.startswith(("/", "#")) for link in found.links)
    )
