"""A version that is not what was published is never read in silence: the file is named, and the way back."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from keikaku.graph.sparql.gate import Runner
from keikaku.graph.store import sealing, versions
from keikaku.graph.store.publish import held, publish
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.store.versions import StoreDamaged, StoreError
from tests.graph import made_up

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"


class Triple(NamedTuple):
    """A row of EVERYTHING."""

    s: str
    p: str
    o: str


EXTRAS = {"index/words.json": b"[" + b"1," * 500 + b"0]", "index/rows.npy": bytes(range(256)) * 40}
CASES = 500


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two whole versions."""
    store = tmp_path_factory.mktemp("sealed") / "store"
    for _ in range(2):
        publish(store, made_up.EXTRACTIONS, made_up.FACTS, extras=EXTRAS)
    return store


def flip(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    at = rng.randrange(len(content))
    content[at] ^= 1 << rng.randrange(8)
    path.write_bytes(bytes(content))


def cut(path: Path, rng: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: rng.randrange(path.stat().st_size)])


def empty(path: Path, _rng: random.Random) -> None:
    path.write_bytes(b"")


def remove(path: Path, _rng: random.Random) -> None:
    path.unlink()


def grow(path: Path, rng: random.Random) -> None:
    path.write_bytes(path.read_bytes() + rng.randbytes(rng.randrange(1, 40)))


KINDS = (flip, cut, empty, remove, grow)


def damage(store: Path, rng: random.Random) -> tuple[Path, str]:
    """Damage one file of the current version, or the pointer; the version's folder and what was done."""
    folder = versions.current(store)
    files = [path for _name, path in sealing.files(folder)]
    files += [folder / versions.DESCRIPTION, folder / sealing.FILES, store / versions.POINTER]
    path = rng.choice([one for one in sorted(files) if one.stat().st_size])
    kind = rng.choice(KINDS)
    kind(path, rng)
    return folder, f"{kind.__name__} {path.name}"


def read_whole(store: Path) -> object:
    """What a program gets that opens the store, reads every quad and its files beside the graph."""
    snapshot = open_snapshot(store)
    beside = {name: (snapshot.folder / name).read_bytes() for name in EXTRAS}
    return snapshot.data_version, sorted(map(str, snapshot.rows(Triple, EVERYTHING))), beside


@pytest.mark.slow
def test_of_500_damages_none_is_silent_and_none_without_a_name(sealed: Path, tmp_path: Path):
    """Either what is read is what was published, and `check` names the file, or a sentence names it at once."""
    right = read_whole(sealed)
    silent, unnamed = [], []
    for seed in range(CASES):
        store = tmp_path / "store"
        shutil.copytree(sealed, store)
        folder, done = damage(store, random.Random(seed))  # noqa: S311 - drawn again alike
        try:
            read = read_whole(store)
            versions.refuse_damaged(folder, whole=True)
            if read != right or (store / versions.POINTER).read_text().strip() != "000002":
                silent.append(done)
        except StoreDamaged as told:
            if told.whole is None or f"rollback {int(told.whole.name)} " not in str(told) or not told.file:
                unnamed.append((done, str(told)))
        except StoreError as told:
            unnamed.append((done, str(told)))
        shutil.rmtree(store)
    assert silent == []
    assert unnamed == []


@pytest.mark.slow
def test_the_worker_for_sparql_refuses_what_is_damaged(sealed: Path, tmp_path: Path):
    """It opens the graph by itself, and asks first."""
    store = tmp_path / "store"
    shutil.copytree(sealed, store)
    folder = versions.current(store)
    (folder / "index" / "words.json").write_bytes(b"[]")
    with pytest.raises(StoreDamaged, match=r"words\.json"):
        Runner(folder)


def test_a_build_goes_on_from_the_newest_whole_version_and_says_so(sealed: Path, tmp_path: Path):
    """What the damaged one alone held is named as lost: nothing is left out in silence."""
    store = tmp_path / "store"
    shutil.copytree(sealed, store)
    (versions.current(store) / "extractions.json").write_text("[]")
    before = held(store)
    assert len(before.extractions) == len(made_up.EXTRACTIONS)
    assert "版 1 の内容から作り直しました" in before.damage


def test_without_any_whole_version_a_build_begins_anew_and_says_so(sealed: Path, tmp_path: Path):
    """The sentence ends with what to do."""
    store = tmp_path / "store"
    shutil.copytree(sealed, store)
    for folder in (store / versions.VERSIONS).iterdir():
        (folder / "extractions.json").unlink()
    before = held(store)
    assert before.extractions == ()
    assert before.damage.endswith("前の文書も build で読み込んでください。")


def test_a_version_of_before_seals_is_opened(sealed: Path, tmp_path: Path):
    """A store that an earlier program wrote has no list of its files."""
    store = tmp_path / "store"
    shutil.copytree(sealed, store)
    folder = versions.current(store)
    told = versions.describe(folder)
    (folder / sealing.FILES).unlink()
    (folder / versions.DESCRIPTION).write_text(
        f'{{"data_version": "{told.data_version}", "base": "{told.base}", "format": {told.format}}}'
    )
    assert open_snapshot(store).data_version == told.data_version
