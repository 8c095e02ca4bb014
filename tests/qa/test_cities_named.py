"""A question may name the graph's own city in any way, and is told where it names another real one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.places import municipalities
from keikaku.qa.names.lexicon import Lexicon, Thing, build_lexicon
from keikaku.qa.recognise import recognise

if TYPE_CHECKING:
    from keikaku.qa.answerer import Answerer

PLAN = """{city}安全計画2030

体系1　災害に強いまち

防災倉庫の点検　危機管理課
倉庫を年2回点検します。
避難路の整備　道路課
狭い道を広げます。
"""


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Answers from the plan of one city, each built once."""

    @cache
    def answerer(city: str) -> Answerer:
        folder: Path = tmp_path_factory.mktemp("city")
        (folder / "plan.txt").write_text(PLAN.format(city=city), encoding="utf-8")
        build([folder / "plan.txt"], folder / "store", Options())
        return answerer_of(folder / "store")

    return answerer


@pytest.mark.slow
@pytest.mark.parametrize(
    ("city", "named"),
    [
        ("四日市市", "四日市市"),
        ("四日市市", "四日市"),
        ("四日市市", "三重県四日市市"),
        ("四日市市", "よっかいちし"),
        ("四日市市", "よっかいち市"),
        ("あきる野市", "あきる野"),
        ("あきる野市", "あきるのし"),
        ("京都市", "京都"),
        ("関市", "せきし"),
        ("東村山市", "東村山"),
        ("霧沢町", "霧沢"),
    ],
)
def test_the_own_city_is_known_with_and_without_its_ending_and_in_kana(city, named, of):
    answer = of(city).answer(f"{named}の道路課の施策は？")
    assert [item.label for item in answer.items] == ["避難路の整備"], answer.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("city", "named"),
    [
        ("四日市市", "Yokkaichi"),
        ("四日市市", "Yokkaichi City"),
        ("四日市市", "Yokkaichi-shi"),
        ("東村山市", "the city of Higashimurayama"),
        ("霧沢町", "Kirisawa Town"),
    ],
)
def test_the_own_city_is_known_in_english(city, named, of):
    answer = of(city).answer(f"Which initiatives does {named} have?")
    assert answer.total == 2, answer.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("city", "other"),
    [
        ("四日市市", "京都市"),
        ("四日市市", "あきる野市"),
        ("四日市市", "つくばみらい市"),
        ("四日市市", "日の出町"),
        ("四日市市", "横浜市港北区"),
        ("四日市市", "碧野市"),
        ("東村山市", "東村"),
        ("十日町市", "四日市市"),
    ],
)
def test_another_city_is_told_by_its_whole_name(city, other, of):
    answer = of(city).answer(f"{other}の施策は？")
    assert answer.status.value == "out_of_scope"
    assert f"「{other}」についての文書は登録されていません" in answer.text


def lexicon_of(city: str) -> Lexicon:
    key = f"{city}/municipality/{city}"
    unit = Thing(key=f"{city}/department/総務部", kind="department", label="総務部", city=key)
    return build_lexicon([Thing(key=key, kind="municipality", label=city), unit])


@pytest.mark.slow
def test_every_real_municipality_is_known_as_itself_or_as_another():
    lexicon = lexicon_of("碧野市")
    wrong = {}
    for body in map(municipalities.bodies_named, NAMES):
        mentions = recognise(f"{body[0].name}の総務部の施策は?", lexicon).of("unknown", "municipality")
        found = [(mention.kind, mention.text) for mention in mentions]
        if found != [("unknown", body[0].name)]:
            wrong[body[0].name] = found
    assert wrong == {}


NAMES = [
    line.split(" ")[2]
    for line in municipalities.TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#") and line.split(" ")[1] != line.split(" ")[2]
]


@pytest.mark.parametrize("city", NAMES[::97])
def test_a_real_city_of_the_graph_is_its_own_in_every_form(city):
    body = municipalities.bodies_named(city)[0]
    for name in (city, f"{body.prefecture}{city}", body.kana):
        (mention,) = recognise(f"{name}の総務部の施策は?", lexicon_of(city)).of("unknown", "municipality")
        assert (mention.kind, mention.text) == ("municipality", name)


@pytest.mark.parametrize(
    "question",
    [
        "市民課と都市整備部の施策は?",
        "地区の市街地の整備は?",
        "全市で行う町内会の支援は?",
        "碧野市の市場の施策は?",
    ],
)
def test_words_with_city_in_them_need_no_list(question, monkeypatch):
    """An ordinary question does not pay for the list."""
    lexicon = lexicon_of("碧野市")
    monkeypatch.setattr(municipalities, "_index", None)
    monkeypatch.setattr("keikaku.qa.names.municipalities.find_bodies", None)
    assert [one for one in recognise(question, lexicon).of("unknown") if one.number == "city"] == []


def test_a_kana_name_that_is_a_word_is_no_city_by_itself():
    """みどり of みどり市 is a theme of its own."""
    assert recognise("みどりの保全の施策は?", lexicon_of("みどり市")).of("municipality") == ()
