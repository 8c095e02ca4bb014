"""What people make of a plan's title names it, and where it can be two they are asked back."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.names.lexicon import Lexicon, Thing, build_lexicon
from keikaku.qa.recognise import recognise
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.text.compact import compact
from tests.qa.test_short_plans_and_ranges import PLAN

TITLES = {
    "東雲市行政改革大綱第6次実施計画": (None, 9),
    "東雲市地域経営アクションプラン2031": (None, 20),
    "東雲市環境アクションプラン2026": (None, 8),
    "東雲市男女共同参画プラン(第4次)": (None, 5),
    "水道部の「運営方針と目標」(令和3年度)": (2021, 6),
    "緑のプラン2031": (None, 0),
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    plans = [
        Thing(key=label, kind="plan", label=label, fiscal_year=year, initiatives=number)
        for label, (year, number) in TITLES.items()
    ]
    return build_lexicon([*plans, Thing(key="u", kind="department", label="水道部")])


def plans_in(text: str, lexicon: Lexicon) -> list[list[str]]:
    """The plans that each mention of one can be."""
    found = recognise(compact(text), lexicon).of("plan")
    return [[thing.label for thing in mention.things] for mention in found]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("アクプラ2031の施策", "東雲市地域経営アクションプラン2031"),
        ("地域経営アクプラ2031で", "東雲市地域経営アクションプラン2031"),
        ("水道部アクプラ2031", "東雲市地域経営アクションプラン2031"),
        ("2026のプランでは", "東雲市環境アクションプラン2026"),
        ("AP2026の施策", "東雲市環境アクションプラン2026"),
        ("行革の実施計画の柱", "東雲市行政改革大綱第6次実施計画"),
        ("6次計画の取組", "東雲市行政改革大綱第6次実施計画"),
        ("男女プラン4次の", "東雲市男女共同参画プラン(第4次)"),
        ("第4次プランは", "東雲市男女共同参画プラン(第4次)"),
        ("R3の部の運営方針で", "水道部の「運営方針と目標」(令和3年度)"),
        ("令3の運営方針", "水道部の「運営方針と目標」(令和3年度)"),
        ("the gender equality plan", "東雲市男女共同参画プラン(第4次)"),
        ("the 2026 action plan", "東雲市環境アクションプラン2026"),
        ("the master plan of 2026", "東雲市環境アクションプラン2026"),
        ("緑のプラン2031は", "緑のプラン2031"),
    ],
)
def test_a_plan_is_named_by_what_people_make_of_its_title(said: str, title: str, lexicon: Lexicon) -> None:
    assert plans_in(said, lexicon) == [[title]]


@pytest.mark.parametrize(
    "said",
    [
        "防災計画2026の施策",
        "2031防災プラン",
        "アクプラ2040",
        "第5次プラン",
        "計画2030年",
        "the action plan of 2040",
        "令和3年度の目標",
        "令和3年度の計画",
    ],
)
def test_what_no_title_holds_names_no_plan(said: str, lexicon: Lexicon) -> None:
    assert plans_in(said, lexicon) == []


def test_a_plan_that_can_be_two_is_asked_back(tmp_path: Path) -> None:
    """Both are choices, and each of them is a question that is answered."""
    for name, title in (
        ("a", "葉山台市まちづくりマスタープラン 2030"),
        ("b", "葉山台市みなとマスタープラン 2030"),
    ):
        text = PLAN.replace("葉山台市まちづくりマスタープラン 2030", title)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "store", Options(encoder=None))
    city = answerer_of(tmp_path / "store")
    answer = city.answer("MP2030の取組の一覧")
    assert answer.status is AnswerStatus.AMBIGUOUS, answer.text
    told = [city.answer(choice) for choice in answer.suggestions]
    assert [one.status for one in told] == [AnswerStatus.ANSWERED] * 2
    assert {item.plan for one in told for item in one.items} == {
        "葉山台市まちづくりマスタープラン2030",
        "葉山台市みなとマスタープラン2030",
    }
