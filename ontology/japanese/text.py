"""Japanese text in one normal form that never loses its place in the original.

NFKC alone is wrong twice here: it leaves the radicals of PDF text layers (⻑, ⼾) wrong or untouched, and it
forgets where a character came from. `normalise` repairs both; `fold` compares names.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from keikaku.ontology.japanese.prose import glue, join_lines, sentences

__all__ = ["Normal", "fold", "glue", "join_lines", "normalise", "readable_numbers", "sentences"]

LONGEST_EXPANSION = 8
"""㍿ and ㌖ become words of at most 8 characters; U+FDFA would become 18 and flood the memory: it stays."""

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u02d7"
TILDES = "\u301c\uff5e\u223c\u02dc\u3030"
NEWLINES = "\u000b\u000c\r\u0085\u2028\u2029"
VOICED = "\u3099\u309b\uff9e"
SEMI_VOICED = "\u309a\u309c\uff9f"
OPENING = "「『【〔〈《［｛(“‘[{"
CLOSING = "」』】〕〉》］｝)”’]}"

_RESPELT = {
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(TILDES, "~"),
    **dict.fromkeys(NEWLINES, "\n"),
    **dict.fromkeys(VOICED, "\u3099"),
    **dict.fromkeys(SEMI_VOICED, "\u309a"),
    "\n": "\n",
    "\t": "\t",
}
DIGITS = "0123456789"
_SUPERSCRIPTS = str.maketrans(DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STANDALONE = {"\u3099": "\u309b", "\u309a": "\u309c"}  # a kana mark with no kana to sit on
_DROPPED = frozenset({"Cc", "Cf", "Cs"})  # controls, invisible formatting, lone surrogates
_LONG_VOWEL_AS_DASH = re.compile(r"(?<=[0-9])ー(?=[0-9])")
_CIRCLE_AS_ZERO = re.compile(r"(?<=[一二三四五六七八九〇○])[○◯](?=[一二三四五六七八九〇○年])")
_BRACKETS = str.maketrans(OPENING + CLOSING, "(" * len(OPENING) + ")" * len(CLOSING))


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal form and where each of its characters stood.

    `offsets` has one number more than `text` has characters: the last is the length of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that gave ``text[start:end]``, whole characters only.

        >>> normalise("㈱みどり").span(0, 1)
        (0, 1)
        """
        if start >= end:
            return self.offsets[start], self.offsets[start]
        last = self.offsets[end - 1]
        while self.offsets[end] == last and end < len(self.text):
            end += 1
        return self.offsets[start], self.offsets[end]


def normalise(text: str) -> Normal:
    """The one normal form: narrow Latin and digits, wide kana, everyday ideographs, one dash, one tilde.

    White space keeps its place (line ends become one newline), control and invisible characters go. Linear.

    >>> normalise("２０２６（令和８）年度〜ﾊﾞｽ").text
    '2026(令和8)年度~バス'
    """
    if text.isascii() and text.isprintable():
        return Normal(text, tuple(range(len(text) + 1)))
    characters: list[str] = []
    offsets: list[int] = []
    for index, original in enumerate(text):
        if _stays(original):
            characters.append(original)
            offsets.append(index)
            continue
        if original == "\n" and index and text[index - 1] == "\r":
            continue
        for character in _spelling(original):
            if _is_mark(character) and (joined := _composed(characters, character)):
                characters[-1] = joined
            else:
                characters.append(_STANDALONE.get(character, character))
                offsets.append(index)
    return Normal(_LONG_VOWEL_AS_DASH.sub("-", "".join(characters)), (*offsets, len(text)))


def fold(text: str) -> str:
    """What two writings of one name share: no white space, lower case, one kind of bracket.

    >>> fold("みどり市 ＤＸ推進「計画」") == fold("みどり市DX推進（計画）")
    True
    """
    unspaced = normalise(
        "".join(text.split())
    ).text  # before composing, or か ゛ would fold to が the second time
    return "".join(unspaced.lower().split()).translate(_BRACKETS)


def readable_numbers(text: str) -> Normal:
    """The normal form for reading figures: a digit that is none by itself (①, m², ㎡) is a superscript.

    >>> readable_numbers("10①と1.2㎡").text
    '10¹と1.2m²'
    """
    normal = normalise(text)
    if text.isascii():
        return normal
    plain = _CIRCLE_AS_ZERO.sub("〇", normal.text)
    characters = (
        character.translate(_SUPERSCRIPTS)
        if character in DIGITS and not text[offset].isdecimal()
        else character
        for character, offset in zip(plain, normal.offsets, strict=False)
    )
    return Normal("".join(characters), normal.offsets)


@lru_cache(maxsize=1 << 16)
def _spelling(character: str) -> str:
    """What one character becomes, by itself."""
    respelt = _RESPELT.get(character) or radicals().get(character)
    if respelt is not None:
        return respelt
    if unicodedata.category(character) in _DROPPED or _is_variation_selector(character):
        return ""
    expanded = unicodedata.normalize("NFKC", character)
    if (
        expanded == character
        or len(expanded) > LONGEST_EXPANSION
        or (expanded[0] == " " and len(expanded) > 1)
    ):
        return character
    return "".join(_spelling(part) for part in expanded)


@lru_cache(maxsize=1 << 16)
def _stays(character: str) -> bool:
    """Whether a character is normal whatever stands beside it: nearly all are, and cost one look-up."""
    return character != "\n" and _spelling(character) == character and not _is_mark(character)


@cache
def radicals() -> dict[str, str]:
    """Each CJK or Kangxi radical with the character that people write; radicals.txt tells its source."""
    lines = Path(__file__).with_name("radicals.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if not line.startswith("#"))
    return {radical: written for radical, written in pairs}  # noqa: C416  names what each side is


def _is_mark(character: str) -> bool:
    return character > "\u02ff" and unicodedata.combining(character) != 0


def _is_variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _composed(before: list[str], mark: str) -> str | None:
    """The one character that the last one and a combining mark make together (ハ and ゛ make バ)."""
    if not before:
        return None
    joined = unicodedata.normalize("NFC", before[-1] + mark)
    return joined if len(joined) == 1 else None
