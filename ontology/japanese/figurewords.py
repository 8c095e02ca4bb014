"""The patterns of figures, made from the words of `units`; bounded, so that reading is linear."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from keikaku.ontology.japanese.numbers import ARABIC, KANJI
from keikaku.ontology.japanese.units import AFTER, BEFORE, NOT_AFTER, NOT_BEFORE, TOTALS, UNITS, Unit

UNIT_OF = {spelling: unit for unit in UNITS for spelling in unit.spellings}


def _not_followed_by(word: str, characters: str) -> str:
    return re.escape(word) + (f"(?![{characters}])" if characters else "")


def _unit_pattern(spelling: str, unit: Unit) -> str:
    latin_end = "(?![A-Za-z0-9²³])" if spelling[-1].isascii() and spelling[-1].isalnum() else ""
    return _not_followed_by(spelling, unit.not_before) + latin_end


def _one_of(patterns: dict[str, str]) -> str:
    return "|".join(patterns[word] for word in sorted(patterns, key=len, reverse=True))


_PRECEDED = {word: f"(?<![{NOT_BEFORE[word]}])" if word in NOT_BEFORE else "" for word in (*BEFORE, *TOTALS)}
_SIGN = r"(?P<sign>(?:[▲△]|マイナス)\s?)?"
_NUMBER = (
    r"(?<![0-9A-Za-z_.])(?<![0-9][,\-/:、・])(?<![A-Za-z][\-])(?<![第何])(?<!第\s)(?<!分の)"
    r"(?<!第[0-9][~\-])(?<!第[0-9][0-9][~\-])"
    rf"(?:{ARABIC}|(?<![数幾同各毎]){KANJI})"
)
_NO_ORDINAL = r"(?!化|目(?!標|的)|\s?(?:当たり|当り|あたり|につき|ごと|おき|毎))"
_ALTERNATIVES = r"(?:\s?\((?P<alt>[^()0-9\s]{1,12})\))?"  # whether they are units is asked afterwards


class Patterns(NamedTuple):
    """The compiled patterns: of figures, and of the words before and after one."""

    figures: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns, compiled when the first text is read: an import does not pay for them."""
    unit = _one_of({spelling: _unit_pattern(spelling, unit) for spelling, unit in UNIT_OF.items()})
    with_unit = rf"\s{{0,2}}(?P<unit>{unit}){_NO_ORDINAL}{_ALTERNATIVES}"
    low = rf"{_SIGN}(?P<low>{_NUMBER})\s{{0,2}}(?P<lowunit>[^\s0-9~\-()]{{1,6}}?)?"
    high = rf"(?P<high>{ARABIC}|{KANJI}){with_unit}"
    figures = (
        rf"{low}\s?(?P<to>~|-|から)\s{{0,2}}{high}",
        rf"{_SIGN}(?P<low>{_NUMBER}){with_unit}",
        rf"{_SIGN}(?P<currency>[¥$])\s?(?P<low>{ARABIC})(?![0-9])",
        rf"(?P<low>{_NUMBER})(?=\s?(?:を超え|を上回|を下回|以上|以下|未満))",
        rf"(?P<low>{_NUMBER})(?<=[0-9][万億兆])(?![0-9A-Za-z一-鿿ァ-ヶ])",
    )
    return Patterns(tuple(re.compile(pattern) for pattern in figures), _before(), _after())


def _before() -> re.Pattern[str]:
    total = _one_of({word: _PRECEDED[word] + re.escape(word) for word in TOTALS})
    meant = _one_of({word: _PRECEDED[word] + re.escape(word) for word in BEFORE})
    return re.compile(
        rf"(?i)(?:(?P<total>{total})\s?[:は]?\s{{0,2}})?(?P<word>{meant})?(?:で|、)?\s{{0,2}}\Z"
    )


def _after() -> re.Pattern[str]:
    about = "程度|前後|内外"
    meant = _one_of({word: _not_followed_by(word, NOT_AFTER.get(word, "")) for word in AFTER})
    return re.compile(rf"\s{{0,2}}(?P<about>{about})?(?P<word>{meant})|\s{{0,2}}(?P<only>{about})")
