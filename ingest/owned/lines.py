"""Labels with their values in the lines of a section, and lines that tell a change of a figure.

A label is a word of the lexicon, or what stands at the same place in the sections of several initiatives:
behind a mark, before a colon, in brackets, alone above its value. No word of a document is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.find import cells_of
from keikaku.ingest.grid.model import Kept
from keikaku.ingest.grid.words import bare, is_label
from keikaku.ingest.outline.nodes import ALONE, LABEL, concept_of, label_of
from keikaku.ingest.owned.told import AIMS, Told, names_label
from keikaku.ingest.page.arrows import counted, find_change
from keikaku.ingest.page.block import Block
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import MARKS
from keikaku.ontology.japanese.figures import find_figures
from keikaku.ontology.japanese.text import join_lines
from keikaku.ontology.japanese.times import find_times

AGAIN = 2
LINES_AT_MOST = 6
VALUE_AT_MOST = 160
"""Characters of a value below its label; what is longer is text under a heading."""
ITEM = re.compile(rf"^(?:[{MARKS}]|[-*+]\s)\s*")
FREE = ("prose", "item", "heading")
"""Roles of blocks that no other rule has made anything of."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A block of a section with the label that it begins with; `value` is empty where that stands alone."""

    index: int
    block: Block
    label: str = ""
    value: str = ""
    told: bool = False  # by a colon or brackets, which need no other of its kind

    @property
    def line(self) -> Line:
        """Its first line."""
        return self.block.lines[0]


def told_in_lines(
    scene: Scene, blocks: Sequence[Block], owners: Mapping[int, int], taken: frozenset[int]
) -> Iterator[Told]:
    """What the lines of the sections tell; `taken` are the numbers of lines that are told elsewhere."""
    sections: dict[int, list[Spot]] = defaultdict(list)
    for index, owner in owners.items():
        if not blocks[index].table:
            sections[owner].append(_spot(index, blocks[index], taken))
    labels = _labels(sections)
    for owner, spots in sections.items():
        yield from _of_section(scene, owner, spots, labels)


def _spot(index: int, block: Block, taken: frozenset[int]) -> Spot:
    """A block with the words that may label it."""
    line = block.lines[0]
    if block.role not in FREE or line.hint.row or line.number in taken:
        return Spot(index, block)
    if told := label_of(line):
        return Spot(index, block, told[0], told[2], told=True)
    match = LABEL.match(line.plain)
    if match and kind_of(match["label"]) in ("name", "unit"):
        is_marked = match.start("label") > 0
        is_wide = len(match["apart"]) > 1 or "\u3000" in line.text
        if is_marked or is_wide:
            return Spot(index, block, match["label"], line.original(match.start("value")), told=False)
    alone = ALONE.match(bare_of_brackets(line.plain))
    if alone and kind_of(alone["label"]) == "name":
        return Spot(index, block, alone["label"])
    return Spot(index, block)


def bare_of_brackets(plain: str) -> str:
    """A line without the brackets behind its words: 達成の目安（2か年）."""
    return re.sub(r"(?<=\S)\s?\([^()]{0,20}\)$", "", plain)


def _labels(sections: Mapping[int, Sequence[Spot]]) -> frozenset[str]:
    """The words that label here: those of the lexicon, and what the sections of several initiatives have."""
    where: dict[str, set[int]] = defaultdict(set)
    for owner, spots in sections.items():
        for spot in spots:
            if spot.label:
                where[_key(spot)].add(owner)
    found = {key for key, owners in where.items() if len(owners) >= AGAIN}
    known = {
        _key(spot)
        for spots in sections.values()
        for spot in spots
        if spot.label and (names_label(spot.label) if spot.value else is_label(spot.label))
    }
    return frozenset(found | known)


def _key(spot: Spot) -> str:
    """A label that stands alone is another one than that before a value."""
    return f"{bare(spot.label)}{'' if spot.value else ':'}"


def _of_section(scene: Scene, owner: int, spots: Sequence[Spot], labels: frozenset[str]) -> Iterator[Told]:
    place = 0
    while place < len(spots):
        spot = spots[place]
        is_label = bool(spot.label) and _key(spot) in labels
        more = _value_below(scene, spots, place, labels) if is_label or spot.block.role == "targets" else ()
        if spot.block.role == "targets":
            yield from _of_targets(owner, spot, more)
        elif is_label and (spot.value or more):
            yield from _of_label(owner, spot, more)
        elif spot.block.role in FREE and _tells_change(spot):
            yield Told(owner, Kept(("",), _bare(spot.line.text), spot.block.lines), is_target=True)
        place += 1 + len(more)


