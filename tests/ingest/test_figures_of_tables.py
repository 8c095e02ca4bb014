"""A figure of a table stands in the graph with the year, unit and owner that its heads and its section tell."""

from __future__ import annotations

import pytest
from reading import extraction

from keikaku.ingest.extract import extract
from keikaku.ingest.join.differing import differing, problems_of_differing
from keikaku.ingest.signs.heads import read_head, split_unit, split_year, unit_for
from keikaku.ingest.source import Hint, Source
from keikaku.ontology.model.facts import Indicator, Observation, ObservationKind, Plan, Target

PLAN = """はるか市まちの計画2030

基本目標1 学びのまち

(1) 読書の場（図書課）
本に親しむ場を広げます。

(2) 絵の広場（芸術課）
絵を見る場を広げます。
"""


def told(text: str, *, rows: bool = False) -> set[tuple[object, ...]]:
    """The figures as (owner, indicator, year, kind, value, unit); `rows`: tabs part cells of real tables."""
    found = read(text, rows=rows)
    labels = {fact.key: getattr(fact, "label", "") for fact in found.facts}
    return {
        (labels.get(o.subject, ""), labels[o.indicator], o.fiscal_year, o.kind.value, o.value, o.unit)
        for o in found.facts
        if isinstance(o, Observation)
    }


def read(text: str, *, rows: bool = False):
    lines = enumerate(text.split("\n"), start=1)
    hints = {number: Hint(row=True) for number, line in lines if rows and "\t" in line}
    return extract(Source("made_up.txt", "digest", text, hints), None)


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("R5", 2023),
        ("令和5年", 2023),
        ("H30実績", 2018),
        ("2023年", 2023),
        ("2023", 2023),
        ("目標値 2028", 2028),
        ("基準値（R5）", 2023),
        ("令和６見込", 2024),
        ("令和5年度末", 2023),
        ("令和6年3月末", 2023),
        ("2024（令和6）年", 2024),
        ("令和6年4月1日現在", 2024),
        ("R5～R9", None),
        ("令和7年度と令和8年度の差", None),
        ("まちの計画2030", None),
        ("構成比", None),
        ("第2期", None),
    ],
)
def test_a_year_in_a_head_is_that_fiscal_year(head, year):
    assert split_year(head)[1] == year


@pytest.mark.parametrize(
    ("path", "name", "year", "unit"),
    [
        (("令和8年度", "予算額"), "予算額", 2026, ""),
        (("令和８年度当初予算", "構成比（％）"), "構成比（当初予算）", 2026, "%"),
        (("計画額（千円）", "R7"), "計画額", 2025, "千円"),
        (("計画期間 令和7～9年度", "令和8年度"), "計画期間 令和7～9年度", 2026, ""),
        (("5年度末残高",), "残高", 2023, ""),
        (("市税（再掲）",), "市税（再掲）", None, ""),
    ],
)
def test_heads_over_a_column_are_read_as_one(path, name, year, unit):
    head = read_head(path)
    assert (head.name, head.fiscal_year, head.unit) == (name, year, unit)


def test_a_remark_in_brackets_is_no_unit_and_a_share_takes_no_money():
    assert [
        split_unit(one)[1] for one in ("金額（千円）", "人口（人）", "給付（新規）", "歳入（単位：百万円）")
    ] == [
        "千円",
        "人",
        "",
        "百万円",
    ]
    assert [unit_for(name, ("千円",)) for name in ("市税", "構成比", "利用者数")] == ["千円", "", ""]


BUDGET = {
    ("学びのまち", "市税の予算額", 2026, "actual", 7538000.0, "円"),
    ("学びのまち", "市税の構成比", 2026, "actual", 25.6, "%"),
    ("学びのまち", "市税の予算額", 2025, "actual", 7360000.0, "円"),
    ("学びのまち", "市税の構成比", 2025, "actual", 24.6, "%"),
}


TABS = """（単位：千円）
区　分\t令和８年度\t\t令和７年度\t
\t予算額\t構成比（％）\t予算額\t構成比（％）
市　税\t7,538\t25.6\t7,360\t24.6
地方債\t1,200\t4.1\t1,100\t3.7"""
WHITE_SPACE = """（単位：千円）
区　分　令和８年度　令和７年度
予算額　構成比（％）　予算額　構成比（％）
市　税　7,538　25.6　7,360　24.6
地方債　1,200　4.1　1,100　3.7"""
PIPES = """| 区分 | R8 | | R7 | |
|---|---|---|---|---|
| | 予算額（千円） | 構成比（％） | 予算額（千円） | 構成比（％） |
| 市税 | 7,538 | 25.6 | 7,360 | 24.6 |
| 地方債 | 1,200 | 4.1 | 1,100 | 3.7 |"""


