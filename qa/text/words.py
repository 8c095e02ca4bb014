"""The words of a question that carry its meaning, and how much of them a text holds."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.text.asking import ENGLISH, OCCASION, OFFICE, REQUESTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ASKING = REQUESTS | ENGLISH
"""Words that only ask, in any question."""
IDLE = ASKING | OFFICE | OCCASION
_KANA = re.compile(r"[ぁ-ん]+")
_LATIN = re.compile(r"[a-z]{3,}|[a-z0-9-]{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: as it stands, and the stem that is looked for."""

    surface: str
    stem: str
    noun: bool = field(default=True, compare=False)


def content_words(text: str, idle: frozenset[str] = IDLE) -> tuple[Word, ...]:
    """The words of a compact text that say what it is about; those in `idle` do not.

    >>> [word.stem for word in content_words("ロボットが温室を案内してくれるの?")]
    ['ロボット', '温室', '案内']
    """
    words = [
        Word(token.surface, stem_of(token.surface), token.noun)
        for token in _merged(text)
        if token.content and token.lemma.lower() not in idle and token.surface not in idle
    ]
    return tuple(dict.fromkeys(word for word in words if _tells(word.stem)))


def surfaces(text: str) -> tuple[str, ...]:
    """The words of a text that say something, as they stand."""
    return tuple(token.surface for token in _merged(text) if token.content)


def _merged(text: str) -> Iterable[Merged]:
    """Tokens, with a prefix, a suffix or a counter put to the noun beside it: 市 + 役所, 非 + 常勤."""
    pending = ""
    found: list[Merged] = []
    for token in tokenize(text):
        if found and found[-1].numeral and found[-1].end == token.start and token.content:
            number = found[-1].surface
            found.append(Merged(number + token.surface, number + token.lemma, content=True, end=token.end))
        if token.pos == "接頭辞":
            pending = token.surface
            continue
        if token.pos == "接尾辞" and found and found[-1].end == token.start:
            last = found.pop()
            found.append(
                Merged(last.surface + token.surface, last.lemma + token.surface, last.content, token.end)
            )
            continue
        content = token.content and token.pos2 != "数詞"
        numeral = token.pos2 == "数詞"
        noun = token.pos not in {"動詞", "形容詞", "副詞"}
        found.append(
            Merged(pending + token.surface, pending + token.lemma, content, token.end, numeral, noun)
        )
        pending = ""
    return found


@dataclass(frozen=True, slots=True)
class Merged:
    """A token with what belongs to it."""

    surface: str
    lemma: str
    content: bool
    end: int
    numeral: bool = False
    noun: bool = True


@lru_cache(maxsize=4096)
def stem_of(surface: str) -> str:
    """The part that stays when a word is inflected or made a noun: 見直す and 見直し are 見直.

    >>> stem_of("見直す"), stem_of("移る"), stem_of("めだか"), stem_of("取り組み")
    ('見直', '移', 'めだか', '取組')
    """
    bare = _KANA.sub("", surface)
    return bare or surface


def _tells(stem: str) -> bool:
    """A single kanji may be a word (移, 駅), a single kana or sign is not; 何団体 asks for a number."""
    return not stem.startswith("何") and (len(stem) > 1 or "一" <= stem <= "鿿")


def rarity(words: Sequence[Word], texts: Sequence[str]) -> dict[Word, float]:
    """How much each word tells: the fewer of the texts hold it, the more; the most where none does."""
    total = len(texts) + 1
    return {word: math.log(total / (sum(word.stem in text for text in texts) + 0.5)) for word in words}


def coverage(weights: Mapping[Word, float], title: str, text: str) -> tuple[float, tuple[str, ...]]:
    """How much of the words' weight the title (in full) and the text (nearly) hold, from 0 to 1, and which words."""
    total = sum(weights.values())
    if not total:
        return 0.0, ()
    held = {word: max(_held(word.stem, title), IN_TEXT * _held(word.stem, text)) for word in weights}
    score = sum(weight * held[word] for word, weight in weights.items()) / total
    return round(score, 4), tuple(word.surface for word in weights if held[word] > HALF)


HALF = 0.5
IN_TEXT = 0.8
"""What a word counts that stands in the text and not in the title."""


def _held(stem: str, text: str) -> float:
    """1 where the text holds the stem; else the part of its pairs of characters that it holds, for long stems."""
    if stem in text:
        return 1.0
    if len(stem) < 4:
        return 0.0
    pairs = [stem[at : at + 2] for at in range(len(stem) - 1)]
    return 0.6 * sum(pair in text for pair in pairs) / len(pairs)
