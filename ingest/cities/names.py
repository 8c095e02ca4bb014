"""Names of municipalities in a line: those of the list, and in a title those that only its form shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from keikaku.ontology.places.municipalities import Body, find_bodies

NAME = r"[一-龥々〆ヶヵぁ-んァ-ヴー]"
PART = re.compile(r"[^\s_「」『』【】()〈〉《》〔〕\[\]・:、。,|/#*■□●○◎◆◇▼~-]+")
"""What stands between white space, brackets and points: a name is in one of them."""
_BEFORE = (
    r"(?:(?:第[0-9一二三四五六七八九十]{1,4}|[0-9]{1,3})[次期回版号編]"
    r"|(?:令和|平成|昭和|[RHS])(?:[0-9]{1,2}|元)(?:年度?)?"
    r"|(?:19|20)[0-9]{2}(?:年度?)?|[0-9]{1,2}(?:年度?|月|日|[かヶカ]年)"
    r"|現行|[次前後中]期|(?:一部)?改[定訂正]版?"
    r"|(?:東京都|北海道|京都府|大阪府|[一-龥]{2,3}県)(?:[一-龥]{1,5}郡)?)"
)
"""What may stand right before a name in a title and is no part of it: 第6次, 令和7年度, a prefecture."""
OPENING = re.compile(rf"(?:{_BEFORE})*新?")
_NEW = re.compile(r"新$")
_ENDING = re.compile(r"[市町村区]")
_RANK = "区村町市"
_KANJI = re.compile(r"[一-龥々〆ヶヵ]*$")
_PARTICLE = re.compile("[をへのはがにとで]")
_SCRIPTS = re.compile(r"[一-龥々〆ヶヵ]+|[ぁ-ん]+|[ァ-ヴー]+")
ORDINARY = re.compile(
    r"(?:都市|[地学校街管特]区|選挙区|市区町村|区市町村|市町村|市区|町村|城下町)$"
    r"|^(?:[朝全本当各他両同自何某旧新隣農山漁寒離下][市町村区])$"
)
"""Ends in 市 or 町 and is a word of every text: 都市, 地区, 市町村; by itself 農村, 全市."""
_ORDINARY_BEHIND = re.compile(r"[全本当各他両同旧新隣農山漁寒離下][市町村区]$")
"""What no longer name ends in: behind みどり町, 農村 is a word of its own."""
_GOES_ON = re.compile(
    r"[場況販価域債松石名分間画切別制内民立営政税有道役議長史誌庁会外]|人会|並み|街(?!道)|区?町村|(?<=市町)村"
)
"""What makes a second 市, 町 or 村 the beginning of another word: 市場, 市街, 町内会, 市民."""
_NO_NAME = re.compile(r"[場況販価域債松石名分間画切別制]|人会|内会|並み|街(?!道)")
"""What makes the first one no name at all."""
_PLACE = re.compile(r"地区|学区|通り|[0-9一二三四五六七八九十]+丁目|駅|交差点|団地|大字")
"""What follows the name of a part of a town."""
_SAYING = re.compile(r"[^ぁ-ん東西南北][ぁ-ん]+[市町村区]$|[のな][市町村区]$")
"""What reads as words rather than a name until the document confirms it: 開かれた市, みんなの町."""
LONGEST_BEHIND = 4
"""Characters behind a 町 or 村 inside a name: 武蔵村山市."""
WHOLE_AT_MOST = 6
"""Characters of a name of several scripts that no other place confirms: あきる野市, not 皆で創る朝凪市."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its place; `bodies` is empty where the list has none of that name."""

    name: str
    start: int
    end: int
    bodies: tuple[Body, ...] = ()
    opens: bool = False  # nothing but 第6次, 令和7年度 and the like stands before it

    @property
    def is_prefecture(self) -> bool:
        """Whether it is the name of a prefecture."""
        return bool(self.bodies) and self.bodies[0].is_prefecture


