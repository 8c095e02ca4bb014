"""Readings over kanji for those who ask for them; made by machine, mostly right and never certain."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from keikaku.ontology.japanese.tokens import Token, tokenize

_KANJI = re.compile(r"[々〇〆㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_NO_MARK = Token("", "", "", "", 0, 0, content=False, reading="")
_AFTER_NUMBER = {"年": "ネン", "月": "ガツ", **dict.fromkeys("日人本匹杯軒階分", "")}
"""What is read so after a number; empty for what each number changes (ついたち, はつか, ひとり, さんぼん)."""
_RATHER = {"日本": "ニホン"}
"""Of two readings that are both right, the everyday one."""

Part = tuple[str, str]
"""Text as it stands, and its reading in hiragana (empty: none)."""


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[Part, ...]:
    """The text in parts, those of kanji with a reading; joined they are the text, character by character.

    Kana between and after kanji stand outside; what the dictionary does not know has no reading.

    >>> parts("計画を見直す")
    (('計画', 'けいかく'), ('を', ''), ('見直', 'みなお'), ('す', ''))
    """
    found: list[Part] = []
    end = 0
    tokens = tokenize(text)
    for before, token, after in zip((_NO_MARK, *tokens), tokens, (*tokens[1:], _NO_MARK), strict=False):
        found.append((text[end : token.start], ""))
        found += _split(token.surface, _reading(before, token, after))
        end = token.end
    return _joined([*found, (text[end:], "")])


def _reading(before: Token, token: Token, after: Token) -> str:
    """The reading in katakana, as its neighbours make it; empty where none is safe."""
    if before.end == token.start and before.surface[-1:].isdigit() and token.surface in _AFTER_NUMBER:
        return _AFTER_NUMBER[token.surface]
    if token.surface == "日" and before.end == token.start and _KANJI.match(before.surface[-1:]):
        return "ビ"  # 土曜日, 収集日, 申請日
    if token.surface == "元" and after.surface.startswith("年"):
        return "ガン"
    return _RATHER.get(token.surface, token.reading)


def _split(surface: str, reading: str) -> list[Part]:
    """The kanji of a word with their share of its reading; the word alone where the two do not fit.

    >>> _split("取り組み", "トリクミ")
    [('取', 'と'), ('り', ''), ('組', 'く'), ('み', '')]
    """
    if not reading or not _KANJI.search(surface):
        return [(surface, "")]
    runs = [(kanji, "".join(run)) for kanji, run in groupby(surface, lambda c: bool(_KANJI.match(c)))]
    pattern = "".join("(.+?)" if kanji else re.escape(_katakana(run)) for kanji, run in runs)
    fits = re.fullmatch(pattern, reading)
    if not fits:
        return [(surface, "")]
    shares = iter(fits.groups())
    return [(run, _hiragana(next(shares)) if kanji else "") for kanji, run in runs]


def _joined(found: list[Part]) -> tuple[Part, ...]:
    """The parts without empty ones; neighbours without a reading are one."""
    whole: list[Part] = []
    for text, reading in found:
        if text and not reading and whole and not whole[-1][1]:
            whole[-1] = (whole[-1][0] + text, "")
        elif text:
            whole.append((text, reading))
    return tuple(whole)


def _katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def _hiragana(text: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
