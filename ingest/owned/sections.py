"""Which initiative each block belongs to, and everything that its section tells of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from keikaku.ingest.grid.words import is_label
from keikaku.ingest.owned.cells import told_in_cells
from keikaku.ingest.owned.lines import told_in_lines
from keikaku.ingest.owned.told import Told
from keikaku.ingest.page.drafts import SHEET, Draft
from keikaku.ingest.page.forms import forms_of
from keikaku.ingest.page.roles import Outline
from keikaku.ingest.page.scene import Scene
from keikaku.ontology.japanese.text import fold

AGAIN = 2


def owners_of(outline: Outline, drafts: Sequence[Draft], scene: Scene) -> dict[int, int]:
    """The draft that a block belongs to, by block: the initiative above it, or that of its form."""
    titles = {draft.block: place for place, draft in enumerate(drafts) if draft.record is None}
    cards = {draft.block: place for place, draft in enumerate(drafts) if draft.record is not None}
    forms, sections = forms_of(outline.blocks), _sections(outline)
    found: dict[int, int] = {}
    for index in range(len(outline.blocks)):
        above = outline.nearest(index, "initiative")
        above = sections.get(index) if above is None else above
        if above in titles:
            found[index] = titles[above]
        elif (card := forms.get(index)) in cards and _is_one_sheet(outline, scene, index, card):
            found[index] = cards[card]
    return found


def _sections(outline: Outline) -> dict[int, int]:
    """The initiative whose section goes on below headings that only say what stands there (進め方, 効果)."""
    below: dict[str, set[int]] = defaultdict(set)
    last = -1
    for index, role in enumerate(outline.roles):
        last = index if role == "initiative" else last
        if role == "heading" and last >= 0:
            below[fold(outline.blocks[index].text)].add(last)
    aspects = {words for words, above in below.items() if len(above) >= AGAIN}
    found: dict[int, int] = {}
    opened: int | None = None
    for index, role in enumerate(outline.roles):
        if role == "initiative":
            opened = index
        elif role and not (role == "heading" and _is_aspect(outline.blocks[index].text, aspects)):
            opened = None
        elif opened is not None:
            found[index] = opened
    return found


def _is_aspect(text: str, aspects: set[str]) -> bool:
    return fold(text) in aspects or is_label(text)


def _is_one_sheet(outline: Outline, scene: Scene, first: int, second: int) -> bool:
    """Whether two blocks stand in one sheet of a workbook."""
    one, other = (outline.blocks[index].lines[0].number for index in sorted((first, second)))
    return not any(one < part.start <= other for part in scene.parts if SHEET.match(part.name))


def told_of(
    outline: Outline, owners: Mapping[int, int], scene: Scene, taken: frozenset[int]
) -> tuple[Told, ...]:
    """What the sections tell, in the order of the document."""
    by_line = {line.number: owner for index, owner in owners.items() for line in outline.blocks[index].lines}
    found = [*told_in_lines(scene, outline.blocks, owners, taken), *told_in_cells(scene, by_line)]
    return tuple(sorted(found, key=lambda one: one.kept.lines[0].number))
