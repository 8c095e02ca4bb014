"""Staff see how a document is read and teach its shape, by the command that teaches at the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from desks import bring, pages_of, planned_desk, real_desk, token_of

from keikaku.graph.store.publish import stored_facts
from keikaku.ingest.taught.keeping import read_shapes
from keikaku.ontology.model.facts import Initiative

CASES = Path(__file__).parents[1] / "cases" / "taught_lines.jsonl"
STRANGE = json.loads(CASES.read_text("utf-8").splitlines()[0])
LINES = "\n".join(STRANGE["lines"])
TABLE = "№,すること,どこが\n1,花壇づくり,緑の院\n2,水路みまもり,水の院\n3,朝市の応援,商いの院\n"
HERE = "/staff/shapes/document"
TOKEN = re.compile(r'name="token" value="([^"]+)"')

pytestmark = pytest.mark.slow  # each reading is a process


@pytest.fixture
def desk(tmp_path: Path):
    return real_desk(tmp_path / "store")


@pytest.fixture
def pages(desk):
    found = pages_of(desk)
    bring(found, ("strange.txt", LINES), ("table.csv", TABLE))
    return found


def read(pages, name: str) -> str:
    return pages.get(HERE, params={"file": name}).text


def lesson(pages, name: str, verb: str, /, **fields: str):
    """A form of the page of a document."""
    token = TOKEN.search(read(pages, name))
    assert token
    return pages.post(f"/staff/shapes/{verb}", data={"token": token[1], "file": name, **fields})


def marks(*labels: str) -> dict[str, str]:
    """The boxes beside lines that hold some words."""
    return {
        f"line-{number}": "1"
        for number, line in enumerate(STRANGE["lines"], start=1)
        if any(label in line for label in labels)
    }


def test_a_document_that_waits_is_shown_with_three_rows_and_what_was_not_read(pages, desk):
    assert "/staff/shapes/document?file=table.csv" in pages.get("/staff/documents").text
    page = read(pages, "table.csv")
    assert "<td>花壇づくり</td><td>水路みまもり</td><td>朝市の応援</td>" in page
    assert 'aria-label="2列目「すること」の役目"' in page
    page = read(pages, "strange.txt")
    assert "施策を一つも読み取れませんでした" in page
    assert "事業：花壇づくり／緑の院／継続" in page
    assert read_shapes(desk.store) == ()


def test_three_marks_find_all_initiatives_and_hold_for_the_build_and_the_next_document(pages, desk):
    answer = lesson(pages, "strange.txt", "lines", **marks("花壇づくり", "朝市の応援／", "歩く会"))
    assert answer.status_code == 200, answer.text
    assert f"施策は0件から{len(STRANGE['initiatives'])}件になります（例: 花壇づくり／" in answer.text
    assert lesson(pages, "strange.txt", "reread").headers["location"] == "/staff/documents#build"
    desk.builds.wait()
    assert {one.label for one in stored_facts(desk.store, Initiative)} == {
        label for label, _ in STRANGE["initiatives"]
    }
    bring(pages, ("next.txt", "\n".join(STRANGE["next"])))
    page = read(pages, "next.txt")
    assert "施策: 夜の見回り" in page
    desk.drop("strange.txt")
    desk.builds.wait()
    assert "夜の見回り" in read(pages, "next.txt").partition("表の外の行")[0]


def test_a_column_gets_the_role_that_was_chosen_and_the_others_are_confirmed(pages, desk):
    answer = lesson(
        pages,
        "table.csv",
        "columns",
        **{"table": "1", "role-1": "number", "role-2": "title", "role-3": "responsible"},
    )
    assert "施策は0件から3件になります" in answer.text
    assert read_shapes(desk.store)[0].roles == ("number", "title", "responsible")
    assert re.search(r'value="title" selected="selected"', answer.text)


def test_a_shape_is_listed_and_forgotten(pages, desk):
    lesson(pages, "strange.txt", "lines", **marks("花壇づくり", "水路みまもり", "歩く会"))
    page = pages.get("/staff/shapes").text
    assert "の1番目が施策名" in page or "番目が施策名" in page
    shape = re.search(r'name="id" value="([^"]+)"', page)
    token = TOKEN.search(page)
    assert shape
    assert token
    gone = pages.post("/staff/shapes/forget", data={"token": token[1], "id": shape[1]})
    assert gone.headers["location"] == "/staff/shapes"
    assert read_shapes(desk.store) == ()
    assert pages.post("/staff/shapes/forget", data={"token": token[1], "id": "--help"}).status_code == 404


WRONG = [
    ("strange.txt", "lines", marks("花壇づくり"), 400, "印が1つです"),
    ("strange.txt", "lines", marks("花壇づくり", "街角", "くらしの手引き"), 400, "同じ形がありません"),
    ("strange.txt", "lines", {"line-x": "1", "line-²": "1", "line-" + "9" * 5000: "1"}, 400, "印が0つです"),
    (
        "strange.txt",
        "lines",
        {**marks("花壇づくり", "水路みまもり", "歩く会"), "name": "どこにもない"},
        400,
        "という行が文書にありません",
    ),
    ("table.csv", "columns", {"table": "1", "role-2": "pillar"}, 400, "施策名の列が選ばれていません"),
    ("table.csv", "columns", {"table": "9", "role-2": "title"}, 400, "列がそろう表が見つかりません"),
    ("table.csv", "columns", {"table": "1", "role-9": "title"}, 400, "列がそろう表が見つかりません"),
    ("table.csv", "columns", {"table": "-1", "role-2": "<script>"}, 400, "施策名の列が選ばれていません"),
]


@pytest.mark.parametrize(
    ("name", "verb", "fields", "status", "told"), WRONG, ids=lambda value: str(value)[:40]
)
def test_what_teaches_nothing_is_told_in_a_sentence_and_nothing_is_kept(
    pages, desk, name, verb, fields, status, told
):
    answer = lesson(pages, name, verb, **fields)
    assert answer.status_code == status
    assert told in answer.text
    assert "<script>" not in answer.text
    assert read_shapes(desk.store) == ()


def test_a_form_of_another_page_teaches_nothing(pages, desk):
    sent = {"token": token_of(pages), "file": "strange.txt", **marks("花壇づくり", "水路みまもり", "歩く会")}
    assert pages.post("/staff/shapes/lines", data=sent).status_code == 403
    assert read_shapes(desk.store) == ()


def test_a_document_whose_file_is_not_here_is_asked_for(tmp_path: Path):
    pages = pages_of(planned_desk(tmp_path))
    assert "ファイルを預かっていません" in pages.get("/staff/shapes").text
    answer = pages.get(HERE, params={"file": "plan.txt"})
    assert answer.status_code == 404
    assert "もう一度送ると" in answer.text
    assert pages.get(HERE, params={"file": "../store/current"}).status_code == 404


def test_a_damaged_file_of_shapes_is_told(pages, desk):
    (desk.store / "shapes.json").write_text("{", "utf-8")
    assert pages.get("/staff/shapes").status_code == 503
    answer = pages.get(HERE, params={"file": "table.csv"})
    assert answer.status_code == 503
    assert "「shapes.json」を読めません" in answer.text