def listed_names(text: str) -> Iterator[Name]:
    """The names of the list with clear edges, in a text in its normal form.

    >>> [(one.name, one.opens) for one in listed_names("第6次東村山市計画、大四日市市、町田市場")]
    [('東村山市', True)]
    """
    parts = list(PART.finditer(text))
    for found in find_bodies(text):
        part = next((one for one in parts if one.start() <= found.start < one.end()), None)
        before = text[part.start() : found.start] if part else ""
        name = text[found.start : found.end]
        if not _clear(before, name) or _NO_NAME.match(text, found.end) or _is_place(text, found.end):
            continue
        yield Name(name, found.start, found.end, found.bodies, bool(OPENING.fullmatch(before)))


def _clear(before: str, name: str) -> bool:
    """Whether a name of the list begins where it seems to: one kanji more makes another name of it."""
    if OPENING.fullmatch(before):
        return True
    opened = OPENING.match(before)
    rest = before[opened.end() if opened else 0 :]
    if "ァ" <= name[0] <= "ー" and "ァ" <= rest[-1:] <= "ー":
        return False
    kanji = _KANJI.search(rest)
    return kanji is None or len(kanji[0]) != 1


def titled_names(text: str, support: Callable[[str], int]) -> Iterator[Name]:
    """The names that no list has and a title's form shows: a part of it opens with one.

    `support` tells how often the rest of the document has a name by itself: it decides between readings.

    >>> [one.name for one in titled_names("令和7年度碧野市主要事業", lambda name: 0)]
    ['碧野市']
    """
    for part in PART.finditer(text):
        opened = OPENING.match(part[0])
        start = opened.end() if opened else 0
        ends = list(_ends(part[0], start))
        if not ends:
            continue
        best = max(ends, key=lambda end: support(part[0][start:end]))
        first = _start(part[0], start, best, support)
        name = part[0][first:best]
        if len(name) > 1 and not ORDINARY.search(name) and (not _SAYING.search(name) or support(name)):
            yield Name(name, part.start() + first, part.start() + best, opens=first <= start)


def _ends(part: str, start: int) -> Iterator[int]:
    """Where a name may end, the likeliest first: in the lowest rank that no higher one follows at once."""
    found: list[int] = []
    for ending in _ENDING.finditer(part, start + 1):
        name = part[start : ending.end()]
        if not re.fullmatch(rf"{NAME}+", name) or len(name) > WHOLE_AT_MOST * 2:
            break
        word = ORDINARY.search(name) or (found and _ORDINARY_BEHIND.search(name))
        behind = (_GOES_ON if found else _NO_NAME).match(part, ending.end())
        if not word and not behind and not _is_place(part, ending.end()):
            found.append(ending.end())
    if not found:
        return
    whole = found[0]
    for end in found[1:]:
        if _holds(part[whole - 1], part[end - 1], end - whole):
            whole = end
    yield from dict.fromkeys([whole, *found])


def _is_place(text: str, end: int) -> bool:
    """Whether the town, village or ward that ends there is a part of a city: 花里町地区, 本町三丁目."""
    return text[end - 1] != "市" and bool(_PLACE.match(text, end))


def _holds(inner: str, outer: str, between: int) -> bool:
    """Whether 町 or 市 in a name is part of a longer one: no town holds a city, 市市 is no word."""
    higher = _RANK.index(outer) > _RANK.index(inner) or inner == outer == "市"
    return between == 1 or (higher and between <= LONGEST_BEHIND)


def _start(part: str, opened: int, end: int, support: Callable[[str], int]) -> int:
    """Where a name begins: the reading that the document confirms, else all of it, if it is short."""
    starts = [opened]
    if _NEW.search(part[:opened]):
        starts.append(opened - 1)
    alone = opened > 0 and end - opened == 2 and bool(_NEW.search(part[:opened]))
    starts += [match.start() for match in _SCRIPTS.finditer(part, opened, end - 1)]
    starts += [match.end() for match in _PARTICLE.finditer(part, opened, end - 2)]
    confirmed = max(starts, key=lambda start: (support(part[start:end]), start - end))
    if support(part[confirmed:end]):
        return confirmed
    if alone:  # 新宮市: one kanji makes no name
        return opened - 1
    if end - opened <= WHOLE_AT_MOST and "を" not in part[opened:end]:
        return opened
    return max(match.start() for match in _SCRIPTS.finditer(part, opened, end - 1))
