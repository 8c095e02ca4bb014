"""How a document was read, for people who would put it right: columns, lines, three samples of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from keikaku.ingest.doubts.doubts import DOUBT
from keikaku.ingest.extract import extract, read_document
from keikaku.ingest.grid.tables import Read
from keikaku.ingest.lessons.guesses import SAMPLES, guesses, problems_of_guesses
from keikaku.ingest.lessons.teaching import grid_lines, tables_of
from keikaku.ingest.reading import Reading
from keikaku.ingest.source import Source
from keikaku.ingest.taught.shapes import ROLES
from keikaku.ontology.model.facts import Extraction, Part
from keikaku.ontology.model.parts import place
from keikaku.ontology.model.shown import ShownColumn, ShownKind, ShownLine, ShownTable

TABLES = {"initiatives": "施策の一覧", "values": "数値の表", "other": "施策も数値も読み取っていない表"}
KINDS = {
    "Initiative": "施策",
    "Department": "部",
    "Section": "課・室",
    "Pillar": "体系",
    "Field": "分野",
    "Target": "目標",
    "Observation": "数値",
    "Attribute": "値",
    "Plan": "計画",
}
"""What is told of a document by its kinds, in this order: the classes of facts and how they are called."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it was read with the shapes that hold."""

    tables: tuple[ShownTable, ...]
    kinds: tuple[ShownKind, ...]
    labels: tuple[str, ...]  # of the initiatives that lines are
    lines: tuple[ShownLine, ...]
    guesses: tuple[str, ...]
    asked: tuple[str, ...]  # the guesses as sentences for the terminal
    unread: tuple[str, ...]

    @property
    def initiatives(self) -> int:
        """The number of initiatives."""
        return next((kind.count for kind in self.kinds if kind.name == KINDS["Initiative"]), 0)


def shown(source: Source) -> Shown:
    """How a document is read with the shapes that hold here."""
    reading, extraction = read_document(source), extract(source)
    asked = tuple(one.message for one in problems_of_guesses(reading, source.parts, DOUBT))
    return Shown(
        tables=tuple(_tables(reading)),
        kinds=tuple(_kinds(extraction)),
        labels=tuple(draft.label for draft in reading.drafts if draft.record is None),
        lines=tuple(_lines(reading, extraction, source.parts)),
        guesses=tuple(guess.what for guess in guesses(reading)),
        asked=asked,
        unread=tuple(
            one.message for one in extraction.problems if one.severity == DOUBT and one.message not in asked
        ),
    )


def _tables(reading: Reading) -> Iterator[ShownTable]:
    for number, read in enumerate(tables_of(reading), start=1):
        yield ShownTable(number, TABLES[read.kind], tuple(_columns(read)))


def _columns(read: Read) -> Iterator[ShownColumn]:
    if read.table is None:
        return
    rows = read.table.records[:SAMPLES]
    for at, column in enumerate(read.table.columns):
        role = column.role if read.kind == "initiatives" and column.role in ROLES else ""
        yield ShownColumn(column.head, role, tuple(row.cells[at] for row in rows))


def _kinds(extraction: Extraction) -> Iterator[ShownKind]:
    for kind, name in KINDS.items():
        found = [_words(fact) for fact in extraction.facts if type(fact).__name__ == kind]
        if found:
            yield ShownKind(name, len(found), tuple(found[:SAMPLES]))


def _words(fact: object) -> str:
    """What a fact is called, or its head and what it says."""
    name, text = getattr(fact, "name", ""), getattr(fact, "text", "")
    return str(getattr(fact, "label", "") or (f"{name}: {text}" if name else text))


def _lines(reading: Reading, extraction: Extraction, parts: Sequence[Part]) -> Iterator[ShownLine]:
    """The lines that could be examples, with what was read of them."""
    read = _read_at(extraction)
    inside = grid_lines(reading)
    for line in reading.scene.lines:
        if line.number not in inside:
            where = place(parts, line.number) or f"{line.number}行目"
            yield ShownLine(line.number, where, line.hint.lead + line.text.strip(), read.get(line.number, ()))


def _read_at(extraction: Extraction) -> Mapping[int, tuple[str, ...]]:
    """By line, what was read there: the kind and the words of each fact whose label stands there."""
    found: dict[int, list[str]] = defaultdict(list)
    for fact in extraction.facts:
        name = KINDS.get(type(fact).__name__)
        for one in getattr(fact, "evidence", ()) if name else ():
            found[one.line].append(f"{name}: {_words(fact)}")
    return {line: tuple(dict.fromkeys(words)) for line, words in found.items()}
