"""The figure that a cell holds: with its own unit, or in the one that its table tells."""

from __future__ import annotations

import re

from keikaku.ontology.japanese.figures import find_figures
from keikaku.ontology.japanese.numbers import SCALES
from keikaku.ontology.japanese.scales import scaled
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.japanese.units import AFTER
from keikaku.ontology.model.facts import Comparator, Figure


def figure_of(text: str, unit: str = "") -> Figure | None:
    """The figure of a cell: with its own unit, or the bare number in the unit that its table tells.

    >>> figure_of("108", "件").value, figure_of("▲6,538", "千円").value, figure_of("2,000袋").unit
    (108.0, -6538000.0, '袋')
    """
    found = find_figures(text)
    if found:
        return found[0].figure
    match = NUMBER.fullmatch(normalise(text).text.strip())
    if match is None or match["counter"] in NO_COUNTERS:
        return None
    times, base = scaled(match["counter"] or unit)
    sign, digits = (-1 if match["sign"] else 1), match["digits"].replace(",", "") + (match["decimals"] or "")
    about = Comparator.ABOUT if match["about"] else Comparator.EXACT
    return Figure(
        value=round(sign * float(digits) * times, 6),
        unit=base,
        comparator=AFTER.get(match["bound"] or "", about),
        text=text,
    )


NUMBER = re.compile(
    r"(?P<about>約)?\s?(?P<sign>[-▲△])?\s?(?P<digits>\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?P<decimals>\.\d{1,6})?"
    r"\s?(?P<counter>[A-Za-zμ]{1,3}/[A-Za-z]{1,4}|[ぁ-んァ-ヶー一-鿿々]{0,4}?)(?P<bound>以上|以下|以内|未満|超|程度)?"
)
"""A number that fills its cell, and what it counts there, whatever that is: 2,000袋, 10分以内."""
NO_COUNTERS = frozenset(("年", "年度", "月", "日", "時", "期", "次", "章", *SCALES))
"""What a number before it dates, orders or is a part of, and counts nothing."""
BESIDE_A_FIGURE = 4  # characters of a cell that is a figure all the same: 約, 以上


def is_figure(cell: str) -> bool:
    """Whether a cell is a figure and hardly anything else; a time is none.

    >>> is_figure("1,200 千円"), is_figure("40か所を直す計画を立てる"), is_figure("令和8年度"), is_figure("-")
    (True, False, False, False)
    """
    plain = normalise(cell).text.strip()
    if figure_of(cell) is None or any(time.text.strip() == plain for time in find_times(plain)):
        return False
    rest = plain
    for found in find_figures(plain):
        rest = rest.replace(found.figure.text, "")
    return sum(one.isalnum() and not one.isdigit() for one in rest) <= BESIDE_A_FIGURE


def lone_figure(text: str) -> Figure | None:
    """The one figure of a few words that are no sentence: 一回平均 4.5人の参加; None of two, or of prose.

    >>> [lone_figure(words) for words in ("苗 30本、種 5件", "20人が学ぶ。")]
    [None, None]
    >>> lone_figure("一回平均 4.5人の参加").value
    4.5
    """
    found = find_figures(text) if len(text) <= WORDS_AT_MOST and "。" not in text else ()
    return found[0].figure if len(found) == 1 else None


WORDS_AT_MOST = 24
"""Characters of a value that is read for its one figure."""
