"""What a document seems to hold and nothing was made of: told, with its first example, and never guessed at.

Pure functions over what was read (a `Reading`) and what was made of it (its facts). Each looks for a form, no
word of any document: what stands in the form of initiatives and is none, what is one and looks like a label.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from keikaku.ingest.doubts.cells import Found, lost_figures, nameless_rows, rows_apart
from keikaku.ingest.doubts.forms import tail_of
from keikaku.ingest.grid.find import cells_of
from keikaku.ingest.grid.words import is_label as names_heads
from keikaku.ingest.page.block import Block
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.markers import Marker
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import Department, Fact, Initiative, Part, Problem, Section
from keikaku.ontology.model.parts import place

DOUBT = "doubt"
"""The severity of a problem that hinders nothing, not even a strict build."""
SIBLINGS_AT_LEAST = 3
AGAIN_AT_LEAST = 2
EACH_AT_MOST = 5  # that are told one by one; the others are told together
SHOWN = 40  # characters of an example
CHECK = "build --explain で行を確かめ、違っていれば訂正のファイル（--corrections）で直してください。"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A kind of doubt: what to say of it, how it is found, whether nothing was made of the lines."""

    why: str
    find: Callable[[Reading, Sequence[Fact]], Iterable[Found]]
    is_unread: bool = False
    is_each: bool = False  # each is told by itself


def find_doubts(reading: Reading, facts: Sequence[Fact], parts: Sequence[Part]) -> tuple[Problem, ...]:
    """Every doubt about a document, as sentences that name the place and the next step.

    A line that was not read is told once, by the first kind that finds it.
    """
    told: list[Problem] = []
    unread: set[int] = set()
    for doubt in DOUBTS:
        found = [one for one in doubt.find(reading, facts) if not doubt.is_unread or one[0] not in unread]
        unread |= {line for line, _ in found} if doubt.is_unread else set()
        apart = EACH_AT_MOST if doubt.is_each else 0
        groups = [*([one] for one in found[:apart]), found[apart:]]
        told += [_told(reading.file, doubt, group, parts) for group in groups if group]
    return tuple(told)


def _told(file: str, doubt: Doubt, found: Sequence[Found], parts: Sequence[Part]) -> Problem:
    line, words = found[0]
    where, words = place(parts, line) or f"{line}行目", " ".join(words.split())
    example = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
    message = f"{file} {where}: {doubt.why}（{len(found)}件、例:「{example}」）。{CHECK}"
    unread = len(found) if doubt.is_unread else 0
    return Problem(file=file, line=line, message=message, severity=DOUBT, unread=unread)


def _none(reading: Reading) -> dict[int, Block]:
    """The lines outside tables that are no initiative and hold none, by block."""
    roles = reading.outline.roles
    above = {
        parent
        for index, role in enumerate(roles)
        if role == "initiative" or _is_list(reading.outline.blocks[index])
        for parent in reading.outline.parents(index)
    }
    return {
        index: block
        for index, block in enumerate(reading.outline.blocks)
        if not roles[index].startswith("initiative")
        and index not in above
        and block.role in ("heading", "title", "prose", "item")
        and roles[index] != "pillar"
    }


def _is_list(block: Block) -> bool:
    return block.table is not None and block.table.kind == "initiatives"


def _shown(block: Block) -> tuple[int, str]:
    return block.lines[0].number, block.lines[0].text.strip()


