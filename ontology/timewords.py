"""How people write a point in time: the parts of which a date is made, read one at a place.

Every pattern is anchored where it is tried and bounded, so that reading stays linear whatever is fed in. The
text is a normal form (`ontology.text.readable_numbers`): half-width digits, one dash, one tilde.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ontology.eras import ERA_OF, Era, is_contradictory, western_year

KANJI_DIGITS = "〇一二三四五六七八九"
_K = rf"[{KANJI_DIGITS}十]"
_NUMBER = rf"(?:[0-9]{{1,2}}(?![0-9])|元(?=\s?[年(~・\-)])|{_K}{{1,3}}(?=\s?[年(~・)]))"
_WEST = rf"(?:(?:1[89]|2[01])[0-9]{{2}}(?![0-9])|[一二][{KANJI_DIGITS}]{{3}}(?=\s?[年(]))"
_YEAR = re.compile(
    rf"(?:(?P<era>明治|大正|昭和|平成|令和)\s{{0,2}}(?P<of>{_NUMBER})"
    rf"|(?P<letter>[MTSHRmtshr])\.?\s?(?P<of_letter>{_NUMBER})"
    rf"|(?:西暦\s?)?(?P<west>{_WEST}))"
)
_UNIT = re.compile(
    r"\s{0,2}(年度|年(?![間代目生余輩来月]|[前後](?![半期])|以上|以内|以下|未満|ごと|ぶり|連続))"
)
_OPEN = re.compile(r"\s{0,2}\(\s?")
_CLOSE = re.compile(r"\s?\)")
_SLASH = re.compile(r"\s?[/・]\s?")
_MONTH = re.compile(rf"\s{{0,2}}([0-9]{{1,2}}|{_K}{{1,2}})\s{{0,2}}(?:月|(?=[~・、-][0-9]{{1,2}}\s?月))")
_DAY = re.compile(
    rf"\s{{0,2}}([0-9]{{1,2}}|{_K}{{1,4}})\s{{0,2}}(?:日(?!間|目|以内|程度)|(?=[~・、-][0-9]{{1,2}}\s?日))"
)
_DOTTED = re.compile(r"(?P<by>[./-])(?P<month>[0-9]{1,2})(?:(?P=by)(?P<day>[0-9]{1,2}))?(?![0-9]|[./-][0-9])")
_PARTS_OF_FISCAL_YEAR = (
    (re.compile(r"\s?末"), (3, 31), (3, 31)),
    (re.compile(r"\s?(?:当初|初め|はじめ|初頭)"), (4, 1), (4, 1)),
    (re.compile(r"の?\s?(?:上半期|上期|前期|前半)"), (4, 1), (9, 30)),
    (re.compile(r"の?\s?(?:下半期|下期|後期|後半)"), (10, 1), (3, 31)),
    (re.compile(r"の?\s?第[1一]四半期"), (4, 1), (6, 30)),
    (re.compile(r"の?\s?第[2二]四半期"), (7, 1), (9, 30)),
    (re.compile(r"の?\s?第[3三]四半期"), (10, 1), (12, 31)),
    (re.compile(r"の?\s?第[4四]四半期"), (1, 1), (3, 31)),
)
_PARTS_OF_YEAR = (
    (re.compile(r"\s?末(?![期])"), (12, 31), (12, 31)),
    (re.compile(r"の?\s?(?:上半期|上期|前半)"), (1, 1), (6, 30)),
    (re.compile(r"の?\s?(?:下半期|下期|後半)"), (7, 1), (12, 31)),
)
_PARTS_OF_MONTH = (
    (re.compile(r"\s?(?:上旬|初旬|初め|はじめ)"), 1, 10),
    (re.compile(r"\s?(?:中旬|半ば)"), 11, 20),
    (re.compile(r"\s?下旬"), 21, 31),
    (re.compile(r"\s?末"), 31, 31),
)


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


def moment_at(text: str, at: int) -> Moment | None:
    """The date that begins here, as far as it goes; without a unit where only a year number stands."""
    year = _year_at(text, at)
    if year is None:
        return None
    return _dotted(text, year) or completed(text, year)


def completed(text: str, year: Moment) -> Moment:
    """A year number with all that follows it: 年 or 年度, its second notation, the month, the day."""
    return with_details(text, _doubled(text, with_unit(text, _doubled(text, year))))


def with_unit(text: str, moment: Moment) -> Moment:
    """The moment with the 年 or 年度 that follows it, once."""
    found = None if moment.unit else _UNIT.match(text, moment.end)
    if not found:
        return moment
    return spanning(replace(moment, end=found.end()), "fiscal_year" if found[1] == "年度" else "year")


def with_details(text: str, moment: Moment) -> Moment:
    """The moment with the month, day or part of the year that follows it."""
    if not moment.unit:
        return moment
    if found := _MONTH.match(text, moment.end):
        return _with_day(text, in_month(moment, number(found[1]), found.end()))
    parts = _PARTS_OF_FISCAL_YEAR if moment.unit == "fiscal_year" else _PARTS_OF_YEAR
    for pattern, first, last in parts:
        if found := pattern.match(text, moment.end):
            return _part(replace(moment, end=found.end()), first, last)
    return moment


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


def year_moment(start: int, end: int, year: int, era: Era | None = None) -> Moment:
    """A year number with no unit yet; an era year beyond the era's end is a contradiction."""
    moment = Moment(start=start, end=end, year=western_year(era, year) if era else year, era=era)
    return replace(moment, conflict=year < 1 or bool(era and is_contradictory(era, year, "9999")))


