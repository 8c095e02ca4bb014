"""Nothing that one document, line, link or value does costs another its place."""

from __future__ import annotations

import pytest
from reading import extraction, rows

from keikaku.ingest import extract as extracting
from keikaku.ingest.build import read_documents
from keikaku.ingest.formats import readers
from keikaku.ingest.links import all as linking
from keikaku.ingest.links.pairs.weights import weights_of
from keikaku.ingest.links.sides import Side
from keikaku.ingest.page.titles import is_imprint
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import Comparator, Indicator, Initiative, Observation, Plan, Problem
from keikaku.ontology.model.names import key

PLAN = (
    "みどり市防災計画2030\n\n体系1 備える\n備蓄の点検　防災課\n点検する。\n名簿の更新　防災課\n更新する。\n"
)


def test_a_title_that_splits_otherwise_alone_than_before_its_text_is_weighed():
    sides = [
        Side(key=f"みどり市/initiative/{number}", plan="p", year=2024 + number, title=title, text=text)
        for number, (title, text) in enumerate(
            (("職員の数", "職員は318人です。"), ("集いの日", "集います。"))
        )
    ]
    weights = weights_of(sides)
    assert (weights.titles.getnnz(axis=1) > 0).all()
    assert ((weights.words > 0).astype(int) - (weights.titles > 0).astype(int)).min() >= 0


def test_a_link_that_points_to_itself_is_one_sentence(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    try:
        (tmp_path / "again.txt").symlink_to("again.txt")
        (tmp_path / "one.txt").symlink_to("other.txt")
        (tmp_path / "other.txt").symlink_to("one.txt")
    except OSError:
        pytest.skip("this system makes no links here: run the test where it may")
    extractions, problems = read_documents([tmp_path])
    assert [one.document.file for one in extractions] == ["plan.txt"]
    assert sorted(one.file for one in problems) == ["again.txt", "one.txt", "other.txt"]
    (alone,) = read_documents([tmp_path / "again.txt"])[1]
    assert "自分自身を指すリンク" in alone.message


def test_whatever_a_reader_raises_at_one_file_the_others_are_read(tmp_path, monkeypatch):
    def damaged(content):
        raise RuntimeError(content)

    monkeypatch.setattr(readers, "HERE", {**readers.HERE, ".csv": damaged})
    monkeypatch.setattr(readers.read_source, "__defaults__", (readers.HERE, None))
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "bad.csv").write_text("a,b", encoding="utf-8")
    extractions, (problem,) = read_documents([tmp_path])
    assert len(extractions) == 1
    assert problem.file == "bad.csv"
    assert "壊れて" in problem.message


