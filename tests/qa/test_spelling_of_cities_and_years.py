"""A city under another ending and a year without its era are read as the documents write them, and nothing else is."""

from __future__ import annotations

import pytest

from keikaku.qa.names.lexicon import Thing, build_lexicon
from keikaku.qa.naming.otherwise import misnamed_cities, years_without_era

CITY = Thing(key="c", kind="municipality", label="葉山台市")
OLD = Thing(key="o", kind="plan", label="部の目標", fiscal_year=2004)
LONG = Thing(key="l", kind="plan", label="総合計画", start=2020, end=2029)
OF_CITY = Thing(key="p", kind="plan", label="計画", city="c")
MENTIONED = Thing(key="m", kind="plan", label="将来構想", start=2030, end=2045, mentioned_only=True)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("葉山台町の施策", [("葉山台町", "葉山台市")]),
        ("葉山台市の施策", []),
        ("葉山台町二丁目の公園", []),
        ("葉山町の施策", []),
    ],
)
def test_the_own_city_is_known_by_another_ending(text: str, read: list[tuple[str, str]]):
    assert list(misnamed_cities(text, build_lexicon([CITY, OF_CITY]))) == read


def test_a_municipality_that_there_is_stays_itself():
    """There is a 府中町 beside the 府中市."""
    lexicon = build_lexicon([Thing(key="c", kind="municipality", label="府中市"), OF_CITY])
    assert list(misnamed_cities("府中町の施策", lexicon)) == []
    assert list(misnamed_cities("府中村の施策", lexicon)) == [("府中村", "府中市")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("16年度の目標", [("16年度", "平成16年度")]),
        ("4年度の目標", []),
        ("令和16年度の目標", []),
        ("2016年度の目標", []),
        ("20年度の目標", []),
    ],
)
def test_a_year_without_an_era_is_one_that_the_documents_tell_of(text: str, read: list[tuple[str, str]]):
    """Reiwa first; 平成16年度 where only that has a plan; none where no era has one."""
    assert list(years_without_era(text, build_lexicon([OLD, LONG, MENTIONED]))) == read
