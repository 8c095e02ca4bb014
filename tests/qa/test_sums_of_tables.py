"""Sums over a table are told with every addend, where each record stands in two lines: what is done, and what it costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build

if TYPE_CHECKING:
    from keikaku.qa.answerer import Answerer

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases/sums_of_tables.jsonl").read_text("utf-8").splitlines()
]
HEAD = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市実施計画</title></head><body><main>
<h1>はるか市実施計画</h1>
<table>
<tr><th>分野</th><th>事業名</th><th>担当課</th><th>項目</th><th>令和7年度</th><th>令和8年度</th><th>令和9年度</th></tr>"""
RECORDS = (
    ("港の分野", "桟橋の補強", "港湾課", ("設計", "着工", "完成"), ("4,500千円", "4,400千円", "2,000千円")),
    ("港の分野", "灯台の公開", "港湾課", ("準備", "公開", "公開"), ("90千円", "90千円", "80千円")),
    ("川の分野", "水門の塗装", "河川課", ("塗装", "点検", "点検"), ("120千円", "150千円", "30千円")),
)


def page() -> str:
    """Two lines a record; the names are merged over both."""
    lines = []
    for field, name, unit, work, cost in RECORDS:
        merged = "".join(f'<td rowspan="2">{one}</td>' for one in (field, name, unit))
        lines.append(f"<tr>{merged}<td>計画</td>{''.join(f'<td>{one}</td>' for one in work)}</tr>")
        lines.append(f"<tr><td>事業費</td>{''.join(f'<td>{one}</td>' for one in cost)}</tr>")
    return f"{HEAD}{''.join(lines)}</table></main></body></html>"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one such table."""
    folder: Path = tmp_path_factory.mktemp("sums")
    (folder / "計画.html").write_text(page(), "utf-8")
    build([folder / "計画.html"], folder / "store", Options())
    return answerer_of(folder / "store")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_a_sum_is_told_with_its_addends_and_of_the_years_that_are_asked(
    case: dict[str, Any], answerer: Answerer
) -> None:
    answer = answerer.answer(case["question"])
    assert all(words in answer.text for words in case.get("told", ())), answer.text
    assert not any(words in answer.text for words in case.get("never", ())), answer.text
    assert answer.citations or "told" not in case
