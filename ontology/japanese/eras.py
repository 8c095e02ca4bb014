"""The Japanese eras, in one place: years, fiscal years and every way in which people write one.

A fiscal year runs from April to March and is known by the calendar year in which it begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its first day, and the highest year that a text may give it without being contradictory.

    Plans written before an era ended count on in it (平成32年度 is fiscal 2020), so that bound is well above
    the last year of the era; 令和99年 is beyond what any plan means.
    """

    name: str
    letter: str
    romanised: str
    start: date
    highest_year: int

    @property
    def base(self) -> int:
        """The calendar year before the first year of the era."""
        return self.start.year - 1


ERAS = (
    Era("明治", "M", "meiji", date(1868, 1, 25), 45),
    Era("大正", "T", "taisho", date(1912, 7, 30), 15),
    Era("昭和", "S", "showa", date(1926, 12, 25), 75),
    Era("平成", "H", "heisei", date(1989, 1, 8), 72),
    Era("令和", "R", "reiwa", date(2019, 5, 1), 62),
)
BARE_LETTERS = ("H", "R")
"""Letters that are a year without 年 after the number: R3, H15; M3, T1 and S1 are other things."""

ERA_OF = {name: era for era in ERAS for name in (era.name, era.letter, era.romanised)}


def fiscal_year_of(iso: str) -> int:
    """The fiscal year of a day (or month) in ISO form.

    >>> fiscal_year_of("2020-03-31"), fiscal_year_of("2020-04")
    (2019, 2020)
    """
    year, month = int(iso[:4]), int(iso[5:7])
    return year if month >= 4 else year - 1


def era_name(fiscal_year: int) -> str:
    """The era and year that people give a fiscal year; 令和元, not 平成31, for the one of the change.

    >>> era_name(2019), era_name(2018), era_name(2026)
    ('令和元', '平成30', '令和8')
    """
    era, year = _era_year(fiscal_year)
    return f"{era.name}{'元' if year == 1 else year}" if era else str(fiscal_year)


def era_year(day: date) -> str:
    """The era and year of a day, as calendars and Excel tell it.

    >>> era_year(date(2019, 4, 30)), era_year(date(2019, 5, 1))
    ('平成31', '令和元')
    """
    era = next((era for era in reversed(ERAS) if (day.year, day.month, day.day) >= _first_day(era)), None)
    year = day.year - era.base if era else day.year
    return f"{era.name}{'元' if year == 1 else year}" if era else str(year)


def _first_day(era: Era) -> tuple[int, int, int]:
    return era.start.year, era.start.month, era.start.day


def fiscal_year_labels(fiscal_year: int) -> tuple[str, ...]:
    """Every notation of a fiscal year, the usual one first.

    >>> fiscal_year_labels(2019)[:5]
    ('令和元年度', '2019年度', 'R1年度', 'R元年度', 'FY2019')
    """
    era, year = _era_year(fiscal_year)
    western = [f"{fiscal_year}年度", f"FY{fiscal_year}", f"fiscal year {fiscal_year}"]
    if era is None:
        return tuple(western)
    usual = era_name(fiscal_year)
    short = [f"{era.letter}{year}年度", *([f"{era.letter}元年度"] if year == 1 else [])]
    other = [f"{fiscal_year}({usual})年度", f"{usual}({fiscal_year})年度"]
    other += [f"{era.letter}{year}"] if era.letter in BARE_LETTERS else []
    first = [f"{era.name}1年度"] if year == 1 else []
    return (f"{usual}年度", western[0], *short, *western[1:], *other, *first, *_earlier_era(fiscal_year, era))


def western_year(era: Era, year: int) -> int:
    """The calendar year of a year of an era.

    >>> western_year(ERA_OF["平成"], 15), western_year(ERA_OF["R"], 1)
    (2003, 2019)
    """
    return era.base + year


def is_contradictory(era: Era, year: int, last_day: str) -> bool:
    """Whether no document can mean this: a year that the era never reached, or a day before the era began.

    >>> is_contradictory(ERA_OF["令和"], 99, "2117-12-31"), is_contradictory(ERA_OF["平成"], 32, "2021-03-31")
    (True, False)
    """
    return year > era.highest_year or last_day < era.start.isoformat()


def _era_year(fiscal_year: int) -> tuple[Era | None, int]:
    """The era in which most of a fiscal year lies, and its year."""
    middle = (fiscal_year, 9, 30)
    era = next(
        (era for era in reversed(ERAS) if (era.start.year, era.start.month, era.start.day) <= middle), None
    )
    return era, fiscal_year - era.base if era else 0


def _earlier_era(fiscal_year: int, era: Era) -> tuple[str, ...]:
    """The name in the era before, for the year of the change: 平成31年度 for 2019."""
    before = ERAS[ERAS.index(era) - 1] if ERAS.index(era) and fiscal_year == era.start.year else None
    return (f"{before.name}{fiscal_year - before.base}年度",) if before else ()
