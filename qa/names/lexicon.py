"""The names that a question can use for the things of the graph, and the things behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from keikaku.qa.text.aliases import (
    city_names,
    indicator_names,
    part_names,
    plain_names,
    plan_names,
    unit_names,
)
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from keikaku.ontology.model.facts import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that has a name: its kind is the class of the model in small letters."""

    key: Key
    kind: str
    label: str
    alt_labels: tuple[str, ...] = ()
    plan: Key | None = None  # of a pillar, a field, an initiative
    pillar: Key | None = None
    field: Key | None = None
    number: str = ""
    departments: tuple[Key, ...] = ()  # of a section
    plan_kind: str = ""
    fiscal_year: int | None = None
    start: int | None = None
    end: int | None = None
    start_assumed: bool = False
    mentioned_only: bool = False
    initiatives: int = 0  # under a plan, a pillar, a field, of a unit
    order: int = 0
    city: Key | None = None
    subject: Key | None = None  # of an indicator: the initiative, field or pillar that it is counted of

    @property
    def heading(self) -> str:
        """The word under which its document numbers it: 基本目標 of 基本目標1; "" where none is told."""
        bare = compact(self.label)
        found = (_HEADING.match(compact(other).removesuffix(bare)) for other in self.alt_labels)
        return next((match["chapter"] or match["word"] for match in found if match), "")

    @property
    def newest(self) -> int:
        """The last fiscal year that it is known to hold for, 0 where none is told."""
        return self.fiscal_year or self.end or self.start or 0


_HEADING = re.compile(
    r"(?:第[0-9]{1,2}(?P<chapter>[編章節部]))$|(?P<word>[^0-9]{1,12}?)第?[0-9]{1,2}(?:-[0-9]{1,2})*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All things by key and all their names; built once a snapshot."""

    things: Mapping[Key, Thing]
    names: Mapping[str, tuple[Thing, ...]]
    municipalities: tuple[Thing, ...] = ()
    longest: int = field(default=0)
    headings: Mapping[str, str] = field(default_factory=dict)  # 基本目標: pillar, 施策の柱: field

    def of_kind(self, kind: str) -> tuple[Thing, ...]:
        """All things of a kind, in the order of the documents."""
        return tuple(thing for thing in self.things.values() if thing.kind == kind)

    def heading(self, label: str, plan: str) -> str:
        """The word under which the plan of that name numbers the pillar or the field of that name."""
        parts = (thing for thing in self.things.values() if thing.label == label and thing.heading)
        return next((part.heading for part in parts if self.label(part.plan) == plan), "")

    def without(self, foreign: tuple[str, ...]) -> Lexicon:
        """The lexicon without the things whose keys begin so; the names of all municipalities stay."""
        kept = {k: t for k, t in self.things.items() if t.kind == "municipality" or not k.startswith(foreign)}
        own = {name: tuple(t for t in things if t.key in kept) for name, things in self.names.items()}
        names = {name: things for name, things in own.items() if things}
        return Lexicon(
            things=kept,
            names=names,
            municipalities=self.municipalities,
            longest=max(map(len, names), default=0),
            headings=headings_of(kept.values()),
        )

    def label(self, key: Key | None) -> str:
        """The name of the thing, "" where there is none."""
        return self.things[key].label if key and key in self.things else ""


NAMERS = {
    "municipality": city_names,
    "plan": plan_names,
    "department": unit_names,
    "section": unit_names,
    "indicator": indicator_names,
    "pillar": part_names,
    "field": part_names,
}


def build_lexicon(things: Iterable[Thing]) -> Lexicon:
    """Collect every name under which each thing can be asked for."""
    by_key = {thing.key: thing for thing in things}
    cities = tuple(thing for thing in by_key.values() if thing.kind == "municipality")
    told = {thing.city for thing in by_key.values()}
    names: dict[str, dict[Key, Thing]] = defaultdict(dict)
    headings = headings_of(by_key.values())
    for thing in by_key.values():
        for name in _names(thing, tuple(city.label for city in cities), by_key):
            if thing.kind != "indicator" or name not in headings:  # 改革の柱の件数: 改革の柱 is no name of it
                names[name][thing.key] = thing
    return Lexicon(
        things=by_key,
        names={name: tuple(found.values()) for name, found in names.items()},
        municipalities=tuple(city for city in cities if city.key in told),  # not those with a FAQ alone
        longest=max(map(len, names), default=0),
        headings=headings,
    )


def headings_of(things: Iterable[Thing]) -> dict[str, str]:
    """The documents' own words for pillars and fields, with what each names."""
    known = tuple(things)
    return {
        thing.heading: thing.kind
        for kind in ("field", "pillar")
        for thing in known
        if thing.kind == kind and thing.heading
    }


def _names(thing: Thing, cities: tuple[str, ...], things: Mapping[Key, Thing]) -> Iterable[str]:
    labels = (thing.label, *thing.alt_labels)
    if thing.kind == "indicator":
        labels = (
            thing.alt_labels or labels
        )  # 美術館の年間利用者, known as 年間利用者 too: 美術館 is no name of it
    of_kind = NAMERS.get(thing.kind, plain_names)
    own = {name for label in labels for name in of_kind(label, cities) if len(name) > 1}
    return own | _owned(thing, own, things) | set(plain_names(thing.label, cities))


def _owned(thing: Thing, names: Iterable[str], things: Mapping[Key, Thing]) -> set[str]:
    """The names of an indicator behind that of the initiative, field or pillar that it is counted of."""
    owner = things.get(thing.subject or "")
    before = set(plain_names(owner.label, ())) if owner else set()
    return {f"{one}{of}{name}" for one in before for of in ("の", "") for name in names}
