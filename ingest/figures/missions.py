"""使命: what a department says it is for, in its policy or on a page of news."""

from __future__ import annotations

import re

from keikaku.ingest.facts.organisations import department_key, make_department
from keikaku.ingest.figures.targets import ITEM_MARK
from keikaku.ingest.page.paragraphs import Paragraph
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.units import looks_like_unit
from keikaku.ontology.model.facts import Fact, Mission
from keikaku.ontology.model.names import digest, key

HEADLINE_AT_MOST = 60  # characters


def department_above(reading: Reading, paragraph: Paragraph) -> str:
    """The department whose marked heading stands above a paragraph; "" where none does."""
    outline = reading.outline
    for index in reversed(outline.parents(paragraph.index)):
        block = outline.blocks[index]
        if is_department_heading(reading, index):
            return "".join(block.text.split())
    return ""


def is_department_heading(reading: Reading, index: int) -> bool:
    """Whether a block is a heading that names a department."""
    block = reading.outline.blocks[index]
    if (
        not reading.layout.department_headings
        or block.role != "heading"
        or not block.kind.startswith("mark:")
    ):
        return False
    return looks_like_unit("".join(block.text.split()))


def mission_paragraphs(reading: Reading) -> dict[int, str]:
    """The paragraphs that are missions, by their place, with the department whose they are."""
    found: dict[int, str] = {}
    for place, paragraph in enumerate(reading.paragraphs):
        department = department_above(reading, paragraph)
        if department:
            found[place] = department
        elif (
            reading.home_department
            and _is_marked_mission(reading, paragraph)
            and not _is_below(reading, paragraph)
        ):
            found[place] = reading.home_department
    return found


def _is_below(reading: Reading, paragraph: Paragraph) -> bool:
    """Whether a paragraph stands under an initiative, whose targets may be items too."""
    return reading.outline.nearest(paragraph.index, "initiative") is not None


def _is_marked_mission(reading: Reading, paragraph: Paragraph) -> bool:
    """An item of the mission's marks under a heading with a mission's word."""
    marker = reading.outline.blocks[paragraph.index].marker
    path = reading.outline.path(paragraph.index)
    under = any(word in heading for heading in path for word in reading.layout.mission_words)
    return under and bool(marker and marker.kind.removeprefix("mark:") in reading.layout.mission_marks)


def make_missions(reading: Reading) -> tuple[Fact, ...]:
    """The missions with the nodes of the departments that a heading names."""
    facts: list[Fact] = [
        make_department(reading, "".join(block.text.split()), reading.evidence(block.lines))
        for index, block in enumerate(reading.outline.blocks)
        if is_department_heading(reading, index)
    ]
    for order, (place, department) in enumerate(mission_paragraphs(reading).items(), start=1):
        paragraph = reading.paragraphs[place]
        text = ITEM_MARK.sub("", paragraph.text).strip()
        facts.append(
            Mission(
                key=key(reading.city, "mission", str(reading.fiscal_year or ""), department, digest(text)),
                text=text,
                organisation=department_key(reading.city, department),
                fiscal_year=reading.fiscal_year,
                headline=_is_headline(paragraph),
                plan=reading.own.key if reading.own else None,
                order=order,
                evidence=(reading.evidence(paragraph.lines, "text"),),
            )
        )
    return tuple(facts)


def _is_headline(paragraph: Paragraph) -> bool:
    """The line in large type above the others: short, unmarked, no sentence."""
    short = paragraph.role == "prose" and len(paragraph.text) <= HEADLINE_AT_MOST
    return short and not re.search(r"[。…]$|^「", paragraph.text)
