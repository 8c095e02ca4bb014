"""What a city's documents and its own words call things is what it can ask by."""

from __future__ import annotations

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.answer import AnswerStatus
from keikaku.qa.answerer import Answerer

PLAN = """つばき市未来ロードマップ2030

基本政策１　安心して暮らせる市

アクション１　見守りの輪を広げる
担当部署：くらし支援課
概要：見守りの協力者を増やす。

アクション２　夜間の救急を支える
担当部署：地域医療課
概要：夜間の当番医を置く。

基本政策２　にぎわう市

アクション３　朝市をひらく
担当部署：商工課
概要：駅前で月２回朝市をひらく。
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tsubaki(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("tsubaki")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "words.csv").write_text("kind,form,means\nalias,お医者さん係,地域医療課\n", encoding="utf-8")
    build([folder / "plan.txt"], folder / "store", Options(words=folder / "words.csv"))
    return answerer_of(folder / "store")


@pytest.mark.parametrize("question", ["アクションの一覧", "アクションをすべて教えて", "施策の一覧"])
def test_every_word_for_initiatives_lists_them(question: str, tsubaki: Answerer) -> None:
    answer = tsubaki.answer(question)
    assert (answer.status, len(answer.items)) == (AnswerStatus.ANSWERED, 3)


@pytest.mark.parametrize("question", ["基本政策の一覧", "体系の一覧", "柱を教えて"])
def test_every_word_for_pillars_lists_them(question: str, tsubaki: Answerer) -> None:
    answer = tsubaki.answer(question)
    assert [item.label for item in answer.items] == ["安心して暮らせる市", "にぎわう市"]
    assert answer.citations


def test_another_name_that_the_city_taught_is_a_name(tsubaki: Answerer) -> None:
    assert [item.label for item in tsubaki.answer("お医者さん係の施策は？").items] == ["夜間の救急を支える"]


def test_a_word_beside_them_is_not_passed_over(tsubaki: Answerer) -> None:
    assert tsubaki.answer("もふもふのアクションの一覧").status is not AnswerStatus.ANSWERED
