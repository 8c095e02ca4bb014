"""Which of the two outlines of a document holds: that of a known layout, or that of what repeats in it.

The layouts know more of the documents that they were made for; where they find fewer initiatives than the
document shows by its own repetition, or make names of labels, its own outline holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from keikaku.ingest.outline.induced import Induced
from keikaku.ingest.outline.leaves import mostly_figures
from keikaku.ingest.outline.own_words import own_words
from keikaku.ingest.page.drafts import Draft, make_drafts
from keikaku.ingest.page.roles import Outline
from keikaku.ingest.page.scene import Scene
from keikaku.ontology.japanese.text import normalise

WITHOUT = 0.4
"""What an initiative without units counts beside one that has some."""
KNOWN_WAYS = "named"


def chosen(
    scene: Scene, outline: Outline, drafts: tuple[Draft, ...], induced: Induced
) -> tuple[Outline, tuple[Draft, ...]]:
    """The outline that holds with its initiatives."""
    if not is_better(scene, outline, drafts, induced):
        return outline, drafts
    made = make_drafts(induced.outline, scene)
    return induced.outline, tuple(replace(one, kept=induced.kept.get(one.block, ())) for one in made)


def is_better(scene: Scene, outline: Outline, drafts: Sequence[Draft], induced: Induced) -> bool:
    """Whether what repeats shows more initiatives, those without units counted less."""
    if induced.is_taught:
        return True
    if not induced.leaves or scene.layout.own_plan != KNOWN_WAYS or any(draft.record for draft in drafts):
        return False
    held, owned = _held(induced.outline), _owned(induced.outline)
    values = _values(outline, drafts, induced)
    marked = _marked(scene)
    right = [
        one
        for one in drafts
        if one.block not in values
        and not _is_wrong(outline, one, induced, owned, held)
        and not marked(normalise(one.label).text)
    ]
    lost = {outline.blocks[one.block].lines[0].number for one in right if one.units} - held
    if lost:
        return False
    with_units = sum(bool(one.units) for one in right)
    before, after = _score(len(right), with_units), _score(induced.leaves, induced.with_units)
    return after > before or (after == before and "pillar" not in outline.roles and _parts(scene, induced))


def _marked(scene: Scene) -> Callable[[str], object]:
    """Tells of a name whether it has a word of this document's own with its number in it: 挑戦2 川を守る."""
    words = [word for word in own_words(scene.lines) if word not in scene.layout.words]
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s?\d").search if words else lambda _: None


def _parts(scene: Scene, induced: Induced) -> bool:
    """Whether a word of this document's own numbers what the initiatives stand in: 挑戦1 above 施策1."""
    words = set(own_words(scene.lines)) - set(scene.layout.words)
    blocks = zip(induced.outline.blocks, induced.outline.roles, strict=True)
    return any(role == "pillar" and block.kind.removeprefix("word:") in words for block, role in blocks)


def _values(outline: Outline, drafts: Sequence[Draft], induced: Induced) -> set[int]:
    """The names, by their blocks, that are the last line above the units of an open initiative.

    Where most of such lines tell figures they are what its section says of it, and none is a name.
    """
    leaves = {
        line.number: index
        for index, role in enumerate(induced.outline.roles)
        if role == "initiative"
        for line in induced.outline.blocks[index].lines
    }
    owned = _owned(induced.outline)
    inside = {}
    for draft in drafts:
        lines = [line.number for line in outline.blocks[draft.block].lines]
        named = {*lines, *(line.number for line in draft.told)}
        if lines[0] not in leaves and owned & named:
            inside[draft.block] = outline.blocks[draft.block].text
    return set(inside) if mostly_figures(list(inside.values())) else set()


def _is_wrong(outline: Outline, draft: Draft, induced: Induced, owned: set[int], held: set[int]) -> bool:
    """Whether a name is that of a label, or its units are those of the section that lists it."""
    lines = [line.number for line in outline.blocks[draft.block].lines]
    if induced.labels.intersection(lines):
        return True
    named = {*lines[1:], *(line.number for line in draft.told)}
    return lines[0] in induced.listed - held and bool(owned & named)


def _owned(outline: Outline) -> set[int]:
    """The lines that name the units of an initiative by a label in its section."""
    return {
        line.number
        for index, block in enumerate(outline.blocks)
        if block.role == "units" and outline.nearest(index, "initiative") is not None
        for line in block.lines
    }


def _held(outline: Outline) -> set[int]:
    """The lines that are initiatives here, and headings all of whose initiatives have units."""
    leaves = [index for index, role in enumerate(outline.roles) if role == "initiative"]
    bare = {parent for leaf in leaves if not _has_units(outline, leaf) for parent in outline.parents(leaf)}
    above = {parent for leaf in leaves for parent in outline.parents(leaf)} - bare
    return {line.number for index in (*leaves, *above) for line in outline.blocks[index].lines}


def _has_units(outline: Outline, leaf: int) -> bool:
    below = (i for i in range(leaf + 1, len(outline.blocks)) if leaf in outline.parents(i))
    return bool(outline.blocks[leaf].units) or any(outline.blocks[i].role == "units" for i in below)


def _score(count: int, with_units: int) -> float:
    return with_units + WITHOUT * (count - with_units)
