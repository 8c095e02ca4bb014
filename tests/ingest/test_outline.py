"""An outline from what repeats: initiatives are the repeated leaf, and the open section owns what stands below."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from reading import extraction, rows

from keikaku.ingest.build import read_documents
from keikaku.ingest.doubts.standing import superseded, told_apart
from keikaku.ingest.outline.asked import pairs_of
from keikaku.ingest.signs.contents import contents
from keikaku.ingest.signs.lines import split_lines
from keikaku.ontology.model.facts import Attribute, Document, FaqEntry, Initiative, Pillar

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "outlines.jsonl").read_text("utf-8").splitlines()
]


def told(text: str) -> list[list[object]]:
    """Each initiative with its pillar and who is responsible."""
    return [
        [row["label"], row["pillar"] or "", [*row["departments"], *row["sections"]]]
        for row in rows(extraction(text))
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["claim"])
def test_a_document_that_no_layout_knows_shows_its_initiatives(case):
    assert told("\n".join(case["lines"])) == case["initiatives"]


def test_amounts_and_kinds_beside_a_name_are_kept_as_its_attributes():
    case = next(case for case in CASES if "kept" in case)
    facts = extraction("\n".join(case["lines"])).facts
    labels = {fact.key: fact.label for fact in facts if isinstance(fact, Initiative)}
    kept = [[labels[fact.subject], fact.name, fact.text] for fact in facts if isinstance(fact, Attribute)]
    assert kept == case["kept"]


def test_lines_that_list_what_stands_further_down_are_its_contents():
    lines = split_lines("目次\n川を守る　3\n森を守る　5\n\n川を守る\n掃除をします。\n森を守る\n植えます。")
    assert contents(lines) == {1, 2}


def test_rising_figures_whose_words_stand_nowhere_else_are_no_contents():
    lines = split_lines("人口　120\n世帯　150\n\n川を守る\n掃除をします。")
    assert contents(lines) == frozenset()


FAQ = "よくある質問\n問1 鍵はどこで借りますか。\n答 受付で借ります。\n担当：施設室\n問2 駐車場はありますか。\n答 10台分あります。"


def test_a_page_of_questions_is_entries_of_the_faq_and_no_plan():
    facts = extraction(FAQ).facts
    entries = [(f.question, f.answer, f.department) for f in facts if isinstance(f, FaqEntry)]
    assert entries == [
        ("鍵はどこで借りますか。", "受付で借ります。", "施設室"),
        ("駐車場はありますか。", "10台分あります。", ""),
    ]
    assert not [fact for fact in facts if isinstance(fact, Initiative)]


def test_a_term_that_asks_keeps_a_word_that_begins_as_a_mark_does(tmp_path):
    """問題 begins with 問 and 答弁 with 答."""
    terms = [
        ("問題が起きたときはどうしますか。", "答弁書を出します。"),
        ("質問状はどこに出しますか。", "受付です。"),
    ]
    shown = "".join(f"<dt>{asked}</dt><dd>{answer}</dd>" for asked, answer in terms)
    (tmp_path / "faq.html").write_text(f"<main><h1>山吹市の川</h1><dl>{shown}</dl></main>", encoding="utf-8")
    ((found,), _) = read_documents([tmp_path / "faq.html"])
    assert [(f.question, f.answer) for f in found.facts if isinstance(f, FaqEntry)] == terms


def test_a_question_in_a_longer_text_makes_no_page_of_questions():
    text = "山吹市の川\n" + "川を見守ります。\n" * 9 + "問 鍵はどこですか。\n答 受付です。"
    assert pairs_of(split_lines(text)) == ()


def plan(unit: str, share: int) -> str:
    """A plan of one initiative."""
    return (
        f"山吹市川の計画2032\n\n体系1 水をまもる\n\n川の見守り {unit}\n水位を測ります。\n【目標指標】\n・実施率 {share}%\n"
        "\n水門の更新 河川課\n古い門を替えます。\n"
    )


def test_a_decided_version_holds_against_its_draft_and_the_draft_alone_holds_itself():
    draft = replace(extraction(plan("環境課", 30)), document=named("川の計画_素案.txt"))
    final = replace(extraction(plan("河川課", 50)), document=named("川の計画.txt"))
    assert superseded((draft, final)) == {draft.document.key: final}
    assert superseded((draft,)) == {}
    kept, told = told_apart((draft, final))
    assert [len(one.problems) for one in kept] == [len(draft.problems) + 1, len(final.problems)]
    assert "川の計画.txtを優先し" in told[0].message
    assert told_apart(kept)[0] == kept


def named(file: str) -> Document:
    """The document of a plan under the name of a file."""
    return replace(extraction(plan("河川課", 50)).document, key=f"山吹市/document/{file}", file=file)


def card(number: int, name: str, figures: str, units: str) -> str:
    """An initiative of a page as a card with a list of terms."""
    return (
        f"<article><h3><span>{number:02}</span> {name}</h3><p>実施中</p><dl><dt>取組の概要</dt><dd>取り組みます。</dd>"
        f"<dt>実施期間</dt><dd>令和6年度～</dd><dt>成果指標（KPI）</dt><dd>{figures}</dd>"
        f"<dt>担当部署</dt><dd>{units}</dd></dl></article>"
    )


def test_a_card_owns_the_units_below_its_label_each_on_a_line_and_figures_above_it_are_no_name(tmp_path):
    (tmp_path / "cards.html").write_text(
        "<html><body><main><h1>山吹市緑化推進アクションプラン（令和6年度～令和8年度）</h1>"
        "<ul><li>木を育てる</li><li>花を育てる</li></ul><section><h2>柱1　木を育てる</h2>"
        + card(1, "街路樹の点検", "点検数：令和5年度 120本 → 令和8年度 900本", "都市部 公園課")
        + card(
            2, "苗木の配布", "配った数：令和5年度 30本 → 令和8年度 200本", "都市部 公園課<br>環境部 緑化課"
        )
        + "</section><section><h2>柱2　花を育てる</h2>"
        + card(3, "花壇の手入れ", "花壇の数：令和5年度 4か所 → 令和8年度 9か所", "環境部 緑化課")
        + "</section><section><h2>関連ファイル</h2><ul><li>概要版</li></ul></section></main></body></html>",
        encoding="utf-8",
    )
    ((found,), _) = read_documents([tmp_path / "cards.html"])
    assert [[row["label"], row["pillar"], row["sections"]] for row in rows(found)] == [
        ["街路樹の点検", "木を育てる", ["公園課"]],
        ["苗木の配布", "木を育てる", ["公園課", "緑化課"]],
        ["花壇の手入れ", "花を育てる", ["緑化課"]],
    ]


def test_a_numbered_heading_whose_initiatives_are_rows_of_a_table_is_a_field_and_none_itself():
    head = "| 事業名 | 担当課 | 概要 |\n|---|---|---|\n"
    text = (
        "# 山吹市総合計画実施計画\n\n## 基本目標1 川を守る\n\n### 施策1 水辺の整備\n\n"
        f"{head}| 水門の更新事業 | 河川課 | 門を替えます。 |\n| 護岸の点検事業 | 河川課 | 点検します。 |\n\n"
        "### 施策2 水辺の安全\n\n"
        f"{head}| 川の見守り事業 | 防災課 | 水位を測ります。 |\n| 避難の訓練事業 | 防災課 | 訓練します。 |\n"
    )
    assert [[row["label"], row["field"]] for row in rows(extraction(text))] == [
        ["水門の更新事業", "水辺の整備"],
        ["護岸の点検事業", "水辺の整備"],
        ["川の見守り事業", "水辺の安全"],
        ["避難の訓練事業", "水辺の安全"],
    ]


OWN_WORDS = """みどり市みらい計画2030

