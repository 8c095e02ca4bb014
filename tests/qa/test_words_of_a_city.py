"""What a city's documents and its own words call things is what it can ask by."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.lexicon import ours
from keikaku.qa.answerer import Answerer
from keikaku.qa.telling.answer import AnswerStatus

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
OWN = """つばき市みらい計画2030

大黒柱１　安心して暮らせる市

もくろみ１　見守りの輪を広げる
担当：くらし支援課
概要：見守りの協力者を増やす。

もくろみ２　夜間の救急を支える
担当：地域医療課
概要：夜間の当番医を置く。

大黒柱２　にぎわう市

もくろみ３　朝市をひらく
担当：商工課
概要：駅前で月２回朝市をひらく。

もくろみ４　空き店舗を貸し出す
担当：商工課
概要：空き店舗を半年ずつ貸し出す。
"""
"""What it numbers its initiatives with is no word of the lexicon."""


@pytest.fixture(scope="module")
def tsubaki(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("tsubaki")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "words.csv").write_text("kind,form,means\nalias,お医者さん係,地域医療課\n", encoding="utf-8")
    build([folder / "plan.txt"], folder / "store", Options(words=folder / "words.csv"))
    return answerer_of(folder / "store")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plan, and a store of it."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.txt").write_text(OWN, encoding="utf-8")
    build([folder / "own.txt"], folder / "store", Options())
    return folder


@pytest.mark.parametrize(
    ("question", "number"), [("もくろみは何件？", 4), ("もくろみの一覧", 4), ("大黒柱1のもくろみは？", 2)]
)
def test_the_word_by_which_a_document_numbers_its_initiatives_asks_for_them(
    question: str, number: int, own: Path
) -> None:
    answer = answerer_of(own / "store").answer(question)
    assert (answer.status, answer.total) == (AnswerStatus.ANSWERED, number)


def test_the_own_word_of_one_plan_of_several_does_not_count_the_others(own: Path) -> None:
    """Of a word that stands in one of two plans nobody knows whether the other's initiatives are meant too."""
    (own / "plan.txt").write_text(PLAN, encoding="utf-8")
    build([own / "own.txt", own / "plan.txt"], own / "both", Options())
    answerer = answerer_of(own / "both")
    assert answerer.answer("施策は何件？").total == 7
    assert answerer.answer("もくろみは何件？").status is not AnswerStatus.ANSWERED


TAUGHT = "kind,form,means\nconcept,もくろみ,INITIATIVE\nunit,グループ,UNIT_SUFFIX\n"


def test_what_a_city_taught_is_known_in_questions_too(own: Path) -> None:
    """Whatever number of plans there are; an end of units' names tells a unit that no document has."""
    (own / "words.csv").write_text(TAUGHT, encoding="utf-8")
    (own / "plan.txt").write_text(PLAN, encoding="utf-8")
    options = Options(words=own / "words.csv")
    build([own / "own.txt", own / "plan.txt"], own / "taught", options)
    answerer = answerer_of(own / "taught")
    assert answerer.answer("もくろみは何件？").total == 7
    assert "「港湾整備グループ」という部署は" in answerer.answer("港湾整備グループの施策は？").text


@pytest.mark.parametrize("kind", ours().forms("PLAN_KIND"))
def test_a_plan_of_any_kind_that_no_document_has_is_told_by_its_name(kind: str, tsubaki: Answerer) -> None:
    assert f"「港湾{kind}」という計画は" in tsubaki.answer(f"港湾{kind}の施策は？").text


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


TABLE = """つばき市実施計画,,
大黒柱,もくろみ,受持ち先
安心なまち,避難所の見直し,危機管理統括部門
安心なまち,見守りの仕組みづくり,健康院
学びのまち,図書室の開放,学び院
"""
WORDS_OF_TABLE = """kind,form,means
concept,もくろみ,INITIATIVE
concept,大黒柱,PILLAR
concept,受持ち先,RESPONSIBLE
unit,統括部門,
unit,院,
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("もくろみは何件？", "3件"),
        ("受持ち先が健康院のもくろみは？", "見守りの仕組みづくり"),
        ("大黒柱ごとのもくろみの件数は？", "「安心なまち」2件"),
    ],
)
def test_a_table_whose_every_head_is_taught_is_read_and_asked(
    question: str, told: str, tmp_path: Path
) -> None:
    """No head of it is a word of the lexicon, and no unit ends on one."""
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "words.csv").write_text(WORDS_OF_TABLE, encoding="utf-8")
    options = Options(words=tmp_path / "words.csv", municipality="つばき市")
    build([tmp_path / "table.csv"], tmp_path / "store", options)
    assert told in answerer_of(tmp_path / "store").answer(question).text
