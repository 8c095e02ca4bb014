"""Whether a line is a heading, and over how many lines it runs: marks, sequence, width, what comes after."""

from __future__ import annotations

import re

from keikaku.ingest.page.block import Block
from keikaku.ingest.page.scene import NOT_DONE, Scene
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import Marker
from keikaku.ingest.signs.stack import COUNTING, Stack, above
from keikaku.ingest.signs.units import read_units
from keikaku.ontology.japanese.text import join_lines

HEADING_AT_MOST = 90  # characters
BARE_AT_MOST = 24.0  # full-width characters
MORE_LINES = 2
DATE_OR_NAME = re.compile(
    r"\d{4}|\d,\d{3}|\d\s?(?:円|人|%)|[(（]\s?\d|長\s|年\d|\d月|[:：;]|^〒|^電話|[。、]"
)


def read_heading(scene: Scene, index: int, stack: Stack, *, closed: bool) -> Block | None:
    """Read a heading that a mark begins; None where the line is an item of a list or runs on as prose."""
    marker = scene.markers[index]
    if marker is None or not _may_begin(scene, index, marker, stack, closed=closed):
        return None
    count = _line_count(scene, index, marker)
    if not count:
        return None
    lines = scene.lines[index : index + count]
    parts = [
        lines[0].original(marker.start, _stop(lines[0], marker)),
        *(line.text.strip() for line in lines[1:]),
    ]
    text = join_lines(parts).strip("　 ") or lines[0].text.strip()
    if not text or len(text) > HEADING_AT_MOST:
        return None
    return Block(
        role="heading",
        lines=lines,
        text=text,
        marker=marker,
        reason=f"見出しの記号（{_told(marker)}）で始まる",
    )


def _stop(line: Line, marker: Marker) -> int:
    return len(line.plain) - 1 if marker.named else len(line.plain)


def _told(marker: Marker) -> str:
    return "#" * marker.hashes + marker.kind.replace("markdown", "").removeprefix("word:") + marker.number


def _may_begin(scene: Scene, index: int, marker: Marker, stack: Stack, *, closed: bool) -> bool:
    if marker.hashes:
        return True
    if marker.kind.startswith("mark:"):
        return marker.kind[5:] not in scene.items
    if not closed and not scene.is_closed(index):
        return False
    return marker.kind not in COUNTING or above(stack, marker) is not None


def _line_count(scene: Scene, index: int, marker: Marker) -> int:
    """How many lines the heading has; 0 where it is none."""
    line = scene.lines[index]
    if marker.hashes or marker.named:
        return 1
    if marker.start >= len(line.plain):
        if _names_units(scene, index + 1) and marker.kind.startswith("word:"):
            return 1  # what stands below is a title of its own
        return 2 if _is_title_like(scene, index + 1) else 0
    if line.ends_sentence or "。" in line.plain:
        return 0
    if scene.stands_alone(index) and not NOT_DONE.search(line.plain):
        return 1
    return _wrapped_count(scene, index) or int(_is_named(line, marker))


def _is_named(line: Line, marker: Marker) -> bool:
    """A heading that a word numbers (体系２ …) is one even where narrow prose follows it at once."""
    named = marker.kind.startswith(("word:", "chapter:", "part"))
    return (
        named
        and line.plain[marker.start - 1].isspace()
        and "、" not in line.plain
        and not NOT_DONE.search(line.plain)
    )


def _wrapped_count(scene: Scene, index: int) -> int:
    """A heading that fills its line ends with the next short line, if no sentence ends before."""
    for more in range(1, MORE_LINES + 1):
        below = index + more
        if below >= len(scene.lines) or scene.markers[below] or below in scene.labelled:
            return more if not NOT_DONE.search(scene.lines[index + more - 1].plain) else 0
        line = scene.lines[index + more]
        if line.ends_sentence or "。" in line.plain:
            return 0
        if scene.is_short(index + more):
            return more + 1
    return 0


def _names_units(scene: Scene, index: int) -> bool:
    """Whether a line ends with who is responsible."""
    words = scene.lines[index].plain.split() if index < len(scene.lines) else []
    return len(words) > 1 and bool(read_units(words[-1], scene.units))


def _is_title_like(scene: Scene, index: int) -> bool:
    if index >= len(scene.lines) or scene.markers[index]:
        return False
    line = scene.lines[index]
    return not line.ends_sentence and "。" not in line.plain and line.width <= HEADING_AT_MOST / 2


def read_bare_heading(scene: Scene, index: int, stack: Stack, *, closed: bool) -> Block | None:
    """A short line without any mark that stands between closed text and prose is a heading."""
    allowed = scene.layout.bare_headings or any(entry.kind.startswith("word:") for entry in stack)
    line = scene.lines[index]
    if (
        not allowed
        or scene.markers[index]
        or not closed
        or not _is_bare(line)
        or not scene.stands_alone(index)
    ):
        return None
    if index + 1 >= len(scene.lines) or not _opens_text(scene, index):
        return None
    text = line.text.strip()
    return Block(
        role="heading", lines=(line,), text=text, marker=None, reason="文章の前に独立した短い行なので見出し"
    )


def _is_bare(line: Line) -> bool:
    return (
        line.width <= BARE_AT_MOST
        and len(line.plain) > 1
        and not line.ends_sentence
        and not NOT_DONE.search(line.plain)
        and not DATE_OR_NAME.search(line.plain)
        and "\t" not in line.text
        and "|" not in line.text
    )


def _opens_text(scene: Scene, index: int) -> bool:
    """Whether what follows is prose, a marked line or the next heading; not another short line."""
    after = scene.lines[index + 1]
    if scene.markers[index + 1] or index + 1 in scene.labelled:
        return True
    return after.ends_sentence or after.width > max(scene.lines[index].width, BARE_AT_MOST / 2)
