"""Finders of what the graph knows: names, shorter names of plans, numbered pillars, years, themes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.eras import ERA_OF, ERAS
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.lexicon.themes import themes_named
from keikaku.qa.text.aliases import PLAN_WORDS
from keikaku.qa.text.compact import compact
from keikaku.qa.text.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from keikaku.ontology.japanese.times import Time
    from keikaku.qa.names.lexicon import Lexicon, Thing

from keikaku.qa.names.mentions import Mention

PILLAR_WORDS = r"体系|柱|基本目標|基本方針|基本施策|政策目標|政策の柱|施策の柱|pillar"
_NUMERAL = r"[0-9]{1,2}|[ivx]{1,5}|[一二三四五六七八九十]{1,3}"
_PILLAR = re.compile(
    rf"(?:(?<![0-9a-z])(?:第(?={_NUMERAL})|(?=(?:{_NUMERAL})番目))({_NUMERAL})(?:番目)?の?(?:{PILLAR_WORDS}))"
    rf"|(?:(?:{PILLAR_WORDS})の?第?(?:no\.?)? ?({_NUMERAL})(?![0-9a-z年月つ人覧]|件(?!数)|個(?!別)|部(?!分)))"
)
"""第3の柱, 体系3; 13の体系 is how many there are."""
KIND_ORDER = (
    "plan",
    "department",
    "section",
    "pillar",
    "field",
    "indicator",
    "post",
    "municipality",
    "initiative",
    "person",
)


def find_names(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The longest name at each place."""
    at = 0
    while at < len(text):
        name = _longest(text, at, lexicon)
        if name:
            yield from _named(name, at, lexicon.names[name])
        at += len(name) or 1


def _longest(text: str, at: int, lexicon: Lexicon) -> str:
    for length in range(min(lexicon.longest, len(text) - at), 1, -1):
        name = text[at : at + length]
        if name in lexicon.names and _whole(text, at, at + length):
            return name
    return ""


_YEAR = re.compile(r"[0-9]{4}(?![0-9年])")
"""プラン2032 is another plan than プラン; プラン2022年 would be a plan and a year."""


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin or kana name is not the inside of a longer word; 部 does not end inside 部門."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start:end].endswith(PLAN_WORDS) and _YEAR.match(text, end):
        return False
    if text[start].isascii() and text[start].isalnum() and before.isascii() and before.isalnum():
        return False
    if text[end - 1].isascii() and text[end - 1].isalnum() and after.isascii() and after.isalnum():
        return False
    return not (_katakana(text[start]) and _katakana(before)) and not (
        _katakana(text[end - 1]) and _katakana(after)
    )


def _katakana(character: str) -> bool:
    return "ァ" <= character <= "ヶ" or character == "ー"


def _named(name: str, at: int, things: tuple[Thing, ...]) -> Iterator[Mention]:
    kind = min((thing.kind for thing in things), key=_rank)
    of_kind = tuple(thing for thing in things if thing.kind == kind)
    same = tuple(thing for thing in of_kind if compact(thing.label) == name) or of_kind
    yield Mention(kind=kind, start=at, end=at + len(name), text=name, things=same)


def _rank(kind: str) -> int:
    return KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER)


