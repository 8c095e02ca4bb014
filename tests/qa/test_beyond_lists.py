"""What is near answers a need or a topic; a question that asks more is told what is near and that it is no answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.pipeline import Options, build

if TYPE_CHECKING:
    from keikaku.graph.search.encoder import Encoder
    from keikaku.qa.answerer import Answerer

CASES = Path(__file__).parents[1] / "cases"

pytestmark = pytest.mark.slow


def warm() -> Encoder | None:
    """The product's own encoder: what is near in meaning is what is tested."""
    return default_encoder(cold=False)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the plan of a made-up city."""
    store = tmp_path_factory.mktemp("beyond")
    build([CASES / "city_shiomi_gyokaku.txt"], store, Options(encoder=warm))
    return answerer_of(store)


NEEDS = (
    "家で働けるようにしてほしい",
    "会社の名前を橋につけて宣伝できますか",
    "Is there anything for people who want to look after flowers?",
)
BEYOND = (
    "花の世話を住民にまかせるのは、最初から50団体くらい集まったんですよね",
    "家で仕事できるようになる？なにを持って帰ればいいの？",
    "What did the review find wrong with working from home, and by what means does it want to mend it?",
)


@pytest.mark.parametrize("question", NEEDS)
def test_a_need_is_answered_with_what_is_near(answerer, question):
    answer = answerer.answer(question)
    assert answer.status.value == "answered"
    assert answer.items


def test_what_stands_nowhere_and_is_near_to_nothing_is_declined(answerer):
    answer = answerer.answer("前の年の評価を下回る事業を、差額とともに並べてもらいたい")
    assert answer.status.value == "not_in_documents"


@pytest.mark.parametrize("question", BEYOND)
def test_what_asks_more_than_what_is_near_is_told_that_this_is_no_answer(answerer, question):
    answer = answerer.answer(question)
    assert answer.status.value == "related"
    assert not answer.items
    assert answer.citations
    assert answer.suggestions


@pytest.mark.parametrize(
    "question",
    [
        "橋の名前を売る話は、町の人から何と言われていましたか",
        "住民票を出す人の待ち時間はなぜ長かったのか。どう直すつもりか",
    ],
)
def test_a_passage_that_wins_clearly_is_a_part_of_the_answer(answerer, question):
    assert answerer.answer(question).status.value == "partial"


@pytest.mark.parametrize("question", BEYOND)
def test_the_questions_that_are_suggested_tell_what_is_written(answerer, question):
    """In part, where a heading is all that there is."""
    suggested = [answerer.answer(one) for one in answerer.answer(question).suggestions]
    assert suggested
    assert not any(one.abstained for one in suggested)


@pytest.mark.parametrize(
    "question",
    [
        "How many hours will the kyuyo robots save, and who pays for the licences of the software they use?",
        "Which waste is treated jointly, and how many tons came from the neighbours last winter?",
    ],
)
def test_an_english_question_is_a_part_told_where_most_of_its_words_stand_in_nothing_quoted(
    answerer, question
):
    answer = answerer.answer(question)
    assert answer.status.value == "partial"
    assert answer.unread


@pytest.mark.parametrize(
    "question", ["What does the city do for ロボット?", "What will become of the 観光公社 (tourism agency)?"]
)
def test_an_english_question_whose_subject_is_quoted_is_answered(answerer, question):
    answer = answerer.answer(question)
    assert answer.status.value == "answered"
