"""What was only guessed of a document: told with three samples, so that somebody can put it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keikaku.ingest.grid.roles import vote_of
from keikaku.ingest.plan_names import find_names
from keikaku.ingest.reading import Reading
from keikaku.ingest.tabular import Table
from keikaku.ingest.taught.shapes import ROLES, TableShape, known_shapes, table_shape
from keikaku.ontology.model.facts import Part, Problem
from keikaku.ontology.model.parts import place

SAMPLES = 3
COLUMNS = "--title 列の名前 --unit 列の名前"
SHOWN = 24  # characters of a sample
ROWS_AT_LEAST = 2
TITLE_LINES = 3
LINES_AT_LEAST = 12
"""A document of fewer lines without initiatives is no plan that was missed."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A reading that no word of the document says: where, what, and three samples."""

    line: int
    what: str
    samples: tuple[str, ...]
    teach: str  # the options of `shapes teach` that would put it right


def guesses(reading: Reading) -> tuple[Guess, ...]:
    """The guesses of a document, each shape of table once."""
    found: dict[str, Guess] = {}
    for block in reading.outline.blocks:
        if block.table and (guess := _of_table(block.table)):
            found.setdefault(guess.what, guess)
    return (*found.values(), *_of_lines(reading))


def _of_table(table: Table) -> Guess | None:
    """The roles of a table's columns where the values told them and no head does, and nobody taught them."""
    if table.kind != "initiatives" or "title" not in table.roles or len(table.records) < ROWS_AT_LEAST:
        return None
    heads = [table.header[at] for at in range(len(table.roles))]
    known = {one.fingerprint for one in known_shapes() if isinstance(one, TableShape)}
    title = table.roles.index("title")
    found = vote_of(table.path(title)) if any(table.path(title)) else None
    if (found and found.concept == "TITLE") or table_shape(heads, ()).fingerprint in known:
        return None
    told = "、".join(
        f"「{heads[at] or f'{at + 1}列目'}」を{ROLES[role]}"
        for at, role in enumerate(table.roles)
        if role in ("title", "responsible", "pillar", "field")
    )
    samples = tuple(record.label for record in table.records[:SAMPLES])
    what = f"表の列を値から推し量り、{told}と読みました"
    return Guess(table.lines[0].number, what, samples, COLUMNS)


def _of_lines(reading: Reading) -> Iterator[Guess]:
    """A document with sections and no initiative at all, with lines that stand below its headings."""
    if reading.drafts or reading.pairs or len(reading.scene.lines) < LINES_AT_LEAST:
        return
    titled = any(find_names(line.plain, reading.city) for line in reading.scene.lines[:TITLE_LINES])
    if not titled or any(block.table for block in reading.outline.blocks):
        return
    lines = [
        line
        for role, block in zip(reading.outline.roles, reading.outline.blocks, strict=True)
        if not role and not (line := block.lines[0]).ends_sentence and not line.hint.row
    ]
    if lines:
        samples = tuple(line.text.strip() for line in lines[:SAMPLES])
        yield Guess(lines[0].number, "施策を一つも読み取れませんでした", samples, "--example '行' を三つ")


def problems_of_guesses(reading: Reading, parts: Sequence[Part], severity: str) -> tuple[Problem, ...]:
    """The guesses as sentences that name the place and the next step."""
    return tuple(
        Problem(
            file=reading.file,
            line=guess.line,
            message=(
                f"{reading.file} {place(parts, guess.line) or f'{guess.line}行目'}: {guess.what}"
                f"（例:{''.join(f'「{_short(one)}」' for one in guess.samples)}）。"
                f"違っていれば keikaku shapes teach {reading.file} {guess.teach} で教えてください。"
            ),
            severity=severity,
        )
        for guess in guesses(reading)
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
