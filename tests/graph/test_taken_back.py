"""What was taken back is read in no earlier version, from the moment that the next one is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from keikaku.graph.sparql.gate import Runner
from keikaku.graph.store import building
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot, open_version
from keikaku.graph.store.taken_back import FILE, StoreTakenBack, since
from keikaku.graph.store.versions import current
from keikaku.ontology.model import facts as m
from tests.graph import made_up

CORRECTION = m.Correction(
    key=f"{made_up.CITY}/correction/1", subject=made_up.SAVING, property="消", right="はい", why="重複"
)
ALL = made_up.EXTRACTIONS
PAPER = m.Extraction(document=made_up.document(f"{made_up.CITY}/document/paper.txt", "紙のつづり"), facts=())
DONE = tuple(f for f in made_up.FACTS if f.key != made_up.SAVING and not isinstance(f, m.Correction))


def published(store: Path, extractions: Sequence[m.Extraction] = ALL, facts=made_up.FACTS) -> Path:
    publish(store, extractions, facts)
    return current(store)


def without(kind: type[m.Fact]) -> tuple[m.Fact, ...]:
    return tuple(fact for fact in made_up.FACTS if not isinstance(fact, kind))


WAYS: dict[str, tuple[tuple[Sequence[m.Extraction], Sequence[m.Fact]], ...]] = {
    "a document is dropped": (((*ALL, PAPER), made_up.FACTS), (ALL, made_up.FACTS)),
    "an entry leaves the FAQ": ((ALL, made_up.FACTS), (ALL, without(m.FaqEntry))),
    "a correction deletes a thing": ((ALL, made_up.FACTS), (ALL, (*DONE, CORRECTION))),
}
OPENINGS: dict[str, Callable[[Path], object]] = {"pages": open_version, "SPARQL": Runner}


@pytest.mark.slow
@pytest.mark.parametrize("opening", OPENINGS.values(), ids=OPENINGS)
@pytest.mark.parametrize(("before", "after"), WAYS.values(), ids=WAYS)
def test_no_earlier_version_that_holds_it_is_opened(tmp_path: Path, before, after, opening):
    """By whichever way it went, and by whichever way somebody opens it; the sentence tells what to open."""
    first = published(tmp_path, *before)
    assert opening(first)
    second = published(tmp_path, *after)
    with pytest.raises(StoreTakenBack, match=r"いまの版を開いてください。$"):
        opening(first)
    assert opening(second)
    assert isinstance(open_snapshot(tmp_path), Snapshot)


@pytest.mark.slow
def test_a_correction_that_stays_is_not_taken_back_again(tmp_path: Path):
    """Every later build follows it, and closes nothing more."""
    published(tmp_path)
    second = published(tmp_path, ALL, (*DONE, CORRECTION))
    published(tmp_path, ALL, (*DONE, CORRECTION, made_up.MORE))
    assert open_version(second)
    assert since(tmp_path) == {made_up.SAVING: 2}


@pytest.mark.slow
def test_a_correction_that_is_not_in_force_takes_nothing_back(tmp_path: Path):
    """Its thing stands in no document now, and did not go by it."""
    first = published(tmp_path)
    published(tmp_path, ALL, (*DONE, replace(CORRECTION, in_force=False)))
    assert open_version(first)


@pytest.mark.slow
def test_a_version_that_only_changed_stays_open(tmp_path: Path):
    """A permanent link shows its answer of then."""
    first = published(tmp_path)
    published(tmp_path, ALL, (*made_up.FACTS, made_up.MORE))
    assert open_version(first)
    assert not (tmp_path / FILE).exists()


@pytest.mark.slow
def test_what_comes_back_is_open_from_then_on_and_not_before(tmp_path: Path):
    """The words of before may be those that were taken back."""
    first = published(tmp_path, (*ALL, PAPER))
    second = published(tmp_path)
    third = published(tmp_path, (*ALL, PAPER))
    assert [open_version(second), open_version(third)]
    with pytest.raises(StoreTakenBack):
        open_version(first)


@pytest.mark.slow
def test_a_version_of_before_the_last_is_closed_too(tmp_path: Path):
    """Also where the version in between did not hold it, as in a store that an earlier program wrote."""
    first = published(tmp_path, (*ALL, PAPER))
    published(tmp_path)
    (tmp_path / FILE).unlink()
    published(tmp_path, ALL, (*made_up.FACTS, made_up.MORE))
    with pytest.raises(StoreTakenBack):
        open_version(first)


@pytest.mark.slow
def test_a_build_that_is_ended_before_its_pointer_has_closed_it_already(tmp_path: Path, monkeypatch):
    """The current version stays whole and open; when the next build brings the document, it is open there."""
    first = published(tmp_path, (*ALL, PAPER))
    second = published(tmp_path, (*ALL, PAPER), (*made_up.FACTS, made_up.MORE))
    whole = building._sync_file

    def ended(path: Path) -> None:
        if path.name == "current.new":
            raise KeyboardInterrupt
        whole(path)

    with monkeypatch.context() as patched:
        patched.setattr(building, "_sync_file", ended)
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path, ALL, made_up.FACTS)
    assert current(tmp_path) == second
    assert open_version(second)
    with pytest.raises(StoreTakenBack):
        open_version(first)
    third = published(tmp_path, (*ALL, PAPER))
    published(tmp_path, (*ALL, PAPER), (*made_up.FACTS, made_up.MORE))
    assert open_version(third)


@pytest.mark.slow
@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"a": "b"}', b"\xff"])
def test_a_record_that_cannot_be_read_closes_all_that_came_before(tmp_path: Path, broken: bytes):
    """It never counts as none, and the next build does not forget it."""
    first = published(tmp_path)
    second = published(tmp_path, ALL, (*made_up.FACTS, made_up.MORE))
    (tmp_path / FILE).write_bytes(broken)
    assert open_version(second)
    with pytest.raises(StoreTakenBack):
        open_version(first)
    published(tmp_path, ALL, without(m.FaqEntry))
    for one in (first, second):
        with pytest.raises(StoreTakenBack):
            open_version(one)


@pytest.mark.slow
def test_no_number_is_given_twice(tmp_path: Path):
    """Where the versions were deleted and made anew, the record of before speaks of none of them."""
    published(tmp_path, (*ALL, PAPER))
    published(tmp_path)
    for one in (tmp_path / "versions").iterdir():
        one.rename(tmp_path / f"gone{one.name}")
    (tmp_path / "current").unlink()
    first = published(tmp_path, (*ALL, PAPER))
    published(tmp_path, (*ALL, PAPER), (*made_up.FACTS, made_up.MORE))
    assert first.name == "000003"
    assert open_version(first)
