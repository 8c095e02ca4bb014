"""What staff put right holds through every build, is marked wherever it is shown, and is reported when lost."""

from __future__ import annotations

import pytest
from as_files import MAKERS

from keikaku.cli.opening import answerer_of
from keikaku.cli.terminal import answer_lines
from keikaku.graph.store.checks import check
from keikaku.graph.store.publish import stored_facts
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.lessons.corrections import read_corrections
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import (
    Correction,
    Department,
    Initiative,
    Municipality,
    Pillar,
    Plan,
    Section,
    Target,
)
from keikaku.web.chat.render import answer_html

pytestmark = pytest.mark.slow

PLAN = """みどり市防災計画2030
計画期間は、令和７年度から令和９年度までです。
基本目標１ 備える
避難所の見直し 総務部
避難所の鍵を町会と分けて持つ。
備蓄の点検 総務部
倉庫の中身を年に二度確かめる。
目標指標
・点検の回数 年1回
基本目標２ 伝える
名簿の更新 総務部
町会の名簿を年に一度新しくする。
"""
HEADER = "文書,行,IRI,項目,正しい値,理由,役割\n"


def corrected(folder, rows, text=PLAN, **options):
    """A build of the plan with a corrections file of some rows; none where no rows are given."""
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    file = folder / "corrections.csv"
    if rows is not None:
        file.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="cp932")
    given = file if rows is not None else None
    return build([folder / "plan.txt"], folder / "store", Options(**options), corrections=given)


def facts(report, kind):
    """The facts of a class by their labels or texts."""
    return {getattr(one, "label", "") or one.text: one for one in report.facts if isinstance(one, kind)}


def units(report, label):
    """The names of who is responsible."""
    labels = {one.key: one.label for one in report.facts if isinstance(one, Department | Section)}
    one = facts(report, Initiative)[label]
    return [labels[unit] for unit in (*one.departments, *one.sections)]


def test_a_municipality_that_was_misread_is_put_right_for_every_question(tmp_path):
    report = corrected(tmp_path, ["plan.txt,1,,自治体,碧野市,取り違え,企画課"])
    assert not report.problems
    assert [one.label for one in report.facts if isinstance(one, Municipality)] == ["碧野市"]
    answer = answerer_of(tmp_path / "store").answer("碧野市の総務部の施策は？")
    assert answer.total == 3
    refused = answerer_of(tmp_path / "store").answer("みどり市の総務部の施策は？")
    assert refused.status.value == "out_of_scope"


def test_a_wrong_department_title_pillar_target_and_period_are_put_right(tmp_path):
    report = corrected(
        tmp_path,
        [
            "plan.txt,4,,担当,危機管理部防災課,改組,企画課",
            "plan.txt,6行目,,名前,備蓄品の点検,誤字,企画課",
            "plan.txt,6,,体系,伝える,取り違え,企画課",
            "plan.txt,9,,目標,点検の回数 年2回,誤字,企画課",
            "plan.txt,2,,終了年度,2030,取り違え,企画課",
            "plan.txt,11,,削除,はい,施策でない,企画課",
        ],
    )
    assert [problem.message for problem in report.problems] == []
    assert units(report, "避難所の見直し") == ["危機管理部", "防災課"]
    pillars = facts(report, Pillar)
    assert facts(report, Initiative)["備蓄品の点検"].pillar == pillars["伝える"].key
    assert facts(report, Target)["点検の回数 年2回"].figures[0].value == 2
    assert facts(report, Plan)["みどり市防災計画2030"].end == 2030
    assert "名簿の更新" not in facts(report, Initiative)
    assert len(report.corrections) == 6
    assert report.corrections[0].wrong == "総務部"
    assert check(open_snapshot(tmp_path / "store")).violations == ()


def test_a_correction_holds_when_the_document_is_built_again_and_its_lines_moved(tmp_path):
    corrected(tmp_path, ["plan.txt,4,,担当,防災課,改組,企画課"])
    report = corrected(tmp_path, None, PLAN.replace("計画期間は", "はじめに一行。\n計画期間は"))
    assert units(report, "避難所の見直し") == ["防災課"]
    assert len(stored_facts(tmp_path / "store", Correction)) == 1


