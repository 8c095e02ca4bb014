"""Japanese in Latin letters finds what the same words in Japanese find, and English stays English."""

from __future__ import annotations

import pytest

from keikaku.graph.search.abroad.heard import FILE, Heard, save_heard
from keikaku.graph.search.abroad.roman import as_roman
from keikaku.graph.search.index import Entry, build_index, open_index

TEXTS = ("水辺の遊歩道を整備します。", "温水プールの開放日を増やします。", "竹の柵を直す。")


@pytest.fixture
def heard(tmp_path) -> Heard:
    save_heard(TEXTS, tmp_path)
    return Heard(tmp_path / FILE)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("yuuhodou no seibi", "遊歩道 の 整備"),
        ("Yūhodō", "遊歩道"),
        ("onsui puuru", "温水プール"),
        ("mizube wa doko", "水辺 は doko"),
        ("遊歩道 no seibi", "遊歩道 の 整備"),
    ],
)
def test_words_of_the_documents_are_heard_in_any_spelling(heard, said, written):
    assert heard.in_japanese(said) == written


@pytest.mark.parametrize("text", ["I take a walk", "take the bus", "遊歩道はどこ", "", "no", "x" * 1000])
def test_english_words_and_japanese_stay_as_they_are(heard, text):
    assert heard.in_japanese(text) == text


def test_an_index_of_an_earlier_build_hears_nothing(tmp_path):
    assert Heard(tmp_path / "none").in_japanese("yuuhodou") == "yuuhodou"


@pytest.mark.parametrize(
    ("word", "letters"), [("Ohtsu", "otsu"), ("zikan", "jikan"), ("hureai", "fureai"), ("church", "")]
)
def test_each_way_of_spelling_is_one(word, letters):
    assert as_roman(word) == letters


def test_a_search_finds_by_words_alone_what_is_asked_in_latin_letters(tmp_path):
    entries = [Entry(f"k{n}", "passage", "", text) for n, text in enumerate(TEXTS)]
    build_index(entries, None, tmp_path, tmp_path)
    assert open_index(tmp_path).search("puuru", None).hits[0].key == "k1"
