"""Which headings are pillars, fields and initiatives: by the words of the layout and by what hangs where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from keikaku.ingest.page.block import Block
from keikaku.ingest.page.forms import forms_of
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.stack import Stack

ALIKE_AT_LEAST = 2  # initiatives that show how the others begin


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a document, what stands above each, and which of them are pillar, field or initiative."""

    blocks: tuple[Block, ...]
    stacks: tuple[Stack, ...]
    roles: tuple[str, ...]

    def parents(self, index: int) -> tuple[int, ...]:
        """The headings above a block, outermost first."""
        return tuple(entry.index for entry in self.stacks[index])

    def nearest(self, index: int, *roles: str) -> int | None:
        """The nearest heading above a block that has one of the roles."""
        return next((i for i in reversed(self.parents(index)) if self.roles[i] in roles), None)

    def path(self, index: int) -> tuple[str, ...]:
        """The words of the headings above a block."""
        return tuple(self.blocks[i].text for i in self.parents(index))


def assign_roles(blocks: tuple[Block, ...], stacks: tuple[Stack, ...], layout: Layout) -> Outline:
    """Say of each heading what it is."""
    plain = Outline(blocks, stacks, ("",) * len(blocks))
    labels = {i for i, block in enumerate(blocks) if block.text in layout.labels}
    initiatives = _completed(plain, _initiatives(plain, layout, labels)) - labels
    tables = {i for i, block in enumerate(blocks) if block.table and block.table.kind == "initiatives"}
    initiatives -= _above_tables(plain, tables)
    inner = set(forms_of(blocks))
    pillars = _pillars(plain, layout, initiatives | tables) - inner
    fields = _fields(plain, initiatives | tables, pillars) - labels - inner
    roles = tuple(_role(i, blocks[i], initiatives, pillars, fields) for i in range(len(blocks)))
    return Outline(blocks, stacks, roles)


def _above_tables(outline: Outline, tables: set[int]) -> set[int]:
    """The headings whose initiatives are rows of tables, and that have no units of their own."""
    above = {parent for table in tables for parent in outline.parents(table)}
    owning = {
        parent for i, b in enumerate(outline.blocks) if b.role == "units" for parent in outline.parents(i)
    }
    return {i for i in above - owning if not outline.blocks[i].units}


def with_leaves(
    blocks: tuple[Block, ...], stacks: tuple[Stack, ...], layout: Layout, leaves: set[int]
) -> Outline:
    """Say of each heading what it is where the initiatives are known already."""
    plain = Outline(blocks, stacks, ("",) * len(blocks))
    tables = {i for i, block in enumerate(blocks) if block.table and block.table.kind == "initiatives"}
    inner = set(forms_of(blocks))
    pillars = _pillars(plain, layout, leaves | tables) - inner
    labels = {i for i, block in enumerate(blocks) if block.text in layout.labels}
    fields = _fields(plain, leaves | tables, pillars) - labels - inner
    roles = tuple(_role(i, blocks[i], leaves, pillars, fields) for i in range(len(blocks)))
    return Outline(blocks, stacks, roles)


def _role(index: int, block: Block, initiatives: set[int], pillars: set[int], fields: set[int]) -> str:
    for role, members in (("initiative", initiatives), ("pillar", pillars), ("field", fields)):
        if index in members:
            return role
    return "heading" if block.role in ("heading", "title") else ""


def _initiatives(outline: Outline, layout: Layout, labels: set[int]) -> set[int]:
    """Titles with units, titles that a line with units follows, and headings whose word or marker says so.

    What only labels what is below it (担当, スケジュール, 主要事業) is passed over.
    """
    found = {i for i, block in enumerate(outline.blocks) if block.role == "title"}
    found |= {
        named[-1]
        for i, b in enumerate(outline.blocks)
        if b.role == "units" and (named := [parent for parent in outline.parents(i) if parent not in labels])
    }
    if "word" in layout.initiative_by:
        found |= _by_word(outline, layout)
    if "marker" in layout.initiative_by:
        found |= {i for i, b in enumerate(outline.blocks) if _is_marked(outline, i, b, layout)}
    above = {parent for i in found for parent in outline.parents(i)}
    return found - above


def _by_word(outline: Outline, layout: Layout) -> set[int]:
    """Headings numbered with a word for initiatives, if none of them or no other has units."""
    words = {f"word:{word}" for word in layout.initiative_words}
    return {i for i, b in enumerate(outline.blocks) if b.role == "heading" and b.kind in words}


def _is_marked(outline: Outline, index: int, block: Block, layout: Layout) -> bool:
    kinds = {outline.blocks[parent].kind for parent in outline.parents(index)}
    return (
        block.role == "heading" and block.kind == layout.initiative_marker and layout.pillar_marker in kinds
    )


def _completed(outline: Outline, found: set[int]) -> set[int]:
    """Add the headings that begin like most initiatives and stand beside them; their units are not told."""
    shapes = Counter(_shape(outline, i) for i in found)
    common = {
        shape
        for shape, count in shapes.items()
        if count >= ALIKE_AT_LEAST and shape[0] not in ("title", "bare")
    }
    above = {parent for i in found for parent in outline.parents(i)}
    beside = {outline.parents(i) for i in found}
    return found | {
        i
        for i, block in enumerate(outline.blocks)
        if block.role == "heading"
        and i not in above
        and _shape(outline, i) in common
        and outline.parents(i) in beside
    }


def _shape(outline: Outline, index: int) -> tuple[str, ...]:
    """How a heading begins, and how those above it do."""
    return (outline.blocks[index].kind, *(outline.blocks[parent].kind for parent in outline.parents(index)))


def _pillars(outline: Outline, layout: Layout, leaves: set[int]) -> set[int]:
    """The headings that a pillar's word numbers; else the outermost level at which the initiatives part."""
    kinds = [f"word:{word}" for word in layout.pillar_words]
    used = [b.kind for b in outline.blocks if b.role in ("heading", "title")]
    chains = [outline.parents(i) for i in sorted(leaves)]
    outermost = next(
        (outline.blocks[i].kind for chain in chains for i in chain if outline.blocks[i].kind in kinds), None
    )
    kind = outermost or next((k for k in used if k in kinds), None) or layout.pillar_marker
    if kind:
        return {
            i
            for i, b in enumerate(outline.blocks)
            if b.role == "heading" and b.kind == kind and _is_top(outline, i)
        } - leaves
    return _parting(chains)


def _is_top(outline: Outline, index: int) -> bool:
    """Whether no heading of the same kind stands above: a list of pillars inside a pillar is no pillar."""
    return all(outline.blocks[parent].kind != outline.blocks[index].kind for parent in outline.parents(index))


def _parting(chains: list[tuple[int, ...]]) -> set[int]:
    """The outermost level at which the chains differ."""
    for level in range(max(map(len, chains), default=0)):
        members = {chain[level] for chain in chains if len(chain) > level}
        if len(members) > 1:
            return members
    return set()


def _fields(outline: Outline, leaves: set[int], pillars: set[int]) -> set[int]:
    """What stands between a pillar and its initiatives; where there are none, what stands under a pillar."""
    between = {
        parent
        for i in leaves
        for place, parent in enumerate(outline.parents(i))
        if pillars & set(outline.parents(i)[:place])
    }
    if leaves:
        return between - pillars - leaves
    return {
        i
        for i, block in enumerate(outline.blocks)
        if block.role == "heading" and outline.parents(i) and outline.parents(i)[-1] in pillars
    }
