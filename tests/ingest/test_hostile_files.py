"""Whatever a file is, it costs its own sentence: the others are taken, the memory is bounded, the build goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from as_files import MAKERS
from hostile_files import HOSTILE, TEXT
from reading import CASES, rows

from keikaku.ingest.build import read_documents
from keikaku.ingest.extract import extract
from keikaku.ingest.formats.readers import name_of, read_source
from keikaku.ingest.isolation import Isolated
from keikaku.ingest.pipeline import Options, build
from keikaku.ingest.reading_process import TOO_LARGE
from keikaku.ingest.source import Unreadable
from keikaku.ontology.model.facts import Initiative, Problem

MEGABYTES_AT_MOST = 1500
MUTATED = 500
LABELS = ["避難所の見直し"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The folder of all of them, with a good file between."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _) in HOSTILE.items():
        (folder / name).write_bytes(make())
    (folder / "good.docx").write_bytes(MAKERS[".docx"](TEXT))
    return folder


def peak(process) -> float:
    """The most memory that a process has held, in megabytes."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


@pytest.mark.slow
@pytest.mark.parametrize("enforce", [True, False], ids=["held by the system", "by the readers alone"])
def test_a_hostile_file_costs_one_sentence_and_little_memory(hostile, enforce):
    apart = Isolated(enforce=enforce)
    try:
        for name, (_, word) in HOSTILE.items():
            found = read_source(hostile / name, apart=apart)
            assert isinstance(found, Problem), name
            assert word in found.message
            assert found.message.startswith(f"{name}: ")
            assert found.message.endswith("。")
            assert "\n" not in found.message
            if apart.process and sys.platform == "linux":
                assert peak(apart.process) < MEGABYTES_AT_MOST, name
    finally:
        apart.close()


@pytest.mark.slow
def test_among_hostile_files_the_good_one_is_taken(hostile):
    extractions, problems = read_documents([hostile])
    assert [one.document.file for one in extractions] == ["good.docx"]
    assert [row["label"] for row in rows(extractions[0])] == LABELS
    assert {problem.file for problem in problems} == set(HOSTILE)


@pytest.mark.slow
def test_a_document_that_breaks_a_shape_is_left_out_alone(tmp_path, monkeypatch):
    """As if a layout had made a fact without any evidence."""
    for name in ("bad.txt", "good.txt"):
        (tmp_path / name).write_text(
            TEXT.replace("2030", {"b": "2031"}.get(name[0], "2030")), encoding="utf-8"
        )

    def spoiled(source, municipality=None):
        found = extract(source, municipality)
        facts = [replace(one, evidence=()) if isinstance(one, Initiative) else one for one in found.facts]
        return replace(found, facts=tuple(facts)) if source.file == "bad.txt" else found

    monkeypatch.setattr("keikaku.ingest.build.extract", spoiled)
    report = build([tmp_path / "bad.txt", tmp_path / "good.txt"], tmp_path / "store", Options())
    assert report.data_version
    assert [one.document.file for one in report.read] == ["good.txt"]
    assert report.problems[-1].message.startswith("bad.txt: 読み取った内容がグラフの決まりに合わない")


@pytest.fixture
def apart():
    """A process to read in, with little patience."""
    one = Isolated(seconds=20)
    yield one
    one.close()


@pytest.mark.slow
def test_a_reader_that_dies_is_one_sentence_and_the_next_file_is_read(apart, tmp_path):
    good = tmp_path / "good.html"
    good.write_bytes(MAKERS[".html"](TEXT))
    read = apart.reader(".html")
    assert "避難所" in read(good.read_bytes()).text
    apart.process.kill()
    apart.process.wait()
    assert "避難所" in read(good.read_bytes()).text
    apart.process.stdin.write("no question\n")  # it dies of that, before the next file is asked for
    with pytest.raises(Unreadable, match="止まりました"):
        read(good.read_bytes())
    assert "避難所" in read(good.read_bytes()).text


