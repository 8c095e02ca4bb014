"""Whether a run that ends like the name of a city or of a unit can be one, as far as the tokenizer tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.lexicon import current

if TYPE_CHECKING:
    from keikaku.ontology.japanese.tokens import Token

_KANA_OR_TELLING = frozenset(
    {"動詞", "形容詞", "副詞", "助詞", "助動詞", "連体詞", "代名詞", "接続詞", "感動詞"}
)
"""What no name holds in hiragana: こわすとき町 is 町 behind a clause. In kanji and katakana (月ヶ原) it may."""
_POINTING = frozenset({"接頭辞", "連体詞", "代名詞"})
_HIRAGANA = re.compile("[ぁ-ん]+")
_BODIES = frozenset("市区町村都道府県")
WHICH = ("近隣", "隣接", "周辺", "選挙", "旧")
"""Nouns that say which city is meant and are no name of one."""
WHICH_UNIT = ("所属", "複数", "関係", "該当", "当該")
"""The same of units."""


def can_be_a_city(text: str, start: int, end: int) -> bool:
    """True where the run of the text can be a city's name: nothing but nouns, and the ending by itself.

    >>> all(can_be_a_city(name, 0, len(name)) for name in ("さざなみ市", "月ヶ原市", "星丘町", "若葉区"))
    True
    >>> any(can_be_a_city(name, 0, len(name)) for name in ("環境都市", "全市", "この市", "市町村", "近隣市"))
    False
    >>> can_be_a_city("塀をこわすとき町が", 2, 8)
    False
    """
    tokens = _within(text, start, end)
    stem = text[start : end - 1]
    if not text[start:end].isascii() and (not tokens or not _ends_alone(tokens[-1])):
        return False
    if any(_HIRAGANA.fullmatch(one.surface) and one.pos in _KANA_OR_TELLING for one in tokens):
        return False
    before = [one for one in tokens if one.start < end - 1]
    pointing = all(one.pos in _POINTING or not (one.content or one.pos2 == "固有名詞") for one in before)
    return not (pointing or stem.endswith(WHICH) or (stem[-1] in _BODIES and _is_alone(before[-1])))


def can_be_a_unit(text: str, start: int, end: int) -> bool:
    """True where the run can be a unit's name: its last word is 部 or 課, or 本部 and the like behind more, and no word of two letters (内部, 教室).

    >>> all(can_be_a_unit(name, 0, len(name)) for name in ("港湾振興課", "防災本部", "水道局", "町長公室"))
    True
    >>> can_be_a_unit("計画一部", 0, 4), can_be_a_unit("料理教室", 0, 4), can_be_a_unit("該当課", 0, 3)
    (False, False, False)
    """
    tokens = _within(text, start, end)
    if text[start : end - 1].endswith(WHICH_UNIT) or not tokens:
        return False
    last = tokens[-1]
    word = len(last.surface) == 2 and last.pos2 != "固有名詞"
    ends = last.surface in current().forms("UNIT_SUFFIX")
    return not word or (ends and end - start > len(last.surface) + 1)


def _within(text: str, start: int, end: int) -> list[Token]:
    return [one for one in tokenize(text) if one.end > start and one.start < end]


def _ends_alone(last: Token) -> bool:
    """市 by itself, or within a name that the dictionary has."""
    return len(last.surface) == 1 or last.pos2 == "固有名詞"


def _is_alone(before: Token) -> bool:
    """町 before 村: several kinds of cities and no name."""
    return set(before.surface) <= _BODIES
