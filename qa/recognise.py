"""What a question names: the finders in their order, the first that names a run of it wins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keikaku.qa.names.lexicon import Lexicon

from keikaku.qa.names.known import (
    find_divisions,
    find_names,
    find_numbered,
    find_theme_labels,
    find_themes,
    find_years,
)
from keikaku.qa.names.mentions import Mention, Recognised
from keikaku.qa.names.municipalities import find_other_cities, find_other_cities_abroad, find_own_cities
from keikaku.qa.naming.plans import find_joined_plans, find_loose_plans, find_plans_by_hand
from keikaku.qa.naming.plans_abroad import find_plans_in_english
from keikaku.qa.unknown import (
    find_english,
    find_english_units,
    find_new_parts,
    find_other_plans,
    find_quoted_parts,
    find_unknown,
    find_unknown_plans,
)


def recognise(text: str, lexicon: Lexicon) -> Recognised:
    """Find what a compact question names: the longest name at each place, then years, themes, and unknown names."""
    found: list[Mention] = []
    for finder in FINDERS:
        where = _masked(text, found) if finder is find_themes else text
        found += [mention for mention in finder(where, lexicon) if not _overlaps(mention, found)]
    return Recognised(text=text, mentions=_told_once(text, sorted(found, key=lambda mention: mention.start)))


def _masked(text: str, found: Iterable[Mention]) -> str:
    """The text with white space for what is named: 総務部人材 is the theme of 人材 beside a department."""
    for mention in found:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _told_once(text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
    """体系1「花と緑の広場」 names one pillar: the name tells it, and takes the number in."""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and kept[-1].number and _same_pillar(kept[-1], mention):
            end = mention.end + (text[mention.end : mention.end + 1] in CLOSING)
            mention = replace(mention, start=kept.pop().start, end=end)  # noqa: PLW2901
        kept.append(mention)
    return tuple(kept)


CLOSING = ("」", "』")


def _same_pillar(numbered: Mention, named: Mention) -> bool:
    return (
        named.kind == "pillar"
        and named.start - numbered.end <= 1
        and any(thing.number == numbered.number for thing in named.things)
    )


def _overlaps(mention: Mention, found: Iterable[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in found)


FINDERS = (
    find_plans_by_hand,
    find_joined_plans,
    find_other_plans,
    find_theme_labels,
    find_names,
    find_own_cities,
    find_other_cities,
    find_other_cities_abroad,
    find_plans_in_english,
    find_numbered,
    find_divisions,
    find_quoted_parts,
    find_years,
    find_loose_plans,
    find_unknown_plans,
    find_themes,
    find_new_parts,
    find_english,
    find_english_units,
    find_unknown,
)
