"""A version becomes current whole, checked and in one step, or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from keikaku.graph.store.building import KEPT, locked
from keikaku.graph.store.publish import publish
from keikaku.graph.store.shapes import ShapesViolated
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.store.versions import StoreBusy, StoreUnwritable
from keikaku.ontology.model import facts as m
from tests.asked import select
from tests.graph import made_up

pytestmark = pytest.mark.slow

COUNT = "SELECT (COUNT(?i) AS ?n) { ?i a plan:Initiative }"
ENDLESS = """
import sys
from pathlib import Path
from graph.building import KEPT, locked
from graph.publish import publish
from tests.graph import made_up
while True:
    publish(Path(sys.argv[1]), made_up.EXTRACTIONS, made_up.FACTS)
    publish(Path(sys.argv[1]), made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE))
"""


def without(extractions: tuple[m.Extraction, ...], key: str) -> tuple[m.Extraction, ...]:
    """The extractions without the facts of one key."""
    return tuple(replace(e, facts=tuple(f for f in e.facts if f.key != key)) for e in extractions)


def changed(fact: m.Fact, **values: object) -> tuple[m.Fact, ...]:
    """The city's facts with one of them changed."""
    return tuple(replace(f, **values) if f.key == fact.key else f for f in made_up.FACTS)


def known(key: str) -> m.Fact:
    return next(fact for fact in made_up.FACTS if fact.key == key)


@pytest.mark.slow
def test_the_same_input_has_the_same_data_version(tmp_path: Path) -> None:
    """Neither the time, the folder nor the order of the facts is in it."""
    first = publish(tmp_path / "a", made_up.EXTRACTIONS, made_up.FACTS)
    assert publish(tmp_path / "a", made_up.EXTRACTIONS, made_up.FACTS) == first
    assert publish(tmp_path / "b", made_up.EXTRACTIONS, tuple(reversed(made_up.FACTS))) == first


def test_one_changed_word_changes_the_data_version(tmp_path: Path) -> None:
    """An answer's data version tells which facts it stands on."""
    first = publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    facts = changed(known(made_up.GENERAL), alt_labels=("庶務部",))
    assert publish(tmp_path, made_up.EXTRACTIONS, facts) != first


def test_a_reader_keeps_its_version_while_another_is_published(tmp_path: Path) -> None:
    """What is open stays as it was; the next opening sees the new one."""
    publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    old = open_snapshot(tmp_path)
    facts = tuple(fact for fact in made_up.FACTS if fact.key != made_up.SAVING)
    publish(tmp_path, without(made_up.EXTRACTIONS, made_up.SAVING), facts)
    assert select(old, COUNT) == [(3,)]
    assert select(open_snapshot(tmp_path), COUNT) == [(2,)]


@pytest.mark.slow
def test_the_last_versions_are_kept(tmp_path: Path) -> None:
    """Three of them, and nothing of the building."""
    for _ in range(KEPT + 2):
        publish(tmp_path, (), ())
    assert sorted(path.name for path in (tmp_path / "versions").iterdir()) == ["000003", "000004", "000005"]
    assert (tmp_path / "current").read_text(encoding="utf-8") == "000005\n"


def test_extras_stand_in_the_folder_of_their_version(tmp_path: Path) -> None:
    """A file, a folder and bytes, by the names that they were given."""
    made = tmp_path / "made"
    made.mkdir()
    (made / "words.npz").write_bytes(b"1")
    extras = {"index": made, "index-copy/words": made / "words.npz", "note.txt": b"2"}
    publish(tmp_path / "store", (), (), extras=extras)
    folder = open_snapshot(tmp_path / "store").folder
    found = [(folder / name).read_bytes() for name in ("index/words.npz", "index-copy/words", "note.txt")]
    assert found == [b"1", b"1", b"2"]


