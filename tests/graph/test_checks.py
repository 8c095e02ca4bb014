"""What `check` tells of a published graph."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from keikaku.graph.store import shapes
from keikaku.graph.store.checks import CheckReport, check
from keikaku.graph.store.publish import publish
from keikaku.graph.store.shapes import violations
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.ontology.model import facts as m
from keikaku.ontology.model.vocabulary import BASE
from tests.graph import made_up

NAMES = "https://keikaku.example/ns/plan#"
USES = (
    m.LineUse(line=1, characters=50, use="fact", reason="title"),
    m.LineUse(line=2, characters=139, use="passage", reason="prose"),
    m.LineUse(line=3, characters=3, use="leftover", reason="plain"),
    m.LineUse(line=4, characters=8, use="furniture", reason="page number"),
)


def extraction(number: int, characters: int) -> m.Extraction:
    known = made_up.EXTRACTIONS[number]
    return replace(known, document=replace(known.document, characters=characters), uses=USES)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The made-up city: one document read whole, of the other five characters lost."""
    folder = tmp_path_factory.mktemp("store")
    idle = m.Department(
        key="みどり市/department/会計部",
        label="会計部",
        municipality=made_up.MUNICIPALITY,
        evidence=made_up.said(6, "会計部の仕事を定める"),
    )
    open_ = replace(made_up.MORE, departments=())
    publish(folder, (extraction(0, 200), extraction(1, 205)), (*made_up.FACTS, idle, open_))
    return open_snapshot(folder)


@pytest.fixture(scope="module")
def report(snapshot: Snapshot) -> CheckReport:
    """Its report."""
    return check(snapshot)


def test_every_character_of_a_document_is_accounted_for(report: CheckReport) -> None:
    """In facts, under a heading, left over, furniture, or lost."""
    lost, whole = report.documents
    assert (whole.file, whole.fact, whole.passage, whole.leftover, whole.furniture, whole.lost) == (
        *("midori.txt", 50, 139, 3, 8, 0),
    )
    assert (whole.share("leftover"), lost.lost) == (1.5, 5)
    assert "5字がどこにも入っていません" in report.to_text()


def test_what_a_person_should_look_at_is_told(report: CheckReport) -> None:
    """Departments that nothing names, initiatives that nobody answers for, problems of reading."""
    assert report.departments_without_initiatives == ("会計部",)
    assert report.initiatives_without_unit == {"みどり市行動計画2027": 1}
    text = report.to_text()
    assert "会計部" in text
    assert "2行目の見出しを読めませんでした" in text


def test_the_json_has_the_percentages(report: CheckReport) -> None:
    """One line, with what the text says."""
    told = json.loads(report.to_json())
    assert told["conforms"] is True
    assert told["documents"][1]["percent"] == {
        "fact": 25.0,
        "passage": 69.5,
        "leftover": 1.5,
        "furniture": 4.0,
    }
    assert told["counts"]["施策"] == 4


def test_a_clean_graph_says_so(report: CheckReport) -> None:
    """No violation, no list of them."""
    assert report.violations == ()
    assert "問題はありません" in report.to_text()


def test_a_violation_in_the_graph_is_found_and_named(snapshot: Snapshot) -> None:
    """Also one that came in past the build."""
    store = Store()
    store.bulk_extend(snapshot.quads())
    node = f"<http://127.0.0.1:7860/id/{made_up.SAVING}>"
    store.load(
        BytesIO(f"{node} <https://keikaku.example/ns/plan#fiscalYear> 3000 .".encode()),
        format=RdfFormat.TURTLE,
    )
    spoilt = check(replace(snapshot, store=store))
    assert [v.node.rpartition("/")[2] for v in spoilt.violations] == ["庁舎の明かりを減らす取組"]
    assert json.loads(spoilt.to_json())["conforms"] is False
    assert "年度は1900から2100まで" in spoilt.to_text()


def test_a_document_without_characters_has_no_share(tmp_path: Path) -> None:
    """No division by nothing."""
    empty = replace(extraction(0, 0), uses=())
    publish(tmp_path, (empty, extraction(1, 200)), made_up.FACTS)
    assert check(open_snapshot(tmp_path)).documents[1].share("fact") == 0.0


def test_things_are_checked_the_same_one_at_a_time_and_together(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole things pass beside what they point to; one that points to a thing of another class is named."""
    pointing = f"<{BASE}id/{made_up.SAVING}> <{NAMES}inPlan> <{BASE}id/{made_up.MUNICIPALITY}> ."
    nothing = f"<{BASE}id/みどり市/initiative/none> a <{NAMES}Initiative> ."
    store = Store()
    store.bulk_extend(snapshot.quads())
    store.load(BytesIO(f"{pointing}\n{nothing}".encode()), format=RdfFormat.TURTLE)
    together = violations(store)
    assert {one.node.rpartition("/")[2] for one in together} == {"庁舎の明かりを減らす取組", "none"}
    assert any(made_up.MUNICIPALITY in one.value for one in together)
    for many in (1, 50):
        monkeypatch.setattr(shapes, "AT_ONCE", many)
        assert violations(store) == together
        assert violations(snapshot.quads()) == ()
