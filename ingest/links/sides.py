"""What can be linked, as one row each: its year, its words, who does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from keikaku.ingest.links.pairs.figures import NOTHING, Figures, figures_of
from keikaku.ontology.model.facts import (
    Attribute,
    Document,
    Fact,
    Initiative,
    Key,
    Passage,
    Plan,
    Section,
    Target,
    ThemeTag,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One end of a possible link; `units` are the departments that answer for it, itself or by a section."""

    key: Key
    plan: Key
    year: int
    title: str
    text: str = ""
    targets: tuple[str, ...] = ()
    units: frozenset[Key] = frozenset()
    sections: frozenset[Key] = frozenset()
    parts: frozenset[Key] = frozenset()  # its pillar and its field
    whole_city: bool = False
    themes: frozenset[str] = frozenset()
    figures: Figures = field(default_factory=lambda: NOTHING)
    order: int = 0  # in its document

    @property
    def city(self) -> str:
        """The name of the municipality: a link never leaves it."""
        return self.key.split("/", 1)[0]


def plan_year(plan: Plan) -> int | None:
    """The year that orders plans: the fiscal year, else the first one, else that of the decision.

    >>> plan_year(Plan(key="c/plan/p", label="p", municipality="c/municipality/c", decided="2001-09"))
    2001
    """
    decided = int(plan.decided[:4]) if plan.decided else None
    return plan.fiscal_year or plan.start or decided or plan.end


def document_years(facts: Sequence[Fact], documents: Sequence[Document] = ()) -> dict[Key, int]:
    """The year of each document: of the initiatives that stand in it, else of its publication."""
    plans = {fact.key: plan_year(fact) for fact in facts if isinstance(fact, Plan)}
    found = {one.key: int(one.published[:4]) for one in documents if one.published}
    for fact in facts:
        if isinstance(fact, Initiative) and (year := fact.fiscal_year or plans.get(fact.plan)):
            found |= {evidence.document: year for evidence in fact.evidence}
    return found


def initiative_sides(facts: Sequence[Fact]) -> tuple[Side, ...]:
    """Every initiative whose year is known, by city, year and place in its document."""
    plans = {fact.key: fact for fact in facts if isinstance(fact, Plan)}
    uppers = {fact.key: frozenset(fact.departments) for fact in facts if isinstance(fact, Section)}
    prose, targets, themes = _prose(facts), _targets(facts), _themes(facts)
    figures = figures_of(facts)
    sides = [
        Side(
            key=one.key,
            plan=one.plan,
            year=year,
            title=one.label,
            text=prose.get(one.key, ""),
            targets=targets.get(one.key, ()),
            units=_units(one, uppers),
            sections=frozenset(one.sections),
            parts=frozenset(part for part in (one.pillar, one.field) if part),
            whole_city=one.whole_city,
            themes=themes.get(one.key, frozenset()),
            figures=figures.get(one.key, NOTHING),
            order=one.order,
        )
        for one in facts
        if isinstance(one, Initiative)
        and (year := one.fiscal_year or (plan_year(plans[one.plan]) if one.plan in plans else None))
    ]
    return tuple(sorted(sides, key=lambda side: (side.city, side.year, side.key)))


def _units(one: Initiative, uppers: Mapping[Key, frozenset[Key]]) -> frozenset[Key]:
    """Its departments, else those of its sections.

    A section of one name stands in many a department (児童係 of 福祉課, later of こども課), so what
    it belonged to elsewhere tells nothing of an initiative that names its own.
    """
    above = {department for section in one.sections for department in uppers.get(section, frozenset())}
    return frozenset(one.departments) or frozenset(above)


PROSE = 15
"""A cell without a figure of at least so many characters says what its row does."""


def _prose(facts: Iterable[Fact]) -> dict[Key, str]:
    """What each initiative says: its passages, else the cells of its row that hold sentences."""
    found: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Passage):
            found[fact.about].append((fact.order, fact.text))
        elif isinstance(fact, Attribute) and fact.value is None and len(fact.text) >= PROSE:
            found[fact.subject].append((fact.order, fact.text))
    return {key: "\n".join(text for _, text in sorted(texts)) for key, texts in found.items()}


def _targets(facts: Iterable[Fact]) -> dict[Key, tuple[str, ...]]:
    found: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Target):
            found[fact.subject].append((fact.order, fact.text))
    return {key: tuple(text for _, text in sorted(texts)) for key, texts in found.items()}


def _themes(facts: Iterable[Fact]) -> dict[Key, frozenset[str]]:
    found: dict[Key, set[str]] = defaultdict(set)
    for fact in facts:
        if isinstance(fact, ThemeTag):
            found[fact.subject].add(fact.theme)
    return {key: frozenset(themes) for key, themes in found.items()}
