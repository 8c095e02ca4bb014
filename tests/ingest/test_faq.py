"""A FAQ file is taken row by row: what is wrong is named by its row, and the others go on."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import CASES

from keikaku.graph.store.publish import stored_facts
from keikaku.graph.store.shapes import violations
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.join.faq import read_faq
from keikaku.ingest.pipeline import Options, Report, build
from keikaku.ontology.model.facts import FaqEntry, Municipality, Problem

CITY = "みどり市"
HEADER = "id,question,answer,department,url,updated\n"
GOOD = "F-1,鍵をなくしたときは？,交番に届けてください。,みどりの課,https://midori.example/1,2025-04-01\n"
LAST = "F-9,休みの日は？,月曜日です。,,,\n"
CORPUS = CASES.parents[1] / "corpus"
MADE_UP = CASES / "faq_made_up.csv"
PLAN = "みどり市行動計画\nみどり市の計画です。\n"


def read(
    text: str | bytes, folder: Path, city: str | None = CITY
) -> tuple[tuple[FaqEntry, ...], tuple[Problem, ...]]:
    """What is made of a file with that content."""
    path = folder / "faq.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_faq(path, city)


def built(folder: Path, *names: str, faq: str | None = None, **options: str | bool) -> Report:
    """A build without vectors of files in the folder."""
    paths = [folder / name for name in names]
    return build(paths, folder / "store", Options(**options), folder / faq if faq else None)


def test_a_file_is_taken_whole_and_in_its_order() -> None:
    """Every column arrives, and the key is of the city and the file's own id."""
    entries, problems = read_faq(MADE_UP, CITY)
    with MADE_UP.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert problems == ()
    assert [{name: getattr(entry, name) for name in rows[0]} for entry in entries] == rows
    assert entries[0].key == "みどり市/faq/faq-001"
    assert {entry.municipality for entry in entries} == {"みどり市/municipality/みどり市"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_an_encoding_changes_nothing(encoding: str, newline: str, tmp_path: Path) -> None:
    """What Excel and old systems write is read the same."""
    text = HEADER + GOOD + 'F-2,"ごみは、\nいつ出しますか？","月曜\n\n木曜",,,\n'
    entries, problems = read(text.replace("\n", newline).encode(encoding), tmp_path)
    assert problems == ()
    assert [(entry.id, entry.question) for entry in entries] == [
        ("F-1", "鍵をなくしたときは？"),
        ("F-2", "ごみは、\nいつ出しますか？"),
    ]
    assert entries[1].answer == "月曜\n\n木曜"


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_a_long_address_hides_no_encoding(encoding: str, tmp_path: Path) -> None:
    """Few Japanese characters among many others still tell theirs."""
    row = f"F-1,鍵をなくしたら？,交番へ。,,https://midori.example/{'faq/' * 40},\n"
    entries, _ = read((HEADER + row).encode(encoding), tmp_path)
    assert [entry.question for entry in entries] == ["鍵をなくしたら？"]


@pytest.mark.parametrize(
    "header",
    [
        "Answer,ID,QUESTION,Updated",
        " answer , id,question,updated,,",
        "ａｎｓｗｅｒ,ｉｄ,question,updated",
        "answer\tid\tquestion\tupdated",
        '"answer";"id";"question";"updated"',
        "\n,,,\nanswer,id,question,memo",
    ],
)
def test_columns_are_found_by_name(header: str, tmp_path: Path) -> None:
    """In any order, width and case, between commas, tabs or semicolons; others are left aside."""
    delimiter = next((d for d in "\t;" if d in header), ",")
    row = delimiter.join(["月曜です。", "7", "休みは？", "2025"]) + delimiter * header.endswith(",,") * 2
    entries, problems = read(f"{header}\n{row}\n", tmp_path)
    assert problems == ()
    assert [(e.id, e.question, e.answer) for e in entries] == [("7", "休みは？", "月曜です。")]


BAD_ROWS = [
    (",質問は？,答え。,,,\n", "2行目はidが空の"),
    ("F-2,　,答え。,,,\n", "2行目は質問（question）が空の"),
    ("F-2,,,,,\n", "2行目は質問（question）、回答（answer）が空の"),
    ("F-2,質問は？\n", "2行目は列の数が見出しと違う（見出し6、この行2）"),
    ("F-2,質問は？,答え。,,,,あふれ\n", "2行目は列の数が見出しと違う（見出し6、この行7）"),
    ('F-2,"閉じない質問,答え。,,,\n', "2行目は引用符"),
    ('F-2,"閉じ"た後の文字,答え。,,,\n', "2行目は引用符"),
    (f"F-2,質問は？,{'長' * 200_000},,,\n", "2行目は引用符"),
]


@pytest.mark.parametrize(("row", "sentence"), BAD_ROWS, ids=lambda value: value[:14])
def test_a_bad_row_is_named_and_the_others_are_taken(row: str, sentence: str, tmp_path: Path) -> None:
    """The sentence has the row as a spreadsheet numbers it, and ends with what to do."""
    entries, (problem,) = read(HEADER + row + GOOD + LAST, tmp_path)
    assert [entry.id for entry in entries] == ["F-1", "F-9"]
    assert problem.message.startswith(f"faq.csv: {sentence}")
    assert problem.message.endswith("ください。")
    assert "\n" not in problem.message
    assert problem.line == 2


def test_an_id_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    """Ids that would get one IRI are the same id: width and white space aside."""
    entries, problems = read(HEADER + GOOD + GOOD + "Ｆ- 1,別の質問？,答え。,,,\n" + LAST, tmp_path)
    assert [entry.id for entry in entries] == ["F-1", "F-9"]
    assert [problem.line for problem in problems] == [3, 4]
    assert all("2行目と同じ" in problem.message for problem in problems)


def test_blank_rows_are_no_rows_but_count(tmp_path: Path) -> None:
    """A spreadsheet writes them as commas."""
    entries, problems = read(HEADER + "\n,,,,,\n" + GOOD + ",質問は？,答え。,,,\n", tmp_path)
    assert [entry.id for entry in entries] == ["F-1"]
    assert [problem.line for problem in problems] == [5]


NOTHING = [
    (b"", "空"),
    (b"\xef\xbb\xbf", "空"),
    (b",,,\n", "列 id、question、answer がありません"),
    ("質問,回答\n休みは？,月曜です。\n".encode(), "列 id、question、answer がありません"),
    (b"id,answer\n1,a\n", "列 question がありません"),
    (b"id,question,answer,ID\n1,q,a,2\n", "列 id が二つ以上"),
    (HEADER.encode(), "質問が1件もありません"),
    (b'"id,question,answer\n1,q,a\n', "がありません"),
    (bytes(range(256)) * 20, "バイナリ"),
    (b"PK\x03\x04" + bytes(40), "バイナリ"),
    (b"id,question,answer\n1,\xff\x80\xfe,\x81\n", "文字コード"),
]


@pytest.mark.parametrize(("content", "sentence"), NOTHING, ids=lambda value: str(value)[:16])
def test_a_file_that_is_no_faq_gives_one_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    """Nothing is taken from it."""
    entries, (problem,) = read(content, tmp_path)
    assert entries == ()
    assert sentence in problem.message
    assert problem.message.endswith("ください。")
    assert problem.severity == "refused"


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_is_not_there_gives_one_sentence(name: str, tmp_path: Path) -> None:
    """A folder is no file either."""
    entries, (problem,) = read_faq(tmp_path / name, CITY)
    assert entries == ()
    assert "見つかりません" in problem.message


def test_a_faq_of_no_known_city_is_taken_with_a_problem(tmp_path: Path) -> None:
    """As a document is that tells no city."""
    entries, (problem,) = read(HEADER + GOOD, tmp_path, city=None)
    assert [entry.key for entry in entries] == ["自治体未詳/faq/F-1"]
    assert "--municipality" in problem.message
    assert problem.severity == "warning"


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@pytest.mark.slow
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_every_row_is_taken_or_named(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]):
    """Whatever stands in the cells, and none of it breaks the file."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([("id", "question", "answer"), *rows])
    entries, problems = read(file.getvalue(), tmp_path_factory.mktemp("faq"))
    written = [row for row in rows if any(cell.strip() for cell in row)]
    if written:
        assert len(entries) + len(problems) == len(written)
    else:
        assert entries == ()


@pytest.mark.slow
def test_the_faq_stays_until_it_is_replaced(tmp_path: Path) -> None:
    """A FAQ alone can be published; documents keep it, and a new one keeps the documents."""
    (tmp_path / "one.csv").write_text(HEADER + GOOD + LAST, encoding="utf-8")
    (tmp_path / "two.csv").write_text(HEADER + "外字\ue000/ 1,鍵は？,交番へ。,,,\n", encoding="utf-8")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    steps = [
        ({"faq": "one.csv", "municipality": CITY}, 0, ["F-1", "F-9"]),
        ({"names": ["plan.txt"]}, 1, ["F-1", "F-9"]),
        ({"names": ["plan.txt"], "prune": True}, 1, ["F-1", "F-9"]),
        ({"faq": "two.csv"}, 1, ["外字\ue000/ 1"]),
    ]
    for options, documents, ids in steps:
        report = built(tmp_path, *options.pop("names", ()), **options)
        assert report.data_version, report.problems
        assert len(report.read) + len(report.kept) == documents
        entries = sorted(stored_facts(tmp_path / "store", FaqEntry), key=lambda entry: entry.order)
        assert [entry.id for entry in entries] == ids
        assert {entry.municipality for entry in entries} == {"みどり市/municipality/みどり市"}
        assert [city.label for city in stored_facts(tmp_path / "store", Municipality)] == [CITY]
        assert violations(open_snapshot(tmp_path / "store").quads()) == ()


@pytest.mark.slow
def test_a_bad_faq_leaves_the_old_one_and_the_documents_go_on(tmp_path: Path) -> None:
    """Published where anything could be taken; with nothing taken, or strictly, nothing is."""
    (tmp_path / "good.csv").write_text(HEADER + GOOD, encoding="utf-8")
    (tmp_path / "half.csv").write_text(HEADER + LAST + ",,答え。,,,\n", encoding="utf-8")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert built(tmp_path, faq="missing.csv").data_version is None
    first = built(tmp_path, faq="good.csv", municipality=CITY)
    assert built(tmp_path, faq="missing.csv").data_version is None
    assert built(tmp_path, "plan.txt", faq="half.csv", strict=True).data_version is None
    report = built(tmp_path, "plan.txt", faq="missing.csv")
    assert report.data_version not in {None, first.data_version}
    assert [entry.id for entry in report.faq_kept] == ["F-1"]
    assert [entry.id for entry in built(tmp_path, faq="half.csv").faq] == ["F-9"]


@pytest.mark.slow
def test_a_build_in_steps_is_the_build_at_once(tmp_path: Path) -> None:
    """Graph and index are the same bytes, whether the documents were read again or kept."""
    paths = [*sorted(CORPUS.iterdir()), *sorted(CASES.glob("layout_*.txt"))]
    first, second = tmp_path / "first", tmp_path / "second"
    options = Options(municipality=CITY)
    at_once = build(paths, first, options, MADE_UP)
    for step in (paths[3:], paths[:3], []):
        in_steps = build(step, second, options, MADE_UP)
    assert in_steps.kept
    versions = [version for store in (first, second) for version in [open_snapshot(store).folder]]
    indexes = [{p.name: p.read_bytes() for p in (one / "index").iterdir()} for one in versions]
    assert (at_once.data_version, indexes[0]) == (in_steps.data_version, indexes[1])
