"""Words of a question and how much of it a text has."""

from __future__ import annotations

import numpy as np
import pytest

from keikaku.graph.search.words import (
    asked_terms,
    coverage,
    looked_up,
    matched,
    open_words,
    save_words,
    terms,
    word_index,
)

TEXTS = ["保育園の入園申請をオンライン化する", "公園の遊具を直す", "保育園の調理を委託する", ""]


def index():
    return word_index([[term.key for term in terms(text)] for text in TEXTS])


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("保育園に入りたいのですが、どこで申請しますか？", {"保育", "申請"}),
        ("ﾊﾞｽの時刻表を教えてください", {"バス", "時刻", "表"}),
        ("What does the city do?", {"city"}),
        ("何ですか", set()),
        ("", set()),
    ],
)
def test_a_question_is_looked_up_by_what_it_asks_about(question, words):
    found = {term.key for term in asked_terms(question) if term.surface}
    assert words <= found
    assert not found & {"教える", "下さる", "何", "何処"}


def test_a_row_that_has_rarer_words_has_more_of_the_question():
    built = index()
    shares = coverage(built, looked_up(built, asked_terms("保育園の申請")))
    assert np.argsort(-shares)[:2].tolist() == [0, 2]
    assert shares[1] < shares[2] < shares[0] <= 1
    assert shares[3] == 0


def test_the_rows_words_are_named_and_pairs_of_characters_are_not():
    built = index()
    found = looked_up(built, asked_terms("保育園の遊具"))
    assert matched(found, 1) == ("遊具",)
    assert matched(found, 3) == ()


def test_a_compound_that_the_dictionary_cuts_otherwise_is_found_by_its_pairs():
    built = word_index([[term.key for term in terms(text)] for text in ("在宅介護支援事業", "道路の舗装")])
    asked = [term for term in asked_terms("介護支") if not term.surface]
    assert coverage(built, looked_up(built, asked))[0] > 0


def test_what_was_saved_is_opened_as_it_was(tmp_path):
    built = index()
    save_words(built, tmp_path)
    opened = open_words(tmp_path, built.count)
    found = looked_up(opened, asked_terms("公園"))
    assert np.array_equal(coverage(opened, found), coverage(built, looked_up(built, asked_terms("公園"))))


def test_no_text_at_all_is_an_index_too():
    built = word_index([[], []])
    assert coverage(built, looked_up(built, asked_terms("公園"))).tolist() == [0, 0]