def _year_at(text: str, at: int) -> Moment | None:
    found = _YEAR.match(text, at)
    if not found:
        return None
    if found["west"]:
        return year_moment(at, found.end(), number(found["west"]))
    era = ERA_OF[found["era"] or found["letter"].upper()]
    return year_moment(at, found.end(), number(found["of"] or found["of_letter"]), era)


def _doubled(text: str, moment: Moment) -> Moment:
    """The moment with its second notation, in brackets or after a slash, checked against the first.

    Only an era year and a calendar year are two notations of one year: 令和5年度（令和4年度） are two years.
    """
    opened = _OPEN.match(text, moment.end)
    before = opened or _SLASH.match(text, moment.end)
    other = _year_at(text, before.end()) if before else None
    if moment.doubled or other is None or (other.era is None) == (moment.era is None):
        return moment
    other = with_unit(text, other)
    closed = _CLOSE.match(text, other.end) if opened else None
    if (opened and not closed) or (not opened and not (other.unit or _UNIT.match(text, other.end))):
        return moment
    conflict = moment.conflict or other.conflict or moment.year != other.year
    conflict = conflict or bool(moment.unit and other.unit and moment.unit != other.unit)
    end = closed.end() if closed else other.end
    joined = replace(moment, end=end, conflict=conflict, doubled=True, era=moment.era or other.era)
    return spanning(joined, other.unit) if other.unit and not moment.unit else joined


def _dotted(text: str, moment: Moment) -> Moment | None:
    """2025.3.31, 2025/3/31, 2019-08-01, R7.3.31, R7.3; not 2025.3, which is a number."""
    found = _DOTTED.match(text, moment.end)
    if not found or not 1 <= int(found["month"]) <= 12:
        return None
    if (
        not found["day"]
        and not moment.era
        and (found["by"] == "." or (found["by"] == "-" and len(found["month"]) < 2))
    ):
        return None
    dated = in_month(replace(moment, unit="year"), int(found["month"]), found.end())
    if not found["day"]:
        return dated
    day = int(found["day"])
    return on_days(dated, day, day, found.end()) if 1 <= day <= 31 else None


def _with_day(text: str, moment: Moment) -> Moment:
    if moment.unit != "month":
        return moment
    if found := _DAY.match(text, moment.end):
        day = number(found[1])
        return on_days(moment, day, day, found.end())
    for pattern, first, last in _PARTS_OF_MONTH:
        if found := pattern.match(text, moment.end):
            length = _last_day(moment.year, moment.month)
            return on_days(moment, min(first, length), min(last, length), found.end())
    return moment


def spanning(moment: Moment, unit: str) -> Moment:
    """The whole year or fiscal year of a year number."""
    if unit == "fiscal_year":
        return _checked(replace(moment, unit=unit), (4, 1), (3, 31))
    return _checked(replace(moment, unit=unit), (1, 1), (12, 31))


def _part(moment: Moment, first: tuple[int, int], last: tuple[int, int]) -> Moment:
    """A part of a year: one day where it has one, else months."""
    return replace(_checked(moment, first, last), unit="day" if first == last else "month")


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
