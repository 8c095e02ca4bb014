"""What became of things, asked in words of their own: admitted where every word has its part, and honest where none is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.telling.answer import Answer, AnswerStatus

HEADS = "柱,事業名,担当部,事業の内容,指標,現状値,目標値"
PLANS = {
    "a.csv": (
        "みどり市 第一次実行計画",
        "計画の期間 2012年度から2017年度まで",
        (
            "安心,地区の見回り,保健福祉部,毎晩地区の通りを見て回る。,見回り,10回,20回",
            "安心,乳児の健診,保健福祉部,生まれた子の体を調べる。,受診率,80%,90%",
            "安心,昼食の宅配,保健福祉部,一人で暮らす人に昼食を届ける。,配食,100食,200食",
            "楽しみ,水車の祭り,産業部,水車小屋で夏に祭りを開く。,来場者,900人,1000人",
        ),
    ),
    "b.csv": (
        "みどり市 第二次実行計画",
        "計画の期間 2018年度から2023年度まで",
        (
            "健やか,地区の見回り,福祉部,毎晩地区の通りを見て回り、灯りを調べる。,見回り,20回,30回",
            "健やか,乳児の健診,健康部,生まれた子の体を調べ、親の話を聞く。,受診率,90%,95%",
            "健やか,昼食の宅配,福祉部,一人で暮らす人に昼食を届け、様子を見る。,配食,200食,300食",
            "にぎわい,貸し自転車の導入,産業部,駅前で自転車を貸す。,台数,0台,50台",
        ),
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changes")
    for name, (title, period, rows) in PLANS.items():
        lines = [title, period, HEADS, *rows]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    build(sorted(folder.glob("*.csv")), folder / "store", Options())
    return folder / "store"


def ask(store: Path, question: str) -> Answer:
    return answerer_of(store).answer(question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("保健福祉部はその後どうなりましたか", "「福祉部」"),
        ("保健福祉部は何に分かれましたか", "「福祉部」"),
        ("保健福祉部は今のどの部ですか", "「福祉部」"),
        ("保健福祉部は今の何部ですか", "「福祉部」"),
        ("福祉部の前身は？", "「保健福祉部」"),
        ("福祉部は何から分かれましたか", "前身とみられるのは、「保健福祉部」"),
        ("福祉部はどの部を分割してできましたか", "前身とみられるのは、「保健福祉部」"),
        ("What was 福祉部 split from?", "predecessor of 「福祉部」: 「保健福祉部」"),
        ("What was 保健福祉部 split into?", "successor of 「保健福祉部」"),
        (
            "昼食の宅配はいつから続いていますか",
            "「昼食の宅配」の変遷（2件、古い順）です。\n・2012年度 「昼食の宅配」",
        ),
        ("How has 昼食の宅配 changed between plans?", "第二次実行計画"),
        ("Which initiatives disappeared after 第一次実行計画?", "水車の祭り"),
        ("What was the predecessor of 福祉部?", "「保健福祉部」"),
        ("福祉部はいつできましたか", "2018年度"),
        ("乳児の健診は次の計画で何という事業になりましたか", "第二次実行計画"),
        ("乳児の健診の目標は次の計画でいくつになりましたか", "受診率 95%"),
        ("乳児の健診の担当はどう変わりましたか", "健康部"),
        ("第二次実行計画で新しく始まった事業を一覧で", "貸し自転車の導入"),
        ("Which initiatives are new in 第二次実行計画?", "貸し自転車の導入"),
        ("第一次実行計画で終了した事業は何件ですか", "水車の祭り"),
        ("第一次実行計画の後継計画は何ですか", "第二次実行計画"),
    ],
)
def test_what_became_of_a_thing_is_answered_from_the_links(store: Path, question: str, told: str):
    """With citations, and said to be unconfirmed or dated."""
    answer = ask(store, question)
    assert answer.status is AnswerStatus.ANSWERED
    assert told in answer.text
    assert answer.citations


@pytest.mark.parametrize("question", ["水車の祭りの後継は？", "水車の祭りはなくなりましたか"])
def test_where_nothing_follows_nobody_says_that_it_ended(store: Path, question: str):
    """A search that found nothing is no proof."""
    answer = ask(store, question)
    assert "続くものは、後の文書に見つかりません" in answer.text
    assert "終わったと書かれているわけではありません" in answer.text


def test_a_unit_of_the_newest_plan_is_said_to_be_there_still(store: Path):
    """産業部 has no heir since it goes on."""
    answer = ask(store, "産業部の後継は？")
    assert "いちばん新しい計画「" in answer.text
    assert "見つかりません" not in answer.text
    assert answer.citations


def test_what_a_unit_is_to_do_is_not_what_became_of_it(store: Path):
    """産業部がやることになっている事業 lists its initiatives, いくつの分野に counts."""
    answer = ask(store, "産業部がやることになっている事業をぜんぶ出して")
    assert {item.label for item in answer.items} >= {"貸し自転車の導入"}


@pytest.mark.parametrize(
    "question", ["第二次実行計画で新しくできた図書館はどこですか", "乳児の健診はいつから始まりますか"]
)
def test_a_question_with_another_word_is_no_question_about_changes(store: Path, question: str):
    """A word without a part in the query, and the time of the work itself, are left to other readers."""
    query = type(ask(store, question).query).__name__
    assert query not in {"FindUnlinked", "TellChanges"}
