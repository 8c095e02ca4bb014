"""Dates, years and fiscal years in a text, in every notation that a city uses, each with its place.

A reader of its own because no library reads 2026（令和８）年度 or 令和３～７年度; linear whatever is fed in.
Two notations that disagree, and days that never were (令和99年, 2月30日), are reported as a conflict,
with the first reading kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from keikaku.ontology.japanese.englishtimes import english_moment_at
from keikaku.ontology.japanese.eras import BARE_LETTERS, ERA_OF, ERAS, Era, era_name, fiscal_year_of
from keikaku.ontology.japanese.moments import Moment, number, spanning, year_moment
from keikaku.ontology.japanese.text import readable_numbers
from keikaku.ontology.japanese.timeranges import WEEKDAY, listed, range_in_two_notations, ranged
from keikaku.ontology.japanese.timewords import moment_at, repeated, with_details

__all__ = ["Time", "era_name", "find_times", "fiscal_year_meant", "fiscal_year_of"]

_NO_COUNT = r"(?<![0-9A-Za-z第全各約計々.,'’])"
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
_FROM = re.compile(
    rf"{WEEKDAY}\s{{0,2}}"
    r"(?:から|より(?![もやり多少高低早])|以降|以後|以来|~(?!\s?[0-9])|onwards?\b|or later)"
)
_UNTIL = re.compile(rf"{WEEKDAY}\s{{0,2}}(?:まで|以前|より前|or earlier)")
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


def fiscal_year_meant(time: Time) -> int:
    """The fiscal year of a plan's figure: a bare year (令和5年, R5) at a figure is the one that begins in it.

    In prose a bare year stays the calendar year that it is, of which `fiscal_year` tells the first day's.

    >>> [fiscal_year_meant(time) for text in ("R5", "2023年", "令和5年3月") for time in find_times(text)]
    [2023, 2023, 2022]
    """
    return int(time.first[:4]) if time.kind == "year" else time.fiscal_year


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
    first = repeated(text, first)
    group = [range_in_two_notations(text, first) or ranged(text, first)]
    while following := listed(text, group[-1]):
        group.append(ranged(text, following))
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


def _bound(text: str, moment: Moment) -> str:
    if moment.ranged:
        return ""
    before = text[max(0, moment.start - 30) : moment.start]
    if _FROM.match(text, moment.end) or _FROM_BEFORE.search(before):
        return "from"
    return "until" if _UNTIL.match(text, moment.end) or _UNTIL_BEFORE.search(before) else ""
