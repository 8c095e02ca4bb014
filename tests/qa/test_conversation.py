"""Conversations: what an answer rests on, and that questions asked at the same time do not mix."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest

from keikaku.qa.answerer import Answerer
from keikaku.qa.world.search import Remembering

LIST, WITHIN, COUNT = "アクションプラン2027で企画部が担当する施策は？", "そのうち体系4のものは？", "何件？"


def talk(answerer: Answerer, *questions: str):
    """The last answer of a conversation."""
    return reduce(lambda before, question: answerer.answer(question, before), questions, None)


@pytest.mark.slow
def test_an_answer_rests_on_the_questions_without_which_it_would_be_another(answerer):
    """A question that says all by itself rests on none, wherever it is asked."""
    assert talk(answerer, LIST).rests_on == ()
    assert talk(answerer, LIST, WITHIN).rests_on == (LIST,)
    assert talk(answerer, LIST, WITHIN, COUNT).rests_on == (LIST, WITHIN)
    assert talk(answerer, LIST, WITHIN, "防災の施策は？").rests_on == ()
    assert talk(answerer, LIST, "防災の施策は？", "担当は？").rests_on == ("防災の施策は？",)


@pytest.mark.slow
@pytest.mark.parametrize(
    "questions", [(LIST, WITHIN, COUNT), (LIST, "明日の天気は？", "何件？"), ("防災の施策は？", "目標は？")]
)
def test_what_an_answer_rests_on_gives_it_again(answerer, questions):
    """However much was asked before."""
    answer = talk(answerer, "DXの施策は？", *questions)
    assert talk(answerer, *answer.rests_on, answer.question) == answer


class Letters:
    """An encoder whose vector is the first letter."""

    name, dimensions = "letters", 1

    def encode(self, texts, _kind):
        return np.array([[ord(text[0])] for text in texts], np.float32)


class Overtaken(Remembering):
    """Whatever is remembered, another thread has its own question remembered at once."""

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if name == "last" and value is not None:
            super().__setattr__(name, (("z",), "query", np.array([[0.0]], np.float32)))


def test_a_question_never_gets_the_vector_of_another():
    """Even where another thread asks between two steps of this one."""
    search = Overtaken(Letters())
    assert search.encode(["a"], "query").tolist() == [[97.0]]
    assert search.encode(["b"], "query").tolist() == [[98.0]]
