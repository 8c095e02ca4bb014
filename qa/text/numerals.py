"""Small numbers as headings and questions write them: 1, Ⅱ (ii after folding), 三, 十二."""

from __future__ import annotations

ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15,
}  # fmt: skip
ENGLISH = {
    word: value
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
}
KANJI = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
ZERO = "ゼロ"


def number_of(text: str) -> int:
    """The number that a folded numeral up to 99 says.

    >>> [number_of(text) for text in ("12", "iv", "三", "十", "二十一", "two", "ゼロ")]
    [12, 4, 3, 10, 21, 2, 0]
    """
    if text.isdigit():
        return int(text)
    if text == ZERO:
        return 0
    if text in ROMAN or text in ENGLISH:
        return ROMAN.get(text) or ENGLISH[text]
    tens, found, ones = text.partition("十")
    if not found:
        return KANJI[text[0]]
    return (KANJI[tens] if tens else 1) * 10 + (KANJI[ones] if ones else 0)
