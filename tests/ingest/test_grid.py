"""Any table becomes records: by the form of its values first, by its heads second, and no cell is lost."""

from __future__ import annotations

import pytest
from grids import LEFT, UP, grid

from keikaku.ingest.grid.cells import are_units, kind_of
from keikaku.ingest.grid.heads import part_head
from keikaku.ingest.grid.regular import make_regular
from keikaku.ingest.grid.roles import roles_of
from keikaku.ingest.grid.tables import blocks_of, read_grid
from keikaku.ingest.grid.words import is_label, vote
from keikaku.ingest.signs.units import Unit, units_of_cell


def records(*rows, above=()):
    """The records of a table as (label, units, pillar, field)."""
    return [(r.label, r.units, r.pillar, r.field) for r in read_grid(grid(*rows, above=above)).records]


def kept(*rows, above=()):
    """The kept cells of the first record as (path, text, unit, year)."""
    first = read_grid(grid(*rows, above=above)).records[0]
    return [(one.path, one.text, one.unit, one.year) for one in first.kept]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "blank"),
        ("―", "blank"),
        ("〃", "ditto"),
        ("同上", "ditto"),
        ("令和9年度", "year"),
        ("R9", "year"),
        ("1,450", "number"),
        ("▲3.5％", "number"),
        ("約67億円", "number"),
        ("26張", "number"),
        ("12.5回/年", "number"),
        ("2-1-3", "code"),
        ("農林課", "unit"),
        ("教育部 学校課", "unit"),
        ("1 暮らしを支える", "name"),
        ("3歳児の健診", "name"),
        ("堤防のかさ上げ", "name"),
        ("水門を直し、堤防をかさ上げします。", "prose"),
    ],
)
def test_a_cell_tells_by_its_form_what_it_is(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("head", "concept"),
    [
        ("細事業名", "TITLE"),
        ("取 組 名", "TITLE"),
        ("主管課名", "RESPONSIBLE"),
        ("関係する課", "RELATED"),
        ("協力部署", "RELATED"),
        ("目標値（令和9年度）", "TARGET"),
        ("これからの方向性", "RATING"),
        ("前年度予算額", "BUDGET"),
        ("堤防の高さ", None),
    ],
)
def test_a_head_votes_with_the_longest_form_that_it_ends_with(head, concept):
    found = vote(head)
    assert (found.concept if found else None) == concept


def test_only_the_very_word_of_a_head_is_a_label():
    assert is_label("担当課")
    assert not is_label("防災の担当課")


class TestHeads:
    """One to three rows of heads, joined to a path for each column."""

    def test_two_rows_join_to_a_path_and_the_title_row_above_is_no_head(self):
        table = make_regular(
            grid(
                ["令和7年度の一覧", "", "", ""],
                ["事業", LEFT, "当初予算", LEFT],
                ["番号", "名称", "令和6年度", "令和7年度"],
                ["1", "堤防のかさ上げ", "120", "340"],
            )
        )
        assert [column.path for column in table.columns] == [
            ("事業", "番号"),
            ("事業", "名称"),
            ("当初予算", "令和6年度"),
            ("当初予算", "令和7年度"),
        ]
        assert len(table.titles) == 1

    def test_an_open_head_cell_goes_on_from_the_left_where_the_row_below_parts_it(self):
        table = make_regular(
            grid(
                ["区　分", "令和7年度", "", "令和6年度", ""],
                ["", "予算額", "構成比", "予算額", "構成比"],
                ["堤　防　費", "7,300", "2.5", "7,100", "2.4"],
            )
        )
        assert [column.path for column in table.columns][1:3] == [
            ("令和7年度", "予算額"),
            ("令和7年度", "構成比"),
        ]
        assert table.columns[0].path == ("区分",)

    def test_years_below_a_head_are_its_second_row_and_no_other_table(self):
        (only,) = blocks_of(
            grid(
                ["事業名", "見込まれる額", LEFT],
                [UP, "令和6年度", "令和7年度"],
                ["堤防のかさ上げ", "120", "340"],
            )
        )
        assert make_regular(only).columns[2].path == ("見込まれる額", "令和7年度")

    def test_another_head_below_the_rows_begins_another_table(self):
        found = blocks_of(
            grid(["区分", "令和6年度"], ["堤防費", "7,300"], ["区分", "令和7年度"], ["堤防費", "7,100"])
        )
        assert [len(one.rows) for one in found] == [2, 2]

    def test_a_row_of_values_is_no_head(self):
        assert part_head(grid(["堤防のかさ上げ", "河川課", "45件"], ["水門の塗装", "河川課", "3基"])) == (
            0,
            0,
        )