{pillar}１　安心して暮らせる市

{word}１　見守りの輪を広げる
担当：くらし支援課
概要：見守りの協力者を増やす。

{word}２　夜間の救急を支える
担当：地域医療課
概要：夜間の当番医を置く。

{pillar}２　にぎわう市

{word}３　朝市をひらく
担当：商工課
概要：駅前で月２回朝市をひらく。
"""


@pytest.mark.parametrize("word", ["施策", "挑戦"])
@pytest.mark.parametrize("pillar", ["基本目標", "大黒柱"])
def test_a_word_of_the_documents_own_numbers_headings_beside_known_units(pillar: str, word: str):
    """It is no part of a name, and what it numbers above the initiatives is a pillar."""
    found = extraction(OWN_WORDS.format(pillar=pillar, word=word))
    initiatives = [fact for fact in found.facts if isinstance(fact, Initiative)]
    pillars = [fact.label for fact in found.facts if isinstance(fact, Pillar)]
    assert [one.label for one in initiatives] == [
        "見守りの輪を広げる",
        "夜間の救急を支える",
        "朝市をひらく",
    ]
    assert pillars == ["安心して暮らせる市", "にぎわう市"]
    told = ("挑戦2 夜間の救急を支える",) if word == "挑戦" else ()
    assert initiatives[1].alt_labels == told
