"""What the shared documents tell goes through the store and back unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.graph.rdf.mapping import canonical
from keikaku.graph.store.checks import check
from keikaku.graph.store.publish import held, publish
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.build import read_documents
from keikaku.ingest.join.derive import derive
from keikaku.ingest.join.reconcile import reconcile

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def test_five_real_documents_are_published_clean_and_read_back(seeds: Path, tmp_path: Path) -> None:
    """Model to store to model, SHACL clean, no character lost, each fact once in the default graph."""
    extractions, _ = read_documents([seeds], None)
    facts = reconcile(extractions)
    publish(tmp_path, extractions, (*facts, *derive(facts)))
    back = {one.document.key: one for one in held(tmp_path).extractions}
    for published in extractions:
        told = back[published.document.key]
        assert set(told.facts) == {canonical(fact) for fact in published.facts}
        assert (told.document, told.uses) == (canonical(published.document), published.uses)
    report = check(open_snapshot(tmp_path))
    assert report.violations == ()
    assert [one.lost for one in report.documents] == [0] * len(extractions)
