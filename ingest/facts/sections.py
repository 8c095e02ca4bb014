"""Whose the figures of a table are: the initiative, field or pillar that is open, or what a row names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from keikaku.ingest.facts.initiatives import initiative_keys, key_of_heading, keyed_drafts
from keikaku.ingest.plans.names import canonical
from keikaku.ingest.reading import Reading
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import Key

OWNERS = ("initiative", "field", "pillar")
NO_OWNER = re.compile(
    r"^(?:表|図|図表|別表|グラフ|資料|参考)\s?[0-9０-９]|(?:指標|目標値?|実績|推移|一覧|見通し|状況|内訳)$"
)
"""Headings that say what a table shows, and are nothing that is counted."""


@dataclass(frozen=True, slots=True)
class Section:
    """What is open around a table: a thing of the plan (`key`), or a heading that is none.

    `known` are the initiatives of the document by their folded names, and `shared` the folded names of rows
    that stand under several headings.
    """

    key: Key | None = None
    heading: str = ""
    name: str = ""
    known: Mapping[str, Key] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()

    def under(self, owner: str) -> Section:
        """The section of a row that names whose its figures are: an initiative of the document, or not."""
        if not owner:
            return self
        known = self.known.get(fold(owner))
        if known:
            return replace(self, key=known, name=owner)
        return replace(self, key=None, name=owner) if self.key is None else self


def section_of(reading: Reading, index: int, shared: frozenset[str] = frozenset()) -> Section:
    """The section that is open at a block."""
    known = {fold(draft.label): of for draft, of in keyed_drafts(reading)}
    heading = _heading(reading, index)
    open_above = (i for i in reversed(reading.outline.parents(index)) if reading.outline.roles[i] in OWNERS)
    above = next((i for i in open_above if _is_within(reading, i, index)), None)
    if above is None and index in reading.owners:
        draft, of = keyed_drafts(reading)[reading.owners[index]]
        return Section(of, heading, draft.label, known, shared)
    if above is None:
        return Section(None, heading, heading, known, shared)
    if reading.outline.roles[above] == "initiative":
        return Section(initiative_keys(reading)[above], heading, heading, known, shared)
    return Section(key_of_heading(reading, above), heading, heading, known, shared)


def _is_within(reading: Reading, above: int, index: int) -> bool:
    """Whether a table stands under a thing of the plan: no wider gap parts it from that than its title's own.

    A heading between them holds it there whatever the gap; what bears the plan's own name is the whole plan.
    """
    name = canonical(reading.outline.blocks[above].text, reading.city)
    if reading.own and reading.own.name in name:
        return False
    table = reading.outline.blocks[index].table
    if reading.outline.parents(index)[-1] != above or table is None:
        return True
    title, first = reading.outline.blocks[above].lines[0], table.lines[0]
    places = reading.scene.places
    between = reading.scene.lines[places[title.number] + 1 : places[first.number] + 1]
    return first.hint.row or title.number == 1 or all(line.gap <= title.gap for line in between)


def _heading(reading: Reading, index: int) -> str:
    """The words of the nearest heading that names something."""
    labels = reading.layout.labels
    words = (words for words in reversed(reading.outline.path(index)))
    return next((w for w in words if w not in labels and not NO_OWNER.search(w)), "")