class TestRoles:
    """All columns of a table are decided together, by their values first."""

    def test_the_finest_column_is_the_title_and_the_coarser_left_of_it_stand_above(self):
        assert records(
            ["施策", "基本事業", "事務事業", "所属"],
            ["水を治める", "川を太くする", "堤防のかさ上げ", "河川課"],
            ["水を治める", "川を太くする", "水門の塗装", "河川課"],
            ["水を治める", "下水の道を守る", "管の入替え", "下水課"],
            ["海と暮らす", "港を守る", "桟橋の補強", "港湾課"],
        )[2] == ("管の入替え", ("下水課",), "水を治める", "下水の道を守る")

    def test_values_alone_tell_title_and_unit_where_heads_say_nothing(self):
        assert records(
            ["い", "ろ", "は"],
            ["水を治める", "堤防のかさ上げ", "河川課"],
            ["水を治める", "水門の塗装", "河川課"],
            ["海と暮らす", "桟橋の補強", "港湾課"],
        ) == [
            ("堤防のかさ上げ", ("河川課",), "水を治める", ""),
            ("水門の塗装", ("河川課",), "水を治める", ""),
            ("桟橋の補強", ("港湾課",), "海と暮らす", ""),
        ]

    def test_a_related_unit_is_not_responsible(self):
        (record,) = read_grid(
            grid(["取組名", "所管課", "関連する課"], ["桟橋の補強", "港湾課", "全課"])
        ).records
        assert record.units == ("港湾課",)
        assert [(one.path, one.text) for one in record.kept] == [(("関連する課",), "全課")]

    def test_kinds_in_two_letters_are_neither_title_nor_pillar(self):
        assert records(
            ["区分", "事業名", "担当課"],
            ["新規", "桟橋の補強", "港湾課"],
            ["継続", "水門の塗装", "河川課"],
            ["新規", "管の入替え", "下水課"],
        )[0] == ("桟橋の補強", ("港湾課",), "", "")

    def test_a_head_that_names_units_takes_names_that_end_as_none(self):
        assert records(["事業名", "担当課"], ["桟橋の補強", "みなと振興院"], ["水門の塗装", "川づくり部門"])[
            0
        ] == ("桟橋の補強", ("みなと振興院",), "", "")

    def test_a_table_of_indicators_lists_no_initiatives(self):
        read = read_grid(
            grid(["指標名", "単位", "基準値（R5）", "目標値（R10）"], ["堤防の高さ", "m", "3.5", "4.2"])
        )
        assert (read.kind, read.records) == ("values", ())

    def test_the_columns_of_a_part_and_a_section_are_both_responsible(self):
        table = make_regular(
            grid(
                ["部", "課", "事業名"], ["建設部", "河川課", "水門の塗装"], ["建設部", "港湾課", "桟橋の補強"]
            )
        )
        assert roles_of(table) == ("responsible", "responsible", "title")


class TestRows:
    """Sections, notes, sums and repeats are told apart; ditto marks and merged cells are carried down."""

    def test_ditto_marks_and_merged_cells_mean_the_cell_above(self):
        assert [
            units
            for _, units, _, _ in records(
                ["施策名", "担当課"], ["水門の塗装", "河川課"], ["堤防の草刈り", "〃"], ["桟橋の補強", "同上"],
                ["管の入替え", "下水課"], ["管の清掃", UP],
            )
        ] == [("河川課",), ("河川課",), ("河川課",), ("下水課",), ("下水課",)]  # fmt: skip

    def test_section_rows_head_the_rows_below_and_sums_notes_and_repeats_are_no_rows(self):
        assert records(
            ["施策名", "担当課", "目標値"],
            ["1 水を治める", LEFT, LEFT],
            ["水門の塗装", "河川課", "3基"],
            ["小計", "1件", ""],
            ["2 海と暮らす", "", ""],
            ["桟橋の補強", "港湾課", "2本"],
            ["水門の塗装（再掲）", "河川課", "3基"],
            ["施策名", "担当課", "目標値"],
            ["港の清掃", "港湾課", "12回"],
            ["合計", "3件", ""],
            ["（注）令和9年度の目標です。", "", ""],
        ) == [
            ("水門の塗装", ("河川課",), "1 水を治める", ""),
            ("桟橋の補強", ("港湾課",), "2 海と暮らす", ""),
            ("港の清掃", ("港湾課",), "2 海と暮らす", ""),
        ]

    def test_a_section_row_of_units_names_who_is_responsible_below(self):
        assert records(
            ["No", "事務事業名", "決算額（千円）"],
            ["【建設部　河川課】", "", ""],
            ["1", "水門の塗装", "100"],
            ["2", "堤防の草刈り", "200"],
        )[1] == ("堤防の草刈り", ("建設部　河川課",), "", "")


