"""The words by which a question asks what became of something, and where they stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from keikaku.ontology.lexicon import Lexicon, current
from keikaku.qa.naming.spans import SpanKind

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Ledger, Span

CONCEPTS = ("LATER", "EARLIER", "TRACE", "PARTS", "SINCE", "LASTING", "DIFFERS", "GONE", "NEW")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes a question asks for, and the characters that say so."""

    concepts: frozenset[str]
    places: frozenset[int]

    def asks(self, *concepts: str) -> bool:
        """True where one of them is asked for."""
        return bool(self.concepts & set(concepts))


def asked(ledger: Ledger) -> Asked:
    """The changes asked for outside the names: よし原の統合 is a name and asks for none."""
    named = {
        at
        for span in ledger.spans
        if span.kind in {SpanKind.NAME, SpanKind.LITERAL}
        for at in range(span.start, span.end)
    }
    found: set[str] = set()
    places: set[int] = set()
    for concept, pattern in _patterns(current()).items():
        for match in pattern.finditer(ledger.text):
            ending = INFLECTED.match(ledger.text, match.end())
            inside = set(range(match.start(), ending.end() if ending else match.end()))
            if not inside & named:
                found.add(concept)
                places |= inside
    found |= {"EARLIER"} if "PARTS" in found and _origin(current()).search(ledger.text) else set()
    return Asked(frozenset(found), frozenset(places))


INFLECTED = re.compile("[いえかきくけさしすせただちっつてでまみめらりるれろわん]{0,8}")
"""The kana that may end a verb whose stem says what changes."""
ENDINGS = re.compile(r"[ぁ-んー\s、。,.?!'’-]*")


def accounts_for(asking: Asked, span: Span) -> bool:
    """True where all of a span says what changes, but for the endings of its verbs."""
    left = "".join(character for at, character in enumerate(span.text, span.start) if at not in asking.places)
    return len(left) < len(span.text) and bool(ENDINGS.fullmatch(left))


@cache
def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    return {concept: _pattern(f"CHANGE_{concept}", lexicon) for concept in CONCEPTS}


@cache
def _origin(lexicon: Lexicon) -> re.Pattern[str]:
    """What is asked for was merged or split itself: 何が統合された, どの課を統合して, merged from, what was merged into X.

    何に統合された asks for what came of it.
    """
    verbs = lexicon.group("CHANGE_PARTS")
    english = r"(?:merged|combined|split|divided|made up)\s+(?:from|of)|(?:what|which)(?: [a-z]+)? (?:was|were) (?:merged|combined) into"
    return re.compile(
        rf"(?:何|どれ|ど[のん]な?[^\s、。?がをにへから]{{1,8}})(?:が|を|から)(?:{verbs})|{english}"
    )


def _pattern(name: str, lexicon: Lexicon) -> re.Pattern[str]:
    english = "|".join(sorted(map(re.escape, lexicon.english(name)), key=len, reverse=True))
    return re.compile(rf"{lexicon.group(name)}|(?<![a-z])(?:{english})(?![a-z])")
