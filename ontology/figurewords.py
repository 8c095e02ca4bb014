"""The patterns of figures, made from the words of `ontology.units`; bounded, so that reading is linear."""

from __future__ import annotations

import re

from ontology.numbers import ARABIC, KANJI
from ontology.units import AFTER, BEFORE, NOT_AFTER, NOT_BEFORE, TOTALS, UNITS, Unit

UNIT_OF = {spelling: unit for unit in UNITS for spelling in unit.spellings}


def _not_followed_by(word: str, characters: str) -> str:
    return re.escape(word) + (f"(?![{characters}])" if characters else "")


def _unit_pattern(spelling: str, unit: Unit) -> str:
    latin_end = "(?![A-Za-z0-9²³])" if spelling[-1].isascii() and spelling[-1].isalnum() else ""
    return _not_followed_by(spelling, unit.not_before) + latin_end


def _one_of(patterns: dict[str, str]) -> str:
    return "|".join(patterns[word] for word in sorted(patterns, key=len, reverse=True))


_UNIT = _one_of({spelling: _unit_pattern(spelling, unit) for spelling, unit in UNIT_OF.items()})
_NO_ORDINAL = r"(?!化|目(?!標|的)|\s?(?:当たり|当り|あたり|につき|ごと|おき|毎))"
_NUMBER = (
    r"(?<![0-9A-Za-z_.])(?<![0-9][,\-/:、・])(?<![A-Za-z][\-])(?<![第何])(?<!第\s)(?<!分の)"
    r"(?<!第[0-9][~\-])(?<!第[0-9][0-9][~\-])"
    rf"(?:{ARABIC}|(?<![数幾同各毎]){KANJI})"
)
_SIGN = r"(?P<sign>(?:[▲△]|マイナス)\s?)?"
_WITH_UNIT = (
    rf"\s{{0,2}}(?P<unit>{_UNIT}){_NO_ORDINAL}"
    rf"(?:\s?\((?P<alt>(?:{_UNIT})(?:[・/、](?:{_UNIT})){{0,3}})\))?"
)
COUNTED = re.compile(rf"{_SIGN}(?P<low>{_NUMBER}){_WITH_UNIT}")
RANGE = re.compile(
    rf"{_SIGN}(?P<low>{_NUMBER})\s{{0,2}}(?P<lowunit>{_UNIT})?\s?(?P<to>~|-|から)\s{{0,2}}"
    rf"(?P<high>{ARABIC}|{KANJI}){_WITH_UNIT}"
)
PRICED = re.compile(rf"{_SIGN}(?P<currency>[¥$])\s?(?P<low>{ARABIC})(?![0-9])")
BOUNDED = re.compile(rf"(?P<low>{_NUMBER})(?=\s?(?:を超え|を上回|を下回|以上|以下|未満))")
LARGE = re.compile(rf"(?P<low>{_NUMBER})(?<=[0-9][万億兆])(?![0-9A-Za-z一-鿿ァ-ヶ])")
AFTER_FIGURE = re.compile(
    r"\s{0,2}(?P<about>程度|前後|内外)?(?P<word>"
    + _one_of({word: _not_followed_by(word, NOT_AFTER.get(word, "")) for word in AFTER})
    + ")|\\s{0,2}(?P<only>程度|前後|内外)"
)
_PRECEDED = {word: f"(?<![{NOT_BEFORE[word]}])" if word in NOT_BEFORE else "" for word in (*BEFORE, *TOTALS)}
BEFORE_FIGURE = re.compile(
    r"(?i)(?:(?P<total>"
    + _one_of({word: _PRECEDED[word] + re.escape(word) for word in TOTALS})
    + r")\s?[:は]?\s{0,2})?"
    r"(?P<word>"
    + _one_of({word: _PRECEDED[word] + re.escape(word) for word in BEFORE})
    + r")?(?:で|、)?\s{0,2}\Z"
)
