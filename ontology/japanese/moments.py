"""A point in time while it is being read: a year that narrows to a month, a day or a part of the year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from keikaku.ontology.japanese.eras import Era, is_contradictory, western_year

KANJI_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time as it is being read; `unit` is "" while no 年, 年度 or month has been seen."""

    start: int
    end: int
    year: int  # calendar year, or fiscal year where the unit says so
    era: Era | None = None  # how it is written, for what inherits it
    unit: str = ""  # "fiscal_year", "year", "month", "day"
    month: int = 0
    first: str = ""
    last: str = ""
    conflict: bool = False
    assumed: bool = False
    doubled: bool = False  # two notations were read
    ranged: bool = False  # first and last were both read


def year_moment(start: int, end: int, year: int, era: Era | None = None) -> Moment:
    """A year number with no unit yet; an era year beyond the era's end is a contradiction."""
    moment = Moment(start=start, end=end, year=western_year(era, year) if era else year, era=era)
    return replace(moment, conflict=year < 1 or bool(era and is_contradictory(era, year, "9999")))


def spanning(moment: Moment, unit: str) -> Moment:
    """The whole year or fiscal year of a year number."""
    if unit == "fiscal_year":
        return _checked(replace(moment, unit=unit), (4, 1), (3, 31))
    return _checked(replace(moment, unit=unit), (1, 1), (12, 31))


def in_month(moment: Moment, month: int, end: int) -> Moment:
    """The moment narrowed to a month; a month that does not exist is a contradiction."""
    if not 1 <= month <= 12:
        return replace(moment, end=end, conflict=True)
    year = moment.year + (moment.unit == "fiscal_year" and month < 4)
    return _checked(replace(moment, end=end, year=year, unit="month", month=month), (month, 1), (month, 31))


def on_days(moment: Moment, first: int, last: int, end: int) -> Moment:
    """A month narrowed to days; a day that the month has not is a contradiction."""
    if not 1 <= first <= last <= _last_day(moment.year, moment.month):
        return replace(moment, end=end, conflict=True)
    return _checked(replace(moment, end=end, unit="day"), (moment.month, first), (moment.month, last))


def within_month(moment: Moment, first: int, last: int, end: int) -> Moment:
    """A month narrowed to a part of it (上旬, 末); 31 stands for its last day."""
    length = _last_day(moment.year, moment.month)
    return on_days(moment, min(first, length), min(last, length), end)


def on_part(moment: Moment, first: tuple[int, int], last: tuple[int, int]) -> Moment:
    """A part of a year: one day where it has one, else months."""
    return replace(_checked(moment, first, last), unit="day" if first == last else "month")


def number(written: str) -> int:
    """A year, month or day in digits or kanji: 元, 15, 十五, 二〇二五.

    >>> number("元"), number("二十八"), number("二〇二五"), number("十")
    (1, 28, 2025, 10)
    """
    if written == "元":
        return 1
    if written[0] in "0123456789":
        return int(written)
    if "十" not in written:
        return int("".join(str(KANJI_DIGITS.index(kanji)) for kanji in written))
    tens, _, ones = written.partition("十")
    return (number(tens) if tens else 1) * 10 + (number(ones) if ones else 0)


def _checked(moment: Moment, first: tuple[int, int], last: tuple[int, int]) -> Moment:
    """The moment from one month and day to another, and whether its era can hold it."""
    fiscal = moment.unit == "fiscal_year"
    days = [_iso(moment.year + (fiscal and month < 4), month, day) for month, day in (first, last)]
    before = moment.era and is_contradictory(moment.era, 0, days[1])
    return replace(moment, first=days[0], last=days[1], conflict=moment.conflict or bool(before))


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{min(day, _last_day(year, month)):02d}"


def _last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
