"""Versions have running numbers: one can be named, gone back to, and compared with another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keikaku.graph.store.changes import SHOWN, changes, told
from keikaku.graph.store.history import NoSuchVersion, at, history, roll_back
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.store.taken_back import StoreTakenBack
from keikaku.graph.store.versions import StoreDamaged, current
from keikaku.ontology.model import facts as m
from tests.graph import made_up

pytestmark = pytest.mark.slow

PAPER = m.Extraction(document=made_up.document(f"{made_up.CITY}/document/paper.txt", "紙のつづり"), facts=())
LATER = tuple(
    replace(fact, departments=(made_up.WELFARE,)) if fact.key == made_up.BOOKING else fact
    for fact in made_up.FACTS
)


def test_the_newest_comes_first_with_what_it_holds(tmp_path: Path):
    """Number, counts, and which one is read now."""
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    publish(tmp_path, made_up.EXTRACTIONS, LATER)
    found = history(tmp_path)
    assert [(one.number, one.current, one.closed) for one in found] == [(2, True, ""), (1, False, "")]
    assert found[0].initiatives == sum(isinstance(fact, m.Initiative) for fact in made_up.FACTS)


def test_the_way_back_is_a_new_version_with_the_old_content(tmp_path: Path):
    """Numbers only rise; the data version is the old one, since the content is."""
    first = publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS, extras={"index/a.txt": b"a"})
    publish(tmp_path, made_up.EXTRACTIONS, LATER)
    assert roll_back(tmp_path, 1) == (3, first)
    assert open_snapshot(tmp_path).data_version == first
    assert (current(tmp_path) / "index" / "a.txt").read_bytes() == b"a"
    assert at(tmp_path, 2).data_version != first


def test_no_way_leads_back_to_what_was_taken_back(tmp_path: Path):
    """A dropped document stays dropped."""
    publish(tmp_path, (*made_up.EXTRACTIONS, PAPER), made_up.FACTS)
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    with pytest.raises(StoreTakenBack, match="の版 1 は"):  # numbered as history numbers it
        roll_back(tmp_path, 1)
    assert [bool(one.closed) for one in history(tmp_path)] == [False, True]


def test_what_only_the_version_gone_back_from_held_is_taken_back(tmp_path: Path):
    """Whoever goes back takes the document out of every door, as --drop does."""
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    publish(tmp_path, (*made_up.EXTRACTIONS, PAPER), made_up.FACTS)
    roll_back(tmp_path, 1)
    with pytest.raises(StoreTakenBack):
        at(tmp_path, 2)


def test_a_damaged_version_is_not_gone_back_to(tmp_path: Path):
    """Every byte is compared before it is published again."""
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS, extras={"big.bin": bytes(2 << 20)})
    publish(tmp_path, made_up.EXTRACTIONS, LATER)
    (tmp_path / "versions" / "000001" / "big.bin").write_bytes(b"\1" + bytes((2 << 20) - 1))
    with pytest.raises(StoreDamaged, match=r"big\.bin"):
        roll_back(tmp_path, 1)
    assert open_snapshot(tmp_path).folder.name == "000002"


def test_the_way_back_that_is_named_is_one_that_can_be_gone(tmp_path: Path):
    """A version that was taken back is none, and where the current one is whole nobody has to go back."""
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    publish(tmp_path, (*made_up.EXTRACTIONS, PAPER), made_up.FACTS)
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    (tmp_path / "versions" / "000001" / "extractions.json").write_text("[]")
    with pytest.raises(StoreDamaged, match=r"壊れていないいまの版 3 を開いてください。$"):
        at(tmp_path, 1)
    (tmp_path / "versions" / "000003" / "extractions.json").write_text("[]")
    with pytest.raises(
        StoreDamaged, match=r"壊れています。文書を指定して build をもう一度実行してください。$"
    ):
        open_snapshot(tmp_path)


def test_an_unknown_number_is_told_with_those_there_are(tmp_path: Path):
    """The sentence names the next step."""
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    with pytest.raises(NoSuchVersion, match=r"history で番号を確かめてください（あるのは 1）。$"):
        at(tmp_path, 9)


def test_changes_tell_what_came_went_and_changed():
    """By key; of what changed, which attributes."""
    gone = next(fact for fact in made_up.FACTS if fact.key == made_up.SAVING)
    after = [fact for fact in LATER if fact.key != made_up.SAVING]
    found = [(one.way, one.kind, one.label, one.fields) for one in changes(made_up.FACTS, after)]
    assert found == [
        ("went", "施策", gone.label, ()),
        ("changed", "施策", made_up.LABEL, ("departments",)),
    ]
    assert [one.way for one in changes(after, made_up.FACTS)] == ["came", "changed"]


def test_a_moved_line_is_no_change():
    """Where a thing stands in its document is not what it is."""
    moved = [replace(fact, order=99) if isinstance(fact, m.Initiative) else fact for fact in made_up.FACTS]
    assert changes(made_up.FACTS, moved) == ()
    assert list(told(())) == ["違いはありません。"]


def test_long_lists_say_how_many_they_leave_out():
    """The counts are whole."""
    many = [
        m.FaqEntry(key=f"c/faq/{n}", id=str(n), question=f"問い{n}", answer="答え", municipality="c")
        for n in range(SHOWN + 3)
    ]
    lines = list(told(changes((), many)))
    assert lines[0] == f"加わったよくある質問: {SHOWN + 3}件"
    assert lines[-1] == "  （ほか3件。--json で全件を表示します）"
