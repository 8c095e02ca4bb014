"""The figure of one year and one thing is never told for another, and every figure that is kept can be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build

if TYPE_CHECKING:
    from pathlib import Path

    from keikaku.qa.answerer import Answerer

HEAD = "<tr><td>指標名</td><td>単位</td><td>現状値（R5）</td><td>目標値（R10）</td></tr>"
PAGE = f"""<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市総合計画</title></head><body><main>
<h1>はるか市総合計画</h1><h2>政策1　学び</h2>
<h3>施策1-1　読書の充実</h3><p>担当課：図書課</p><h4>指標</h4>
<table>{HEAD}<tr><td>来館者</td><td>人</td><td>52,000</td><td>61,000</td></tr></table>
<h3>施策1-2　絵画の充実</h3><p>担当課：芸術課</p><h4>指標</h4>
<table>{HEAD}<tr><td>来館者</td><td>人</td><td>8,300</td><td>12,500</td></tr>
<tr><td>事業費（千円）</td><td></td><td>4,105</td><td></td></tr>
<tr><td>満足の度合い</td><td></td><td>7</td><td>9</td></tr></table>
</main></body></html>"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one page with two initiatives that count the same."""
    folder: Path = tmp_path_factory.mktemp("figures")
    (folder / "計画.html").write_text(PAGE, "utf-8")
    build([folder / "計画.html"], folder / "store", Options())
    return answerer_of(folder / "store")


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        ("読書の充実の来館者の目標は？", "61,000人", "12,500"),
        ("絵画の来館者の目標は？", "12,500人", "61,000"),
        ("絵画の充実の令和10年度の目標は？", "12,500人", "61,000"),
        ("令和5年度の絵画の充実の来館者は？", "8,300人", "52,000"),
        ("読書の充実の来館者は令和10年度に何人にする？", "61,000人", "52,000"),
        ("絵画の充実の令和5年度の事業費は？", "4,105千円", "4,105円"),
        ("令和5年度の満足の度合いは？", "7", "52,000"),
    ],
)
def test_a_figure_is_told_for_its_own_year_and_thing(answerer, question, told, never):
    answer = answerer.answer(question)
    assert told in answer.text
    assert never not in answer.text
    assert answer.citations


def test_the_figure_of_one_is_no_answer_for_another(answerer):
    answer = answerer.answer("動物園の来館者は？")
    assert not answer.items
    assert not any(figure in answer.text for figure in ("52,000", "8,300", "61,000", "12,500"))


def test_without_an_owner_each_is_told_with_its_own(answerer):
    text = answerer.answer("令和5年度の来館者は？").text
    assert "「読書の充実」の来館者は52,000人" in text
    assert "「絵画の充実」の来館者は8,300人" in text
