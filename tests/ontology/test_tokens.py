"""Tokens are our own values: a later parse changes none, and no character shifts or crashes them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.ontology.japanese.tokens import LONGEST_PIECE, tokenize


def test_a_second_parse_does_not_change_earlier_tokens():
    """With fugashi's own nodes, the lemmas of the first text became those of the second."""
    earlier = tokenize("子育て支援の施策を見直す")
    lemmas = [token.lemma for token in earlier]
    tokenize("火を焚く人が川で泳ぎ、魚を焼いて食べる")
    assert [token.lemma for token in earlier] == lemmas
    assert {"施策", "見直す"} <= set(lemmas)


def test_threads_do_not_mix_their_words():
    words = [f"計画{number}を見直し、市民{number}人が泳ぐ" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(tokenize, words))
    assert found == [tokenize(text) for text in words]


def test_a_word_that_the_dictionary_lacks_is_its_own_lemma():
    lemmas = {token.surface: token.lemma for token in tokenize("ＫＰＩとKPIと2027")}
    assert lemmas["KPI"] == lemmas["ＫＰＩ"] == "KPI"
    assert lemmas["2027"] == "2027"


def test_a_foreign_word_has_no_foreign_spelling_in_its_lemma():
    assert [token.lemma for token in tokenize("パソコン")] == ["パソコン"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("計画を見直した", ["計画", "見直す"]),
        ("検討していることが", ["検討"]),
        ("DXの推進", ["DX", "推進"]),
        ("美しい緑を守る", ["美しい", "緑", "守る"]),
        ("、。（）", []),
        ("2027年度", ["2027", "年度"]),
    ],
)
def test_content_words_say_something_by_themselves(text, content):
    assert [token.lemma for token in tokenize(text) if token.content] == content


@pytest.mark.parametrize(
    "unsafe", ["\0", "\ud800", "\x1b", "\u0085", "\n", "\u3000", "\U0001f600", "\udfff\0"]
)
def test_an_unsafe_character_cuts_nothing_and_shifts_nothing(unsafe):
    text = f"施策{unsafe}支援"
    tokens = [token for token in tokenize(text) if token.surface in ("施策", "支援")]
    assert [text[token.start : token.end] for token in tokens] == ["施策", "支援"]


@given(st.text(max_size=80))
def test_every_token_stands_where_it_says(text):
    reached = 0
    for token in tokenize(text):
        assert reached <= token.start < token.end
        assert text[token.start : token.end] == token.surface
        reached = token.end


def test_a_text_longer_than_one_piece_gives_the_same_words():
    sentence = "市は計画を見直し、市民と協働する。"
    count = 2 * LONGEST_PIECE // len(sentence) + 5
    assert [token.surface for token in tokenize(sentence * count)] == [
        t.surface for t in tokenize(sentence)
    ] * count


@pytest.mark.slow
def test_a_million_characters_do_not_crash_the_tagger():
    assert len(tokenize("あ" * 1_000_000)) > 0
