"""The municipality of a document is looked up where it says whose it is, and counted only where it does not."""

from __future__ import annotations

import time

import pytest
from reading import extraction

from keikaku.ingest.cities.city import City, find_city, given_city
from keikaku.ingest.signs.lines import make_line, split_lines
from keikaku.ingest.source import Hint
from keikaku.ontology.model.facts import Municipality
from keikaku.ontology.places.municipalities import TABLE, bodies_named

NAMES = sorted(
    {
        line.split(" ")[2]
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    }
)
TITLES = (
    "{}第6次総合計画",
    "令和7年度{}主要事業一覧",
    "新{}行政改革大綱",
    "第3期{}まち・ひと・しごと総合戦略",
    "{}都市計画マスタープラン",
    "{}総務部　令和7年度の組織目標",
    "次期{}総合計画（素案）",
)
WHOLE = 3  # titles that are tried with every name
BODY = (
    "\n\n体系1　災害に強いまち\n\n防災倉庫の点検　危機管理課\n花里町・月見町地区の倉庫を年2回点検します。\n"
)


def city_of(text: str, file: str = "") -> str | None:
    """The name that is found."""
    found = find_city(split_lines(text), file)
    return found.name if found else None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "names"),
    [(title, NAMES if place < WHOLE else NAMES[::12]) for place, title in enumerate(TITLES)],
)
def test_every_municipality_of_the_list_is_found_in_a_title(title, names):
    """A ward's document is its city's."""
    wrong = {}
    for name in names:
        found = city_of(title.format(name) + BODY)
        if found != bodies_named(name)[0].city:
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize(
    ("title", "city"),
    [
        ("第6次朝凪市総合計画", "朝凪市"),
        ("第六次朝凪市総合計画", "朝凪市"),
        ("第3期霧沢町総合戦略", "霧沢町"),
        ("令和7年度雲居市主要事業一覧", "雲居市"),
        ("R7雲居市当初予算の概要", "雲居市"),
        ("2026年度雲居市の主な事業", "雲居市"),
        ("新碧野市行政改革大綱", "碧野市"),
        ("次期碧野市環境基本計画", "碧野市"),
        ("改訂版碧野市地域防災計画", "碧野市"),
        ("愛知県碧野市総合計画", "碧野市"),
        ("（仮称）碧野市総合計画", "碧野市"),
        ("【概要版】碧野市総合計画", "碧野市"),
        ("総合計画　碧野市", "碧野市"),
        ("二十日市市総合計画", "二十日市市"),
        ("西村野市総合計画", "西村野市"),
        ("ゆめの野市総合計画", "ゆめの野市"),
        ("みさき市市街地活性化計画", "みさき市"),
        ("みさき市市民協働計画", "みさき市"),
        ("みさき市都市計画マスタープラン", "みさき市"),
        ("みさき市町村合併の記録と計画", "みさき市"),
        ("みさき町農村整備計画", "みさき町"),
        ("西大和市総合計画", "西大和市"),
        ("笑顔あふれる府中市総合計画", "府中市"),
        ("あけぼの市中心市街地活性化計画", "あけぼの市"),
    ],
)
def test_a_title_tells_a_city_that_no_list_has_by_its_form(title, city):
    assert city_of(title + BODY) == city


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("つむぎ市予算の主な事業\n\n花里町の公園を直します。\n花里町の道を直します。\n朝日町の橋も直します。", "つむぎ市"),
        ("主な事業\n\n隣の三鷹市と進めます。\n三鷹市との協定によります。\n\n発行　つむぎ市総務部", "つむぎ市"),
        ("主な事業\n\n朝日町の公園を直します。\n朝日町の道を直します。\n\nつむぎ市長　山田", "つむぎ市"),
        ("住みよい町をめざして\n\n開かれた市役所をつくります。\n\n海辺市長の言葉です。\n海辺市の計画です。", "海辺市"),
        ("碧野市の取組\n\n新碧野市ができて10年です。\n碧野市長", "碧野市"),
        ("新碧野市行政改革大綱\n\n新碧野市は三町が合わさりました。\n新碧野市長が定めました。", "新碧野市"),
        ("朝凪市\n花里町地区計画", "朝凪市"),
        ("東京都三鷹市総合計画", "三鷹市"),
        ("東京都の環境計画\n\n三鷹市の例があります。", "東京都"),
        ("都市計画の手引\n\n全市で進めます。各市町村の例です。", None),
        ("開かれた市役所\n\n本市の取組です。本市の計画です。", None),
    ],
)  # fmt: skip
def test_the_title_goes_before_the_imprint_and_both_before_the_text(text, city):
    assert city_of(text) == city