class TestKept:
    """Every cell with a row and a head is kept, with the unit and the year that stand around it."""

    def test_the_head_path_gives_the_year_and_the_unit(self):
        assert kept(
            ["事業名", "担当課", "計画額（千円）", LEFT, "評価"],
            [UP, UP, "令和7年度", "令和8年度", UP],
            ["桟橋の補強", "港湾課", "45,000", "62,000", "Ａ"],
        ) == [
            (("計画額（千円）", "令和7年度"), "45,000", "千円", 2025),
            (("計画額（千円）", "令和8年度"), "62,000", "千円", 2026),
            (("評価",), "Ａ", "", None),
        ]

    def test_a_caption_gives_the_unit_of_money_alone(self):
        assert kept(
            ["事業名", "担当課", "事業費", "実績"],
            ["桟橋の補強", "港湾課", "4,500", "12"],
            above=["（単位：千円）"],
        ) == [(("事業費",), "4,500", "千円", None), (("実績",), "12", "", None)]

    def test_a_figure_behind_its_indicator_bears_its_name_and_unit(self):
        told = kept(
            ["事業名", "担当課", "活動指標", "単位", "実績"],
            ["桟橋の補強", "港湾課", "直した桟橋", "本", "14"],
        )
        assert told[-1] == (("実績", "直した桟橋"), "14", "本", None)


class TestCards:
    """Labels beside their values, one or two pairs a row, also with a small table inside."""

    def test_pairs_become_one_record_a_card(self):
        assert records(
            ["取組No.", "1-1", "取組名", "桟橋の補強"],
            ["所管課", "港湾課", "関係課", "財政課"],
            ["取組内容", "杭を打ち直す。", LEFT, LEFT],
            ["取組No.", "1-2", "取組名", "水門の塗装"],
            ["所管課", "河川課", "関係課", "全課"],
        ) == [("桟橋の補強", ("港湾課",), "", ""), ("水門の塗装", ("河川課",), "", "")]

    def test_a_small_table_in_a_card_is_kept_with_its_years(self):
        told = kept(
            ["事務事業名", "港の清掃", LEFT, LEFT],
            ["担当部", "建設部", "担当課", "港湾課"],
            ["指標名", "令和5年度実績", "令和6年度実績", "令和7年度計画"],
            ["拾ったごみ", "3t", "4t", "5t"],
            ["事業費（千円）", "120", "130", "140"],
            ["今後の方向性", "拡大", LEFT, LEFT],
        )
        assert (("拾ったごみ", "令和6年度実績"), "4t", "", 2024) in told
        assert (("事業費（千円）", "令和7年度計画"), "140", "千円", 2025) in told
        assert (("今後の方向性",), "拡大", "", None) in told


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("教育部 図書館", [Unit("教育部", "図書館")]),
        ("港湾課（桟橋係）", [Unit(lower="港湾課")]),
        ("港湾課長", [Unit(lower="港湾課")]),
        ("港湾課（窓口：総務課）", [Unit(lower="港湾課")]),
        ("港湾課ほか", [Unit(lower="港湾課")]),
        ("水防 河川課", [Unit("水防", "河川課")]),
        ("みなと振興院", [Unit(lower="みなと振興院")]),
        ("12", []),
    ],
)
def test_units_in_a_cell_that_names_them_are_read_as_they_are_written(cell, units):
    assert list(units_of_cell(cell)) == units


def test_words_of_units_are_units_whatever_stands_in_brackets():
    assert are_units("教育部図書館（中央）")
    assert not are_units("公園の再生")
