"""Titles that name who is responsible: behind them, under them, or in brackets; wrapped lines are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from keikaku.ingest.grid.find import cells_of
from keikaku.ingest.grid.words import is_label
from keikaku.ingest.page.block import Block
from keikaku.ingest.page.labels import read_units_line
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import Marker, find_marker
from keikaku.ingest.signs.units import Unit, read_units
from keikaku.ontology.japanese.text import join_lines
from keikaku.ontology.japanese.times import find_times

SECOND = 2  # the label stands on the second line
LINES_AT_MOST = 8  # of one title with the units behind it
TITLE_AT_MOST = 160  # characters
WRAP_AT_LEAST = 20.0  # full-width characters
WRAP_SHARE = 0.55  # of a full line: a title wraps only where its line is at least so long
BRACKET_TAIL = re.compile(r"\s*[(【\[〔<〈](?P<units>[^()【】\[\]〔〕<>〈〉]{2,90})[)】\]〕>〉]$")
BESIDE_A_DATE = 3  # characters that say what was done on it: 発行, 改訂版
IMPRINT = re.compile(r"\s*(?:(?:発行者?|編集者?|作成者?|企画|監修|印刷)[\s・:：/／]*)+")
WORD = re.compile(r"\S+")
NO_TITLE_END = ("、", ",", "。", "・", "は", "を", "が", "に", "で", "も", "から", "より", "また")


Found = tuple[list[str], tuple[Unit, ...], str]
"""The words of a title line by line, its units, and the rule that told them apart."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word between spaces, with its line and place there."""

    text: str
    line: int  # index into the lines of the title
    start: int
    end: int


def read_title(scene: Scene, index: int, *, closed: bool, in_list: bool = False) -> Block | None:
    """Read a title with its units from the line at `index` on; None where prose comes before any unit."""
    if not closed or (index and _is_note(scene, index)):
        return None
    for stop in range(index + 1, min(index + LINES_AT_MOST, len(scene.lines)) + 1):
        if stop - index > 1 and _begins_anew(scene, stop - 1):
            return None if in_list and stop - index > SECOND else _above_label(scene, index, stop - 1)
        found = _split(scene, index, stop)
        if found:
            is_joined = in_list and len(found.text) > scene.lines[index].width
            return None if is_joined else _extended(scene, index, stop, found)
        if _is_prose(scene.lines[stop - 1]) or (
            in_list and stop < len(scene.lines) and _is_apart(scene, stop)
        ):
            break
    return None


def _is_apart(scene: Scene, index: int) -> bool:
    """Whether more blank lines than usual stand above a line."""
    return scene.lines[index].gap > scene.gap


def _above_label(scene: Scene, index: int, label: int) -> Block | None:
    """The lines right above ``担当課：防災課`` are a title, wherever they wrap."""
    named = (
        read_units_line(scene.layout, scene.lines[label], scene.units) if label in scene.labelled else None
    )
    if named is None or index in scene.labelled:
        return None
    lines = scene.lines[index:label]
    marker = scene.markers[index]
    first = lines[0].original(marker.start if marker else 0)
    parts = [first, *(line.text.strip() for line in lines[1:])] if first else []
    reason = "担当部署の行のすぐ上にあるので、施策の題名"
    return _title(scene, scene.lines[index : label + 1], parts, named.units, reason)


def _is_note(scene: Scene, index: int) -> bool:
    return scene.lines[index].plain.startswith(("※", "注", "*"))


def _begins_anew(scene: Scene, index: int) -> bool:
    """Whether a line within a title would be something of its own: a heading or a labelled line."""
    marker = scene.markers[index]
    if scene.lines[index].hint.row or index in scene.tables:
        return True
    if index in scene.labelled or (marker and (marker.hashes or _is_mark(marker))):
        return True
    return bool(marker and marker.kind not in ("bracket", "kana") and scene.is_closed(index))


def _is_mark(marker: Marker) -> bool:
    """A mark that no wrapped line begins with; ・ may stand inside a word."""
    return marker.kind.startswith("mark:") and marker.kind[5:] not in "・･"


def _is_prose(line: Line) -> bool:
    return line.ends_sentence or "。" in line.plain


def _extended(scene: Scene, index: int, stop: int, found: Block) -> Block:
    """Take the lines that hold nothing but further units."""
    while stop < len(scene.lines) and stop - index < LINES_AT_MOST:
        more = read_units(scene.lines[stop].plain, scene.units)
        if not more or scene.markers[stop] or scene.lines[stop].plain.endswith("。"):
            break
        longer = _split(scene, index, stop + 1)
        if not longer:
            break
        found, stop = longer, stop + 1
    return found


def _split(scene: Scene, index: int, stop: int) -> Block | None:
    lines = scene.lines[index:stop]
    marker = scene.markers[index]
    start = marker.start if marker else 0
    found = _bracketed(scene, lines, start) or _spaced(scene, lines, start)
    if found is None:
        return None
    return _title(scene, lines, *found)


