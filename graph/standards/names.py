"""Names, titles and spans of time: rdfs:label, dcterms, OWL-Time, dcat."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from keikaku.graph.rdf.iris import node
from keikaku.graph.standards.index import Index, Said
from keikaku.ontology.model.vocabulary import (
    DCAT,
    DCTERMS,
    PLAN,
    RDF,
    RDFS,
    SKOS,
    TIME,
    XSD,
)

CALLED = (PLAN.question, PLAN.attributeName, PLAN.text, PLAN.quote, PLAN.wordForm)
"""What stands for the name of a thing that has none."""
LONGEST = 100
"""Characters of a name; a longer text is no name."""
TITLED = (PLAN.Plan, PLAN.Document)


def labels(index: Index) -> Said:
    """A name that every reader of RDF looks for, in the document's own words."""
    for subject in index:
        names = (
            index.of(subject, SKOS.prefLabel)
            or [
                Literal(one.value, language="ja")
                for predicate in CALLED
                for one in index.of(subject, predicate)
                if 0 < len(one.value) <= LONGEST
            ][:1]
        )
        for name in names:
            yield subject, RDFS.label, name


def titles(index: Index) -> Said:
    """Works are called by a title."""
    for kind in TITLED:
        for subject in index.those(kind):
            for name in index.of(subject, SKOS.prefLabel):
                yield subject, DCTERMS.title, name


def periods(index: Index) -> Said:
    """A plan is in force from the first day of a fiscal year to the last day of another."""
    for subject in index.those(PLAN.Plan):
        first, last = index.text(subject, PLAN.startYear), index.text(subject, PLAN.endYear)
        if not first and not last:
            continue
        period = index.part(subject, "period")
        yield subject, DCTERMS.temporal, period
        yield period, RDF.type, node(DCTERMS.PeriodOfTime)
        if first:
            yield period, DCAT.startDate, _day(f"{first}-04-01")
        if last:
            yield period, DCAT.endDate, _day(f"{int(last) + 1}-03-31")


def years(index: Index) -> Said:
    """A fiscal year begins and ends on a day, and meets the next where that is there too."""
    there = {index.text(one, PLAN.fiscalYear): one for one in index.those(PLAN.FiscalYear)}
    for number, year in sorted(there.items()):
        for name, predicate, told in (
            ("begin", TIME.hasBeginning, PLAN.startDate),
            ("end", TIME.hasEnd, PLAN.endDate),
        ):
            yield from instant(year, predicate, index.part(year, name), index.text(year, told))
        if number.isdecimal() and (following := there.get(str(int(number) + 1))):
            yield year, TIME.intervalMeets, following


def instant(subject: NamedNode, predicate: str, part: NamedNode, day: str) -> Said:
    """A day as OWL-Time has it."""
    yield subject, predicate, part
    yield part, RDF.type, node(TIME.Instant)
    yield part, TIME.inXSDDate, _day(day)


def _day(text: str) -> Literal:
    return Literal(text, datatype=node(XSD.date))
