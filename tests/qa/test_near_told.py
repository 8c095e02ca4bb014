"""What is near is told whole: the passage around the sentence, the reason before it, who does it and its targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa import query as q
from keikaku.qa.finding.passages import chosen, clear_winner, whole_place
from keikaku.qa.finding.sentences import Told
from keikaku.qa.kinds.search import answer_search
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.world.world import TextOf

if TYPE_CHECKING:
    from pathlib import Path

    from keikaku.qa.answerer import Answerer

NEWS = """# 市報はるか

発行　はるか市

## 夜の見回り

三月の大雨では、川ぞいの道で車が三台流され、けが人が出ました。市民からは、夜の川を見てほしいという声がたくさん寄せられ、町内会の会長たちも市長に会って同じことを頼みました。市は、川の番人をおくことを決め、令和4年6月に「川ばん見回り隊」を始めました。

## 港の朝市

朝市は、毎月第一日曜日に開きます。
"""
PLAN = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市港まちづくり計画</title></head><body><main>
<h1>はるか市港まちづくり計画</h1>
<h2>1 海辺の安全</h2>
<h3>(1) 高台への避難路の手すり</h3>
<p>高台へ上る石段に手すりを付け、夜も足もとが見えるように明かりをともします。</p>
<p>担当：防災部</p><p>目標：石段 12か所</p>
<h3>(2) 海岸の清掃</h3>
<p>海岸のごみを学校と拾い、砂浜のようすを写真で記録します。</p>
<p>担当：環境部</p><p>目標：清掃 年6回</p>
</main></body></html>"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from a newsletter and a plan, by words alone."""
    folder: Path = tmp_path_factory.mktemp("near")
    (folder / "市報.txt").write_text(NEWS, "utf-8")
    (folder / "計画.html").write_text(PLAN, "utf-8")
    build([folder / "市報.txt", folder / "計画.html"], folder / "store", Options())
    return answerer_of(folder / "store")


def test_the_reason_before_the_sentence_is_told_where_the_sentence_gives_none(answerer):
    answer = answerer.answer("川ばん見回り隊はなぜ始めることになったのか。いつからか。")
    assert "大雨" in answer.text
    assert "令和4年6月" in answer.text


def test_what_is_near_tells_who_does_it_and_its_targets(answerer):
    answer = answerer.answer("石段の手すり、いつまでに付けるか")
    assert answer.status.value in {"related", "partial"}
    assert "防災部" in answer.text
    assert "12か所" in answer.text


@dataclass
class FakeWorld:
    """Passages by their subject."""

    passages: dict[str, tuple[str, str]]
    lexicon: SimpleNamespace = field(init=False)

    def __post_init__(self) -> None:
        """One of the subjects is a plan."""
        self.lexicon = SimpleNamespace(things={PLAN_OF[0]: SimpleNamespace(label=PLAN_OF[0], kind="plan")})

    def texts(self, _: str) -> list[TextOf]:
        """Each passage, with others that make its words rare."""
        named = [TextOf(key, "", text, subject) for key, (subject, text) in self.passages.items()]
        return [*named, *(TextOf(f"x{n}", "", "市のしごとを進めます。", "x") for n in range(20))]


def told(key: str, text: str, score: float, meaning: float) -> Told:
    """A part with its scores."""
    return Told(q.Part(q.Named(key, ""), 0, len(text)), text, "", score, 0.5, meaning)


REFUGE = ("避難路の手すり", "石段に手すりを付けます。12か所です。")
SHORE = ("海岸の清掃", "砂浜のごみを拾います。")
PLAN_OF = ("港まちづくり計画", "この計画は市民が作りました。")
WORDS = (("手すり", "手すり", True), ("じいちゃん", "じいちゃん", True))


def wins(*found: Told, asks: str = "", words: tuple = WORDS) -> bool:
    """Whether the first is the clear winner."""
    world = FakeWorld({"a": REFUGE, "b": SHORE, "c": PLAN_OF})
    return clear_winner(q.AskFacts("", words, asks_of(asks)), found, world)


