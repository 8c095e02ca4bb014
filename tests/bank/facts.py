"""What the graph holds, as small frozen values that questions are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

WHOLE_CITY = "全庁"


@dataclass(frozen=True)
class Initiative:
    """A row of the table of initiatives; `owners` also counts the departments of its sections."""

    iri: str
    label: str
    plan: str
    years: tuple[int, ...]
    pillar: str | None
    number: str | None
    field: str | None
    departments: tuple[str, ...]
    sections: tuple[str, ...]
    owners: tuple[str, ...]
    place: tuple[str, int]

    @property
    def whole_city(self) -> bool:
        """Every department is concerned, so that none is named."""
        return self.departments == (WHOLE_CITY,)


@dataclass(frozen=True)
class Target:
    """A bullet or sentence of aims with its figures."""

    subject: str
    plan: str
    year: int | None
    text: str
    figures: tuple[tuple[float, str, str], ...]


@dataclass(frozen=True)
class Observed:
    """One value of an indicator."""

    indicator: str
    subject: str
    plan: str
    year: int | None
    value: float
    unit: str
    text: str


@dataclass(frozen=True)
class Plan:
    """A plan, its names, and the plans that it is tied to, each as relation and label."""

    label: str
    names: tuple[str, ...]
    mentioned_only: bool
    decided: str | None
    end: int | None
    ties: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Heading:
    """A pillar or a field with its plan; a field also names its pillar."""

    label: str
    number: str
    plan: str
    pillar: str | None = None


@dataclass(frozen=True)
class Told:
    """Something that a document tells of an organisation: a mission, a post's holder, a contact."""

    kind: str
    organisation: str
    year: int | None
    text: str
    order: int = 0


@dataclass(frozen=True)
class Moment:
    """A date found in the prose of an initiative."""

    initiative: str
    first: str
    last: str
    text: str
    year: int


@dataclass(frozen=True)
class Theme:
    """A theme, the IRIs of the initiatives that carry it, and of those that carry a narrower one."""

    label: str
    initiatives: frozenset[str]
    narrower: frozenset[str]


@dataclass(frozen=True)
class World:
    """All that questions are made from."""

    city: str
    initiatives: tuple[Initiative, ...]
    targets: tuple[Target, ...]
    observed: tuple[Observed, ...]
    plans: tuple[Plan, ...]
    pillars: tuple[Heading, ...]
    fields: tuple[Heading, ...]
    departments: tuple[str, ...]
    sections: Mapping[str, str | None]
    told: tuple[Told, ...]
    moments: tuple[Moment, ...]
    themes: tuple[Theme, ...]
    prose: Mapping[str, tuple[str, ...]]
    documents: Mapping[str, str]

    @cached_property
    def text(self) -> str:
        """Every document's words, folded."""
        return "".join(self.documents.values())

    @cached_property
    def newest(self) -> str:
        """The plan that is newest among those with initiatives."""
        return max(self.initiatives, key=lambda each: max(each.years, default=0)).plan

    def plan_years(self, label: str) -> tuple[int, ...]:
        """The fiscal years of a plan's initiatives."""
        return next((each.years for each in self.initiatives if each.plan == label), ())

    def numbered(self, number: str) -> Heading | None:
        """The pillar that a bare number means: of the newest plan that has initiatives under it."""
        held = {(each.plan, each.pillar): max(each.years, default=0) for each in self.initiatives}
        known = [each for each in self.pillars if each.number == number and (each.plan, each.label) in held]
        return max(known, key=lambda each: held[each.plan, each.label], default=None)
