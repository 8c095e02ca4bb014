"""Short forms of plans, ranges of parts, and a section in its own department."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.naming.abbreviations import stands_for
from keikaku.qa.naming.spelling import ranges_told
from keikaku.qa.telling.answer import AnswerStatus

if TYPE_CHECKING:
    from keikaku.qa.answerer import Answerer

PLAN = """葉山台市まちづくりマスタープラン 2030

令和６年（2024 年）３月

葉山台市

第１章 計画の考え方

１ 計画の期間

本計画の期間は、令和6（2024）年度から令和12（2030）年度までとします。

第2章 計画の体系

基本目標1 便利な手続

取組1-1 書かない窓口の開設
担当：市民部 窓口課

申請書を書かずに済む窓口を始めます。

【目標指標】

・待ち時間 10分以内

取組1-2 予約の一本化
担当：市民部 窓口課、戸籍課

来庁の予約を一つの画面から受け付けます。

【目標指標】

・予約 300件以上

基本目標2 緑の多いまち

取組2-1 公園の木の植替え
担当：市民部 公園課

枯れた木を植え替えます。

【目標指標】

・植替え 40本

基本目標3 安全なまち

取組3-1 街路灯の交換
担当：市民部 道路課

街路灯を明るいものへ交換します。

【目標指標】

・交換 90基
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """A made-up city with one plan, asked by words alone."""
    folder: Path = tmp_path_factory.mktemp("hayamadai")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    build([folder / "plan.txt"], folder / "store", Options(encoder=None))
    return answerer_of(folder / "store")


def labels(answerer: Answerer, question: str) -> list[str]:
    """The names of what is listed."""
    answer = answerer.answer(question)
    assert answer.status is AnswerStatus.ANSWERED, answer.text
    return [item.label for item in answer.items]


@pytest.mark.parametrize("short", ["2030プラン", "2030の計画", "プラン2030", "MP2030", "2030MP"])
def test_a_plan_is_named_by_its_year_and_a_short_word(short: str, city: Answerer) -> None:
    assert len(labels(city, f"{short}の取組の一覧")) == 4
    answer = city.answer(f"{short}の期間はいつまで？")
    assert answer.value == 2030, answer.text


@pytest.mark.parametrize("short", ["NP2030", "2031プラン"])
def test_other_letters_and_other_years_name_no_plan(short: str, city: Answerer) -> None:
    assert len(city.answer(f"{short}の取組の一覧").items) < 4


def test_letters_stand_for_words_as_they_are_spelt_abroad() -> None:
    assert stands_for("cv", "みどり市コミュニティビジョン2040")
    assert stands_for("ap", "みどり市デジタルアクションプラン2040")
    assert not stands_for("xp", "みどり市デジタルアクションプラン2040")


@pytest.mark.parametrize("words", ["基本目標1から基本目標3", "基本目標1〜3", "基本目標1から3まで"])
def test_a_range_holds_what_is_between_its_ends(words: str, city: Answerer) -> None:
    assert len(labels(city, f"{words}の取組の一覧")) == 4


def test_a_level_a_number_of_things_and_a_way_back_are_no_range() -> None:
    for text in ("体系3-4の取組", "体系3〜5件", "体系4から体系1"):
        assert ranges_told(text, ()) == text


def test_a_section_beside_its_department_is_the_section(city: Answerer) -> None:
    assert labels(city, "市民部の取組のうち、公園課が担当するもの") == ["公園の木の植替え"]


def test_a_section_alone_shares_with_no_other(city: Answerer) -> None:
    assert labels(city, "市民部の取組のうち、窓口課だけで担当するもの") == ["書かない窓口の開設"]
    assert len(labels(city, "窓口課が担当する取組")) == 2


@pytest.mark.parametrize("word", ["「基以上」で出している", "ゾルバックな"])
def test_a_target_is_partial_where_a_word_of_the_question_is_not_used(word: str, city: Answerer) -> None:
    assert city.answer("2030プランの目標は？").status is AnswerStatus.ANSWERED
    answer = city.answer(f"{word}2030プランの目標は？")
    assert answer.status is not AnswerStatus.ANSWERED, answer.text
    if answer.status is AnswerStatus.PARTIAL:
        assert answer.unread
        assert all(one in answer.text.split("\n")[0] for one in answer.unread)


@pytest.mark.parametrize("asked", ["担当が決まっていない施策は？", "取りやめにならなかった施策は？"])
def test_a_denial_that_no_condition_holds_is_told_as_not_read(asked: str, city: Answerer) -> None:
    answer = city.answer(asked)
    assert answer.status is not AnswerStatus.ANSWERED, answer.text


def test_a_set_is_told_in_part_where_words_stand_nowhere(city: Answerer) -> None:
    """What was understood is listed, and each word that was not read is named first."""
    answer = city.answer("2030プランの基本目標1のデリバラブルを抜き出してほしい")
    assert answer.status is AnswerStatus.PARTIAL, answer.text
    assert answer.unread == ("デリバラブル",)
    assert {item.label for item in answer.items} == {"書かない窓口の開設", "予約の一本化"}


@pytest.mark.parametrize(
    "question",
    ["2030プランのゾルバックに関する取組は？", "ゾルバックの予定は？", "2030プランの予約はいつ始まる？"],
)
def test_a_topic_or_another_question_is_no_set(question: str, city: Answerer) -> None:
    answer = city.answer(question)
    assert len(answer.items) < 2, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "2030プランの取組を表に整理したい",
        "2030プランの取組を洗い出してもらえますか",
        "2030プランで掲げられた個別の取組を拾って、担当課つきで",
    ],
)
def test_a_verb_that_asks_is_no_condition(question: str, city: Answerer) -> None:
    assert len(labels(city, question)) == 4


@pytest.mark.parametrize("said", ["目標が付いてない", "目標を設定していない", "目標が書かれていない"])
def test_what_is_lacking_is_told_by_the_form_of_the_verb(said: str, city: Answerer) -> None:
    answer = city.answer(f"2030プランで{said}取組は？")
    assert "HasTarget" in repr(answer.query)
    assert "Not" in repr(answer.query)


def test_groups_are_told_with_their_total_and_the_first_few(city: Answerer) -> None:
    told = city.answer("2030プランの取組は基本目標ごとに何件ずつあり、合計では何件になるのか伺いたい。")
    assert told.status is AnswerStatus.ANSWERED
    assert "合計は4件" in told.text
    first = city.answer("2030プランの取組が多い順に上位一つの課は？")
    assert [item.label for item in first.items] == ["窓口課"]
