"""Every cell of a table beside the known ones: what its head says of the initiative in its row."""

from __future__ import annotations

from keikaku.ingest.cell_figures import figure_of
from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.model import Kept
from keikaku.ingest.initiatives import keyed_drafts
from keikaku.ingest.reading import Reading
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
    return tuple(facts.values())


def _attribute(reading: Reading, subject: Key, kept: Kept, order: int) -> Attribute:
    name = " ".join(" ".join(head.split()) for head in kept.path)[:HEAD_AT_MOST]
    text = join_lines(kept.text.split(CELL_BREAK))
    amount = figure_of(text, kept.unit) if kind_of(text) == "number" else None
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
