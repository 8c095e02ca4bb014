"""A number of a document as a value: its figure, what it counts, whose it is and when."""

from __future__ import annotations

from keikaku.ingest.facts.initiatives import plan_of
from keikaku.ingest.plans.keys import key_of_name
from keikaku.ingest.plans.names import find_names
from keikaku.ingest.reading import Reading
from keikaku.ontology.model.facts import Evidence, Figure, Indicator, Key, Observation, ObservationKind
from keikaku.ontology.model.names import key


def context_plan(reading: Reading, index: int) -> Key:
    """The plan that a table is about: the one that the headings above it name, else the document's own."""
    for heading in reversed(reading.outline.path(index)):
        for name, _, _, _ in find_names(heading, reading.city):
            return key_of_name(reading, name)
    return plan_of(reading)


def make_indicator(
    reading: Reading,
    label: str,
    evidence: Evidence,
    subject: Key | None = None,
    alt_labels: tuple[str, ...] = (),
) -> Indicator:
    """The node of what is counted; its key holds whose it is, where it is an initiative's or a field's."""
    return Indicator(
        key=key(reading.city, "indicator", *(subject.split("/")[2:] if subject else ()), label),
        label=label,
        municipality=reading.city_key,
        subject=subject,
        alt_labels=alt_labels,
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
    """One number of an indicator about a subject; its key is of these, its time, its plan and what it says.

    Two numbers that differ are two, whatever else they share: none of them is dropped for the other.
    """
    when = date or str(fiscal_year or "")
    told_by = plan.split("/")[2:] if plan else [reading.file]
    said = [kind.value if kind is not ObservationKind.ACTUAL else "", f"{figure.value:.15g}{figure.unit}"]
    parts = [*indicator.split("/")[2:], *subject.split("/")[2:], when, *told_by, *said]
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
