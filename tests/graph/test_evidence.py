"""A hit shows the sentence that made it one: by its words, or by the nearness of its part."""

from __future__ import annotations

import pytest

from keikaku.graph.search.index import Entry, build_index, open_index
from keikaku.graph.search.parts import PART, part_spans
from keikaku.graph.search.told.evidence import telling
from keikaku.graph.search.words import asked_terms
from tests.fakes import FakeEncoder

TEXT = "広場は駅の北にあります。花だんの水やりを手伝う人を募ります。雨の日は休みます。"
LONG = "森の小道を直します。" * 12 + "池の魚を数えます。" * 12


def keys(text: str) -> set[str]:
    return {term.key for term in asked_terms(text)}


def test_the_sentence_that_has_the_words_of_the_question_tells_it_and_stands_in_the_text():
    found = telling([(TEXT, ())], keys("花だんの手伝いをしたい"))
    assert found is not None
    assert found.sentence == "花だんの水やりを手伝う人を募ります。"
    assert found.text[found.start : found.end] == found.sentence


def test_a_text_without_a_word_of_the_question_and_without_nearness_tells_nothing():
    assert telling([(TEXT, ())], keys("給食費")) is None
    assert telling([], keys("花だん")) is None


def test_of_a_near_part_the_sentence_is_shown_though_it_has_no_word():
    near = [0.1] * (len(part_spans(LONG, PART)) - 1)
    found = telling([(LONG, [*near, 0.7])], set())
    assert found is not None
    assert found.sentence == "池の魚を数えます。"


def test_nearness_of_another_number_of_parts_is_not_taken_for_this_texts():
    assert telling([(TEXT, (0.9, 0.9, 0.9))], set()) is None


@pytest.mark.parametrize("encoder", [FakeEncoder(), None])
def test_an_index_tells_the_nearness_of_each_unit_and_the_words_asked_for(tmp_path, encoder):
    entry = Entry("k", "faq", "花だんの手入れ", TEXT)
    build_index([entry], FakeEncoder(), tmp_path, tmp_path / "cache")
    index = open_index(tmp_path)
    near = index.near_units("花だんの水やり", encoder, frozenset({"k", "unknown"}))
    assert set(near) == ({"k"} if encoder else set())
    assert all(len(units) == 2 for units in near.values())
    assert index.asked("花だんの水やり") == keys("花だんの水やり")
