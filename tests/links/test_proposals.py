"""What is proposed, of which kind, and with which reasons."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.graph.review.links import links
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.views.history import comparison, flow, plans_with_initiatives, timeline
from keikaku.ingest.build import read_documents
from keikaku.ingest.links.organisations import organisation_successions
from keikaku.ingest.links.propose import propose
from keikaku.ingest.links.relations import relations
from keikaku.ingest.links.sides import Side
from keikaku.ontology.model import facts as m
from keikaku.ontology.model.successions import POSSIBLE, SHOWN

CITY = "市"


def side(year: int, title: str, text: str = "", unit: str = "企画部") -> Side:
    return Side(
        key=f"{CITY}/initiative/{year}/{title}",
        plan=f"{CITY}/plan/{year}",
        year=year,
        title=title,
        text=text,
        units=frozenset({f"{CITY}/department/{unit}"}),
    )


def test_the_same_name_in_another_year_is_a_link_between_two_things():
    """And its reasons are sentences."""
    text = "小型バスほたる号の路線を見直し、病院と駅を結ぶ。"
    (link,) = [
        one
        for one in propose(
            [
                side(2012, "ほたる号の運行", text),
                side(2018, "ほたる号の運行", text),
                side(2018, "公園の清掃"),
            ],
            None,
            m.LinkLevel.INITIATIVE,
            {f"{CITY}/department/企画部": "企画部"},
        )
        if (one.score or 0) >= SHOWN
    ]
    assert (link.earlier, link.later) == (
        f"{CITY}/initiative/2012/ほたる号の運行",
        f"{CITY}/initiative/2018/ほたる号の運行",
    )
    assert "どちらも企画部が担う。" in link.reasons
    assert all(reason.endswith("。") for reason in link.reasons)


def test_things_of_one_year_or_of_two_cities_are_never_linked():
    """A succession leads from a year to a later one, inside a city."""
    other = Side(key="町/initiative/2018/ほたる号", plan="町/plan/2018", year=2018, title="ほたる号")
    for sides in ([side(2012, "ほたる号"), side(2012, "ほたる号の運行")], [side(2012, "ほたる号"), other]):
        assert propose(sides, None, m.LinkLevel.INITIATIVE, {}) == ()


def unit(label: str, kind: type) -> m.Fact:
    name = "section" if kind is m.Section else "department"
    return kind(key=f"{CITY}/{name}/{label}", label=label, municipality=f"{CITY}/municipality/{CITY}")


def doing(year: int, *units: m.Fact) -> m.Initiative:
    sections = tuple(one.key for one in units if isinstance(one, m.Section))
    departments = tuple(one.key for one in units if isinstance(one, m.Department))
    return m.Initiative(
        key=f"{CITY}/initiative/{year}/{len(units)}{units[0].key[-4:]}",
        label="x",
        plan=f"{CITY}/plan/{year}",
        fiscal_year=year,
        sections=sections,
        departments=departments,
    )


def test_an_office_that_became_a_section_is_proposed_with_its_years():
    """情報推進室 is told of until 2003, 情報推進課 from 2019."""
    office, section = unit("情報推進室", m.Section), unit("情報推進課", m.Section)
    (link,) = organisation_successions([office, section, doing(2003, office), doing(2019, section)])
    assert (link.earlier, link.later, link.status) == (office.key, section.key, m.LinkStatus.PROPOSED)
    assert link.relation is m.LinkRelation.RENAMES
    assert "2003年度" in link.reasons[0]
    assert "2019年度" in link.reasons[0]


def test_departments_that_stand_side_by_side_are_no_renaming():
    """都市整備部 and 都市再生部 of one plan; a name of its own is none either."""
    one, other = unit("都市整備部", m.Department), unit("都市再生部", m.Department)
    third = unit("都市整備局", m.Department)
    facts = [one, other, third, doing(2025, one, other, third)]
    assert organisation_successions(facts) == ()


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("↓企画経営室行政評価担当 宮内線 2150・2151", "企画経営室"),
        ("問合せ：防災課 電話 000-11-2222", "防災課"),
        ("※緑化推進課公園係（内線 123）", "緑化推進課"),
        ("広報課は、内線 123を設けました。", None),
        ("市では電話 000-11-2222で受け付けます。", None),
    ],
)
def test_whom_a_page_tells_to_ask_is_a_section(tmp_path: Path, line: str, section: str | None):
    """An office that no other line names has a history too; a sentence names none."""
    document = tmp_path / "page.txt"
    document.write_text(f"みどり市の計画\n\n{line}\n\n市では計画を定めました。\n", encoding="utf-8")
    (extraction,), _ = read_documents([document], "みどり市")
    assert [fact.label for fact in extraction.facts if isinstance(fact, m.Section)] == (
        [section] if section else []
    )


@pytest.mark.slow
def test_what_changed_hands_is_a_move(built: Path):
    """The children's rooms went to another department."""
    rows = [row for row in links(open_snapshot(built)) if row["level"] == "initiative"]
    kinds = {(row["from_label"], row["to_label"]): row["relation"] for row in rows}
    assert kinds["全小学校での放課後子ども教室", "放課後の居場所の一体化"] == "moves"


