"""From which fiscal year to which a plan runs, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keikaku.ingest.reading import Reading
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import Time, find_times, fiscal_year_of
from keikaku.ontology.model.facts import Evidence

PERIOD_WORDS = re.compile(
    r"目標年[次度]|計画期間|計画の期間|実施期間|推進期間|取組期間|期間は|対象期間|期間とする|を期間|期間と定め"
    r"|年度からの?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[かカヵヶ箇]?年"
)
DURATION = re.compile(
    r"から(?:の|始まる)?\s?(?P<years>\d{1,2}|[一二三四五六七八九十])\s?[かカヵヶ箇]?年(?:間|計画)"
)
OF_ANOTHER = re.compile(
    r"期間[^。]{0,30}(?:満了|終了|終わ)[^。、]{0,8}(?:から|ため|ので|伴い|受け|当たり|あたり|機に|後[にの、])"
    r"|(?:前|旧|前回の|従前の|これまでの)計画[のは、](?:計画)?期間"
)
"""Words of a period that ended before this plan: that is why this one is made, or it is named another's."""
KANJI = "一二三四五六七八九十"
TITLE_LINES = 6


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last fiscal year; None where it is not told."""

    start: int | None
    end: int | None
    evidence: Evidence


def find_period(reading: Reading) -> Period | None:
    """The first sentence or heading that tells the plan's period or target year, else the title."""
    return next((period for period in _periods(reading) if period.start or period.end), None)


def _periods(reading: Reading) -> Iterator[Period]:
    for paragraph in reading.paragraphs:
        under = any(PERIOD_WORDS.search(heading) for heading in reading.outline.path(paragraph.index)[-1:])
        for first, last in paragraph.sentences():
            sentence = normalise(paragraph.text[first:last]).text
            if (under or PERIOD_WORDS.search(sentence)) and not OF_ANOTHER.search(sentence):
                yield Period(*years_of(sentence), reading.sentence_evidence(paragraph, first, last, "end"))
    for block in reading.outline.blocks:
        if block.role == "heading" and PERIOD_WORDS.search(block.text):
            yield Period(*years_of(normalise(block.text).text), reading.evidence(block.lines, "end"))
    for line in reading.scene.lines[:TITLE_LINES]:
        if ranged := _ranged(_times(line.plain)):
            yield Period(*ranged, reading.evidence((line,), "end"))


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