def test_an_everyday_word_that_stands_nowhere_does_not_hide_a_clear_winner():
    assert wins(told("a", REFUGE[1], 0.5, 0.4), told("b", SHORE[1], 0.1, 0.1))


def test_what_comes_near_in_another_thing_leaves_it_open():
    assert not wins(told("a", REFUGE[1], 0.5, 0.4), told("b", SHORE[1], 0.4, 0.35))


def test_words_without_nearness_in_meaning_are_no_clear_winner():
    assert not wins(told("a", REFUGE[1], 0.5, 0.1))


def test_a_figure_that_is_asked_and_not_there_is_no_clear_winner():
    assert not wins(told("a", REFUGE[1], 0.5, 0.4), asks="手すりはいくらですか")
    assert wins(told("a", REFUGE[1], 0.5, 0.4), asks="手すりは何か所ですか")


def place(kind: str, *texts: str) -> list[str]:
    """What is told of the place of the first text, all of which stand under one thing of that kind."""
    world = FakeWorld({f"p{n}": ("海辺", text) for n, text in enumerate(texts)})
    world.lexicon.things["海辺"] = SimpleNamespace(label="海辺", kind=kind)
    found = [told(f"p{n}", text, 0.5 - n / 10, 0.4) for n, text in enumerate(texts)]
    return [one.text for one in whole_place(found[0], found, world)]


def test_all_that_stands_under_a_short_heading_is_told_together():
    assert place("field", "夜も電話に出ます。", "泊まる所を用意します。") == [
        "夜も電話に出ます。",
        "泊まる所を用意します。",
    ]


def test_a_long_passage_or_one_of_a_plan_is_told_alone():
    assert len(place("plan", "夜も電話に出ます。", "泊まる所を用意します。")) == 1
    assert len(place("field", "夜も電話に出ます。" * 12, "泊まる所を用意します。")) == 1


def test_the_name_of_the_plan_alone_is_no_clear_winner():
    assert not wins(told("c", PLAN_OF[1], 0.5, 0.4), words=(("計画", "計画", True), ("料金", "料金", True)))
    assert wins(told("c", PLAN_OF[1], 0.5, 0.4), words=(("市民", "市民", True), ("料金", "料金", True)))


MEETINGS = ("朝市の会議は、計6回の話し合いを行いました。", "その後、審査の部会が計9回開かれました。")


def meetings(*texts: str) -> tuple[list[str], list[str]]:
    """What is told of two meetings, and of which nothing is."""
    world = FakeWorld({f"p{n}": ("朝市", text) for n, text in enumerate(texts)})
    found = [told(f"p{n}", text, 0.5 - n / 10, 0.4) for n, text in enumerate(texts)]
    asks = asks_of("朝市を作るときに会議は何回、部会のほうは何回やった?")
    words = tuple((word, word, True) for word in ("朝市", "会議", "部会"))
    one = chosen(q.AskFacts("", words, asks), found, world)
    return [value for _, value in one.values], [ask.head for ask in one.untold]


def test_the_figure_of_one_of_two_things_is_not_told_of_the_other():
    assert meetings(MEETINGS[0]) == (["6回"], ["部会"])
    assert meetings(*MEETINGS) == (["6回", "9回"], [])


@pytest.mark.parametrize(
    ("score", "language", "said"),
    [
        (2.0, "ja", "関係が深い"),
        (-0.3, "ja", "はっきり当てはまる施策は見つかりませんでした。近い施策"),
        (2.0, "en", "The 1 nearest"),
        (-0.3, "en", "No initiative clearly fits."),
    ],
)
def test_what_is_hardly_likely_is_said_to_be_near_and_no_more(answerer, score, language, said):
    key = next(one.key for one in answerer.world.lexicon.of_kind("initiative"))
    query = q.SearchInitiatives("石段が暗い", ((q.Named(key, ""), score),))
    assert answer_search(query, answerer.world, language).text.startswith(said)
