"""Staff see how a document was read, put it right without code, and find it marked after the next build."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import midori
import pytest
from desks import PLAN, bring, pages_of, planned_desk, real_desk, send
from sites import hostile_world

from keikaku.graph.store.publish import stored_facts
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.views.pages import thing
from keikaku.ontology.model.facts import Initiative
from keikaku.web.desk.wanted import Wanted

OURS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "nav", "main", "h1", "h2", "h3", "p", "div", "section"}
    | {"table", "thead", "tbody", "tr", "th", "td", "caption", "ul", "li", "small", "form", "input", "label"}
    | {"select", "option", "button", "span", "details", "summary", "br", "a"}
)
RIGHT = {
    "file": "plan.txt",
    "line": "4",
    "item": "担当",
    "right": "危機管理部",
    "reason": "改組",
    "role": "企画課",
}


@pytest.fixture
def desk(tmp_path: Path):
    return planned_desk(tmp_path)


@pytest.fixture
def pages(desk):
    return pages_of(desk)


def correct(pages, **changes: str):
    return send(pages, "/staff/coverage/correct", **RIGHT | changes)


def initiative(desk, label: str) -> Initiative:
    return next(one for one in stored_facts(desk.store, Initiative) if one.label == label)


def test_a_document_is_shown_line_by_line_with_a_way_to_correct_each(pages):
    page = pages.get("/staff/coverage")
    assert "plan.txt" in page.text
    lines = pages.get("/staff/coverage/document", params={"file": "plan.txt"}).text
    row = next(row for row in lines.split("<tr>") if "避難所の見直し" in row and "施策" in row)
    assert "4行目" in row
    address = re.search(r'href="(/staff/coverage/correct[^"]+)"', row)[1].replace("&amp;", "&")
    form = pages.get(address).text
    assert 'value="http://127.0.0.1:7860/id/' in form
    offered = re.findall(r'<option value="([^"]+)"', form)
    assert "担当" in offered
    assert "終了年度" not in offered  # that is a plan's


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"right": ""}, "正しい値: 空です"),
        ({"reason": " \u3000"}, "理由: 空です"),
        ({"role": "\x00"}, "役割: 空です"),
        ({"item": "色"}, "項目: 一覧にない項目です"),
        ({"line": ""}, "対象: 文書と行"),
        ({"file": "no.txt"}, "対象（文書と行、またはIRI）: 文書「no.txt」が登録されていない"),
        ({"line": "999"}, "その行に対象が見つからない"),
        ({"line": "一"}, "その行に対象が見つからない"),
        ({"iri": "x"}, "IRIの形が違う"),
        ({"iri": "みどり市/initiative/none"}, "いまの文書に見つからない"),
        ({"item": "体系", "right": "基本目標９"}, "正しい値: 「基本目標９」という体系が計画に0件"),
        ({"item": "年度", "right": "来年"}, "正しい値: 「来年」を数として読めない"),
        ({"right": "<script>alert(1)</script>"}, "正しい値: "),
        ({"right": "'\"><img src=x onerror=alert(1)>"}, "正しい値: "),
    ],
)
def test_a_value_that_would_not_hold_is_told_at_once_with_its_field(pages, desk, changes, told):
    """Nothing is kept of it, and the form stays filled."""
    answer = correct(pages, **changes)
    assert answer.status_code == 400
    fault = re.search(r'role="alert">(.*?)</p>', answer.text)[1]
    assert fault.startswith(told) or told in fault
    assert fault.endswith("。")
    assert "企画課" in answer.text or "role" in changes
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert desk.wanted.rows() == ()


def test_what_was_missed_is_added_by_the_words_of_its_line(pages):
    added = {"item": "施策の追加", "line": "5", "right": "避難所の鍵"}
    told = correct(pages, **added | {"right": "水門の鍵"})
    assert told.status_code == 400
    assert "その行に「水門の鍵」という言葉が見つからない" in told.text
    assert correct(pages, **added).status_code == 303
    form = pages.get(
        "/staff/coverage/correct", params={"file": "plan.txt", "line": "5", "item": "施策の追加"}
    )
    assert '<option value="施策の追加" selected="selected">' in form.text


def test_corrections_wait_in_a_list_and_can_be_taken_back(pages, desk):
    assert correct(pages).headers["location"] == "/staff/coverage"
    assert correct(pages, right="防災部").status_code == 303  # of the same value: the later one holds
    assert correct(pages, item="名前", right="=HYPERLINK(1)\n避難所").status_code == 303
    assert [(row.item, row.right) for row in desk.wanted.rows()] == [
        ("担当", "防災部"),
        ("名前", "=HYPERLINK(1) 避難所"),
    ]
    page = pages.get("/staff/coverage").text
    assert "グラフを作り直して反映する" in page
    assert "人手訂正の一覧を置き換えます" in pages.get("/staff/documents").text
    for row in desk.wanted.rows():
        assert send(pages, "/staff/coverage/forget", id=row.id).status_code == 303
    assert desk.wanted.rows() == ()
    assert send(pages, "/staff/coverage/forget", id="x").status_code == 404


@pytest.mark.slow
def test_a_correction_holds_after_the_build_and_goes_with_the_next(pages, desk):
    """It is kept by the graph in between, and marked on the page of its thing."""
    before = initiative(desk, "避難所の見直し")
    correct(pages)
    correct(pages, line="6", item="名前", right="備蓄品の点検")
    send(pages, "/staff/documents/build")
    desk.builds.wait()
    assert desk.builds.state().data_version, desk.builds.state()
    assert initiative(desk, "避難所の見直し").departments != before.departments
    assert "グラフを作り直して反映する" not in pages.get("/staff/coverage").text
    shown = thing(open_snapshot(desk.store), before.key)
    assert [(one.name, one.right) for one in shown.corrected] == [("担当", "危機管理部")]
    assert {row.right for row in desk.wanted.rows()} == {"危機管理部", "備蓄品の点検"}
    first = next(row for row in desk.wanted.rows() if row.item == "担当")
    assert first.told == "plan.txt 4行目"
    send(pages, "/staff/coverage/forget", id=first.id)
    send(pages, "/staff/documents/build")
    desk.builds.wait()
    assert [row.right for row in desk.wanted.rows()] == ["備蓄品の点検"]
    # what was corrected comes back as it was read once its document is read again
    bring(pages, ("plan.txt", PLAN + "\n"), replace="1")
    send(pages, "/staff/documents/build")
    desk.builds.wait()
    assert initiative(desk, "避難所の見直し").departments == before.departments
    assert initiative(desk, "備蓄品の点検").key


def test_a_file_of_corrections_is_added_and_its_faults_are_told(pages, desk):
    correct(pages, item="名前", right="避難所の見直しその二")
    rows = (
        "文書,行,IRI,項目,正しい値,理由,役割\nplan.txt,4,,担当,危機管理部,改組,企画課\nplan.txt,4,,担当,,,\n"
    )
    answer = bring(pages, ("訂正.csv", rows.encode("cp932")), field="corrections")
    assert answer.status_code == 200
    assert "訂正 1件を一覧に加えました" in answer.text
    assert "訂正.csv: 3行目は" in answer.text
    assert [row.item for row in desk.wanted.rows()] == ["名前", "担当"]
    bad = bring(pages, ("訂正.csv", "a,b\n1,2\n"), field="corrections")
    assert (bad.status_code, "列 項目" in bad.text) == (400, True)
    assert len(desk.wanted.rows()) == 2


def test_two_who_correct_at_once_lose_nothing(desk):
    from concurrent.futures import ThreadPoolExecutor

    rows = [
        Wanted(iri=f"みどり市/initiative/{n}", item="名前", right="x", reason="y", role="z")
        for n in range(20)
    ]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda row: desk.wanted.add([row]), rows))
    assert set(desk.wanted.rows()) == set(rows)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, len(midori.HOSTILE), 12))
def test_no_word_of_a_document_becomes_mark_up(tmp_path: Path, start: int):
    """On every page of the desk; what stands where is for other tests."""
    texts = [*midori.HOSTILE[start:], *midori.HOSTILE[:start]]
    hostile_world(tmp_path, texts)
    desk = real_desk(tmp_path / "store")
    pages = pages_of(desk)
    desk.wanted.add(
        [Wanted(file=text, place=text, item=text, right=text, reason=text, role=text) for text in texts[:9]]
    )
    (tmp_path / "store/uploads/build.jsonl").write_text("".join(f"{text}。\n" for text in texts), "utf-8")
    files = [one.file for one in desk.documents()]
    shown = [
        pages.get("/staff/documents"),
        pages.get("/staff/coverage"),
        pages.get("/staff/coverage/correct"),
    ]
    for file in files:
        shown.append(pages.get("/staff/coverage/document", params={"file": file}))
        shown.append(pages.get("/staff/documents/drop", params={"file": file}))
        shown.append(
            pages.get(
                "/staff/coverage/correct", params=dict.fromkeys(RIGHT, file) | {"iri": file, "kind": file}
            )
        )
    for page in shown:
        assert page.status_code == 200
        assert hostile_parts(page.text) == []


def hostile_parts(page: str) -> list[str]:
    """Elements, handlers and addresses that none of our pages has."""
    found: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, pairs: found.extend(  # type: ignore[method-assign]
        [tag] * (tag not in OURS)
        + [name for name, _ in pairs if name.startswith("on") or name in {"srcdoc", "style"}]
        + [
            value
            for name, value in pairs
            if name in {"href", "src", "action"} and not value.startswith("/staff/")
        ]
    )
    reader.feed(page)
    return found


def test_a_store_without_a_graph_says_what_to_do(tmp_path: Path):
    pages = pages_of(real_desk(tmp_path / "store"))
    assert "まだグラフがありません" in pages.get("/staff/documents").text
    assert "まだグラフがありません" in pages.get("/staff/coverage").text
    assert pages.get("/staff/coverage/document", params={"file": "x"}).status_code == 404
    answer = correct(pages)
    assert (answer.status_code, "文書「plan.txt」が登録されていない" in answer.text) == (400, True)


def test_a_store_of_another_format_is_told_and_nothing_breaks(pages, desk):
    (desk.store / "versions" / "000001" / "version.json").write_text("{}", "utf-8")
    for path in (
        "documents",
        "coverage",
        "documents/drop?file=x",
        "coverage/document?file=x",
        "coverage/correct",
    ):
        answer = pages.get(f"/staff/{path}")
        assert (answer.status_code, "グラフを読めません" in answer.text) == (503, True)
