"""What of an English question a quoted sentence holds: meaning alone finds one to any words, read or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.finding.written import other_words
from keikaku.qa.kinds.passages import everything
from keikaku.qa.naming.asks import asks_of, whether
from keikaku.qa.query.card import AskCard
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from keikaku.qa.reading import Reading
    from keikaku.qa.telling.found import Found

FEW = 4
"""Of so many words meaning may read what no dictionary of ours does: of more, of several questions, it reads none."""


STRUCTURED = frozenset({"unit", "target", "baseline", "result"})
"""Asks of a card that its own facts tell; all others are told by sentences."""


def is_quoted(query: q.Query) -> bool:
    """True for a query whose answer, or a part of it, is a sentence."""
    if isinstance(query, AskCard):
        return any(ask.kind not in STRUCTURED for ask in query.asks)
    return isinstance(query, q.TellPassage | AskFacts)


class Held(NamedTuple):
    """The words of a question that a quoted sentence holds in Japanese or as they stand, and those that it does not."""

    held: tuple[str, ...]
    lacking: tuple[str, ...]


def held_abroad(reading: Reading, found: Found) -> Held:
    """Each word that says what the question is about, looked for in what is quoted and in what that is of."""
    labels = [item.label for item in found.items]
    text = compact("\n".join([*labels, *(citation.quote for citation in found.citations)]))
    words = dict.fromkeys(word.surface for word in everything(reading))
    named = [m.text for m in reading.recognised.of("theme", "pillar", "field", "indicator")]
    forms = {word: (word, *other_words(word)) for word in (*words, *named)}
    held = [word for word in forms if any(_stands(form, text) for form in forms[word])]
    lacking = [word for word in words if word not in held and not any(word in one for one in held)]
    return Held(tuple(held), tuple(lacking))


def _stands(form: str, text: str) -> bool:
    return (len(form) > 1 or not form.isascii()) and compact(form) in text


def is_told(reading: Reading, words: Held) -> bool:
    """False where most words stand in nothing that is quoted, so that nobody knows that it tells what is asked."""
    asks = asks_of(reading.recognised.text)
    if not asks and not whether(reading.recognised.text):
        return bool(words.held)
    several = len(asks) > 1 or len(words.lacking) > FEW
    return not several or len(words.lacking) <= len(words.held)
