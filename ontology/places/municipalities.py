"""Prefectures, municipalities and wards of Japan: names, codes and readings, looked up and never guessed.

They stand in municipalities.txt, made by `ontology.places.table`. The file is read once, where a name
is looked for, and the index over it is made where names are looked for in a longer text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("municipalities.txt")
_VARIANTS = str.maketrans("ヶ惠竈檮龍鰺舘", "ケ恵釜梼竜鯵館")
_WRITTEN_TWICE = frozenset(map(chr, _VARIANTS))
"""Characters that people write in the place of one another in these names: 鎌ケ谷市 and 鎌ヶ谷市."""
_WARD = re.compile(r"^(?P<city>.{1,5}?市)(?P<ward>.+区)$")
_ENDING = re.compile("[都道府県市区町村]")
_CODE = re.compile(r"[0-9]{6}")


class Body(NamedTuple):
    """A local public body, or a ward of a designated city (横浜市港北区); its kana is without 郡."""

    code: str  # 全国地方公共団体コード, with its check digit
    prefecture: str
    name: str
    kana: str

    @property
    def is_prefecture(self) -> bool:
        """Whether it is a prefecture."""
        return self.name == self.prefecture

    @property
    def city(self) -> str:
        """The municipality that it is, or of which it is a ward.

        >>> bodies_named("横浜市港北区")[0].city, bodies_named("北区")[0].city
        ('横浜市', '北区')
        """
        ward = _WARD.match(self.name)
        return ward["city"] if ward else self.name


class Named(NamedTuple):
    """A name of the table that stands in a text, with the bodies that have it."""

    start: int
    end: int
    bodies: tuple[Body, ...]


def folded(text: str) -> str:
    """The text in the characters that names are compared in, as long as it was.

    >>> folded("鎌ヶ谷市") == folded("鎌ケ谷市")
    True
    """
    return text.translate(_VARIANTS)


@cache
def _table() -> str:
    return TABLE.read_text(encoding="utf-8")


def bodies_called(name: str) -> tuple[Body, ...]:
    """The bodies of exactly that name or code, in the order of their codes; the cheapest way to look one up.

    >>> [body.prefecture for body in bodies_called("府中市")], bodies_called("132071")[0].name
    (['東京都', '広島県'], '昭島市')
    """
    if not name or name.startswith("#") or " " in name:
        return ()
    column = 0 if _CODE.fullmatch(name) else 2
    return tuple(body for body in _bodies(_lines_with(name)) if body[column] == name)


def bodies_named(name: str) -> tuple[Body, ...]:
    """The same, and those whose name is written otherwise (鎌ヶ谷市) or is a ward's without its city's."""
    return bodies_called(name) or _bodies(_index().get(folded(name), ()))


def all_bodies() -> tuple[Body, ...]:
    """Every body of the table."""
    return _bodies(line for line in _table().splitlines() if not line.startswith("#"))


def _lines_with(words: str) -> Iterator[str]:
    """The lines of the table that hold the words, without cutting the others."""
    table, at = _table(), 0
    while (at := table.find(words, at)) >= 0:
        start, at = table.rfind("\n", 0, at) + 1, table.find("\n", at)
        yield table[start:at]


@cache
def _index() -> Mapping[str, list[str]]:
    """The lines of the table by their compared names; a ward by its own name too, behind municipalities.

    Lines are cut into bodies where they are wanted: all at once would cost a question five times as much.
    """
    found: dict[str, list[str]] = {}
    wards: list[tuple[str, str]] = []
    for line in _table().splitlines():
        if line.startswith("#"):
            continue
        name = line.split(" ", 3)[2]
        if not _WRITTEN_TWICE.isdisjoint(name):
            name = folded(name)
        found.setdefault(name, []).append(line)
        if name[-1] == "区" and (match := _WARD.match(name)):
            wards.append((match["ward"], line))
    for name, line in wards:
        found.setdefault(name, []).append(line)
    return found


def _bodies(lines: Iterable[str]) -> tuple[Body, ...]:
    return tuple(Body(*line.split(" ")) for line in lines)


@cache
def _longest() -> int:
    return max(map(len, _index()))


def find_bodies(text: str) -> tuple[Named, ...]:
    """The names of the table that stand in a text in its normal form: the leftmost and longest.

    >>> text = "東村山市と四日市市の計画"
    >>> [text[found.start : found.end] for found in find_bodies(text)]
    ['東村山市', '四日市市']
    """
    index, longest, plain = _index(), _longest(), folded(text)
    found: list[Named] = []
    for ending in _ENDING.finditer(plain):
        for start in range(max(0, ending.end() - longest), ending.end() - 1):
            if lines := index.get(plain[start : ending.end()]):
                found.append(Named(start, ending.end(), _bodies(lines)))
                break
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def cities_named(told: str) -> tuple[Body, ...]:
    """The bodies of a name, a code, or a name behind its prefecture's; wards give their city.

    >>> [body.code for body in cities_named("広島県府中市")], cities_named("港北区")[0].name
    (['342084'], '横浜市')
    """
    bodies = bodies_named(told)
    if not bodies:
        prefecture = next((one for one in find_bodies(told)[:1] if one.bodies[0].is_prefecture), None)
        rest = bodies_named(told[prefecture.end :]) if prefecture and prefecture.start == 0 else ()
        bodies = tuple(one for one in rest if prefecture and one.prefecture == prefecture.bodies[0].name)
    return tuple(dict.fromkeys(map(city_of, bodies)))


def city_of(body: Body) -> Body:
    """The body itself, or the designated city of a ward."""
    if body.city == body.name:
        return body
    return next(one for one in bodies_named(body.city) if one.prefecture == body.prefecture)
