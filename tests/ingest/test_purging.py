"""After a purge no file of the store holds a word of what was dropped, and no way leads back to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from keikaku.cli.main import app
from keikaku.graph.faq.kept import put
from keikaku.graph.faq.values import Entry, Source, State
from keikaku.graph.review.deciding import Review, decide, links_of
from keikaku.graph.review.decisions import read_decisions
from keikaku.graph.store.history import NoSuchVersion, history, roll_back
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import LinkLevel, LinkStatus
from keikaku.ontology.model.successions import link_id
from keikaku.web.desk.uploads import FOLDER, Uploads

pytestmark = pytest.mark.slow

PLAN = "葦原市{0}計画{1}\n計画期間　{1}年度から{2}年度まで\n体系1 {0}を支える\n■ {0}の見守り（{3}）\n{0}を夜も見守る。\n"
STAY, GONE, MARK = "stays.txt", "goes.txt", "瑠璃鶲"
CORRECTIONS = f"文書,行,IRI,項目,正しい値,理由,役割\n{GONE},4,,名前,{MARK}の夜の見守り,誤記,企画課\n"
FAQ = "id,question,answer\nF-1,休みの日は？,月曜日です。\n"
BIRD, TREE = (PLAN.format(MARK, 2030, 2033, "企画部"), PLAN.format("楠木", 2034, 2037, "教育部"))
LATER = PLAN.format(MARK, 2034, 2037, "教育部")


def given(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def run(*words: str) -> str:
    """What a verb prints, where it ends well."""
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def holding(store: Path, word: str) -> Iterator[Path]:
    """The files of a store, of whatever kind, that have a word in their bytes or their names."""
    forms = {word.encode(code) for code in ("utf-8", "utf-16-le", "cp932", "euc-jp")}
    forms |= {
        "".join(f"\\u{ord(c):04x}" for c in word).encode(),
        "".join(f"%{b:02X}" for b in word.encode()).encode(),
    }
    return (
        path
        for path in store.rglob("*")
        if word in path.name or (path.is_file() and any(form in path.read_bytes() for form in forms))
    )


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two plans in several versions, one of them with a correction, a decision, a FAQ and an upload."""
    store = tmp_path / "store"
    build([given(tmp_path, STAY, TREE)], store, Options())
    build([given(tmp_path, GONE, BIRD), given(tmp_path, "later.txt", LATER)], store, Options())
    link = min(
        (one for one in links_of(open_snapshot(store)) if one.level is LinkLevel.INITIATIVE),
        key=lambda one: one.key,
    )
    decide(
        store,
        link_id(link.earlier, link.later),
        LinkStatus.ACCEPTED,
        Review("企画課", "2026-04-01T09:00:00+09:00"),
    )
    build([], store, Options(), corrections=given(tmp_path, "corrections.csv", CORRECTIONS))
    stands_on = Source(file=GONE, digest="", line=4, quote=f"{MARK}の見守り")
    put(
        store,
        Entry(
            id="q", question="夜は？", answer=f"{MARK}の見守り", state=State.APPROVED, sources=(stands_on,)
        ),
    )
    with (tmp_path / GONE).open("rb") as file:
        Uploads(store / FOLDER, lambda _: "").keep(GONE, file, {}, replacing=False)
    assert list(holding(store, MARK))
    return store


def test_no_byte_of_the_store_holds_what_was_purged(store: Path):
    told = run(
        "build", "--drop", GONE, "--drop", "later.txt", "--purge", "--no-vectors", "--store", str(store)
    )
    assert list(holding(store, MARK)) == []
    assert list(holding(store, "楠木"))
    assert read_decisions(store) == ()
    assert "決定2行、待っていた訂正1件、質問と答え1件" in told


def test_a_drop_alone_leaves_words_in_earlier_versions_until_a_purge(store: Path):
    """The purge needs no name then; the desk's copy is taken with its document's name alone."""
    run("build", "--drop", GONE, "--drop", "later.txt", "--no-vectors", "--store", str(store))
    assert any("versions" in path.parts for path in holding(store, MARK))
    run("build", "--purge", "--no-vectors", "--store", str(store))
    assert {path.relative_to(store).parts[0] for path in holding(store, MARK)} == {FOLDER}


def test_no_way_leads_back_behind_a_purge(store: Path):
    run("build", "--drop", GONE, "--drop", "later.txt", "--purge", "--no-vectors", "--store", str(store))
    (only,) = history(store)
    with pytest.raises(NoSuchVersion):
        roll_back(store, only.number - 1)


def test_what_stays_is_what_a_build_of_it_alone_gives(store: Path, tmp_path: Path):
    """The same data version, and the next change goes on from it."""
    run("build", "--drop", GONE, "--drop", "later.txt", "--purge", "--no-vectors", "--store", str(store))
    build([tmp_path / STAY], tmp_path / "other", Options())
    assert open_snapshot(store).data_version == open_snapshot(tmp_path / "other").data_version
    for one in (store, tmp_path / "other"):
        build([], one, Options(), faq=given(tmp_path, "faq.csv", FAQ))
    assert open_snapshot(store).data_version == open_snapshot(tmp_path / "other").data_version
    assert list(holding(store, MARK)) == []
