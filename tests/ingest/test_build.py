"""A folder is dropped in: what can be read is read, and each fault is one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import extraction, folded, rows

from keikaku.ingest.build import read_documents
from keikaku.ingest.doubts.uses import explain
from keikaku.ingest.formats.plain import decode
from keikaku.ingest.join.derive import derive
from keikaku.ingest.join.reconcile import reconcile
from keikaku.ontology.model.facts import Attribute, Initiative, Passage, Plan, Relation, Status

PLAN = """みどり市防災計画2030
計画期間は、令和７年度から令和９年度までです。
基本目標１ 備える
避難所の見直し 総務部
避難所の鍵を町会と分けて持つ。
備蓄の点検 総務部
倉庫の中身を年に二度確かめる。
"""


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le", "iso2022_jp"]
)
def test_every_encoding_of_an_office_is_read(tmp_path, encoding):
    (tmp_path / "plan.txt").write_bytes(PLAN.encode(encoding))
    extractions, problems = read_documents([tmp_path])
    assert problems == ()
    assert [row["label"] for row in rows(extractions[0])] == ["避難所の見直し", "備蓄の点検"]


@pytest.mark.slow
@given(st.text(alphabet=st.characters(codec="cp932", exclude_categories=["Cc", "Cs"]), min_size=40))
@settings(max_examples=50, deadline=None)
def test_what_utf8_wrote_is_decoded_as_it_was(text):
    assert decode(text.encode("utf-8")) == text


FAULTS = {
    "missing.txt": (None, "見つかりません"),
    "binary.txt": (b"\x00\x01\x02\xff" * 400, "バイナリ"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\x80" * 50, "バイナリ"),
    "broken.txt": (b"\xef\xbb\xbf\xe8\xa8\x88\xff\xff", "壊れて"),
    "nonsense.txt": (b"\xff\xff\xfe\x81 \x80", "文字コード"),
    "empty.txt": (b"", "空"),
    "blank.txt": (" 　\n\n".encode(), "空"),
    "table.bin": (b"abc", "種類"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_one_sentence_and_the_others_go_on(tmp_path, name):
    content, word = FAULTS[name]
    good, bad = tmp_path / "good.txt", tmp_path / name
    good.write_text(PLAN, encoding="utf-8")
    if content is not None:
        bad.write_bytes(content)
    extractions, problems = read_documents([bad, good])
    assert [e.document.file for e in extractions] == ["good.txt"]
    assert len(problems) == 1
    assert problems[0].severity == "refused"
    assert word in problems[0].message
    assert problems[0].message.startswith(name)
    assert problems[0].message.endswith("。")
    assert "\n" not in problems[0].message


def test_an_empty_folder_says_so(tmp_path):
    assert "読める文書がありません" in read_documents([tmp_path])[1][0].message


def test_two_files_of_one_name_are_not_mixed_up(tmp_path):
    for folder, text in (("a", PLAN), ("b", PLAN.replace("備蓄", "名簿"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_text(text, encoding="utf-8")
    extractions, problems = read_documents([tmp_path])
    assert len(extractions) == 1
    assert "同じ名前" in problems[0].message


def test_a_document_that_tells_no_city_belongs_to_the_one_that_the_others_tell(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "note.txt").write_text("庁内の心得\n\n電話は三回鳴る前に取る。\n", encoding="utf-8")
    extractions, problems = read_documents([tmp_path])
    assert {e.document.municipality for e in extractions} == {"みどり市/municipality/みどり市"}
    assert problems == ()


def test_the_city_may_be_named_where_no_document_tells_it(tmp_path):
    (tmp_path / "note.txt").write_text("庁内の心得\n\n電話は三回鳴る前に取る。\n", encoding="utf-8")
    assert "--municipality" in read_documents([tmp_path])[1][0].message
    assert read_documents([tmp_path], "青葉市")[1] == ()


def test_two_notations_of_a_year_that_disagree_are_reported(tmp_path):
    text = PLAN.replace("年に二度", "2026（令和７）年度に")
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    problem = read_documents([tmp_path])[1][0]
    assert problem.line == 7
    assert "食い違" in problem.message


def test_the_line_that_says_it_is_a_sample_is_no_fact():
    head = "【見本】この文書は「みどり市防災計画2030」を別の言葉で書き直した見本であり、原本ではありません。"
    found = extraction(f"{head}\n\n{PLAN}")
    assert found.document.retelling == head
    assert list(rows(found)) == list(rows(extraction(PLAN)))
    assert found.uses[0].use == "furniture"


def test_explain_tells_of_every_line_what_was_made_of_it():
    found = extraction(PLAN)
    told = explain(found)
    assert all(f"{use.line}行目" in told for use in found.uses)
    assert "4行目 事実" in told
    assert "題名の後に担当部署" in told


def test_page_numbers_and_running_heads_are_left_out_of_sentences():
    pages = [
        [
            "みどり市防災計画",
            "1",
            "基本目標１ 備える",
            "避難所の見直し 総務部",
            "避難所の鍵を町会と分けて持ち、開ける順番と",
            "連絡の取り方も、令和７年度の初めに集まって",
        ],
        [
            "みどり市防災計画",
            "2",
            "あらかじめ話し合って決めておく。",
            "備蓄の点検 総務部",
            "倉庫の中身を年に二度確かめながら、古い",
        ],
        [
            "みどり市防災計画",
            "3",
            "水や食料から順に入れ替えて、なくな",
            "らないように気を付ける。",
            "終わりに",
            "以上です。",
        ],
    ]
    found = extraction("\n".join(line for page in pages for line in page))
    texts = [fact.text for fact in found.facts if isinstance(fact, Passage)]
    assert any("集まってあらかじめ" in text for text in texts)
    assert not any("みどり市防災計画" in text for text in texts)
    assert [use.line for use in found.uses if use.use == "furniture"] == [1, 2, 7, 8, 12, 13]
    whole = folded("".join(line for page in pages for line in page))
    quotes = [e.quote for fact in found.facts for e in getattr(fact, "evidence", ())]
    assert [quote for quote in quotes if folded(quote) not in whole] == []


def test_a_line_that_ends_page_after_page_is_no_running_head_where_it_stands_inside_too():
    """担当 below each section belongs to it, also where it is the last line of its page."""
    pages = [
        f"みどり市水辺計画の概要\n施策{n} 川の手入れその{n}\n植える木を決めて、順に植えていきます。\n担当：緑課\n"
        f"施策{n} 橋の手入れその{n}\n橋を調べて、順に直していきます。\n担当：{unit}\n- {n} -\n"
        for n, unit in enumerate(("緑課", "緑課", "緑課", "緑課"), start=1)
    ]
    found = list(rows(extraction("みどり市水辺計画\n" + "\f".join(pages))))
    assert [row["departments"] for row in found] == [["緑課"]] * 8


def test_the_head_of_a_table_that_begins_page_after_page_is_no_running_head():
    table = "事業名\t担当課\t予算額（千円）\n川の手入れその{0}\t緑課\t1{0}0\n橋の手入れその{0}\t道課\t2{0}0\n- {0} -\n"
    text = "みどり市水辺計画\n" + "\f".join(
        f"{table.format(n)}川や橋を順に直していきます。\n市民のみなさんと進めます。\n" for n in range(1, 6)
    )
    found = extraction(text)
    assert len([one for one in found.facts if isinstance(one, Attribute)]) == 10
    assert len(list(rows(found))) == 10


def test_a_plan_that_one_document_is_and_another_names_is_one_node():
    other = extraction(
        "みどり市の便り\n\n市は「みどり市防災計画2030」を令和７年３月に決定しました。\n", "news.txt"
    )
    plans = [f for f in reconcile([other, extraction(PLAN)]) if isinstance(f, Plan)]
    assert [plan.label for plan in plans] == ["みどり市防災計画2030"]
    assert not plans[0].mentioned_only
    assert {e.document for e in plans[0].evidence} == {
        "みどり市/document/news.txt",
        "みどり市/document/made_up.txt",
    }


def test_a_later_plan_of_the_same_name_is_inferred_to_replace_the_earlier():
    older = extraction(PLAN.replace("2030", "2024"), "old.txt")
    facts = reconcile([older, extraction(PLAN)])
    relation = next(f for f in derive(facts) if isinstance(f, Relation))
    assert relation.status is Status.INFERRED
    assert (relation.subject, relation.object) == ("みどり市/plan/防災計画2030", "みどり市/plan/防災計画2024")


def test_a_name_that_stands_twice_in_a_plan_is_two_initiatives():
    twice = PLAN + "基本目標２ 伝える\n備蓄の点検 企画部\n点検の結果を町会に知らせる。\n"
    keys = [f.key for f in extraction(twice).facts if isinstance(f, Initiative)]
    assert len(keys) == len(set(keys)) == 3


HOSTILE = (
    "あ" * 20_000,
    "1 " * 10_000,
    "（" * 20_000,
    "体系1 " * 4_000,
    "\t" * 20_000 + "a",
    "「" * 9_000 + "計画」" * 3_000,
    "2025年" * 4_000,
)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:4])
def test_odd_text_is_read_in_seconds_and_nothing_is_lost(text):
    found = extraction(text)
    assert sum(use.characters for use in found.uses) == found.document.characters


@pytest.mark.slow
@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_no_text_at_all_breaks_the_reading(text):
    found = extraction(text)
    assert sum(use.characters for use in found.uses) <= found.document.characters
