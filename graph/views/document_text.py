"""A document as its page shows it: paragraphs, the cited lines between them, and the number of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views import page_queries as asked
from keikaku.graph.views.pages import Place, place_of
from keikaku.ontology.model.values import Key


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line; `first` where no line of the document has that number before it on the page."""

    number: int
    words: str
    first: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, with the heading that begins there (or empty) and their place."""

    heading: str
    lines: tuple[Line, ...]
    place: Place


def paragraphs(
    snapshot: Snapshot, document: Key, start: int, count: int
) -> tuple[tuple[Paragraph, ...], int]:
    """`count` paragraphs of a document from the one with line `start` on, and the line after (0: none).

    Every line that a fact cites is among them: headings and rows too, which are no paragraph of the text.
    """
    node = snapshot.node(document)
    told = [_paragraph(snapshot, row) for row in snapshot.rows(asked.Passage, _PASSAGES, thing=node)]
    known = {line.number for one in told for line in one.lines}
    cited = _cited(snapshot, snapshot.rows(asked.CitedLine, asked.CITED_LINES, thing=node), known)
    found = tuple(_told_once(sorted((*told, *cited), key=lambda one: one.place.line)))
    first = max((n for n, one in enumerate(found) if one.place.line <= start), default=0)
    rest = found[first + count : first + count + 1]
    return found[first : first + count], rest[0].place.line if rest else 0


_PASSAGES = asked.PASSAGES.replace("PATTERN", "?passage plan:document $thing .")


def _paragraph(snapshot: Snapshot, row: asked.Passage) -> Paragraph:
    lines = tuple(_lines(row.text, row.starts or "0:1"))
    return Paragraph((row.heading or "").rpartition("\n")[2], lines, place_of(snapshot, row, lines[0].number))


def _lines(words: str, starts: str) -> Iterator[Line]:
    """The text cut where its lines begin: "0:341 27:342" says that line 342 begins at its 27th character."""
    cuts = [tuple(map(int, pair.split(":"))) for pair in starts.split(" ")]
    for (offset, number), (end, _) in pairwise((*cuts, (len(words), 0))):
        yield Line(number, words[offset:end])


def _cited(snapshot: Snapshot, rows: Iterable[asked.CitedLine], known: set[int]) -> list[Paragraph]:
    """The cited lines that stand in no paragraph, each with the longest words that a fact cites of it."""
    longest: dict[int, asked.CitedLine] = {}
    for row in rows:
        if row.line not in known:
            longest[row.line] = max(longest.get(row.line, row), row, key=lambda one: len(one.quote))
    return [
        Paragraph("", (Line(row.line, row.quote),), place_of(snapshot, row, row.line))
        for row in longest.values()
    ]


def _told_once(found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Each heading where it begins, unless the line before says it already; each number on one line."""
    heading, before = "", ""
    seen: set[int] = set()
    for one in found:
        begins = one.heading != heading and _folded(one.heading) not in before
        heading = one.heading or heading
        lines = tuple(Line(line.number, line.words, line.number not in seen) for line in one.lines)
        seen.update(line.number for line in lines)
        before = _folded("".join(line.words for line in lines))
        yield Paragraph(one.heading if begins else "", lines, one.place)


def _folded(words: str) -> str:
    return "".join(words.split())
