"""ダブルケアって何のこと: the entries of a glossary, which begin with their term and go on without a particle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa import query as q
from keikaku.qa.kinds.about import DEFINING
from keikaku.qa.reading import Understood
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keikaku.qa.reading import Reading
    from keikaku.qa.world.world import TextOf

SHORTEST, LONGEST = 3, 24
"""Characters of a term."""
ENTRY = 240
"""Characters of an entry without its white space."""
_BEHIND = re.compile("と|や|、|って|の意味")
"""What stands behind a term that is asked for."""
GOES_ON = frozenset({"助詞", "助動詞"})
"""What follows a term in a sentence, and never in a glossary; a term does not end in it either."""


def read_terms(reading: Reading) -> Understood | None:
    """The entries of the terms that are asked for, in their order; None where there is none."""
    if reading.language != "ja" or not DEFINING.search(reading.shape):
        return None
    found = sorted(_entries(reading), key=lambda entry: reading.recognised.text.index(entry[0]))
    if not found:
        return None
    words = " ".join(term for term, _ in found)
    parts = tuple(q.Part(q.Named(one.key, one.title), 0, 2 * ENTRY) for _, one in found)
    return Understood(query=q.TellPassage(words, parts))


def _entries(reading: Reading) -> Iterator[tuple[str, TextOf]]:
    for one in reading.world.texts("passage"):
        term = _term(compact(one.text), reading.recognised.text) if len(one.text) <= ENTRY else ""
        if term:
            yield term, one


def _term(entry: str, question: str) -> str:
    """The term that an entry begins with, where the question asks for it; "" where it is a sentence on it."""
    for length in range(min(LONGEST, len(entry) - 1), SHORTEST - 1, -1):
        at = question.find(entry[:length])
        if at >= 0 and _BEHIND.match(question, at + length):
            tokens = tokenize(entry[: length + LONGEST])
            noun = any(token.end == length and token.pos not in GOES_ON for token in tokens)
            apart = any(
                token.start == length and token.pos not in GOES_ON and token.surface != "・"
                for token in tokens
            )
            return entry[:length] if noun and apart else ""
    return ""
