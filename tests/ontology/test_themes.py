"""Themes tag what concerns them and nothing that only looks like it; questions name them."""

import json
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cases

from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.lexicon.theme_table import TABLE, TURTLE, table_of
from keikaku.ontology.lexicon.themes import load_themes, themes_in, themes_named, themes_of

THEMES = {theme.name: theme for theme in load_themes()}


@pytest.mark.parametrize("case", cases("themes"), ids=lambda case: case["theme"])
def test_a_theme_is_shown_by_its_words_and_by_no_others(case):
    shown = {text for text in case["shown_in"] if case["theme"] in names(themes_in(text))}
    wrong = {text for text in case["not_in"] if case["theme"] in names(themes_in(text))}
    assert (shown, wrong) == (set(case["shown_in"]), set())


def test_every_theme_has_examples_of_both_kinds():
    examples = {case["theme"]: case for case in cases("themes")}
    assert set(examples) == set(THEMES)
    assert all(len(case["shown_in"]) >= 2 and len(case["not_in"]) >= 2 for case in examples.values())


@pytest.mark.parametrize("case", cases("themes_named"), ids=lambda case: case["question"])
def test_a_question_names_its_themes(case):
    assert sorted(names(themes_named(case["question"]))) == case["names"]


def test_the_table_is_the_one_of_the_turtle_file():
    """After a change of themes.ttl: python -m keikaku.ontology.lexicon.theme_table."""
    assert TABLE.read_text(encoding="utf-8") == table_of(TURTLE.read_text(encoding="utf-8"))


def test_a_narrower_theme_brings_the_broader_one_with_the_same_words():
    text = "介護事業者を支える"
    assert [(name, word) for name, word in words(themes_in, text)] == [
        ("LongTermCare", "介護事業者"),
        ("Elderly", "介護事業者"),
        ("Welfare", "介護事業者"),
    ]
    assert all(theme.broader in THEMES for theme in THEMES.values() if theme.broader)


def test_one_word_in_a_title_is_enough_and_one_in_the_prose_is_not():
    title, prose = "ごみの量を減らす", "町会と話す。防災の日にも伝え、避難所で展示する。"
    assert [(shown.theme.name, shown.in_title) for shown in themes_of(title, prose)] == [
        ("Waste", True),
        ("Environment", True),
        ("DisasterPrevention", False),
    ]


def test_a_theme_keeps_each_of_its_words_once():
    (shown,) = themes_of("広報を改める", "広報と情報発信を担う。広報を続ける。")
    assert shown.words == ("広報", "情報発信")


@pytest.mark.parametrize("name", ["農業プラザ", "健康基金", "健康水道部", "農業環境部", "農業福祉部"])
def test_the_name_of_an_office_a_fund_or_a_hall_shows_no_theme(name):
    """Whatever a city calls them, with no list of names; a fund is money all the same."""
    assert set(names(themes_in(f"{name}で受け付ける"))) <= {"Finance"}


def test_words_that_overlap_are_one_place():
    assert words(themes_in, "下水道事業の会計") == [
        ("WaterSewerage", "下水道"),
        ("UrbanDevelopment", "下水道"),
    ]


def test_the_longest_word_comes_first_and_each_place_once():
    question = "AIと情報セキュリティと防災"
    assert words(themes_named, question) == [
        ("InformationSecurity", "情報セキュリティ"),
        ("ArtificialIntelligence", "AI"),
        ("DisasterPrevention", "防災"),
    ]


def test_a_sign_tags_and_does_not_name():
    assert "DigitalTransformation" in names(themes_in("ホームページを直す"))
    assert "DigitalTransformation" not in names(themes_named("ホームページの施策は？"))


def test_no_word_names_two_themes_and_every_label_names_its_own():
    counted = Counter(normalise(word).text.lower() for theme in THEMES.values() for word in set(theme.naming))
    assert [word for word, number in counted.items() if number > 1] == []
    for theme in THEMES.values():
        for label in (theme.label_ja, theme.label_en):
            assert names(themes_named(f"{label}の施策は？")) == [theme.name]


def test_no_word_that_tags_is_a_single_character():
    assert [word for theme in THEMES.values() for word in theme.tagging if len(word) < 2] == []


@given(st.text(alphabet="防災公園子育てAIバス高齢化財政行DX部課 ・ＤＸのと", max_size=40))
def test_spans_hold_the_words_of_the_text(text):
    for reader in (themes_in, themes_named):
        for _, start, end in reader(text):
            assert normalise(text[start:end]).text.lower() in known_words()


@cache
def known_words() -> frozenset[str]:
    """Every word of every theme."""
    words = (word for theme in THEMES.values() for word in (*theme.naming, *theme.tagging))
    return frozenset(normalise(word).text.lower() for word in words)


def test_a_question_does_not_pay_for_rdflib():
    code = "import sys, ontology.lexicon.themes as t; t.themes_named('DX'); print('rdflib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_the_table_is_in_order_and_complete():
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    assert [row["name"] for row in rows] == sorted(THEMES)
    assert len(rows) >= 30


def names(found):
    """The local names of what was found, in its order."""
    return [theme.name for theme, _, _ in found]


def words(reader, text):
    """What a reader finds in a text, with the words."""
    return [(theme.name, text[start:end]) for theme, start, end in reader(text)]
