"""The tables of the thesaurus are sound, its words are found in questions, and SKOS tools read it."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from keikaku.graph.search.words import asked_terms
from keikaku.ontology.japanese.text import fold, normalise
from keikaku.ontology.thesaurus.concepts import BETWEEN, EVENTS, FOLDER, Concept, load_concepts, with_life
from keikaku.ontology.thesaurus.forms import SHARED, Form, forms_of, keys_of, named, word_key
from keikaku.ontology.thesaurus.skos import skos, turtle

CONCEPTS = load_concepts()
BY_ID = {one.id: one for one in CONCEPTS}
MOST_BYTES = 64_000


def japanese(one: Concept) -> tuple[str, ...]:
    """Every Japanese word of a concept."""
    return (one.label, *one.official, *one.everyday)


@cache
def forms_near() -> dict[str, list[Form]]:
    """The forms of the thesaurus by the first of their words."""
    near: dict[str, list[Form]] = defaultdict(list)
    for form in forms_of(CONCEPTS):
        near[form.keys[0]].append(form)
    return near


def forms_in(question: str) -> list[Form]:
    """The forms of the thesaurus that a question has."""
    words = [word_key(key) for key in dict.fromkeys(keys_in(question))]
    return [one.form for one in named(words, forms_near())]


@cache
def whole() -> Graph:
    """Every concept as SKOS."""
    return skos(CONCEPTS)


def keys_in(question: str) -> list[str]:
    """The words of a question in their order."""
    return [term.key for term in asked_terms(question) if term.surface]


def test_there_are_enough_concepts_each_with_an_id_and_a_label_of_its_own():
    assert len(CONCEPTS) >= 1500
    assert len(BY_ID) == len({fold(one.label) for one in CONCEPTS}) == len(CONCEPTS)


def test_every_concept_has_an_everyday_word_that_is_not_official_kana_and_english():
    for one in CONCEPTS:
        official = {fold(word) for word in (one.label, *one.official)}
        assert any(fold(word) not in official for word in one.everyday), one
        assert one.kana, one
        assert all(word.isascii() for word in one.english), one
        assert one.english, one


def test_kana_is_kana():
    others = {one.label: one.kana for one in CONCEPTS if not set(one.kana) <= KANA}
    assert others == {}


KANA = {*map(chr, range(ord("ぁ"), ord("ゖ") + 1)), "ー", "・"}


def test_a_word_stands_once_in_a_concept_and_in_few_of_them():
    claims = Counter(fold(word) for one in CONCEPTS for word in (*japanese(one), *one.english))
    assert max(claims.values()) <= SHARED
    for one in CONCEPTS:
        assert len(set(japanese(one))) == len(japanese(one)), one
        assert len(set(one.english)) == len(one.english), one


def test_the_tables_are_in_the_normal_form_and_none_is_huge():
    files = sorted(FOLDER.glob("*.csv"))
    assert len(files) >= 15
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert normalise(text).text == text, file
        assert len(text.encode()) < MOST_BYTES, file
    cells = [word for one in CONCEPTS for word in (*japanese(one), *one.english, one.easy, one.kana)]
    assert all(word == word.strip() and BETWEEN.strip() not in word for word in cells)


def test_every_broader_concept_exists_and_none_is_broader_than_itself():
    for one in CONCEPTS:
        above = [one.id]
        while BY_ID[above[-1]].broader:
            above.append(BY_ID[above[-1]].broader)
            assert above[-1] in BY_ID, above
            assert len(set(above)) == len(above), above


def test_every_event_of_a_life_has_concepts_and_every_other_word_is_none():
    assert {one.life for one in CONCEPTS} - {""} == set(EVENTS)


def test_easy_japanese_stands_only_where_it_differs():
    told = [one for one in CONCEPTS if one.easy]
    assert len(told) >= 500
    assert [one.id for one in told if one.easy in (one.label, *one.official)] == []


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("子どもを預けたい", "保育"),
        ("道に大きな穴があいている", "道路補修"),
        ("利用のお金を安くする方法", "使用料の減免"),
        ("スマホが使えない", "デジタルデバイド"),
        ("どこの駐輪場に止めればいい？", "自転車駐車場"),
        ("where are the nurseries", "保育所"),
        ("Potholes in my street", "道路補修"),
    ],
)
def test_a_question_names_concepts_in_the_words_of_people(question, label):
    assert label in {CONCEPTS[number].label for form in forms_in(question) for number in form.concepts}


@pytest.mark.parametrize(
    ("question", "not_there"),
    [
        ("花火を見る場所", "桜を見る"),  # 桜 is not there
        ("穴子の店が道の先にあって、そこまでの行き方も宿の取り方も誰かに聞きたい", "道に穴"),
        ("保育料はいくらですか", "保育"),  # within a longer form
        ("what does the city do for us", "city app"),
    ],
)
def test_a_question_that_lacks_a_part_of_a_form_does_not_name_it(question, not_there):
    assert not_there not in {form.text for form in forms_in(question)}


def test_a_word_that_is_a_small_part_of_a_phrase_does_not_stand_for_it():
    assert keys_of("もらってくれる人") == ()
    assert keys_of("遊べる公園") == ("公園", "遊ぶ")


def test_a_city_adds_its_own_words_before_ours_and_new_concepts_where_we_have_none():
    own = with_life(CONCEPTS, [("ほかす物", "粗大ごみ"), ("のりあいさん", "みどり号")])
    bulky = next(one for one in own if one.label == "粗大ごみ")
    assert bulky.everyday[0] == "ほかす物"
    assert (own[-1].label, own[-1].everyday) == ("みどり号", ("のりあいさん",))
    assert own[: len(CONCEPTS)] != CONCEPTS
    assert with_life(CONCEPTS, []) == CONCEPTS


def test_a_city_names_a_concept_by_any_of_its_official_words():
    own = with_life(CONCEPTS, [("あずけもん", "保育サービス")])
    assert next(one for one in own if one.label == "保育").everyday[0] == "あずけもん"


@pytest.mark.slow
def test_skos_has_every_concept_in_three_languages_and_easy_japanese():
    graph = whole()
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(CONCEPTS)
    care = named_by(graph, "保育")
    languages = {label.language for label in graph.objects(care, SKOS.prefLabel)}
    assert languages == {"ja", "ja-Hira", "ja-x-easy", "en"}
    assert "子どもを預ける" in map(str, graph.objects(care, SKOS.hiddenLabel))
    assert len(set(graph.subjects(RDF.type, SKOS.Collection))) == len(EVENTS)
    assert all((narrow, RDF.type, SKOS.Concept) in graph for narrow in graph.objects(None, SKOS.member))


def named_by(graph: Graph, label: str) -> URIRef:
    """The concept of that name."""
    return next(s for s, name in graph.subject_objects(SKOS.prefLabel) if str(name) == label)


def test_no_label_of_a_concept_is_of_two_kinds():
    """SKOS S13: preferred, alternative and hidden labels are disjoint."""
    graph = whole()
    kinds = [list(graph.subject_objects(kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
    assert len(set().union(*kinds)) == sum(map(len, kinds))


def test_the_same_concepts_give_the_same_bytes_and_what_was_written_is_read_again():
    some = CONCEPTS[:40]
    assert turtle(some) == turtle(some)
    assert len(Graph().parse(data=turtle(some), format="turtle")) == len(skos(some))
