"""Questions about the rows of a table are answered where every word of them has its part in the query."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.interpret import read_by_proof
from keikaku.qa.telling.answer import AnswerStatus

if TYPE_CHECKING:
    from keikaku.qa.answerer import Answerer

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases/tables_by_proof.jsonl").read_text("utf-8").splitlines()
]
TABLE = """事業名,担当課,区分,評価,令和6年度予算額（千円）,令和6年度決算額（千円）,令和7年度予算額（千円）,備考
桟橋の補強,港湾課,継続,A,"4,500","4,400","4,400",
水門の塗装,河川課,継続,B,120,130,150,
灯台の公開,港湾課,【新規】,B,400,410,500,
川辺の散策路,河川課,継続,A,750,700,700,県と調整中
渡り鳥の観察会,環境課,【新規】,C,－,－,60,
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("つばめ市")
    path = folder / "つばめ市_事業一覧表.csv"
    path.write_text(TABLE, encoding="utf-8")
    build([path], folder / "store", Options())
    return answerer_of(folder / "store")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_row_that_is_meant_is_told_and_no_other(answerer: Answerer, case: dict[str, Any]):
    """All of them, with the figures of the table and where each stands."""
    answer = answerer.answer(case["question"])
    assert answer.status is AnswerStatus.ANSWERED
    assert type(answer.query).__name__ == case["query"]
    assert {item.label for item in answer.items} == set(case["labels"])
    assert [words for words in case["contains"] if words not in answer.text] == []
    assert answer.citations


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_word_that_nobody_knows_leaves_no_answer_by_proof(answerer: Answerer, case: dict[str, Any]):
    """もふもふ before the question is a condition that no table holds."""
    question = f"もふもふで有名な{case['question']}"
    assert not read_by_proof(question, answerer.world)
    assert answerer.answer(question).status is not AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "評価がB以外の事業は？",
        "港湾課以外の事業で評価がBのものは？",
        "予算額と決算額を全部足すといくら？",
    ],
)
def test_what_a_table_leaves_open_is_not_read_as_one_of_its_answers(answerer: Answerer, question: str):
    """Two columns, a value or a unit that is left out: none of them is passed over."""
    answer = answerer.answer(question)
    labels = {item.label for item in answer.items}
    assert answer.status is not AnswerStatus.ANSWERED or labels in OPEN[question]


OPEN: dict[str, list[set[str]]] = {
    "評価がB以外の事業は？": [{"桟橋の補強", "川辺の散策路", "渡り鳥の観察会"}],
    "港湾課以外の事業で評価がBのものは？": [{"水門の塗装"}],
    "予算額と決算額を全部足すといくら？": [],
}
"""What would be right all the same."""
