"""A term is told by the entry of the glossary that it begins, before a sentence that only uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build

if TYPE_CHECKING:
    from pathlib import Path

    from keikaku.qa.answerer import Answerer

PAGE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>つばめ市みなと計画</title></head><body><main>
<h1>つばめ市みなと計画</h1>
<h2>現状と課題</h2>
<p>湾内ではブルーカーボンの取組が広がり、水際プロムナードを歩く人も増えています。</p>
<h2>資料　用語の解説</h2>
<table><tr><th>用語</th><th>説明</th></tr>
<tr><td>ブルーカーボン</td><td>海の草や藻に取り込まれた炭素のこと</td></tr>
<tr><td>水際プロムナード</td><td>岸辺に沿って造られた歩行者のための道</td></tr></table>
</main></body></html>"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder: Path = tmp_path_factory.mktemp("glossary")
    (folder / "計画.html").write_text(PAGE, "utf-8")
    build([folder / "計画.html"], folder / "store", Options())
    return answerer_of(folder / "store")


def test_each_term_that_is_asked_for_is_told_by_its_entry(answerer: Answerer):
    """Of two terms both, whole."""
    answer = answerer.answer("ブルーカーボンと水際プロムナードって何のことですか？")
    assert "海の草や藻に取り込まれた炭素のこと" in answer.text
    assert "岸辺に沿って造られた歩行者のための道" in answer.text
    assert {citation.document for citation in answer.citations} == {"計画.html"}


def test_a_sentence_that_uses_the_term_is_no_entry(answerer: Answerer):
    """湾内では… goes on with a particle."""
    answer = answerer.answer("湾内って何のことですか？")
    assert "海の草や藻" not in answer.text
