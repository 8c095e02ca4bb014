"""What facts refer to stands beside them under its names."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.graph.rdf.reference import fiscal_years
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from tests.asked import select
from tests.graph import made_up

NAMED = """
SELECT ?year ?start ?end {
  ?y a plan:FiscalYear ; skos:prefLabel|skos:altLabel $name .
  ?y plan:fiscalYear ?year ; plan:startDate ?start ; plan:endDate ?end .
}"""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The made-up city."""
    folder = tmp_path_factory.mktemp("store")
    publish(folder, made_up.EXTRACTIONS, made_up.FACTS)
    return open_snapshot(folder)


@pytest.mark.parametrize("name", ["令和元年度", "平成31年度", "2019年度", "R1年度"])
def test_a_fiscal_year_is_found_by_any_of_its_notations(snapshot: Snapshot, name: str) -> None:
    """Every notation is a label."""
    query = NAMED.replace("$name", f'"{name}"@ja')
    assert select(snapshot, query) == [(2019, "2019-04-01", "2020-03-31")]


def test_the_years_are_those_that_facts_name() -> None:
    """The ends of a plan's period among them."""
    assert [year.year for year in fiscal_years(made_up.FACTS)] == [2019, 2023, 2025, 2026, 2027]


def test_a_theme_of_a_tag_has_its_name_in_both_languages(snapshot: Snapshot) -> None:
    """A query for what an initiative concerns needs no other file."""
    rows = select(
        snapshot,
        "SELECT ?l { $i plan:hasTheme/skos:prefLabel ?l } ORDER BY ?l",
        i=snapshot.node(made_up.BOOKING),
    )
    assert len(rows) == 2


def test_a_store_holds_only_the_themes_of_its_tags(tmp_path: Path) -> None:
    """Nothing that no fact refers to."""
    publish(tmp_path, (), ())
    assert select(open_snapshot(tmp_path), "SELECT ?t { ?t a plan:Theme }") == []
