"""The file of records: two processes lose nothing, it stays bounded, and no build touches it."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keikaku.graph.store.publish import publish
from keikaku.ingest.pipeline import Options, build
from keikaku.web.guard.journal import Journal
from keikaku.web.records.kept import Feedback, Records, Said, kept
from tests.graph import made_up

ROOT = Path(__file__).parents[2]


def test_two_processes_lose_nothing(tmp_path):
    """Each appends its lines while the other does."""
    code = (
        "import sys; from pathlib import Path; from web.guard.journal import Journal\n"
        "for n in range(150): Journal(Path(sys.argv[1])).add({'id': sys.argv[2], 'n': n})"
    )
    path = tmp_path / "records" / "questions.jsonl"
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), who], cwd=ROOT) for who in "ab"]
    assert [one.wait(60) for one in running] == [0, 0]
    entries = Journal(path).entries()
    assert sorted((one["id"], one["n"]) for one in entries) == [(who, n) for who in "ab" for n in range(150)]


def test_writers_of_one_process_wait_their_turn(tmp_path):
    """A hundred visitors at once; none is turned away."""
    journal = Journal(tmp_path / "questions.jsonl")
    with ThreadPoolExecutor(100) as visitors:
        list(visitors.map(lambda n: journal.add({"n": n}), range(500)))
    assert sorted(one["n"] for one in journal.entries()) == list(range(500))


def test_a_file_stays_bounded_and_keeps_the_newest(tmp_path):
    """Whatever arrives."""
    journal = Journal(tmp_path / "a.jsonl", largest=1000)
    for n in range(500):
        journal.add({"n": n})
        assert journal.path.stat().st_size <= 1000
    numbers = [one["n"] for one in journal.entries()]
    assert numbers == list(range(numbers[0], 500))
    assert len(numbers) > 30


@given(entries=st.lists(st.dictionaries(st.text(), st.text() | st.booleans() | st.integers()), max_size=5))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_added_is_read_back(tmp_path, entries):
    """Any text that is text, line ends of every kind in it."""
    journal = Journal(tmp_path / "round.jsonl")
    journal.clear()
    for one in entries:
        journal.add(one)
    halves = json.loads(json.dumps(entries).encode("utf-8", "replace"))
    assert list(journal.entries()) == halves


@pytest.mark.slow
def test_a_build_leaves_the_records(tmp_path):
    """Also one that drops documents, and one that publishes more versions than are kept."""
    records = Records(tmp_path)
    records.keep(Said(question="a", useful=True))
    paths = [ROOT / "tests" / "cases" / f"links_ashihara_{year}.txt" for year in (2012, 2018)]
    for given_ in (paths, paths[:1]):
        assert build(given_, tmp_path, Options(prune=True, encoder=None)).data_version
    for _ in range(4):
        publish(tmp_path, made_up.EXTRACTIONS, made_up.FACTS)
    assert [one.question for one in kept(records.feedback, Feedback)[0]] == ["a"]


def test_a_line_without_its_end_does_not_swallow_the_next(tmp_path):
    """As a writer leaves it that was killed."""
    journal = Journal(tmp_path / "a.jsonl")
    journal.add({"n": 1})
    journal.path.write_bytes(journal.path.read_bytes() + b'{"n": 2')
    journal.add({"n": 3})
    assert journal.entries() == ({"n": 1}, {}, {"n": 3})
    assert journal.remove(lambda entry: entry.get("n") == 1) == 1
    assert journal.entries() == ({}, {"n": 3})
