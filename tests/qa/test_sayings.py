"""What is printed of a condition is read back as that condition, in Japanese and English."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.answerer import Answerer
from keikaku.qa.query.sayings import SAYINGS, describe_condition, read_conditions

UNITS = ("みどり部", "こども・若者課", "学びと文化部")
PLANS = ("あおぞら市総合計画2031", "みどり部の「運営方針と目標」（令和元年度）")
PILLARS = (("つながる「まち」", "2", "基本目標"), ("水と緑", "", ""), ("支え合い", "3-1", ""))
FIELDS, THEMES, CITIES = ("健康", "まちの安全・安心"), ("子育て", "交通・移動"), ("あおぞら市", "みどり市")


@dataclass(frozen=True)
class FakeNames:
    """Every name of the generated conditions, each of one thing."""

    def named(self, kind: str, label: str, plan: str = "") -> tuple[q.Condition, ...]:
        found = {
            "unit": UNITS, "plan": PLANS, "field": FIELDS, "theme": THEMES, "city": CITIES,
            "pillar": tuple(name for name, _, _ in PILLARS),
        }[kind]  # fmt: skip
        return (condition(kind, label, plan),) if label in found else ()


def condition(kind: str, label: str, plan: str = "") -> q.Condition:
    """The condition of the kind on the thing of that name, whose key is its name."""
    thing = q.Named(label, label)
    if kind == "pillar":
        number, word = next((number, word) for name, number, word in PILLARS if name == label)
        return q.InPillar(thing, number, q.Named(plan, plan), word)
    if kind == "unit":
        return q.ByUnit(thing, label.endswith("課"))
    return {"plan": q.InPlan, "field": q.InField, "theme": q.WithTheme, "city": q.InCity}[kind](thing)


words = st.text(st.sampled_from("水道まちづくりDX 2"), min_size=1, max_size=8).map(str.strip).filter(bool)
numbers, years = st.integers(1, 20), st.integers(1990, 2060)
comparators = st.sampled_from(Comparator)
names = st.one_of(
    st.tuples(st.just(kind), st.sampled_from(labels)).map(lambda pair: condition(*pair))
    for kind, labels in (
        ("unit", UNITS),
        ("plan", PLANS),
        ("field", FIELDS),
        ("theme", THEMES),
        ("city", CITIES),
    )
)
one = st.one_of(
    names,
    st.tuples(st.sampled_from(PILLARS), st.sampled_from(PLANS)).map(
        lambda p: condition("pillar", p[0][0], p[1])
    ),
    st.builds(q.InYear, years),
    st.builds(q.MovesIn, years, st.booleans()),
    st.builds(q.Mentions, words, st.booleans()),
    st.builds(q.UnitNumber, numbers, comparators, st.booleans()),
    st.builds(q.TargetNumber, numbers, comparators),
    st.sampled_from((q.HasTarget(), q.HasTarget(numeric=True), q.HasUnit(), q.ByWholeCity())),
    st.builds(
        q.HasTarget,
        st.just(value=True),
        comparators,
        st.floats(0, 1e9).map(lambda v: round(v, 2)),
        st.sampled_from(("人", "%", "億円", "か所")),
    ),
)


def several(kind: type, part: st.SearchStrategy[q.Condition]) -> st.SearchStrategy[q.Condition]:
    """Two or three different conditions under one operator, none of them under the same."""
    parts = st.lists(part.filter(lambda p: not isinstance(p, kind)), min_size=2, max_size=3, unique=True)
    return parts.map(lambda told: kind(tuple(told)))


def deeper(part: st.SearchStrategy[q.Condition]) -> st.SearchStrategy[q.Condition]:
    return st.one_of(part, several(q.AnyOf, part), several(q.AllOf, part), st.builds(q.Not, part))


wheres = st.lists(
    deeper(deeper(one)).filter(lambda p: not isinstance(p, q.AllOf)), max_size=3, unique=True
).map(lambda parts: q.AllOf(tuple(parts)))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
@given(where=wheres)
@settings(max_examples=300, deadline=None)
def test_what_is_printed_is_read_back(where: q.AllOf, language: q.Language) -> None:
    """For every expression to depth three."""
    assert read_conditions(describe_condition(where, language), FakeNames()) == where


def test_every_operator_of_a_condition_has_a_row() -> None:
    """But for and, or and not, which join them."""
    assert {one.of for one in SAYINGS} | {q.AllOf, q.AnyOf, q.Not} == set(q.Condition.__args__)


@pytest.mark.parametrize(
    "text",
    ["みどり部の施策", "ゾルバックが担当する施策", "みどり部が担当し、施策", "initiatives of", "施策は？"],
)
def test_another_text_is_no_printed_condition(text: str) -> None:
    assert read_conditions(text, FakeNames()) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    ["企画部だけの施策は？", "企画部と総務部以外の目標のある施策は？", "Which initiatives have no target?"],
)
def test_the_reading_that_an_answer_shows_can_be_asked(question: str, answerer: Answerer) -> None:
    """It is the same question, with the same items."""
    first = answerer.answer(question)
    assert first.items
    assert answerer.answer(first.reading).items == first.items
