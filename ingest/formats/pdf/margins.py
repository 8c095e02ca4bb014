"""Running heads and page numbers: what stands at the edge of page after page, the number aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from keikaku.ingest.formats.pdf.lines import TextLine, usual_distance
from keikaku.ontology.japanese.text import normalise

EDGE = 0.12  # of the height of a page
LINES_OF_AN_EDGE = 3
PAGES_AT_LEAST = 3  # of a document of more than a few
FEW = 4
MOST = 0.7
DISTANCE = 1.2  # times the widest that lines of the page have, a few aside
FEW_ASIDE = 0.85
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
    seen: dict[str, list[int]] = defaultdict(list)
    for place, page in enumerate(pages):
        for text in {_bare(line) for line in _edge(*page)}:
            seen[text].append(place)
    at_least = PAGES_AT_LEAST if len(pages) > FEW else PAGES_AT_LEAST - 1
    found: list[dict[TextLine, str]] = []
    for place, (height, lines) in enumerate(pages):
        told = {line: "ページ番号" for line in _edge(height, lines) if (place, line) in numbers}
        body = [line for line in lines if line not in told]
        for line in _edge(height, body):
            on = seen[_bare(line)]
            if (
                len(on) >= at_least
                and not line.text.endswith(("、", "。"))
                and (_stands_apart(line, lines) or _is_on_most(on))
            ):
                told[line] = "ページごとに繰り返す見出し（柱）"
        found.append(told)
    return found


def _is_on_most(places: Sequence[int]) -> bool:
    """Whether pages follow each other, or every second one does: a head of a chapter stands on its pages."""
    span = places[-1] - places[0] + 1
    is_second = all(place % 2 == places[0] % 2 for place in places)
    return len(places) >= MOST * (span / 2 if is_second and len(places) > FEW else span)


def _stands_apart(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether the body of the page keeps its distance."""
    distances = [abs(other.middle - line.middle) for other in lines if abs(other.middle - line.middle) > 1]
    return not distances or min(distances) > DISTANCE * usual_distance(lines, FEW_ASIDE)


def _edge(height: float, lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The first and last lines of a page that stand near its edge."""
    yield from (line for line in lines[:LINES_OF_AN_EDGE] if line.middle < EDGE * height)
    yield from (line for line in lines[-LINES_OF_AN_EDGE:] if line.middle > (1 - EDGE) * height)


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
