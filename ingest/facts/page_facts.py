"""What the frame of a web page tells: when it was published, by whom, and how to reach them."""

from __future__ import annotations

from dataclasses import dataclass

from keikaku.ingest.facts.organisations import department_key, make_units, section_key
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.page_lines import CONTACTS, PUBLISHED, PUBLISHER
from keikaku.ingest.signs.units import read_units
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.model.facts import Contact, Fact, Key
from keikaku.ontology.model.names import key


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who issued a page: the key of the section or department and the line that says so."""

    key: Key
    line: Line
    facts: tuple[Fact, ...]


def _page_lines(reading: Reading) -> tuple[Line, ...]:
    return tuple(line for b in reading.outline.blocks if b.role == "page" for line in b.lines)


def find_published(reading: Reading) -> tuple[str, Line] | None:
    """The day of publication and its line."""
    for line in _page_lines(reading):
        match = PUBLISHED.match(line.plain)
        times = find_times(line.plain[match.end() :]) if match else ()
        if times and times[0].kind == "day":
            return times[0].first, line
    return None


def find_publisher(reading: Reading) -> Publisher | None:
    """The section, or else the department, that issued the document."""
    for line in _page_lines(reading):
        match = PUBLISHER.match(line.plain)
        units = read_units(match["units"], reading.scene.units) if match else ()
        for unit in units[:1]:
            evidence = reading.evidence((line,))
            facts = make_units(reading, [(unit.upper, ""), (unit.upper, unit.lower)], evidence)
            of = (
                section_key(reading.city, unit.lower)
                if unit.lower
                else department_key(reading.city, unit.upper)
            )
            return Publisher(of, line, facts)
    return None


def make_contacts(reading: Reading) -> tuple[Fact, ...]:
    """Telephone, fax, address and mail of the publisher, or of the city where none is named."""
    publisher = find_publisher(reading)
    organisation = publisher.key if publisher else reading.city_key
    facts: list[Fact] = list(publisher.facts) if publisher else []
    for line in _page_lines(reading):
        for kind, pattern in CONTACTS:
            match = pattern.search(line.plain)
            if match:
                text = line.original(match.start("text"), match.end("text"))
                of = organisation.rsplit("/", 1)[-1]
                facts.append(
                    Contact(
                        key=key(reading.city, "contact", of, kind, match["text"]),
                        kind=kind,
                        text=text,
                        organisation=organisation,
                        evidence=(reading.evidence((line,), "text"),),
                    )
                )
    return tuple(facts)
