"""Ranges and lists of times: what follows a time takes its era, its year or its month from it."""

from __future__ import annotations

import re
from dataclasses import replace

from keikaku.ontology.japanese.eras import Era
from keikaku.ontology.japanese.moments import Moment, in_month, number, on_days, spanning, year_moment
from keikaku.ontology.japanese.timewords import completed, moment_at

WEEKDAY = r"(?:\s?\([月火水木金土日](?:曜日?)?(?:・?[祝休]日?)?\))?"
"""A day may carry its name: 4月1日（火）."""

_BETWEEN = re.compile(rf"{WEEKDAY}\s{{0,2}}(?:~|-|から|より|ないし)\s{{0,2}}")
_AND = re.compile(r"\s{0,1}(?:・|、|,|/|及び|および|並びに|と|又は|または)\s{0,1}")
_NEXT_YEAR = re.compile(
    r"([0-9]{1,2}(?![0-9])|元|[一二三四五六七八九十]{1,3})(?=\s?[年(]|(?:[・、][0-9]{1,2}){1,5}\s?年)"
)
_NUMBER_IN_BRACKETS = re.compile(r"([0-9]{1,2}|元)(?=\s?[()])")
_OPEN_BRACKET = re.compile(r"\s?\(\s?")
_UNIT_AFTER = re.compile(r"\s?\)\s?(年度|年)")
_NEXT_MONTH = re.compile(r"(?:(翌年)|同年)?\s?([0-9]{1,2})\s?月")
_NEXT_DAY = re.compile(r"(?:同月)?([0-9]{1,2})\s?日(?![間目以])")


def ranged(text: str, left: Moment) -> Moment:
    """The moment, or the range to the one that follows it: 令和３～７年度, 平成15年7月から10月, 2022~2027."""
    between = _BETWEEN.match(text, left.end)
    right = between and (_inheriting(text, between.end(), left) or moment_at(text, between.end()))
    if not right or not (right.unit or (between and "~" in between[0])):
        return left
    if not (left.unit and right.unit):
        unit = right.unit or left.unit or "year"
        left = left if left.unit else spanning(left, unit)
        right = right if right.unit else spanning(right, unit)
    conflict = left.conflict or right.conflict or right.last < left.first
    return replace(
        right, start=left.start, first=left.first, conflict=conflict, assumed=left.assumed, ranged=True
    )


def range_in_two_notations(text: str, left: Moment) -> Moment | None:
    """2025～2027（令和7～9）年度: a range of bare years, again in brackets, then the unit of both."""
    outer = None if left.unit or left.doubled else _range_of_numbers(text, left)
    opened = _OPEN_BRACKET.match(text, outer[1].end) if outer else None
    start = moment_at(text, opened.end()) if opened else None
    inner = _range_of_numbers(text, start) if start and not start.unit else None
    unit = _UNIT_AFTER.match(text, inner[1].end) if inner else None
    if not outer or not inner or not unit:
        return None
    kind = "fiscal_year" if unit[1] == "年度" else "year"
    first, last = (spanning(moment, kind) for moment in outer)
    agree = [moment.year for moment in outer] == [moment.year for moment in inner]
    conflict = first.conflict or last.conflict or not agree or last.last < first.first
    return replace(last, start=left.start, end=unit.end(), first=first.first, conflict=conflict, ranged=True)


def _range_of_numbers(text: str, left: Moment) -> tuple[Moment, Moment] | None:
    """Two year numbers around ~, the second in the era or century of the first where it has none."""
    between = _BETWEEN.match(text, left.end)
    if not between:
        return None
    if found := _NUMBER_IN_BRACKETS.match(text, between.end()):
        year = _year_after(left, number(found[1]), len(found[1]))
        return (left, year_moment(found.start(), found.end(), *year)) if year else None
    right = moment_at(text, between.end())
    return (left, right) if right and not right.unit else None


def listed(text: str, left: Moment) -> Moment | None:
    """The next of a list, which takes its era or year from the one before: 平成15年6月と12月."""
    joined = _AND.match(text, left.end)
    if not joined or left.unit == "day":
        return None
    following = _inheriting(text, joined.end(), left)
    if following and following.unit == "month" and following.year > left.year:
        return None  # of 6月と2月 nothing tells whether the year changes
    if following or left.unit:
        return following
    following = moment_at(text, joined.end())  # 平成30・令和2年度
    return following if following and following.unit in ("year", "fiscal_year") else None


def _inheriting(text: str, at: int, left: Moment) -> Moment | None:
    """A year without its era, a month without its year or a day without its month, as `left` has them."""
    if left.unit in ("", "year", "fiscal_year") and (found := _NEXT_YEAR.match(text, at)):
        year = _year_after(left, number(found[1]), len(found[1]))
        moment = year and completed(text, replace(year_moment(at, found.end(), *year), assumed=left.assumed))
        return moment if moment and (moment.unit or not left.unit) else None
    if left.unit in ("month", "day") and (found := _NEXT_MONTH.match(text, at)):
        month = number(found[2])
        later = replace(left, start=at, unit="year", year=left.year + (bool(found[1]) or month < left.month))
        return _with_its_day(text, in_month(later, month, found.end()))
    if left.unit == "day" and left.month and (found := _NEXT_DAY.match(text, at)):
        return on_days(replace(left, start=at), number(found[1]), number(found[1]), found.end())
    return None


def _with_its_day(text: str, moment: Moment) -> Moment:
    found = _NEXT_DAY.match(text, moment.end) if moment.unit == "month" else None
    return on_days(moment, number(found[1]), number(found[1]), found.end()) if found else moment


def _year_after(left: Moment, year: int, digits: int) -> tuple[int, Era | None] | None:
    """令和3~7: the era of the left; 2024~27: its century."""
    if left.era and not (left.doubled and digits > 2):
        return year, left.era
    if left.era is None and digits == 2 and year > left.year % 100:
        return left.year - left.year % 100 + year, None
    return None