@pytest.mark.parametrize("table", [TABS, WHITE_SPACE, PIPES], ids=["tabs", "white space", "pipes"])
def test_heads_on_two_rows_give_no_year_the_amount_of_another(table):
    found = told(f"{PLAN}\n\n{table}\n")
    assert {row[1:] for row in BUDGET} <= {row[1:] for row in found}
    assert not {
        row for row in found if row[1].startswith("市税") and row[2] == 2026 and row[4] in (7360000.0, 24.6)
    }


def test_columns_that_no_head_tells_apart_are_not_guessed():
    assert not told("区分\t予算額\t予算額\n市税\t10\t20\n地方債\t30\t40\n", rows=True)


def test_two_initiatives_keep_an_indicator_of_one_name_each():
    head = "指標名\t単位\t現状値（R5）\t目標値（R10）"
    sections = (
        "(1) 読書の場（図書課）\n指標\n" + head + "\n来館者\t人\t52,000\t61,000\n",
        "(2) 絵の広場（芸術課）\n指標\n" + head + "\n来館者\t人\t8,300\t12,500\n",
    )
    found = told("はるか市まちの計画2030\n\n基本目標1 学びのまち\n\n" + "\n".join(sections), rows=True)
    assert found == {
        ("読書の場", "来館者", 2023, "actual", 52000.0, "人"),
        ("読書の場", "来館者", 2028, "target", 61000.0, "人"),
        ("絵の広場", "来館者", 2023, "actual", 8300.0, "人"),
        ("絵の広場", "来館者", 2028, "target", 12500.0, "人"),
    }


def test_a_row_that_stands_under_a_facility_is_that_facilitys():
    table = "施設\t指標\tR5\tR6\n本館\t来館者\t10人\t20人\n\t蔵書\t5冊\t6冊\n分館\t来館者\t1人\t2人\n"
    assert {(row[1], row[2], row[4]) for row in told(table, rows=True)} == {
        ("本館の来館者", 2023, 10.0),
        ("本館の来館者", 2024, 20.0),
        ("本館の蔵書", 2023, 5.0),
        ("本館の蔵書", 2024, 6.0),
        ("分館の来館者", 2023, 1.0),
        ("分館の来館者", 2024, 2.0),
    }


def test_rows_may_be_the_years():
    found = told("年度\t来館者（人）\t蔵書（冊）\nR4\t10\t5\n令和5年\t20\t6\n", rows=True)
    assert {(row[1], row[2], row[4], row[5]) for row in found} == {
        ("来館者", 2022, 10.0, "人"),
        ("来館者", 2023, 20.0, "人"),
        ("蔵書", 2022, 5.0, "冊"),
        ("蔵書", 2023, 6.0, "冊"),
    }


def test_a_unit_stands_in_a_row_label_a_head_or_a_caption():
    table = "（単位：百万円）\n区分\tR6\n歳入\t120\n事業費（千円）\t35\n職員数\t8\n"
    assert {(row[1], row[4], row[5]) for row in told(table, rows=True)} == {
        ("歳入", 120000000.0, "円"),
        ("事業費", 35000.0, "円"),
        ("職員数", 8.0, ""),
    }


def test_a_figure_keeps_the_words_of_its_cell_and_cites_its_head():
    found = read("区分\t金額（千円）\n市税\t6,538\n地方債\t12\n", rows=True)
    one = next(fact for fact in found.facts if isinstance(fact, Observation))
    assert (one.text, one.value, one.unit) == ("6,538", 6538000.0, "円")
    assert {evidence.aspect for evidence in one.evidence} == {"value", "indicator"}


def test_a_caption_that_names_the_unit_is_cited():
    found = read("（単位：千円）\n区分\tR6\n市税\t6,538\n地方債\t12\n", rows=True)
    one = next(fact for fact in found.facts if isinstance(fact, Observation))
    assert "（単位：千円）" in {evidence.quote for evidence in one.evidence if evidence.aspect == "unit"}


def test_a_change_told_by_an_arrow_is_a_figure_and_a_target():
    text = PLAN.replace("本に親しむ場を広げます。", "KPI：貸出 R4 1,200冊 → R9 1,500冊")
    assert told(text) == {
        ("読書の場", "貸出", 2022, "actual", 1200.0, "冊"),
        ("読書の場", "貸出", 2027, "target", 1500.0, "冊"),
    }
    (target,) = (fact for fact in read(text).facts if isinstance(fact, Target))
    assert ([figure.value for figure in target.figures], target.fiscal_year) == ([1500.0], 2027)