def test_what_a_document_says_stays_in_its_own_graph(tmp_path):
    corrected(tmp_path, ["plan.txt,4,,担当,防災課,改組,企画課"])
    report = corrected(tmp_path, [])
    assert report.corrections == ()
    assert units(report, "避難所の見直し") == ["総務部"]


@pytest.mark.slow
def test_a_correction_whose_line_is_gone_is_reported_and_waits(tmp_path):
    corrected(tmp_path, ["plan.txt,4,,担当,防災課,改組,企画課"])
    report = corrected(tmp_path, None, PLAN.replace("避難所の見直し", "避難の場の開設"))
    assert "plan.txt 4行目" in report.problems[-1].message
    assert "見つからない" in report.problems[-1].message
    assert (
        "対象が見つからない人手訂正: plan.txt 4行目（担当）"
        in check(open_snapshot(tmp_path / "store")).to_text()
    )
    assert units(corrected(tmp_path, None), "避難所の見直し") == ["防災課"]


def test_an_iri_and_a_place_of_a_sheet_name_a_thing_too(tmp_path):
    (tmp_path / "plan.xlsx").write_bytes(
        MAKERS[".xlsx"]("みどり市防災計画2030\n施策名\t担当課\n備蓄の点検\t総務課\n")
    )
    file = tmp_path / "c.csv"
    iri = "http://127.0.0.1:7860/id/みどり市/initiative/防災計画2030/備蓄の点検"
    file.write_text(
        f"{HEADER}plan.xlsx,シート「計画」 3行目,,担当,防災課,改組,企画課\n,,{iri},番号,7,抜け,企画課\n",
        encoding="utf-8",
    )
    report = build([tmp_path / "plan.xlsx"], tmp_path / "store", Options(), corrections=file)
    assert [problem.message for problem in report.problems] == []
    assert units(report, "備蓄の点検") == ["防災課"]
    assert facts(report, Initiative)["備蓄の点検"].number == "7"


MISSED = PLAN.replace(
    "基本目標２ 伝える\n", "見回り\n町会と夜に見回る。\n防災局も加わる。\n基本目標２ 伝える\n"
)
ADDED = [
    "plan.txt,10,,施策の追加,見回り,抜け,企画課",
    "plan.txt,12,,部の追加,防災局,抜け,企画課",
    "plan.txt,12,,計画の追加,防災局も加わる,抜け,企画課",
]


def test_what_was_missed_is_added_where_it_stands_and_stays_when_the_document_is_built_again(tmp_path):
    """An initiative gets its pillar, its text and its citation; all of them can be asked for."""
    before = corrected(tmp_path, None, MISSED)
    assert "見回り" not in facts(before, Initiative)
    moved = MISSED.replace("計画期間は", "はじめに一行。\n計画期間は")
    for report in (corrected(tmp_path, ADDED, MISSED), corrected(tmp_path, None, moved)):
        assert [problem.message for problem in report.problems] == []
        one = facts(report, Initiative)["見回り"]
        assert one.pillar == facts(report, Pillar)["備える"].key
        assert one.plan == facts(report, Plan)["みどり市防災計画2030"].key
        assert "防災局" in facts(report, Department)
        assert facts(report, Plan)["防災局も加わる"].mentioned_only
    assert check(open_snapshot(tmp_path / "store")).violations == ()
    answer = answerer_of(tmp_path / "store").answer("備えるの施策は？")
    assert [item.label for item in answer.items] == ["避難所の見直し", "備蓄の点検", "見回り"]
    told = answerer_of(tmp_path / "store").answer("見回りとは？")
    assert "町会と夜に見回る。" in told.text
    assert "人手訂正" in told.text


def test_the_unit_of_an_added_initiative_is_put_right_by_a_row_below(tmp_path):
    iri = "http://127.0.0.1:7860/id/みどり市/initiative/防災計画2030/見回り"
    report = corrected(tmp_path, [*ADDED[:1], f",,{iri},担当,総務部,抜け,企画課"], MISSED)
    assert [problem.message for problem in report.problems] == []
    assert units(report, "見回り") == ["総務部"]


