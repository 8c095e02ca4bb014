"""Whether the words of a question stand in the documents: in prose, names, headings, targets and cells of tables.

Absence is claimed of a word only after its own form, its stem, its reading and the words that the city uses for it
were looked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from keikaku.ontology.thesaurus.concepts import load_concepts
from keikaku.qa.compact import compact
from keikaku.qa.naming.spelling import only_asks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.qa.words import Word
    from keikaku.qa.world import World

_FIGURE = re.compile(r"[0-9]+.?|ひとり|ふたり|一人|二人")
_SOLID = re.compile("[一-鿿]{2,}|[ァ-ヴー]{3,}|[一-鿿][ぁ-ん]*$|[a-z0-9]{3,}")


def telling(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words that say by themselves what a question is about: nouns that do not only ask and are no figure."""
    return tuple(
        word
        for word in words
        if word.noun and not only_asks(word.surface) and not _FIGURE.fullmatch(word.surface)
    )


def stands(word: Word, world: World) -> bool:
    """True where the word, its stem or what the city says for it stands anywhere in the documents."""
    forms = (word.surface, word.stem, *other_words(word.surface))
    return any(world.written(form) for form in forms)


def other_words(surface: str) -> tuple[str, ...]:
    """The city's words for a word of life, of office or of English.

    >>> "図書館" in other_words("library")
    True
    """
    return _city_words().get(compact(surface), ())


@cache
def _city_words() -> dict[str, tuple[str, ...]]:
    """What the city says for each form of each concept of the thesaurus."""
    found: dict[str, dict[str, None]] = {}
    for concept in load_concepts():
        city = [compact(word) for word in (concept.label, *concept.official)]
        for form in (*concept.everyday, *concept.english, *concept.official, concept.label, concept.kana):
            found.setdefault(compact(form), {}).update(dict.fromkeys(city))
    return {form: tuple(words) for form, words in found.items()}


def absent_of(words: Sequence[Word], world: World) -> tuple[Word, ...]:
    """Of the telling words those that stand nowhere."""
    return tuple(word for word in telling(words) if _SOLID.search(word.surface) and not stands(word, world))
