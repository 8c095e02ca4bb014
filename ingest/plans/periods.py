"""When a plan was decided, from which fiscal year to which it runs, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from keikaku.ingest.plans.keys import SERIES, said
from keikaku.ingest.plans.names import INNER, TAIL, canonical, forms, kind_of
from keikaku.ingest.plans.statements import decided
from keikaku.ingest.reading import Reading
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import Time, find_times, fiscal_year_of
from keikaku.ontology.model.facts import Evidence, PlanKind

PERIOD_WORDS = re.compile(
    r"目標年[次度]|計画期間|計画の期間|実施期間|推進期間|取組期間|期間は|対象期間|期間とする|を期間|期間と定め"
    r"|年度からの?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[かカヵヶ箇]?年"
)
DURATION = re.compile(
    r"から(?:の|始まる)?\s?(?P<years>\d{1,2}|[一二三四五六七八九十])\s?[かカヵヶ箇]?年(?:間|計画)"
)
LAYERS = (PlanKind.BASIC_CONCEPT, PlanKind.BASIC_PLAN)
"""What a city's comprehensive plan consists of, each with a period."""
FRONT_LINES = 80  # the date of adoption stands alone within these
KANJI = "一二三四五六七八九十"
TITLE_LINES = 6


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last fiscal year; None where it is not told."""

    start: int | None
    end: int | None
    evidence: Evidence
    of_another: bool = False  # the words name another plan


def find_period(reading: Reading) -> Period | None:
    """The first sentence or heading that tells the plan's period or target year, else the title.

    What is told of another plan, or was over when this one was decided, is this one's for want of a better
    alone; and a last year alone ends the plan before where this one begins, or was decided, after it.
    """
    told = [period for period in _periods(reading) if period.start or period.end]
    date, _ = adopted(reading)
    decided_in = fiscal_year_in(date) if date else 0
    begins = {period.start for period in told if not period.of_another}

    def is_over(one: Period) -> bool:
        return one.end is not None and one.end <= decided_in

    held = [one for one in told if one.start or not (is_over(one) or (one.end or 0) + 1 in begins)]
    return min(held, key=lambda one: one.of_another or is_over(one), default=None)


def _periods(reading: Reading) -> Iterator[Period]:
    for paragraph in reading.paragraphs:
        under = any(PERIOD_WORDS.search(heading) for heading in reading.outline.path(paragraph.index)[-1:])
        for first, last in paragraph.sentences():
            sentence = normalise(paragraph.text[first:last]).text
            if under or PERIOD_WORDS.search(sentence):
                evidence = reading.sentence_evidence(paragraph, first, last, "end")
                yield Period(*years_of(sentence), evidence, _is_of_another(reading, sentence))
    for block in reading.outline.blocks:
        if block.role == "heading" and PERIOD_WORDS.search(block.text):
            yield Period(*years_of(normalise(block.text).text), reading.evidence(block.lines, "end"))
    for line in reading.scene.lines[:TITLE_LINES]:
        if ranged := _ranged(_times(line.plain)):
            yield Period(*ranged, reading.evidence((line,), "end"))


def _is_of_another(reading: Reading, sentence: str) -> bool:
    """Whether a period is told of another plan: not by this one's name, short or whole, and of no layer."""
    told = _owner(forms().kinds).search(sentence)
    if told is None or reading.own is None or forms().itself.search(told["owner"]):
        return False
    short, letters = canonical(told["owner"], reading.city), iter(reading.own.name)
    if reading.own.kind in LAYERS and kind_of(short) in LAYERS and not SERIES.search(short):
        return False
    return not re.fullmatch(forms().kinds, short) and not all(letter in letters for letter in short)


@cache
def _owner(kinds: str) -> re.Pattern[str]:
    """Words that tell whose period it is: 第2次みどり市基本計画の計画期間."""
    return re.compile(rf"(?P<owner>(?:{INNER}|[\d ])*{kinds}{TAIL})[」』]?の(?:計画)?期間")


def adopted(reading: Reading) -> tuple[str | None, tuple[Evidence, ...]]:
    """When the document's plan was decided: as a sentence says, else the date that stands alone in front."""
    for mention in reading.mentions:
        date = decided(mention) if reading.own and mention.name == reading.own.name else None
        if date:
            return date, (said(reading, mention, "decided"),)
    if reading.own and reading.own.kind is PlanKind.DEPARTMENT_POLICY:
        return None, ()
    for line in reading.scene.lines[:FRONT_LINES]:
        for time in find_times(line.plain):
            if time.kind in ("month", "day") and len(time.text.strip()) >= len(line.plain) - 2:
                date = time.first if time.kind == "day" else time.first[:7]
                return date, (reading.evidence((line,), "decided"),)
    return None, ()


def fiscal_year_in(date: str) -> int:
    """The fiscal year of a month or a day.

    >>> fiscal_year_in("2025-03"), fiscal_year_in("2025-04-01")
    (2024, 2025)
    """
    return fiscal_year_of(f"{date}-01" if len(date) == len("2025-03") else date)


def years_of(sentence: str) -> tuple[int | None, int | None]:
    """The first and the last fiscal year: of a range, a number of years, a from and until, or a target year.

    >>> years_of("令和7年度から令和9年度まで"), years_of("令和7年度からの5年間")
    ((2025, 2027), (2025, 2029))
    >>> years_of("2027年度までとする")
    (None, 2027)
    """
    times = _times(sentence)
    if ranged := _ranged(times):
        return ranged
    start = next((_year(time, time.first) for time in times if time.bound == "from"), None)
    duration = DURATION.search(sentence)
    if start and duration:
        return start, start + _count(duration["years"]) - 1
    until = next((_year(time, time.last) for time in times if time.bound == "until"), None)
    if until is None and times and start is None:
        until = _year(times[-1], times[-1].last)
    return start, until


def _times(text: str) -> tuple[Time, ...]:
    return tuple(time for time in find_times(text) if time.kind in ("fiscal_year", "year"))


def _ranged(times: Sequence[Time]) -> tuple[int, int] | None:
    spans = ((_year(time, time.first), _year(time, time.last)) for time in times)
    return next((span for span in spans if span[0] < span[1]), None)


def _year(time: Time, day: str) -> int:
    return int(day[:4]) if time.kind == "year" else fiscal_year_of(day)


def _count(number: str) -> int:
    return int(number) if number.isdigit() else KANJI.index(number) + 1
