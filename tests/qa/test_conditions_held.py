"""Conditions of structured questions are conditions of the query, or are told as not read."""

from __future__ import annotations

import pytest

from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.answerer import Answerer
from keikaku.qa.naming.abroad import letters
from keikaku.qa.telling.answer import AnswerStatus

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("目標のない施策は？", q.Not(q.HasTarget())),
        ("担当が書かれていない施策は？", q.Not(q.HasUnit())),
        ("目標を示していない施策は？", q.Not(q.HasTarget())),
        ("担当の部が記載されていない施策は？", q.Not(q.HasUnit())),
        ("目標が2つ以上ある施策は？", q.TargetNumber(2, Comparator.AT_LEAST)),
        ("企画部だけの施策は？", q.UnitNumber(1)),
        ("企画部が共同で担当する施策は？", q.UnitNumber(2, Comparator.AT_LEAST)),
        ("三つ以下の部で担当する施策は？", q.UnitNumber(3, Comparator.AT_MOST)),
        ("Which initiatives have no target?", q.Not(q.HasTarget())),
    ],
)
def test_a_condition_stands_in_the_query(question: str, condition: q.Condition, answerer: Answerer) -> None:
    found = answerer.answer(question).query
    assert isinstance(found, q.ListInitiatives)
    assert condition in found.where.conditions


@pytest.mark.parametrize(
    ("plain", "asked"),
    [
        ("企画部の施策は？", "企画部が単独または共管で担当する施策は？"),
        ("企画部の施策は？", "企画部が共同か単独で担当する施策は？"),
    ],
)
def test_what_is_asked_either_way_narrows_nothing(plain: str, asked: str, answerer: Answerer) -> None:
    assert [one.iri for one in answerer.answer(asked).items] == [
        one.iri for one in answerer.answer(plain).items
    ]


def test_how_many_are_shown_is_no_number_of_units(answerer: Answerer) -> None:
    """上位三つの部 are the first three, and not those that share three ways."""
    found = answerer.answer("施策の多い順に上位三つの部とその件数は？").query
    assert "UnitNumber" not in repr(found)


def test_a_plan_that_is_left_out_is_a_condition(answerer: Answerer) -> None:
    found = answerer.answer("アクションプラン2027以外の施策は？").query
    assert isinstance(found, q.ListInitiatives)
    assert any(
        isinstance(part, q.Not) and isinstance(part.condition, q.InPlan) for part in found.where.conditions
    )


def test_one_unit_is_counted_both_ways(answerer: Answerer) -> None:
    """Alone and shared add up to all of it."""
    both = answerer.answer("総務部が単独で担当する施策と、他の部と共同で担当する施策は、それぞれ何件？")
    assert isinstance(both.query, q.AskNumbers)
    assert [type(number) for number in both.query.numbers] == [q.CountOf, q.CountOf]


@pytest.mark.parametrize("question", ["残高が一番多い基金は？", "残高が目標を最も上回った基金は？"])
def test_figures_of_one_kind_are_ranked(question: str, answerer: Answerer) -> None:
    answer = answerer.answer(question)
    assert isinstance(answer.query, q.AskNumbers)
    assert isinstance(answer.query.numbers[-1], q.Best)
    assert answer.citations


@pytest.mark.parametrize("word", ["ゾルバック", "もふもふ"])
def test_an_unknown_word_in_a_turn_is_never_passed_over(word: str, answerer: Answerer) -> None:
    first = answerer.answer("体系3の施策は？")
    plain = answerer.answer("そのうち企画部のものは？", first)
    with_word = answerer.answer(f"そのうち企画部の{word}のものは？", first)
    same = (with_word.items, with_word.text) == (plain.items, plain.text)
    assert not (same and with_word.status is AnswerStatus.ANSWERED)


@pytest.mark.parametrize("office", ["Kikaku-bu", "kikakubu", "the planning department"])
def test_an_office_may_be_named_in_latin_letters(office: str, answerer: Answerer) -> None:
    japanese = answerer.answer("企画部が担当する施策は？")
    english = answerer.answer(f"Which initiatives does {office} run?")
    assert {item.iri for item in english.items} == {item.iri for item in japanese.items}


def test_an_office_that_nobody_knows_is_told(answerer: Answerer) -> None:
    assert answerer.answer("List the initiatives of Zorbak-ka").status is AnswerStatus.NOT_IN_DOCUMENTS


def test_every_spelling_of_a_sound_is_one() -> None:
    assert letters("Sōmu-bu") == letters("soumu bu") == letters("Somubu")
    assert letters("syakai tyousa zyouhou") == letters("shakai chōsa jōhō")
