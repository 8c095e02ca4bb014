"""A structured question is answered only where every character of it has its part in the query."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from keikaku.qa.answerer import Answerer
from keikaku.qa.interpret import language_of
from keikaku.qa.naming.ledger import ledger_of
from keikaku.qa.naming.spelling import cut_from, one_slip, respell
from keikaku.qa.query import AskNumbers, Breakdown, CountInitiatives, ListInitiatives
from keikaku.qa.reading.admit import FRAMES, readings
from keikaku.qa.recognise import recognise
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.text.compact import compact
from keikaku.qa.world.world import World
from tests.asked import select

ROOT = Path(__file__).parents[2]
QUESTIONS = [
    turn
    for line in (ROOT / "tests/eval/questions.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
    for case in [json.loads(line)]
    for turn in case.get("turns") or [case["question"]]
]
STRUCTURED = (
    "企画部が担当する施策は？",
    "体系4の取組は何件ですか",
    "アクションプラン2027で施策が3番目に多い部は？",
    "人件費比率の5か年の平均は？",
    "健康福祉基金と財政調整基金の残高を足すといくら？",
    "アクションプラン2027で本文に「住民協議会」と出てくる施策",
)
UNKNOWN = ("気象庁", "ゾルバック", "もふもふ")
SETS = (ListInitiatives, CountInitiatives, Breakdown, AskNumbers)

pytestmark = pytest.mark.slow


def ledger(text: str, world: World):
    """The ledger of a question as the reader makes it."""
    text = respell(compact(text), world).text
    recognised = recognise(text, world.lexicon)
    return ledger_of(text, recognised, world, language_of(recognised.rest))


@pytest.mark.parametrize("question", [*QUESTIONS, "（）「」、、 3番目の？", "ー・2027", "x" * 60])
def test_every_character_has_one_owner(question: str, answerer: Answerer) -> None:
    """Spans follow one another without a gap and without an overlap."""
    found = ledger(question, answerer.world)
    assert "".join(found.text[span.start : span.end] for span in found.spans) == found.text
    assert [span.start for span in found.spans[1:]] == [span.end for span in found.spans[:-1]]


@pytest.mark.parametrize("question", STRUCTURED)
@pytest.mark.parametrize("word", UNKNOWN)
def test_an_unknown_word_anywhere_never_leaves_the_same_answer(
    question: str, word: str, answerer: Answerer
) -> None:
    """Neither between two spans nor at either end."""
    before = answerer.answer(question)
    assert before.status is AnswerStatus.ANSWERED
    places = sorted({0, *(span.end for span in ledger(question, answerer.world).spans)})
    text = compact(question)
    same = [
        changed
        for place in places
        for changed in [text[:place] + word + text[place:]]
        for answer in [answerer.answer(changed)]
        if answer.status is AnswerStatus.ANSWERED
        and answer.items == before.items
        and answer.text == before.text
    ]
    assert not same


@pytest.mark.parametrize(
    "form",
    [
        "を一覧で",
        "を表で",
        "を箇条書きで",
        "をCSVで",
        "を、できれば出典も",
        "を五十音順に並べて",
        "を議会答弁用にまとめて",
    ],
)
def test_words_about_form_never_change_the_set(form: str, answerer: Answerer) -> None:
    plain = answerer.answer("生活環境部の施策は？")
    formed = answerer.answer(f"生活環境部の施策{form}")
    assert {item.iri for item in formed.items} == {item.iri for item in plain.items}
    assert formed.status is AnswerStatus.ANSWERED


def test_the_first_few_tell_how_many_there_are(answerer: Answerer) -> None:
    whole = answerer.answer("生活環境部の施策は？")
    few = answerer.answer("生活環境部の施策を上位3件")
    assert few.items == whole.items[:3]
    assert few.total == 3
    assert f"{whole.total}件" in few.text


@pytest.mark.parametrize("question", STRUCTURED)
def test_a_reading_that_is_admitted_leaves_nothing_unread(question: str, answerer: Answerer) -> None:
    found = readings(ledger(question, answerer.world), answerer.world)
    assert found[0].whole
    assert isinstance(found[0].draft.query, SETS)


def test_the_condition_that_is_shown_finds_the_items(answerer: Answerer) -> None:
    """Words that are asked for are a condition of the query, not a list of what was found."""
    answer = answerer.answer("アクションプラン2027で本文に「住民協議会」と出てくる施策")
    rows = select(answerer.world.facts, answer.sparql)
    assert {row[0] for row in rows} == {item.iri for item in answer.items}
    assert "VALUES" not in answer.sparql


def test_every_frame_shows_a_question_of_its_kind() -> None:
    assert len({frame.name for frame in FRAMES}) == len(FRAMES)
    assert all(frame.example for frame in FRAMES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("健康福止部", "健康福祉部"), ("ボランテア", "ボランティア")],
)
def test_a_slip_is_one_letter(written: str, meant: str) -> None:
    assert one_slip(written, meant)


@pytest.mark.parametrize(
    ("written", "other"), [("市民部", "市民課"), ("総務部", "財務部"), ("健福部", "健康福祉部")]
)
def test_another_kind_of_unit_and_another_beginning_are_no_slip(written: str, other: str) -> None:
    assert not one_slip(written, other)


def test_a_short_form_keeps_the_beginning_of_every_part() -> None:
    """企画部 is another department than 企画財政部; 情推課 can only be 情報推進課."""
    names = ["企画財政部", "情報推進課", "スポーツと文化部"]
    assert cut_from("企画部", names) == set()
    assert cut_from("情推課", names) == {"情報推進課"}
    assert cut_from("スポ文", names) == {"スポーツと文化部"}


def test_what_was_put_right_is_told(answerer: Answerer) -> None:
    answer = answerer.answer("健康福止部の施策は？")
    assert "「健康福止部」は「健康福祉部」と読みました" in answer.reading
    assert answer.items == answerer.answer("健康福祉部の施策は？").items
