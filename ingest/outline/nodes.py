"""Lines become nodes by their form: heads with a shape, labels with a value, tables, text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from keikaku.ingest.grid.words import bare, is_label, vote
from keikaku.ingest.outline.tails import Parted, part
from keikaku.ingest.outline.taught import taught_lines
from keikaku.ingest.page.arrows import tells_change
from keikaku.ingest.page.headings import DATE_OR_NAME
from keikaku.ingest.page.scene import NOT_DONE, Scene
from keikaku.ingest.page.titles import is_imprint
from keikaku.ingest.signs.lines import Line, make_line
from keikaku.ingest.signs.markers import MARKS, Marker
from keikaku.ingest.signs.units import read_units
from keikaku.ontology.japanese.text import join_lines
from keikaku.ontology.lexicon import current

OPEN = rf"^[【\[〔<〈《({MARKS}*\s-]{{0,4}}"
WORDS = r"(?P<label>[^\s:：、。()【】\[\]]{1,16})"
LABEL = re.compile(
    rf"{OPEN}{WORDS}[】\]〕>〉》)]{{0,2}}(?P<apart>\s?[:：]\s?|\s{{1,12}}|(?<=[】\]〕>〉》])\s?)(?P<value>\S.*)$"
)
BRACKETED_UNITS = re.compile(r"^[(【\[〔<](?P<units>[^()【】\[\]〔〕<>]{2,60})[)】\]〕>]$")
PAIRS = (("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"))
CLOSING = tuple(")）]］】〕")
OPENING = tuple("(（[［【〔")
SPACES = re.compile(r"\u3000+|[ ]{2,}|\t")
ALONE = re.compile(rf"{OPEN}{WORDS}[】\]〕>〉》)]{{0,2}}\s?[:：]?$")
UNIT_LINES = 6
"""Lines below a label of units that may name one each."""
HEAD_AT_MOST = 80  # characters
BARE_AT_MOST = 40.0  # full-width characters
AGAIN = 2
BESIDE = ("unit", "amount", "name")
"""Forms of what stands beside a name and ends its line, however wide it is."""
OWNED = ("RESPONSIBLE", "RELATED")
TITLE = "TITLE"


NOTHING = Parted("")
Told = tuple[str, str, str]
"""A label, the concept that it names, and the value behind it."""


@dataclass(frozen=True, slots=True)
class Node:
    """Some lines by their form; `shape` tells heads that begin alike, `parents` the heads above."""

    index: int  # of its first line in the scene
    count: int  # of its lines
    kind: str  # head, label, table, text
    shape: str = ""
    text: str = ""
    marker: Marker | None = None
    label: str = ""
    concept: str = ""  # that the label names
    value: str = ""
    more: tuple[Told, ...] = ()  # further labels on the line
    parted: Parted = NOTHING
    parents: tuple[int, ...] = ()

    @property
    def stop(self) -> int:
        """The index of the line behind its last one."""
        return self.index + self.count

    @property
    def told(self) -> tuple[Told, ...]:
        """Every label of the line with its value."""
        return ((self.label, self.concept, self.value), *self.more) if self.label else ()

    def values(self, *concepts: str) -> str:
        """The values behind the labels that name one of some concepts."""
        return "、".join(value for _, concept, value in self.told if concept in concepts)


def make_nodes(scene: Scene) -> tuple[Node, ...]:
    """Every line of a document as part of one node."""
    labels = _labels(scene)
    texts = _text_shapes(scene)
    taught = taught_lines(scene)
    nodes: list[Node] = []
    index = 0
    while index < len(scene.lines):
        node = (
            _table(scene, index)
            or _taught(scene, index, taught)
            or _labelled(scene, index, labels)
            or _head(scene, index, texts)
        )
        node = node or Node(index, 1, "text", text=scene.lines[index].text.strip())
        nodes.append(node)
        index = node.stop
    return tuple(nodes)


def _table(scene: Scene, index: int) -> Node | None:
    table = scene.tables.get(index)
    return Node(index, len(table.lines), "table") if table else None


def _taught(scene: Scene, index: int, taught: Mapping[int, tuple[str, Parted]]) -> Node | None:
    """A line of a shape that somebody taught is the head of an initiative."""
    if index not in taught:
        return None
    shape, parted = taught[index]
    return Node(index, 1, "head", shape, parted.name, scene.markers[index], parted=parted)


def label_of(line: Line) -> Told | None:
    """The label of a line, the concept that it names, and the value behind it: 担当課：防災課.

    A blank alone parts them only where the words are those of a label.
    """
    match = None if line.hint.row else LABEL.match(line.plain)
    if match is None or match["label"].isdigit() or match["value"].startswith("//"):
        return None
    label, concept = match["label"], concept_of(match["label"])
    told = (label, concept, _within(line, match))
    if ":" in match["apart"] or "：" in match["apart"]:
        return told
    is_wide = len(match["apart"]) > 1 or "\u3000" in line.text or match.start("label") > 0
    return told if is_wide and is_label(label) and concept in (*OWNED, "TARGET", TITLE) else None


def _within(line: Line, match: re.Match[str]) -> str:
    """The value of a label without the bracket that closes around both: （担当　防災課）."""
    value = line.original(match.start("value"))
    before = line.plain[: match.start("value")]
    is_open = any(before.count(a) > before.count(b) for a, b in PAIRS)
    is_closed = value.endswith(CLOSING) and not any(opening in value for opening in OPENING)
    return value[:-1].rstrip() if is_open and is_closed else value


def _more(value: str, labels: frozenset[str]) -> tuple[str, tuple[Told, ...]]:
    """A value and the further labels that a wide space parts from it: 市民課　　関係課：環境課."""
    first, *others = SPACES.split(value)
    found: list[Told] = []
    for place, other in enumerate(others):
        told = label_of(make_line(0, other))
        if told is None and is_label(other) and place + 1 < len(others):
            told = (other, concept_of(other), others[place + 1])
        if told and (bare(told[0]) in labels or is_label(told[0])):
            found.append(told)
        elif not found:
            return value, ()
    return (first, tuple(found)) if found else (value, ())


def concept_of(label: str) -> str:
    """What a label names; what is to be reached is no name although it may head a column of names.

    >>> concept_of("目標"), concept_of("取組項目"), concept_of("所管課")
    ('TARGET', 'TITLE', 'RESPONSIBLE')
    """
    if bare(label) in current().forms("TARGET"):
        return "TARGET"
    found = vote(label)
    return found.concept if found else ""


def _labels(scene: Scene) -> frozenset[str]:
    """The labels that hold here: words of the lexicon, or words before a colon that stand again."""
    found = [told for line in scene.lines if (told := label_of(line))]
    counts = Counter(bare(label) for label, _, _ in found)
    return frozenset(
        bare(label) for label, concept, _ in found if counts[bare(label)] >= AGAIN or is_label(label)
    )


def _labelled(scene: Scene, index: int, labels: frozenset[str]) -> Node | None:
    """A label with its value behind it or on the next line."""
    line, marker = scene.lines[index], scene.markers[index]
    if marker and not marker.kind.startswith(("mark:", "bracket")):
        return None
    if named := BRACKETED_UNITS.match(line.plain):
        inside = line.original(named.start("units"), named.end("units"))
        if read_units(named["units"], scene.units):
            return Node(index, 1, "label", "", inside, None, inside, "RESPONSIBLE", inside)
    told = label_of(line)
    if told and bare(told[0]) in labels:
        label, concept, value = told
        value, more = _more(value, labels)
        shape = f"label:{bare(label)}" if concept == TITLE else ""
        kind = "head" if shape else "label"
        parted = part(value, scene.units) if shape else NOTHING
        return Node(index, 1, kind, shape, value, None, label, concept, value, more, parted)
    alone = ALONE.match(line.plain)
    found = vote(alone["label"]) if alone and is_label(alone["label"]) else None
    if found and found.concept in OWNED and alone and (below := _units_below(scene, index)):
        value = "、".join(below)
        return Node(index, 1 + len(below), "label", "", value, None, alone["label"], found.concept, value)
    return None


def _units_below(scene: Scene, index: int) -> tuple[str, ...]:
    """The lines right below a label of units that are units each."""
    lines = (line.text.strip() for line in scene.lines[index + 1 : index + 1 + UNIT_LINES])
    return tuple(takewhile(lambda text: part(f"〇〇〇　{text}", scene.units).of("unit"), lines))


def shape_of(marker: Marker) -> str:
    """How a head begins, as a text that its likes share."""
    return f"{'#' * marker.hashes}{marker.kind}"


def _text_shapes(scene: Scene) -> frozenset[str]:
    """The shapes whose lines are mostly sentences, and so no heads."""
    seen: dict[str, list[bool]] = {}
    for index, marker in enumerate(scene.markers):
        if marker and not marker.hashes:
            seen.setdefault(shape_of(marker), []).append(_is_sentence(scene, index))
    return frozenset(shape for shape, told in seen.items() if sum(told) * 2 > len(told))


def _is_sentence(scene: Scene, index: int) -> bool:
    """Whether the words that begin with a line end as a sentence, there or on the line that it wraps into."""
    line = scene.lines[index]
    if "。" in line.plain or line.ends_sentence:
        return True
    marker = scene.markers[index]
    rest = line.original(marker.start) if marker and marker.start < len(line.plain) else line.text
    if part(rest, scene.units).of(*BESIDE):
        return False
    wraps = index + 1 < len(scene.lines) and not scene.markers[index + 1] and not scene.stands_alone(index)
    return wraps and "。" in scene.lines[index + 1].plain


def _head(scene: Scene, index: int, texts: frozenset[str]) -> Node | None:
    marker, line = scene.markers[index], scene.lines[index]
    if line.hint.row or "。" in line.plain or line.ends_sentence or len(line.plain) > HEAD_AT_MOST:
        return None
    if marker is None:
        return _bare(scene, index)
    if shape_of(marker) in texts or marker.start >= len(line.plain):
        return None
    whole = line.original(marker.start)
    count = 1 if part(whole, scene.units).of(*BESIDE) else _count(scene, index, marker)
    if not count:
        return None
    stop = len(line.plain) - 1 if marker.named else len(line.plain)
    raw = [
        line.original(marker.start, stop),
        *(one.text.strip() for one in scene.lines[index + 1 : index + count]),
    ]
    text = join_lines(raw).strip("　 ")
    parted = part(text, scene.units)
    return Node(index, count, "head", shape_of(marker), text, marker, parted=parted) if text else None


def _count(scene: Scene, index: int, marker: Marker) -> int:
    """The lines of a head; 0 where it runs on as prose."""
    line = scene.lines[index]
    if marker.hashes or marker.named:
        return 1
    if NOT_DONE.search(line.plain):
        return 0
    if scene.stands_alone(index) or index + 1 >= len(scene.lines) or scene.markers[index + 1]:
        return 1
    below = scene.lines[index + 1]
    is_end = scene.is_short(index + 1) and not below.ends_sentence and "。" not in below.plain
    return 2 if is_end and not label_of(below) and not below.hint.row else 0


def _bare(scene: Scene, index: int) -> Node | None:
    """A short line without a mark that has a unit beside it, or heads what follows."""
    line = scene.lines[index]
    if (
        line.width > BARE_AT_MOST
        or len(line.plain) < 2
        or NOT_DONE.search(line.plain)
        or tells_change(line.plain)
        or not scene.is_closed(index)
    ):
        return None
    parted = part(line.text.strip(), scene.units)
    if is_imprint(parted.name, scene.city):
        return None
    if parted.of("unit"):
        return Node(
            index, 1, "head", f"bare:unit{round(line.indent)}", line.text.strip(), None, parted=parted
        )
    if DATE_OR_NAME.search(line.plain) or index + 1 >= len(scene.lines) or not scene.stands_alone(index):
        return None
    below = scene.lines[index + 1]
    heads = scene.markers[index + 1] is not None or below.ends_sentence or label_of(below) is not None
    if not heads or "\t" in line.text or "|" in line.text:
        return None
    return Node(index, 1, "head", f"bare{round(line.indent)}", line.text.strip(), None, parted=parted)


def with_parents(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes with the heads above them: a shape that stood below another stands below it again.

    A number that counts on across the headings above it keeps its level.
    """
    done: list[Node] = []
    stack: list[int] = []
    above: dict[str, set[str]] = {}
    for place, node in enumerate(nodes):
        if node.kind == "head":
            stack = _closed(nodes, stack, node, above)
            above.setdefault(node.shape, {nodes[parent].shape for parent in stack})
        done.append(replace(node, parents=tuple(stack)))
        if node.kind == "head":
            stack = [*stack, place]
    return tuple(done)


def _ends_at(node: Node, hashes: int) -> bool:
    """Whether a section ends where a heading of a page begins: its own level, and what has no level there."""
    if node.marker is None or node.marker.kind.startswith("mark:"):
        return True
    return node.marker.hashes >= hashes


def _closed(nodes: Sequence[Node], stack: list[int], node: Node, above: dict[str, set[str]]) -> list[int]:
    shapes = [nodes[place].shape for place in stack]
    if node.shape in shapes:
        return stack[: shapes.index(node.shape)]
    hashes = node.marker.hashes if node.marker else 0
    while stack and hashes and _ends_at(nodes[stack[-1]], hashes):
        stack = stack[:-1]
    if node.shape in above:
        while stack and nodes[stack[-1]].shape not in above[node.shape]:
            stack = stack[:-1]
    return stack
