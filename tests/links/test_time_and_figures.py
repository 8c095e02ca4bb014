"""Time decides who can follow whom, figures prove it, and a thing has one heir unless something says otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from keikaku.ingest.links.pairs.candidates import Pairs
from keikaku.ingest.links.pairs.exclusive import rivals
from keikaku.ingest.links.periods import drafts, side_by_side, times_of
from keikaku.ingest.links.plans import plan_successions
from keikaku.ingest.links.propose import propose
from keikaku.ingest.links.sides import Side, initiative_sides
from keikaku.ontology.model import facts as m
from keikaku.ontology.model.successions import SHOWN

CITY = "市"


def plan(name: str, start: int, end: int) -> m.Plan:
    return m.Plan(key=f"{CITY}/plan/{name}", label=name, municipality=CITY, start=start, end=end)


def side(year: int, title: str, figures: dict | None = None, name: str = "", order: int = 0) -> Side:
    return Side(
        key=f"{CITY}/initiative/{year}/{title}/{order}",
        plan=f"{CITY}/plan/{name or year}",
        year=year,
        title=title,
        figures=figures or {},
        order=order,
    )


def budget(*values: float) -> dict[tuple[str, str, int], float]:
    return {("予算額", "円", 2020 + place): value for place, value in enumerate(values)}


def shown(sides: list[Side]) -> list[m.Succession]:
    return [one for one in propose(sides, None, m.LinkLevel.INITIATIVE, {}) if (one.score or 0) >= SHOWN]


@pytest.mark.parametrize(
    ("one", "other", "beside"),
    [
        (plan("緑の計画", 2020, 2027), plan("景観計画", 2023, 2030), True),
        (plan("緑の計画", 2020, 2027), plan("令和5年度景観の方針", 2023, 2023), True),
        (plan("行政改革大綱", 2015, 2020), plan("経営計画", 2020, 2025), False),
        (plan("実施計画2024", 2024, 2026), plan("実施計画2025", 2025, 2027), False),
    ],
)
def test_plans_in_force_together_are_no_successors(one: m.Plan, other: m.Plan, *, beside: bool):
    """One boundary year, or one name with the next years, is a succession all the same."""
    assert ((one.key, other.key) in side_by_side([one, other])) == beside


def test_plans_that_a_document_joins_are_not_held_apart():
    """What is said wins over what the periods suggest."""
    one, other = plan("緑の計画", 2020, 2027), plan("景観計画", 2023, 2030)
    told = m.Relation(
        key=f"{CITY}/relation/1", subject=other.key, kind=m.RelationKind.REPLACES, object=one.key
    )
    assert side_by_side([one, other, told]) == frozenset()


def test_a_plan_and_its_draft_are_one():
    """No link leads from the draft to the plan."""
    draft, settled = plan("第2次緑の基本計画(案)", 2024, 2030), plan("第2次緑の基本計画", 2025, 2030)
    facts = [draft, settled]
    assert (draft.key, settled.key) in drafts(facts)
    assert plan_successions(facts, times_of(facts)) == ()


def test_what_goes_on_in_plans_side_by_side_is_related_and_no_succession():
    """With that as its first reason."""
    green, view = plan("緑の計画", 2020, 2027), plan("景観計画", 2023, 2030)
    sides = [side(2020, "ほたる川の植樹", name="緑の計画"), side(2023, "ほたる川の植樹", name="景観計画")]
    links = propose(sides, None, m.LinkLevel.INITIATIVE, {}, times=times_of([green, view]))
    assert [link.relation for link in links] == [m.LinkRelation.RELATED]
    assert "並行" in links[0].reasons[0]


def test_equal_figures_of_the_same_years_tell_a_renamed_thing_and_stand_first_among_the_reasons():
    """Counted in 円 here and in 百万円 there."""
    sides = [
        side(2022, "ほたる号の運行", budget(14_995_000, 31_204_000, 29_871_000)),
        side(2022, "公園の清掃", budget(3_110_000, 3_240_000, 3_305_000)),
        side(2023, "市内交通の確保", budget(15_000_000, 31_000_000, 30_000_000)),
        side(2023, "緑地の手入れ", budget(3_100_000, 3_200_000, 3_300_000)),
    ]
    links = {(one.earlier, one.later): one for one in shown(sides)}
    assert set(links) == {(sides[0].key, sides[2].key), (sides[1].key, sides[3].key)}
    assert all("数値が一致" in one.reasons[0] for one in links.values())


def test_the_same_name_with_other_figures_of_the_same_years_is_another_thing():
    """Two rows of one name, told apart by what they cost, not by where they stand."""
    sides = [
        side(2022, "道路の補修", budget(52_000_000, 48_100_000, 61_700_000), order=0),
        side(2022, "道路の補修", budget(7_400_000, 8_800_000, 9_100_000), order=1),
        side(2023, "道路の補修", budget(7_400_000, 8_800_000, 9_100_000), order=0),
        side(2023, "道路の補修", budget(52_000_000, 48_100_000, 61_700_000), order=1),
    ]
    assert {(one.earlier, one.later) for one in shown(sides)} == {
        (sides[0].key, sides[3].key),
        (sides[1].key, sides[2].key),
    }


def test_of_two_pairs_that_share_an_end_the_better_is_chosen():
    """And the other knows what its sides have found."""
    sides = [side(2022, "一"), side(2022, "二"), side(2023, "三")]
    found = rivals(sides, Pairs(np.array([0, 1]), np.array([2, 2])), np.array([0.6, 0.9]))
    assert found.chosen.tolist() == [False, True]
    assert found.high.tolist() == [0.9, 0.9]
    assert found.low.tolist() == [0.0, 0.9]


def test_the_cells_of_a_row_are_its_figures_and_its_words():
    """Years and units of a head do not keep two lists apart."""
    one = m.Initiative(key=f"{CITY}/initiative/p/a", label="植樹", plan="p", fiscal_year=2022)
    cells = [
        m.Attribute(
            key="1",
            subject=one.key,
            name="令和4年度予算額（千円）",
            text="12",
            value=12_000.0,
            unit="円",
            fiscal_year=2022,
        ),
        m.Attribute(key="2", subject=one.key, name="概要", text="川沿いに木を植え、市民と育てる。"),
    ]
    (found,) = initiative_sides([one, *cells])
    assert dict(found.figures) == {("予算額", "円", 2022): 12_000.0}
    assert found.text == "川沿いに木を植え、市民と育てる。"
