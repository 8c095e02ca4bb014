"""What is written is told or quoted, and not denied: prose, rows of tables, several sentences, turns that refer back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build

if TYPE_CHECKING:
    from pathlib import Path

    from keikaku.qa.answerer import Answerer
    from keikaku.qa.telling.answer import Answer

TABLE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市実施計画</title></head><body><main>
<h1>はるか市実施計画</h1>
<table>
<tr><td>事業名</td><td>担当課</td><td>発行部数（部）</td><td>定数（人）</td></tr>
<tr><td>会報編集事業</td><td>広報課</td><td>1,200</td><td>-</td></tr>
<tr><td>水防団活動事業</td><td>防災課</td><td>-</td><td>85</td></tr>
<tr><td>灯台公開事業</td><td>防災課</td><td>-</td><td>-</td></tr>
</table></main></body></html>"""
PROSE = """# 市報はるか

発行　はるか市

## 点検のしくみ

市民12人で構成する「まちの見守り会議」が、毎年9月に計画を点検します。

## 新しい分室

港町図書館の分室は、令和9年10月に市民会館の2階に開きます。絵本を4,000冊そろえます。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from a table and a newsletter, by words alone."""
    folder: Path = tmp_path_factory.mktemp("written")
    (folder / "計画.html").write_text(TABLE, "utf-8")
    (folder / "市報.txt").write_text(PROSE, "utf-8")
    build([folder / "計画.html", folder / "市報.txt"], folder / "store", Options())
    return answerer_of(folder / "store")


def last(answerer: Answerer, *turns: str) -> Answer:
    """The answer to the last of the turns."""
    answer: Answer | None = None
    for turn in turns:
        answer = answerer.answer(turn, answer)
    assert answer
    return answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("会報って何部出してるの", "1,200部"),
        ("水防団は何人いるの？", "85人"),
        ("すいぼうだんは何人？", "85人"),
    ],
)
def test_a_row_is_found_by_everyday_words_and_the_unit_asked(answerer, question, told):
    answer = last(answerer, question)
    assert told in answer.text
    assert answer.citations


def test_a_row_of_no_known_year_is_no_answer_for_a_year(answerer):
    answer = last(answerer, "令和5年度の会報の発行部数は？")
    assert answer.abstained


def test_a_bare_count_counts_everything_that_is_done(answerer):
    assert last(answerer, "事業は全部で何件か").value == 3


def test_a_figure_that_is_not_written_is_told_beside_what_is(answerer):
    answer = last(answerer, "まちの見守り会議は20人でしたよね")
    assert answer.text.startswith("「20人」とは書かれていません")
    assert "12人" in answer.text


def test_each_sentence_of_a_question_is_answered(answerer):
    answer = last(answerer, "まちの見守り会議は何人ですか。港町図書館の分室はいつ開きますか。")
    assert "12人" in answer.text
    assert "令和9年10月" in answer.text
    assert [part["question"] for part in answer.to_dict()["parts"]] == [
        "まちの見守り会議は何人ですか。",
        "港町図書館の分室はいつ開きますか。",
    ]


def test_what_is_written_and_not_understood_is_quoted_and_not_denied(answerer):
    answer = last(answerer, "分室の絵本、持ち帰りの決まり")
    assert answer.status.value in {"related", "answered"}
    assert answer.citations


def test_words_that_stand_nowhere_are_denied(answerer):
    assert last(answerer, "気球の発着場の料金").status.value == "not_in_documents"


def test_a_turn_that_refers_to_nothing_asks_back(answerer):
    answer = last(answerer, "気球の発着場の料金", "そこの担当課は？")
    assert answer.status.value == "ambiguous"


def test_what_else_a_unit_does_leaves_out_what_was_told(answerer):
    answer = last(answerer, "水防団活動事業の担当は？", "そこの課は他に何をやってる？")
    assert [item.label for item in answer.items] == ["灯台公開事業"]


def test_a_word_in_latin_letters_is_the_word_of_the_documents(answerer):
    answer = last(answerer, "Which section runs the suibodan katsudo project?")
    assert "防災課" in answer.text