def test_a_plan_is_added_before_its_initiatives_wherever_its_row_stands(tmp_path):
    text = "みどり市からのお知らせ\n\n見回りを町会と続けます。\n\nしごと帳によります。\n"
    assert facts(corrected(tmp_path, None, text), Initiative) == {}
    one, plan = "plan.txt,3,,施策の追加,見回り,抜け,企画課", "plan.txt,5,,計画の追加,しごと帳,抜け,企画課"
    alone = corrected(tmp_path, [one], text)
    assert "先に計画を追加" in alone.problems[-1].message
    report = corrected(tmp_path, [one, plan], text)
    assert [problem.message for problem in report.problems] == []
    assert facts(report, Initiative)["見回り"].plan == facts(report, Plan)["しごと帳"].key


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("plan.txt,10,,施策の追加,夜回り,抜け,企画課", "その行に「夜回り」という言葉が見つからない"),
        ("plan.txt,4,,施策の追加,避難所の見直し,抜け,企画課", "もう読み取られている"),
        ("plan.txt,999,,施策の追加,見回り,抜け,企画課", "見つからない"),
        ("other.txt,10,,施策の追加,見回り,抜け,企画課", "登録されていない"),
        (",,http://127.0.0.1:7860/id/みどり市/initiative/x/y,施策の追加,見回り,抜け,企画課", "文書と行"),
    ],
)
def test_what_cannot_be_added_is_told(tmp_path, row, why):
    report = corrected(tmp_path, [row], MISSED)
    assert len(report.problems) == 1
    assert why in report.problems[0].message


FAULTS = {
    "plan.txt,99,,担当,防災課,改組,企画課": "見つからない",
    "plan.txt,1,,担当,防災課,改組,企画課": "見つからない",
    "other.txt,4,,担当,防災課,改組,企画課": "登録されていない",
    "plan.txt,4,,色,防災課,改組,企画課": "項目「色」",
    "plan.txt,4,,担当,あれこれ,改組,企画課": "部署の名前",
    "plan.txt,4,,体系,ない体系,改組,企画課": "0件",
    "plan.txt,2,,終了年度,いつか,改組,企画課": "数として",
    "plan.txt,4,,担当,防災課,,企画課": "理由",
    ",,,担当,防災課,改組,企画課": "文書と行",
    ",,nothing,担当,防災課,改組,企画課": "IRI",
}


@pytest.mark.slow
@pytest.mark.parametrize("row", FAULTS)
def test_a_row_that_cannot_be_followed_is_one_sentence_and_the_others_hold(tmp_path, row):
    report = corrected(tmp_path, [row, "plan.txt,6,,担当,防災課,改組,企画課"])
    assert units(report, "備蓄の点検") == ["防災課"]
    assert len(report.problems) == 1
    message = report.problems[0].message
    assert FAULTS[row] in message
    assert "2行目" in message
    assert message.endswith("。")


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"%PDF-1.4", b'"', b"\xff\xfe\x00"])
def test_a_file_that_is_no_corrections_file_says_so_and_what_was_kept_stays(tmp_path, content):
    corrected(tmp_path, ["plan.txt,4,,担当,防災課,改組,企画課"])
    (tmp_path / "bad.csv").write_bytes(content)
    assert read_corrections(tmp_path / "bad.csv")[1][0].severity == "refused"
    report = build([tmp_path / "plan.txt"], tmp_path / "store", Options(), corrections=tmp_path / "bad.csv")
    assert units(report, "避難所の見直し") == ["防災課"]


def test_a_corrected_value_is_marked_in_the_answer_the_terminal_and_the_page(tmp_path):
    corrected(tmp_path, ["plan.txt,4,,担当,防災課,改組のため,企画課"])
    answerer = answerer_of(tmp_path / "store")
    for question in ("防災課が担当する施策は？", "避難所の見直しの担当は？"):
        answer = answerer.answer(question)
        assert "人手訂正: 「避難所の見直し」の担当（理由: 改組のため、企画課）" in answer.text
        assert '"corrected": ["担当"]' in answer.to_json()
        assert "人手訂正" in "\n".join(answer_lines(answer))
        assert "人手訂正" in answer_html(answer)
    assert "人手訂正" not in answerer.answer("備蓄の点検の担当は？").text
