"""A question finds by the words of people what the texts say in the words of the city, and tells it."""

from __future__ import annotations

import numpy as np
import pytest

from keikaku.graph.search.index import Entry, build_index, open_index
from keikaku.graph.search.widening import NONE, open_widening, save_widening, told, widened, widening
from keikaku.graph.search.words import asked_terms, coverage, looked_up, terms, whole, word_index
from keikaku.ontology.thesaurus.concepts import Concept

TEXTS = ["保育の定員を広げる", "公園の遊具を直す", "預金の残高を示す", ""]
CONCEPTS = (
    Concept(id="care", label="保育", official=("託児",), everyday=("子どもを預ける",), english=("day care",)),
    Concept(id="parks", label="公園", everyday=("広場",), english=("park",)),
    Concept(id="tax", label="市税", everyday=("税金",), english=("tax",)),
)


def index():
    return word_index([[term.key for term in terms(text)] for text in TEXTS])


def found(built, question):
    """The forms of a question over the texts."""
    return widened(built, widening(built, CONCEPTS), looked_up(built, asked_terms(question)))


@pytest.mark.parametrize(
    ("question", "row", "words"),
    [
        ("子供を預けたい", 0, "「子どもを預ける」→保育"),
        ("day care for my son", 0, "「day care」→保育"),
        ("Are there parks?", 1, "「park」→公園"),
        ("近くの広場", 1, "「広場」→公園"),
    ],
)
def test_what_a_text_says_in_other_words_is_found_and_told(question, row, words):
    built = index()
    asked = looked_up(built, asked_terms(question))
    several = found(built, question)
    shares = coverage(built, asked, (one.gain for one in several))
    assert int(np.argmax(shares)) == row
    assert 0 < shares[row] <= 1
    assert told(several, row, whole(built, asked)) == (words,)
    assert told(several, 3, whole(built, asked)) == ()


def test_a_part_of_a_phrase_brings_nothing():
    assert found(index(), "貯金を預ける") == ()


def test_a_concept_of_which_no_text_has_a_word_is_not_kept():
    built = index()
    assert "税金" not in str(widening(built, CONCEPTS).forms)
    assert found(built, "税金はいくら") == ()


def test_a_word_that_the_text_has_itself_gains_nothing_by_itself():
    built = index()
    assert [float(one.gain.max()) for one in found(built, "公園")] == []


def test_a_table_is_opened_as_it_was_saved_and_an_index_without_one_has_none(tmp_path):
    table = widening(index(), CONCEPTS)
    assert open_widening(tmp_path) == NONE
    save_widening(table, tmp_path)
    opened = open_widening(tmp_path)
    question = looked_up(index(), asked_terms("子供を預けたい"))
    assert [one.form for one in widened(index(), opened, question)] == ["子どもを預ける"]


ENTRIES = [
    Entry("みどり市/faq/1", "faq", "保育の申込み", "保育課で受け付けます。"),
    Entry("みどり市/faq/2", "faq", "のりあい号の時刻", "駅から三本あります。"),
]


def test_a_hit_tells_in_which_other_words_it_was_found_and_its_object_too(tmp_path):
    build_index(ENTRIES, None, tmp_path, tmp_path / "cache")
    hit = open_index(tmp_path).search("赤ん坊を預けたい", None, cut=False).hits[0]
    assert hit.key == ENTRIES[0].key
    assert hit.widened == ("「預ける」→保育",)
    assert hit.to_dict({})["widened"] == ["「預ける」→保育"]
    plain = open_index(tmp_path).search("のりあい号", None, cut=False).hits[0]
    assert "widened" not in plain.to_dict({})


def test_a_city_s_own_words_of_life_find_what_they_mean(tmp_path):
    build_index(ENTRIES, None, tmp_path, tmp_path / "cache", life=[("つばめバス", "のりあい号")])
    hit = open_index(tmp_path).search("つばめバスに乗りたい", None, cut=False).hits[0]
    assert hit.key == ENTRIES[1].key
    assert hit.widened == ("「つばめバス」→のりあい号",)
