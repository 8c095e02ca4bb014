"""Dates, years and fiscal years in a text, in every notation that a city uses, each with its place.

A reader of its own because no library reads 2026（令和８）年度 or 令和３～７年度; linear whatever is fed in.
Two notations that disagree, and days that never were (令和99年, 2月30日), are reported as a conflict,
with the first reading kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ontology.englishtimes import english_moment_at
from ontology.eras import BARE_LETTERS, ERA_OF, ERAS, Era, era_name, fiscal_year_of
from ontology.moments import Moment, in_month, number, on_days, spanning, year_moment
from ontology.text import readable_numbers
from ontology.timewords import completed, moment_at, with_details

__all__ = ["Time", "era_name", "find_times", "fiscal_year_of"]

_NO_COUNT = r"(?<![0-9A-Za-z第全各約計々.,])"
_HEADS = (
    r"明治|大正|昭和|平成|令和|西暦",
    r"(?<![A-Za-z0-9_.\-])[MTSHRmtshr](?=\.?\s?(?:[0-9]{1,2}(?![0-9])|元[年(~]))",  # H15年度, R7.3.31
    r"(?<![0-9A-Za-z_])(?<![0-9][.,/\-])(?:1[89]|2[01])[0-9]{2}(?![0-9])",  # 2026
    r"[一二][〇一二三四五六七八九]{3}\s?[年(]",  # 二〇二六年
    r"(?<![A-Za-z])(?i:FY|fiscal|reiwa|heisei|showa)",
    r"(?<![A-Za-z])(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    r"(?<![A-Za-z])(?i:in|since|from|by|until|till|during|of|for|after|before|year)",
    _NO_COUNT + r"(?:[0-9]{1,2}|元)(?=~[0-9]{1,2}\s?年度)",  # 元~5年度
    _NO_COUNT + r"[0-9]{1,2}(?=\s?年度|年\s?[0-9]{1,2}\s?月)",  # 5年度, 14年12月
    _NO_COUNT + r"[0-9]{1,2}(?=(?:st|nd|rd|th)?\s[A-Z])",  # 1 April 2026
    _NO_COUNT + r"(?:元|[二三四五六七八九十][一二三四五六七八九十]{0,2})(?=年度)|元年(?=[0-9]{1,2}月)",
)
_HEAD = re.compile("|".join(_HEADS))
"""Where a time may begin; what begins there is tried once, and the search goes on after it."""

_AMBIGUOUS = {era.letter for era in ERAS} - set(BARE_LETTERS)
_BARE = re.compile(
    r"([0-9]{1,2}|元|[二三四五六七八九十]{1,3})"
    r"(?:\s?年(?:(度)(?!間|目|連続|にわた|に渡|ごと|以内)|(?=\s?[0-9]))|(?=~[0-9]{1,2}\s?年度))"
)
_WEEKDAY = r"(?:\s?\([月火水木金土日](?:曜日?)?(?:・?[祝休]日?)?\))?"
_BETWEEN = re.compile(rf"{_WEEKDAY}\s{{0,2}}(?:~|-|から|より|ないし)\s{{0,2}}")
_AND = re.compile(r"\s{0,1}(?:・|、|,|/|及び|および|並びに|と|又は|または)\s{0,1}")
_NEXT_YEAR = re.compile(
    r"([0-9]{1,2}(?![0-9])|元|[一二三四五六七八九十]{1,3})(?=\s?[年(]|(?:[・、][0-9]{1,2}){1,5}\s?年)"
)
_NEXT_MONTH = re.compile(r"(?:(翌年)|同年)?\s?([0-9]{1,2})\s?月")
_NEXT_DAY = re.compile(r"(?:同月)?([0-9]{1,2})\s?日(?![間目以])")
_FROM = re.compile(
    rf"{_WEEKDAY}\s{{0,2}}"
    r"(?:から|より(?![もやり多少高低早])|以降|以後|以来|~(?!\s?[0-9])|onwards?\b|or later)"
)
_UNTIL = re.compile(rf"{_WEEKDAY}\s{{0,2}}(?:まで|以前|より前|or earlier)")
_FROM_BEFORE = re.compile(r"(?i)(?:\b(?:from|since|after)(?:\s(?:the|fiscal|year|in)){0,3})\s{1,2}\Z")
_UNTIL_BEFORE = re.compile(
    r"(?i)(?:(?<![0-9月日年度)])~"
    r"|\b(?:until|till|by|through|before|up to)(?:\s(?:the|end of|fiscal|year)){0,3})\s{0,2}\Z"
)
_STANDS_ALONE = re.compile(
    r"\s{0,2}(?:\Z|[\n、。,)」』】?？!]|[のにはをでへも](?!\w{0,1}[0-9])|から|まで|以降|以前|時点)"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names, with its span in the original text.

    `first` and `last` are ISO days, inclusive: of the range, of the year, or of the one day. `fiscal_year` is
    that of `first`, so a calendar year (kind "year") begins in the fiscal year before it.
    """

    text: str
    start: int
    end: int
    kind: str  # "fiscal_year", "year", "month", "day"
    first: str
    last: str
    fiscal_year: int
    bound: str = ""  # "from": 2026年から, "until": 2027年度まで
    conflict: bool = False  # two notations disagree, or no such day was
    assumed_era: bool = False  # 元年度 alone, read in the era of the call