VIOLATIONS = {
    "no evidence": (made_up.SAVING, {"evidence": ()}, "根拠"),
    "a quote too short": (made_up.SAVING, {"evidence": made_up.said(3, "短い")}, "引用"),
    "a quote too long": (made_up.SAVING, {"evidence": made_up.said(3, "長" * 301)}, "引用"),
    "line 0": (made_up.SAVING, {"evidence": made_up.said(0, "十分な長さの引用")}, "行"),
    "a year of another age": (made_up.ARCHIVING, {"fiscal_year": 20019}, "年度"),
    "an end before the start": (made_up.ACTION, {"start": 2028}, "開始年度"),
    "a pillar of no plan": (made_up.PILLAR, {"plan": "みどり市/plan/ない"}, "計画"),
    "a department that is none": (made_up.SAVING, {"departments": ("みどり市/department/ない部",)}, "担当部"),
    "a policy of no department": (made_up.POLICY, {"department": None}, "定めた部"),
    "no name": (made_up.FIELD, {"label": ""}, "名称"),
}


@pytest.mark.parametrize(("key", "values", "word"), VIOLATIONS.values(), ids=VIOLATIONS)
def test_what_violates_a_shape_is_not_published(
    tmp_path: Path, key: str, values: dict[str, object], word: str
) -> None:
    """The sentence names the thing and what it lacks, and ends with the next step."""
    with pytest.raises(ShapesViolated, match=word) as raised:
        publish(tmp_path, made_up.EXTRACTIONS, changed(known(key), **values))
    assert "build --explain" in str(raised.value)


def test_a_refused_build_leaves_the_old_version(tmp_path: Path) -> None:
    """Readers see nothing of it, and no folder of it stays."""
    first = publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    with pytest.raises(ShapesViolated):
        publish(tmp_path, made_up.EXTRACTIONS, changed(known(made_up.SAVING), evidence=()))
    assert open_snapshot(tmp_path).data_version == first
    assert len(list((tmp_path / "versions").iterdir())) == 1


def test_the_made_up_city_violates_nothing(tmp_path: Path) -> None:
    """Otherwise every case above would pass for another reason."""
    assert publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)


def test_a_second_build_gives_up_with_a_sentence(tmp_path: Path) -> None:
    """Another process that holds the store is waited for, not for ever."""
    hold = "import sys, time\nfrom pathlib import Path\nfrom graph.store.building import locked\n"
    hold += "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    with subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            with pytest.raises(StoreBusy, match="もう一度"), locked(tmp_path, seconds=0.05):
                pass
        finally:
            other.kill()


def test_a_folder_that_cannot_be_written_is_said_with_the_next_step(tmp_path: Path) -> None:
    """A file where the store should be."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreUnwritable, match="--store"):
        publish(tmp_path / "file", (), ())


def test_a_disk_that_is_full_is_said_with_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old version stays, and nothing of the new one."""
    first = publish(tmp_path, (), ())

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("keikaku.graph.store.publish._write_extras", full)
    with pytest.raises(StoreUnwritable, match="空き容量"):
        publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    assert open_snapshot(tmp_path).data_version == first
    assert len(list((tmp_path / "versions").iterdir())) == 1


def test_a_build_may_hold_the_store_from_its_first_reading(tmp_path: Path) -> None:
    """Publishing inside one's own lock does not wait for oneself."""
    with locked(tmp_path, seconds=1):
        publish(tmp_path, (), ())
    assert select(open_snapshot(tmp_path), COUNT) == [(0,)]


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_a_whole_graph(tmp_path: Path) -> None:
    """Kill -9 at any moment: the current version opens, and holds what its data version stands for."""
    fewer = publish(tmp_path / "a", made_up.EXTRACTIONS, made_up.FACTS)
    more = publish(tmp_path / "a", made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE))
    store = tmp_path / "store"
    publish(store, made_up.EXTRACTIONS, made_up.FACTS)
    for moment in range(12):
        builder = subprocess.Popen([sys.executable, "-c", ENDLESS, str(store)])
        time.sleep(0.6 + moment * 0.083)
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        snapshot = open_snapshot(store)
        assert select(snapshot, COUNT) == [({fewer: 3, more: 4}[snapshot.data_version],)]
    publish(store, made_up.EXTRACTIONS, made_up.FACTS)
    assert len(list((store / "versions").iterdir())) <= KEPT
