"""Dates in the prose of something, each with its whole sentence."""

from __future__ import annotations

from keikaku.ingest.facts.initiatives import initiative_keys
from keikaku.ingest.page.paragraphs import Paragraph
from keikaku.ingest.prose.passages import about
from keikaku.ingest.reading import Reading
from keikaku.ontology.japanese.times import Time, find_times
from keikaku.ontology.model.facts import Fact, Key, Occurrence, Problem
from keikaku.ontology.model.names import digest, key

DATES_AT_MOST = 20  # of one sentence; more is a table that was read as prose


def make_occurrences(reading: Reading) -> tuple[Fact, ...]:
    """One for each date in a sentence about an initiative, a field, a pillar or the plan."""
    initiatives = initiative_keys(reading)
    facts: dict[Key, Occurrence] = {}
    for paragraph in reading.paragraphs:
        subject = about(reading, paragraph.index, initiatives)
        for first, last in paragraph.sentences():
            for time in find_times(paragraph.text[first:last], era=reading.era)[:DATES_AT_MOST]:
                found = _occurrence(
                    reading, paragraph, (first, last), time=time, subject=subject, order=len(facts) + 1
                )
                facts.setdefault(found.key, found)
    return tuple(facts.values())


def _occurrence(  # noqa: PLR0913 - what ties a date to its subject
    reading: Reading, paragraph: Paragraph, span: tuple[int, int], *, time: Time, subject: Key, order: int
) -> Occurrence:
    sentence = paragraph.text[span[0] : span[1]].strip()
    return Occurrence(
        key=key(reading.city, "occurrence", digest(subject, sentence, time.text, str(time.start))),
        subject=subject,
        text=sentence,
        date_text=time.text.strip(),
        start=time.first,
        end=time.last,
        fiscal_year=time.fiscal_year,
        order=order,
        evidence=(reading.sentence_evidence(paragraph, span[0] + time.start, span[0] + time.end, "text"),),
    )


def find_contradictions(reading: Reading) -> tuple[Problem, ...]:
    """Dates whose two notations disagree, or that never were; a person has to look."""
    return tuple(
        Problem(
            file=reading.file,
            line=paragraph.line_at(time.start),
            message=_contradiction(reading.file, paragraph.line_at(time.start), time.text.strip()),
        )
        for paragraph in reading.paragraphs
        for time in find_times(paragraph.text, era=reading.era)
        if time.conflict
    )


def _contradiction(file: str, line: int, words: str) -> str:
    return f"{file} {line}行目: 「{words}」は年の表記が食い違っています。原本を確かめてください。"
