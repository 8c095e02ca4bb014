"""What the head of a column, a row's label or a caption says of the figures that it stands over.

Pure functions of texts, for every kind of table: a head is given as its path, the outermost words first
(令和８年度当初予算, 予算額); what it says of the year and the unit is taken out, and what is left names what
is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from keikaku.ontology.japanese.eras import BARE_LETTERS
from keikaku.ontology.japanese.scales import is_unit, scaled
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import find_times, fiscal_year_meant
from keikaku.ontology.model.facts import ObservationKind

PLANNED = re.compile(r"目標|計画|見込|推計")
UNIT_WORD = "単位"
BRACKETED = re.compile(r"\s?[(\[【](?P<words>[^()\[\]【】]{1,12})[)\]】]")
SAID_UNIT = re.compile(rf"^{UNIT_WORD}\s?[:は]?\s?(?P<unit>\S{{1,10}})$")
CAPTION = re.compile(
    rf"[(\[【]?\s?{UNIT_WORD}\s?[:は]?\s?(?P<units>[^()\[\]【】。]{{1,20}}?)\s?(?:[)\]】]|$)"
)
SEVERAL = re.compile(r"[、,・/]\s?(?=\D)")
STANDING = (
    r"(?:年度|年)?(?:末|時点|現在|度末|実績値?|決算|現状値?|(?:最終|中間)?目標値?|基準値?|中間値?"
    r"|当初値|計画値|見込値|推計値)"
)
AT_TIME = re.compile(rf"^(?:{STANDING})*(?:年度|年(?![間齢代]))?(?:の|における)?")
STANDS = r"実績|現状|目標|基準|計画|見込|推計|決算|予算"
BARE_YEAR = re.compile(
    rf"(?<![0-9A-Za-z])(?:令和|平成|昭和|[{''.join(BARE_LETTERS)}]\.?)\s?(?:[0-9]{{1,2}}|元)(?![0-9./-])"
    rf"|(?:(?<=^)|(?<=[\s(])|(?<=^(?:{STANDS}))|(?<=^(?:{STANDS})値))(?:19|20)[0-9]{{2}}(?=$|[\s)]|{STANDS})"
)
"""R5実績, 令和5見込, 目標値 2028: years that no prose writes so, and a head does."""
SHARE = re.compile(r"(?:率|割合|比|比率|指数|シェア)$")
NUMBER_OF = re.compile(r"数$")
MONEY = "円"


@dataclass(frozen=True, slots=True)
class Head:
    """What heads say: what is counted, of which fiscal year, in which unit as printed, how it is meant."""

    name: str
    fiscal_year: int | None = None
    unit: str = ""
    kind: ObservationKind = ObservationKind.ACTUAL


def read_head(path: Sequence[str], era: str | None = "令和") -> Head:
    """Read the heads over a column, outermost first: the innermost that tells a year or a unit tells it.

    >>> read_head(("令和８年度当初予算", "構成比（％）"))
    Head(name='構成比（当初予算）', fiscal_year=2026, unit='%', kind=<ObservationKind.ACTUAL: 'actual'>)
    >>> read_head(("計画額（千円）", "令和7年度")).unit
    '千円'
    """
    year, unit, names = None, "", []
    for words in reversed(tuple(dict.fromkeys(filter(None, path)))):
        rest, told_unit = split_unit(words)
        rest, told_year = split_year(rest, era) if year is None else (rest, None)
        unit, year = unit or told_unit, year if told_year is None else told_year
        names.append(rest)
    leaf, *above = [name for name in names if name] or [""]
    kind = ObservationKind.TARGET if any(map(PLANNED.search, path)) else ObservationKind.ACTUAL
    return Head(f"{leaf}（{'・'.join(reversed(above))}）" if above else leaf, year, unit, kind)


def split_year(text: str, era: str | None = "令和") -> tuple[str, int | None]:
    """A head without the one year that it tells, and that fiscal year; a range or two years tell none.

    >>> split_year("基準値（R5）"), split_year("５年度末残高"), split_year("令和5年"), split_year("R3～R5")
    (('', 2023), ('残高', 2023), ('', 2023), ('R3～R5', None))
    """
    normal = normalise(text).text
    spans, years = _years(normal, era)
    if len(years) != 1:
        return text.strip(), None
    for start, end in reversed(spans):
        normal = normal[:start] + normal[end:]
    rest = re.sub(r"\(\s*\)", "", normal).strip(" ()、・:")
    return AT_TIME.sub("", rest).strip(" ()"), years.pop()


def _years(normal: str, era: str | None) -> tuple[list[tuple[int, int]], set[int]]:
    """The places of the times of a head, and the fiscal years that they are; of a range both its ends."""
    times = find_times(normal, era=era)
    spans = [(time.start, time.end) for time in times]
    years = {fiscal_year_meant(time) for time in times}
    years |= {int(time.last[:4]) - (time.last[5:] <= "03-31") for time in times}
    if not times:
        for match in BARE_YEAR.finditer(normal):
            spans.append(match.span())
            years |= {time.fiscal_year for time in find_times(f"{match[0]}年度", era=era)}
    return spans, years


def unspaced(text: str) -> str:
    """A word whose characters are set apart to fill its cell, closed: 市　　税 is 市税.

    >>> unspaced("市　　税"), unspaced("市 民 税"), unspaced("図書館 本館")
    ('市税', '市民税', '図書館 本館')
    """
    words = text.split()
    return "".join(words) if len(words) > 1 and all(len(word) == 1 for word in words) else text.strip()


def year_told(text: str, era: str | None = "令和") -> int | None:
    """The one fiscal year that words at a figure tell: 62.5（R5） is of fiscal 2023.

    >>> [year_told(words) for words in ("令和元年度 主要事業一覧", "R4 12％", "第2期", "2022年から2024年")]
    [2019, 2022, None, None]
    """
    return split_year(text, era)[1]


def split_unit(text: str) -> tuple[str, str]:
    """A head or a label without the unit that it names, and that unit; a remark in brackets is none.

    >>> split_unit("構成比（％）"), split_unit("事業費(単位:千円)"), split_unit("市税（再掲）")
    (('構成比', '%'), ('事業費', '千円'), ('市税（再掲）', ''))
    """
    normal = normalise(text)
    for match in BRACKETED.finditer(normal.text):
        said = SAID_UNIT.match(match["words"])
        unit = said["unit"] if said else match["words"]
        if said or (is_unit(unit) and not find_times(unit)):
            first, last = normal.span(*match.span())
            return (text[:first] + text[last:]).strip(), "".join(unit.split())
    return text.strip(), ""


def units_of_caption(text: str) -> tuple[str, ...]:
    """The units that a line beside a table names for all of it.

    >>> units_of_caption("（単位：千円）"), units_of_caption("表3 歳入の見通し（単位 百万円、％）")
    (('千円',), ('百万円', '%'))
    >>> units_of_caption("単位を取得する"), units_of_caption("歳入の見通し")
    ((), ())
    """
    match = CAPTION.search(normalise(text).text)
    units = tuple("".join(unit.split()) for unit in SEVERAL.split(match["units"])) if match else ()
    return units if units and all(map(is_unit, units)) else ()


def unit_for(name: str, units: Sequence[str]) -> str:
    """The unit of a caption that fits what is counted: a share is no money, and a number of things neither.

    >>> unit_for("市税", ("千円",)), unit_for("構成比", ("千円",)), unit_for("構成比", ("千円", "%"))
    ('千円', '', '%')
    """
    shares = [unit for unit in units if scaled(unit)[1] in ("%", "ポイント")]
    others = [unit for unit in units if unit not in shares]
    bare = BRACKETED.sub("", normalise(name).text)
    if SHARE.search(bare):
        return next(iter(shares), "")
    if NUMBER_OF.search(bare):
        return next((unit for unit in others if scaled(unit)[1] != MONEY), "")
    return next(iter(others or shares), "")
