"""Plans in force together are held beside each other where they do not say the same, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.views.discrepancies import (
    OTHER_UNIT,
    OTHER_VALUE,
    OTHER_YEAR,
    Figure,
    apart,
    differing,
    discrepancies,
)
from keikaku.ingest.pipeline import Options, build
from keikaku.web.links.routes import link_routes


def figure(plan: str, value: float, **given: object) -> Figure:
    told: dict[str, object] = {
        "fact": plan,
        "city": "星見市",
        "plan": plan,
        "label": plan,
        "own": None,
        "start": 2024,
        "end": 2028,
        "name": "来館者数",
        "of": "",
        "year": 2028,
        "kind": "target",
        "value": value,
        "unit": "人",
        "text": f"{value}人",
        "file": f"{plan}.txt",
        "line": 1,
        **given,
    }
    return Figure(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (figure("乙", 5000), OTHER_VALUE),
        (figure("乙", 4000), ""),
        (figure("乙", 4000, unit="件"), OTHER_UNIT),
        (figure("乙", 4000, year=2027), OTHER_YEAR),
        (figure("乙", 5000, year=2027), ""),
        (figure("甲", 5000), ""),
        (figure("乙", 5000, start=2029, end=2033), ""),
        (figure("乙", 5000, start=None, end=None), ""),
    ],
)
def test_two_figures_differ_in_value_unit_or_year_where_their_plans_meet(other: Figure, kind: str):
    assert apart(figure("甲", 4000), other) == kind


def test_what_is_counted_of_two_units_is_two_things():
    """The 職員 of one 部 are not those of another, in whatever plans they stand."""
    rows = [figure("甲", 44, name="正規職員", of="企画部"), figure("乙", 30, name="正規職員", of="市民部")]
    assert list(differing(rows)) == []
    (found,) = differing([rows[0], rows[1]._replace(of="企画部")])
    assert found.kind == OTHER_VALUE


PLAN = """星見市{name}

計画の期間は、令和6（2024）年度から令和10（2028）年度までとします。

基本目標1 学び

取組1-1 {title}
担当：教育部 図書課

本に親しむ場を設けます。

【目標指標】

・来館者数 {value}人以上
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans of one city and time that promise another number of the same visitors."""
    folder = tmp_path_factory.mktemp("apart")
    for name, title, value in (
        ("読書計画", "図書館の夜間開館", "4,000"),
        ("文化計画", "本の市の開催", "5,000"),
    ):
        text = PLAN.format(name=name, title=title, value=value)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build([folder], folder / "store", Options(encoder=lambda: None))
    return folder / "store"


@pytest.mark.slow
def test_both_sides_are_told_with_their_places(store: Path):
    (found,) = discrepancies(open_snapshot(store))
    assert found.kind == OTHER_VALUE
    assert found.name == "来館者数"
    assert {found.one_place, found.other_place} == {"文化計画.txt 14行目", "読書計画.txt 14行目"}


@pytest.mark.slow
def test_staff_see_the_table_and_can_take_it_along(store: Path):
    pages = TestClient(Starlette(routes=link_routes(store)))
    shown = pages.get("/staff/discrepancies").text
    assert "値が違う" in shown
    assert "5,000人以上" in shown
    assert "4,000人以上" in pages.get("/staff/discrepancies.csv").content.decode("utf-8-sig")
