"""The words of a question and how much of them a text holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import keikaku.qa
from keikaku.ontology.lexicon import ours
from keikaku.qa.naming.concepts import ASKING, concept_at
from keikaku.qa.text.compact import compact
from keikaku.qa.text.numerals import number_of
from keikaku.qa.text.words import content_words, coverage, rarity


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


def test_the_year_that_is_high_is_not_the_lowest() -> None:
    """値が高い年は？ was answered with the year of the lowest value."""
    high, low = concept_at("高い年は", 0), concept_at("低い年は", 0)
    assert high is not None
    assert low is not None
    assert (high.concepts, low.concepts) == (("HIGHEST",), ("LOWEST",))


def test_every_concept_that_a_reader_asks_for_is_one() -> None:
    """A name that the lexicon has not is never said: what asks for it is dead."""
    known = {name.removeprefix(ASKING) for name in ours().concepts}
    asked = {
        word.value
        for path in Path(keikaku.qa.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in {"says", "saying", "take_all"}
        for argument in (*call.args, *call.keywords)
        for word in ast.walk(argument)
        if isinstance(word, ast.Constant) and isinstance(word.value, str) and not word.value.endswith("_")
    }
    assert {"EXCEPT", "TOGETHER"} <= asked
    assert asked <= known


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
