"""Conversations: the second question leans on the first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tests.bank.facts import World
from tests.bank.figures import told
from tests.bank.forms import quoted, year_forms
from tests.bank.lists import held_pillars, owning, pillar_forms, where
from tests.bank.made import Question, listing, number, saying


def questions(world: World) -> Iterator[Question]:
    """All kinds of second questions."""
    yield from narrowed(world)
    for one, two in zip(owning(world), [*owning(world)[1:], *owning(world)[:1]], strict=True):
        found = where(world, lambda each, name=two: name in each.owners)
        yield Question("follow-dept", {"d": [one], "e": [two]}, number(len(found)), (listing(found),))
    series = [each for each in world.observed if each.subject == world.city and each.year]
    for one, two in itertools.pairwise(series):
        if one.indicator == two.indicator:
            slots = {"k": [one.indicator], "y": year_forms(one.year or 0), "z": year_forms(two.year or 0)}
            yield Question("follow-year", slots, told(two))
    for each in world.initiatives[::7]:
        if each.pillar and each.departments:
            groups = ([name] for name in each.departments)
            yield Question("follow-who", {"i": [quoted(each.label)]}, saying(*groups))


def narrowed(world: World) -> Iterator[Question]:
    """A department's list, then one pillar of it, then its number."""
    pillars = [each for each in held_pillars(world) if each.plan == world.newest]
    for nth, (name, pillar) in enumerate(itertools.product(owning(world), pillars)):
        found = where(
            world,
            lambda each, n=name, at=pillar: (
                n in each.owners and (each.plan, each.pillar) == (at.plan, at.label)
            ),
        )
        slots = {"d": [name], "p": pillar_forms(world, pillar)}
        if found and nth % 2 == 0:
            yield Question("follow-pillar", slots, listing(found))
            yield Question("follow-english", slots, listing(found))
    for name in owning(world):
        found = where(world, lambda each, name=name: name in each.owners)
        yield Question("follow-count", {"d": [name]}, number(len(found)))