def _value_below(scene: Scene, spots: Sequence[Spot], place: int, labels: frozenset[str]) -> tuple[Spot, ...]:
    """The lines that a value goes on with, or that stand below a label alone."""
    first = spots[place]
    found: list[Spot] = []
    for spot in spots[place + 1 : place + 1 + LINES_AT_MOST]:
        is_next = spot.index == (found[-1] if found else first).index + 1
        if not is_next or spot.block.role not in FREE or (spot.label and _key(spot) in labels):
            break
        if len(cells_of(spot.line)) > 1:
            break
        if (found or first.value) and not (
            _goes_on(scene, found[-1] if found else first, spot) or _is_aimed(first, found, spot)
        ):
            break
        found.append(spot)
    if first.block.role == "targets":
        return tuple(found[:1]) if found and _completes(first.block.text, found[0]) else ()
    if first.value and find_figures(first.value) and not found:
        return ()
    if first.value and not found:
        below = spots[place + 1 : place + 2]
        is_aim = concept_of(first.label) in AIMS
        free = [s for s in below if s.index == first.index + 1 and s.block.role in FREE and not s.label]
        return tuple(free) if is_aim and free and _completes(first.value, free[0]) else ()
    return tuple(found) if sum(len(spot.line.plain) for spot in found) <= VALUE_AT_MOST else ()


def _is_aimed(first: Spot, found: Sequence[Spot], spot: Spot) -> bool:
    """Whether below a label of targets a line has the figures of the one above it."""
    return concept_of(first.label) in AIMS and bool(found) and _completes(found[-1].line.plain, spot)


def _completes(name: str, spot: Spot) -> bool:
    """Whether a line has the figures of what the line above it only names."""
    return not counted(name) and not spot.line.ends_sentence and bool(find_figures(spot.line.plain))


def _goes_on(scene: Scene, before: Spot, spot: Spot) -> bool:
    """Whether a line is the rest of the one above: that one was full, and no mark begins this one."""
    above = before.line
    return (
        spot.block.role == "prose"
        and not above.ends_sentence
        and not scene.stands_alone(scene.places[above.number])
    )


def _of_targets(owner: int, spot: Spot, more: Sequence[Spot]) -> Iterator[Told]:
    """A target whose figures stand on the line below its name."""
    if more and spot.block.text:
        yield Told(owner, Kept(("",), _joined(spot.block.text, more), _lines(spot, more)), is_target=True)


def _of_label(owner: int, spot: Spot, more: Sequence[Spot]) -> Iterator[Told]:
    concept = concept_of(spot.label)
    if concept == "RESPONSIBLE":
        return
    if concept in AIMS and not spot.value:
        yield from (Told(owner, kept, is_target=True) for kept in _each(spot.label, more))
        return
    text = _joined(spot.value, more) if concept in AIMS else _text(spot, more)
    lines = _lines(spot, more)
    if concept in AIMS:
        yield Told(owner, Kept((spot.label,), text, lines), is_target=True)
    elif find_change(f"{spot.label} {text}"):
        named = text if find_change(text) else f"{spot.label} {text}"
        yield Told(owner, Kept((spot.label,), named, lines), is_target=True)
    else:
        yield Told(owner, Kept((spot.label,), text, lines, year=year_in(text) or year_in(spot.label)))


def _each(label: str, spots: Sequence[Spot]) -> Iterator[Kept]:
    """Every line below a label of targets; a name with its figures on the next line is one."""
    place = 0
    while place < len(spots):
        spot = spots[place]
        name = _bare(spot.line.text)
        more = [one for one in spots[place + 1 : place + 2] if _completes(name, one)]
        yield Kept((label,), _joined(name, more), _lines(spot, more))
        place += 1 + len(more)


def year_in(text: str) -> int | None:
    """The one fiscal year that a value or a label tells."""
    years = {time.fiscal_year for time in find_times(text) if time.kind in ("fiscal_year", "year")}
    return years.pop() if len(years) == 1 else None


def _text(spot: Spot, more: Sequence[Spot]) -> str:
    return join_lines([*filter(None, (spot.value,)), *(_bare(one.line.text) for one in more)])


def _joined(name: str, more: Sequence[Spot]) -> str:
    """A name with its figures behind it."""
    return " ".join([name.strip(), *(_bare(one.line.text) for one in more)])


def _lines(spot: Spot, more: Sequence[Spot]) -> tuple[Line, ...]:
    return tuple(line for one in (spot, *more) for line in one.block.lines)


def _tells_change(spot: Spot) -> bool:
    """Whether a line without a label names a figure and what it is to become."""
    return (
        not spot.line.ends_sentence
        and not spot.line.hint.row
        and find_change(_bare(spot.line.text)) is not None
    )


def _bare(text: str) -> str:
    return ITEM.sub("", text.strip(), count=1).strip()
