"""Personal data that can be told by its form is taken out of what people type, before anything is written.

Names have no form, so they stay: the pages ask people to leave them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_letters, digits, whitespace

SEP = r"[-‐‑‒–—―−﹣－ーｰ─\s・.．()（）の]"  # between the groups of a number, as people write them
HYPHEN = r"[-‐‑‒–—―−﹣－ーｰ─の]"
NUMERAL = r"[\d〇一二三四五六七八九十]{1,4}"
LETTER = r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]"
COUNTED = r"[円千万億兆人件年度月日時個校園台回％%]"  # what follows a figure that is nobody's number
YEARS = r"(?:(?:19|20|１９|２０)\d\d\D{1,2}){2}(?:19|20|１９|２０)\d\d(?!\d)"
NUMBERING = r"(?<!施策|体系|分野|指標|事業|取組|目標|項目|計画|令和|平成|昭和|年度)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of personal data: what stands in its place, what it takes out, and what it must leave alone."""

    name: str
    pattern: re.Pattern[str]
    takes: tuple[str, ...]
    leaves: tuple[str, ...]


RULES: tuple[Rule, ...] = (
    Rule(
        "メール",
        re.compile(rf"(?:{LETTER}|[.+_%＿．-]){{1,64}}\s?[@＠]\s?{LETTER}(?:{LETTER}|[.．-]){{1,190}}"),
        ("taro@example.jp", "taro.yamada+x@mail.example.co.jp", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"),
        ("@", "X（旧Twitter）の@マーク", "5@"),
    ),
    Rule(
        "誕生日",
        re.compile(
            rf"(?:(?:明治|大正|昭和|平成|令和)\s?(?:元|{NUMERAL})|\d{{4}})年\s?"
            rf"{NUMERAL}月\s?{NUMERAL}日\s?(?=生)"
        ),
        ("昭和50年3月5日生まれ", "1975年12月1日生", "平成元年一月八日生まれ"),
        ("令和8年4月1日に始まる", "2026年度生まれの子", "4月生まれ"),
    ),
    Rule(
        "番号",
        re.compile(rf"(?<!\d)(?!{YEARS})\d{{4}}(?:{SEP}?\d{{4}}){{2,3}}(?!\d|{COUNTED})"),
        ("123456789012", "1234-5678-9012", "１２３４　５６７８　９０１２", "4111 1111 1111 1111"),
        ("2023 2024 2025年度", "2023-2024-2025", "123456789012円", "1234-5678"),
    ),
    Rule(
        "電話",
        re.compile(
            rf"(?<!\d)[0０]\d(?:{SEP}{{0,2}}\d){{8,9}}(?!\d)|[+＋]\d{{2}}(?:{SEP}{{0,2}}\d){{8,11}}(?!\d)"
        ),
        (
            *("0999-45-1151", "090-1234-5678", "09012345678", "０９０－１２３４－５６７８", "(03)1234-5678"),
            *("03（1234）5678", "0999の45の1151", "+81 90 1234 5678", "0120ー123ー456", "03.1234.5678"),
        ),
        ("0.1234567890", "2025-2027", "00-0000", "2026-04-01", "+5ポイント", "007"),
    ),
    Rule(
        "番号",
        re.compile(rf"(?<![\d,.，．])\d{{10,}}(?!\d|{COUNTED})"),
        ("1234567890", "98765432109876"),
        ("10388461000円", "123456789", "1,234,567,890"),
    ),
    Rule(
        "番号",
        re.compile(
            r"(?:(?<=番号)|(?<=電話)|(?<=携帯)|(?<=TEL)|(?<=ＴＥＬ)|(?<=Tel)|(?<=tel)|(?<=FAX)|(?<=口座))"
            rf"[はがを:：.．\s]{{0,3}}\d(?:{HYPHEN}?\d){{3,}}(?!\d|{COUNTED})"
        ),
        ("電話は45-1151", "口座番号 1234567", "受付番号：20260017", "TEL 45-1151"),
        ("番号3の施策", "電話は2回まで", "電話で2025年度の計画を聞く"),
    ),
    Rule(
        "郵便番号",
        re.compile(
            rf"〒\s?\d{{3}}{HYPHEN}?\d{{4}}(?!\d)|(?<![\d-])\d{{3}}{HYPHEN}\d{{4}}(?!\d|{HYPHEN}|{COUNTED})"
        ),
        ("〒100-8555", "100-8555", "〒1008555", "１００－８５５５"),
        ("100-2000人", "2025-2027", "300～1000人", "18-8555"),
    ),
    Rule(
        "番地",
        re.compile(
            rf"{NUMERAL}番(?:地(?![域区方元味球])(?:の{NUMERAL})?|{HYPHEN}?{NUMERAL}号)"
            rf"|(?<=丁目)\s?(?:\d{{1,3}}(?![\d年月日人件時か個つ])(?:{HYPHEN}\d{{1,4}})?|{NUMERAL}番)"
            rf"|(?<=[ぁ-ヶ一-龠々])(?<![はがをにでとへも第表図章節]){NUMBERING}"
            rf"\d{{1,3}}{HYPHEN}\d{{1,3}}{HYPHEN}\d{{1,4}}(?!\d|{HYPHEN}|{COUNTED})"
            rf"|(?<=[町村区市字条通])\d{{1,3}}{HYPHEN}\d{{1,4}}(?!\d|{COUNTED})"
            r"|(?<!\d)\d{2,4}号室"
        ),
        (
            *("灯台一丁目1番1号", "汐見町3-4-5", "汐見町三丁目4-5", "磯辺町五丁目六番", "みどり町12-3"),
            *("大字100番地", "100番地の2", "汐見町３－４－５", "305号室"),
        ),
        (
            *("汐見町三丁目の公園", "施策1-2-3", "体系3-1-2の取組", "一番地域に近い", "1番の施策"),
            *("三丁目に2つ", "令和3-4-5年度", "第3-1-2", "表1-2-3", "2026-4-1"),
        ),
    ),
)


PLAIN = f"{ascii_letters}{digits}@%+-._"
WORD = PLAIN + "".join(chr(ord(sign) + 0xFEE0) for sign in PLAIN)  # and their full-width forms
GROUPS = (
    f"{digits}０１２３４５６７８９-‐‑‒–—―−﹣－ーｰ─・.．()（）のは:：{whitespace}"
    "〇一二三四五六七八九十年月日番地号丁目〒"
)
LONGEST = 300
"""Characters that no form of personal data is longer than, digits without end apart."""


def without_half(text: str) -> str:
    """A text that was cut, without what may be the half of something: its last word, and numbers before it.

    >>> without_half("電話は0999-45-11"), without_half("mail to taro@exa"), without_half("橋の点検に")
    ('電話', 'mail to', '橋の点検に')
    """
    before = text.rstrip(WORD)
    last = before.rstrip(GROUPS)
    return last if any(sign.isnumeric() for sign in text[len(last) :]) else before.rstrip()


def masked(text: str) -> str:
    """The text with `［電話］` and the like in the place of personal data; masking it again changes nothing.

    >>> masked("山の上町1-2-3、電話は０９９９－４５－１１５１です。2025年度の施策1-2-3は？")
    '山の上町［番地］、電話は［電話］です。2025年度の施策1-2-3は？'
    """
    while (after := _once(text)) != text:  # ends: each turn takes digits or an @ away
        text = after
    return text


def _once(text: str) -> str:
    for rule in RULES:
        text = rule.pattern.sub(f"［{rule.name}］", text)
    return text
