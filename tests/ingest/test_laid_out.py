"""Tables in every dress: drawn, in even columns, ruled between rows alone, named again, with labels over rows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from reading import extraction

from keikaku.ingest.extract import extract
from keikaku.ingest.formats.pdf.characters import Char
from keikaku.ingest.formats.pdf.lines import lines_of
from keikaku.ingest.formats.pdf.open_tables import open_tables
from keikaku.ingest.formats.writing import Writing
from keikaku.ingest.source import Source
from keikaku.ontology.model.facts import Attribute, Field, Initiative, Observation

DRAWN = """みずくま市緑の計画
┌──┬─────┬────┬─────┬────┐
│番号│取組名       │担当      │指標（単位） │R6目標    │
├──────────────────┤
│【水辺】                                        │
├──┼─────┼────┼─────┼────┤
│ 1  │葦原の草刈り │河川課    │参加者（人） │   120    │
│    │と見回り     │          │             │          │
├──┼─────┼────┼─────┼────┤
│ 2  │水車の修理   │〃        │台数（台）   │     3    │
└──┴─────┴────┴─────┴────┘
"""
EVEN = """みずくま市緑の計画

番号  取組名              担当        指標      単位    R6目標   決算額
-----------------------------------------------------------------------
＜水辺＞
1     葦原の草刈り        河川課      参加者    人         120    1,200
2     水車の修理          同上        台数      台           3      300

＜街＞
3     並木の診断          緑地課      本数      本          80      940
-----------------------------------------------------------------------
      計                                                           2,440
"""


def of(found, kind):
    """The facts of a kind."""
    return [fact for fact in found.facts if isinstance(fact, kind)]


def rows(found):
    """Titles with the last part of their units' keys and their field or pillar."""
    return [
        (one.label, [unit.rsplit("/", 1)[-1] for unit in (*one.departments, *one.sections)])
        for one in of(found, Initiative)
    ]


def sheet(rows: list[list[str]], filled: dict[int, dict[int, str]] | None = None):
    """An extraction of rows as a reader of workbooks hands them over; an empty row parts tables."""
    writing = Writing()
    writing.add("みずくま市事業評価")
    for place, cells in enumerate(rows):
        if cells:
            writing.row(cells, filled=(filled or {}).get(place, {}))
        else:
            writing.blank()
    content = writing.content()
    return extract(Source("made.xlsx", "digest", content.text, content.hints, content.parts))


@pytest.mark.parametrize("text", [DRAWN, EVEN], ids=["drawn", "even"])
def test_a_table_of_characters_has_rows_columns_and_dittos(text):
    found = extraction(text)
    assert rows(found)[-1 if text is DRAWN else 1] == ("水車の修理", ["河川課"])
    assert rows(found)[0] == (
        "葦原の草刈りと見回り" if text is DRAWN else "葦原の草刈り",
        ["河川課"],
    )
    assert len(rows(found)) == (2 if text is DRAWN else 3)
    aims = {(a.value, a.unit, a.fiscal_year) for a in of(found, Attribute) if "目標" in a.name}
    assert {(120, "人", 2024), (3, "台", 2024)} <= aims


def test_a_quote_of_a_drawn_row_holds_no_rule():
    found = extraction(DRAWN)
    assert not [e for one in of(found, Initiative) for e in one.evidence if "─" in e.quote]


def test_a_list_and_the_sheet_behind_it_tell_of_one_thing():
    found = sheet(
        [
            ["番号", "事務事業名", "担当課"],
            ["1", "花壇づくり事業", "緑地課"],
            ["2", "朝市の応援事業", "商工課"],
            [],
            ["事務事業名", "花壇づくり事業"],
            ["担当部", "建設部", "担当課", "緑地課"],
            ["基本目標", "２　街を彩る"],
        ]
    )
    assert len({one.key for one in of(found, Initiative)}) == 2


def test_the_unit_of_the_corner_holds_for_the_cells():
    found = sheet(
        [
            ["費用（千円）", "R4決算", "R5決算"],
            ["委託料", "1,650", "1,876"],
            ["人件費", "1,520", "1,520"],
        ]
    )
    assert {(o.value, o.unit) for o in of(found, Observation)} >= {(1650000, "円"), (1876000, "円")}


def test_a_label_over_several_rows_leaves_each_its_own():
    filled = {5: {0: "点検"}}
    found = sheet(
        [
            ["事務事業名", "花壇づくり事業"],
            ["担当課", "緑地課"],
            ["目的", "駅前を花で飾る。"],
            ["対象", "市民"],
            ["点検", "必要度", "Ａ", "高い"],
            ["", "速さ", "Ｂ", "ふつう"],
        ],
        filled,
    )
    told = {(a.name, a.text) for a in of(found, Attribute)}
    assert {("点検 必要度", "Ａ"), ("点検 速さ", "Ｂ")} <= told


def test_figures_of_a_table_at_the_end_join_by_name():
    found = sheet(
        [
            ["取組", "内容", "関係課"],
            ["花壇づくり", "駅前に花を植えます。", "【緑地課】"],
            ["朝市の応援", "月に一度開きます。", "【商工課・農政課】"],
            [],
            ["取組", "指標（単位）", "現状 令和6年度", "目標 令和12年度"],
            ["花壇づくり", "花壇の数（か所）", "5", "7"],
            ["朝市の応援", "出店数（店）", "12", "20"],
        ]
    )
    assert len({one.key for one in of(found, Initiative)}) == 2
    assert {unit for _, units in rows(found) for unit in units} == {"緑地課", "商工課", "農政課"}
    key = next(one.key for one in of(found, Initiative) if one.label == "花壇づくり")
    counted = {(o.value, o.fiscal_year) for o in of(found, Observation) if o.subject == key}
    assert counted >= {(5, 2024), (7, 2030)}
    assert not of(found, Field)


def test_rules_between_rows_tell_where_columns_begin():
    edges = [
        {"orientation": "h", "top": top, "bottom": top, "x0": left, "x1": right}
        for top in (10.0, 30.0, 50.0, 70.0)
        for left, right in ((0.0, 60.0), (60.0, 160.0), (160.0, 220.0))
    ]
    (box, cells), *more = open_tables(SimpleNamespace(edges=edges), [])
    assert (box, len(cells), len(cells[0]), more) == ((0.0, 10.0, 220.0, 70.0), 3, 3, [])
    assert not list(open_tables(SimpleNamespace(edges=edges[:6]), []))


def test_a_flat_letter_stands_on_its_line():
    letters = [Char("の", 0, 12, 100, 112), Char("一", 12, 24, 104.5, 105.9), Char("括", 24, 36, 100, 112)]
    assert [line.text for line in lines_of(letters)] == ["の一括"]
