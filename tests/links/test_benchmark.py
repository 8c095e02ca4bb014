"""The benchmark of successive plans scores what it is given, and its files are whole."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from links_benchmark import agreement, baselines, score
from links_benchmark.data import City, Initiative, Link, Plan, cities


def row(name: str, title: str) -> Initiative:
    return Initiative(name, "柱", "分野", title, "部", "課", title, "", "", "", "")


CITY = City(
    name="a",
    label="甲市",
    plans=(Plan("前期計画", 2012, 2017), Plan("後期計画", 2018, 2023)),
    rows=(
        (row("g1-1", "花壇の手入れ"), row("g1-2", "橋の点検"), row("g1-3", "祭りの支援")),
        (row("g2-1", "花壇の手入れ"), row("g2-2", "橋と道の点検"), row("g2-3", "祭りの記録")),
    ),
    links=(
        Link("g1-1", "g2-1", "same"),
        Link("g1-2", "g2-2", "renamed"),
        Link("g1-3", "", "none"),
    ),
)


def test_a_false_friend_costs_precision_and_a_missed_link_recall():
    found = score.score(CITY, [("g1-1", "g2-1"), ("g1-3", "g2-3")])
    assert (found.precision, found.recall) == (0.5, 0.5)
    assert (found.left_alone, found.ended) == (0, 1)
    assert score.by_kind(CITY, [("g1-1", "g2-1")])["renamed"] == (0, 1)


@pytest.mark.parametrize("module", [agreement, baselines, score])
def test_the_examples_hold(module: object):
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_bigrams_find_what_shares_its_title():
    ((earlier, later),) = CITY.pairs()
    assert baselines.matched(baselines.by_bigrams(earlier, later), 0.9) == [(0, 0)]
    assert np.all(baselines.by_bigrams(earlier, later) <= 1 + 1e-9)


@pytest.mark.parametrize("city", cities(), ids=lambda city: city.name)
def test_every_earlier_initiative_is_judged_and_every_end_is_there(city: City):
    assert all(len(rows) >= 80 and len({one.id for one in rows}) == len(rows) for rows in city.rows)
    earlier = {one.id for rows in city.rows[:-1] for one in rows}
    later = {one.id for rows in city.rows[1:] for one in rows}
    assert {link.earlier for link in city.links} == earlier
    assert {link.later for link in city.links if link.later} <= later
    assert {link.kind for link in city.links} == {*score.KINDS, "none"}
    texts = [one.text for rows in city.rows for one in rows]
    assert len(set(texts)) > 0.95 * len(texts)
