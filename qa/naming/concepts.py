"""The words of asking, found in a compact text: which concept each run of it names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STEM = "~"
_INFLECTED = re.compile(r"(?:な(?:い|く|か|け)|[いうえかきくけげぎぐさしじすせただちつっでてぬねびぶべまみむめらりるれろん]){0,8}")
"""The kana of which the endings of verbs and adjectives are made; は, が, を, に, の, と, も and よ begin another word."""


@dataclass(frozen=True, slots=True)
class ConceptSpan:
    """A run of the text that says one of the concepts."""

    start: int
    end: int
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of asking: each word with its concepts, the longest first, and what only looks like one."""

    of: dict[str, tuple[str, ...]]
    longest: int
    apart: dict[str, tuple[str, ...]]


@cache
def words() -> Words:
    """The lexicon, read once."""
    table = tomllib.loads((Path(__file__).parent / "asking.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, None]] = {}
    for concept, entry in table.items():
        for word in (*entry.get("ja", ()), *entry.get("en", ())):
            found.setdefault(word, {})[concept] = None
    apart = {concept: tuple(entry["not_in"]) for concept, entry in table.items() if "not_in" in entry}
    return Words({word: tuple(of) for word, of in found.items()}, max(map(len, found)), apart)


def concept_at(text: str, at: int) -> ConceptSpan | None:
    """The longest word of asking that begins there."""
    known = words()
    for length in range(min(known.longest, len(text) - at), 0, -1):
        word = text[at : at + length]
        end = at + length
        if word in known.of and _whole(text, at, end):
            said = _said(known, word, text, at)
        elif word + STEM in known.of:
            said = _said(known, word + STEM, text, at)
            end = _inflected(text, end)
        else:
            continue
        if said:
            return ConceptSpan(at, end, said)
    return None


def _inflected(text: str, end: int) -> int:
    """Where the hiragana end that inflect a stem."""
    return max((match.end() for match in [_INFLECTED.match(text, end)] if match), default=end)


def _said(known: Words, word: str, text: str, at: int) -> tuple[str, ...]:
    """The concepts of the word that no longer word around it takes away."""
    return tuple(one for one in known.of[word] if not any(_covers(longer, text, at) for longer in known.apart.get(one, ())))


def _covers(longer: str, text: str, at: int) -> bool:
    return any(text.startswith(longer, start) for start in range(max(0, at - len(longer) + 1), at + 1))


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin word is not the inside of a longer one."""
    inside = text[start].isascii() and text[start].isalnum() and text[start - 1 : start].isalnum() and start > 0
    onward = text[end - 1].isascii() and text[end - 1].isalnum() and text[end : end + 1].isascii() and text[end : end + 1].isalnum()
    return not (inside and text[start - 1].isascii()) and not onward
