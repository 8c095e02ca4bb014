"""Where a document says whose it is: its title and cover, its imprint, the name of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from keikaku.ingest.cities.names import Name, listed_names, titled_names
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.lexicon import Lexicon, current

TITLE_LINES = 5
TITLE_LENGTH = 60
IMPRINT_LINES = 12
MENTIONED, ALONE, OWNER = 1, 2, 3
"""How a name stands: among other words, by itself, or before what a city makes or has."""
_TITLE_WORD = (
    r"予算|決算|白書|一覧|目標|報告|要覧|概要|事業|施策|取組"
    r"|広報|だより|公式|ホームページ|サイト|評価|調書|条例|まちづくり"
)
_OFFICE = re.compile(
    r"(?:長(?!寿|期)|議会|役所|役場|教育委員会|[一-龥ァ-ヴーぁ-ん]{1,10}[部課局室](?![一-龥]))"
)
_NOTHING = re.compile(r"\s*(?:$|[」』】）)(「『【（｜|])")
_SHARED = re.compile(r"[とや・、も]")
_ROW = re.compile(r"\s[^\s]{1,12}[部課局室係](?:$|\s)")
_STRUCTURE = re.compile(
    r"(?:第?[0-9一二三四五六七八九十]{1,3}(?:[章節編部款.)、\s])|[■□●○◎◆◇▼・*(]|[^0-9\s]{1,6}[0-9]{1,2}\s)"
)
"""How the first item below a title begins."""
_IMPRINT = re.compile(r"発行|編集|編さん|作成|問い?合わ?せ")
Support = Callable[[str], int]


@cache
def _titles(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"{lexicon.group('PLAN_LIKE')}|{_TITLE_WORD}")


def title_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The first lines, without sentences, up to the first row or numbered heading."""
    found: list[Line] = []
    for place, line in enumerate(one for one in lines[: TITLE_LINES * 2] if not one.hint.furniture):
        if place >= TITLE_LINES or "\t" in line.plain or (place and _STRUCTURE.match(line.plain)):
            break
        if not line.ends_sentence and len(line.plain) <= TITLE_LENGTH:
            found.append(line)
    return tuple(found)


def names_of_title(lines: Sequence[Line]) -> Iterator[tuple[Name, int]]:
    """The names of the title and how each stands, the first first; unlisted ones by a clear form alone."""
    for place, line in enumerate(title_lines(lines)):
        yield from _weighed(line.plain, _support(lines, line), opening=not place)


def names_of_imprint(lines: Sequence[Line]) -> Iterator[tuple[Name, int]]:
    """The names of the last lines and of those that say who issued it, where an office stands behind them."""
    for place, line in enumerate(lines):
        issued = bool(_IMPRINT.search(line.plain))
        if not issued and place < len(lines) - IMPRINT_LINES:
            continue
        if line.ends_sentence or "\t" in line.plain or len(line.plain) > TITLE_LENGTH:
            continue
        for name, how in _weighed(line.plain, _support(lines, line)):
            if _OFFICE.match(line.plain, name.end) or (issued and how >= ALONE):
                yield name, OWNER


def names_of_site(lines: Sequence[Line]) -> Iterator[tuple[Name, int]]:
    """The names of what stands around a web page, above its own title: whose pages these are."""
    for line in lines[: TITLE_LINES * 2]:
        if line.hint.furniture and len(line.plain) <= TITLE_LENGTH:
            yield from _weighed(line.plain, _support(lines, line), opening=True)


def names_of_file(file: str) -> Iterator[tuple[Name, int]]:
    """The names that the file's name holds."""
    yield from _weighed(file.rsplit(".", 1)[0], lambda _: 0)


def _weighed(text: str, support: Support, *, opening: bool = False) -> Iterator[tuple[Name, int]]:
    listed = list(listed_names(text))
    for name in titled_names(text, support):
        inner = [one for one in listed if one.start < name.end and name.start < one.end]
        if all(one.start == name.start and one.end < name.end for one in inner) or not inner:
            listed = [one for one in listed if one not in inner]
            if _standing(text, name, opening=opening) >= ALONE:
                listed.append(name)
    yield from (
        (name, _standing(text, name, opening=opening)) for name in sorted(listed, key=lambda one: one.start)
    )


def _standing(text: str, name: Name, *, opening: bool) -> int:
    """How a name stands; white space parts it from the title of the document that it opens."""
    after = text[name.end :]
    if not name.opens or _SHARED.match(after):
        return MENTIONED
    if _OFFICE.match(after) or (_titles(current()).search(after) and not _ROW.search(after)):
        return OWNER
    parted = opening and name.opens and after[:1].isspace()
    return ALONE if parted or _NOTHING.match(after) else MENTIONED


def _support(lines: Sequence[Line], title: Line) -> Support:
    """How often the other lines have a name by itself."""
    rest = "\n".join(line.plain for line in lines if line is not title)

    def count(name: str) -> int:
        edge = "" if "ぁ" <= name[0] <= "ん" else "(?<![一-龥々ァ-ヴー])"
        return len(
            re.findall(
                rf"{edge}{re.escape(name)}(?=[長議役民立内外のはがにでをとも、。)」\s]|$)", rest, re.MULTILINE
            )
        )

    return count
