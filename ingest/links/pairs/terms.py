"""The words by which two initiatives are compared: nouns, pairs of nouns, and which of them are names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.tokens import Token, tokenize

PARTS = frozenset({"名詞", "接頭辞", "接尾辞", "記号", "形状詞"})
WORDS = frozenset({"名詞", "記号", "形状詞"})
NUMBER = "数詞"
LOOSE = frozenset({"等", "化", "的", "性", "用", "年度", "中", "件", "人", "年", "町", "街"})
"""Endings that make no name with what stands before them, and words that tell nothing of a city's plans."""
FOREIGN = re.compile(r"[ァ-ヺー]{3,}|[A-Za-z]{2,}")
"""A word in katakana or Latin letters is a name by itself: ポイント, ISMS."""
TOWN = re.compile(r"[市区町村]$")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text with their counts; those of names stand in `names` too."""

    counts: Counter[str]
    names: frozenset[str]


def without_city(text: str, city: str) -> str:
    """The normal form without the city's own name, which everything of the city shares.

    >>> without_city("みどり市ホームページ、みどり駅前", "みどり市")
    'ホームページ、駅前'
    """
    return normalise(text).text.replace(city, "").replace(TOWN.sub("", city), "")


@lru_cache(maxsize=65536)
def terms_of(text: str, city: str) -> Terms:
    """The terms of a text: nouns by their dictionary form, neighbouring nouns joined by ``+``.

    >>> sorted(terms_of("地域交流センターの開設", "みどり市").names)
    ['センター', '交流+センター', '地域+交流']
    """
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for run in runs(without_city(text, city)):
        for token in run:
            if token.content and token.pos in WORDS and token.pos2 != NUMBER and token.lemma not in LOOSE:
                counts[_single(token)] += 1
                names |= {_single(token)} if FOREIGN.fullmatch(token.surface) else set()
        for pair in _pairs(run):
            counts[pair] += 1
            names.add(pair)
    return Terms(counts, frozenset(names))


def _single(token: Token) -> str:
    return token.surface.casefold() if FOREIGN.fullmatch(token.surface) else token.lemma.casefold()


def _pairs(run: list[Token]) -> Iterator[str]:
    for first, second in pairwise(run):
        if not {first.surface, second.surface} & LOOSE and NUMBER not in {first.pos2, second.pos2}:
            yield f"{first.surface.casefold()}+{second.surface.casefold()}"


@lru_cache(maxsize=8192)
def runs(text: str) -> tuple[list[Token], ...]:
    """Neighbouring nouns: 地域交流センター is one run of three."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokenize(text):
        noun = token.pos in PARTS and any(character.isalnum() for character in token.surface)
        if not noun or (run and run[-1].end != token.start):
            yield from [run] if run else []
            run = []
        if noun:
            run.append(token)
    if run:
        yield run


def shared_names(first: str, second: str, city: str) -> tuple[str, ...]:
    """The names that stand in both texts, longest first, none of them inside another.

    >>> shared_names("みどり市地域交流センターの開設", "地域交流センターの相談機能を広げる。", "みどり市")
    ('地域交流センター',)
    """
    one, other = without_city(first, city), without_city(second, city)
    found = {name for run in runs(one) for name in _stretches(run, other)}
    kept: list[str] = []
    for name in sorted(found, key=lambda name: (-len(name), one.find(name))):
        if not any(name in longer for longer in kept):
            kept.append(name)
    return tuple(kept)


def _stretches(run: list[Token], other: str) -> Iterator[str]:
    """The longest stretches of a run that the other text has word for word and that are names."""
    start = 0
    while start < len(run):
        end = start
        while end < len(run) and "".join(t.surface for t in run[start : end + 1]) in other:
            end += 1
        while end - start > 1 and run[end - 1].surface in LOOSE:
            end -= 1
        name = "".join(token.surface for token in run[start:end])
        if (end - start > 1 and not any(t.pos2 == NUMBER for t in run[start:end])) or FOREIGN.fullmatch(name):
            yield name
        start = max(end, start + 1)
