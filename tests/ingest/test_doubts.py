"""What seems to tell something and became nothing is named, once, with a place and a first example."""

from __future__ import annotations

import pytest
from reading import extraction

from keikaku.graph.store.checks import check, counted_initiatives
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.doubts.doubts import DOUBT, DOUBTS
from keikaku.ingest.pipeline import Options, build

TITLE = "みどり市まちづくり計画2031\n\n体系1 備える\n"
CASES = {
    "番号の並ぶ行": (
        TITLE + "1 備蓄の点検　防災課\n点検する。\n2 名簿の更新\n更新する。\n3 訓練の見直し\n見直す。\n",
        6,
        "名簿の更新",
        2,
    ),
    "担当の部署らしい言葉が施策の名前に": (
        TITLE
        + "1 備蓄の点検　防災課\n点検する。\n2 名簿の更新　伝達院\n更新する。\n3 訓練　防災課\n行う。\n",
        6,
        "名簿の更新",
        0,
    ),
    "担当の部署と読めず": (
        TITLE + "備蓄の点検　防災課\n点検する。\n名簿の更新　伝達統括部門\n更新する。\n",
        6,
        "名簿の更新",
        1,
    ),
    "施策の番号で始まる見出し": (
        "みどり市の歩み\n\n施策1 名簿の更新\n\n名簿を新しくした。\n",
        3,
        "名簿の更新",
        1,
    ),
    "名前のない行": (
        "みどり市取組一覧\n\n取組名\t担当課\t内容\n備蓄の点検\t防災課\t点検する\n\t公園課\t植える\n",
        5,
        "公園課、植える",
        1,
    ),
    "表の形の行": (
        "みどり市の仕事\n\n呼び名\tする人\n備蓄の点検\t防災の係の人\n名簿の更新\t伝える人\n",
        3,
        "呼び名、する人",
        3,
    ),
    "ラベル）の言葉らしいものが施策": (
        TITLE + "取組内容：名簿の更新　防災課\n更新する。\n備蓄の点検　防災課\n点検する。\n",
        4,
        "取組内容：名簿の更新",
        0,
    ),
    "値として取り込んでいない": (
        "みどり市取組一覧\n\n取組名\t担当課\t\n備蓄の点検\t防災課\t1,200千円\n名簿の更新\t伝達課\t300千円\n",
        4,
        "1,200千円",
        0,
    ),
}


def doubts(text):
    return [one for one in extraction(text).problems if one.severity == DOUBT]


@pytest.mark.parametrize("words", CASES)
def test_each_kind_of_loss_is_named_with_its_first_line_and_words(words):
    text, line, example, unread = CASES[words]
    (found,) = [one for one in doubts(text) if words in one.message]
    assert f"{line}行目" in found.message
    assert example in found.message
    assert (found.line, found.unread) == (line, unread)


def test_every_kind_of_doubt_has_a_case():
    told = {one.why for one in DOUBTS if any(words in one.why for words in CASES)}
    assert {one.why for one in DOUBTS} - told == {
        "見出し（ラベル）の言葉らしいものが部署の名前になっています"  # below
    }


def test_a_unit_whose_name_only_labels_units_is_named():
    text = "みどり市取組一覧\n\n取組名\t担当課\t目標値\n備蓄の点検\t原課\t2回\n名簿の更新\t伝達課\t3回\n"
    (found,) = doubts(text)
    assert "部署の名前" in found.message
    assert "原課" in found.message


def test_a_heading_inside_an_initiative_that_was_taken_for_another_is_named():
    text = TITLE + "施策1 備蓄の点検　防災課\n点検する。\nいまの様子\n足りない。\n担当課　防災課\n"
    assert any("いまの様子" in one.message and "施策の名前" in one.message for one in doubts(text))


def test_a_title_that_comes_back_under_each_heading_is_named():
    part = "体系{0} 柱{0}\nいまの様子　防災課\n様子を述べる。\n備えその{0}　防災課\n備える。\n"
    found = doubts("みどり市まちづくり計画2031\n\n" + part.format(1) + part.format(2))
    assert any("いまの様子" in one.message and "2件" in one.message for one in found)


@pytest.mark.parametrize(
    "text",
    [
        TITLE + "備蓄の点検　防災課\n点検する。\n名簿の更新　伝達課\n更新する。\n",
        TITLE
        + "1 備蓄の点検（防災課）\n点検する。\n2 名簿の更新（伝達課）\n更新する。\n3 訓練（防災課）\n行う。\n",
        "みどり市取組一覧\n\n取組名\t担当課\t目標値\n備蓄の点検\t防災課\t12か所\n名簿の更新\t伝達課\t2回\n",
        "みどり市の歩み\n\nむかし、川のそばに　橋があった。\n人はそこを　渡った。\n",
    ],
)
def test_what_is_read_whole_raises_no_doubt(text):
    assert doubts(text) == []


def test_a_line_that_was_not_read_is_counted_once():
    text = (
        TITLE
        + "施策1 備蓄の点検　防災課\n点検する。\n施策2 名簿の更新　伝達院\n更新する。\n施策3 訓練　防災課\n行う。\n"
    )
    assert sum(one.unread for one in doubts(text)) <= 1


@pytest.mark.slow
def test_build_and_check_tell_doubts_and_counts_and_a_strict_build_goes_on(tmp_path):
    text, line, example, _ = CASES["名前のない行"]
    (tmp_path / "list.txt").write_text(text, encoding="utf-8")
    report = build([tmp_path / "list.txt"], tmp_path / "store", Options(strict=True))
    assert any(example in problem.message for problem in report.problems)
    told = check(open_snapshot(tmp_path / "store"))
    (document,) = told.documents
    assert (document.initiatives, document.without_unit, document.unread) == (1, 0, 1)
    assert counted_initiatives(1, 0, 1) in told.to_text()
    assert f"list.txt {line}行目" in told.to_text()
    assert '"unread": 1' in told.to_json()
