"""Years and units that stand around a cell: in its head path, its caption, its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.grid.cells import COUNTER_AT_MOST, NUMBER, SCALES, is_number
from ontology.figurewords import UNIT_OF
from ontology.text import normalise
from ontology.times import find_times

UNIT_SAID = re.compile(r"単位\s?[:：]?\s?(?P<unit>[^\s()（）、。]{1,8})")
IN_BRACKETS = re.compile(r"[(（]\s?(?:単位\s?[:：]?\s?)?(?P<unit>[^()（）\d]{1,8})\s?[)）]")
FACTORS = {
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "億": 100_000_000,
    "十億": 1_000_000_000,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in its base unit: 6,700 below （千円） is 6,700,000 円."""

    value: float
    unit: str


def unit_in(text: str) -> str:
    """The unit that a head, a caption or a label gives in brackets or behind 単位.

    >>> unit_in("事業費（千円）"), unit_in("（単位：百万円）"), unit_in("目標値（令和9年度）"), unit_in("名称（略称）")
    ('千円', '百万円', '', '')
    """
    plain = normalise(text).text
    for pattern in (UNIT_SAID, IN_BRACKETS):
        match = pattern.search(plain)
        if match and (pattern is UNIT_SAID or is_unit(match["unit"])):
            return match["unit"]
    return ""


def is_unit(word: str) -> bool:
    """Whether a word is a unit that figures have, also with 千, 百万 or 億 before it and 年 behind it."""
    return scaled(word.split("/")[0])[1] in UNIT_OF


def scaled(unit: str) -> tuple[float, str]:
    """The factor and the bare unit: 千円 counts thousands of 円.

    >>> scaled("百万円"), scaled("人"), scaled("部/月")
    ((1000000, '円'), (1, '人'), (1, '部/月'))
    """
    for scale in SCALES:
        if unit.startswith(scale) and unit[len(scale) :] in UNIT_OF:
            return FACTORS[scale], unit[len(scale) :]
    return 1, unit


def amount_of(text: str, unit: str = "") -> Amount | None:
    """The number of a cell with its own unit, else with the one around it; None where the cell is no number.

    >>> amount_of("5,600", "千円"), amount_of("14張"), amount_of("▲3.5％"), amount_of("設計")
    (Amount(value=5600000.0, unit='円'), Amount(value=14.0, unit='張'), Amount(value=-3.5, unit='%'), None)
    """
    plain = normalise(text).text.strip()
    if not is_number(plain):
        return None
    match = NUMBER.match(plain)
    assert match
    factor, own = scaled(match["unit"] or normalise(unit).text)
    known = UNIT_OF.get(own)
    value = float(match["value"].replace(",", "")) * factor * (known.factor if known else 1)
    below = plain.lstrip("約").startswith(("▲", "△", "-"))
    return Amount(round(-value if below else value, 6), known.name if known else own)


def year_in(texts: Iterable[str], era: str = "令和") -> int | None:
    """The fiscal year that a head path names; R5 and 令和5年 above a column of a city's table are fiscal years.

    >>> year_in(("計画額", "令和8年度")), year_in(("基準値（R5）",)), year_in(("2020年",)), year_in(("評価",))
    (2026, 2023, 2020, None)
    """
    for text in reversed(tuple(texts)):
        for time in find_times(text, era=era):
            return int(time.first[:4]) if time.kind == "year" else time.fiscal_year
    return None


__all__ = ["COUNTER_AT_MOST", "Amount", "amount_of", "is_unit", "scaled", "unit_in", "year_in"]
