"""What names the document, its time and its maker is no initiative; kinds of units and bare numbers are told so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from reading import extraction, rows

from keikaku.ingest.extract import extract
from keikaku.ingest.formats.readers import read_source
from keikaku.ingest.isolation import Isolated, isolated
from keikaku.ingest.signs.units import read_units, units_of_cell
from keikaku.ingest.source import Source
from keikaku.ontology.model.facts import Extraction, Field, Initiative, Pillar, Plan

LIST = "番号\t取組項目\t担当課\n1\t花壇の手入れ\t緑課\n2\t水路の見守り\t水路課\n"
OURS = [["花壇の手入れ", ["緑課"]], ["水路の見守り", ["水路課"]]]
COVERS = {
    "a title, its month and who made it": "第２次みどり市水辺計画実施計画（令和７年度～令和９年度）\n\n令和７年４月\nみどり市総務部行政課\n\n",
    "a title and who made it, right above the table": "みどり市水辺計画実施計画\n\n令和７年４月\n\nみどり市総務部\n\n",
    "a period and who made it": "みどり市水辺計画\n令和７年度～令和９年度\n総務部　行政課\n\n",
    "labels beside their values": "計画名\tみどり市水辺計画\n計画期間\t令和７年度～令和９年度\n所管\t総務部行政課\n\n",
    "labels, a version and a day": "計画名\tみどり市水辺計画\n計画期間\t令和７年度～令和９年度\n所管\t総務部行政課\n作成日\t令和7年4月1日\n版\t第2版\n\n",
    "a card of the plan itself": "名称\tみどり市水辺計画\n担当課\t行政課\n期間\t令和７年度～令和９年度\n\n",
}


def told(found: Extraction) -> list[list]:
    """The initiatives with their units."""
    return [[row["label"], [*row["departments"], *row["sections"]]] for row in rows(found)]


def as_text(cover: str, _: Path, __: Isolated) -> Extraction:
    """The cover and the list in one text."""
    return extraction(f"{cover}取組の一覧\n\n{LIST}")


@pytest.fixture(scope="module")
def apart() -> Iterator[Isolated]:
    """One process that reads every workbook: each of its own would take half a second to begin."""
    with isolated() as one:
        yield one


def as_book(cover: str, folder: Path, apart: Isolated) -> Extraction:
    """The cover and the list as two sheets of a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in (("表紙", cover), ("一覧", LIST)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split("\t"))
    book.save(folder / "made_up.xlsx")
    source = read_source(folder / "made_up.xlsx", apart=apart)
    assert isinstance(source, Source)
    return extract(source)


WAYS = pytest.mark.parametrize("way", [as_text, as_book])


@WAYS
@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS)
def test_a_cover_holds_no_initiative_and_gives_none_its_units(cover, way, tmp_path: Path, apart: Isolated):
    assert told(way(cover, tmp_path, apart)) == OURS


@WAYS
@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS)
def test_the_plan_is_called_what_its_cover_calls_it_without_the_label(
    cover, way, tmp_path: Path, apart: Isolated
):
    plans = [one.label for one in way(cover, tmp_path, apart).facts if isinstance(one, Plan)]
    assert plans
    assert all("計画名" not in label and "名称" not in label for label in plans)
    assert any("みどり市水辺計画" in label for label in plans)


def test_an_initiative_that_names_a_plan_and_says_what_is_done_with_it_stays():
    text = f"みどり市水辺計画\n\n{LIST}3\t水辺計画の見直し\t行政課\n4\t川の計画\t行政課\n"
    assert [label for label, _ in told(extraction(text))][2:] == ["水辺計画の見直し", "川の計画"]


KINDS = {
    "関係各課": ["?"],
    "関係部局": ["?"],
    "担当課": ["?"],
    "各施設所管課": ["?"],
    "各部・課": ["全庁"],
    "全ての所属": ["全庁"],
    "すべての部": ["全庁"],
    "庁内各課": ["全庁"],
    "総務課、関係課": ["総務課", "?"],
    "市民課ほか関係各課": ["市民課"],
    "総務部各課": ["総務部"],
    "各務課": ["各務課"],
    "連携推進課": ["連携推進課"],
    "全国大会課": ["全国大会課"],
}


@pytest.mark.parametrize("text", KINDS)
def test_a_kind_of_units_is_the_name_of_none(text):
    for read in (read_units, units_of_cell):
        named = [
            "全庁" if one.whole_city else "?" if one.unnamed else one.upper + one.lower for one in read(text)
        ]
        assert named == KINDS[text]


def test_a_row_of_some_units_without_a_name_has_no_department_and_takes_none_from_a_heading():
    text = f"みどり市水辺計画\n\n■総務部\n{LIST}3\t川の清掃\t関係各課\n4\t橋の点検\t各部\n"
    found = {one.label: one for one in extraction(text).facts if isinstance(one, Initiative)}
    assert (found["川の清掃"].departments, found["川の清掃"].whole_city) == ((), False)
    assert (found["橋の点検"].departments, found["橋の点検"].whole_city) == ((), True)


def test_a_time_in_a_column_of_units_is_no_unit():
    assert units_of_cell("令和7年度～令和9年度") == ()


NUMBERED = """みどり市水辺計画
計画期間：令和7年度から令和9年度

政策	分野	施策	担当
政策1 安心	2 川	花壇の手入れ	緑課
政策1 安心	2 川	水路の見守り	水路課
政策2	1 橋	橋の点検	道路課
政策2	1 橋	灯りの整備	道路課
"""


def test_pillars_and_fields_of_a_column_keep_the_numbers_that_they_are_asked_by():
    facts = extraction(NUMBERED).facts
    pillars = {one.label: (one.number, one.alt_labels) for one in facts if isinstance(one, Pillar)}
    assert pillars == {"安心": ("1", ("政策1 安心",)), "政策2": ("2", ())}
    assert {one.label: one.number for one in facts if isinstance(one, Field)} == {"川": "2", "橋": "1"}


def test_a_heading_that_is_a_number_alone_is_a_pillar_and_the_title_below_it_an_initiative():
    text = (
        "みどり市水辺計画\n\n政策2\n花壇の手入れ　緑課\n植えます。\n水路の見守り　水路課\n守ります。\n\n"
        "政策3\n川の清掃　全課\n掃除します。\n橋の点検　道路課\n調べます。\n"
    )
    pillars = {one.key: one for one in extraction(text).facts if isinstance(one, Pillar)}
    assert [(one.label, one.number, one.alt_labels) for one in pillars.values()] == [
        ("政策2", "2", ()),
        ("政策3", "3", ()),
    ]
    found = [one for one in extraction(text).facts if isinstance(one, Initiative)]
    assert [(one.label, pillars[one.pillar].label) for one in found] == [
        ("花壇の手入れ", "政策2"),
        ("水路の見守り", "政策2"),
        ("川の清掃", "政策3"),
        ("橋の点検", "政策3"),
    ]