def test_a_list_without_a_title_has_the_city_of_its_file_name():
    rows = "事業名\t担当課\n公園花壇事業\t公園課\n花里町の道\t道路課"
    assert city_of(rows, "2025_四日市市_主要事業.csv") == "四日市市"
    assert city_of(rows, "つむぎ市主要事業.csv") == "つむぎ市"
    assert city_of(rows, "list.csv") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("府中市総合計画\n\n広島県と進めます。", "342084"),
        ("東京都府中市総合計画", "132063"),
        ("府中市総合計画\n\n団体コード 342084", "342084"),
        ("北区総合計画", "131172"),
        ("北区の計画\n\n札幌市は雪に備えます。", "011002"),
        ("鎌ヶ谷市総合計画", "122246"),
    ],
)
def test_of_several_bodies_of_one_name_the_prefecture_or_the_code_tells_which(text, code):
    found = find_city(split_lines(text))
    assert found
    assert (found.code, found.choices) == (code, ())


def test_a_name_that_several_prefectures_have_is_told_to_be_ambiguous():
    found = extraction("府中市総合計画\n\n窓口を直します。", "plan.txt")
    (problem,) = found.problems
    assert "東京都府中市、広島県府中市" in problem.message
    assert "--municipality 東京都府中市" in problem.message
    assert extraction("府中市総合計画\n\n窓口を直します。", "plan.txt", "広島県府中市").problems == ()


@pytest.mark.parametrize(
    ("told", "city"),
    [
        ("つむぎ市", City("つむぎ市")),
        (" 三鷹市 ", City("三鷹市", "132047")),
        ("広島県府中市", City("府中市", "342084")),
        ("３４２０８４", City("府中市", "342084")),
    ],
)
def test_a_city_is_given_by_name_prefecture_or_code(told, city):
    assert given_city(told) == city


def test_the_municipality_given_by_hand_goes_before_what_the_title_tells():
    found = extraction("第6次朝凪市総合計画" + BODY, "plan.txt", "つむぎ市")
    assert [fact.label for fact in found.facts if isinstance(fact, Municipality)] == ["つむぎ市"]
    assert found.document.key.startswith("つむぎ市/")


def test_a_long_document_is_read_in_linear_time():
    text = "新市町村の市場と市街地の町内会と市民の区市町村、隣の三鷹市や花里町の道を直します。\n"
    began = time.perf_counter()
    city_of("主な事業\n\n" + text * 1500)
    assert time.perf_counter() - began < 3


def test_a_name_that_opens_the_document_stands_before_what_a_row_of_it_says():
    """A title need not say that it is a plan's, and 市役所 in a slogan is nobody's."""
    rows = [
        "取組,内容",
        *(
            f"{name}の市役所,窓口の手続を画面から進められるようにし、来なくて済むようにします。"
            for name in "早春秋"
        ),
    ]
    text = "\n".join(
        [
            "灯見市 あかりネクスト2029",
            *rows,
            f"早い・らくなデジタ市役所,{'手続を短くする。' * 8}仕組みを整える",
        ]
    )
    assert city_of(text) == "灯見市"


@pytest.mark.parametrize("title", ["朝凪 花里町の祭り", "花里町、月見町のあゆみ"])
def test_a_name_further_on_in_a_title_opens_nothing(title: str):
    assert city_of(f"{title}\n\n朝凪市長 山田\n朝凪市役所で配ります。朝凪市議会で決まりました。") == "朝凪市"


def test_what_stands_around_a_web_page_says_whose_it_is():
    """The header of the site, where the page's own title and text say nothing."""
    lines = [
        make_line(1, "つばめ市 TSUBAME CITY", hint=Hint(furniture="ページの枠")),
        make_line(2, "令和6年度の評価の結果について"),
        make_line(3, "花里町と月見町の道路を直しました。"),
    ]
    found = find_city(lines)
    assert found
    assert found.name == "つばめ市"


@pytest.mark.parametrize(
    ("note", "name"),
    [
        ("注1 このデータは、朝凪市が行った事業の一覧です。", "朝凪市"),
        ("注1 花里町の道路は、朝凪市が直しました。", None),
        ("注1 花里町の道路を直しました。", None),
    ],
)
def test_the_only_city_that_a_table_names_is_its_own(note, name):
    """One name of a city and no other; a town may be a part of one."""
    assert city_of(f"事業名\t部名\n道路の補修\t建設部\n\n{note}\n") == name
