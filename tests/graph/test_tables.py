"""The tables of CONTRACTS.md: their columns, their order, their cells."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from keikaku.graph.export.formats import Heads, export
from keikaku.graph.export.tables import COLUMNS, TABLES
from keikaku.graph.files.sheets import NARROWEST, WIDEST, csv_bytes, harmless, jsonl, xlsx
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from tests.graph import made_up

RUNS = [
    "=1+1",
    "+1+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(A1)",
    "'=1",
]
STAYS = ["施策", "1,234", "-12.5", "令和7年度", "A=1", "", "(1) 窓口"]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The made-up city with one initiative more."""
    folder = tmp_path_factory.mktemp("store")
    publish(folder, made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE))
    return open_snapshot(folder)


@pytest.fixture(scope="module")
def written(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every table in every format."""
    folder = tmp_path_factory.mktemp("tables")
    for table in TABLES:
        for suffix in (".jsonl", ".csv", ".xlsx"):
            export(snapshot, folder / f"{table}{suffix}", table)
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_initiatives_stand_newest_plan_first_in_the_order_of_their_document(written: Path) -> None:
    """As a person reads the plan."""
    rows = lines(written / "initiatives.jsonl")
    assert [row["label"] for row in rows] == [
        made_up.LABEL,
        "庁舎の明かりを減らす取組",
        "水やり当番の見直し",
        "古い公文書の目録づくり",
    ]


def test_an_initiative_has_every_column(written: Path) -> None:
    """A one-year plan has a fiscal year and no period; departments stand in the order of the text."""
    rows = lines(written / "initiatives.jsonl")
    assert rows[2] == {
        "iri": "http://127.0.0.1:7860/id/みどり市/initiative/みどり市行動計画2027/水やり当番の見直し",
        "label": "水やり当番の見直し",
        "municipality": "みどり市",
        "plan": "みどり市行動計画2027",
        "plan_kind": "IndividualPlan",
        "fiscal_year": None,
        "period": [2025, 2027],
        "pillar": "開かれた市役所",
        "pillar_number": "1",
        "field": None,
        "departments": ["健やか部", "総務部"],
        "sections": [],
        "targets": [],
        "kept": [],
        "document": "midori.txt",
        "page": None,
        "line": 17,
        "quote": "3 水やり当番の見直し(健やか部、総務部)",
        "municipality_code": "102121",
    }
    last = rows[3]
    assert (last["fiscal_year"], last["period"], last["sections"]) == (2019, None, ["文書室"])
    assert last["targets"] == [
        {
            "text": "目録に載せる公文書 計4,000件以上、点検の率 約90%",
            "figures": [
                {"value": 4000, "unit": "件", "comparator": "at_least"},
                {"value": 90, "unit": "%", "comparator": "about"},
            ],
        }
    ]


def test_the_whole_city_stands_among_the_departments(written: Path) -> None:
    """全庁 is told as the text tells it."""
    assert lines(written / "initiatives.jsonl")[1]["departments"] == ["全庁"]


def test_a_target_has_a_row_for_each_of_its_figures(written: Path) -> None:
    """So that every value can be sorted and summed."""
    rows = lines(written / "targets.jsonl")
    assert [(row["initiative"], row["value"], row["unit"], row["line"]) for row in rows] == [
        ("古い公文書の目録づくり", 4000, "件", 22),
        ("古い公文書の目録づくり", 90, "%", 22),
    ]


def test_a_target_without_figures_has_a_row_too(tmp_path: Path) -> None:
    """Nothing that the text aims at is left out of the table."""
    facts = tuple(replace(f, figures=()) if hasattr(f, "figures") else f for f in made_up.FACTS)
    publish(tmp_path / "store", made_up.EXTRACTIONS, facts)
    (row,) = TABLES["targets"](open_snapshot(tmp_path / "store"))
    assert (row["text"][:3], row["value"], row["comparator"]) == ("目録に", None, None)


def test_a_cell_of_a_table_stands_with_its_head_its_value_and_its_year(written: Path) -> None:
    """As the table of attributes, and beside the initiative whose row it stands in."""
    (row,) = lines(written / "attributes.jsonl")
    assert (row["initiative_label"], row["name"], row["text"]) == (
        made_up.LABEL,
        "計画額（千円） 令和8年度",
        "1,200",
    )
    assert (row["value"], row["unit"], row["fiscal_year"], row["line"]) == (1200000, "円", 2026, 12)
    kept = lines(written / "initiatives.jsonl")[0]["kept"]
    told = {"name": "計画額（千円） 令和8年度", "value": 1200000, "unit": "円", "year": 2026, "text": "1,200"}
    assert kept == [told]


def test_an_observation_has_its_exact_value(written: Path) -> None:
    """A figure of ten digits is whole."""
    (row,) = lines(written / "observations.jsonl")
    assert (row["indicator"], row["value"], row["unit"], row["kind"], row["document"], row["line"]) == (
        *("こども基金の残高", 1234567890, "円", "actual", "midori.txt", 40),
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_format_has_the_same_columns_and_rows(written: Path, table: str) -> None:
    """JSON lines, CSV and the workbook tell the same."""
    rows = lines(written / f"{table}.jsonl")
    content = (written / f"{table}.csv").read_bytes()
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    sheet = [
        list(line) for line in load_workbook(written / f"{table}.xlsx").active.iter_rows(values_only=True)
    ]
    assert tuple(read[0]) == tuple(sheet[0]) == COLUMNS[table]
    assert all(tuple(row) == COLUMNS[table] for row in rows)
    assert len(read) == len(sheet) == len(rows) + 1


def test_the_csv_opens_in_excel(written: Path) -> None:
    """A byte order mark, CRLF, and lists joined."""
    content = (written / "initiatives.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 5
    assert "総務部; 健やか部" in content.decode()


@pytest.mark.parametrize("text", RUNS)
def test_no_cell_can_run_as_a_formula(text: str) -> None:
    """A title of a document is a text, whatever it begins with."""
    (_, row) = csv.reader(io.StringIO(csv_bytes(["a"], [{"a": text}]).decode("utf-8-sig"), newline=""))
    assert row[0].startswith("'")
    cell = load_workbook(io.BytesIO(xlsx(["a"], [{"a": text}]))).active["A2"]
    assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", True, text)


@pytest.mark.parametrize("text", STAYS)
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    """Also a negative number."""
    assert harmless(text) == text


def test_a_workbook_takes_any_character() -> None:
    """What XML cannot hold is left out, what Excel takes for an error is a text."""
    book = load_workbook(io.BytesIO(xlsx(["a"], [{"a": "a\x0bb\x00"}, {"a": "#N/A"}])))
    assert [(cell.value, cell.data_type) for cell in book.active["A"][1:]] == [("ab", "s"), ("#N/A", "s")]


@pytest.mark.parametrize("form", [jsonl, csv_bytes, xlsx])
def test_the_same_rows_have_the_same_bytes(form: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """No time of writing is in a file."""
    rows = [{"a": "施策", "b": ["x", "y"]}]
    first = form(["a", "b"], rows)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2030, 1, 2, 3, 4, 6, 0, 1, 0))
    assert form(["a", "b"], rows) == first


@pytest.mark.parametrize("table", list(TABLES))
def test_people_get_japanese_heads_in_the_order_of_the_columns(
    snapshot: Snapshot, tmp_path: Path, table: str
) -> None:
    """Another word for each column, and the same cells below."""
    for heads in Heads:
        export(snapshot, tmp_path / f"{heads}.csv", table, heads=heads)
        export(snapshot, tmp_path / f"{heads}.jsonl", table, heads=heads)
    told, names = ((tmp_path / f"{one}.csv").read_text(encoding="utf-8-sig").splitlines() for one in Heads)
    assert len(set(told[0].split(","))) == len(COLUMNS[table])
    assert not set(told[0].split(",")) & set(COLUMNS[table])
    assert told[1:] == names[1:]
    assert (tmp_path / "ja.jsonl").read_bytes() == (tmp_path / "en.jsonl").read_bytes()


def test_every_row_begins_with_the_iri_of_what_it_speaks_of(snapshot: Snapshot, written: Path) -> None:
    for table in ("initiatives", "targets", "observations", "attributes"):
        rows = lines(written / f"{table}.jsonl")
        assert all(str(next(iter(row.values()))).startswith(snapshot.base) for row in rows), table


def test_the_head_of_a_workbook_stays_in_sight_and_filters(written: Path) -> None:
    sheet = load_workbook(written / "initiatives.xlsx").worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert all(NARROWEST <= one.width <= WIDEST for one in sheet.column_dimensions.values())
