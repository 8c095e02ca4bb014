"""A number of a document as a value: its figure, what it counts, whose it is and when."""

from __future__ import annotations

import re

from ingest.initiatives import plan_of
from ingest.plan_keys import key_of_name
from ingest.plan_names import find_names
from ingest.reading import Reading
from ontology.figures import find_figures
from ontology.model import Comparator, Evidence, Figure, Indicator, Key, Observation, ObservationKind
from ontology.names import key
from ontology.text import normalise


def context_plan(reading: Reading, index: int) -> Key:
    """The plan that a table is about: the one that the headings above it name, else the document's own."""
    for heading in reversed(reading.outline.path(index)):
        for name, _, _, _ in find_names(heading, reading.city):
            return key_of_name(reading, name)
    return plan_of(reading)


def figure_of(text: str, unit: str = "") -> Figure | None:
    """The figure of a cell: with its own unit, or the bare number in the unit of its column.

    >>> figure_of("108", "件").value
    108.0
    """
    found = find_figures(text)
    if found:
        return found[0].figure
    digits = normalise(text).text.replace(",", "").strip().removeprefix("約").strip()
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,6})?", digits):
        return None
    about = Comparator.ABOUT if "約" in text else Comparator.EXACT
    return Figure(value=float(digits), unit=unit, comparator=about, text=text)


def make_indicator(reading: Reading, label: str, evidence: Evidence) -> Indicator:
    """The node of what is counted."""
    return Indicator(
        key=key(reading.city, "indicator", label),
        label=label,
        municipality=reading.city_key,
        evidence=(evidence,),
    )


def make_observation(  # noqa: PLR0913 - what a number needs to be understood
    reading: Reading,
    indicator: Key,
    subject: Key,
    figure: Figure,
    *,
    evidence: tuple[Evidence, ...],
    plan: Key | None = None,
    fiscal_year: int | None = None,
    date: str | None = None,
    kind: ObservationKind = ObservationKind.ACTUAL,
) -> Observation:
    """One number of an indicator about a subject; its key is of these, its time and its plan."""
    when = date or str(fiscal_year or "")
    told_by = plan.split("/")[2:] if plan else [reading.file]
    parts = [*indicator.split("/")[2:], *subject.split("/")[2:], when, *told_by]
    return Observation(
        key=key(reading.city, "observation", *parts),
        indicator=indicator,
        subject=subject,
        text=figure.text,
        value=figure.value,
        unit=figure.unit,
        kind=kind,
        comparator=figure.comparator,
        fiscal_year=fiscal_year,
        date=date,
        plan=plan if plan != reading.document else None,  # a document that is no plan has none
        order=evidence[0].line,
        evidence=evidence,
    )