def find_numbered(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """体系1, 政策3-1, 分野2: by the words of any plan, and by those under which the documents number theirs."""
    own = [rf"(?<![一-鿿]){re.escape(word)}" for word in sorted(lexicon.headings, key=len, reverse=True)]
    levels = re.compile(rf"(?:{'|'.join([*own, PILLAR_WORDS, '分野'])})([0-9]{{1,2}}-[0-9]{{1,2}})(?![0-9])")
    places = re.compile(rf"({'|'.join([*own, '分野'])})([0-9]{{1,2}})(?![0-9年月件つ個人部-])")
    chapters = re.compile(rf"第([0-9]{{1,2}})({'|'.join(own) or '(?!)'})".replace(r"(?<![一-鿿])", ""))
    told: list[tuple[re.Match[str], str, tuple[str, ...]]] = [
        *((match, match[1], ("field", "pillar")) for match in levels.finditer(text)),
        *((m, m[1], (lexicon.headings.get(m[2], "pillar"),)) for m in chapters.finditer(text)),
        *((match, str(number_of(match[1] or match[2])), ("pillar",)) for match in _PILLAR.finditer(text)),
        *((m, m[2], (lexicon.headings.get(m[1], "field"),)) for m in places.finditer(text)),
    ]
    at = -1
    for match, number, kinds in sorted(told, key=lambda one: (one[0].start(), -one[0].end())):
        if match.start() < at:
            continue
        at = match.end()
        yield _numbered(match, number, kinds, lexicon)


def _numbered(match: re.Match[str], number: str, kinds: tuple[str, ...], lexicon: Lexicon) -> Mention:
    found = {kind: tuple(t for t in lexicon.of_kind(kind) if t.number == number) for kind in kinds}
    kind = next((kind for kind in kinds if found[kind]), "pillar")
    return Mention(
        kind=kind,
        start=match.start(),
        end=match.end(),
        text=match[0],
        things=found.get(kind, ()),
        number=number,
    )


def find_divisions(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """どの基本目標, 政策ごと: the documents' own word for pillars or fields, read as 体系 and 分野 are."""
    for word, kind in lexicon.headings.items():
        if word not in COMMON_DIVISIONS:
            for match in re.finditer(rf"(?<![一-鿿]){re.escape(word)}(?![0-9])", text):
                yield Mention(kind=f"{kind}s", start=match.start(), end=match.end(), text=word)


COMMON_DIVISIONS = ("体系", "柱", "分野")
"""Words for the parts of any plan, which `qa.cues` knows."""


def find_years(text: str, _: Lexicon) -> Iterator[Mention]:
    """Years, dates and fiscal years in every notation."""
    for time in find_times(text):
        yield Mention(kind="year", start=time.start, end=time.end, text=time.text, time=time)
    for start, end, time in short_years(text):
        yield Mention(kind="year", start=start, end=end, text=text[start:end], time=time)


def short_years(text: str) -> Iterator[tuple[int, int, Time]]:
    """R2, r元, 令5 and 平15 before a word: a fiscal year without 年度, in a question as people type it.

    >>> [(start, end, time.fiscal_year) for start, end, time in short_years("平15の予算とr元の計画")]
    [(0, 3, 2003), (7, 9, 2019)]
    """
    for match in _SHORT_YEAR.finditer(text):
        era = ERA_OF.get(match["era"].upper()) or next(
            one for one in ERAS if one.name.startswith(match["era"])
        )
        for time in find_times(f"{era.name}{match['year']}年度"):
            yield match.start(), match.end(), time


_SHORT_YEAR = re.compile(
    rf"(?<![a-z0-9一-鿿])(?P<era>[rh]|{'|'.join(era.name[0] for era in ERAS)})(?P<year>[0-9]{{1,2}}|元)(?=の?[一-鿿])(?!年)"
)
"""In a compact question no space is left behind it."""


def find_theme_labels(text: str, _: Lexicon) -> Iterator[Mention]:
    """協働・市民活動 is a theme by its whole name, although a field is called 市民活動."""
    for theme, start, end in themes_named(text):
        if "・" in text[start:end]:
            yield Mention(kind="theme", start=start, end=end, text=text[start:end], themes=(theme.name,))


def find_themes(text: str, _: Lexicon) -> Iterator[Mention]:
    """Themes by any of their words."""
    for theme, start, end in themes_named(text):
        if not _PRONOUN.search(text[max(0, start - 4) : end + 2]):
            yield Mention(kind="theme", start=start, end=end, text=text[start:end], themes=(theme.name,))


_PRONOUN = re.compile(r"(?:^|[a-z] )it(?:$|[?.,!]| [a-z])")
"""Who is in charge of it: no question about IT, which has no small letters of its own in a compact text."""


PLAIN_PLAN_WORDS = (
    "基本計画",
    "個別計画",
    "基本構想",
    "総合計画",
    "後継計画",
    "上位計画",
    "下位計画",
    "次期計画",
)


def without_city(phrase: str, cities: Iterable[str]) -> str:
    """The phrase without a city's name before it."""
    for city in cities:
        phrase = phrase.removeprefix(city)
    return phrase


SHORTEST_LOOSE = 5


def ending(name: str, lexicon: Lexicon) -> tuple[Thing, ...]:
    """The one plan of a document's own that ends on the name: 第2期実行計画 of みどり市農業第2期実行計画."""
    plans = lexicon.of_kind("plan")
    told = [plan for plan in plans if compact(plan.label).endswith(name)]
    own = [plan for plan in told if not plan.mentioned_only] or told
    return tuple(own) if len(own) == 1 and len(name) >= SHORTEST_ENDING else ()


SHORTEST_ENDING = 4
