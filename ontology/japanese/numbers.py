"""Numbers as they are written: 10,388,461,000, 1億2,000万, 六十七億, 二〇二五."""

from __future__ import annotations

import re
from itertools import pairwise

_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,6})?(?![0-9]|[.,][0-9])"
_SCALE = r"\s{0,2}(?:[十百千]?[万億兆]|[百千])"
ARABIC = rf"(?:(?:{_PLAIN}{_SCALE}){{1,4}}(?:{_PLAIN})?|{_PLAIN})"
"""Digits, grouped or not, with 千, 万, 億, 兆 after them."""

_KANJI_NUMERALS = "〇一二三四五六七八九十百千万億兆"
KANJI = rf"(?<![{_KANJI_NUMERALS}])[{_KANJI_NUMERALS}]{{1,12}}(?![{_KANJI_NUMERALS}])"
"""A whole run of kanji numerals."""

SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "億": 10**8}
SCALES |= {"十億": 10**9, "百億": 10**10, "千億": 10**11, "兆": 10**12, "十兆": 10**13, "百兆": 10**14}
_PART = re.compile(rf"({_PLAIN})\s{{0,2}}([十百千]?[万億兆]|[百千])?")


def value_of(written: str | None) -> float | None:
    """The number that was written; None where it is none (0999, 万, 一二).

    >>> value_of("1億2,000万"), value_of("六十七億"), value_of("0999"), value_of("1,234千")
    (120000000.0, 6700000000.0, None, 1234000.0)
    """
    if not written or written[0] in _KANJI_NUMERALS:
        return _kanji_value(written or "")
    if re.match(r"0[0-9]", written):
        return None
    parts = [
        (float(digits.replace(",", "")), SCALES.get(scale, 1)) for digits, scale in _PART.findall(written)
    ]
    scales = [scale for _, scale in parts]
    falling = all(left > right for left, right in pairwise(scales))
    return float(sum(round(value * scale, 6) for value, scale in parts)) if falling else None


def _kanji_value(written: str) -> float | None:
    """Kanji numerals: with 十百千万億, or digit by digit where a 〇 shows that they are digits."""
    if len(written) > 1 and "〇" not in written and not set(written) & set("十百千万億兆"):
        return None
    from kanjize import kanji2number  # noqa: PLC0415  12 ms that only kanji numerals cost

    try:
        return float(kanji2number(written))
    except ValueError:
        return None
