"""The initiatives that hold the rarest written word of a question: in their names, their texts or their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa.finding.written import other_words, telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.text.words import Word
    from keikaku.qa.world.world import World

MOST = 5
"""What more things than these hold points at none of them."""
SHORTEST = 2
"""Characters of a word that is looked for by itself."""


def things_of(words: Sequence[Word], world: World) -> tuple[Thing, ...]:
    """The fewest that hold a word: by its name, else by its text or its cells."""
    named = {one.key: one.title for one in world.texts("initiative")}
    whole = {one.key: one.title + one.text for one in world.texts("initiative")}
    for one in world.texts("row"):
        if one.key in whole:
            whole[one.key] += one.text
    found = [held for texts in (named, whole) for word in telling(words) if (held := _holders(word, texts))]
    fewest = min((held for held in found if len(held) <= MOST), key=len, default=())
    things = (world.lexicon.things.get(key) for key in fewest)
    return tuple(thing for thing in things if thing)


def _holders(word: Word, texts: dict[str, str]) -> tuple[str, ...]:
    forms = [form for form in (word.surface, *other_words(word.surface)) if len(form) >= SHORTEST]
    return tuple(key for key, text in texts.items() if any(form in text for form in forms))