def _title(
    scene: Scene, lines: tuple[Line, ...], parts: list[str], units: tuple[Unit, ...], reason: str
) -> Block | None:
    """The title of some lines, if its text can be one: no sentence, no unit, wrapped only at long lines."""
    text = join_lines(parts)
    marker = find_marker(lines[0], scene.layout.words)
    if not 2 <= len(text) <= TITLE_AT_MOST or read_units(text, scene.units):
        return None
    if (
        "。" in text
        or text.endswith(NO_TITLE_END)
        or any(is_imprint(one, scene.city) for one in (text, *parts))
    ):
        return None
    if _is_head_alone(scene, lines[0], marker) or any(map(is_label, cells_of(lines[0])[:1])):
        return None
    least = min(WRAP_SHARE * scene.width, WRAP_AT_LEAST)
    if any(line.width < least for line in lines[: len(parts) - 1]):
        return None
    heads_alone = marker and (marker.hashes or _heads(scene, marker))
    if len(parts) > 1 and (heads_alone or any(map(is_label, parts[1:]))):
        return None
    return Block(role="title", lines=lines, text=text, marker=marker, units=units, reason=reason)


def _is_head_alone(scene: Scene, line: Line, marker: Marker | None) -> bool:
    """Whether a line is the number of a heading and nothing else."""
    return bool(marker and marker.start >= len(line.plain) and _heads(scene, marker))


def _heads(scene: Scene, marker: Marker) -> bool:
    """Whether a mark is the word of a heading with its number."""
    return marker.kind.removeprefix("word:") in scene.layout.heading_words


def is_imprint(text: str, city: str = "") -> bool:
    """Whether words name nothing but the city, who published something, or the time of it.

    >>> is_imprint("令和8年3月"), is_imprint("2026年3月31日 発行"), is_imprint("令和8年度予算の編成")
    (True, True, False)
    >>> is_imprint("みどり市", "みどり市"), is_imprint("令和8年3月 みどり市", "みどり市")
    (True, True)
    >>> is_imprint("令和8年度~令和10年度"), is_imprint("令和8年度の花壇")
    (True, False)
    >>> is_imprint("発行 みどり市 編集", "みどり市"), is_imprint("広報紙の発行", "みどり市")
    (True, False)
    """
    times = find_times(text)
    rest = text.replace(city, " ") if city else text
    if IMPRINT.fullmatch(rest):
        return True
    for time in times:
        rest = rest.replace(time.text, " ")
    beside = sum(character.isalnum() for character in rest)
    dated = any(time.kind in ("day", "month") for time in times)
    return (dated and beside <= BESIDE_A_DATE) or not beside


def _bracketed(scene: Scene, lines: tuple[Line, ...], start: int) -> Found | None:
    """``防災力の向上（総務部、企画部）``: the brackets at the end hold nothing but units."""
    plain = join_lines([line.plain for line in lines])
    units: tuple[Unit, ...] = ()
    while (tail := BRACKET_TAIL.search(plain)) and (more := read_units(tail["units"], scene.units)):
        units, plain = more + units, plain[: tail.start()]
    if not units:
        return None
    return (
        _own(lines, start, len("".join(plain.split()))),
        units,
        "題名の後の括弧が担当部署だけなので、施策の題名",
    )


def _own(lines: tuple[Line, ...], start: int, characters: int) -> list[str]:
    """The document's own text of the first `characters` characters (white space aside), line by line."""
    parts: list[str] = []
    for number, line in enumerate(lines):
        end = _reach(line.plain, characters)
        begin = start if number == 0 else 0
        if end > begin:
            parts.append(line.original(begin, end))
        characters -= len("".join(line.plain.split()))
        if characters <= 0:
            break
    return parts


def _reach(plain: str, characters: int) -> int:
    """How far into a line its first `characters` characters reach, white space aside."""
    for position, character in enumerate(plain):
        if characters <= 0:
            return position
        characters -= not character.isspace()
    return len(plain)


def _spaced(scene: Scene, lines: tuple[Line, ...], start: int) -> Found | None:
    """``防災力の向上　総務部``: words at the end, behind a space or on lines of their own, are units."""
    words = _words(scene, lines, start)
    first = len(words)
    units: tuple[Unit, ...] = ()
    while first > 1:
        longer = read_units(_listed(words[first - 1 :]), scene.units)
        if not longer:
            break
        units, first = longer, first - 1
    if not units or not first:
        return None
    return _text(lines, words[:first], start), units, "題名の後に担当部署が並ぶので、施策の題名"


def _listed(words: list[Word]) -> str:
    """The words as one text; those on different lines stand apart."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts.append(("\n" if word.line > before.line else " ") + word.text)
    return "".join(parts)


def _words(scene: Scene, lines: tuple[Line, ...], start: int) -> list[Word]:
    """The words of the lines; a unit that a line end cut in two is put together again."""
    words: list[Word] = []
    for number, line in enumerate(lines):
        for match in WORD.finditer(line.plain, start if number == 0 else 0):
            word = Word(match[0], number, match.start(), match.end())
            before = words[-1] if words else None
            if before and before.line < number and before.text + word.text in scene.units:
                words[-1] = Word(before.text + word.text, before.line, before.start, before.end)
            else:
                words.append(word)
    return words


def _text(lines: tuple[Line, ...], words: list[Word], start: int) -> list[str]:
    """The document's own text of the words of a title, line by line."""
    parts: list[str] = []
    for number, line in enumerate(lines):
        ends = [word.end for word in words if word.line == number]
        if ends:
            parts.append(line.original(start if number == 0 else 0, max(ends)))
    return parts
