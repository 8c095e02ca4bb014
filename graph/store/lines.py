"""The documents of a version, what was read from each line of one, and its lines that are left over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from keikaku.graph.store.publish import line_uses, told_of_documents
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.facts import Correction
from keikaku.ontology.model.parts import parts_of, place
from keikaku.ontology.model.values import Key
from keikaku.ontology.model.vocabulary import PLAN


class LabelRow(NamedTuple):
    """A row of LABELS."""

    label: str


class DocumentRow(NamedTuple):
    """A row of DOCUMENTS."""

    file: str
    label: str
    digest: str
    document: str


class PartsRow(NamedTuple):
    """A row of DOCUMENT."""

    parts: str | None


class CorrectionRow(NamedTuple):
    """A row of CORRECTIONS."""

    key: str
    subject: str
    property: str
    right: str
    wrong: str | None
    why: str | None
    role: str | None
    place: str | None
    in_force: bool
    order: int


class ThingRow(NamedTuple):
    """A row of THINGS."""

    thing: str
    class_: str
    label: str | None
    text: str | None
    line: int
    quote: str


DOCUMENTS = """
SELECT ?file ?label ?digest ?document {
  ?document a plan:Document ; plan:file ?file ; skos:prefLabel ?label ; plan:digest ?digest .
} ORDER BY ?file ?document"""
DOCUMENT = "SELECT ?parts { $document plan:file ?file . OPTIONAL { $document plan:parts ?parts } }"
CORRECTIONS = """
SELECT ?key ?subject ?property ?right ?wrong ?why ?role ?place ?inForce ?order {
  ?key a plan:Correction ; plan:subject ?subject ; plan:correctedProperty ?property ; plan:rightValue ?right ;
    plan:inForce ?inForce ; plan:order ?order .
  OPTIONAL { ?key plan:readValue ?wrong } OPTIONAL { ?key plan:correctionReason ?why }
  OPTIONAL { ?key plan:correctedBy ?role } OPTIONAL { ?key plan:correctedPlace ?place }
} ORDER BY ?order ?key"""
LABELS = """
SELECT DISTINCT ?label {
  VALUES ?class { plan:Initiative plan:Department plan:Section plan:Pillar plan:Field }
  ?thing a ?class ; skos:prefLabel ?label .
} ORDER BY ?label"""
THINGS = """
SELECT DISTINCT ?thing ?class_ ?label ?text ?line ?quote {
  ?e plan:document $document ; plan:line ?line ; plan:quote ?quote .
  ?thing plan:evidence ?e ; a ?class_ . VALUES ?class_ { $classes }
  OPTIONAL { ?thing skos:prefLabel ?label } OPTIONAL { ?thing plan:text ?text }
} ORDER BY ?line ?class_ ?thing ?quote"""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it was read; `digest` is the SHA-256 of its bytes."""

    file: str
    label: str
    digest: str
    key: Key


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A thing on its first line, or, where `kind` is empty, a line that nothing was made of.

    `kind` is the name of a class; `place` the line as people look for it, in words.
    """

    line: int
    place: str
    kind: str = ""
    iri: str = ""
    label: str = ""
    quote: str = ""


def read_documents(snapshot: Snapshot) -> tuple[ReadDocument, ...]:
    """The documents of a version, by their names."""
    return tuple(
        ReadDocument(row.file, row.label, row.digest, snapshot.key(row.document))
        for row in snapshot.rows(DocumentRow, DOCUMENTS)
    )


def read_labels(snapshot: Snapshot) -> tuple[str, ...]:
    """The names of initiatives, units and headings, each once."""
    return tuple(row.label for row in snapshot.rows(LabelRow, LABELS))


def read_corrections(snapshot: Snapshot) -> tuple[Correction, ...]:
    """The corrections of a version in their order, without reading its other facts."""
    return tuple(
        Correction(
            key=snapshot.key(row.key),
            subject=snapshot.key(row.subject),
            property=row.property,
            right=row.right,
            wrong=row.wrong or "",
            why=row.why or "",
            role=row.role or "",
            place=row.place or "",
            in_force=row.in_force,
            order=row.order,
        )
        for row in snapshot.rows(CorrectionRow, CORRECTIONS)
    )


def read_lines(snapshot: Snapshot, document: Key, classes: tuple[str, ...]) -> tuple[ReadLine, ...]:
    """The things of those classes, each at its first line of a document, and the lines that are left over.

    In the order of the lines; empty where there is no such document.
    """
    node = snapshot.node(document)
    known = snapshot.rows(PartsRow, DOCUMENT, document=node)
    if not known:
        return ()
    kinds = [NamedNode(PLAN.iri + name) for name in classes]
    parts = parts_of(known[0].parts or "[]")
    found = {
        row.thing: ReadLine(
            line=row.line,
            place=place(parts, row.line) or f"{row.line}行目",
            kind=row.class_.removeprefix(PLAN.iri),
            iri=row.thing,
            label=row.label or row.text or "",
            quote=row.quote,
        )
        for row in reversed(snapshot.rows(ThingRow, THINGS, document=node, classes=kinds))
    }
    told = next((one for one in told_of_documents(snapshot) if one["document"] == document), None)
    left = [use.line for use in line_uses(told) if use.use == "leftover"] if told else []
    rest = [ReadLine(line=line, place=place(parts, line) or f"{line}行目") for line in left]
    return tuple(sorted((*found.values(), *rest), key=lambda one: (one.line, one.kind, one.iri)))
