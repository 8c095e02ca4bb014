"""What stands between a visitor and the answerer."""

from __future__ import annotations

import midori
import pytest

from qa.answer import Answer, AnswerStatus
from web.asking import guarded


def never(question: str, previous: Answer | None) -> Answer:
    """An answerer that must not be reached."""
    raise AssertionError(question, previous)


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "　"])
def test_an_empty_question_gets_one_sentence(question):
    """The sentence says what to do."""
    answer = guarded(never)(question, None)
    assert answer.status is AnswerStatus.NOT_UNDERSTOOD
    assert answer.text == "質問が空です。知りたいことを文で入力してください。"


@pytest.mark.parametrize(
    ("question", "length"),
    [("あ" * 501, "501"), ("a" * 100_000, "100,000"), ("\ufdfa" * 100, "1,800"), ("㌖" * 126, "756")],
)
def test_an_overlong_question_is_refused_by_its_length_in_either_form(question, length):
    """Some characters stand for eighteen; the sentence tells the length, the answer repeats a part."""
    answer = guarded(never)(question, None)
    assert answer.text == f"質問は500字までです（今は{length}字）。短くして、もう一度お尋ねください。"
    assert len(answer.question) < 70


def test_five_hundred_characters_are_read():
    """The limit itself is within it."""
    assert guarded(midori.answer)("あ" * 500, None).status is AnswerStatus.NOT_IN_DOCUMENTS


def test_the_answer_before_is_handed_on():
    """A follow-up question rests on it."""
    before = midori.answer(midori.LIST_QUESTION)
    assert midori.LIST_QUESTION in guarded(midori.answer)("では？", before).text


def test_a_fault_inside_is_one_sentence(caplog):
    """No traceback reaches a visitor; the log has it."""

    def broken(question: str, previous: Answer | None) -> Answer:
        raise ValueError(question, previous)

    answer = guarded(broken)("何件？", None)
    assert answer.status is AnswerStatus.FAILED
    assert answer.text.endswith("もう一度お尋ねください。")
    assert "ValueError" in caplog.text
