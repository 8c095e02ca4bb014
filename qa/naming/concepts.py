"""The words of asking, found in a compact text: which concept each run of it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.lexicon import Lexicon, current
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

_INFLECTED = re.compile(
    r"(?:な(?:い|く|か|け)|[いうえかきくけげぎぐさしじすせただちつっでてぬねびぶべまみむめらりるれろん]){0,8}"
)
"""The kana of which the endings of verbs and adjectives are made; は, が, を, に, の, と, も and よ begin another word."""


_DENIES = re.compile("な[いくかけ]|ません")
PARTICLES = "がのもを"
"""What stands between a thing and a word that denies that it is there."""


@dataclass(frozen=True, slots=True)
class ConceptSpan:
    """A run of the text that says one of the concepts."""

    start: int
    end: int
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of asking: each form and each stem with its concepts, and the longer words that are others."""

    forms: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    denied: dict[str, tuple[str, ...]]
    longest: int
    apart: dict[str, tuple[str, ...]]


PLANNING = {
    "DOING": "INITIATIVE",
    "RESPONSIBLE": "RESPONSIBLE",
    "AXIS_PILLAR": "PILLAR",
    "AXIS_FIELD": "FIELD",
    "TARGET": "TARGET",
}
"""Concepts of a question that the words of planning say, those that a city taught among them."""
ASKING = "ASK_"


def words() -> Words:
    """The words of the lexicon that holds here."""
    return _words(current())


@cache
def _words(lexicon: Lexicon) -> Words:
    forms: dict[str, dict[str, None]] = {}
    stems: dict[str, dict[str, None]] = {}
    denied: dict[str, dict[str, None]] = {}
    apart: dict[str, tuple[str, ...]] = {}
    for concept in lexicon.concepts.values():
        name = concept.name.removeprefix(ASKING)
        if name == concept.name:
            continue
        said = (name, *filter(None, [concept.broader.removeprefix(ASKING)]))
        planning = PLANNING.get(name)
        known = (*lexicon.forms(planning), *lexicon.english(planning)) if planning else ()
        for word in (*concept.ja, *concept.en, *known):
            forms.setdefault(compact(word), {}).update(dict.fromkeys(said))
        for word in concept.stems:
            stems.setdefault(word, {})[name] = None
        for particle, word in product(PARTICLES, concept.denied):
            denied.setdefault(particle + word, {})[name] = None
        apart[name] = (*concept.not_in, *(lexicon.not_in(planning) if planning else ()))
    return Words(
        {word: tuple(of) for word, of in forms.items()},
        {word: tuple(of) for word, of in stems.items()},
        {word: tuple(of) for word, of in denied.items()},
        max(map(len, (*forms, *stems, *denied))),
        apart,
    )


def concept_at(text: str, at: int) -> ConceptSpan | None:
    """The longest word of asking that begins there.

    >>> concept_at("が定められていない施策", 0), concept_at("が定められている施策", 0)
    (ConceptSpan(start=0, end=9, concepts=('LACKING',)), None)
    """
    known = words()
    for length in range(min(known.longest, len(text) - at), 0, -1):
        word = text[at : at + length]
        end = at + length
        if word in known.forms and _whole(text, at, end) and _apart(text, at, end):
            said = _said(known, known.forms[word], text, at)
        elif word in known.denied and _DENIES.search(text[end : _inflected(text, end)]):
            said = _said(known, known.denied[word], text, at)
            end = _inflected(text, end)
        elif word in known.stems:
            said = _said(known, known.stems[word], text, at)
            end = _inflected(text, end)
        else:
            continue
        if said:
            return ConceptSpan(at, end, said)
    return None


SCOPING = frozenset(
    "WHOLE_CITY INCLUDING UNITED OTHER_UNITS TOGETHER ALONE NOW SEVERAL EXCEPT WORD_STANDS IN_NAME".split()
)
"""Concepts that a scope is made of: their words are no words of a topic."""


def says_any(text: str, concepts: frozenset[str]) -> bool:
    """True where some word of the text says one of the concepts."""
    return any(True for _ in _saying(text, concepts))


def runs_saying(text: str, concepts: frozenset[str]) -> list[str]:
    """The words of the text that say one of the concepts."""
    return [text[one.start : one.end] for one in _saying(text, concepts)]


def without_words_for(text: str, concepts: frozenset[str]) -> str:
    """The text with a space in the place of each word that says one of the concepts.

    >>> without_words_for("全庁のほたる以外の施策", SCOPING)
    ' のほたる の施策'
    """
    for one in reversed(list(_saying(text, concepts))):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _saying(text: str, concepts: frozenset[str]) -> Iterator[ConceptSpan]:
    at = 0
    while at < len(text):
        found = concept_at(text, at)
        if found and set(found.concepts) & concepts:
            yield found
        at = found.end if found else at + 1


def _inflected(text: str, end: int) -> int:
    """Where the hiragana end that inflect a stem."""
    return max((match.end() for match in [_INFLECTED.match(text, end)] if match), default=end)


def _said(known: Words, concepts: tuple[str, ...], text: str, at: int) -> tuple[str, ...]:
    """The concepts of the word that no longer word around it takes away."""
    return tuple(
        one for one in concepts if not any(_covers(longer, text, at) for longer in known.apart.get(one, ()))
    )


def _covers(longer: str, text: str, at: int) -> bool:
    return any(text.startswith(longer, start) for start in range(max(0, at - len(longer) + 1), at + 1))


def _apart(text: str, start: int, end: int) -> bool:
    """A word that points is no part of other words: その部 stands neither in よその部 nor in その部会."""
    if text[start : start + 2] not in POINTING:
        return True
    tokens = tokenize(text)
    return any(one.start == start for one in tokens) and any(one.end == end for one in tokens)


POINTING = frozenset({"その", "この", "あの", "そこ", "ここ"})
"""How words begin that point at what was told."""


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin word is not the inside of a longer one."""
    inside = (
        text[start].isascii() and text[start].isalnum() and text[start - 1 : start].isalnum() and start > 0
    )
    onward = (
        text[end - 1].isascii()
        and text[end - 1].isalnum()
        and text[end : end + 1].isascii()
        and text[end : end + 1].isalnum()
    )
    return not (inside and text[start - 1].isascii()) and not onward
