"""Whole sentences: where they end, and how page-wrapped lines become running text again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

ENDERS = "。！？!?．"
CLOSERS = "」』）)】〕〉》”’"
BRACKETS = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "〈": "〉",
    "《": "》",
    "“": "”",
}
BREAKERS = "●◆◇■□▪○◎◯"
"""Marks that begin an item wherever they stand after a space; ・ does so only at the beginning of a line."""

_LIST_MARK = re.compile(r"[\s　]{0,20}(?:(?:[・･•‣⁃●◆◇■□▪○◎◯＊*]|[-–－](?=[\s　]))[\s　]{0,8}){0,3}")
_ENGLISH_END = re.compile(r"\.[\"'”’)]{0,2}(?=\s{1,4}[\"'“‘(A-Z\u3040-\u9fff]|\s{0,8}\Z)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|No|Mr|Mrs|Ms|Dr|Prof|St|vs|cf|Vol|Fig|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|e\.g|i\.e|approx|pp?))\Z"
)
_CLOSER_OF = {close: opening for opening, close in BRACKETS.items()}
_HALF_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3}){0,5},(\d{0,2})\Z")
_NUMBER_REST = re.compile(r"(\d{1,3})(?:,\d{3}){0,5}(?!\d|,\d)")
_NO_SPACE_AFTER = "(-/[@#_~&"
_NO_SPACE_BEFORE = ")],.;:/!?%]_~"


def join_lines(lines: Sequence[str]) -> str:
    r"""Page-wrapped lines as running text: nothing between Japanese, one space between Latin words.

    >>> join_lines(["庁内のDX", "の推進と data", "analysis を行う"])
    '庁内のDXの推進と data analysis を行う'
    """
    parts: list[str] = []
    for line in (stripped for stripped in (line.strip() for line in lines) if stripped):
        if parts:
            parts.append(glue(parts[-1], line))
        parts.append(line)
    return "".join(parts)


def glue(before: str, after: str) -> str:
    """What stands between two lines when they are joined: one space or nothing.

    >>> glue("10,388,461,00", "0円"), glue("open", "data"), glue("DX", "の")
    ('', ' ', '')
    """
    if not before or not after or not (_is_latin(before[-1]) and _is_latin(after[0])):
        return ""
    if before[-1] in _NO_SPACE_AFTER or after[0] in _NO_SPACE_BEFORE or _is_cut_number(before, after):
        return ""
    return " "


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of whole sentences, without the bullet before them.

    A full stop inside （…）「…」『…』 ends nothing; a line end, a tab and the next bullet do.

    >>> [("計画を作る。・見直す")[a:b] for a, b in sentences("計画を作る。・見直す")]
    ['計画を作る。', '見直す']
    """
    spans = []
    for start, end in _lines(text):
        for first, last in _sentences_of_line(text, start, end):
            if trimmed := _trimmed(text, first, last):
                spans.append(trimmed)
    return tuple(spans)


def _is_latin(character: str) -> bool:
    return "!" <= character <= "\u024f"


def _is_cut_number(before: str, after: str) -> bool:
    """Whether a comma-grouped number was cut: its last group has three digits only with the next line."""
    head, rest = _HALF_NUMBER.search(before[-40:]), _NUMBER_REST.match(after[:40])
    return bool(head and rest and len(head[1]) + len(rest[1]) == 3)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans between line ends and tabs."""
    start = 0
    for end in re.finditer(r"[\n\r\t\u2028\u2029\x0b\x0c]", text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    paired = _paired_brackets(text, start, end)
    depth, at = 0, start
    while at < end:
        character = text[at]
        if at in paired:
            depth += 1 if character in BRACKETS else -1
        elif depth == 0 and (stop := _end_at(text, at, end, paired)):
            yield start, stop
            start = at = stop
            continue
        elif depth == 0 and character in BREAKERS and at > start and text[at - 1].isspace():
            yield start, at
            start = at
        at += 1
    yield start, end


def _paired_brackets(text: str, start: int, end: int) -> frozenset[int]:
    """Positions of the brackets that have their partner in the line; a stray one must not swallow it."""
    opened: dict[str, list[int]] = defaultdict(list)
    paired = []
    for at in range(start, end):
        if text[at] in BRACKETS:
            opened[text[at]].append(at)
        elif (opening := _CLOSER_OF.get(text[at])) and opened[opening]:
            paired += [opened[opening].pop(), at]
    return frozenset(paired)


def _end_at(text: str, at: int, end: int, paired: frozenset[int]) -> int | None:
    """The end of the sentence that this character ends, with the stops and stray quotes after it."""
    if text[at] == "." and (stop := _ENGLISH_END.match(text, at, end)):
        return None if _ABBREVIATION.search(text[max(0, at - 7) : at]) else stop.end()
    if text[at] not in ENDERS or (text[at] in "．!?" and at + 1 < end and text[at + 1].isalnum()):
        return None
    at += 1
    while at < end and (text[at] in ENDERS or (text[at] in CLOSERS and at not in paired)):
        at += 1
    return at


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the list marks before it and the white space around it; None where nothing is left."""
    mark = _LIST_MARK.match(text, start, end)
    start = mark.end() if mark else start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
