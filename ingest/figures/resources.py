"""Staff and budget of a department, as its policy lists them, each a number with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from keikaku.ingest.facts.organisations import department_key
from keikaku.ingest.figures.numbers import make_indicator, make_observation
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.cell_figures import figure_of
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.model.facts import Fact, Key

STAFF = re.compile(
    r"(?P<label>[^\d\s::/]{2,16})\s?[::]?\s?(?P<own>\d[\d,]{0,9}\s?[人名])"
    r"(?:\s?/\s?(?P<all>\d[\d,]{0,9}\s?[人名]))?(?:\s?(?:比率|割合|構成比)\s?[::]?\s?(?P<ratio>\d{1,3}(?:\.\d{1,3})?\s?%))?"
)
MONEY = re.compile(
    r"^(?P<label>[^\d\s::]{2,20})\s?[::]?\s?(?P<own>(?:約\s?)?\d[\d,.]{0,20}\s?(?:兆|億|百万|千|万)?円)$"
)
OF_WHICH = re.compile(r"^(?:その?うち|うち)(?:の)?")


def resource_lines(reading: Reading) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """The lines under the headings that tell of staff and budget, with these headings."""
    if not reading.home_department:
        return
    words = reading.layout.resource_words
    for index, block in enumerate(reading.outline.blocks):
        path = reading.outline.path(index)
        is_heading = reading.outline.roles[index]
        if reading.outline.nearest(index, "initiative") is not None:
            continue
        if not is_heading and any(word in heading for heading in path for word in words):
            yield from ((line, path) for line in block.lines)


def make_resources(reading: Reading) -> tuple[Fact, ...]:
    """The numbers with their indicators: the department's, the city's and the ratio of the two."""
    facts: list[Fact] = []
    context: tuple[Line, ...] = ()
    for line, path in resource_lines(reading):
        date = _date(path)
        staff = list(STAFF.finditer(line.plain))
        money = MONEY.match(line.plain)
        for match in staff:
            facts += _staff(reading, line, match, date)
        if money:
            facts += _money(reading, line, money, context, date)
        context = () if staff else context if money else (line,)
    return tuple({fact.key: fact for fact in facts}.values())


def _date(path: tuple[str, ...]) -> str | None:
    times = [time for heading in path for time in find_times(heading) if time.kind == "day"]
    return times[-1].first if times else None


def _staff(reading: Reading, line: Line, match: re.Match[str], date: str | None) -> Iterator[Fact]:
    home = department_key(reading.city, reading.home_department)
    label = match["label"].strip("・、()")
    for group, subject, name in (
        ("own", home, label),
        ("all", reading.city_key, label),
        ("ratio", home, f"{label}の比率"),
    ):
        if match[group]:
            yield from _number(
                reading, (line,), line.original(*match.span(group)), subject=subject, label=name, date=date
            )


def _money(
    reading: Reading, line: Line, match: re.Match[str], context: tuple[Line, ...], date: str | None
) -> Iterator[Fact]:
    """``一般会計 1,000円`` under ``令和元年度総務部予算額`` is 一般会計の予算額."""
    home = department_key(reading.city, reading.home_department)
    what = _context_words(reading, context[0].plain) if context else ""
    label = f"{match['label']}の{what}" if what else match["label"]
    years = [time.fiscal_year for c in context for time in find_times(c.plain) if time.kind == "fiscal_year"]
    text = line.original(*match.span("own"))
    year = years[0] if years else None
    yield from _number(reading, (*context, line), text, subject=home, label=label, date=date, year=year)


def _context_words(reading: Reading, plain: str) -> str:
    """What a line above the amounts says that they are, without its year and the department's name."""
    for time in find_times(plain):
        plain = plain.replace(time.text, "")
    return OF_WHICH.sub("", "".join(plain.replace(reading.home_department, "").split()).strip("の:"))


def _number(  # noqa: PLR0913 - what a number needs to be understood
    reading: Reading,
    lines: tuple[Line, ...],
    text: str,
    *,
    subject: Key,
    label: str,
    date: str | None,
    year: int | None = None,
) -> Iterator[Fact]:
    figure = figure_of(normalise(text).text)
    if figure is None:
        return
    evidence = reading.evidence(lines, "value")
    indicator = make_indicator(reading, label, reading.evidence(lines))
    yield indicator
    yield make_observation(
        reading,
        indicator.key,
        subject,
        figure,
        plan=reading.own.key if reading.own else None,
        fiscal_year=year or reading.fiscal_year,
        date=date,
        evidence=(evidence,),
    )
