"""Lists by theme, as the graph tags them, and what the prose of an initiative says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tests.bank.facts import Initiative, Theme, World
from tests.bank.forms import fold, quoted
from tests.bank.lists import owning
from tests.bank.made import Expect, Question, about, listing, saying

CLOSE = {"min_recall": 0.85, "min_precision": 0.85}  # where a theme ends can be argued
ENOUGH = 14  # so many characters tell one sentence from another


def questions(world: World) -> Iterator[Question]:
    """Both kinds; a theme whose name holds a heading of a plan would be asked for under two names."""
    headings = {each.label for each in (*world.fields, *world.pillars)}
    for theme in world.themes:
        if theme.initiatives and not any(heading in theme.label for heading in headings):
            yield from of_theme(world, theme)
    yield from told(world)


def of_theme(world: World, theme: Theme) -> Iterator[Question]:
    """A theme by its whole name and by the first of its names, alone and with a department."""
    for name in dict.fromkeys([theme.label, theme.label.split("・")[0]]):
        yield Question("theme-list", {"t": [name]}, tagged(world, theme, name))
    for owner in owning(world):
        mine = [each for each in world.initiatives if each.iri in theme.initiatives and owner in each.owners]
        if len(mine) > 1:
            slots = {"t": [theme.label], "d": [owner]}
            yield Question("dept-theme-list", slots, tagged(world, theme, theme.label, owner))


def tagged(world: World, theme: Theme, name: str, owner: str = "") -> Expect:
    """What carries the theme; what carries a narrower one or has the word itself may stand in the list."""
    mine = [each for each in world.initiatives if not owner or owner in each.owners]
    must = [each for each in mine if each.iri in theme.initiatives]
    may = [each for each in mine if each.iri in theme.narrower or fold(name) in has_words(world, each)]
    return {**listing(must, may), **CLOSE}


def has_words(world: World, each: Initiative) -> str:
    """The name and the prose of an initiative, folded."""
    return fold(each.label + "".join(world.prose.get(each.iri, ())))


def told(world: World) -> Iterator[Question]:
    """What an initiative is: one of its own sentences."""
    for each in itertools.islice(world.initiatives, 0, None, 2):
        sentences = [
            sentence for text in world.prose.get(each.iri, ()) for sentence in fold(text).split("。")
        ]
        starts = [sentence[:ENOUGH] for sentence in sentences if len(sentence) >= ENOUGH]
        if starts:
            yield Question("describe", {"i": [quoted(each.label)]}, about(each.label, saying(starts)))
