"""Questions about what became of something: what people said first, the rest unconfirmed, both sides cited."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.graph.review.deciding import Review, decide
from keikaku.graph.review.links import links
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ontology.model.facts import LinkStatus
from keikaku.qa.telling.answer import Answer

pytestmark = pytest.mark.slow


def ask(store: Path, question: str) -> Answer:
    return answerer_of(store).answer(question)


def labels(answer: Answer) -> list[str]:
    return [item.label for item in answer.items]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("電算システムの入替えの後継は？", {"住民情報システムの共同化", "標準準拠システムへの移行"}),
        ("電算システムの入替えは今のどの施策に引き継がれていますか", {"標準準拠システムへの移行"}),
        ("ふるさと納税の拡大の前身は？", {"あしはら寄付の呼び掛け"}),
        ("what became of よし原の自然学校?", {"よし原ブルーカーボンの取組"}),
    ],
)
def test_a_successor_is_told_as_unconfirmed_with_both_sides(built: Path, question: str, expected: set[str]):
    """Until somebody says so."""
    answer = ask(built, question)
    assert expected <= set(labels(answer))
    assert "未確認" in answer.text or "not confirmed" in answer.text
    assert ("確かさ0." in answer.text) or ("probability 0." in answer.text)
    documents = {citation.document for citation in answer.citations}
    assert len(documents) >= 2
    assert all(item.reason == "未確認" for item in answer.items)


def test_an_accepted_link_comes_first_and_without_a_doubt(store: Path):
    """What is left stays marked."""
    every = links(open_snapshot(store), everything=True)
    rows = [row for row in every if row["from_label"] == "ほたる号の路線の再編"]
    chosen = next(row for row in rows if row["to_label"] == "予約制乗合交通の導入")
    decide(store, chosen["id"], LinkStatus.ACCEPTED, Review())
    answer = ask(store, "ほたる号の路線の再編の後継は？")
    assert labels(answer)[0] == "予約制乗合交通の導入"
    assert answer.items[0].reason == "確認済み"
    assert "ほかに未確認の候補として、「ほたる号の電気バス化」" in answer.text


def test_a_rejected_link_is_not_told(store: Path):
    """Of one that had no other, there is no successor."""
    for row in links(open_snapshot(store)):
        if row["from_label"] == "よし原の自然学校":
            decide(store, row["id"], LinkStatus.REJECTED, Review())
    answer = ask(store, "よし原の自然学校の後継は？")
    assert answer.abstained or "よし原ブルーカーボンの取組" not in answer.text


def test_the_way_of_a_thing_is_told_oldest_first(built: Path):
    """変遷 names every step."""
    found = labels(ask(built, "ほたる号の取組の変遷"))
    assert (
        found.index("ほたる号の運行")
        < found.index("ほたる号の路線の再編")
        < found.index("ほたる号の電気バス化")
    )


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        ("行政改革プラン2012からなくなった施策は？", "市制50周年の記念行事", "ほたる号の運行"),
        ("都市経営プラン2024で新しく加わった施策は？", "生成AIによる文書作成の支援", "ほたる号の電気バス化"),
    ],
)
def test_what_a_plan_lost_and_gained(built: Path, question: str, inside: str, outside: str):
    """The count is that of the list, and nobody has confirmed it."""
    answer = ask(built, question)
    assert inside in labels(answer)
    assert outside not in labels(answer)
    assert answer.value == len(answer.items)
    assert "未確認" in answer.text


def test_an_office_of_old_is_told_by_the_name_of_today(built: Path):
    """As a proposal."""
    assert "「広報課」" in ask(built, "広報室は今のどの課？").text


def test_the_organisation_of_its_time_answers(built: Path):
    """企画室 had things to do in 2012, 企画課 has them in 2024."""
    assert labels(ask(built, "平成24年度に企画室が担当した取組は？")) == [
        "全事業の棚おろし",
        "市制50周年の記念行事",
    ]
    assert labels(ask(built, "令和6年度に企画課が担当する取組は？")) == ["ふるさと納税の拡大"]


def test_what_only_follows_is_told_as_inferred_beside_what_a_person_said(store: Path):
    """第3次 to 第4次 is inferred; an accepted link of the same plan does not make it sure."""
    from keikaku.graph.review.deciding import add
    from keikaku.ontology.model.facts import LinkRelation

    add(store, "第3次葦原市総合計画", "葦原市情報化計画", LinkRelation.SPLITS, Review())
    answer = ask(store, "第3次葦原市総合計画の後継は？")
    marks = {item.label: item.reason for item in answer.items}
    assert marks["葦原市情報化計画"] == "確認済み"
    assert marks["第4次葦原市総合計画"] == "推定"
    assert "「第4次葦原市総合計画」（推定）" in answer.text
