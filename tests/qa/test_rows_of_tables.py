"""Rows of a table are picked by what two of their cells, or a cell and a figure, say: all of them, with the working."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa import query as q

if TYPE_CHECKING:
    from keikaku.qa.answerer import Answerer

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases/rows_of_tables.jsonl").read_text("utf-8").splitlines()
]
PAGE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市実施計画</title></head><body><main>
<h1>はるか市実施計画</h1>
<table>
<tr><th rowspan="2">事業名</th><th rowspan="2">担当課</th><th colspan="2">事業費（千円）</th>
<th rowspan="2">達成率（％）</th><th colspan="2">評価</th>
<th rowspan="2">優先度</th><th rowspan="2">区分</th></tr>
<tr><th>令和7年度決算見込</th><th>令和8年度予算</th><th>一次評価</th><th>二次評価</th></tr>
<tr><td>桟橋の補強</td><td>港湾課</td><td>4,500</td><td>4,400</td><td>98.0</td><td>A</td><td>B</td><td>◎</td><td>重点</td></tr>
<tr><td>水門の塗装</td><td>河川課</td><td>120</td><td>150</td><td>110.5</td><td>C</td><td>B</td><td>△</td><td>一般</td></tr>
<tr><td>灯台の公開</td><td>港湾課</td><td>90</td><td>90</td><td>121.0</td><td>B</td><td>C</td><td>◎</td><td>重点</td></tr>
<tr><td>潮風の市</td><td>商工課</td><td>9,000</td><td>6,200</td><td>100.0</td><td>B</td><td>B</td><td>△</td><td>一般</td></tr>
</table></main></body></html>"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one table with grades, amounts of two years and a rate."""
    folder: Path = tmp_path_factory.mktemp("rows")
    (folder / "計画.html").write_text(PAGE, "utf-8")
    build([folder / "計画.html"], folder / "store", Options())
    return answerer_of(folder / "store")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_the_rows_of_which_a_comparison_holds_are_told_whole_with_their_working(
    case: dict[str, Any], answerer: Answerer
) -> None:
    answer = answerer.answer(case["question"])
    assert isinstance(answer.query, q.RowsBy) != case.get("not_rows", False), answer.text
    if "not_rows" in case:
        return
    assert [item.label for item in answer.items] == case["labels"], answer.text
    assert all(words in answer.text for words in case["told"]), answer.text
    assert answer.citations
    assert answer.status.value == ("partial" if case.get("partial") else "answered"), answer.text
