"""Running heads and page numbers: what stands at the edge of page after page, the number aside."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ingest.formats.pdf_lines import TextLine
from ontology.text import normalise

EDGE = 0.12  # of the height of a page
LINES_OF_AN_EDGE = 3
HEAD_AT_MOST = 60  # characters
PAGES_AT_LEAST = 3  # of a document of more than a few
FEW = 4
NUMBER = re.compile(
    r"^[-–—~(\[<]?\s?(?:p\.?|page)?\s?(?P<number>\d{1,4})\s?(?:/\s?\d{1,4}|ページ|頁)?\s?[-–—~)\]>]?$",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")

Edges = Sequence[tuple[float, Sequence[TextLine]]]
"""The height and the lines of each page."""


def furniture_of(pages: Edges) -> list[dict[TextLine, str]]:
    """For each page the lines that are none of its text, with the reason in Japanese."""
    numbers = _page_numbers(pages)
    heads = Counter(text for page in pages for text in {_bare(line) for line in _edge(*page)})
    found: list[dict[TextLine, str]] = []
    at_least = PAGES_AT_LEAST if len(pages) > FEW else PAGES_AT_LEAST - 1
    for place, page in enumerate(pages):
        told: dict[TextLine, str] = {}
        for line in _edge(*page):
            if (place, line) in numbers:
                told[line] = "ページ番号"
            elif heads[_bare(line)] >= at_least and len(line.text) <= HEAD_AT_MOST:
                told[line] = "ページごとに繰り返す見出し（柱）"
        found.append(told)
    return found


def _edge(height: float, lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The first and last lines of a page that stand near its edge."""
    yield from (line for line in lines[:LINES_OF_AN_EDGE] if line.middle < EDGE * height)
    yield from (line for line in lines[LINES_OF_AN_EDGE:][-LINES_OF_AN_EDGE:] if line.middle > (1 - EDGE) * height)


def _bare(line: TextLine) -> str:
    """The words of a line, whatever number stands among them, at their height."""
    return DIGITS.sub("#", "".join(normalise(line.text).text.split())) + f"@{line.middle:.0f}"


def _page_numbers(pages: Edges) -> frozenset[tuple[int, TextLine]]:
    """The numbers alone on a line that count on with the pages."""
    found: dict[int, list[tuple[int, TextLine]]] = defaultdict(list)
    for place, page in enumerate(pages):
        for line in _edge(*page):
            told = NUMBER.match(normalise(line.text).text.strip())
            if told:
                found[int(told["number"]) - place].append((place, line))
    alone = len(pages) == 1
    return frozenset(one for counted in found.values() if len(counted) > 1 or alone for one in counted)
