"""Which municipalities a question is about, found once: all that follows sees a world of those alone.

No reader and no kind of query has a part in it. `meant` finds the cities, `World.within` is the world of them, and
`limited` writes them into the query, for its words, its SPARQL and the question that goes on from it.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa import query as q
from keikaku.qa.conditions import excluded, named
from keikaku.qa.telling.answer import Answer, AnswerStatus
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.names.mentions import Recognised
    from keikaku.qa.world.world import World

T = TypeVar("T")


def meant(recognised: Recognised, world: World, previous: Answer | None) -> tuple[Thing, ...]:
    """The cities that the question names, else those of the answer before, else the one that knows all it names.

    Else the one whose documents alone have words of it; none where the version has one municipality, or where
    nothing tells which of several is meant.
    """
    everywhere = world.lexicon.of_kind("municipality")
    if len(everywhere) < 2:
        return ()
    keys = _named(recognised, everywhere)
    if not keys and previous:
        keys = frozenset(previous.cities)
    if not keys:
        owners = {thing.city for m in recognised.mentions for thing in m.things if thing.city}
        keys = frozenset(owners if len(owners) == 1 else ())
        if not owners:
            keys = _by_words(recognised.text, everywhere, world)
    return tuple(city for city in everywhere if city.key in keys)


def _by_words(text: str, everywhere: Sequence[Thing], world: World) -> frozenset[str]:
    """The one city whose documents alone have words of the question; none where two cities have some each."""
    alone = (
        frozenset(city.key for city in everywhere if world.within((city,)).written(words))
        for words in _phrases(text)
        if world.written(words)
    )
    found = {keys for keys in alone if len(keys) == 1}
    return next(iter(found)) if len(found) == 1 else frozenset()


def _phrases(text: str) -> frozenset[str]:
    """Runs of words that begin and end in a noun and are long enough to be no chance: 桜まつり, 木造住宅の耐震診断."""
    tokens = tokenize(text)
    return frozenset(
        run
        for first, token in enumerate(tokens)
        for last in tokens[first : first + WORDS_AT_MOST]
        if token.pos == last.pos == "名詞" and len(run := text[token.start : last.end]) >= SHORTEST
    )


WORDS_AT_MOST = 4
SHORTEST = 4


def _named(recognised: Recognised, everywhere: Sequence[Thing]) -> frozenset[str]:
    """The cities by their names, also those within the names of their own things; all others where 以外 stands there."""
    mentions = recognised.of("municipality")
    out = {thing.key for m in mentions if excluded(m, recognised) for thing in m.things}
    kept = {thing.key for m in mentions if not excluded(m, recognised) for thing in m.things}
    if out and not kept:
        kept = {city.key for city in everywhere} - out
    return frozenset(kept) or frozenset(
        city.key
        for m in recognised.mentions
        for city in everywhere
        if compact(city.label) in m.text and any(thing.city == city.key for thing in m.things)
    )


def limited(query: T, world: World) -> T | None:
    """The query as the cities of a world answer it; None where nothing is left of what it asks about.

    They are a condition wherever it narrows initiatives, and of several things that it names those of other cities
    go. It goes through the fields of whatever query there is, so that no kind can leave them out.
    """
    if not world.cities or not is_dataclass(query) or isinstance(query, type):
        return query
    before = {f.name: getattr(query, f.name) for f in fields(query)}
    after = {name: _limited(value, world) for name, value in before.items()}
    emptied = any(isinstance(value, tuple) and value and not after[name] for name, value in before.items())
    foreign = any(
        isinstance(value, q.Named) and _is_foreign(value, world.foreign) for value in before.values()
    )
    return None if emptied or foreign else replace(query, **after)


def _limited(value: Any, world: World) -> Any:
    if isinstance(value, q.AllOf):
        return _of_cities(value, world.cities)
    if isinstance(value, NUMBERS):
        return replace(
            value, **{one.name: _limited(getattr(value, one.name), world) for one in fields(value)}
        )
    if isinstance(value, tuple) and any(isinstance(one, NUMBERS) for one in value):
        return tuple(_limited(one, world) for one in value)
    if isinstance(value, tuple):
        return tuple(_limited(one, world) for one in value if not _is_foreign(one, world.foreign))
    return value


NUMBERS = (q.CountOf, q.Sum, q.Difference, q.Ratio)
"""Numbers that hold conditions, or numbers that do."""


def _is_foreign(value: Any, foreign: tuple[str, ...]) -> bool:
    """True for a thing of another city, and for what stands in a query because of one."""
    if isinstance(value, q.Named):
        return value.key.startswith(foreign)
    parts = value if isinstance(value, tuple) else ()
    if isinstance(value, q.Part | q.Followed):
        parts = tuple(getattr(value, one.name) for one in fields(value))
    return any(
        _is_foreign(part, foreign) for part in parts if isinstance(part, q.Named | q.Part | q.Followed)
    )


def _of_cities(where: q.AllOf, cities: Sequence[Thing]) -> q.AllOf:
    told = [part for part in where.conditions if _is_of_cities(part)]
    if told and all(_cities_of(part) <= {city.key for city in cities} for part in told):
        return where
    each = tuple(q.InCity(named(city)) for city in cities)
    condition = each[0] if len(each) == 1 else q.AnyOf(each)
    return q.AllOf((condition, *(part for part in where.conditions if part not in told)))


def _is_of_cities(part: q.Condition) -> bool:
    return isinstance(part, q.InCity) or (
        isinstance(part, q.AnyOf) and all(isinstance(one, q.InCity) for one in part.conditions)
    )


def _cities_of(part: q.Condition) -> set[str]:
    parts = part.conditions if isinstance(part, q.AnyOf) else (part,)
    return {one.city.key for one in parts if isinstance(one, q.InCity)}


ONLY_A_CITY = re.compile(
    r"(?:(?:それ)?(?:では|じゃあ?|なら)|で|and|what about|how about)?[、, ]*M(?:の(?:場合|方|ほう)|について)?"
    r"(?:は|だと|だったら|なら|で(?:は|お願い.*)?|です|のこと(?:です)?)?[?？。! ]*"
)


def asked_again(question: str, recognised: Recognised, world: World, previous: Answer | None) -> str:
    """あおば市は？: the question before, of that city, with its name in the place of the other; else the question itself."""
    mentions = recognised.of("municipality")
    alone = len(mentions) == len(recognised.mentions) == 1 and ONLY_A_CITY.fullmatch(recognised.shape)
    everywhere = world.lexicon.of_kind("municipality")
    if previous is None or not alone or len(everywhere) < 2 or previous.rests_on:
        return question
    if not previous.cities and previous.status is not AnswerStatus.AMBIGUOUS:
        return question
    return of_city(previous.question, mentions[0].things[0], everywhere)


def of_city(question: str, city: Thing, everywhere: Sequence[Thing]) -> str:
    """The question with the city's name in the place of another's, before it where it names none."""
    names = [re.escape(one.label) for one in everywhere if one.key != city.key]
    changed = re.sub("|".join(names), city.label, question) if names else question
    return changed if city.label in changed else f"{city.label}の{question}"