def test_any_counter_is_a_figure_where_it_fills_a_cell():
    table = "取組名\t担当課\t目標値\n種まき\t公園課\t2,000袋\n待ち時間の短縮\t市民課\t10分以内\n集い\t文化課\t秋に開く\n"
    found = [
        fact for fact in read(f"はるか市花の計画2030\n{table}", rows=True).facts if isinstance(fact, Target)
    ]
    assert [[(f.value, f.unit, f.comparator.value) for f in fact.figures] for fact in found] == [
        [(2000.0, "袋", "exact")],
        [(10.0, "分", "at_most")],
        [],
    ]


def test_two_values_of_one_figure_are_kept_and_told():
    text = f"{PLAN}\n\n表1\n区分\t令和5年度\t令和6年度\n基金\t33億円\t31億円\n\n表2\n区分\t令和6年度\t令和7年度\n基金\t28億円\t27億円\n"
    found = read(text)
    values = {f.value for f in found.facts if isinstance(f, Observation) and f.fiscal_year == 2024}
    assert values == {3100000000.0, 2800000000.0}
    ((one, other),) = differing(found.facts)
    (problem,) = problems_of_differing(found.facts, {found.document.key: found.document.file})
    assert "食い違っています" in problem.message
    assert one.text in problem.message
    assert other.text in problem.message


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("はるか市令和7年度主要事業一覧", 2025),
        ("令和元年度　はるか市の重点事業", 2019),
        ("はるか市主要事業一覧（令和7年度）", 2025),
        ("はるか市環境計画（令和7年度～令和11年度）", None),
        ("はるか市環境計画（令和6年度策定）", None),
    ],
)
def test_the_year_of_a_lists_title_is_its_plans_and_its_rows(title, year):
    text = f"{title}\n事業名\t担当課\n園舎の改修\t保育課\n歩道の整備\t道路課\n"
    found = read(text, rows=True)
    plan = next(fact for fact in found.facts if isinstance(fact, Plan) and not fact.mentioned_only)
    years = {fact.fiscal_year for fact in found.facts if type(fact).__name__ == "Initiative"}
    assert (plan.fiscal_year, years) == (year, {year})


def test_a_bare_year_in_prose_stays_a_calendar_year():
    found = extraction("はるか市まちの計画2030\n\n(1) 読書の場（図書課）\n2023年に図書館を建て替えます。\n")
    dates = {fact.start for fact in found.facts if type(fact).__name__ == "Occurrence"}
    assert dates == {"2023-01-01"}


def test_a_heading_that_is_no_initiative_tells_two_indicators_of_one_name_apart():
    text = "# はるか市の統計\n\n## 本館\n\n区分\tR5\tR6\n来館者\t10人\t20人\n\n## 分館\n\n区分\tR5\tR6\n来館者\t1人\t2人\n"
    found = read(text)
    labels = {fact.label: fact.alt_labels for fact in found.facts if isinstance(fact, Indicator)}
    assert labels == {"本館の来館者": ("来館者",), "分館の来館者": ("来館者",)}
    assert {o.kind for o in found.facts if isinstance(o, Observation)} == {ObservationKind.ACTUAL}


AIMED = """はるか市まちの計画2030

令和7年度から令和9年度までの計画です。

基本目標1 学びのまち

(1) 読書の場
担当：図書課

本に親しむ場を広げます。

成果指標

指標名　　基準値（令和５年度）　　令和７年度　　令和８年度
貸出冊数　　120冊　　150冊　　180冊

(2) 水辺の観察
担当：自然課

池の水を調べます。

成果指標

指標名　　基準値（令和５年度）　　令和７年度　　令和８年度
池のにごり　　3.8mg/L　　3.5mg/L　　3.2mg/L
"""


def test_a_table_of_one_row_under_targets_is_read_cell_by_cell() -> None:
    """Its years are those of targets, but for the one from where it sets out; nothing of it is a target in one string."""
    figures = {(row[1], row[2], row[3], row[4], row[5]) for row in told(AIMED)}
    assert ("貸出冊数", 2023, "actual", 120.0, "冊") in figures
    assert {("貸出冊数", 2025, "target", 150.0, "冊"), ("貸出冊数", 2026, "target", 180.0, "冊")} <= figures
    assert ("池のにごり", 2026, "target", 3.2, "mg/L") in figures
    assert not [fact for fact in read(AIMED).facts if isinstance(fact, Target)]
