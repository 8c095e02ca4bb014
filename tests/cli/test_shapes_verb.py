"""`keikaku shapes`: what is taught at the terminal is listed, kept, handed on and forgotten."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from keikaku.cli import main as command_line

TABLE = "№,すること,どこが\n1,花壇づくり,緑の院\n2,水路みまもり,水の院\n3,朝市の応援,商いの院\n"
LINES = "みずほ市 手引き計画\n\n事業：花壇づくり／緑の院\n植えます。\n事業：水路みまもり／水の院\n守ります。\n事業：朝市／商いの院\n開きます。\n"


@pytest.fixture
def keikaku(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """A call of the command line: its status, and what it printed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    (tmp_path / "lines.txt").write_text(LINES, "utf-8")

    def call(*arguments: str, store: str = "store") -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["keikaku", "shapes", *arguments, "--store", str(tmp_path / store)])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out + told.err

    return call


def test_columns_are_taught_listed_and_forgotten(keikaku):
    status, told = keikaku("teach", "table.csv", "--title", "すること", "--unit", "3")
    assert status == 0
    assert "0件から3件" in told
    status, told = keikaku("list")
    assert "すること=施策名" in told
    assert "どこが=担当" in told
    assert keikaku("forget", told.split()[0])[0] == 0
    assert "教えた形はありません" in keikaku("list")[1]


def test_three_lines_are_taught_and_handed_to_another_city(keikaku):
    said = [word for name in ("花壇づくり", "水路みまもり", "朝市") for word in ("--example", name)]
    assert "0件から3件" in keikaku("teach", "lines.txt", *said)[1]
    assert keikaku("export", "shapes-of-us.json")[0] == 0
    assert "1件の形を取り込みました" in keikaku("import", "shapes-of-us.json", store="other")[1]
    assert "施策3件" in keikaku("show", "lines.txt", store="other")[1]


def test_show_tells_the_columns_with_three_rows_and_what_was_not_read(keikaku):
    told = keikaku("show", "table.csv")[1]
    assert "2 すること = 値  例: 花壇づくり／水路みまもり／朝市の応援" in told
    assert "shapes teach lines.txt" in keikaku("show", "lines.txt")[1] or "施策0件" in told


WRONG = [
    (["teach", "table.csv"], 2, "どちらか一方を指定してください"),
    (["teach", "table.csv", "--title", "1", "--example", "x"], 2, "どちらか一方を指定してください"),
    (["teach", "table.csv", "--title", "ない"], 1, "「ない」の列がそろう表が見つかりません"),
    (["teach", "lines.txt", "--example", "花壇づくり"], 1, "例が1行しかありません"),
    (["teach", "missing.txt", "--title", "1"], 1, "missing.txt"),
    (["export", "x.json"], 1, "教えた形がありません"),
    (["import", "table.csv"], 1, "「table.csv」を読めません"),
    (["forget", "abc"], 1, "一つに決まりません"),
]


@pytest.mark.parametrize(("arguments", "status", "sentence"), WRONG, ids=lambda value: str(value)[:30])
def test_a_wrong_use_gets_one_sentence_that_ends_with_the_next_step(keikaku, arguments, status, sentence):
    code, told = keikaku(*arguments)
    assert code == status
    assert sentence in told
    assert told.strip().endswith("。")
    assert "Traceback" not in told


def test_a_damaged_file_is_told_and_not_written_over(keikaku, tmp_path: Path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "shapes.json").write_text("{", "utf-8")
    status, told = keikaku("teach", "table.csv", "--title", "すること")
    assert status == 1
    assert "「shapes.json」を読めません" in told
    assert (tmp_path / "store" / "shapes.json").read_text("utf-8") == "{"


def test_lines_are_named_by_their_numbers_too_and_one_of_them_by_its_name(keikaku):
    said = [word for number in (3, 5, 7) for word in ("--line", str(number))]
    told = keikaku("teach", "lines.txt", *said, "--example", "緑の院", "--json")[1]
    assert json.loads(told) == {
        "shapes": 1,
        "before": 0,
        "after": 3,
        "labels": ["緑の院", "水の院", "商いの院"],
    }


def test_one_table_is_taught_by_its_number_and_another_with_as_many_columns_is_not(keikaku, tmp_path: Path):
    (tmp_path / "two.txt").write_text(
        f"{TABLE}\n次の表\n\n順,だれ\n1,緑の院\n2,水の院\n".replace(",", "\t"), "utf-8"
    )
    assert json.loads(keikaku("show", "two.txt", "--json")[1])["tables"][1]["columns"][1]["head"] == "だれ"
    assert keikaku("teach", "two.txt", "--table", "1", "--title", "2")[0] == 0
    shapes = json.loads(keikaku("list", "--json")[1])
    assert [one["words"].count("=") for one in shapes] == [3]
