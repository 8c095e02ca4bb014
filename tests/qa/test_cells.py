"""What stands where a row and a head of a table meet can be asked, and whose row a value stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build

if TYPE_CHECKING:
    from pathlib import Path

    from keikaku.qa.answerer import Answerer

PAGE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市実施計画</title></head><body><main>
<h1>はるか市実施計画</h1>
<table>
<tr><td rowspan="2">事業名</td><td rowspan="2">担当課</td><td rowspan="2">区分</td>
<td colspan="2">計画額（千円）</td><td rowspan="2">これからの方向性</td><td colspan="2">工程</td>
<td colspan="2">評価</td></tr>
<tr><td>令和7年度</td><td>令和8年度</td><td>令和7年度</td><td>令和8年度</td><td>所管評価</td><td>二次評価</td></tr>
<tr><td>桟橋の補強</td><td>港湾課</td><td>新規</td><td>4,500</td><td>6,200</td><td>拡大</td>
<td>設計</td><td>着工</td><td>A</td><td>Ｂ</td></tr>
<tr><td>水門の塗装</td><td>河川課</td><td>継続</td><td>120</td><td>-</td><td>縮小</td>
<td>塗装</td><td>点検</td><td>B</td><td>Ｃ</td></tr>
<tr><td>灯台の公開</td><td>港湾課</td><td>新規</td><td>90</td><td>80</td><td>縮小</td>
<td>準備</td><td>公開</td><td>B</td><td>Ｃ</td></tr>
</table></main></body></html>"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one table with heads of two rows."""
    folder: Path = tmp_path_factory.mktemp("cells")
    (folder / "計画.html").write_text(PAGE, "utf-8")
    build([folder / "計画.html"], folder / "store", Options())
    return answerer_of(folder / "store")


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        ("桟橋の補強の令和8年度の計画額は？", "6,200千円", "4,500"),
        ("桟橋の補強の令和7年度の計画額はいくらですか", "4,500千円", "6,200"),
        ("水門の塗装の今後の方向性は？", "縮小", "拡大"),
        ("桟橋の補強が着工するのは何年度？", "令和8年度", "令和7年度"),
    ],
)
def test_a_cell_is_told_for_its_row_its_head_and_its_year(answerer, question, told, never):
    answer = answerer.answer(question)
    assert told in answer.text
    assert never not in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("新規の事業は？", ["桟橋の補強", "灯台の公開"]),
        ("二次評価がＣの事業をすべて挙げてください", ["水門の塗装", "灯台の公開"]),
        ("二次評価がBとなった事業は？", ["桟橋の補強"]),
        ("所管評価がAの事務事業は？", ["桟橋の補強"]),
        ("方向性が縮小の事業は？", ["水門の塗装", "灯台の公開"]),
        ("縮小と評価されたのは？", ["水門の塗装", "灯台の公開"]),
        ("港湾課の縮小の事業は？", ["灯台の公開"]),
    ],
)
def test_the_rows_with_a_value_are_listed_whole(answerer, question, labels):
    assert [item.label for item in answerer.answer(question).items] == labels


@pytest.mark.parametrize(
    "question",
    ["水門の塗装の令和8年度の計画額は？", "桟橋の補強の令和6年度の計画額は？", "桟橋の補強の参加者数は？"],
)
def test_a_cell_that_is_empty_or_of_another_year_or_head_is_not_told(answerer, question):
    answer = answerer.answer(question)
    assert not any(figure in answer.text for figure in ("120千円", "4,500", "6,200"))


def test_the_unit_above_a_blank_row_of_a_sheet_is_that_of_its_amounts(tmp_path: Path) -> None:
    """A title, a note with （単位：千円） at its right end, a blank row, then the table."""
    sheet = Workbook()
    for row in (
        ["はるか市 事業一覧"],
        ["※事業費は一般会計による。", None, None, "（単位：千円）"],
        [],
        ["事業名", "担当課", "事業費", "備考"],
        ["桟橋の補強", "港湾課", 4500, ""],
        ["水門の塗装", "河川課", 120, "再掲なし"],
    ):
        sheet.active.append(row)
    sheet.save(tmp_path / "一覧.xlsx")
    build([tmp_path / "一覧.xlsx"], tmp_path / "store", Options())
    answer = answerer_of(tmp_path / "store").answer("桟橋の補強の事業費は？")
    assert "4500千円" in answer.text  # as the cell has it
    assert (answer.value, answer.unit) == (4_500_000, "円")
