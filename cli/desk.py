"""The desk of a store: what its pages are told of reading, and the command that builds for them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

from keikaku.cli.doors.shapes import TEACH_OPTIONS
from keikaku.graph.store.publish import stored_facts
from keikaku.ingest.cities.words import read_words
from keikaku.ingest.formats.readers import APART, EASY, HERE, unknown_kind
from keikaku.ingest.lessons.adding import ADDED
from keikaku.ingest.lessons.changes import CHANGES
from keikaku.ingest.lessons.correcting import fault_of
from keikaku.ingest.lessons.corrections import Asked, read_corrections, read_rows
from keikaku.ingest.taught.shapes import ROLES
from keikaku.ontology.model.facts import Document, Fact
from keikaku.web.desk.desk import Desk, Reading
from keikaku.web.desk.wanted import COLUMNS, Wanted
from keikaku.web.lessons.asking import Lessons

PROGRAM = ("-m", "keikaku")


def desk_of(store: Path) -> Desk:
    """The desk over a store, building with this program's own command line."""
    return Desk(store, READING, (sys.executable, *PROGRAM, "build", "--progress-json"))


def lessons_of(store: Path) -> Lessons:
    """The lessons over a store, by this program's own command line."""
    return Lessons((sys.executable, *PROGRAM, "shapes"), store, ROLES, TEACH_OPTIONS)


def _unreadable(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return "" if suffix in (*HERE, *APART) else f"{name}: {unknown_kind(suffix)}"


def _rows(path: Path) -> tuple[tuple[Wanted, ...], tuple[str, ...]]:
    asked, problems = read_corrections(path)
    return tuple(map(_wanted, asked)), tuple(problem.message for problem in problems)


def _wanted(asked: Asked) -> Wanted:
    return Wanted(
        file=asked.file,
        place=asked.place,
        iri=asked.key,
        item=asked.item,
        right=asked.right,
        reason=asked.reason,
        role=asked.role,
    )


def _fault(store: Path, row: Wanted) -> str:
    """As the reader of the file sees the row, and then as the build will."""
    cells = (row.file, row.place, row.iri, row.item, row.right, row.reason, row.role)
    asked, problems = read_rows(Path("訂正"), [COLUMNS, cells])
    if not asked:
        return problems[0].message
    facts = cast("tuple[Fact | Document, ...]", stored_facts(store, object))
    return fault_of(asked[0], facts)


def _word_faults(path: Path) -> tuple[str, ...]:
    return tuple(problem.message for problem in read_words(path, "")[1])


READING = Reading(
    suffixes=(*HERE, *APART),
    readable=EASY,
    unreadable=_unreadable,
    items={
        **{name: tuple(kind.__name__ for kind in kinds) for name, (kinds, _) in CHANGES.items()},
        **dict.fromkeys(ADDED, ()),
    },
    rows=_rows,
    fault=_fault,
    words=_word_faults,
)
"""What the pages need of the readers."""