def test_a_document_that_no_rule_was_ready_for_is_left_out_alone(tmp_path, monkeypatch):
    def stumbling(reading):
        if reading.file == "odd.txt":
            raise KeyError(reading.file)
        return ()

    monkeypatch.setattr(extracting, "STAGES", (*extracting.STAGES, stumbling))
    for name in ("odd.txt", "plan.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    report = build([tmp_path], tmp_path / "store", Options())
    assert report.data_version is not None
    assert [one.document.file for one in report.read] == ["plan.txt"]
    assert any("odd.txt" in one.message and "この文書だけ" in one.message for one in report.problems)


def test_proposals_of_links_cost_no_build(tmp_path, monkeypatch):
    def stumbling(*_):
        raise KeyError("語")

    monkeypatch.setattr(linking, "plan_successions", stumbling)
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    report = build([tmp_path / "plan.txt"], tmp_path / "store", Options())
    assert report.data_version is not None
    assert any("つながり" in one.message for one in report.problems)


def test_a_value_that_breaks_a_shape_is_named_and_the_rest_is_published(tmp_path, monkeypatch):
    def broken(reading):
        evidence = reading.evidence(reading.scene.lines[3:4], "value")
        indicator = Indicator(
            key=key(reading.city, "indicator", "量"),
            label="量",
            municipality=reading.city_key,
            evidence=(reading.evidence(reading.scene.lines[3:4]),),
        )
        value = Observation(
            key=key(reading.city, "observation", "量"),
            indicator=indicator.key,
            subject=reading.city_key,
            text="12袋",
            value=12.0,
            unit="袋",
            comparator=Comparator.EXACT,
            plan=reading.document,
            evidence=(evidence,),
        )
        return indicator, value

    monkeypatch.setattr(extracting, "STAGES", (*extracting.STAGES, broken))
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    report = build([tmp_path / "plan.txt"], tmp_path / "store", Options())
    assert report.data_version is not None
    assert not any(isinstance(fact, Observation) for fact in report.facts)
    assert [one.message for one in report.problems if "12袋" in one.message and "この値だけ" in one.message]
    assert len(list(rows(report.read[0]))) == 2


def test_a_small_table_of_numbers_is_published_without_any_plan(tmp_path):
    text = "みどり市の台所\n\n区分\t令和6年度\t令和7年度\n税\t6,360\t6,538\n民生\t10,869\t11,737\n"
    (tmp_path / "numbers.txt").write_text(text, encoding="utf-8")
    report = build([tmp_path / "numbers.txt"], tmp_path / "store", Options())
    values = {fact.value for fact in report.facts if isinstance(fact, Observation)}
    assert report.data_version is not None
    assert values == {6360.0, 6538.0, 10869.0, 11737.0}
    assert not [one for one in report.problems if isinstance(one, Problem) and one.severity == "refused"]


@pytest.mark.parametrize("title", ["みどり市　令和6年度取組一覧", "みどり市 仕事 一覧", "みどり市取組一覧"])
def test_a_blank_in_the_title_of_a_list_makes_no_table_of_numbers_of_it(title):
    text = f"{title}\n取組名\t担当課\t手間\n備蓄の点検\t防災課\t1200\n名簿の更新\t伝達課\t3400\n"
    assert [row["label"] for row in rows(extraction(text))] == ["備蓄の点検", "名簿の更新"]


@pytest.mark.parametrize(
    "line",
    [
        "令和8年3月　みどり市総務部",
        "2026年3月31日　総務部防災課",
        "令和８年３月\nみどり市総務部",
        "令和8年3月改訂　総務部",
        "令和8年3月　みどり市　総務部",
        "みどり市　総務部",
    ],
)
def test_an_imprint_is_no_initiative(line):
    found = list(rows(extraction(PLAN.replace("\n\n", f"\n\n{line}\n\n", 1))))
    assert [row["label"] for row in found] == ["備蓄の点検", "名簿の更新"]
    assert {name for row in found for name in row["departments"]} == {"防災課"}


def test_a_date_in_a_title_makes_no_imprint_of_it():
    assert not is_imprint("令和8年3月に開く集い")
    assert not is_imprint("令和8年度の備え")


BODY = "\n体系1 備える\n備蓄の点検　防災課\n点検する。\n名簿の更新　防災課\n更新する。\n"
BACKWARDS = (
    "かえで台市水の計画\n\n第1章 計画の期間\n計画期間は令和12年度からとし、令和8年度までとします。\n" + BODY
)


@pytest.mark.slow
def test_a_period_that_ends_before_it_begins_is_left_out_alone_and_told_with_its_place(tmp_path):
    (tmp_path / "water.txt").write_text(BACKWARDS, encoding="utf-8")
    report = build([tmp_path / "water.txt"], tmp_path / "store", Options())
    assert report.data_version
    (plan,) = [f for f in report.facts if isinstance(f, Plan) and not f.mentioned_only]
    assert (plan.start, plan.end) == (None, None)
    assert sum(isinstance(fact, Initiative) and fact.plan == plan.key for fact in report.facts) == 2
    told = [one.message for one in report.problems if "年度" in one.message]
    assert len(told) == 1
    assert told[0].startswith("water.txt 4行目: 「かえで台市水の計画」の期間（2030年度から2026年度まで）")


@pytest.mark.parametrize(
    "sentence",
    [
        "第7次計画の期間が令和6年度で満了することから策定しました。",
        "前計画の計画期間は令和6年度まででした。",
        "旧来の計画は令和2年度から令和6年度までを期間としていました。",
        "かえで台市道路計画の計画期間は令和5年度から令和14年度までです。",
    ],
)
def test_the_period_of_another_plan_is_not_that_of_this_one(sentence):
    """By whose it is said to be, by the decision of this one, or by the year in which this one begins."""
    told = f"第1章 はじめに\n{sentence}\n計画期間は令和7年度から令和11年度までです。\n"
    text = f"かえで台市水の計画\n\n令和7年3月\n\n{told}{BODY}"
    (plan,) = [f for f in extraction(text).facts if isinstance(f, Plan) and not f.mentioned_only]
    assert (plan.start, plan.end) == (2025, 2029)


def test_layers_of_a_comprehensive_plan_tell_its_period():
    """The first that is told, which spans the others."""
    text = (
        "第3次かえで台市総合計画\n\n第1章 はじめに\n基本構想の期間は令和7年度から令和16年度までです。\n"
        "前期基本計画の計画期間は令和7年度から令和11年度までです。\n" + BODY
    )
    (plan,) = [f for f in extraction(text).facts if isinstance(f, Plan) and not f.mentioned_only]
    assert (plan.start, plan.end) == (2025, 2034)
