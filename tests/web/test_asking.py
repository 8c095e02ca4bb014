"""What stands between a visitor and the answerer."""

from __future__ import annotations

import midori

from keikaku.qa.telling.answer import Answer, AnswerStatus
from keikaku.web.chat.asking import guarded


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


def test_halves_of_characters_are_taken_out():
    """JSON can carry them, UTF-8 cannot, and an answer repeats its question."""
    answer = guarded(midori.answer)("施策\ud83dは？", None)
    assert answer.to_json().encode("utf-8")
