"""The lines of a document as staff read them: each thing once, and what is left over."""

from __future__ import annotations

from pathlib import Path

from keikaku.graph.store.lines import read_documents, read_lines
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import open_snapshot
from tests.graph import made_up


def test_each_thing_stands_once_in_the_order_of_the_lines(tmp_path: Path):
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    snapshot = open_snapshot(tmp_path)
    found = read_lines(snapshot, made_up.DOCUMENT, ("Initiative", "Department", "Target"))
    things = [one.iri for one in found if one.iri]
    assert len(things) == len(set(things)) > 0
    assert [one.line for one in found] == sorted(one.line for one in found)
    booking = next(one for one in found if snapshot.key(one.iri) == made_up.BOOKING)
    assert (booking.kind, booking.label, booking.place) == ("Initiative", made_up.LABEL, "12行目")
    assert {one.kind for one in found} <= {"Initiative", "Department", "Target", ""}


def test_a_document_that_is_not_there_has_no_lines(tmp_path: Path):
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    snapshot = open_snapshot(tmp_path)
    assert read_lines(snapshot, "みどり市/document/no.txt", ("Initiative",)) == ()
    assert {one.key for one in read_documents(snapshot)} >= {made_up.DOCUMENT}
