"""Pages of questions with their answers: Q. and A., 問 and 答, the terms and texts of a definition list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keikaku.ingest.grid.words import vote
from keikaku.ingest.outline.asked_marks import ANSWER, QUESTION, behind_mark
from keikaku.ingest.outline.nodes import label_of
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import join_lines
from keikaku.ontology.model.facts import FaqEntry, Key
from keikaku.ontology.model.names import key

MOST = 0.5
"""Of the lines of a document so many belong to questions and answers for it to be a page of them."""
HEAD = "#"


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answer, and who answers for it."""

    line: int
    question: str
    answer: str
    department: str = ""


def pairs_of(lines: Sequence[Line]) -> tuple[Pair, ...]:
    """The questions of a document that consists of them; none where it is another document."""
    spans = tuple(_spans(lines))
    inside = sum(stop - start for start, _, stop in spans)
    heads = sum(line.shown.startswith(HEAD) for line in lines)
    if not spans or inside < MOST * max(1, len(lines) - heads):
        return ()
    return tuple(_pair(lines, *span) for span in spans)


def _spans(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """Where a question begins, where its answer does, and where that ends."""
    start: int | None = None
    answer: int | None = None
    for place, line in enumerate(lines):
        is_question = behind_mark(QUESTION, line.shown) is not None
        if answer is None and start is not None and behind_mark(ANSWER, line.shown) is not None:
            answer = place
        elif is_question or line.shown.startswith(HEAD):
            if start is not None and answer is not None:
                yield start, answer, place
            start, answer = (place if is_question else None), None
    if start is not None and answer is not None:
        yield start, answer, len(lines)


def _pair(lines: Sequence[Line], start: int, answer: int, stop: int) -> Pair:
    told: list[str] = []
    department = ""
    for line in lines[answer:stop]:
        label = label_of(line)
        found = vote(label[0]) if label else None
        if label and found and found.concept == "RESPONSIBLE":
            department = label[2]
        else:
            told.append(line.text.strip())
    question = join_lines([line.text.strip() for line in lines[start:answer]])
    answered = join_lines(told)
    return Pair(
        lines[start].number,
        behind_mark(QUESTION, question) or question,
        behind_mark(ANSWER, answered) or answered,
        department,
    )


def entries_of_pairs(pairs: Sequence[Pair], city: str, municipality: Key, file: str) -> tuple[FaqEntry, ...]:
    """The pairs as entries of the public FAQ."""
    return tuple(
        FaqEntry(
            key=key(city, "faq", file, str(number)),
            id=f"{file}#{number}",
            question=pair.question,
            answer=pair.answer,
            municipality=municipality,
            department=pair.department,
            order=pair.line,
            file=file,
        )
        for number, pair in enumerate(pairs, start=1)
    )
