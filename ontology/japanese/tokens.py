"""Words of Japanese text as our own frozen values; no fugashi node leaves this module.

A fugashi node read after the next parse gives another word's lemma without an error, a NUL cuts the text and
a million characters crash the process: tokens are made at once, under a lock, from short and clean pieces.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

LONGEST_PIECE = 10_000
"""Characters a tagger call; MeCab crashes somewhere between 400,000 and a million."""

_LOCK = threading.Lock()
_WORDS: dict[tuple[str, str], tuple[str, str, str, bool, str]] = {}
WORDS_AT_MOST = 100_000
"""How many words are remembered as they were told: texts say the same few again and again."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_PIECE_END = "。\n、 　"
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "記号"})
_FORM_WORDS = frozenset({"助動詞語幹", "非自立可能"})  # そう, よう; する, いる, ある as helpers
_EMPTY_LEMMAS = frozenset(
    {
        "事",
        "物",
        "為",
        "所",
        "等",
        "時",
        "訳",
        "筈",
        "積もり",
        "よう",
        "様",
        "内",
        "中",
        "際",
        "為る",
        "成る",
        "言う",
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as it stands, its dictionary form, its part of speech, whether it says something by itself."""

    surface: str
    lemma: str
    pos: str
    pos2: str
    start: int
    end: int
    content: bool
    reading: str


def tokenize(text: str) -> tuple[Token, ...]:
    """The words of a text with their spans in it; white space gives none, no character shifts the others.

    >>> [token.lemma for token in tokenize("計画を見直した") if token.content]
    ['計画', '見直す']
    """
    return _kept_in_mind(text) if len(text) <= LONGEST_KEPT else _tokens(text)


LONGEST_KEPT = 300
"""Characters of a text whose words are kept in mind: every reading of a question parses the same few."""


@lru_cache(maxsize=4096)
def _kept_in_mind(text: str) -> tuple[Token, ...]:
    return _tokens(text)


def _tokens(text: str) -> tuple[Token, ...]:
    clean = _UNSAFE.sub(" ", text)
    return tuple(token for start, end in _pieces(clean) for token in _parsed(clean, start, end))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans of at most LONGEST_PIECE characters, cut after a sentence or a space where there is one."""
    start = 0
    while len(text) - start > LONGEST_PIECE:
        limit = start + LONGEST_PIECE
        cuts = (text.rfind(mark, start + LONGEST_PIECE // 2, limit) for mark in _PIECE_END)
        end = next((cut + 1 for cut in cuts if cut >= 0), limit)
        yield start, end
        start = end
    yield start, len(text)


def _parsed(text: str, start: int, end: int) -> list[Token]:
    tokens = []
    with _LOCK:  # the next parse of any thread overwrites the nodes of this one
        for node in _tagger()(text[start:end]):
            first = text.index(node.surface, start)
            start = first + len(node.surface)
            if node.surface.strip():
                tokens.append(_token(node, first))
    return tokens


def _token(node: Any, start: int) -> Token:
    surface = str(node.surface)
    word = surface, str(node.feature_raw)
    if word not in _WORDS:
        if len(_WORDS) >= WORDS_AT_MOST:
            _WORDS.clear()
        _WORDS[word] = _told(surface, node.feature)
    lemma, pos, pos2, content, reading = _WORDS[word]
    return Token(surface, lemma, pos, pos2, start, start + len(surface), content, reading)


def _told(surface: str, feature: Any) -> tuple[str, str, str, bool, str]:
    """What the dictionary says of a word: lemma, both parts of speech, whether it says something, reading."""
    lemma, pos, pos2 = _lemma(surface, feature.lemma), feature.pos1 or "", feature.pos2 or ""
    return lemma, pos, pos2, _is_content(surface, lemma, pos, pos2), feature.kana or ""


def _lemma(surface: str, lemma: str | None) -> str:
    """The dictionary's lemma without its foreign spelling (パソコン-personal computer), else the surface."""
    return (
        lemma.split("-", 1)[0]
        if lemma and not lemma.startswith("-")
        else unicodedata.normalize("NFKC", surface)
    )


def _is_content(surface: str, lemma: str, pos: str, pos2: str) -> bool:
    if pos not in _CONTENT or pos2 in _FORM_WORDS or lemma in _EMPTY_LEMMAS:
        return False
    return any(character.isalnum() for character in surface)


@cache
def _tagger() -> Any:
    import fugashi  # noqa: PLC0415  the dictionary takes 40 ms: only those who tokenise pay

    return fugashi.Tagger()
