"""目標指標: one target a bullet or sentence under a target heading, behind its word, or in a cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from keikaku.ingest.facts.initiatives import initiative_keys, keyed_drafts
from keikaku.ingest.figures.numbers import make_indicator, make_observation
from keikaku.ingest.grid.model import Record
from keikaku.ingest.page.arrows import find_change
from keikaku.ingest.page.paragraphs import Paragraph
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.cell_figures import figure_of
from keikaku.ontology.japanese.figures import find_figures
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import find_times, fiscal_year_meant
from keikaku.ontology.model.facts import Evidence, Fact, Figure, Key, ObservationKind, Target
from keikaku.ontology.model.names import digest, key

ITEM_MARK = re.compile(r"^(?:[-*+・･●○◯◎■□◆◇•‣➢→⇒※]\s{0,3}|\(\d{1,2}\)\s{0,3}|[①-⑳]\s{0,3}){1,3}")


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a target, what it is a target of, and where the words stand.

    `figures` are those that the words tell by their table alone: a bare number in the unit of its column.
    """

    text: str
    subject: Key
    evidence: Evidence
    fiscal_year: int | None = None
    figures: tuple[Figure, ...] = ()


def make_targets(reading: Reading) -> tuple[Fact, ...]:
    """The targets in the order of the document."""
    facts: dict[Key, Target] = {}
    changes: list[Fact] = []
    for found in (*_under_headings(reading), *_in_rows(reading), *_in_sections(reading)):
        target = make_target(reading, found, len(facts) + 1)
        facts.setdefault(target.key, target)
        changes += _change(reading, found)
    return (*facts.values(), *changes)


def _change(reading: Reading, found: Found) -> Iterator[Fact]:
    """The two figures of a target that is told as a change: the one that is, and the one that is aimed at."""
    change = find_change(found.text, reading.era)
    if change is None:
        return
    indicator = make_indicator(
        reading, change.name, replace(found.evidence, aspect="label"), subject=found.subject
    )
    yield indicator
    for figure, year, kind in (
        (change.before, change.year_before, ObservationKind.ACTUAL),
        (change.after, change.year_after, ObservationKind.TARGET),
    ):
        yield make_observation(
            reading,
            indicator.key,
            found.subject,
            figure,
            plan=reading.own.key if reading.own else None,
            fiscal_year=year,
            kind=kind,
            evidence=(replace(found.evidence, aspect="value"),),
        )


def make_target(reading: Reading, found: Found, order: int) -> Target:
    """A target with the figures that its words name; of a change, the one that it leads to."""
    change = find_change(found.text, reading.era)
    figures = (change.after,) if change else tuple(f.figure for f in find_figures(found.text))
    year = change.year_after if change else _year_in(reading, found.text)
    return Target(
        key=key(reading.city, "target", digest(found.subject, found.text)),
        text=found.text,
        subject=found.subject,
        figures=figures or found.figures,
        fiscal_year=found.fiscal_year or year or reading.fiscal_year,
        order=order,
        evidence=(found.evidence,),
    )


def _year_in(reading: Reading, text: str) -> int | None:
    """The fiscal year that the words of a target name, if they name one; 平成14年度比 only compares."""
    times = (time for time in find_times(text, era=reading.era) if time.kind in ("fiscal_year", "year"))
    years = {fiscal_year_meant(time) for time in times if not COMPARED.match(text[time.end :])}
    return years.pop() if len(years) == 1 else None


COMPARED = re.compile(r"[（(]?(?:度|末)*(?:[のにとを]?(?:比|対|基準|実績|現状)|から|より|以降|現在|時点)")
"""What makes of a year the one that a target sets out from."""


def target_paragraphs(reading: Reading) -> dict[int, tuple[int, ...]]:
    """The places of the paragraphs that are targets, by the block of the target heading above them."""
    return {
        index: tuple(_paragraphs_below(reading, index, only_items=bool(block.text)))
        for index, block in enumerate(reading.outline.blocks)
        if block.role == "targets" and reading.outline.nearest(index, "initiative") is not None
    }


def _paragraphs_below(reading: Reading, index: int, *, only_items: bool) -> Iterator[int]:
    """The paragraphs right under a target heading: items, or where the first is none, running text."""
    last = index
    role = "item" if only_items else ""
    first = bisect_right(reading.paragraphs, index, key=lambda paragraph: paragraph.index)
    for place, paragraph in enumerate(reading.paragraphs[first:], start=first):
        role = role or paragraph.role
        if paragraph.index != last + 1 or paragraph.role != role:
            return
        yield place
        last = paragraph.index + len(paragraph.lines) - 1


def _under_headings(reading: Reading) -> Iterator[Found]:
    keys = initiative_keys(reading)
    below = target_paragraphs(reading)
    told = {line.number for one in reading.told if one.is_target for line in one.kept.lines}
    for index, block in enumerate(reading.outline.blocks):
        subject = keys.get(reading.outline.nearest(index, "initiative") or -1)
        if block.role != "targets" or subject is None:
            continue
        if block.text and block.lines[0].number not in told:
            yield Found(_bare(block.text), subject, reading.evidence(block.lines, "text"))
        for place in below.get(index, ()):
            yield from _of_paragraph(reading, reading.paragraphs[place], subject)


def _of_paragraph(reading: Reading, paragraph: Paragraph, subject: Key) -> Iterator[Found]:
    """An item is one target; running text is one a sentence."""
    if paragraph.role == "item":
        yield Found(_item_text(reading, paragraph), subject, reading.evidence(paragraph.lines, "text"))
        return
    for first, last in paragraph.sentences():
        evidence = reading.sentence_evidence(paragraph, first, last, "text")
        yield Found(paragraph.text[first:last].strip(), subject, evidence)


def _item_text(reading: Reading, paragraph: Paragraph) -> str:
    """The words of an item without its number or mark."""
    marker = reading.outline.blocks[paragraph.index].marker
    before = paragraph.lines[0].original(0, marker.start) if marker else ""
    return _bare(paragraph.text.removeprefix(before))


def _bare(text: str) -> str:
    """The words without the marks of a list before them."""
    return ITEM_MARK.sub("", text.strip(), count=1).strip()


def _in_rows(reading: Reading) -> Iterator[Found]:
    """The targets in the target columns of a table, on a card, or behind 目標指標： in a cell."""
    for draft, subject in keyed_drafts(reading):
        if draft.record is None:
            continue
        evidence = reading.evidence(draft.record.lines, "text")
        for text in draft.record.targets:
            bare = _bare(text)
            figure = figure_of(bare)
            figures = (figure,) if figure and figure.unit else ()
            yield Found(bare, subject, evidence, _year_of(reading, draft.record), figures)


def _in_sections(reading: Reading) -> Iterator[Found]:
    """The targets that a label, a cell or a change in the section of an initiative tells."""
    subjects = [of for _, of in keyed_drafts(reading)]
    for told in reading.told:
        if told.is_target:
            kept = told.kept
            figure = figure_of(kept.text, kept.unit)
            evidence = reading.evidence(kept.lines, "text")
            figures = (figure,) if figure and figure.unit else ()
            yield Found(kept.text, subjects[told.owner], evidence, kept.year, figures)


def _year_of(reading: Reading, record: Record) -> int | None:
    """The fiscal year that the year column of a row ends with."""
    times = find_times(normalise(record.year).text, era=reading.era)
    return times[-1].fiscal_year if times else None
