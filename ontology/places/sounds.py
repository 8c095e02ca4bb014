"""How characters of place names sound, learned from the table of municipalities: 瑞 of 瑞浪市, 川 of 石川町.

Names and readings of the table are aligned character by character, each alignment weighed by how often its
pairs occur in all others; so a made-up or merged city that no list has can still be read.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.places.municipalities import all_bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = {"市": ("し",), "区": ("く",), "町": ("ちょう", "まち"), "村": ("むら", "そん")}
ROUNDS = 4
LONGEST = 5
"""Kana of a character."""
LEAST = 0.5
"""So many names, weighed, a reading must stand in."""
MOST_READINGS = 4
LONGEST_NAME = 5
"""Characters of a name whose readings are all tried."""
_KANA = re.compile("[ぁ-んァ-ヶー]")
_INSIDE = frozenset("ゃゅょんー")
"""Kana that begin no reading."""
_SPOKEN = {"ヶ": ("が", "け"), "ケ": ("け", "が")}

Pair = tuple[str, str]


def readings_of(name: str) -> frozenset[str]:
    """The readings in hiragana that a name of a place without its ending can have.

    >>> "みずかわ" in readings_of("瑞川"), "つきがおか" in readings_of("月ヶ丘")
    (True, True)
    """
    if not 0 < len(name) <= LONGEST_NAME:
        return frozenset()
    return frozenset("".join(sounds) for sounds in product(*(_sounds(one) for one in name)))


def _sounds(character: str) -> tuple[str, ...]:
    if _KANA.fullmatch(character):
        return _SPOKEN.get(character) or (_hiragana(character),)
    return _learned().get(character) or tuple(
        _hiragana(one) for token in tokenize(character) for one in (token.reading,) if one
    )


def _hiragana(kana: str) -> str:
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヴ" else one for one in kana)


@cache
def _learned() -> dict[str, tuple[str, ...]]:
    """The readings of each character, the most frequent first."""
    aligned = [tuple(_alignments(name, kana)) for name, kana in _named()]
    weights: Counter[Pair] = Counter()
    for _ in range(ROUNDS):
        weights = _weighed(aligned, weights)
    found: dict[str, list[str]] = defaultdict(list)
    for (character, kana), weight in weights.most_common():
        if weight >= LEAST and len(found[character]) < MOST_READINGS:
            found[character].append(kana)
    return {character: tuple(readings) for character, readings in found.items() if readings}


def _weighed(aligned: list[tuple[tuple[Pair, ...], ...]], before: Counter[Pair]) -> Counter[Pair]:
    """How often each pair stands in the alignments, by how likely each is after what was counted before."""
    after: Counter[Pair] = Counter()
    for ways in aligned:
        likely = [prod(before[pair] + 0.01 for pair in way) if before else 1.0 for way in ways]
        for way, one in zip(ways, likely, strict=True):
            after.update(dict.fromkeys(way, 0))
            for pair in way:
                after[pair] += one / sum(likely)  # type: ignore[assignment]
    return after


def _named() -> Iterator[Pair]:
    """The names and readings of the table without their endings, but for wards."""
    for body in all_bodies():
        for end in ENDINGS.get(body.name[-1], ()):
            if "市" not in body.name[:-1] and body.kana.endswith(end):
                yield body.name[:-1], body.kana[: -len(end)]
                break


def _alignments(name: str, kana: str) -> Iterator[tuple[Pair, ...]]:
    """Each way to give every character of the name a run of the reading."""
    if not name:
        if not kana:
            yield ()
        return
    if _KANA.fullmatch(name[0]):
        ends = [len(one) for one in _sounds(name[0]) if kana.startswith(one)]
    else:
        ends = [end for end in range(1, min(LONGEST, len(kana)) + 1) if kana[end : end + 1] not in _INSIDE]
    for end in ends:
        for rest in _alignments(name[1:], kana[end:]):
            yield ((name[0], kana[:end]), *rest)
