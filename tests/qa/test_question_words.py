"""The words of a question and how much of them a text holds."""

from __future__ import annotations

import pytest

from keikaku.qa.compact import compact
from keikaku.qa.numerals import number_of
from keikaku.qa.words import content_words, coverage, rarity


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("企画部 の　ＤＸ 施策は？", "企画部のdx施策は?"),
        ("ｷｶｸ部ﾉ施策", "キカク部ノ施策"),
        ("体系Ⅱ の 施策", "体系iiの施策"),
        ("Which  initiatives of 企画部 ?", "which initiatives of企画部?"),
        ("", ""),
    ],
)
def test_compact_folds_width_case_and_idle_space(typed: str, form: str) -> None:
    """One form for a question however it was typed."""
    assert compact(typed) == form


@pytest.mark.parametrize(
    ("numeral", "number"), [("1", 1), ("ii", 2), ("iv", 4), ("三", 3), ("十二", 12), ("二十", 20)]
)
def test_numerals_of_headings_are_numbers(numeral: str, number: int) -> None:
    """Arabic, Roman and kanji numerals say the same."""
    assert number_of(numeral) == number


def test_asking_words_carry_no_meaning() -> None:
    """What is left of a question that only asks is nothing."""
    assert content_words("施策を一覧で教えてください") == ()


def test_an_inflected_word_finds_its_noun() -> None:
    """見直す in a question finds 見直し in a title."""
    words = content_words("公園を見直す")
    weights = rarity(words, ["公園の見直し", "道路の整備"])
    assert coverage(weights, "公園の見直し", "")[0] == 1.0
    assert coverage(weights, "道路の整備", "")[0] == 0.0


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    """The word that few texts hold decides what a question points at."""
    words = content_words("公園の風車")
    weights = rarity(words, ["公園の木", "公園の花", "公園の池", "風車の塔"])
    assert coverage(weights, "風車の塔", "")[0] > coverage(weights, "公園の木", "")[0]
