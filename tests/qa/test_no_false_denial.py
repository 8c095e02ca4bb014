"""Nothing that is written is denied: words that end like a unit, clauses before 町, one word of a table, Latin words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.telling.answer import AnswerStatus

if TYPE_CHECKING:
    from pathlib import Path

    from keikaku.qa.answerer import Answerer

TABLE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>瑞浦町実施計画</title></head><body><main>
<h1>瑞浦町実施計画</h1>
<table>
<tr><td>事業名</td><td>担当課</td><td>事業の内容</td><td>令和6年度 評価</td></tr>
<tr><td>公民館工作室夜間開放</td><td>社会教育課</td><td>工作室を夜も開く。</td><td>B</td></tr>
<tr><td>門柱補助事業</td><td>建設課</td><td>古い門柱の取り壊しに助成する。</td><td>A</td></tr>
<tr><td>補聴器購入費助成</td><td>健康福祉課</td><td>聞こえにくい人に購入費を助成する。</td><td>A</td></tr>
</table></main></body></html>"""
PROSE = """# 広報みずうら

発行　瑞浦町

## 子ども会議

公募の小学生20人で構成する子ども会議が、町長に提案します。
"""
DENIALS = {AnswerStatus.NOT_IN_DOCUMENTS, AnswerStatus.OUT_OF_SCOPE}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from a table and a newsletter of a made-up town, by words alone."""
    folder: Path = tmp_path_factory.mktemp("denied")
    (folder / "計画.html").write_text(TABLE, "utf-8")
    (folder / "広報.txt").write_text(PROSE, "utf-8")
    build([folder / "計画.html", folder / "広報.txt"], folder / "store", Options())
    return answerer_of(folder / "store")


@pytest.mark.parametrize(
    "question",
    [
        "工作室を夜に開けている理由を問う。",
        "古い門柱をこわすとき町がお金を出してくれるそうですが、いくらまで？",
        "みみが遠くて補聴器かいたいんですが、いくらまで出ますか",
        "新しい町の計画は、法定計画として何を兼ねていますか",
        "Mizuura town's children's assembly: who may sit on it?",
        "Does the town share its works with a neighbouring city?",
    ],
)
def test_what_is_written_is_not_denied(answerer, question):
    assert answerer.answer(question).status not in DENIALS


@pytest.mark.parametrize(
    "question",
    [
        "福祉課の仕事は？",
        "宇宙開発課の事業は？",
        "星丘市の施策は？",
        "近くの星丘市で行っている施策は？",
        "What does Kyoto City plan?",
        "宇宙船の発着枠はいくつ",
        "夕方から雨になりますか",
    ],
)
def test_what_is_not_written_is_declined(answerer, question):
    assert answerer.answer(question).status in DENIALS


def test_a_word_of_one_row_tells_of_that_row(answerer):
    assert "補聴器購入費助成" in answerer.answer("みみが遠くて補聴器かいたいんですが、だれが対象ですか").text


def test_latin_words_that_were_not_looked_for_are_said_not_to_be_read(answerer):
    answer = answerer.answer("Which zorbak gets a flimflam?")
    assert answer.status is AnswerStatus.NOT_UNDERSTOOD
    assert "zorbak" in answer.text