@pytest.mark.parametrize("limit", ["seconds", "hangs"])
def test_a_reader_that_works_too_long_or_hangs_is_ended(limit):
    impatient = Isolated(**{limit: 0.05})
    try:
        with pytest.raises(Unreadable, match="超えました"):
            impatient.reader(".pdf")(MAKERS[".pdf"](TEXT * 400))
        assert impatient.process is None
    finally:
        impatient.close()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no such signal on this system")
def test_a_busy_machine_refuses_nothing():
    """A reader that waits longer than it may work is waited for."""
    patient = Isolated(seconds=4)
    process = patient._running()
    os.kill(process.pid, signal.SIGSTOP)
    waker = threading.Timer(5, os.kill, (process.pid, signal.SIGCONT))
    waker.start()
    try:
        assert "避難所" in patient.reader(".html")(MAKERS[".html"](TEXT)).text
    finally:
        waker.cancel()
        patient.close()


def test_a_process_that_grows_too_large_ends_itself_where_the_system_holds_nobody():
    code = (
        "import ingest.reading_process as r, time; r.LARGEST = 200; r.hold_memory(0);"
        "kept = [bytearray(b'x') * 1_000_000 for _ in range(300)]; time.sleep(20)"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=CASES.parents[1], timeout=30, check=False)
    assert ended.returncode == TOO_LARGE


@pytest.mark.slow
def test_a_large_parent_does_not_count_as_its_reader_s_memory():
    code = (
        "from ingest.isolation import Isolated; kept = bytearray(b'x') * 1_500_000_000;"
        "print(Isolated().reader('.html')(b'<p>text').text)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=CASES.parents[1], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "text\n"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "again.txt").symlink_to(folder / "plan.txt")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "round").symlink_to(folder)
    extractions, problems = read_documents([folder, folder / ".." / "documents" / "plan.txt"])
    assert len(extractions) == 1
    assert [problem.file for problem in problems] == ["link.txt"]
    assert "リンク" in problems[0].message


@pytest.mark.skipif(sys.platform != "linux", reason="needs a system that takes any bytes as a name")
def test_a_name_in_another_encoding_is_read(tmp_path):
    raw = os.fsencode(tmp_path) + b"/" + "計画の案.txt".encode("cp932")
    path = Path(os.fsdecode(raw))
    path.write_text(TEXT, encoding="utf-8")
    extractions, problems = read_documents([tmp_path])
    assert [one.document.file for one in extractions] == [name_of(path)] == ["計画の案.txt"]
    assert problems == ()


def test_a_pipe_or_device_is_no_document(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    problem = read_source(tmp_path / "pipe.txt")
    assert "ふつうのファイルではありません" in problem.message


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Some bytes changed, left out, doubled, or the end cut off."""
    changed = bytearray(content)
    for _ in range(rng.choice([1, 3, 10, 60])):
        at = rng.randrange(len(changed) + 1)
        kind = rng.randrange(4)
        if kind == 0:
            changed[at : at + 1] = bytes([rng.randrange(256)])
        elif kind == 1:
            del changed[at : at + rng.randrange(1, 40)]
        elif kind == 2:
            changed[at:at] = changed[at : at + 30]
        elif rng.random() < 0.1:
            del changed[max(at, 20) :]
    return bytes(changed)


@pytest.mark.slow
def test_five_hundred_mutated_files_cost_no_traceback_and_no_build(tmp_path):
    rng = random.Random(5)  # noqa: S311 - the same files every time
    makers = {**MAKERS, ".txt": lambda text: text.encode("cp932"), ".csv": lambda text: text.encode()}
    originals = {
        suffix: make((CASES / "layout_tab_table.txt").read_text("utf-8")) for suffix, make in makers.items()
    }
    folder = tmp_path / "mutated"
    folder.mkdir()
    for number in range(MUTATED):
        suffix = list(makers)[number % len(makers)]
        (folder / f"{number:03d}{suffix}").write_bytes(mutated(originals[suffix], rng))
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    report = build([folder], tmp_path / "store", Options(municipality="みどり市"))
    assert report.data_version
    taken = {one.document.file for one in report.read}
    told = {problem.file for problem in report.problems if problem.severity == "refused"}
    assert "good.txt" in taken
    assert taken | told == {path.name for path in folder.iterdir()}
    assert not taken & told
