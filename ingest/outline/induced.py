"""The outline that the lines themselves show, in the values that the other reader gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keikaku.ingest.grid.model import Kept
from keikaku.ingest.outline.leaves import TAUGHT, Leaves, aspects_of, find_leaves
from keikaku.ingest.outline.nodes import Node, make_nodes, with_parents
from keikaku.ingest.outline.own_words import with_own_words
from keikaku.ingest.outline.tails import part
from keikaku.ingest.page.block import Block
from keikaku.ingest.page.roles import Outline, with_leaves
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.page_lines import is_page_line
from keikaku.ingest.signs.stack import Entry, Stack
from keikaku.ingest.signs.units import units_of_cell
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.lexicon import current

AIMS = ("TARGET", "INDICATOR")
KIND_AT_MOST = 4  # characters


@dataclass(frozen=True, slots=True)
class Induced:
    """An outline by repetition, what its initiatives keep beside their names, and the lines of labels."""

    outline: Outline
    kept: dict[int, tuple[Kept, ...]]  # by the block of the initiative
    labels: frozenset[int]  # the numbers of lines
    listed: frozenset[int]  # the numbers of lines below a head that only says what stands there
    leaves: int
    with_units: int
    is_taught: bool = False  # somebody marked lines of this shape


def induce(scene: Scene) -> Induced:
    """Read the outline of a document from what repeats in it."""
    scene = with_own_words(scene)
    nodes = with_parents(make_nodes(scene))
    leaves = find_leaves(nodes)
    blocks = tuple(_block(scene, nodes, place, leaves) for place in range(len(nodes)))
    stacks = tuple(_stack(nodes, place, leaves) for place in range(len(nodes)))
    outline = with_leaves(blocks, stacks, scene.layout, set(leaves.members))
    kept = {leaf: tuple(_kept(scene, nodes, leaf, leaves)) for leaf in leaves.members}
    aspects = aspects_of(nodes)
    named = {
        scene.lines[node.index].number
        for place, node in enumerate(nodes)
        if (node.label and not node.values("RESPONSIBLE")) or place in aspects
    }
    listed = {scene.lines[node.index].number for node in nodes if aspects & set(node.parents)}
    return Induced(
        outline,
        kept,
        frozenset(named),
        frozenset(listed),
        len(leaves.members),
        len(leaves.members & (leaves.owned | set(leaves.units))),
        any(nodes[leaf].shape.startswith(TAUGHT) for leaf in leaves.members),
    )


def _lines(scene: Scene, node: Node) -> tuple[Line, ...]:
    return scene.lines[node.index : node.stop]


def _block(scene: Scene, nodes: Sequence[Node], place: int, leaves: Leaves) -> Block:
    node = nodes[place]
    lines, depth = _lines(scene, node), len(node.parents)
    if node.kind == "table":
        table = scene.tables[node.index]
        return Block(role="table", lines=lines, table=table, reason="表", depth=depth)
    if place in leaves.members:
        return _leaf(scene, node, leaves.units.get(place, ""), lines)
    if node.kind == "head":
        reason = "同じ形で始まる見出しの一つ"
        return Block(
            role="heading", lines=lines, text=node.text, marker=node.marker, reason=reason, depth=depth
        )
    if node.kind == "label" and (found := _owned(scene, node, leaves, lines)):
        return found
    if scene.layout.page_lines and is_page_line(lines[0]):
        return Block(role="page", lines=lines, reason="公開日・発信部署・連絡先の行", depth=depth)
    marker = scene.markers[node.index]
    role, reason = ("item", "箇条書きの項目") if marker and not marker.hashes else ("prose", "文章")
    return Block(
        role=role, lines=lines, text=lines[0].text.strip(), marker=marker, reason=reason, depth=depth
    )


def _leaf(scene: Scene, node: Node, told: str, lines: tuple[Line, ...]) -> Block:
    """An initiative: its name without what stands beside it."""
    text = node.parted.name if told or node.parted.of("amount", "mark", "year") or _kinds(node) else node.text
    units = units_of_cell(normalise(told).text, scene.units) if told else ()
    reason = "同じ形で繰り返す見出しの末端なので、施策の題名"
    return Block(
        role="title",
        lines=lines,
        text=text,
        marker=node.marker,
        units=units,
        reason=reason,
        depth=len(node.parents),
    )


def _kinds(node: Node) -> list[str]:
    """The short words beside a name that say of which kind it is: （新規）, 拡."""
    return [
        piece.text
        for piece in node.parted.pieces
        if piece.form == "mark" or (piece.place in ("bracket", "before") and len(piece.text) <= KIND_AT_MOST)
        if piece.form in ("mark", "name")
    ]


def _owned(scene: Scene, node: Node, leaves: Leaves, lines: tuple[Line, ...]) -> Block | None:
    """A line that names the units or a target of the open initiative."""
    if not any(parent in leaves.members for parent in node.parents):
        return None
    if told := node.values("RESPONSIBLE"):
        units = units_of_cell(normalise(told).text, scene.units)
        return (
            Block(role="units", lines=lines, text=told, units=units, reason="担当部署の行") if units else None
        )
    if told := node.values(*AIMS):
        return Block(role="targets", lines=lines, text=told, reason=f"目標の見出し（{node.label}）")
    return None


def _stack(nodes: Sequence[Node], place: int, leaves: Leaves) -> Stack:
    """The heads above a node; a line that names units stands right below its initiative."""
    node = nodes[place]
    parents = list(node.parents)
    inside = [at for at, parent in enumerate(parents) if parent in leaves.members]
    if node.kind == "label" and node.values("RESPONSIBLE", *AIMS) and inside:
        parents = parents[: inside[-1] + 1]
    return tuple(_entry(nodes[parent], parent) for parent in parents)


def _entry(node: Node, place: int) -> Entry:
    marker = node.marker
    kind = marker.kind if marker else "bare"
    return Entry(kind, marker.ordinal if marker else 0, marker.hashes if marker else 0, place)


def _kept(scene: Scene, nodes: Sequence[Node], leaf: int, leaves: Leaves) -> Iterator[Kept]:
    """What stands beside the name and behind labels in the section: amounts, kinds, fields of a form."""
    node = nodes[leaf]
    lines = _lines(scene, node)
    for piece in node.parted.of("amount"):
        yield Kept((*_money(scene), *current().forms("AMOUNT")[:1]), piece.text, lines)
    kind = current().forms("KIND_HEAD")[0]
    for text in _kinds(node):
        if text != leaves.units.get(leaf):
            yield Kept((kind,), text, lines)
    yield from _kept_below(scene, nodes, leaf, kind)


def _kept_below(scene: Scene, nodes: Sequence[Node], leaf: int, kind: str) -> Iterator[Kept]:
    """The kind in brackets behind the first sentence of a section."""
    for place, below in enumerate(nodes[leaf + 1 :], start=leaf + 1):
        if leaf not in below.parents:
            break
        if below.kind == "text" and place == leaf + 1:
            yield from (Kept((kind,), one, _lines(scene, below)) for one in _bracketed_kind(below.text))


def _bracketed_kind(text: str) -> Iterator[str]:
    for piece in part(text).pieces[:1]:
        if piece.place == "bracket" and piece.form == "name" and len(piece.text) <= KIND_AT_MOST:
            yield piece.text


def _money(scene: Scene) -> tuple[str, ...]:
    """The word for money in the title of a document: of a budget its amounts are 予算."""
    title = "".join(line.plain for line in scene.lines[:2])
    found = [form for form in current().forms("MONEY_HEAD") if len(form) > 1 and form in title]
    return tuple(sorted(found, key=len)[-1:])
