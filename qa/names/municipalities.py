"""Finders of municipalities by the list: the graph's own under a short name, and real ones that it has not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from keikaku.graph.search.abroad.roman import roman
from keikaku.ontology.places.municipalities import all_bodies, bodies_called, find_bodies
from keikaku.ontology.places.sounds import readings_of
from keikaku.qa.names.mentions import Mention
from keikaku.qa.text.aliases import without_ending
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keikaku.qa.names.lexicon import Lexicon

_LEFT = r"(?:^|(?<=[のはがをにと、。?!「(・ ])|(?<=[都道府県]))"
_RIGHT = r"(?=$|[のはがをにとでもや、。?!」)・ ]|って|以外|における)"
_WORDS = "都全本当各他両同朝地学校街"
_BEHIND = "(?![民立営政税内場街議長道史町村])"
_ENDING = re.compile(rf"(?:(?<![{_WORDS}])[市区町村]|(?<=[一-鿿々][{_WORDS}])[市区町村]){_BEHIND}")
"""Where the name of a municipality may end: 都市, 市民 and 地区 by themselves need no list."""
_KANJI = re.compile(r"[一-鿿々]")


def find_own_cities(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """四日市の施策 and つしの施策: the graph's own city without 市, or in few kana, where it stands by itself."""
    for city in lexicon.municipalities:
        for name in _short(compact(city.label)):
            for match in re.finditer(f"{_LEFT}{re.escape(name)}{_RIGHT}", text):
                yield Mention(
                    kind="municipality", start=match.start(), end=match.end(), text=name, things=(city,)
                )
        for match in _IN_KANA.finditer(text) if not bodies_called(city.label) else ():
            if match["ending"] == city.label[-1] and match["kana"] in _sounding(city.label):
                yield Mention(
                    kind="municipality", start=match.start(), end=match.end(), text=match[0], things=(city,)
                )


_IN_KANA = re.compile(r"(?<![ぁ-ん])(?P<kana>[ぁ-ん]{2,10})(?P<ending>[市区町村])")
"""A city in kana, as people type who do not know its characters."""


@cache
def _sounding(label: str) -> frozenset[str]:
    """What the name of a city that no list has can sound like, without its ending."""
    return readings_of(label[:-1])


@cache
def _short(label: str) -> tuple[str, ...]:
    """The name without its ending where it is kanji, and its reading; みどり alone is a word of its own."""
    bare = label[:-1]
    names = {bare} if len(bare) > 1 and _KANJI.search(bare) else set()
    for body in bodies_called(label):
        names |= {body.kana, *({without_ending(body)} if _KANJI.search(bare) else ())}
    return tuple(sorted((name for name in names if len(name) > 1), key=len, reverse=True))


_LATIN_CITY = re.compile(
    r"(?<![a-z])(?P<name>[a-z]{3,14})(?: (?:city|town|village|ward)|-(?:shi|cho|machi|mura|ku))(?![a-z])"
)


def find_other_cities_abroad(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Kyoto City, where the graph has it not: names of the list in Latin letters, with what they are."""
    for match in _LATIN_CITY.finditer(text):
        if match["name"] not in lexicon.names and is_listed_abroad(match["name"]):
            yield Mention(kind="unknown", start=match.start(), end=match.end(), text=match[0], number="city")


def is_listed_abroad(name: str) -> bool:
    """True where a municipality or prefecture of the list is written so in Latin letters.

    >>> is_listed_abroad("kyoto"), is_listed_abroad("neighbouring")
    (True, False)
    """
    return _letters(name) in _listed_abroad()


def _letters(name: str) -> str:
    """Long vowels short, as signs abroad have them."""
    return re.sub("ou|oo|uu", lambda long: long[0][0], name)


@cache
def _listed_abroad() -> frozenset[str]:
    return frozenset(_letters(roman(without_ending(body))) for body in all_bodies())


def find_other_cities(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """京都市 and あきる野市, where the graph has them not: names of the list, whole."""
    for city in lexicon.municipalities:
        own = compact(city.label)
        text = text.replace(own, " " * len(own))
    if not _ENDING.search(text):
        return
    for found in find_bodies(text):
        inside = _KANJI.match(text, found.start - 1) if found.start else None
        if found.bodies[0].is_prefecture or (inside and text[found.start - 1] not in "都道府県市郡"):
            continue
        if _ENDING.match(text, found.end - 1):
            name = text[found.start : found.end]
            yield Mention(kind="unknown", start=found.start, end=found.end, text=name, number="city")
