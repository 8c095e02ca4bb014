"""Pages of contents: lines that end in numbers that never fall and whose words stand again further down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import fold

ENTRY = re.compile(r"^(?P<words>.*?\D)[\s.…・‥]+(?P<page>\d{1,4})$")
LINES_AT_LEAST = 2
AGAIN_AT_LEAST = 0.5
"""Share of the lines of a run whose words stand again in the document."""
WORDS_AT_MOST = 80


def contents(lines: Sequence[Line]) -> frozenset[int]:
    """The indexes of the lines that list what stands further down, with its pages."""
    entries = [_entry(line) for line in lines]
    words = Counter(fold(line.plain.lstrip("# ")) for line in lines)
    found: set[int] = set()
    for run in _runs(entries):
        again = [index for index in run if words[fold(entries[index][0])]]
        if len(run) >= LINES_AT_LEAST and len(again) >= AGAIN_AT_LEAST * len(run):
            found.update(run)
    return frozenset(found)


def _entry(line: Line) -> tuple[str, int]:
    """The words of an entry and its page; no words where the line is none."""
    match = None if line.hint.row or len(line.plain) > WORDS_AT_MOST else ENTRY.match(line.plain)
    return (match["words"], int(match["page"])) if match else ("", 0)


def _runs(entries: Sequence[tuple[str, int]]) -> Iterator[list[int]]:
    """Entries one below the other whose pages never fall."""
    run: list[int] = []
    for index, (words, page) in enumerate(entries):
        if run and not (words and page >= entries[run[-1]][1]):
            yield run
            run = []
        if words:
            run.append(index)
    if run:
        yield run
