"""Dates as English questions write them: FY2026, fiscal year 2026, April 2026, in 2026, Reiwa 8."""

from __future__ import annotations

import re
from dataclasses import replace

from keikaku.ontology.japanese.eras import ERA_OF
from keikaku.ontology.japanese.moments import Moment, in_month, on_days, spanning, year_moment

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9A-Za-z年,]|[.\-/][0-9])"
_FISCAL = re.compile(
    r"(?i)(?:FY|fiscal(?:\s{1,2}years?)?)(?:\s{1,2}of)?\s{0,2}'?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z])"
    r"(?:\s?(?:-|~|to|through|and)\s?(?:FY\s?)?'?(?P<last>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z]))?"
)
_FISCAL_AFTER = re.compile(r"(?i)(?P<year>(?:19|20)[0-9]{2})(?P<last>)\s(?:fiscal\s?year|FY)(?![A-Za-z0-9])")
_FISCAL_ERA = re.compile(
    r"(?i)(?:(?:FY|fiscal(?:\s{1,2}years?)?)\s{0,2})?(?P<era>reiwa|heisei|showa)\s?(?P<of>[0-9]{1,2})(?![0-9])"
)
_CALENDAR = (
    re.compile(rf"(?i){_MONTH}\s{{1,2}}(?:{_DAY},?\s{{1,2}})?{_YEAR}"),
    re.compile(rf"(?i){_DAY}\s{{1,2}}(?:of\s)?{_MONTH},?\s{{1,2}}{_YEAR}"),
)
_AFTER_WORD = re.compile(
    rf"(?i)(?:in|since|from|by|until|till|during|of|for|after|before|years?)\s{{1,2}}(?P<number>{_YEAR})"
    r"(?:\s(?:-|~|to|through|until|and)\s(?P<last>(?:19|20)[0-9]{2})(?![0-9A-Za-z]))?(?P<fiscal>\sfiscal\syear|\sFY)?"
)


def english_moment_at(text: str, at: int) -> Moment | None:
    """The English date that begins here; a range is one, a bare year needs a word (in, since) before it."""
    return _fiscal(text, at) or _fiscal_era(text, at) or _dated(text, at) or _year_after_word(text, at)


def _fiscal(text: str, at: int) -> Moment | None:
    found = _FISCAL.match(text, at) or _FISCAL_AFTER.match(text, at)
    if not found:
        return None
    first = _four_digits(found["year"])
    return _years(at, found.end(), first, _four_digits(found["last"] or str(first)), "fiscal_year")


def _fiscal_era(text: str, at: int) -> Moment | None:
    found = _FISCAL_ERA.match(text, at)
    if not found:
        return None
    fiscal = found.start("era") > at
    moment = year_moment(at, found.end(), int(found["of"]), ERA_OF[found["era"].lower()])
    return spanning(moment, "fiscal_year" if fiscal else "year")


def _dated(text: str, at: int) -> Moment | None:
    found = next((found for pattern in _CALENDAR if (found := pattern.match(text, at))), None)
    if not found:
        return None
    month = MONTHS.index(found["month"][:3].lower()) + 1
    moment = in_month(
        replace(year_moment(at, found.end(), int(found["year"])), unit="year"), month, found.end()
    )
    return on_days(moment, int(found["day"]), int(found["day"]), found.end()) if found["day"] else moment


def _year_after_word(text: str, at: int) -> Moment | None:
    found = _AFTER_WORD.match(text, at)
    if not found:
        return None
    first = int(found["year"])
    unit = "fiscal_year" if found["fiscal"] else "year"
    return _years(found.start("number"), found.end(), first, int(found["last"] or first), unit)


def _years(start: int, end: int, first: int, last: int, unit: str) -> Moment:
    ending = replace(spanning(year_moment(start, end, last), unit), ranged=first != last)
    return replace(ending, first=spanning(year_moment(start, end, first), unit).first)


def _four_digits(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
