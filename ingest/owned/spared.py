"""The titles of an outline that list something else are none: they stay headings, and their text is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from keikaku.ingest.grid.judged.others import lists_others
from keikaku.ingest.page.drafts import Draft
from keikaku.ingest.page.roles import Outline
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.plans.names import OwnPlan, canonical
from keikaku.ontology.japanese.times import find_times

HEAD_AT_MOST = 30  # characters of a line that may head a list
LINES_AT_MOST = 6


def without_others(
    outline: Outline, drafts: Sequence[Draft], scene: Scene
) -> tuple[Outline, tuple[Draft, ...]]:
    """The outline and its initiatives without the groups of titles that are people, terms or contacts."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for draft in drafts:
        if draft.record is None:
            block = outline.blocks[draft.block]
            groups[*outline.parents(draft.block), block.kind].append(draft.block)
    gone = {member for group in groups.values() if _lists(outline, scene, group) for member in group}
    return _without(outline, drafts, gone)


def without_own_title(
    outline: Outline, drafts: Sequence[Draft], own: OwnPlan | None, city: str
) -> tuple[Outline, tuple[Draft, ...]]:
    """The outline and its initiatives without the name of the plan that the document is."""
    named = [one for one in drafts if own and names_only(one.label, own, city)]
    rows = {id(one) for one in named if one.record is not None}
    outline, kept = _without(outline, drafts, {one.block for one in named if one.record is None})
    return outline, tuple(one for one in kept if id(one) not in rows)


def names_only(label: str, own: OwnPlan, city: str) -> bool:
    """Whether words are the name of a plan, with nothing beside it but its time, the city and brackets."""
    rest = canonical(label, city)
    if own.name not in rest:
        return False
    rest = rest.replace(own.name, " ", 1)
    for time in find_times(rest):
        rest = rest.replace(time.text, " ")
    return not any(one.isalnum() for one in rest)


def _without(
    outline: Outline, drafts: Sequence[Draft], gone: Collection[int]
) -> tuple[Outline, tuple[Draft, ...]]:
    """The outline and its initiatives without some blocks, which stay headings."""
    if not gone:
        return outline, tuple(drafts)
    roles = tuple("heading" if at in gone else role for at, role in enumerate(outline.roles))
    return replace(outline, roles=roles), tuple(one for one in drafts if one.block not in gone)


def _lists(outline: Outline, scene: Scene, group: Sequence[int]) -> bool:
    names = [outline.blocks[member].lines[0].text for member in group]
    sections = [list(_section(outline, member)) for member in group]
    return lists_others(names, sections, _above(outline, scene, group[0]))


def _section(outline: Outline, member: int) -> Iterator[str]:
    """The lines right below a title, down to the next heading."""
    for index in range(member + 1, min(member + 1 + LINES_AT_MOST, len(outline.blocks))):
        if outline.roles[index]:
            return
        yield from (line.text.strip() for line in outline.blocks[index].lines)


def _above(outline: Outline, scene: Scene, first: int) -> Iterator[str]:
    """The headings above a group, a short line right above it, and the title of the document."""
    yield from outline.path(first)
    place = scene.places[outline.blocks[first].lines[0].number]
    if (
        place
        and len(scene.lines[place - 1].plain) <= HEAD_AT_MOST
        and not scene.lines[place - 1].ends_sentence
    ):
        yield scene.lines[place - 1].plain
    yield scene.lines[0].plain
