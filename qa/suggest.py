"""Questions that are known to have results, near to the one that had none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa.city import of_city
from keikaku.qa.world.part import beginning

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.query import Language
    from keikaku.qa.reading import Reading
    from keikaku.qa.world.world import World

SHOWN = 3


def suggestions(world: World, reading: Reading | None, language: Language) -> tuple[str, ...]:
    """Up to three questions on things that have initiatives: those that sound like what was asked stand first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - 10 ms that only a declined question pays

    things = [t for t in world.lexicon.things.values() if t.kind in ASKED and t.initiatives]
    if not things:
        return ()
    asked = reading.recognised.text if reading else ""
    near = process.extract(asked, [thing.label for thing in things], scorer=fuzz.partial_ratio, limit=1)
    first = [things[index] for _, score, index in near if score >= ALIKE]
    by_size = sorted(things, key=lambda thing: (thing.kind != "department", -thing.initiatives, thing.order))
    kinds: dict[str, Thing] = {thing.kind: thing for thing in reversed((*first, *by_size))}
    chosen = dict.fromkeys((*first, *(kinds[kind] for kind in ASKED if kind in kinds)))
    return tuple(_of_its_city(_question(thing, language), thing, world) for thing in list(chosen)[:SHOWN])


def _of_its_city(question: str, thing: Thing, world: World) -> str:
    """The question with the city before it where the version has several."""
    everywhere = world.lexicon.of_kind("municipality")
    if len(everywhere) < 2:
        return question
    own = next((city for city in everywhere if thing.key.startswith(beginning(city))), None)
    return of_city(question, own, everywhere) if own else question


ALIKE = 60
ASKED = {
    "department": ("{label}が担当する施策は？", "Which initiatives does {label} have?"),
    "field": ("「{label}」分野の施策は？", "Which initiatives are in the {label} field?"),
    "pillar": ("「{label}」に位置付けられた施策は？", "Which initiatives are under the pillar {label}?"),
    "plan": ("「{label}」の施策は？", "Which initiatives are in the plan {label}?"),
    "section": ("{label}が担当する施策は？", "Which initiatives does {label} have?"),
}


def _question(thing: Thing, language: Language) -> str:
    return ASKED[thing.kind][language == "en"].format(label=thing.label)
