"""The ways in which people write the same name, number and year; written without looking at the interpreter."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Sequence

import fugashi

HIRAGANA_FROM = 0x60
ERAS = (("令和", "R", 2019), ("平成", "H", 1989), ("昭和", "S", 1926))
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = ("", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ", "Ⅷ", "Ⅸ", "Ⅹ", "Ⅺ", "Ⅻ")


def era(year: int) -> tuple[str, str, str]:
    """Era, its letter and the year in it, as text.

    >>> era(2023), era(2019)
    (('令和', 'R', '5'), ('令和', 'R', '元'))
    """
    name, letter, first = next(each for each in ERAS if each[2] <= year)
    return name, letter, "元" if year == first else str(year - first + 1)


def year_forms(year: int) -> list[str]:
    """The fiscal year as people write it in Japanese.

    >>> year_forms(2023)
    ['令和5年度', '2023年度', 'R5年度', '令和5（2023）年度', '２０２３年度', '2023（令和5）年度']
    """
    name, letter, number = era(year)
    short = f"{letter}{'1' if number == '元' else number}年度"
    wide = f"{year}年度".translate(FULL_WIDTH)
    return [
        f"{name}{number}年度",
        f"{year}年度",
        short,
        f"{name}{number}（{year}）年度",
        wide,
        f"{year}（{name}{number}）年度",
    ]


def plan_forms(label: str, city: str, others: Iterable[str]) -> list[str]:
    """A plan's full name, without the city, in brackets, and its last words with the number where that is unique."""
    short = label.removeprefix(city)
    tail = _tail(short)
    others = [each for each in others if each != label]
    unique = tail and not any(fold(tail) in fold(each) for each in others)
    return list(dict.fromkeys([label, short, f"「{label}」", *([tail] if unique else [])]))


def _tail(name: str) -> str:
    """The last run of katakana with the number behind it."""
    digits = len(name) - len(name.rstrip("0123456789０１２３４５６７８９"))
    stem = name[: len(name) - digits]
    kana = len(stem) - len(
        stem.rstrip(
            "ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロワンヴー"
        )
    )
    return name[-(kana + digits) :] if digits and kana > 3 else ""


def fold(text: object) -> str:
    """The text without white space and differences of width."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def number_forms(number: str) -> list[str]:
    """A pillar by its bare number.

    >>> number_forms("2")
    ['体系2', '体系２', '体系Ⅱ']
    """
    forms = [f"体系{number}", f"体系{number}".translate(FULL_WIDTH)]
    return forms + ([f"体系{roman}"] if (roman := roman_of(number)) else [])


def roman_of(number: str) -> str:
    """A small number in Roman figures, nothing for numbers on two levels.

    >>> roman_of("3"), roman_of("1-2")
    ('Ⅲ', '')
    """
    return ROMAN[int(number)] if number.isdigit() and int(number) < len(ROMAN) else ""


def quoted(label: str) -> str:
    """A name in brackets, of the other kind where it has brackets inside.

    >>> quoted("「あす」の推進")
    '『「あす」の推進』'
    """
    return f"『{label}』" if "「" in label else f"「{label}」"


def reading(label: str) -> str:
    """A name in hiragana, as a tokeniser of its own reads it.

    >>> reading("総務部")
    'そうむぶ'
    """
    kana = "".join(str(word.feature.kana or word.surface) for word in _tagger()(label))
    return "".join(chr(ord(char) - HIRAGANA_FROM) if "ァ" <= char <= "ヶ" else char for char in kana)


@functools.cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger()


def date_forms(first: str, last: str, text: str) -> list[str]:
    """How a date may be told: as in the document, by the western year, by the era."""
    year, month = int(first[:4]), int(first[5:7])
    name, _, number = era(year)
    if first[5:] == "04-01" and last[5:] == "03-31":
        return [text, f"{year}年度", f"{name}{number}年度"]
    months = [f"{year}年{month}月", f"{name}{number}年{month}月", f"{year}({name}{number})年{month}月"]
    return [text, *(months if first[:7] == last[:7] else [f"{year}年", f"{name}{number}年"])]


def pick(forms: Sequence[str], turn: int) -> str:
    """One of the forms, each in its turn."""
    return forms[turn % len(forms)]
