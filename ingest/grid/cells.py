"""What the text of one cell is by its form alone: nothing, a number, a year, a unit, a name, prose."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from keikaku.ingest.signs.units import IN_BRACKETS, looks_like_unit, unframed
from keikaku.ontology.japanese.figurewords import UNIT_OF
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.lexicon import Lexicon, current

BLANK = re.compile(r"^[\s\-‐-―ー－…・*/]*$|^(?:なし|該当なし|n/a)$", re.IGNORECASE)
NUMBER = re.compile(
    r"^[約▲△\-+±]{0,2}\s?[¥$]?(?P<value>\d[\d,]{0,20}(?:\.\d{1,6})?)(?P<apart>\s?)(?P<unit>[^\s\d。、()]{0,10})"
    r"(?:\([^()]{0,12}\))?(?:以[上内下]|未満|程度|超)?$"
)
SCALES = ("十億", "百万", "千万", "十万", "億", "万", "千", "百")
KANA = re.compile(r"[ぁ-ん]")
COUNTER_AT_MOST = 2
"""Characters of a counter that nobody listed: 張, 袋, 区画."""
CODE = re.compile(r"^[A-Za-zア-ン]{0,3}[-.]?\d{1,6}(?:[-.‐－]\d{1,4}){0,4}[A-Za-z]?$")
DATE = re.compile(r"^(?:[RHS]|令和|平成|昭和)?\s?(?:\d{1,4}|元)\s?[年./-]\s?(?:度|\d{1,2}).{0,16}$")
DITTO = frozenset(("〃", "″", '"', "”", "々", "同上", "同左", "同", "仝", "''"))
SENTENCE = re.compile(
    r"。|、.{4,}(?:する|ます|した|ている|図る|める|行う)$|(?:します|ました|である|ています)$"
)
LONG = 40  # characters: longer than nearly every name
PARTS = re.compile(r"[\s、,・/／;&＆]+|及び|並びに|および")


def kind_of(text: str) -> str:
    """The form of a cell: blank, ditto, year, number, code, unit, prose or name.

    >>> [kind_of(text) for text in ("－", "〃", "令和7年度", "1,200千円", "1-2", "防災課", "植える。", "花")]
    ['blank', 'ditto', 'year', 'number', 'code', 'unit', 'prose', 'name']
    """
    return _kind_of(text, current())


@lru_cache(maxsize=65536)
def _kind_of(text: str, _lexicon: Lexicon) -> str:
    """The lexicon tells how units end, so that what was found under one is not found again under another."""
    plain = normalise(text).text.strip()
    return next((kind for kind, is_so in KINDS if is_so(plain)), "name")


def is_number(plain: str) -> bool:
    """Whether a text is a number with nothing but what it counts.

    >>> [is_number(text) for text in ("1,200千円", "14張", "12.5回/年", "1 便利な窓口", "3歳児健診")]
    [True, True, True, False, False]
    """
    match = NUMBER.match(plain)
    if match is None:
        return False
    unit = match["unit"].split("/")[0]
    scale = next((one for one in SCALES if unit.startswith(one)), "")
    unit = unit.removeprefix(scale)
    known = not unit or unit in UNIT_OF
    return known or (not match["apart"] and len(unit) <= COUNTER_AT_MOST and not KANA.search(unit))


def is_year(text: str) -> bool:
    """Whether a text is a year or a date and hardly more: 令和7年度, R7, 令和7年4月, ~令和9年度."""
    plain = normalise(text).text.strip()
    if len(plain) > 24 or not any(c.isdigit() or c == "元" for c in plain):
        return False
    left = plain
    for time in find_times(plain):
        left = left.replace(normalise(time.text).text, "")
    return left != plain and len(left.strip("~-から()以降まで年度末 ")) <= 1


def are_units(text: str) -> bool:
    """Whether every word of a text, what stands in brackets aside, ends as units of a city do.

    >>> are_units("保健所 健康課 育成係"), are_units("教育部図書館（中央）"), are_units("公園の再生")
    (True, True, False)
    >>> are_units("【健康課・保健所】")
    True
    """
    plain = normalise(text).text.strip()
    plain = IN_BRACKETS.sub("", unframed(plain)).strip()
    words = [word for word in PARTS.split(plain.removesuffix("ほか").removesuffix("等")) if word]
    return bool(words) and all(map(_is_unit, words))


def _is_unit(word: str) -> bool:
    return looks_like_unit(word) or word in WHOLE_NAMES


WHOLE_NAMES = frozenset(
    (
        "図書館",
        "保健所",
        "消防署",
        "公民館",
        "博物館",
        "美術館",
        "会計課",
        "市民病院",
        "議会",
        "全庁",
        "全課",
        "各課",
        "全部局",
        "各部局",
        "消防本部",
    )
)
"""Words that are units by themselves although nothing stands before their ending."""


def is_prose(plain: str) -> bool:
    """Whether a text is longer than names are, or a sentence."""
    return len(plain) > LONG or bool(SENTENCE.search(plain))


KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("ditto", DITTO.__contains__),
    ("blank", BLANK.match),
    ("year", is_year),
    ("number", is_number),
    ("code", CODE.match),
    ("unit", are_units),
    ("prose", is_prose),
)
"""The forms in the order in which they are tried; what is none of them is a name."""
