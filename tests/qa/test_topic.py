"""What a question marks as its topic stays in its reading."""

from __future__ import annotations

import re

import pytest

from keikaku.qa.answerer import Answerer
from keikaku.qa.text.asking import HEADS, OCCASION, POINTING, WANTED
from keikaku.qa.topic import LIGHT

NOUN = re.compile(r"[一-鿿]{2,4}")
NO_NOUN = frozenset(["早速", "是非"])
WORDS = sorted((WANTED | OCCASION | LIGHT) - POINTING - HEADS - NO_NOUN)
DEPARTMENT = "企画部"


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["{d}の{w}に関する施策は？", "{d}の{w}についての取組を教えて"])
def test_no_word_of_asking_swallows_a_topic(answerer: Answerer, asked: str):
    """紹介に関する施策, 研究についての取組: never the whole list of the department."""
    whole = answerer.answer(f"{DEPARTMENT}の施策は？").text
    dropped = [
        word
        for word in WORDS
        if NOUN.fullmatch(word) and answerer.answer(asked.format(d=DEPARTMENT, w=word)).text == whole
    ]
    assert not dropped
