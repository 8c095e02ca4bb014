"""How a heading or an item of a list begins: 第１章, 体系１, １-２, (1), ①, ア, ■, 【…】. Rules are data."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from keikaku.ingest.signs.lines import Line

DIGIT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[IVX]{1,4})"
KANA_ORDER = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ"
KANJI_ORDER = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
ROMAN_ORDER = {"I": 1, "V": 5, "X": 10}
COUNTED = (
    r"(?!(?:件|人|名|年|月|日|時|回|か所|箇所|億|万|千|円|%|歳|校|園|団体|つ|次|期)"
    r"(?:以|程|未|間|度|を|の|が|、|で|に|と|は|\s|$))"
)
MARKS = "\u25a0-\u25ff\u2600-\u2775\u2794-\u27bf・･‣•→⇒※〇"
"""Symbols that begin items and headings, for a class of a pattern: shapes, dingbats, arrows, bullets."""


@dataclass(frozen=True, slots=True)
class MarkerRule:
    """A way to begin, with a line that begins so and one that must not be taken for it."""

    name: str
    pattern: str
    example: str
    never: str


@dataclass(frozen=True, slots=True)
class Marker:
    """What a line begins with. `start` is where the text behind it begins in `Line.plain`."""

    kind: str  # part, chapter:章, word:体系, dotted:2, number, paren, circled, kana, bracket, mark:●
    number: str = ""
    start: int = 0
    hashes: int = 0  # of Markdown
    named: bool = False  # the rest stands inside 【…】

    @property
    def ordinal(self) -> int:
        """The last part of the number as an integer, 0 where there is none."""
        return ordinal(self.number)


RULES = (
    MarkerRule(
        "chapter",
        rf"第\s?(?P<n>{DIGIT})\s?(?P<w>[編章節])[\s:.、]{{0,3}}",
        "第1章 計画の概要",
        "第1次計画の策定",
    ),
    MarkerRule("chapter", rf"第\s?(?P<n>{DIGIT})\s?(?P<w>[部項])\s{{1,3}}", "第2部 各論", "第1部会の設置"),
    MarkerRule("part", r"(?P<n>[IVX]{1,4})(?:\s{1,3}|[.、]\s{0,3})(?=[^\sA-Za-z])", "II 各論", "IT の活用"),
    MarkerRule(
        "dotted",
        r"(?P<n>\d{1,2}(?:[-.]\d{1,2}){1,3})(?:\s{1,3}|[.、:]\s{0,3})(?!\d)",
        "1-2 防災",
        "1.4% 1.0%",
    ),
    MarkerRule(
        "number",
        rf"(?P<n>\d{{1,2}})(?:\s{{1,3}}|[.、:)]\s{{0,3}}){COUNTED}(?=[^\s\d]|\d{{1,2}}[歳才])",
        "3 目標年次",
        "20 件の取組",
    ),
    MarkerRule(
        "paren", r"\((?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})\)\s{0,3}", "(1) 基本的視点", "(令和9)年度まで"
    ),
    MarkerRule("parenkana", r"\((?P<n>[ア-ミ])\)\s{0,3}", "(ア) 受付", "(アプリ)の配信"),
    MarkerRule("kana", r"(?P<n>[ア-ミ])(?:\s{1,3}|[.、)]\s{0,3})(?=[^\s])", "ア 連携・協働", "アプリの活用"),
    MarkerRule("bracket", r"(?P<n>)(?=[【《〈<\[])", "【福祉】", "福祉【再掲】"),
    MarkerRule("mark", rf"(?P<n>)(?P<w>[{MARKS}\ue000-\uf8ff])\s{{0,3}}", "■ 福祉", "福祉・医療"),
    MarkerRule("mark", r"(?P<n>)(?P<w>[-*+])\s{1,3}(?!\d{1,3}\s*$)", "- 福祉", "-5.2%"),
)
NUMBERED = re.compile(rf"(?P<n>\d{{1,2}}(?:[-.]\d{{1,2}}){{0,2}})\s{{1,3}}{COUNTED}(?=[^\s\d])")
COMPILED = tuple((rule, re.compile(rule.pattern)) for rule in RULES)
HASHES = re.compile(r"(#{1,6})\s{0,3}")
CIRCLED = re.compile(r"[①-⑳㉑-㉟❶-❿➀-➓]")
WHOLE_BRACKET = re.compile(
    r"(?:【([^【】]{1,60})】|《([^《》]{1,60})》|〈([^〈〉]{1,60})〉|<([^<>]{1,60})>|\[([^\[\]]{1,60})\])"
)


def find_marker(line: Line, words: tuple[str, ...] = ()) -> Marker | None:
    """Find what a line begins with; `words` are those that number headings (体系, 基本目標)."""
    shown, lead = line.shown, len(line.hint.lead)
    hashes = HASHES.match(shown)
    skip = hashes.end() if hashes else 0
    found = _word_marker(shown, skip, words) or _circled(line, skip) or _rule_marker(shown, skip)
    if found and found.kind.startswith("mark:"):
        found = _behind_mark(shown, found, words)
    if found and lead:
        found = replace(found, start=max(0, found.start - lead))
    if not hashes:
        return found
    start = max(0, skip - lead)
    return replace(found, hashes=len(hashes[1])) if found else Marker("markdown", "", start, len(hashes[1]))


def _behind_mark(plain: str, mark: Marker, words: tuple[str, ...]) -> Marker:
    """■戦略1 and ◆3: the number behind a mark is told too, and a word counts more than the mark."""
    numbered = NUMBERED.match(plain, mark.start)
    return _word_marker(plain, mark.start, words) or (
        replace(mark, number=numbered["n"], start=numbered.end()) if numbered else mark
    )


def _word_marker(plain: str, skip: int, words: tuple[str, ...]) -> Marker | None:
    pattern = _word_pattern(words)
    match = pattern.match(plain, skip) if pattern else None
    return Marker(f"word:{match['w']}", match["n"], match.end()) if match else None


@lru_cache(maxsize=64)
def _word_pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    choice = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    number = rf"{DIGIT}(?:[-.・]\d{{1,2}}){{0,3}}"
    return re.compile(
        rf"[【<〈《\[(]?(?P<w>{choice})(?:\s?No\.?)?\s?(?P<n>{number})"
        rf"(?:(?=[「『])|[】>〉》\])]\s{{0,3}}|\s{{1,3}}|[:.、)]\s{{0,3}}|$)"
    )


def _circled(line: Line, skip: int) -> Marker | None:
    character = (line.hint.lead + line.text.strip())[skip : skip + 1]
    if not CIRCLED.match(character):
        return None
    digits = re.match(r"\d{1,2}\s{0,3}", line.shown[skip:])
    return Marker("circled", digits[0].strip(), skip + digits.end()) if digits else None


def _rule_marker(plain: str, skip: int) -> Marker | None:
    for rule, pattern in COMPILED:
        match = pattern.match(plain, skip)
        if match:
            return _bracket(plain, skip) if rule.name == "bracket" else _marker(rule, match)
    return None


def _marker(rule: MarkerRule, match: re.Match[str]) -> Marker:
    kind = rule.name
    if "w" in match.re.groupindex:
        kind = f"{kind}:{match['w']}"
    elif kind == "dotted":
        kind = f"dotted:{len(re.split('[-.]', match['n']))}"
    return Marker(kind, match["n"], match.end())


def _bracket(plain: str, skip: int) -> Marker | None:
    whole = WHOLE_BRACKET.match(plain, skip)
    return Marker("bracket", "", skip + 1, named=True) if whole and whole.end() == len(plain) else None


def ordinal(number: str) -> int:
    """The last part of a number as an integer.

    >>> ordinal("2-3"), ordinal("十二"), ordinal("IV"), ordinal("ウ"), ordinal("")
    (3, 12, 4, 3, 0)
    """
    last = re.split(r"[-.・]", number)[-1]
    if last.isdigit():
        return int(last)
    if last and all(c in KANJI_ORDER for c in last):
        return _kanji(last)
    if last and all(c in ROMAN_ORDER for c in last):
        return _roman(last)
    return KANA_ORDER.find(last) + 1 if last else 0


def _kanji(text: str) -> int:
    tens, ten, units = text.rpartition("十")
    return (KANJI_ORDER.get(tens, 1) * 10 if ten else 0) + KANJI_ORDER.get(units, 0)


def _roman(text: str) -> int:
    values = [ROMAN_ORDER[c] for c in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
