"""The lexicon holds each concept once, finds its forms, and takes a city's own words."""

from __future__ import annotations

import pytest

from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.lexicon import Concept, Lexicon, Occurrence, Word, current, ours, speaking


@pytest.mark.parametrize("concept", ours().concepts.values(), ids=lambda concept: concept.name)
def test_forms_are_in_the_normal_form_and_told_once(concept: Concept):
    for forms in (concept.ja, concept.stems, concept.denied, concept.en, concept.not_in):
        assert len(set(forms)) == len(forms)
        assert [normalise(form).text for form in forms] == list(forms)
    assert all(form == form.lower() for form in concept.en)


@pytest.mark.parametrize("concept", ours().concepts.values(), ids=lambda concept: concept.name)
def test_what_a_form_must_not_be_part_of_holds_a_form(concept: Concept):
    for word in concept.not_in:
        forms = (*ours().forms(concept.broader or concept.name), *concept.stems, *concept.en)
        assert any(form in word and form != word for form in forms)


@pytest.mark.parametrize("concept", ours().concepts.values(), ids=lambda concept: concept.name)
def test_a_broader_concept_is_one(concept: Concept):
    assert not concept.broader or concept.broader in ours().concepts


def test_a_form_is_found_wherever_it_stands_but_not_inside_a_longer_word():
    lexicon = Lexicon(
        {"UNIT": Concept("UNIT", ja=("部",), not_in=("一部",)), "DO": Concept("DO", ja=("実施",))}
    )

    assert lexicon.find("一部を総務部が実施") == (Occurrence(5, 6, "UNIT"), Occurrence(7, 9, "DO"))
    assert lexicon.find("一部を総務部が実施", ["DO"]) == (Occurrence(7, 9, "DO"),)


def test_an_english_form_is_a_whole_word_in_any_case():
    lexicon = Lexicon({"PLAN": Concept("PLAN", en=("plan",))})

    assert lexicon.find("Plan of planners") == (Occurrence(0, 4, "PLAN"),)


def test_the_forms_of_a_narrower_concept_count_for_the_broader_one():
    assert {"部", "課"} <= set(ours().forms("UNIT_SUFFIX"))
    assert "課" not in ours().forms("DEPARTMENT_SUFFIX")


def test_a_city_teaches_a_word_for_as_long_as_its_lexicon_holds():
    taught = ours().with_words([Word("ＡＢＣアクション", "INITIATIVE")])

    with speaking(taught):
        assert current().forms("INITIATIVE")[0] == "ABCアクション"
        assert current().taught_forms("INITIATIVE") == ("ABCアクション",)
    assert current() is ours()


def test_a_word_for_a_concept_that_is_none_is_refused_by_name():
    with pytest.raises(ValueError, match="NONSENSE"):
        ours().with_words([Word("語", "NONSENSE")])
