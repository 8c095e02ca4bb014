"""Every cell of a table beside the known ones: what its head says of the initiative in its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from keikaku.ingest.facts.initiatives import keyed_drafts
from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.model import Kept
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.cell_figures import figure_of, is_figure, lone_figure
from keikaku.ingest.source import CELL_BREAK
from keikaku.ontology.japanese.text import join_lines
from keikaku.ontology.model.facts import Attribute, Fact, Key
from keikaku.ontology.model.names import digest, key

HEAD_AT_MOST = 120  # characters


def make_attributes(reading: Reading) -> tuple[Fact, ...]:
    """The cells that the records of tables keep, in the order of their rows."""
    facts: dict[Key, Attribute] = {}
    for draft, subject in keyed_drafts(reading):
        kept_of_row = draft.record.kept if draft.record else draft.kept
        for order, kept in enumerate(kept_of_row, start=1):
            found = _attribute(reading, subject, kept, order)
            facts.setdefault(found.key, found)
    return (*facts.values(), *_of_sections(reading, facts))


def _of_sections(reading: Reading, known: Mapping[Key, Attribute]) -> Iterator[Attribute]:
    """What labels and cells in the section of an initiative tell of it."""
    subjects = [of for _, of in keyed_drafts(reading)]
    orders: Counter[Key] = Counter(fact.subject for fact in known.values())
    seen = set(known)
    for told in reading.told:
        subject = subjects[told.owner]
        found = _attribute(reading, subject, told.kept, orders[subject] + 1)
        if told.is_target or found.key in seen:
            continue
        orders[subject] += 1
        seen.add(found.key)
        yield found


def _attribute(reading: Reading, subject: Key, kept: Kept, order: int) -> Attribute:
    name = " ".join(" ".join(head.split()) for head in kept.path)[:HEAD_AT_MOST]
    text = join_lines(kept.text.split(CELL_BREAK))
    amount = figure_of(text, kept.unit) if kind_of(text) == "number" or is_figure(text) else lone_figure(text)
    return Attribute(
        key=key(reading.city, "attribute", digest(subject, name, text)),
        subject=subject,
        name=name,
        text=text,
        value=amount.value if amount else None,
        unit=amount.unit if amount else "",
        fiscal_year=kept.year,
        order=order,
        evidence=(reading.evidence(kept.lines, "text"),),
    )
