"""A document's own words that number its headings: 目標1, 挑戦2, of which the first two count on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from keikaku.ingest.page.scene import Scene
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import find_marker, ordinal

NUMBERED = re.compile(
    r"^(?:#{1,6}\s?)?[【<《\[(■◆●○]?\s?(?P<word>[^\d\s。、:(（【\[第約計表図]{2,10})\s?(?P<number>\d{1,2}(?:-\d{1,2}){0,2})(?=[】>》\])]|\s|[:.])"
)
TIMES = re.compile(r"(?:令和|平成|昭和|西暦|年度?|月|日|時|から|まで|より|は|が|を|に|の|で)$")
DIFFERENT = 2
LONGEST = 60  # characters of a heading


def with_own_words(scene: Scene) -> Scene:
    """The scene with the markers of headings that a word of this document numbers."""
    words = own_words(scene.lines)
    if not set(words) - set(scene.layout.words):
        return scene
    known = (*scene.layout.words, *words)
    return replace(scene, markers=tuple(find_marker(line, known) for line in scene.lines))


def own_words(lines: Sequence[Line]) -> tuple[str, ...]:
    """The words before numbers at the beginning of short lines, if they count: one, two.

    >>> from keikaku.ingest.signs.lines import make_line
    >>> own_words([make_line(n, f"挑戦{n} 川を守る") for n in (1, 2)])
    ('挑戦',)
    """
    numbers: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        match = None if line.hint.row or line.ends_sentence else NUMBERED.match(line.shown)
        if match and len(line.plain) <= LONGEST and not TIMES.search(match["word"]):
            numbers[match["word"]].add(ordinal(match["number"]))
    return tuple(word for word, told in numbers.items() if {1, 2} <= told and len(told) >= DIFFERENT)