def unread_siblings(reading: Reading) -> Iterator[Found]:
    """Numbered siblings of one shape of which some are initiatives and some are not."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, block in enumerate(reading.outline.blocks):
        marker = _marker(reading, block)
        if marker and marker.ordinal:
            groups[*reading.outline.parents(index), marker.kind].append(index)
    none = _none(reading)
    for group in groups.values():
        initiatives = sum(reading.outline.roles[index] == "initiative" for index in group)
        if len(group) >= SIBLINGS_AT_LEAST and initiatives:
            yield from (_shown(none[index]) for index in group if index in none)


def unread_tails(reading: Reading) -> Iterator[Found]:
    """Lines with a tail where others name their unit, or many numbered ones that all have such a tail."""
    forms: dict[int, tuple[str, str]] = {}
    for index, block in enumerate(reading.outline.blocks):
        marker = _marker(reading, block)
        tail = "" if cells_of(block.lines[0]) else tail_of(block.lines[0], marker)
        if tail:
            forms[index] = (marker.kind if marker and marker.ordinal else "", tail)
    none, roles = _none(reading), reading.outline.roles
    known = {form for index, form in forms.items() if roles[index] == "initiative"}
    counts = Counter(form for index, form in forms.items() if index in none and form[0])
    for index, form in forms.items():
        if index in none and (form in known or counts[form] >= SIBLINGS_AT_LEAST):
            yield _shown(none[index])


def units_in_names(reading: Reading) -> Iterator[Found]:
    """Initiatives without a unit whose line has such a tail as others have their unit in."""
    roles, blocks = reading.outline.roles, reading.outline.blocks
    drafts = {draft.block: draft for draft in reading.drafts if draft.record is None}
    titles = {
        index: tail_of(block.lines[0], _marker(reading, block))
        for index, block in enumerate(blocks)
        if roles[index] == "initiative"
    }
    known = {titles[index] for index in titles if index in drafts and drafts[index].units}
    for index, draft in drafts.items():
        if not draft.units and titles[index] and titles[index] in known:
            yield _shown(blocks[index])


def _marker(reading: Reading, block: Block) -> Marker | None:
    return reading.scene.markers[reading.scene.places[block.lines[0].number]]


def unread_headings(reading: Reading) -> Iterator[Found]:
    """Headings that a word for initiatives numbers, without any initiative in them."""
    kinds = {f"word:{word}" for word in reading.layout.initiative_words}
    return (_shown(block) for block in _none(reading).values() if block.kind in kinds)


def labels_as_names(
    reading: Reading, facts: Sequence[Fact], kinds: tuple[type[Fact], ...]
) -> Iterator[Found]:
    """Initiatives or units whose name only says what stands beside it, or has the place of such a word."""
    labels = {fold(word) for word in reading.layout.labels}
    suspects = _inside_titles(reading) | _coming_back(reading)
    for fact in facts:
        if not isinstance(fact, Initiative | Department | Section) or not isinstance(fact, kinds):
            continue
        name = fold(fact.label)
        is_label = (
            name in labels or names_heads(fact.label) or name.startswith(tuple(f"{word}:" for word in labels))
        )
        if fact.evidence and (is_label or (isinstance(fact, Initiative) and name in suspects)):
            yield fact.evidence[0].line, fact.label


def _coming_back(reading: Reading) -> set[str]:
    """The titles that stand more than once: each section has such a heading."""
    again = Counter(fold(draft.label) for draft in reading.drafts if draft.record is None)
    return {name for name, count in again.items() if count >= AGAIN_AT_LEAST}


def _inside_titles(reading: Reading) -> set[str]:
    """The titles below one that names its own unit: a heading inside an initiative, hardly another one."""
    blocks = reading.outline.blocks
    return {
        fold(draft.label)
        for draft in reading.drafts
        if draft.record is None
        and any(blocks[parent].units for parent in reading.outline.parents(draft.block))
    }


DOUBTS = (
    Doubt(
        "番号の並ぶ行のうち、施策と読んだものと読めなかったものがあります",
        lambda reading, _: unread_siblings(reading),
        is_unread=True,
    ),
    Doubt(
        "施策と担当の形をしているのに、担当の部署と読めず施策にしていない行があります",
        lambda reading, _: unread_tails(reading),
        is_unread=True,
    ),
    Doubt(
        "担当の部署らしい言葉が施策の名前に残っています",
        lambda reading, _: units_in_names(reading),
    ),
    Doubt(
        "施策の番号で始まる見出しなのに、施策にしていないものがあります",
        lambda reading, _: unread_headings(reading),
        is_unread=True,
    ),
    Doubt(
        "名前のない行なので、施策にしていません",
        lambda reading, _: nameless_rows(reading),
        is_unread=True,
    ),
    Doubt(
        "表の形の行なのに、施策も数値も読み取っていません",
        lambda reading, _: rows_apart(reading),
        is_unread=True,
    ),
    Doubt(
        "見出し（ラベル）の言葉らしいものが施策の名前になっています",
        lambda reading, facts: labels_as_names(reading, facts, (Initiative,)),
    ),
    Doubt(
        "見出し（ラベル）の言葉らしいものが部署の名前になっています",
        lambda reading, facts: labels_as_names(reading, facts, (Department, Section)),
    ),
    Doubt("数値のあるセルのうち、値として取り込んでいないものがあります", lost_figures),
)