def find_times(text: str, *, era: str | None = "令和") -> tuple[Time, ...]:
    """Every time in a text, in order; a range is one Time.

    `era` is that of 元年度 and 5年度, which name none; with None they are left out.

    >>> [(t.text, t.first, t.last) for t in find_times("令和３～７年度に検討、2026（令和８）年４月から")]
    [('令和３～７年度', '2021-04-01', '2026-03-31'), ('2026（令和８）年４月', '2026-04-01', '2026-04-30')]
    """
    normal = readable_numbers(text)
    assumed = ERA_OF[era] if era else None
    return tuple(
        _time(text, *normal.span(moment.start, moment.end), moment, _bound(normal.text, moment))
        for moment in _moments(normal.text, assumed)
    )


def _time(text: str, start: int, end: int, moment: Moment, bound: str) -> Time:
    return Time(
        text=text[start:end],
        start=start,
        end=end,
        kind=moment.unit,
        first=moment.first,
        last=moment.last,
        fiscal_year=fiscal_year_of(moment.first),
        bound=bound,
        conflict=moment.conflict or moment.first > moment.last,
        assumed_era=moment.assumed,
    )


def _moments(text: str, assumed: Era | None) -> Iterator[Moment]:
    at = 0
    while head := _HEAD.search(text, at):
        group = _group_at(text, head.start(), assumed)
        yield from group
        at = group[-1].end if group else head.end()


def _group_at(text: str, at: int, assumed: Era | None) -> tuple[Moment, ...]:
    """The moment or range that begins here, and those listed after it that need it (令和6・7年度)."""
    first = english_moment_at(text, at) or moment_at(text, at) or _without_era(text, at, assumed)
    if first is None:
        return ()
    group = [_ranged(text, first)]
    while following := _listed(text, group[-1]):
        group.append(_ranged(text, following))
    unit = group[-1].unit
    if not unit:
        return _alone(text, first)
    return tuple(moment if moment.unit else spanning(moment, unit) for moment in group)


def _alone(text: str, moment: Moment) -> tuple[Moment, ...]:
    """R3, 令和8 and 2026（令和8） are years where no word goes on; 2027 in a name and T1 are none."""
    readable = moment.era and text[moment.start].upper() not in _AMBIGUOUS and not moment.assumed
    if moment.doubled or (readable and _STANDS_ALONE.match(text, moment.end)):
        return (spanning(moment, "year"),)
    return ()


def _without_era(text: str, at: int, assumed: Era | None) -> Moment | None:
    """元年度, 5年度, 14年12月: read in the era that the caller assumes."""
    found = _BARE.match(text, at) if assumed else None
    if not found or not assumed:
        return None
    moment = replace(year_moment(at, found.end(), number(found[1]), assumed), assumed=True)
    if found[0] == found[1]:
        return moment
    return with_details(text, spanning(moment, "fiscal_year" if found[2] else "year"))


def _ranged(text: str, left: Moment) -> Moment:
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


def _listed(text: str, left: Moment) -> Moment | None:
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


def _bound(text: str, moment: Moment) -> str:
    if moment.ranged:
        return ""
    before = text[max(0, moment.start - 30) : moment.start]
    if _FROM.match(text, moment.end) or _FROM_BEFORE.search(before):
        return "from"
    return "until" if _UNTIL.match(text, moment.end) or _UNTIL_BEFORE.search(before) else ""
