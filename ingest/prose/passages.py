"""What things say: each paragraph is a passage about the initiative, field, pillar or plan above it."""

from __future__ import annotations

from collections import Counter

from keikaku.ingest.facts.initiatives import initiative_keys, key_of_heading, plan_of
from keikaku.ingest.facts.posts import post_lines
from keikaku.ingest.figures.resources import resource_lines
from keikaku.ingest.figures.targets import target_paragraphs
from keikaku.ingest.page.paragraphs import Paragraph
from keikaku.ingest.reading import Reading
from keikaku.ontology.model.facts import Fact, Key, Passage, PassageKind
from keikaku.ontology.model.names import digest, key


def about(reading: Reading, index: int, initiatives: dict[int, Key]) -> Key:
    """What the text of a block describes: the nearest initiative, field or pillar above it, else the plan."""
    nearest = reading.outline.nearest(index, "initiative", "field", "pillar")
    if nearest is None:
        return plan_of(reading)
    return initiatives[nearest] if nearest in initiatives else key_of_heading(reading, nearest)


def make_passages(reading: Reading) -> tuple[Fact, ...]:
    """The paragraphs as passages, without those that are targets or numbers.

    Words that stand twice under one heading are two passages.
    """
    initiatives = initiative_keys(reading)
    seen: Counter[str] = Counter()
    passages: list[Passage] = []
    facts = {place for places in target_paragraphs(reading).values() for place in places}
    told = post_lines(reading) | {line.number for line, _ in resource_lines(reading)}
    for order, paragraph in enumerate(reading.paragraphs, start=1):
        if order - 1 in facts or told.issuperset(line.number for line in paragraph.lines):
            continue
        heading = reading.outline.path(paragraph.index)
        mark = digest(*heading, paragraph.text)
        seen[mark] += 1
        again = str(seen[mark]) if seen[mark] > 1 else ""
        passages.append(
            Passage(
                key=key(reading.city, "passage", reading.file, mark, again),
                document=reading.document,
                about=about(reading, paragraph.index, initiatives),
                text=paragraph.text,
                heading=heading,
                line_starts=paragraph.line_starts,
                page=paragraph.lines[0].page,
                order=order,
                kind=kind_of_passage(reading, paragraph),
            )
        )
    return tuple(passages)


def kind_of_passage(reading: Reading, paragraph: Paragraph) -> PassageKind:
    """A paragraph of a document with headings is prose; in one without any it is left over."""
    understood = bool(reading.outline.parents(paragraph.index)) or any(reading.outline.roles)
    return PassageKind.PROSE if understood else PassageKind.LEFTOVER