def test_one_with_two_heirs_is_split_and_two_with_one_heir_are_merged():
    """Among the links that are shown."""
    bus, tram, both = side(2018, "ほたる号"), side(2018, "路面電車"), side(2024, "市内の足")
    parts = [side(2024, "電気バス"), side(2024, "乗合交通")]
    assert set(relations([(bus, one) for one in parts])) == {m.LinkRelation.SPLITS}
    assert set(relations([(bus, both), (tram, both)])) == {m.LinkRelation.MERGES}


@pytest.mark.slow
def test_plans_hang_together_as_the_documents_say(built: Path):
    """Stated: two replacements and a plan that became a pillar; inferred: the numbered ones."""
    rows = [row for row in links(open_snapshot(built)) if row["level"] == "plan"]
    told = {(row["from_label"], row["to_label"]): (row["status"], row["relation"]) for row in rows}
    assert told["葦原市行政改革プラン2012", "葦原市行政経営プラン2018"] == ("stated", "renames")
    assert told["葦原市情報化計画", "便利な手続とデジタル"] == ("stated", "merges")
    assert told["第3次葦原市総合計画", "第4次葦原市総合計画"] == ("inferred", "continues")


@pytest.mark.slow
def test_two_plans_side_by_side_hold_every_initiative_of_both(built: Path):
    """Continued, split, merged, moved, ended and new; the counts are those of the rows."""
    snapshot = open_snapshot(built)
    first, second, _ = plans_with_initiatives(snapshot)
    found = comparison(snapshot, first["iri"], second["iri"])
    assert len({row["from"] for row in found.rows if row["from"]}) == first["count"]
    assert len({row["to"] for row in found.rows if row["to"]}) == second["count"]
    assert sum(found.counts.values()) == len(found.rows)
    kinds = {row["from_label"] or row["to_label"]: row["kind"] for row in found.rows if row["status"] == ""}
    assert kinds["市制50周年の記念行事"] == "終了"
    weak = [
        row
        for row in links(snapshot, everything=True)
        if POSSIBLE <= (row["score"] or 0) < SHOWN
        and {row["from_plan"], row["to_plan"]} == {first["label"], second["label"]}
    ]
    assert all(kinds.get(row["from_label"]) != "終了" for row in weak)


@pytest.mark.slow
def test_a_time_line_runs_from_the_first_ancestor_to_now(built: Path):
    """Three generations of one bus, asked from its middle."""
    snapshot = open_snapshot(built)
    thing = next(row["to"] for row in links(snapshot) if row["to_label"] == "ほたる号の路線の再編")
    rows = timeline(snapshot, thing)
    assert [row["year"] for row in rows] == sorted(row["year"] for row in rows)
    assert {"ほたる号の運行", "ほたる号の路線の再編", "ほたる号の電気バス化"} <= {
        row["label"] for row in rows
    }


@pytest.mark.slow
def test_the_flow_counts_the_links_of_initiatives(built: Path):
    """Each once."""
    snapshot = open_snapshot(built)
    shown = [row for row in links(snapshot) if row["level"] == "initiative"]
    assert sum(row["links"] for row in flow(snapshot)) == len(shown)


@given(
    titles=st.lists(st.text(max_size=12), max_size=6),
    texts=st.lists(st.text(max_size=30), max_size=6),
    years=st.lists(st.integers(2000, 2003), max_size=6),
)
def test_no_text_breaks_the_proposals(titles: list[str], texts: list[str], years: list[int]):
    """Nothing, signs alone, and letters of any script; each link leads from a year to a later one."""
    sides = [
        Side(
            key=f"{CITY}/initiative/{year}/{place}",
            plan=f"{CITY}/plan/{year}",
            year=year,
            title=title,
            text=text,
        )
        for place, (title, text, year) in enumerate(zip(titles, texts, years, strict=False))
    ]
    known = {one.key: one.year for one in sides}
    for link in propose(sides, None, m.LinkLevel.INITIATIVE, {}):
        assert known[link.earlier] < known[link.later]
        assert 0 <= (link.score or 0) <= 1
