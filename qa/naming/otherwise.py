"""A city under another ending, and a year without its era: what the documents call what the question means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.eras import ERAS, fiscal_year_of
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.places.municipalities import bodies_called
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from keikaku.ontology.japanese.times import Time
    from keikaku.qa.names.lexicon import Lexicon, Thing


def misnamed_cities(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """星見町 of 星見市: the own city by another ending, where no municipality of Japan is called so."""
    for city in lexicon.municipalities:
        label = compact(city.label)
        for match in re.finditer(rf"{re.escape(label[:-1])}(?!{label[-1]})[市区町村]{_NO_PLACE}", text):
            if len(label) > SHORTEST_CITY and not bodies_called(match[0]):
                yield match[0], label


SHORTEST_CITY = 2
_NO_PLACE = "(?![一-鿿]*[町丁])"
"""星見町二丁目 is a place of 星見市."""


def years_without_era(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """15年度 where only documents of an earlier era tell of such a year, the newest such era."""
    plans = [plan for plan in lexicon.of_kind("plan") if not plan.mentioned_only]
    for time in find_times(text):
        if time.assumed_era and not _told_of(time, plans):
            for era in reversed(ERAS[:-1]):
                written = f"{era.name}{time.text}"
                earlier = find_times(written)
                if earlier and _told_of(earlier[0], plans):
                    yield time.text, written
                    break


def _told_of(time: Time, plans: Iterable[Thing]) -> bool:
    """True where a plan is of one of the fiscal years of the time."""
    last = fiscal_year_of(time.last)
    return any(
        (plan.start or plan.newest) <= last and time.fiscal_year <= (plan.end or plan.newest)
        for plan in plans
    )
