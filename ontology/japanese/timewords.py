"""How people write a point in time: the parts of which a date is made, read one at a place.

Every pattern is anchored where it is tried and bounded, so that reading stays linear whatever is fed in. The
text is a normal form (`ontology.japanese.text.readable_numbers`): half-width digits, one dash, one tilde.
"""

from __future__ import annotations

import re
from dataclasses import replace

from keikaku.ontology.japanese.eras import ERA_OF
from keikaku.ontology.japanese.moments import (
    KANJI_DIGITS,
    Moment,
    in_month,
    number,
    on_days,
    on_part,
    spanning,
    within_month,
    year_moment,
)

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
    (re.compile(r"\s?(?:当初(?!予算)|初め|はじめ|初頭)"), (4, 1), (4, 1)),
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


def moment_at(text: str, at: int) -> Moment | None:
    """The date that begins here, as far as it goes; without a unit where only a year number stands."""
    year = _year_at(text, at)
    if year is None:
        return None
    return _dotted(text, year) or completed(text, year)


def completed(text: str, year: Moment) -> Moment:
    """A year number with all that follows it: 年 or 年度, its second notation, the month, the day."""
    return with_details(text, _doubled(text, with_unit(text, _doubled(text, year))))


def repeated(text: str, moment: Moment) -> Moment:
    """A month or day with its repetition in brackets, checked: 令和7年3月（2025年3月）."""
    opened = _OPEN.match(text, moment.end) if moment.unit in ("month", "day") and not moment.doubled else None
    other = moment_at(text, opened.end()) if opened else None
    closed = _CLOSE.match(text, other.end) if other else None
    if not other or not closed or other.unit != moment.unit or (other.era is None) == (moment.era is None):
        return moment
    conflict = moment.conflict or other.conflict or (moment.first, moment.last) != (other.first, other.last)
    return replace(moment, end=closed.end(), conflict=conflict, doubled=True)


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
            return on_part(replace(moment, end=found.end()), first, last)
    return moment


def _year_at(text: str, at: int) -> Moment | None:
    found = _YEAR.match(text, at)
    if not found:
        return None
    if found["west"]:
        return year_moment(at, found.end(), number(found["west"]))
    era = ERA_OF[found["era"] or found["letter"].upper()]
    return year_moment(at, found.end(), number(found["of"] or found["of_letter"]), era)


def _doubled(text: str, moment: Moment) -> Moment:
    """The moment with its second notation, in brackets or after a slash, checked against the first."""
    opened = _OPEN.match(text, moment.end)
    before = opened or _SLASH.match(text, moment.end)
    other = _year_at(text, before.end()) if before and not moment.doubled else None
    if other is None or not _is_second_notation(moment, other):
        return moment
    other = with_unit(text, other)
    if opened:
        closed = _CLOSE.match(text, _third(text, moment, other).end)
        return _joined(moment, other, closed.end()) if closed else moment
    return _joined(moment, other, other.end) if other.unit or _UNIT.match(text, other.end) else moment


def _is_second_notation(moment: Moment, other: Moment) -> bool:
    """2026（令和8） and 平成31（令和元） are two notations of a year; 令和5（令和4） are two years."""
    if moment.era and other.era:
        return moment.era != other.era and moment.year == other.year
    return (moment.era is None) != (other.era is None)


def _third(text: str, moment: Moment, other: Moment) -> Moment:
    """The other era of the year in which it changed: 2019（平成31・令和元）."""
    between = _SLASH.match(text, other.end)
    third = _year_at(text, between.end()) if between else None
    return with_unit(text, third) if third and third.year == moment.year else other


def _joined(moment: Moment, other: Moment, end: int) -> Moment:
    conflict = moment.conflict or other.conflict or moment.year != other.year
    conflict = conflict or bool(moment.unit and other.unit and moment.unit != other.unit)
    # the later era is the one that a month after the change is in
    era = max((era for era in (moment.era, other.era) if era), key=lambda era: era.start, default=None)
    joined = replace(moment, end=end, conflict=conflict, doubled=True, era=era)
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
            return within_month(moment, first, last, found.end())
    return moment
