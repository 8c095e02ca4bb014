"""The same question in other words: every rewrite is a line of `rewrites.jsonl`, a rule over the text or a named step."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tests.bank.forms import ERAS, era
from tests.bank.made import HERE

WIDE_FROM = 0xFEE0
KANA_MARKS = {"゛": "ﾞ", "゜": "ﾟ"}
ERA_YEAR = re.compile(r"(令和|平成|昭和|R|H|S)([0-9]{1,2}|元)(年度)?(?![0-9])")
WESTERN_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年度")


def full_width(text: str) -> str:
    """Letters, digits and marks in full width.

    >>> full_width("R5の率?")
    'Ｒ５の率？'
    """
    return "".join(chr(ord(char) + WIDE_FROM) if "!" <= char <= "~" else char for char in text)


def half_width(text: str) -> str:
    """Letters, digits and marks in half width.

    >>> half_width("率は？")
    '率は?'
    """
    return "".join(chr(ord(char) - WIDE_FROM) if "！" <= char <= "～" else char for char in text)


def half_kana(text: str) -> str:
    """Katakana in half width, voiced marks apart.

    >>> half_kana("デジタル")
    'ﾃﾞｼﾞﾀﾙ'
    """
    return "".join(_half(char) for char in text)


def _half(char: str) -> str:
    base = unicodedata.normalize("NFD", char)
    mark = {"\u3099": "ﾞ", "\u309a": "ﾟ"}.get(base[1:], "")
    return (
        HALF_KANA.get(base[0], base[0]) + mark
        if base[0] in HALF_KANA and len(base) - 1 == len(mark)
        else char
    )


HALF_KANA = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}


def western_years(text: str) -> str:
    """Years of an era by the western calendar.

    >>> western_years("R5の率、平成15年度")
    '2023年度の率、2003年度'
    """
    return ERA_YEAR.sub(lambda found: f"{_western(found)}年度", text)


def _western(found: re.Match[str]) -> int:
    first = next(year for name, letter, year in ERAS if found[1] in (name, letter))
    return first if found[2] == "元" else first + int(found[2]) - 1


def short_years(text: str) -> str:
    """Years of an era by the letter of the era.

    >>> short_years("令和元年度の率")
    'R1年度の率'
    """
    return ERA_YEAR.sub(lambda found: _short(_western(found)), text)


def _short(year: int) -> str:
    _, letter, number = era(year)
    return f"{letter}{'1' if number == '元' else number}年度"


def era_years(text: str) -> str:
    """Every year as era with the western year behind it.

    >>> era_years("R5の率"), era_years("2019年度")
    ('令和5（2023）年度の率', '令和元（2019）年度')
    """
    both = ERA_YEAR.sub(lambda found: f"{_western(found)}年度", text)
    return WESTERN_YEAR.sub(lambda found: f"{''.join(era(int(found[1]))[::2])}（{found[1]}）年度", both)


STEPS: Mapping[str, Callable[[str], str]] = {
    step.__name__: step for step in (full_width, half_width, half_kana, western_years, short_years, era_years)
}


def rewrite(row: Mapping[str, Any], text: str) -> str:
    """The text by one line of the data: a step, the first rule that matches, or all rules everywhere."""
    if "step" in row:
        return STEPS[row["step"]](text)
    if "rules_all" in row:
        for pattern, words in row["rules_all"]:
            text = re.sub(pattern, words, text)
        return text
    fitting = (rule for rule in row["rules"] if re.search(rule[0], text))
    pattern, words = next(fitting, ("$^", ""))
    return re.sub(pattern, words, text, count=1)


def rewritten(originals: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every question under every rewrite that changes it; of a conversation every turn is rewritten."""
    rows = [json.loads(line) for line in (HERE / "rewrites.jsonl").read_text(encoding="utf-8").splitlines()]
    for original in originals:
        turns = original.get("turns") or [original["question"]]
        for row in rows:
            changed = [rewrite(row, turn) for turn in turns]
            if changed != turns:
                asked = {"turns": changed} if "turns" in original else {"question": changed[0]}
                name = {"id": f"{original['id']}~{row['name']}", "kind": row["name"], "split": row["split"]}
                yield {**name, **asked, "original": original["id"]}
