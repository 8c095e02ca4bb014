"""Whether the words of a question stand in the documents: in prose, names, headings, targets and cells of tables.

Absence is claimed of a word only after its own form, its stem, its reading and the words that the city uses for it
were looked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.thesaurus.concepts import load_concepts
from keikaku.qa.naming.spelling import only_asks
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.qa.text.words import Word
    from keikaku.qa.world.world import World

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


def any_written(words: Iterable[Word], world: World) -> bool:
    """True where one of the words stands in the documents; one of a single letter by itself: 服 not in 克服."""
    return any(
        stands(word, world)
        and (
            len(word.surface) > 1
            or any(at_edges(word.surface, line) for line in world.lines_with(word.surface))
        )
        for word in words
    )


def as_words(run: str, world: World) -> bool:
    """True where the run stands in the documents as whole words, and not as the end of a unit's name.

    学習室 of 図書館学習室夜間開放 does; 福祉部 of 保健福祉部 does not, nor 会計課 of 会計課題.
    """
    units = [thing for kind in ("department", "section") for thing in world.lexicon.of_kind(kind)]
    names = {compact(name) for unit in units for name in (unit.label, *unit.alt_labels)}
    inside = [name for name in names if run in name]
    around = (_without(line, inside) for line in world.lines_with(run))
    return any(at_edges(run, line) for line in around)


def _without(line: str, names: Iterable[str]) -> str:
    for name in names:
        line = line.replace(name, "。")
    return line


def at_edges(run: str, text: str) -> bool:
    """True where a word of the text begins with the run, and a word ends with it.

    >>> at_edges("学習室", "町民館学習室夜間開放"), at_edges("福祉部", "福祉部門")
    (True, False)
    """
    for match in re.finditer(re.escape(run), text):
        first = max(0, match.start() - AROUND)
        tokens = tokenize(text[first : match.end() + AROUND])
        starts = {token.start + first for token in tokens}
        if match.start() in starts and match.end() in {token.end + first for token in tokens}:
            return True
    return False


AROUND = 40
"""Characters on both sides that decide where words end."""


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
