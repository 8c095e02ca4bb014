"""Figures against their targets, and what changes between two years, in cities that are made up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.telling.answer import AnswerStatus

if TYPE_CHECKING:
    from keikaku.qa.answerer import Answerer

CASES = Path(__file__).parents[1] / "cases"


def city(folder: Path, *names: str) -> Answerer:
    """The made-up city of these documents, asked by words alone."""
    build([CASES / name for name in names], folder / "store", Options(encoder=None))
    return answerer_of(folder / "store")


@pytest.fixture(scope="module")
def ratios(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return city(tmp_path_factory.mktemp("aoba"), "pair_aoba.txt")


@pytest.fixture(scope="module")
def strategy(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return city(tmp_path_factory.mktemp("strategy"), "city_shirakaba_senryaku.txt")


def test_every_figure_that_has_a_target_is_told_against_it(ratios: Answerer) -> None:
    text = ratios.answer("実行計画2030の指標のうち、令和4年度に目標を達成したものとしていないものは？").text
    met, missed = text.split("【達成していないもの】")
    assert "25.0％" in met
    assert "93.8％" in missed


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("将来負担比率が目標を達成したのは何年度？", ("令和3年度（28.2％）、令和4年度（25.0％）",)),
        ("経常収支比率は3か年とも目標内ですか", ("年度はありません",)),
    ],
)
def test_the_years_that_keep_a_target_are_told(
    question: str, told: tuple[str, ...], ratios: Answerer
) -> None:
    answer = ratios.answer(question)
    assert answer.status is AnswerStatus.ANSWERED, answer.text
    assert all(one in answer.text for one in told)


def test_each_figure_is_told_at_both_ends_with_what_lies_between(strategy: Answerer) -> None:
    """Several indicators, each of its own unit, and a name without its 数."""
    text = strategy.answer("令和5年度から令和9年度までに、登録ガイドは何人増え、CODは何mg/L減る計画か").text
    assert "22人" in text
    assert "0.8mg/L" in text


def test_a_premise_that_is_not_so_is_answered_with_the_figures(ratios: Answerer) -> None:
    """A figure that the question takes for granted is told as not read, beside what is so."""
    answer = ratios.answer("将来負担比率が目標の20％に届かなかったのはあと何ポイントですか")
    assert answer.status in {AnswerStatus.PARTIAL, AnswerStatus.ANSWERED}
    assert "25.0％" in answer.text
    assert "30％未満" in answer.text


def test_a_target_of_several_years_is_one_target(strategy: Answerer) -> None:
    answer = strategy.answer("森林ガイドの養成の目標は？")
    assert answer.total == 1
    assert all(one in answer.text for one in ("18人", "25人", "32人", "40人"))
    assert len(strategy.answer("目標のない事業は？").items) == 3


def test_figures_of_one_kind_are_added_to_one_that_is_named(tmp_path: Path) -> None:
    """二つの特別会計 are those that the documents have, and no more and no fewer."""
    answerer = city(tmp_path, "city_shiomi_fukushi.txt")
    answer = answerer.answer("福祉保健部の令和5年度の一般会計と二つの特別会計の予算を合わせた総額は？")
    assert answer.value == 41977750000, answer.text
    three = answerer.answer("福祉保健部の令和5年度の一般会計と三つの特別会計の予算を合わせた総額は？")
    assert three.status is not AnswerStatus.ANSWERED, three.text
