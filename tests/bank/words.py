"""Lists by what stands in a name, by the number of departments, and by targets with figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tests.bank.facts import World
from tests.bank.forms import fold
from tests.bank.lists import owning, where
from tests.bank.made import Question, declined, listing

COMMON, RARE = 20, 6  # the most common words all, of the others one of so many


def questions(world: World) -> Iterator[Question]:
    """Both kinds."""
    yield from by_word(world)
    yield from by_number(world)


def name_words(world: World) -> list[str]:
    """Runs of kanji, katakana or Latin letters that stand in names, a spread of the common and the rare."""
    held: dict[str, set[str]] = {}
    for each in world.initiatives:
        for word in re.findall(
            r"[一-鿿]{2,6}(?:し(?![い]))?|[ァ-ヶー]{3,12}|[A-Za-z]{2,12}", fold(each.label)
        ):
            held.setdefault(word, set()).add(each.iri)
    known = {
        fold(name) for name in [*world.departments, *(each.label for each in [*world.fields, *world.pillars])]
    }
    words = sorted((word for word in held if word not in known), key=lambda word: (-len(held[word]), word))
    return [*words[:COMMON], *words[COMMON::RARE]]


def by_word(world: World) -> Iterator[Question]:
    """By words that stand in the name, alone and with a department."""
    for word in name_words(world):
        has = lambda each, word=word: word.casefold() in fold(each.label).casefold()  # noqa: E731
        yield Question("word-list", {"w": [word]}, listing(where(world, has)))
    for name, word in itertools.product(owning(world), name_words(world)[:5]):
        found = where(world, lambda each, n=name, w=word: n in each.owners and w in fold(each.label))
        if found:
            yield Question("dept-word-list", {"d": [name], "w": [word]}, listing(found))


def by_number(world: World) -> Iterator[Question]:
    """By the number of departments, and by targets with figures."""
    counts = sorted({len(each.owners) for each in world.initiatives if len(each.owners) > 1})
    for count in counts:
        yield Question(
            "many-depts-list",
            {"k": [str(count)]},
            listing(where(world, lambda each, k=count: len(each.owners) == k)),
        )
    if counts:
        yield Question("several-depts-list", {}, listing(where(world, lambda each: len(each.owners) > 1)))
    subjects = {each.subject for each in world.targets if each.figures}
    found = where(world, lambda each: each.label in subjects)
    yield Question("figure-target-list", {}, listing(found) if found else declined())
