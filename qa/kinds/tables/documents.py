"""The document that a question names by what it is, right behind its city: 〇〇市の評価シートで, 〇〇市の行革の."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa.naming.abbreviations import made_of
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.query import Named
from keikaku.qa.text.compact import compact
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa.naming.spans import Ledger
    from keikaku.qa.world.world import World


class FileRow(NamedTuple):
    """A row of FILES."""

    file: str
    title: str


FILES = """SELECT ?file ?title WHERE { ?d a plan:Document ; plan:file ?file ; skos:prefLabel ?title } ORDER BY ?file"""
_RUN = re.compile("の?(?P<run>[一-鿿々ァ-ヴーa-z0-9]{2,16})(?=[のではにから、])")
_SUFFIX = re.compile(r"\.[a-z0-9]{2,5}$")


class Document(NamedTuple):
    """Where its name stands in the question, and the files that it can be: all of them where the name narrows nothing."""

    start: int
    end: int
    files: frozenset[str]
    narrows: bool


def document_of(ledger: Ledger, world: World) -> Document | None:
    """The documents whose title or file the run behind the city's name is made of; None where there is none."""
    cities = ledger.names("municipality")
    match = _RUN.match(ledger.text, cities[0].end) if len(cities) == 1 else None
    if match is None or _named(ledger, match.start("run"), match.end("run")):
        return None
    every = world.facts.rows(FileRow, FILES)
    run = match["run"]
    files = frozenset(row.file for row in every if any(_fits(run, name) for name in _names(row)))
    narrows = len(files) < len({row.file for row in every})
    return Document(match.start("run"), match.end("run"), files, narrows) if files else None


def _named(ledger: Ledger, start: int, end: int) -> bool:
    """True where some of the run is a name already."""
    return any(
        span.kind in {SpanKind.NAME, SpanKind.YEAR} and span.start < end and start < span.end
        for span in ledger.spans
    )


def _names(row: FileRow) -> tuple[str, ...]:
    return (_SUFFIX.sub("", compact(row.file)), compact(row.title))


def _fits(run: str, name: str) -> bool:
    return run in name or made_of(run, name)


def within(rows: Sequence[Key], document: Document | None, world: World) -> tuple[Key, ...]:
    """The rows that stand in the document that is named."""
    if document is None or not document.narrows:
        return tuple(rows)
    found, _ = rows_of(tuple(Named(key, "") for key in rows), world)
    return tuple(row.item.iri for row in found if row.citation and row.citation.document in document.files)
