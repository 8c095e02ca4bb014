"""What was only guessed of a document: told with three samples, so that somebody can put it right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keikaku.ingest.grid.roles import vote_of
from keikaku.ingest.grid.tabular import Table
from keikaku.ingest.outline.taught import features
from keikaku.ingest.plans.names import find_names
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.layout import PLAIN
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.taught.shapes import ROLES, TableShape, known_shapes, table_shape
from keikaku.ontology.model.facts import Part, Problem
from keikaku.ontology.model.parts import place

SAMPLES = 3
EXAMPLES = "--example '行' を三つ"
COLUMNS = "--title 列の名前 --unit 列の名前"
SHOWN = 24  # characters of a sample
ROWS_AT_LEAST = 2
TITLE_LINES = 3


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
    if not any(table.path(title)):  # no heads at all: its rows begin with a title and its units
        return None
    found = vote_of(table.path(title))
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
    """A plan of no known layout without any initiative, in which lines of one form stand again and again."""
    if reading.drafts or reading.pairs or reading.layout.name != PLAIN:
        return
    titled = any(find_names(line.plain, reading.city) for line in reading.scene.lines[:TITLE_LINES])
    lines = _alike(reading) if titled else ()
    if len(lines) >= SAMPLES:
        samples = tuple(line.text.strip() for line in lines[:SAMPLES])
        yield Guess(lines[0].number, "施策を一つも読み取れませんでした", samples, EXAMPLES)


def _alike(reading: Reading) -> Sequence[Line]:
    """The most lines that share a mark, an indent and what parts them, and are no sentences."""
    groups: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for index, line in enumerate(reading.scene.lines):
        form = features(reading.scene, index)
        told = tuple(form[name] for name in ("mark", "rank", "symbol", "indent", "separators"))
        if not line.ends_sentence and not line.hint.row and index and set(told) - {"", "0"}:
            groups[told].append(line)
    return max(groups.values(), key=len, default=())


def problems_of_guesses(reading: Reading, parts: Sequence[Part], severity: str) -> tuple[Problem, ...]:
    """The guesses as sentences that name the place and the next step."""
    return tuple(
        Problem(
            file=reading.file,
            line=guess.line,
            message=(
                f"{reading.file} {place(parts, guess.line) or f'{guess.line}行目'}: {guess.what}"
                f"（例:{''.join(f'「{_short(one)}」' for one in guess.samples)}）。"
                f"違っていれば、職員の「読み方」の画面か keikaku shapes teach {reading.file} {guess.teach} で"
                "教えてください。"
            ),
            severity=severity,
        )
        for guess in guesses(reading)
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
